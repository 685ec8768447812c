# A comparison for programs. Comes in: Table. Goes out: CSV and JSON of its rows and columns, as they are shown.
# Must not know: pages, how a table came about.
"""The CSV and JSON forms of a comparison."""

import csv
import io
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from msgspec import Struct

from factsheets.escape import csv_text
from factsheets.said import filled
from factsheets.sheet_data import FORMAT, encode
from factsheets.show import MINUS, THIN
from factsheets.site import Site, sheet_url
from factsheets.table import VALUE, Cell, Row, Table

#: What stands in front of a shown figure: "≠ " of a pair that is not alike, then a limit, then a sign.
_FIGURE = re.compile(r"(?:≠ )?([≈≤≥<>]?) ?[+±]?(-?[0-9.]+)(?:\s×\s10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?(?:\s(?!of )(.+))?")
_POWERS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
#: What each column of the table has, as columns of the CSV; those that no row fills are left out.
_PARTS = ("limit", "unit", "basis", "conditions", "difference", "difference unit", "margin", "alike")


class Number(Struct, frozen=True):
    """A shown figure in parts."""

    number: str = ""
    unit: str = ""
    limit: str = ""


def read_figure(shown: str) -> Number:
    """A figure as tables show it; of what is none, nothing."""
    found = _FIGURE.fullmatch(shown.replace(MINUS, "-").replace(THIN, ""))
    if found is None:
        return Number()
    limit, mantissa, power, unit = found.groups()
    return Number(mantissa + (f"e{power.translate(_POWERS)}" if power else ""), unit or "", limit)


def table_json(site: Site, table: Table) -> bytes:
    """A comparison with all its rows."""
    comparison = table.comparison
    return encode(
        filled(
            format=FORMAT,
            id=comparison.id,
            title=comparison.title,
            question=comparison.question,
            url=site.link(f"compare/{comparison.id}/"),
            alike=comparison.alike,
            columns=[filled(title=c.title, sub=c.sub) for c in table.columns],
            rows=[_row(site, title, row) for title, row in _rows(table)],
            footnotes=table.footnotes,
        )
    )


def _rows(table: Table) -> Iterator[tuple[str, Row]]:
    return ((group.title, row) for group in table.groups for row in group.rows)


def _row(site: Site, group: str, row: Row) -> dict[str, Any]:
    return filled(
        group=group,
        id=row.sheet.id,
        name=row.sheet.name,
        kind=row.sheet.kind,
        url=site.link(sheet_url(row.sheet)),
        configuration=row.configuration,
        basis=row.basis,
        conditions=row.badges,
        notes=row.notes,
        cells=[_cell(cell) for cell in row.cells],
    )


def _cell(cell: Cell) -> dict[str, Any]:
    value, difference = read_figure(cell.text), read_figure(cell.delta)
    return filled(
        state=cell.state,
        text=cell.text,
        value=Decimal(value.number) if value.number and cell.state == VALUE else None,
        limit=value.limit if cell.state == VALUE else "",
        unit=value.unit if cell.state == VALUE else "",
        basis=cell.basis,
        conditions=cell.under,
        difference=Decimal(difference.number) if difference.number else None,
        difference_unit=difference.unit,
        margin=cell.margin.lstrip("±"),
        alike=not cell.unlike if cell.delta or cell.difference else None,
    )


def table_csv(table: Table) -> bytes:
    """A comparison with all its rows, as RFC 4180 has it; no cell is a formula."""
    cells = [[_flat(cell) for cell in row.cells] for row in table.rows]
    columns = [
        (number, part)
        for number in range(len(table.columns))
        for part in ("value", *_PARTS)
        if part == "value" or any(row[number][part] for row in cells)
    ]
    titles = [f"{table.columns[n].title}{f': {part}' * (part != 'value')}" for n, part in columns]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    head = ("group", "id", "name", "kind", "configuration")
    writer.writerow(map(csv_text, (*head, *titles, "basis", "conditions", "notes")))
    for (group, row), flat in zip(_rows(table), cells, strict=True):
        first = (group, row.sheet.id, row.sheet.name, row.sheet.kind, row.configuration)
        last = (row.basis, "; ".join(row.badges), " ".join(row.notes))
        writer.writerow(map(csv_text, (*first, *(flat[n][part] for n, part in columns), *last)))
    return out.getvalue().encode()


def _flat(cell: Cell) -> dict[str, str]:
    """The parts of a cell as columns; a figure is a number, and what is none stays text."""
    data = {key.replace("_", " "): value for key, value in _cell(cell).items()}
    found = dict.fromkeys(_PARTS, "") | {key: str(data[key]) for key in _PARTS if key in data}
    number = read_figure(cell.text).number if cell.state == VALUE else ""
    alike = {True: "yes", False: "no"}.get(data.get("alike", ""), "")
    return found | {
        "value": number or cell.text,
        "difference": read_figure(cell.delta).number,
        "alike": alike,
    }
