# Comparisons of metrics such as energy. Comes in: Catalog, Comparison. Goes out: Table.
"""Tables of metrics under pinned conditions, a row for each configuration."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeAlias

from factsheets.alike import Difference, differences, sentence, spoken
from factsheets.derive import values_of
from factsheets.model import Catalog, Derived, Sheet, Value
from factsheets.questions import Comparison, Metric
from factsheets.show import amount, signed, spelled
from factsheets.table import (
    NOT_STATED,
    SEVERAL,
    VALUE,
    Cell,
    Column,
    Group,
    Row,
    Table,
    badges_of,
    families,
)
from factsheets.units import Quantity

Candidates: TypeAlias = dict[str, list[Value | Derived]]


def _holds(value: Value | Derived, wanted: dict[str, str], *, strict: bool) -> bool:
    """Whether a value is under the wanted conditions; `strict` asks that it states them."""
    conditions = {c.key: c.value for c in value.conditions}
    return all(conditions.get(k, "" if strict else v) == v for k, v in wanted.items())


def metric_table(catalog: Catalog, comparison: Comparison) -> Table:
    """The table of a comparison whose columns are metrics; the first one decides what is shown."""
    metrics = [catalog.template.metrics[key] for key in comparison.metrics]
    found = {
        key: {metric: values_of(sheet, metric) for metric in comparison.metrics}
        for key, sheet in catalog.sheets.items()
    }
    first, pin = comparison.metrics[0], dict(comparison.pin)
    stating = {
        key for key, values in found.items() if any(_holds(v, pin, strict=True) for v in values[first])
    }
    shown = [sheet for key, sheet in catalog.sheets.items() if key in stating]
    groups = []
    for title, members in families(shown, comparison):
        rows: list[Row] = []
        for sheet, base in members:
            rows += _metric_rows(
                catalog, comparison, sheet, found[sheet.id], found[base.id] if base else None
            )
        groups.append(Group(title, tuple(rows)))
    columns = tuple(Column(m.title, _direction(m), "metric") for m in metrics)
    left_out = tuple(s for s in catalog.sheets.values() if s not in shown)
    return Table(comparison, columns, tuple(groups), left_out)


def _direction(metric: Metric) -> str:
    return {"higher": "higher is better", "lower": "lower is better"}.get(metric.better, "")


def _metric_rows(
    catalog: Catalog, comparison: Comparison, sheet: Sheet, values: Candidates, base: Candidates | None
) -> list[Row]:
    """One row for each configuration of the deciding metric."""
    pin = dict(comparison.pin)
    deciding = [v for v in values[comparison.metrics[0]] if _holds(v, pin, strict=True)]
    configurations: list[dict[str, str]] = []
    for value in deciding:
        stated_by = {c.key: c.value for c in value.conditions if c.key in comparison.rows_by}
        if stated_by not in configurations:
            configurations.append(stated_by)
    rows = [_metric_row(catalog, comparison, sheet, values, base, pin | c, c) for c in configurations]
    return sorted(rows, key=lambda row: [_natural(c) for c in row.configuration.split(", ")])


def _natural(text: str) -> tuple[str, int]:
    """Sort `batch 8` before `batch 32`."""
    digits = "".join(c for c in text if c.isdigit())
    return (text.rstrip("0123456789"), int(digits or 0))


def _metric_row(
    catalog: Catalog, comparison: Comparison, sheet: Sheet, values: Candidates,
    base: Candidates | None, wanted: dict[str, str], configuration: dict[str, str],
) -> Row:  # fmt: skip
    cells: list[Cell] = []
    unlike: list[Difference] = []
    for i, key in enumerate(comparison.metrics):
        matching = [v for v in values[key] if _holds(v, wanted, strict=i == 0)]
        others = [v for v in (base or {}).get(key, ()) if _holds(v, wanted, strict=i == 0)]
        cell = _metric_cell(catalog.template.metrics[key], matching)
        if len(matching) == 1 and len(others) == 1:
            found = differences(matching[0], others[0], comparison.alike, catalog.template)
            cell = _against(cell, matching[0], others[0], unlike=bool(found))
            unlike += found
        cells.append(cell)
    main = cells[0].value
    names = {"batch_size": "batch", "precision": ""}
    label = ", ".join(
        f"{names.get(k, k.replace('_', ' '))} {v}".strip() for k, v in sorted(configuration.items())
    )
    badges = badges_of(sheet, main, ("boundary",)) if main else ()
    notes = (*sentence(unlike), *_how(main))
    # Each cell says its own basis, so the row does not.
    return Row(sheet, label, tuple(cells), badges, notes, "", base is not None)


def _how(value: Value | Derived | None) -> tuple[str, ...]:
    """How a derived figure came about, and what a second way to it gives."""
    if not isinstance(value, Derived):
        return ()
    lines = [f"Derived: {value.formula}."]
    return (*lines, f"Check: {value.check}.") if value.check else tuple(lines)


def _metric_cell(metric: Metric, values: Sequence[Value | Derived]) -> Cell:
    if not values:
        return Cell(NOT_STATED, "not stated")
    if len(values) > 1:
        return Cell(SEVERAL, f"{len(values)} values")
    return Cell(VALUE, shown(values[0], metric), values[0], basis=_basis(values[0]))


def _basis(value: Value | Derived) -> str:
    if isinstance(value, Derived) and value.limit:
        return "upper bound"
    return spoken(value, "basis")


def shown(value: Value | Derived, metric: Metric) -> str:
    """A stated value as its author wrote it, a derived one in the metric's unit."""
    if isinstance(value, Derived):
        return amount(value.si, metric.unit, value.digits, value.limit)
    assert isinstance(value.content, Quantity)  # only quantities carry a metric
    return spelled(value.content)


def _against(cell: Cell, value: Value | Derived, other: Value | Derived, *, unlike: bool) -> Cell:
    """The change from the baseline in percent; none against an estimate's bound."""
    one, base = amount_of(value), amount_of(other)
    if _limit(value) or _limit(other) or not base:
        return cell
    percent = (one - base) / base * 100
    return replace(cell, delta=("≠ " if unlike else "") + signed(percent, 1) + " %", unlike=unlike)


def amount_of(value: Value | Derived) -> Decimal:
    """The amount of a value that has a metric, in SI units."""
    if isinstance(value, Derived):
        return value.si
    assert isinstance(value.content, Quantity)  # only quantities carry a metric
    return value.content.si


def _limit(value: Value | Derived) -> str:
    return value.limit if isinstance(value, Derived) else getattr(value.content, "limit", "")
