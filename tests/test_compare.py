"""The comparability guard: what differs is said, what is missing is not averaged over."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from factsheets.alike import Sided, differences
from factsheets.compare import compare, stands_in, usable
from factsheets.conditions import conditioned
from factsheets.diagnostics import Where
from factsheets.model import Catalog, Evidence, Text, Value
from factsheets.pipeline import load
from factsheets.project import project_at
from factsheets.questions import Comparison
from factsheets.table import SEVERAL, Row, Table

ANALOG = "sheets/models/bert-base-analog-pcm.yaml"
MEASURED = "performance:\n  energy_per_inference:\n    value: {}\n    basis: measured\n    conditions: {}\n"


@pytest.fixture
def edit(catalog: Path) -> Callable[..., Catalog]:
    """Edit the copy's sheets by (file, old, new), and read the catalog."""

    def apply(*changes: tuple[str, str, str]) -> Catalog:
        for name, old, new in changes:
            path = catalog / name
            text = path.read_text(encoding="utf-8")
            assert old in text
            path.write_text(text.replace(old, new), encoding="utf-8")
        found = load(project_at(catalog))
        assert () == found.findings
        return found

    return apply


def table(catalog: Catalog, key: str, **changes: object) -> Table:
    """A comparison of the catalog, open to every sheet."""
    spec: Comparison = next(c for c in catalog.template.comparisons if c.id == key)
    return compare(catalog, replace(spec, sheets=(), **changes))


def row(found: Table, sheet: str, number: int = 0) -> Row:
    return [r for g in found.groups for r in g.rows if r.sheet.id == sheet][number]


def value(basis: str = "measured", **conditions: str) -> Value:
    stated = tuple(conditioned(key, key, text) for key, text in conditions.items())
    return Value(Text("x"), Evidence(basis=basis), stated, Where("x"))


def test_a_condition_that_only_one_side_states_differs(loaded: Catalog) -> None:
    found = differences(Sided(value(batch_size="4")), Sided(value()), ["batch_size"], loaded.template)
    assert ["batch size is 4 against not stated"] == [d.words for d in found]


def test_a_condition_that_neither_side_states_is_not_alike(loaded: Catalog) -> None:
    found = differences(Sided(value()), Sided(value()), ["split"], loaded.template)
    assert ["split is not stated"] == [d.words for d in found]


def test_an_inferred_condition_is_the_same_condition(loaded: Catalog) -> None:
    one = value()
    one = replace(one, conditions=(conditioned("split", "Split", "test", inferred="it says so elsewhere"),))
    assert () == differences(Sided(one), Sided(value(split="test")), ["split"], loaded.template)


KEYS = ("split", "batch_size", "precision", "basis")
CONDITIONS = st.fixed_dictionaries(
    {}, optional={"split": st.sampled_from(["test", "validation"]), "batch_size": st.sampled_from("14")}
)


@given(one=CONDITIONS, other=CONDITIONS, basis=st.sampled_from(["measured", "estimated"]))
def test_differing_is_symmetric_and_nothing_differs_from_itself(
    loaded: Catalog, one: dict[str, str], other: dict[str, str], basis: str
) -> None:
    first, second = Sided(value(**one)), Sided(value(basis, **other))
    forth = differences(first, second, KEYS, loaded.template)
    back = differences(second, first, KEYS, loaded.template)
    assert [d.title for d in forth] == [d.title for d in back]
    unknown = {d.words for d in differences(first, first, KEYS, loaded.template)}
    assert unknown <= {"split is not stated", "batch size is not stated", "precision is not stated"}
    assert () == differences(first, first, [*one, "basis"], loaded.template)


def test_a_metric_that_differs_marks_the_task_and_the_mean(edit: Callable[..., Catalog]) -> None:
    changed = edit((ANALOG, "mrpc: 88.62", "mrpc: {value: 88.62, conditions: {metric: accuracy}}"))
    pair = row(table(changed, "glue"), "bert-base-analog-pcm", 1)
    assert ("≠ −1.57", "−1.70", "≠ −0.23") == (pair.cells[0].delta, pair.cells[1].delta, pair.cells[2].delta)
    assert ("Not like for like: MRPC: metric is accuracy against f1.",) == pair.notes


def test_a_missing_task_leaves_no_mean_and_no_difference_of_means(edit: Callable[..., Catalog]) -> None:
    changed = edit((ANALOG, "      rte: 64.00\n", ""))
    cells = row(table(changed, "glue"), "bert-base-analog-pcm").cells
    assert ("7 of 8", "") == (cells[0].text, cells[0].delta)
    assert "not stated" == cells[1].text


def test_several_values_that_match_are_counted_and_none_is_shown(edit: Callable[..., Catalog]) -> None:
    changed = edit()
    found = table(changed, "energy-per-inference", rows_by=())
    cell = row(found, "bert-base-t4").cells[0]
    assert (SEVERAL, "6 values") == (cell.state, cell.text)


def test_rows_of_one_sheet_are_sorted_by_number(loaded: Catalog) -> None:
    found = table(loaded, "energy-per-inference")
    t4 = [r.configuration for g in found.groups for r in g.rows if r.sheet.id == "bert-base-t4"]
    assert [
        "batch 1, FP16",
        "batch 1, INT8",
        "batch 8, FP16",
        "batch 8, INT8",
        "batch 32, FP16",
        "batch 32, INT8",
    ] == t4


def test_what_states_no_such_figure_is_listed_as_left_out(loaded: Catalog) -> None:
    found = table(loaded, "energy-per-inference")
    left_out = {s.id for s in found.left_out}
    assert {"bert-base-digital-paper", "bert-base-titan-rtx"} <= left_out
    assert not left_out & {row.sheet.id for row in found.rows}
    assert len(loaded.sheets) == len(left_out) + len(found.apart) + len({row.sheet.id for row in found.rows})


def test_only_analog_weights_have_an_age(loaded: Catalog) -> None:
    old, young, none = (value(time_since_programming="1 week"), value(time_since_programming="1 h"), value())
    keys = ["time_since_programming"]

    def words(one: Sided, other: Sided) -> list[str]:
        return [d.words for d in differences(one, other, keys, loaded.template)]

    assert ["time since programming is 1 week against 1 h"] == words(
        Sided(old, "analog"), Sided(young, "analog")
    )
    assert ["time since programming is 1 week against not stated"] == words(
        Sided(old, "analog"), Sided(none, "analog")
    )
    assert [] == words(Sided(old, "analog"), Sided(none, "digital"))


def test_a_time_is_the_same_however_it_is_spelled(loaded: Catalog) -> None:
    key = "time_since_programming"

    def after(text: str) -> Sided:
        return Sided(replace(value(), conditions=(loaded.template.condition(key, text),)), "analog")

    assert () == differences(after("4 week"), after("28 day"), [key], loaded.template)
    assert ["time since programming is 4 week against > 28 day"] == [
        d.words.lower() for d in differences(after("4 week"), after("> 28 day"), [key], loaded.template)
    ]


def test_a_pair_of_measured_energies_has_a_difference_in_percent(edit: Callable[..., Catalog]) -> None:
    conditions = "{sequence_length: 32, batch_size: 4, boundary: chip}"
    base = "sheets/models/bert-base-digital-paper.yaml"
    changed = edit(
        (base, "performance:\n", MEASURED.format("200 uJ", conditions)),
        (ANALOG, "performance:\n", MEASURED.format("150 uJ", conditions)),
    )
    cell = row(table(changed, "energy-per-inference"), "bert-base-analog-pcm").cells[0]
    assert ("150\u00a0µJ", "−25.0 %", False) == (cell.text, cell.delta, cell.unlike)


def test_a_boundary_that_differs_is_marked(edit: Callable[..., Catalog]) -> None:
    base = "sheets/models/bert-base-digital-paper.yaml"
    changed = edit(
        (
            base,
            "performance:\n",
            MEASURED.format("200 uJ", "{sequence_length: 32, batch_size: 4, boundary: wall}"),
        ),
        (
            ANALOG,
            "performance:\n",
            MEASURED.format("150 uJ", "{sequence_length: 32, batch_size: 4, boundary: chip}"),
        ),
    )
    found = row(table(changed, "energy-per-inference"), "bert-base-analog-pcm")
    assert "≠ −25.0 %" == found.cells[0].delta
    assert "Not like for like: boundary is chip against wall." in found.notes


def test_no_difference_is_worked_out_against_a_stated_bound(edit: Callable[..., Catalog]) -> None:
    conditions = "{sequence_length: 32, batch_size: 4, boundary: chip}"
    base = "sheets/models/bert-base-digital-paper.yaml"
    changed = edit(
        (base, "performance:\n", MEASURED.format("<= 200 uJ", conditions)),
        (ANALOG, "performance:\n", MEASURED.format("150 uJ", conditions)),
    )
    found = table(changed, "energy-per-inference")
    assert ("≤ 200\u00a0µJ", "") == (
        row(found, "bert-base-digital-paper").cells[0].text,
        row(found, "bert-base-analog-pcm").cells[0].delta,
    )


def test_a_sheet_knows_its_comparisons_without_their_tables(loaded: Catalog) -> None:
    comparisons = [c for c in loaded.template.comparisons if usable(loaded, c)]
    rows = {c.id: {row.sheet.id for row in compare(loaded, c).rows} for c in comparisons}
    for sheet in loaded.sheets.values():
        found = {comparison.id for comparison in stands_in(loaded, sheet, comparisons)}
        assert {key for key, sheets in rows.items() if sheet.id in sheets} == found, sheet.id
