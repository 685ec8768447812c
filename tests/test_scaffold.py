"""A new sheet has what was answered and nothing else, passes the check at once, and marks what it copies."""

import io
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from command import Result
from factsheets.layout import laid_out
from factsheets.model import Catalog
from factsheets.order import order_of
from factsheets.read import read
from factsheets.scaffold import copied, put, scaffold, typed
from factsheets.schema import load_schemas
from hostile import STRINGS

Cli = Callable[..., Result]
ROOT = Path(__file__).resolve().parents[1]
FACTS = (
    "--set",
    "overview.summary=A net.",
    "--set",
    "purpose.tasks=one; two",
    "--set",
    "performance.latency=0.190 ms",
)
NEW = ("new", "spotter", "--name", "Keyword: spotter", "--set", "date=2026-01-31", *FACTS)
SHEET = "sheets/models/spotter.yaml"


class Terminal(io.StringIO):
    """What somebody types."""

    def isatty(self) -> bool:
        return True


# --- the text -------------------------------------------------------------------------------------


def test_answers_are_written_in_the_order_of_the_template(loaded: Catalog) -> None:
    schemas, _ = load_schemas(ROOT / "schema", "schema")
    assert schemas
    answers = {"performance": {"latency": "1 ms"}, "id": "x", "factsheet": "1", "overview": {"summary": "a"}}
    text = scaffold(answers, loaded.template, schemas, editor=True)
    assert text == (
        "# yaml-language-server: $schema=../../schema/factsheet.schema.json\n"
        'factsheet: "1"\nid: x\n\noverview:\n  summary: a\n\nperformance:\n  latency: 1 ms\n'
    )
    assert (text, []) == laid_out(text.encode(), "x", order_of(schemas, "factsheet"))


def test_values_are_read_as_their_fact_has_them(loaded: Catalog) -> None:
    facts = loaded.template.facts
    assert ["one", "two: b"] == typed(facts["purpose.tasks"], "one; two: b;")
    assert "0.190" == typed(facts["parameters.weights"], "0.190")
    assert [{"layer": "a", "factor": "2"}] == typed(
        facts["parameters.reuse_by_layer"], "[{layer: a, factor: 2}]"
    )
    with pytest.raises(ValueError, match="is not closed"):
        typed(facts["parameters.reuse_by_layer"], "[{")


@given(st.lists(st.from_regex(r"[a-z]{1,3}(\.[a-z]{1,3}){0,3}", fullmatch=True), max_size=6))
def test_any_paths_can_be_answered_one_after_the_other(paths: list[str]) -> None:
    answers: dict[str, object] = {}
    for path in paths:
        put(answers, path, "x")
    if paths:
        found: object = answers
        for step in paths[-1].split("."):
            assert isinstance(found, dict)
            found = found[step]
        assert "x" == found


def test_results_are_not_copied_and_every_copy_is_marked(loaded: Catalog) -> None:
    sheet = loaded.sheets["bert-base-analog-pcm"]
    found = copied(sheet)
    assert "performance" not in found
    assert "weights" not in found["parameters"]
    assert "layers" not in found["architecture"]
    notes = [fact["note"] for section in found.values() for fact in section.values() if "value" in fact]
    assert len(notes) > 20
    assert all(note.startswith("Copied from bert-base-analog-pcm.") for note in notes)
    assert {"value": "0.0175", "basis": "not-stated"}.items() <= found["training"]["noise"]["read"].items()


# --- the command ----------------------------------------------------------------------------------


def test_a_new_sheet_passes_check_and_fmt_and_says_what_is_asked_for(small: Path, cli: Cli) -> None:
    result = cli(*NEW, cwd=small)
    assert (0, f"{SHEET} written\n`factsheets next spotter` says what to state next\n") == (
        result.exit_code,
        result.output,
    )
    text = (small / SHEET).read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=../../schema/factsheet.schema.json\n# Behind a #")
    assert "\n  latency: 0.190 ms\n  # energy_per_inference:  # 6 of 10 asked: " in text
    assert "\n# training:\n#   method:  # 10 of 10 asked: Training method\n" in text
    assert 0 == cli("check", SHEET, cwd=small).exit_code
    assert 0 == cli("fmt", "--check", SHEET, cwd=small).exit_code
    document, _ = read(text.encode(), SHEET)
    assert document
    assert document.data == {
        "factsheet": 1, "id": "spotter", "name": "Keyword: spotter", "version": "1.0", "date": "2026-01-31",
        "status": "draft", "overview": {"summary": "A net."}, "purpose": {"tasks": ["one", "two"]},
        "performance": {"latency": "0.190 ms"},
    }  # fmt: skip


def test_a_stub_is_filled_in_by_taking_its_sign_away(small: Path, cli: Cli) -> None:
    cli(*NEW, cwd=small)
    path = small / SHEET
    text = (
        path.read_text("utf-8")
        .replace("# training:", "training:")
        .replace("#   method:  #", "  method: By hand. #", 1)
    )
    path.write_text(text, encoding="utf-8")
    assert 0 == cli("check", SHEET, cwd=small).exit_code
    path.write_text(text.replace("  # power:", "  power:"), encoding="utf-8")
    assert "performance.power has no value" in cli("check", SHEET, cwd=small).output


def test_without_a_terminal_all_that_is_missing_is_named(small: Path, cli: Cli) -> None:
    result = cli("new", "--set", "purpose.tasks=one", cwd=small)
    assert 2 == result.exit_code
    assert (
        "missing: ID; --name NAME; a fact of overview, such as --set overview.summary=VALUE; "
        "a fact of performance, such as --set performance.latency=VALUE"
    ) in result.output


def test_a_wrong_answer_is_explained_and_nothing_is_written(small: Path, cli: Cli) -> None:
    result = cli(*NEW, "--set", "performance.power=3 ms", "--set", "licnce=MIT", cwd=small)
    assert 1 == result.exit_code
    assert "error[FS111] performance.power: must be a power" in result.output
    assert "did you mean `licence`?" in result.output
    assert "nothing was written" in result.stderr
    assert not (small / SHEET).exists()


def test_what_is_there_is_replaced_only_when_somebody_says_so(small: Path, cli: Cli) -> None:
    path = small / SHEET
    path.write_text("mine\n")
    result = cli(*NEW, cwd=small)
    assert 2 == result.exit_code
    assert f"{SHEET} is there already; --replace writes it anew" in result.output
    assert "mine\n" == path.read_text()
    assert 0 == cli(*NEW, "--replace", cwd=small).exit_code
    assert "id: spotter" in path.read_text()


@pytest.mark.parametrize(
    "name", ["../x", "/etc/x", "a/b", "A", "", ".", "a.b", "x\ny", "é", "con", "-", "a" * 64, "\x1b[31m"]
)
def test_a_hostile_id_is_refused(small: Path, cli: Cli, name: str) -> None:
    before = sorted(small.rglob("*"))
    result = cli("new", "--name", "N", *FACTS, "--", name, cwd=small)
    assert result.exit_code in {1, 2}
    assert before == sorted(small.rglob("*"))
    assert "\x1b" not in result.output


@pytest.mark.parametrize("text", STRINGS)
def test_hostile_text_is_written_as_text_or_refused(small: Path, cli: Cli, text: str) -> None:
    result = cli("new", "spotter", *FACTS, "--name", text, cwd=small)
    if result.exit_code == 0:
        document, findings = read((small / SHEET).read_bytes(), SHEET)
        assert document
        assert [] == findings
        assert isinstance(document.data, dict)
        assert text == document.data["name"]
    else:
        assert not (small / SHEET).exists()


def test_answers_come_from_a_file_in_the_form_of_a_sheet_and_options_win(small: Path, cli: Cli) -> None:
    (small / "a.yaml").write_text(
        "name: Spotter\nstatus: review\noverview: {summary: One}\npurpose: {tasks: [a]}\n"
        "performance: {latency: {value: 0.190 ms, ci95: [0.10, 0.2]}}\n"
    )
    result = cli("new", "spotter", "--answers", "a.yaml", "--set", "overview.summary=Two", cwd=small)
    text = (small / SHEET).read_text("utf-8")
    assert 0 == result.exit_code
    assert "status: review" in text
    assert "summary: Two" in text
    assert "      - 0.10\n" in text


@pytest.mark.parametrize("text", ["", "[1]", "a: [", "a: &x 1"])
def test_a_file_of_answers_that_is_none_is_wrong_usage(small: Path, cli: Cli, text: str) -> None:
    (small / "a.yaml").write_text(text)
    result = cli(*NEW, "--answers", "a.yaml", cwd=small)
    assert 2 == result.exit_code
    assert "cannot be used for answers" in result.output


def test_copied_text_is_marked_found_by_check_and_no_more_once_edited(small: Path, cli: Cli) -> None:
    assert 0 == cli(*NEW[:-6], "--from", "alpha", *FACTS[2:], cwd=small).exit_code
    path = small / SHEET
    text = path.read_text("utf-8")
    assert (
        "    value: A model on an analog chip.\n    source: paper2026\n    note: Copied from alpha.\n" in text
    )
    report = cli("check", SHEET, cwd=small)
    assert 0 == report.exit_code
    assert "warning[FS336] summary is copied from `alpha`, and nobody has looked at it since" in report.output
    path.write_text(text.replace("    note: Copied from alpha.\n", ""), encoding="utf-8")
    assert "FS336" not in cli("check", SHEET, cwd=small).output


def test_a_sheet_to_copy_from_that_is_not_there_is_wrong_usage(small: Path, cli: Cli) -> None:
    result = cli(*NEW, "--from", "alpa", cwd=small)
    assert 2 == result.exit_code
    assert "there is no sheet alpa; did you mean `alpha`?" in result.output


def test_without_a_template_of_its_own_a_sheet_has_no_line_for_editors(small: Path, cli: Cli) -> None:
    import shutil

    shutil.rmtree(small / "schema")
    assert 0 == cli(*NEW, cwd=small).exit_code
    assert "yaml-language-server" not in (small / SHEET).read_text("utf-8")


def test_a_broken_template_is_reported(small: Path, cli: Cli) -> None:
    (small / "schema/metrics.yaml").unlink()
    for command in (NEW, ("next", "alpha"), ("rate", "alpha")):
        result = cli(*command, cwd=small)
        assert 1 == result.exit_code
        assert "error[FS001]" in result.output


# --- at a terminal --------------------------------------------------------------------------------


def test_at_a_terminal_what_is_missing_is_asked_for_and_wrong_answers_again(
    small: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed_in = ["No Id", "alpha", "spotter", "", "Spotter", "A net.", "one; two", "0.19 W", "0.19 ms"]
    monkeypatch.setattr("sys.stdin", Terminal("\n".join(typed_in) + "\n"))
    result = cli("new", cwd=small)
    assert 0 == result.exit_code, result.output
    assert "`No Id` is no id" in result.stderr
    assert "sheets/models/alpha.yaml is there already" in result.stderr
    assert "must be a time, but `W` is a power" in result.stderr
    assert "latency: 0.19 ms" in (small / SHEET).read_text("utf-8")


def test_at_a_terminal_what_is_not_known_gets_its_reason(
    small: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("?\nNobody has measured it.\n"))
    assert 0 == cli(*NEW[:-2], cwd=small).exit_code
    assert "performance:\n  not_known: Nobody has measured it.\n" in (small / SHEET).read_text("utf-8")


def test_at_a_terminal_an_end_without_an_answer_is_wrong_usage(
    small: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(""))
    result = cli("new", "spotter", cwd=small)
    assert 2 == result.exit_code
    assert "there was no answer to: Name" in result.output
    assert not (small / SHEET).exists()


def test_a_real_terminal_is_asked(small: Path) -> None:
    ours, theirs = pty.openpty()
    command = [
        sys.executable,
        "-c",
        "import sys; from factsheets.cli import main; sys.exit(main())",
        *NEW[:2],
        *NEW[4:],
    ]
    process = subprocess.Popen(
        command, cwd=small, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    os.write(ours, b"Spotter\n")
    output, _ = process.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)
    assert 0 == process.returncode, output
    assert output.startswith(b"Name\n    What readers call the model")
    assert "name: Spotter\n" in (small / SHEET).read_text("utf-8")
