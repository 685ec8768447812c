"""The CSV and JSON of a comparison have what its table shows."""

import csv
import io
import json

import pytest

from factsheets import paging
from factsheets.escape import csv_text
from factsheets.model import Catalog
from factsheets.publish import planned
from factsheets.site import Site
from factsheets.table_data import Number, read_figure, table_csv, table_json


@pytest.mark.parametrize(
    ("shown", "number"),
    [
        ("3.13\u00a0ms", Number("3.13", "ms")),
        ("\u22120.65", Number("-0.65")),
        ("≠ +3.55", Number("3.55")),
        ("≠ −12.5 %", Number("-12.5", "%")),
        ("±0.00", Number("0.00")),
        ("≤ 70\u00a0mJ", Number("70", "mJ", "≤")),
        ("84\u202f934\u202f656", Number("84934656")),
        ("5\u00a0×\u00a010⁻⁵", Number("5e-5")),
        ("7 of 8", Number()),
        ("not stated", Number()),
        ("=1+1", Number()),
    ],
)
def test_a_figure_is_read_as_it_is_shown(shown: str, number: Number) -> None:
    assert number == read_figure(shown)


@pytest.mark.parametrize(
    ("text", "cell"),
    [("=1+1", "'=1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("+1", "'+1"), ("-1+1", "'-1+1"), ("\tx", "'\tx"), ("＝1", "'＝1"),
     ("-0.65", "-0.65"), ("-5e-5", "-5e-5"), ("-", "'-"), ("a=b", "a=b"), ("", "")],
)  # fmt: skip
def test_a_cell_is_no_formula(text: str, cell: str) -> None:
    assert cell == csv_text(text)


def test_rows_and_columns_are_those_of_the_table(loaded: Catalog) -> None:
    site = Site(loaded)
    for table in site.tables:
        data = json.loads(table_json(site, table))
        text = table_csv(table).decode()
        assert text.count("\r\n") == text.count("\n")
        head, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
        assert [c.title for c in table.columns] == [title for title in head[5:-3] if ": " not in title]
        assert [c.title for c in table.columns] == [c["title"] for c in data["columns"]]
        assert [r.sheet.name for r in table.rows] == [r[2] for r in rows] == [r["name"] for r in data["rows"]]
        for row, shown in zip(data["rows"], table.rows, strict=True):
            assert [cell.text for cell in shown.cells] == [cell["text"] for cell in row["cells"]]
            for cell in row["cells"]:
                assert ("value" in cell) == (cell["state"] == "value"), cell
                assert "difference" not in cell or "alike" in cell


def test_a_comparison_of_several_pages_has_one_file(loaded: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "ROWS", 3)
    site = Site(loaded)
    plans = {plan.url: plan for plan in planned(site) if plan.exists()}
    assert "compare/glue/page/2/" in plans
    assert () == plans["compare/glue/page/2/"].files
    table = site.table(next(c for c in site.comparisons if c.id == "glue"))
    made = next(file for file in plans["compare/glue/"].files if file.url.endswith(".csv")).make()
    assert len(table.rows) + 1 == len(made.decode().splitlines())
    for url in ("compare/glue/", "compare/glue/page/2/"):
        assert f"All {len(table.rows)} rows as" in plans[url].make().html
