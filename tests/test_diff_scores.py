"""What a change says of scores: on several benchmarks, of their tables, under conditions that mean the same."""

from pathlib import Path
from shutil import copytree

import pytest

from factsheets.diff.as_markdown import as_markdown
from factsheets.diff.as_text import as_text
from factsheets.diff.report import Change, SheetChange
from revised import compared, small_catalog

BENCHMARK = """\
id: {0}
name: Bench {0}
tasks:
  test: {{title: The test, metrics: [accuracy]}}
  more: {{title: More, metrics: [accuracy]}}
mean: {{title: Mean, tasks: [test, more]}}
"""
SHEET = """\
factsheet: 1
id: spotter
name: Spotter
version: "1.0"
date: 2026-01-31
status: draft
overview: {{summary: A small network.}}
purpose: {{tasks: [spotting]}}
{}
"""
ONE = "    - {benchmark: one, source: paper2026, scores: {test: 80.1}, mean: 80}\n"
TWO = "    - {benchmark: two, source: paper2026, scores: {test: 70.1}, mean: 70}\n"
TABLES = f"performance:\n  basis: measured\n  accuracy:\n{ONE}{TWO}"
TABLE = """\
performance:
  basis: measured
  accuracy: {benchmark: one, against: a net, note: Of a table, std: 0.2, n_runs: 5, scores: {test: 80.1, more: 80.2}}
"""
LOSS = "performance:\n  accuracy_loss: {value: 0.8 points, against: a net, conditions: {dataset: X}}"


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = small_catalog(tmp_path_factory.mktemp("scores") / "catalog")
    for key in ("one", "two"):
        (root / f"sheets/benchmarks/{key}.yaml").write_text(BENCHMARK.format(key), encoding="utf-8")
    return root


def changed(catalog: Path, before: str, after: str) -> SheetChange | None:
    """What became of a sheet with these sections; None where nothing did."""
    assert before != after
    path = catalog / "sheets/models/spotter.yaml"
    sides = []
    for side, text in (("before", before), ("after", after)):
        path.write_text(SHEET.format(text), encoding="utf-8")
        copy = catalog.parent / side
        copytree(catalog, copy, dirs_exist_ok=True)
        sides.append(str(copy))
    return next((sheet for sheet in compared(catalog, *sides).sheets if sheet.id == "spotter"), None)


def told(catalog: Path, before: str, after: str) -> list[str]:
    """What is said of each fact that an author wrote."""
    sheet = changed(catalog, before, after)
    return [line(change) for change in sheet.changes if change.kind != "derived"] if sheet else []


def line(change: Change) -> str:
    sides = f" {change.was} → {change.now}" if change.was else ""
    return "; ".join([f"{change.title}: {change.kind} {change.said}{sides}", *change.also])


def test_scores_and_the_mean_of_a_second_benchmark_are_compared(catalog: Path) -> None:
    after = TABLES.replace(TWO, "    - {benchmark: two, scores: {test: 99.1}, mean: 99}\n")
    lost = "source: paper2026 → none"
    assert [
        f"Bench two: The test, accuracy: value +29.0 points, better; {lost}",
        f"Bench two mean, as stated: value +29 points; {lost}",
    ] == told(catalog, TABLES, after)
    sheet = changed(catalog, TABLES, after)
    assert sheet
    assert 2 == len([found for found in sheet.findings if found.code == "FS601"])


def test_tables_in_another_order_say_the_same(catalog: Path) -> None:
    assert [] == told(catalog, TABLES, TABLES.replace(ONE + TWO, TWO + ONE))


def test_scores_that_are_said_to_be_of_another_benchmark_are_told(catalog: Path) -> None:
    assert [
        "The test, accuracy, against a net: condition benchmark one → two",
        "More, accuracy, against a net: condition benchmark one → two",
    ] == told(catalog, TABLE, TABLE.replace("one", "two"))


def test_a_score_on_one_benchmark_is_no_worse_than_one_on_another(catalog: Path) -> None:
    after = TABLE.replace("one", "two").replace("80.1", "70.1").replace(", more: 80.2", "")
    before = TABLE.replace(", more: 80.2", "")
    assert [
        "The test, accuracy, against a net: added new",
        "The test, accuracy, against a net: removed gone",
    ] == sorted(told(catalog, before, after))


@pytest.mark.parametrize("text", [TABLE, LOSS], ids=["table", "value"])
def test_what_a_value_is_set_against_is_compared(catalog: Path, text: str) -> None:
    found = told(catalog, text, text.replace("a net", "another"))
    assert found
    assert all(each.endswith("condition against a net → another") for each in found)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Of a table", "Other", "note note reworded"),
        ("note: Of a table, ", "", "note note removed"),
        ("std: 0.2", "std: 9", "note deviation, interval or number of runs changed"),
        ("n_runs: 5", "n_runs: 6", "note deviation, interval or number of runs changed"),
        ("std: 0.2", "ci95: [0.1, 0.3]", "note deviation, interval or number of runs changed"),
    ],
)
def test_what_stands_beside_a_table_is_told_once(catalog: Path, old: str, new: str, said: str) -> None:
    assert [f"Accuracy, Bench one, against a net: {said}"] == told(catalog, TABLE, TABLE.replace(old, new))


@pytest.mark.parametrize("ages", [("4 week", "28 day"), ("28 day", "4 week")], ids=" ".join)
def test_values_under_conditions_that_mean_the_same_are_all_compared(
    catalog: Path, ages: tuple[str, str]
) -> None:
    entries = "".join(
        f"    - {{value: {value} %, conditions: {{time_since_programming: {age}}}}}\n"
        for value, age in zip((94.3, 93.1), ages, strict=True)
    )
    before = f"robustness:\n  accuracy_over_time:\n{entries}"
    (found,) = told(catalog, before, before.replace("93.1", "53.1"))
    assert "value −40.0 points, worse" in found


def test_a_pair_that_is_stated_more_precisely_is_told(catalog: Path) -> None:
    before = "training: {noise: {bounds: 3.0 / 10.0}}"
    (found,) = told(catalog, before, before.replace("3.0 / 10.0", "3.00 / 10.00"))
    assert "precision the same values, stated to another precision" in found


@pytest.mark.parametrize(
    ("one", "two", "moved"),
    [
        (91.06, 92.03, ["new", "still"]),
        (92.03, 91.06, ["fixed", "still"]),
        (92.03, 92.04, ["still", "still"]),
    ],
    ids=["comes", "goes", "stays"],
)
def test_a_finding_beside_one_of_the_same_code_at_the_same_fact_is_told(
    catalog: Path, one: float, two: float, moved: list[str]
) -> None:
    text = """performance:
  basis: measured
  accuracy: {{benchmark: one, conditions: {{split: test, n: 872, runs: 1}}, scores: {{test: 91.03, more: {}}}}}
"""
    sheet = changed(catalog, text.format(one), text.format(two))
    assert sheet
    assert moved == sorted(found.state for found in sheet.findings if found.code == "FS310")


def test_a_spread_that_changed_stands_beside_one_value_in_every_form(catalog: Path) -> None:
    assert changed(catalog, TABLE, TABLE.replace("std: 0.2", "std: 9"))
    report = compared(catalog, str(catalog.parent / "before"), str(catalog.parent / "after"))
    assert "a net  Bench one  deviation, interval or number of runs changed" in as_text(report)
    assert "****" not in as_markdown(report)
