# Comparisons of metrics such as energy. Comes in: Catalog, Comparison. Goes out: Table.
"""Tables of metrics under pinned conditions, a row for each configuration."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from factsheets.alike import Difference, Sided, condition_words, differences, sentence, spoken
from factsheets.conditions import Condition
from factsheets.derive import values_of
from factsheets.model import Catalog, Derived, Sheet, Value
from factsheets.policy import within
from factsheets.questions import Comparison, Metric, Template
from factsheets.scores import metric_of, score_set, shown_score
from factsheets.show import amount, fixed, signed, spelled, whole
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

Candidates: TypeAlias = Mapping[str, Sequence[Value | Derived]]
#: Conditions that a cell says itself, where its row does not.
SAID = ("batch_size", "sequence_length", "precision", "scenario", "percentile", "time_since_programming")


class _Side(Struct, frozen=True):
    """A sheet with its candidates for each metric of the comparison."""

    sheet: Sheet
    values: Candidates


def metric_table(catalog: Catalog, comparison: Comparison) -> Table:
    """The table of a comparison whose columns are metrics; the first one decides what is shown."""
    metrics = [catalog.template.metrics[key] for key in comparison.metrics]
    sides = {
        key: _Side(sheet, _candidates(catalog, comparison, sheet)) for key, sheet in catalog.sheets.items()
    }
    shown = [side.sheet for side in sides.values() if _deciding(comparison, side)]
    if comparison.best_first:
        rows = [row for sheet in shown for row in _rows(catalog, comparison, sides[sheet.id], None)]
        groups = [Group("", tuple(_best_first(rows, metrics[0])))] if rows else []
    else:
        groups = [
            Group(
                title,
                tuple(
                    row
                    for sheet, base in members
                    for row in _rows(catalog, comparison, sides[sheet.id], sides[base.id] if base else None)
                ),
            )
            for title, members in families(shown, comparison)
        ]
    shown_rows = [row for group in groups for row in group.rows]
    columns = tuple(
        _column(catalog.template, metric, [row.cells[i].value for row in shown_rows])
        for i, metric in enumerate(metrics)
    )
    left_out = tuple(s for s in catalog.sheets.values() if s not in shown)
    return Table(comparison, columns, tuple(groups), left_out)


def _candidates(catalog: Catalog, comparison: Comparison, sheet: Sheet) -> Candidates:
    """The values of a sheet that may stand in the comparison; none where it lacks the benchmark's task."""
    benchmark = catalog.benchmarks.get(comparison.benchmark)
    scores = score_set(sheet, benchmark, {}, catalog.template) if benchmark else None
    named = comparison.sheets and sheet.id not in comparison.sheets
    if named or (benchmark and (scores is None or comparison.task not in scores.values)):
        return dict.fromkeys(comparison.metrics, ())
    found: dict[str, list[Value | Derived]] = {m: values_of(sheet, m) for m in comparison.metrics}
    if scores:
        score = scores.values[comparison.task]
        metric = score.condition("metric")
        if metric and metric.value in found:
            found[metric.value].append(score)
    return {
        metric: [v for v in values if within(catalog, v) == comparison.within]
        for metric, values in found.items()
    }


def _holds(value: Value | Derived, wanted: Mapping[str, Condition], *, strict: bool) -> bool:
    """Whether a value is under the wanted conditions; `strict` asks that it states them."""
    conditions = {c.key: c.meant for c in value.conditions}
    return all(conditions.get(k, "" if strict else c.meant) == c.meant for k, c in wanted.items())


def _configuration(value: Value | Derived, comparison: Comparison) -> dict[str, Condition]:
    """The conditions of a value that a row is made for."""
    return {c.key: c for c in value.conditions if c.key in comparison.rows_by}


def _meant(configuration: Mapping[str, Condition]) -> frozenset[tuple[str, str]]:
    """What a configuration is told from another one by."""
    return frozenset((key, condition.meant) for key, condition in configuration.items())


def _in_row(
    values: Sequence[Value | Derived],
    comparison: Comparison,
    configuration: Mapping[str, Condition],
    *,
    deciding: bool,
) -> list[Value | Derived]:
    """The values that stand in a row: those of just its configuration.

    Of a metric that does not decide what rows there are, else those that do not speak against it.
    """
    wanted = {**comparison.pin, **configuration}
    fitting = [v for v in values if _holds(v, wanted, strict=deciding)]
    asked = _meant(configuration)
    own = [v for v in fitting if _meant(_configuration(v, comparison)) == asked]
    return own if own or deciding else fitting


def _deciding(comparison: Comparison, side: _Side) -> list[Value | Derived]:
    return [v for v in side.values[comparison.metrics[0]] if _holds(v, comparison.pin, strict=True)]


def _column(template: Template, metric: Metric, values: Iterable[Value | Derived | None]) -> Column:
    """The head of a metric; scores in several metrics may not agree on which way is better."""
    own = [metric_of(value, template) for value in values if isinstance(value, Value)]
    ways = {(found or metric).better for found in own} or {metric.better}
    better = ways.pop() if len(ways) == 1 else "none"
    said = {"higher": "higher is better", "lower": "lower is better"}.get(better, "")
    said = "some higher, some lower is better" if ways else said
    return Column(metric.title, said, "metric", better, metric.scales)


def _best_first(rows: Iterable[Row], metric: Metric) -> list[Row]:
    """The rows by their first figure; those of which no single one is stated come last."""
    sign = -1 if metric.better == "higher" else 1
    found = list(rows)
    single = [row for row in found if row.cells[0].value]
    ranked = sorted(single, key=lambda row: sign * amount_of(row.cells[0].value))
    return [*ranked, *(row for row in found if not row.cells[0].value)]


def _rows(catalog: Catalog, comparison: Comparison, side: _Side, base: _Side | None) -> list[Row]:
    """One row for each configuration of the deciding metric."""
    configurations: dict[frozenset[tuple[str, str]], Mapping[str, Condition]] = {}
    for value in _deciding(comparison, side):
        found = _configuration(value, comparison)
        configurations.setdefault(_meant(found), found)
    ordered = sorted(configurations.values(), key=_place)
    return [_row(catalog, comparison, side, base, one) for one in ordered]


def _place(configuration: Mapping[str, Condition]) -> list[tuple[str, Decimal, str]]:
    """Sort batch 8 before batch 32, and 1 h before 1 day; a bound stands behind what it bounds."""
    return [(key, *_size(condition)) for key, condition in sorted(configuration.items())]


def _size(condition: Condition) -> tuple[Decimal, str]:
    amount = condition.meant.lstrip("<>=~")
    try:
        return Decimal(amount), condition.meant
    except ArithmeticError:
        return Decimal(0), condition.value


def _row(
    catalog: Catalog,
    comparison: Comparison,
    side: _Side,
    base: _Side | None,
    configuration: Mapping[str, Condition],
) -> Row:
    template = catalog.template
    wanted = {**comparison.pin, **configuration}
    cells: list[Cell] = []
    compared: dict[str, tuple[Difference, ...]] = {}
    for i, key in enumerate(comparison.metrics):
        metric = template.metrics[key]
        matching = _in_row(side.values[key], comparison, configuration, deciding=i == 0)
        others = _in_row(base.values[key], comparison, configuration, deciding=i == 0) if base else []
        cell = _cell(metric, matching, wanted, cells[0].value if cells else None)
        if base and len(matching) == 1 and len(others) == 1:
            sides = Sided(matching[0], side.sheet.kind), Sided(others[0], base.sheet.kind)
            compared[metric.title] = differences(*sides, comparison.alike, template)
            cell = _against(cell, metric, matching[0], others[0], unlike=bool(compared[metric.title]))
        cells.append(cell)
    main = cells[0].value
    words = [condition_words(replace(c, inferred="")) for _, c in sorted(configuration.items())]
    keys = [key for key in ("boundary",) if key not in configuration]
    badges = (*badges_of(side.sheet, main, keys), *_said(main, wanted)) if main else ()
    notes = (*sentence(compared), *_how(main))
    # Each cell says its own basis, so the row does not.
    return Row(side.sheet, ", ".join(words), tuple(cells), badges, notes, "", base is not None)


def _how(value: Value | Derived | None) -> tuple[str, ...]:
    """How a derived figure came about, and what a second way to it gives; what is noted of a stated one."""
    if not isinstance(value, Derived):
        return (value.note,) if value and value.note else ()
    return (
        f"Derived: {value.formula}.",
        *(f"Check: {c.formula} = {c.shown}." for c in value.checks if c.formula),
    )


def _cell(
    metric: Metric,
    values: Sequence[Value | Derived],
    wanted: Mapping[str, Condition],
    main: Value | Derived | None,
) -> Cell:
    if not values:
        return Cell(NOT_STATED, "not stated")
    if len(values) > 1:
        return Cell(SEVERAL, f"{len(values)} values")
    value = values[0]
    known = _said(main, wanted) if main else _said(value, wanted)
    under = ", ".join(word for word in _said(value, wanted) if word not in known)
    return Cell(VALUE, shown(value, metric), value, basis=basis_of(value), under=under)


def _said(value: Value | Derived, wanted: Mapping[str, Condition]) -> list[str]:
    """The conditions of a value that its row does not say, in short."""
    return [condition_words(c) for c in value.conditions if c.key in SAID and c.key not in wanted]


def basis_of(value: Value | Derived) -> str:
    """The basis of a value in words; a bound is called one."""
    if isinstance(value, Derived) and value.limit == "<=":
        return "upper bound"
    return spoken(value, "basis")


def shown(value: Value | Derived, metric: Metric) -> str:
    """A stated value as its author wrote it, a derived one in the metric's unit."""
    if isinstance(value, Derived):
        if value.low == value.high and not metric.unit:
            return whole(value.si) if value.si == value.si.to_integral_value() else fixed(value.si, 2)
        return amount(value.si, metric.unit, value.digits, value.limit)
    assert isinstance(value.content, Quantity)  # only quantities carry a metric
    return shown_score(value) if value.condition("metric") else spelled(value.content)


def _against(
    cell: Cell, metric: Metric, value: Value | Derived, other: Value | Derived, *, unlike: bool
) -> Cell:
    """The change from the baseline in percent, of a percentage in points; none against an estimate's bound."""
    one, base = amount_of(value), amount_of(other)
    if _limit(value) or _limit(other):
        return cell
    if metric.dimension == "ratio":
        decimals = metric.decimals if metric.decimals is not None else 2
        change = f"{signed((one - base) * 100, decimals)} points"
    elif base:
        change = f"{signed((one - base) / base * 100, 1)} %"
    else:
        return cell
    return replace(cell, delta=("≠ " if unlike else "") + change, unlike=unlike)


def amount_of(value: Value | Derived | None) -> Decimal:
    """The amount of a value that has a metric, in SI units."""
    if isinstance(value, Derived):
        return value.si
    assert value is not None  # asked for values only
    assert isinstance(value.content, Quantity)  # only quantities carry a metric
    return value.content.si


def _limit(value: Value | Derived) -> str:
    return value.limit if isinstance(value, Derived) else getattr(value.content, "limit", "")
