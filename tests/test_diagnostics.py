# The report of findings in its three forms, letter by letter.

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

import factsheets
from factsheets.codes import CODES
from factsheets.diagnostics import (
    FORMATS,
    MAX_PER_FILE,
    Finding,
    Remark,
    Repair,
    Where,
    as_github,
    as_json,
    as_text,
    has_errors,
    limited,
    ordered,
)
from factsheets.read import read
from some_findings import NO_LINE, WRONG_UNIT, finding_parts, fuzz, many

# ---------------------------------------------------------------------------------------------
# Text


def test_text_with_frame_and_fix() -> None:
    assert as_text([WRONG_UNIT]) == (
        "sheets/models/bert.yaml:12:15: error[FS110] unknown unit `Wat`\n"
        "    12 |   power: 3.13 Wat\n"
        "       |               ^\n"
        "    fix: write `W`"
    )


def test_text_without_line() -> None:
    assert as_text([NO_LINE]) == (
        "sheets/x.yaml:1:1: error[FS003] the file is empty\n    fix: fill it in, or remove it"
    )


def test_text_without_fix() -> None:
    finding = Finding("FS101", Where("x.yaml", 3, 1), "unknown key `a`", level="warning", excerpt="a: 1")
    assert as_text([finding]) == "x.yaml:3:1: warning[FS101] unknown key `a`\n    3 | a: 1\n      | ^"


def test_text_of_several() -> None:
    note = Finding("FS102", Where("y.yaml", 1, 2), "missing key", level="note", excerpt="   ")
    assert as_text([NO_LINE, note]) == (
        "sheets/x.yaml:1:1: error[FS003] the file is empty\n"
        "    fix: fill it in, or remove it\n"
        "y.yaml:1:2: note[FS102] missing key"
    )


def test_text_of_nothing() -> None:
    assert as_text([]) == ""


def test_text_of_a_real_finding() -> None:
    _, findings = read(b"id: x\nname: BERT: analog\n", "sheets/x.yaml")
    assert as_text(findings) == (
        "sheets/x.yaml:2:11: error[FS004] this is not YAML: a second `: ` in one line\n"
        "    2 | name: BERT: analog\n"
        "      |           ^\n"
        '    fix: put quotes round the text: `name: "BERT: analog"`'
    )


def test_long_line_is_cut_around_the_place() -> None:
    finding = Finding("FS110", Where("x", 1, 201), "m", excerpt="a" * 200 + "B" + "c" * 200)
    _, line, caret = as_text([finding]).split("\n")
    assert line == "    1 | " + "a" * 59 + "B" + "c" * 40
    assert caret == "      | " + " " * 59 + "^"


@pytest.mark.parametrize("column", [1, 2, 59, 60, 61, 100, 240])
def test_caret_stands_under_its_character(column: int) -> None:
    excerpt = "".join(chr(0x21 + n % 90) if n != column - 1 else "\u00e9" for n in range(240))
    _, line, caret = as_text([Finding("FS110", Where("x", 1, column), "m", excerpt=excerpt)]).split("\n")
    assert line[caret.index("^")] == "\u00e9"


def test_caret_in_what_is_left_of_a_long_line() -> None:
    finding = Finding("FS110", Where("x", 1, 301), "m", excerpt="a" * 99 + "B" + "c" * 140, cut=201)
    _, line, caret = as_text([finding]).split("\n")
    assert line == "    1 | " + "a" * 59 + "B" + "c" * 40
    assert caret == "      | " + " " * 59 + "^"


def test_caret_past_the_end_of_the_line() -> None:
    finding = Finding("FS004", Where("x", 1, 4), "m", excerpt="a: ")
    assert as_text([finding]) == "x:1:4: error[FS004] m\n    1 | a: \n      |    ^"


def test_caret_after_hidden_characters() -> None:
    finding = Finding("FS008", Where("x", 1, 4), "m", excerpt="\ta\u202eb")
    assert as_text([finding]) == ("x:1:4: error[FS008] m\n    1 | \\x09a\\u202eb\n      |            ^")


def test_a_line_of_hidden_characters_is_cut_and_so_is_what_stands_before_the_caret() -> None:
    finding = Finding("FS008", Where("x", 1, 60), "m", excerpt="\u202e" * 100)
    _, line, caret = as_text([finding]).split("\n")
    assert line == "    1 | " + (r"\u202e" * 40)[:199] + "…"
    assert caret == "      | " + " " * 200 + "^"


def test_message_and_fix_are_cut_to_four_hundred_characters() -> None:
    shown = as_text([Finding("FS101", Where("x"), "m" * 400, "f" * 400)])
    assert shown == f"x:1:1: error[FS101] {'m' * 400}\n    fix: {'f' * 400}"
    shown = as_text([Finding("FS101", Where("x"), "m" * 401, "f" * 401)])
    assert shown == f"x:1:1: error[FS101] {'m' * 399}…\n    fix: {'f' * 399}…"


def test_text_of_hostile_parts() -> None:
    finding = Finding(
        "FS101",
        Where("a\n::error::b", 1, 1),
        "x\x1b[2J\ny ##[error]z",
        "do\r\nthis",
        excerpt="\u202e::set-output",
    )
    assert as_text([finding]) == (
        "a\\x0a::error::b:1:1: error[FS101] x\\x1b[2J\\x0ay #\\#[error]z\n"
        "    1 | \\u202e::set-output\n"
        "      | ^\n"
        "    fix: do\\x0d\\x0athis"
    )


# ---------------------------------------------------------------------------------------------
# At most fifty findings a file


def test_fifty_are_shown() -> None:
    findings = many("x", MAX_PER_FILE)
    assert limited(findings) == findings
    assert MAX_PER_FILE == 50


def test_the_rest_is_counted() -> None:
    findings = many("x", 53)
    more = Finding("FS099", Where("x"), "3 more findings in this file", "mend the ones above and check again")
    assert limited(findings) == [*findings[:50], more]


def test_each_file_counts_for_itself() -> None:
    findings = [*many("x", 52), *many("y", 50), *many("z", 51)]
    shown = limited(findings)
    assert [f for f in shown if f.code != "FS099"] == [*findings[:50], *findings[52:152]]
    assert [(f.where, f.message) for f in shown if f.code == "FS099"] == [
        (Where("x"), "2 more findings in this file"),
        (Where("z"), "1 more findings in this file"),
    ]


def test_text_and_github_are_cut() -> None:
    findings = many("x", 60)
    assert as_text(findings).split("\n")[49:] == [
        "x:50:1: error[FS101] unknown key `k50`",
        "x:1:1: error[FS099] 10 more findings in this file",
        "    fix: mend the ones above and check again",
    ]
    assert as_github(findings).split("\n")[49:] == [
        "::error file=x,line=50,col=1,title=FactSheet FS101::unknown key `k50`",
        (
            "::error file=x,line=1,col=1,title=FactSheet FS099::10 more findings in this file"
            ". Fix: mend the ones above and check again"
        ),
    ]


def test_json_is_cut_like_the_others() -> None:
    found = json.loads(as_json(many("x", 60)))["findings"]
    assert ["FS101"] * 50 + ["FS099"] == [finding["code"] for finding in found]


def test_a_log_that_holds_the_json_report_commands_nothing() -> None:
    report = as_json([Finding("FS101", Where("x"), "a ##[add-mask]b ##[##[", excerpt="##[error]c")])
    assert "##[" not in report
    assert "a ##[add-mask]b ##[##[" == json.loads(report)["findings"][0]["message"]


# ---------------------------------------------------------------------------------------------
# Order


def test_json_is_indented_for_people() -> None:
    assert as_json([NO_LINE]).startswith('{\n  "schema": "factsheets.check/1",\n  "findings": [\n    {\n')


def test_only_errors_stop_publishing() -> None:
    notes = [replace(NO_LINE, level="warning"), replace(NO_LINE, level="note")]
    assert not has_errors([])
    assert not has_errors(notes)
    assert has_errors([*notes, NO_LINE])


def test_repairs_and_remarks_are_values() -> None:
    repairs = [Repair(Where("x", 1, 2), "a", "b") for _ in range(2)]
    assert {*repairs} == {repairs[0]}
    assert {Remark("x", "a.b", NO_LINE, repair=repair) for repair in repairs} == {
        Remark("x", "a.b", NO_LINE, repair=repairs[0])
    }


def test_order() -> None:
    a = Finding("FS101", Where("a", 2, 1), "m")
    b = Finding("FS101", Where("a", 10, 1), "m")
    c = Finding("FS101", Where("a", 10, 2), "m")
    d = Finding("FS102", Where("a", 10, 2), "m")
    e = Finding("FS102", Where("a", 10, 2), "n")
    f = Finding("FS001", Where("b", 1, 1), "m")
    assert ordered([f, e, d, c, b, a]) == (a, b, c, d, e, f)
    assert ordered(iter([c, a, f, b, e, d])) == (a, b, c, d, e, f)


def test_repetitions_go() -> None:
    assert ordered([WRONG_UNIT, NO_LINE, WRONG_UNIT, NO_LINE]) == (WRONG_UNIT, NO_LINE)
    assert ordered([]) == ()


def test_findings_that_differ_stay() -> None:
    warning = replace(NO_LINE, level="warning")
    assert set(ordered([NO_LINE, warning])) == {NO_LINE, warning}


@fuzz
@given(st.lists(finding_parts, max_size=6, unique_by=lambda f: (f.where, f.code, f.message)), st.data())
def test_order_does_not_depend_on_the_order_of_work(findings: list[Finding], data: st.DataObject) -> None:
    mixed = data.draw(st.permutations(findings + findings))
    assert ordered(mixed) == ordered(findings)
    assert sorted(f.where for f in findings) == [f.where for f in ordered(mixed)]


# ---------------------------------------------------------------------------------------------
# Codes


def test_formats() -> None:
    assert {"text": as_text, "json": as_json, "github": as_github} == FORMATS


def test_codes_are_in_order_and_explained() -> None:
    assert list(CODES) == sorted(CODES)
    for name, code in CODES.items():
        assert re.fullmatch(r"FS\d{3}", name)
        assert code.title
        assert code.why.endswith(".")
        assert code.fix.endswith(".")
        assert bool(code.wrong) == bool(code.right)
        assert not code.wrong or code.wrong != code.right


def test_titles_differ() -> None:
    assert len({code.title for code in CODES.values()}) == len(CODES)


def test_every_code_of_the_program_is_explained_and_none_else() -> None:
    folder = Path(factsheets.__file__).parent
    sources = [path for path in [*folder.glob("*.py"), *folder.glob("diff/*.py")] if path.name != "codes.py"]
    used = {code for path in sources for code in re.findall(r'"(FS\d{3})"', path.read_text("utf-8"))}
    assert used == set(CODES)
