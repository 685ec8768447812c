"""What a change says of a value whose conditions or basis moved, and of what cannot be compared."""

from collections.abc import Callable
from pathlib import Path

import pytest

from command import Result
from factsheets.diff.as_markdown import as_markdown
from factsheets.diff.as_text import as_text
from factsheets.diff.report import Report
from revised import committed, compared, small_catalog

BETA = "sheets/models/beta.yaml"
Edited = Callable[[str, str], Report]


@pytest.fixture
def edited(tmp_path: Path) -> Edited:
    """What an edit of the sheet beta says."""

    def edit(old: str, new: str) -> Report:
        root = small_catalog(tmp_path / "catalog")
        committed(root)
        text = (root / BETA).read_text(encoding="utf-8")
        assert old in text
        (root / BETA).write_text(text.replace(old, new, 1), encoding="utf-8")
        return compared(root, "HEAD")

    return edit


def line(report: Report, title: str) -> str:
    """The line of a fact in the report for a terminal, with single spaces."""
    shown = as_text(report).replace("\u00a0", " ")
    return next(" ".join(row.split()) for row in shown.splitlines() if row.strip().startswith(title))


def test_a_condition_that_moved_stands_beside_the_value_and_not_in_its_place(edited: Edited) -> None:
    report = edited("batch_size: 4", "batch_size: 8")
    assert "Latency 1.92 ms batch size: 4 → 8" == line(report, "Latency")
    (row,) = [row for row in as_markdown(report).splitlines() if row.startswith("| Latency |")]
    assert "| 1.92 ms |  | batch size: 4 → 8 |" in row.replace("\u00a0", " ")


def test_a_basis_that_moved_stands_beside_the_value(edited: Edited) -> None:
    found = line(edited("latency:\n", "latency:\n    basis: estimated\n"), "Latency")
    assert found.startswith("Latency 1.92 ms basis: ")


def test_a_value_under_other_conditions_is_neither_better_nor_worse(edited: Edited) -> None:
    report = edited("1.92 ms\n    conditions: {batch_size: 4}", "1.80 ms\n    conditions: {batch_size: 8}")
    assert "−6.3 %, not obtained alike" in line(report, "Latency")
    directions = {change.direction for sheet in report.sheets for change in sheet.changes}
    assert {""} == directions


def test_a_value_under_the_same_conditions_is(edited: Edited) -> None:
    assert "−6.3 %, better" in line(edited("1.92 ms", "1.80 ms"), "Latency")


def test_of_a_file_that_cannot_be_read_no_fact_is_said_to_be_unchanged(edited: Edited) -> None:
    report = edited("latency:", "\tlatency:")
    for text in (as_text(report), as_markdown(report)):
        assert "the file cannot be read, and its facts were not compared" in text
        assert "no fact changed" not in text


def test_what_an_error_in_a_shared_file_keeps_from_being_worked_out_is_said(tmp_path: Path) -> None:
    root = small_catalog(tmp_path / "catalog")
    committed(root)
    for name, old, new in (
        (BETA, "1.92 ms", "1.80 ms"),
        ("sheets/hardware/gpu.yaml", "kind: digital", "kind: x"),
    ):
        path = root / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    report = compared(root, "HEAD")
    for text in (as_text(report), as_markdown(report)):
        assert "derived values, what rules find, needs and ranks were not worked out" in text
    assert not compared(root, "HEAD", "HEAD").unsound


def test_in_the_change_that_brings_a_catalog_all_sheets_are_new(
    tmp_path: Path, cli: Callable[..., Result]
) -> None:
    root = tmp_path / "catalog"
    root.mkdir()
    (root / "README.md").write_text("Nothing yet.\n", encoding="utf-8")
    committed(root)
    small_catalog(root)
    committed(root)
    result = cli("diff", "HEAD~1", "HEAD", cwd=root)
    assert 0 == result.exit_code, result.output
    assert 2 == result.output.count("a new sheet with")
    assert 2 == cli("diff", "HEAD~1", "HEAD~1", cwd=root).exit_code


@pytest.mark.parametrize(
    ("new", "said"),
    [("'<= 1.92 ms'", "a bound now"), ("'~ 1.92 ms'", "about so much now"), ("'> 3 ms'", "a bound now")],
)
def test_a_value_that_becomes_a_bound_says_so(edited: Edited, new: str, said: str) -> None:
    assert line(edited("1.92 ms", new), "Latency").endswith(said)


def test_a_mean_that_is_complete_no_more_says_so(edited: Edited) -> None:
    found = as_text(edited("one: 91.30, ", ""))
    assert "of some tasks now" in found
    assert "bound" not in found
