"""Hostile text in facts, names and revisions is inert in every form of a report; a huge change fits a comment."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec.structs import replace
from ruamel.yaml import YAML

from factsheets.diff.as_annotations import as_github, as_rdjson, as_sarif
from factsheets.diff.as_json import MAX_BYTES, read_report, written
from factsheets.diff.as_markdown import MARK, MOST, as_markdown
from factsheets.diff.as_text import as_text
from factsheets.diff.report import Change, Found, Report, Revision, SheetChange, State
from factsheets.diff.review import review
from factsheets.diff.revisions import trees
from hostile import STRINGS, poison
from revised import before, change, committed

#: What a forge, a terminal or a runner would make more of than text.
MORE = (
    "@everyone and @team/leads, cc @octocat.",
    "fixes #123, closes team/repo#7, see GH-12",
    "https://evil.invalid/login and www.evil.invalid",
    "![x](https://evil.invalid/t.png) <img src=x>",
    "\x1b]8;;https://evil.invalid\x1b\\click\x1b]8;;\x1b\\ \x1b[2J\x1b[31m",
    "a\r::error::pwned\n##[error]pwned",
    "::set-output name=x::y",
    "</details></table><!-- factsheets-diff:v1 -->",
    "```\n# heading\n```",
    "a | b \\| c \\",
    "\u202eevil\u202c \u200b\u2066",
    ":boom: :+1:",
    "~~x~~ **y** __z__ $x$",
    "1. one\n- two\n> three\n\n# four",
)
ALL = (*STRINGS, *MORE)


def nasty(text: str) -> Report:
    """A report with one text in every field that takes one."""
    state = State(text, 1.0, text, (text,), text, text)
    moved = Change(
        text, text, "value", text, text, text, state, state, also=(text,), producer=text, roles=(text,)
    )
    worded = replace(moved, kind="text")
    found = Found("FS301", "error", "new", text, text, text, text, text)
    sheet = SheetChange("x", text, text, "changed", "", (moved, worded), (found,), producers={text: text})
    side = Revision(text, "a" * 40)
    return Report("factsheets.diff/1", text, side, side, text, {text: text}, (sheet,), silent=(text,))


def tokens(markdown: str) -> Iterator[Token]:
    """Everything that a reader of Markdown makes of a comment; HTML is let through, to be seen here."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    for token in parser.parse(markdown):
        yield token
        yield from token.children or ()


@pytest.mark.parametrize("text", ALL)
def test_a_comment_takes_every_text_for_a_text(text: str) -> None:
    for repository in ("", "https://example.org/team/catalog"):
        comment = as_markdown(nasty(text), repository)
        assert comment.startswith(f"{MARK}\n")
        found = list(tokens(comment))
        html = [token.content.strip() for token in found if token.type in {"html_block", "html_inline"}]
        ours = re.compile(r"<!-- factsheets-diff:v1 -->|<details><summary>[\w ,]+</summary>|</details>")
        assert [] == [each for each in html if not ours.fullmatch(each)]
        assert not [token for token in found if token.type == "image"]
        links = [str(token.attrs["href"]) for token in found if token.type == "link_open"]
        assert all(link.startswith("https://example.org/team/catalog/blob/") for link in links)
        said = [token.content for token in found if token.type == "text"]
        alive = re.compile(r"@\w|#\d|GH-\d|://|www\.|:\+?\w+:")
        assert [] == [each for each in said if alive.search(each)]
        assert "\x1b" not in comment
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", comment)


@pytest.mark.parametrize("text", ALL)
def test_a_comment_has_its_tables_whole(text: str) -> None:
    rows = [
        token for token in tokens(as_markdown(nasty(text))) if token.type in {"tr_open", "td_open", "th_open"}
    ]
    cells = [token.type for token in rows]
    assert 3 == cells.count("tr_open")  # a head and two rows of five cells
    assert 15 == len(cells) - 3


@pytest.mark.parametrize("text", ALL)
def test_a_terminal_and_a_runner_obey_no_text(text: str) -> None:
    told = as_text(nasty(text))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", told)
    assert not [line for line in told.split("\n") if line.lstrip().startswith("::") or "##[" in line]
    commands = as_github(nasty(text)).split("\n")
    assert 1 == len(commands)
    assert commands[0].startswith("::error file=")
    assert "\r" not in commands[0]
    assert "##[" not in commands[0]


@pytest.mark.parametrize("text", ALL)
def test_json_forms_are_ascii_and_give_the_text_back(text: str) -> None:
    for data in (written(nasty(text)).decode(), as_sarif(nasty(text), {}), as_rdjson(nasty(text))):
        assert data.isascii()
        json.loads(data)
    assert text == read_report(written(nasty(text))).sheets[0].name


def test_a_poisoned_catalog_is_reviewed_like_any_other(catalog: Path) -> None:
    committed(catalog)
    poison(catalog)
    report, one, two = review(*trees("HEAD", None, catalog), catalog)
    assert len(report.sheets) > 20
    comment = as_markdown(report, "https://example.org/team/catalog")
    assert len(comment) <= MOST
    kinds = {token.type for token in tokens(comment)}
    assert "image" not in kinds
    assert read_report(written(report)) is not None
    assert one
    assert two


# --- size -----------------------------------------------------------------------------------------


def huge(sheets: int, facts: int) -> Report:
    """A report of many sheets with many facts, errors in the last of them."""
    side = State("x" * 100)
    moved = tuple(
        Change(f"a.b{i}", f"Fact {i}", "value", "changed", before=side, after=side) for i in range(facts)
    )
    found = Found("FS601", "error", "new", "sheets/models/last.yaml", "a source is gone")
    made = [
        SheetChange(f"m{i}", f"Model {i}", f"sheets/models/m{i}.yaml", "changed", changes=moved)
        for i in range(sheets)
    ]
    made[-1] = replace(made[-1], name="Worst", findings=(found,))
    return Report("factsheets.diff/1", "0", Revision("main"), Revision("HEAD"), sheets=tuple(made))


@pytest.mark.parametrize(("sheets", "facts"), [(400, 12), (3, 2000), (1, 5000), (60, 60)])
def test_a_huge_change_fits_a_comment_and_no_table_is_cut(sheets: int, facts: int) -> None:
    comment = as_markdown(huge(sheets, facts))
    assert len(comment) <= MOST
    assert "more changed**, too much for a comment" in comment
    rows = [
        token for token in tokens(comment) if token.type in {"tr_open", "table_open", "td_open", "th_open"}
    ]
    tables = [token for token in rows if token.type == "table_open"]
    assert len([token for token in rows if token.type == "tr_open"]) == len(tables) * (facts + 1)
    assert "#### Fix before merging" in comment
    if facts < 100:
        assert "**Worst**" in comment


def test_a_sheet_of_any_length_is_read_back(tmp_path: Path) -> None:
    root = before(tmp_path / "catalog")
    committed(root)
    change(root)
    path = root / "sheets/models/alpha.yaml"
    yaml = YAML(typ="safe", pure=True)
    data = yaml.load(path.read_text(encoding="utf-8"))
    data["overview"]["summary"] = "word " * 3000
    with path.open("w", encoding="utf-8") as file:
        yaml.dump(data, file)
    report = review(*trees("HEAD", None, root), root)[0]
    again = read_report(written(report))
    assert [sheet.id for sheet in report.sheets] == [sheet.id for sheet in again.sheets]
    assert len(as_markdown(again)) <= MOST


def test_a_report_that_would_be_too_large_leaves_out_and_counts() -> None:
    whole = huge(60, 1500)
    data = written(whole)
    assert len(data) <= MAX_BYTES
    report = read_report(data)
    assert "Worst" == report.sheets[0].name
    assert 1500 == len(report.sheets[0].changes)
    left = [sheet for sheet in report.sheets if sheet.omitted]
    assert {1500} == {sheet.omitted for sheet in left}
    assert 60 == len(report.sheets) + report.omitted
    assert "1500 facts changed" in as_text(report)


def test_a_report_of_sheets_without_end_counts_those_that_do_not_fit() -> None:
    sheet = huge(1, 0).sheets[0]
    report = read_report(written(replace(huge(1, 0), sheets=(sheet,) * 60_000)))
    assert report.omitted
    assert 60_000 == len(report.sheets) + report.omitted
    assert "sheets more changed, too much for a report" in as_text(report)
    assert len(as_markdown(report)) <= MOST
