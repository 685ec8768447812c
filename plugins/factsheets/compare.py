# Comparison tables. Comes in: Catalog, Comparison. Goes out: Table. Baseline first, its variants
# under it; what cannot be compared is shown, marked and explained, never dropped or ranked.
"""Cross-model tables with a guard against dishonest pairs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeAlias

from factsheets.alike import Difference, differences, spoken
from factsheets.derive import stated
from factsheets.model import Benchmark, Catalog, Comparison, Derived, Metric, Sheet, Value
from factsheets.scores import Delta, ScoreSet, mean_delta, points, score_set, task_delta
from factsheets.show import amount, fixed, signed, spelled
from factsheets.units import Quantity

#: What a cell can hold.
VALUE, NOT_STATED, SEVERAL, INCOMPLETE = "value", "not-stated", "several", "incomplete"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table."""

    title: str
    sub: str
    kind: str  # "mean", "task" or "metric"


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure, or why there is none."""

    state: str
    text: str
    value: Value | Derived | None = None
    delta: str = ""
    tint: str = ""
    unlike: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One sheet, or one configuration of it."""

    sheet: Sheet
    configuration: str
    cells: tuple[Cell, ...]
    badges: tuple[str, ...]
    notes: tuple[str, ...]
    basis: str
    variant: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A baseline with the rows that are set against it."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A comparison, ready to be shown."""

    comparison: Comparison
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    left_out: tuple[Sheet, ...]


def compare(catalog: Catalog, comparison: Comparison) -> Table:
    """The table of a comparison."""
    if comparison.benchmark:
        return _benchmark_table(catalog, comparison, catalog.benchmarks[comparison.benchmark])
    return _metric_table(catalog, comparison)


def usable(catalog: Catalog, comparison: Comparison) -> bool:
    """Whether the catalog has what the comparison is about."""
    return not comparison.benchmark or comparison.benchmark in catalog.benchmarks


def _families(sheets: Sequence[Sheet], comparison: Comparison) -> list[tuple[str, list[tuple[Sheet, Sheet | None]]]]:
    """Groups of (sheet, its baseline here): further pairs first, then the declared baselines.

    A further pair is named; in it the baseline's row stands again, so that the pair is read alone.
    """
    by_id = {sheet.id: sheet for sheet in sheets}
    families: list[tuple[str, list[tuple[Sheet, Sheet | None]]]] = []
    based = {s.baseline for s in sheets if s.baseline in by_id}
    paired = {p.baseline for p in comparison.pairs if p.baseline in by_id}
    for sheet in sheets:
        if sheet.baseline in by_id or sheet.id in paired - based:
            continue
        variants = [(s, sheet) for s in sheets if s.baseline == sheet.id]
        families.append(("", [(sheet, None), *variants]))
    families.sort(key=lambda family: len(family[1]) == 1)
    extra = []
    for pair in comparison.pairs:
        base = by_id.get(pair.baseline)
        variants = [(by_id[key], base) for key in pair.sheets if key in by_id]
        if base and variants:
            extra.append((pair.title, [(base, None), *variants]))
    declared = [family for family in families if len(family[1]) > 1]
    alone = [family for family in families if len(family[1]) == 1]
    return [*declared, *extra, *alone]


# --- scores by task -------------------------------------------------------------------------------


def _benchmark_table(catalog: Catalog, comparison: Comparison, benchmark: Benchmark) -> Table:
    sets: dict[str, ScoreSet] = {}
    for sheet in catalog.sheets.values():
        found = score_set(sheet, benchmark, comparison.pin, catalog.template)
        if found:
            sets[sheet.id] = found
    mean = Column(benchmark.name, f"mean of {len(benchmark.mean_tasks)}", "mean")
    tasks = [
        Column(task.title, catalog.template.metrics[task.metrics[0]].short, "task")
        for task in benchmark.tasks.values()
    ]
    groups = []
    for title, members in _families([sets[key].sheet for key in sets], comparison):
        rows = tuple(_score_row(catalog, comparison, sets[s.id], sets[b.id] if b else None) for s, b in members)
        groups.append(Group(title, rows))
    left_out = tuple(s for s in catalog.sheets.values() if s.id not in sets)
    return Table(comparison, (mean, *tasks), tuple(groups), left_out)


def _score_row(catalog: Catalog, comparison: Comparison, scores: ScoreSet, base: ScoreSet | None) -> Row:
    template, alike = catalog.template, comparison.alike
    delta = mean_delta(scores, base, alike, template) if base else None
    cells = [_mean_cell(scores, delta)]
    seen: list[Difference] = []
    for task in scores.benchmark.tasks:
        difference = task_delta(scores, base, task, alike, template) if base else None
        cells.append(_task_cell(scores, task, difference))
        seen += difference.unlike if difference else ()
    first = next(iter(scores.values.values()), None)
    badges = _badges(scores.sheet, first, ("split",)) if first else ()
    notes = _notes(seen)
    if base and first and not seen:
        notes = _also(first, next(iter(base.values.values())), catalog)
    basis = first.evidence.basis if first else ""
    return Row(scores.sheet, "", tuple(cells), badges, notes, basis, variant=base is not None)


def _mean_cell(scores: ScoreSet, delta: Delta | None) -> Cell:
    mean = scores.mean
    if mean is None:
        return Cell(INCOMPLETE, f"{scores.stated} of {len(scores.benchmark.mean_tasks)}")
    return _with_delta(Cell(VALUE, fixed(mean, 2), scores.stated_mean), delta)


def _task_cell(scores: ScoreSet, task: str, delta: Delta | None) -> Cell:
    if task in scores.ambiguous:
        return Cell(SEVERAL, "several values")
    value = scores.values.get(task)
    if value is None:
        return Cell(NOT_STATED, "not stated")
    return _with_delta(Cell(VALUE, fixed(points(value), 2), value), delta)


def _with_delta(cell: Cell, delta: Delta | None) -> Cell:
    if delta is None:
        return cell
    unlike = bool(delta.unlike)
    shown = ("≠ " if unlike else "") + signed(delta.points, 2)
    return replace(cell, delta=shown, tint=delta.tint, unlike=unlike)


def _notes(unlike: Iterable[Difference]) -> tuple[str, ...]:
    words = dict.fromkeys(difference.words for difference in unlike)
    return ("Not like for like: " + "; ".join(words) + ".",) if words else ()


def _also(one: Value, other: Value, catalog: Catalog) -> tuple[str, ...]:
    """A pair that is alike where it must be may still differ elsewhere, and says so."""
    basis = differences(one, other, ("basis",), catalog.template)
    return (f"Like for like; but the {basis[0].words}.",) if basis else ("Like for like.",)


def _badges(sheet: Sheet, value: Value | Derived, keys: Iterable[str]) -> tuple[str, ...]:
    """Conditions in short, for the last column."""
    badges = [spoken(value, key) for key in keys if spoken(value, key) != "not stated"]
    if sheet.kind == "analog":
        drift = spoken(value, "time_since_programming", "")
        badges.append("time since programming not stated" if drift == "not stated" else f"after {drift}")
    return tuple(badges)


# --- metrics --------------------------------------------------------------------------------------

Candidates: TypeAlias = dict[str, list[Value | Derived]]


def _candidates(sheet: Sheet, metrics: Sequence[str]) -> Candidates:
    """Stated values by metric; where a metric is not stated, the derived ones."""
    found: Candidates = {}
    for metric in metrics:
        values: list[Value | Derived] = [item.value for item in stated(sheet.facts, metric)]
        found[metric] = values or [d for d in sheet.derived if d.metric == metric]
    return found


def _holds(value: Value | Derived, wanted: dict[str, str], *, strict: bool) -> bool:
    """Whether a value is under the wanted conditions; `strict` asks that it states them."""
    conditions = {c.key: c.value for c in value.conditions}
    return all(conditions.get(k, "" if strict else v) == v for k, v in wanted.items())


def _metric_table(catalog: Catalog, comparison: Comparison) -> Table:
    metrics = [catalog.template.metrics[key] for key in comparison.metrics]
    found = {key: _candidates(sheet, comparison.metrics) for key, sheet in catalog.sheets.items()}
    first, pin = comparison.metrics[0], dict(comparison.pin)
    stating = {
        key for key, values in found.items() if any(_holds(v, pin, strict=True) for v in values[first])
    }
    bases = {catalog.sheets[key].baseline for key in stating}
    shown = [sheet for key, sheet in catalog.sheets.items() if key in stating | bases]
    groups = []
    for title, members in _families(shown, comparison):
        rows: list[Row] = []
        for sheet, base in members:
            rows += _metric_rows(catalog, comparison, sheet, found[sheet.id], found[base.id] if base else None)
        groups.append(Group(title, tuple(rows)))
    columns = tuple(Column(m.title, _direction(m), "metric") for m in metrics)
    left_out = tuple(s for s in catalog.sheets.values() if s not in shown)
    return Table(comparison, columns, tuple(groups), left_out)


def _direction(metric: Metric) -> str:
    return {"higher": "higher is better", "lower": "lower is better"}.get(metric.better, "")


def _metric_rows(
    catalog: Catalog, comparison: Comparison, sheet: Sheet, values: Candidates, base: Candidates | None
) -> list[Row]:
    """One row for each configuration of the deciding metric, or one that says it is not stated."""
    pin = dict(comparison.pin)
    deciding = [v for v in values[comparison.metrics[0]] if _holds(v, pin, strict=True)]
    configurations: list[dict[str, str]] = []
    for value in deciding:
        stated_by = {c.key: c.value for c in value.conditions if c.key in comparison.rows_by}
        if stated_by not in configurations:
            configurations.append(stated_by)
    rows = [_metric_row(catalog, comparison, sheet, values, base, pin | c, c) for c in configurations or [{}]]
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
    label = ", ".join(f"{names.get(k, k.replace('_', ' '))} {v}".strip() for k, v in sorted(configuration.items()))
    badges = _badges(sheet, main, ("boundary",)) if main else ()
    notes = (*_notes(unlike), *_how(main))
    return Row(sheet, label, tuple(cells), badges, notes, main.evidence.basis if main else "", base is not None)


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
    return Cell(VALUE, shown(values[0], metric), values[0])


def shown(value: Value | Derived, metric: Metric) -> str:
    """A stated value as its author wrote it, a derived one in the metric's unit."""
    if isinstance(value, Derived):
        return amount(value.si, metric.unit, value.digits, value.limit)
    assert isinstance(value.content, Quantity)  # only quantities carry a metric
    return spelled(value.content)


def _against(cell: Cell, value: Value | Derived, other: Value | Derived, *, unlike: bool) -> Cell:
    """The change from the baseline in percent; none against an estimate's bound."""
    (one, limit), (base, base_limit) = _plain(value), _plain(other)
    if limit or base_limit or not base:
        return cell
    percent = (one - base) / base * 100
    return replace(cell, delta=("≠ " if unlike else "") + signed(percent, 1) + " %", unlike=unlike)


def _plain(value: Value | Derived) -> tuple[Decimal, str]:
    if isinstance(value, Derived):
        return value.si, value.limit
    assert isinstance(value.content, Quantity)  # only quantities carry a metric
    return value.content.si, value.content.limit
