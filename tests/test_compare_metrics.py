"""Which values stand in a row of a table of metrics."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from factsheets.compare import compare
from factsheets.model import Catalog
from factsheets.pipeline import load
from factsheets.project import project_at
from factsheets.table import SEVERAL, Row

RNNT = "sheets/models/rnnt-ibm-pcm14.yaml"
T4 = "sheets/models/bert-base-t4.yaml"
MAIN = "    - value: 12.4 TOPS/W\n"
VARIANT = (
    "    - {value: 11.0 TOPS/W, conditions: {boundary: chip, variant: weight expansion}, basis: measured}\n"
)
AT_P99 = "    - {value: 12.0 TOPS/W, conditions: {boundary: chip}, note: On another chip., basis: measured}\n"

Rows = Callable[[str, str, str, str], list[Row]]


@pytest.fixture
def rows(catalog: Path) -> Rows:
    """The rows of a comparison after an edit of a file: those of the sheet in it."""

    def after(key: str, name: str, old: str, new: str) -> list[Row]:
        path = catalog / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        found: Catalog = load(project_at(catalog))
        spec = next(c for c in found.template.comparisons if c.id == key)
        return [row for row in compare(found, replace(spec, sheets=())).rows if row.sheet.id == path.stem]

    return after


def test_a_variant_has_a_row_of_its_own_beside_the_main_figure(rows: Rows) -> None:
    found = {
        row.cells[0].text: row.configuration for row in rows("analog-efficiency", RNNT, MAIN, VARIANT + MAIN)
    }
    assert "chip" in found["12.4\u00a0TOPS/W"]
    assert "weight expansion" not in found["12.4\u00a0TOPS/W"]
    assert "weight expansion" in found["11.0\u00a0TOPS/W"]


def test_rows_in_which_no_single_value_is_stated_come_last_and_are_not_dropped(rows: Rows) -> None:
    found = rows("analog-efficiency", RNNT, MAIN, AT_P99 + MAIN)
    assert (SEVERAL, "2 values") == (found[-1].cells[0].state, found[-1].cells[0].text)


def test_a_value_that_states_less_takes_no_place_of_one_that_states_more(rows: Rows) -> None:
    stated = "  latency:\n"
    vague = f"{stated}    - {{value: 2.50 ms, conditions: {{sequence_length: 32, batch_size: 1}}}}\n"
    found = {row.configuration: row.cells[1] for row in rows("energy-per-inference", T4, stated, vague)}
    assert "1.92\u00a0ms" == found["batch 1, FP16"].text
    assert "2.50\u00a0ms" == found["batch 1"].text
    assert all(cell.state != SEVERAL for cell in found.values())


def test_a_value_that_states_less_stands_where_none_states_more(rows: Rows) -> None:
    old, new = "batch_size: 1, precision: FP16}\n    - value: 2.69 ms", "batch_size: 1}\n    - value: 2.69 ms"
    found = {row.configuration: row.cells[2].text for row in rows("energy-per-inference", T4, old, new)}
    assert found["batch 1"] == found["batch 8, FP16"]


def test_a_pinned_time_is_the_same_however_it_is_spelled(loaded: Catalog) -> None:
    key = "time_since_programming"
    spec = next(c for c in loaded.template.comparisons if c.id == "accuracy-over-time")

    def pinned(text: str) -> list[tuple[str, str]]:
        pin = {key: loaded.template.condition(key, text)}
        found = compare(loaded, replace(spec, pin=pin))
        return [(row.sheet.id, row.configuration) for row in found.rows]

    assert pinned("1 day")
    assert pinned("1 day") == pinned("24 h") != pinned("25 h")


def test_rows_stand_in_the_order_of_their_times(rows: Rows) -> None:
    """By how long they are, not by how they are spelled."""
    sheet = "sheets/models/mobilebert-aimc-sim.yaml"
    times = ["10 day", "1 h", "30 min", "2 day", "28 day", "1 day"]
    series = "\n".join(
        f"    - {{value: 80 %, conditions: {{time_since_programming: {time}}}}}" for time in times
    )
    found = rows("accuracy-over-time", sheet, "  accuracy_over_time:\n", f"  accuracy_over_time:\n{series}\n")
    shown = [
        row.configuration.removeprefix("after ") for row in found if row.configuration.startswith("after ")
    ]
    assert ["30 min", "1 h", "1 day", "2 day", "10 day", "28 day"] == shown


def test_scores_in_several_metrics_name_no_way_that_is_better(loaded: Catalog) -> None:
    spec = next(c for c in loaded.template.comparisons if c.id == "accuracy-over-time")
    table = compare(loaded, spec)
    assert ("some higher, some lower is better", "none") == (table.columns[0].sub, table.columns[0].better)
    assert () == table.short  # no range over several metrics and data sets
    one = compare(loaded, replace(spec, sheets=("rnnt-ibm-pcm14",)))
    assert ("lower is better", "lower") == (one.columns[0].sub, one.columns[0].better)


def test_a_score_differs_in_points(loaded: Catalog) -> None:
    spec = next(c for c in loaded.template.comparisons if c.id == "mrpc-accuracy-and-time")
    sheets = ("bert-base-analog-pcm", "bert-base-digital-paper")
    table = compare(loaded, replace(spec, sheets=sheets, metrics=("f1",), rows_by=()))
    changes = {row.sheet.id: row.cells[0].delta for row in table.rows}
    assert {"bert-base-digital-paper": "", "bert-base-analog-pcm": "≠ −0.28 points"} == changes
