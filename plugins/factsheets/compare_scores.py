# Comparisons of scores on a benchmark. Comes in: Catalog, Comparison. Goes out: Table.
"""Tables of scores by task, with their mean and the differences from a baseline."""

from collections.abc import Mapping

from msgspec.structs import replace

from factsheets.alike import Difference, Sided, differences, sentence
from factsheets.deltas import Delta, mean_delta, task_delta
from factsheets.model import Benchmark, Catalog, Value
from factsheets.policy import within
from factsheets.questions import Comparison
from factsheets.scores import ScoreSet, score_set, shown_mean, shown_score
from factsheets.table import (
    INCOMPLETE,
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
from factsheets.words import plural


def score_sets(catalog: Catalog, comparison: Comparison, benchmark: Benchmark) -> dict[str, ScoreSet]:
    """The scores that may stand in a comparison, by sheet."""
    sets = {}
    for sheet in catalog.sheets.values():
        found = score_set(sheet, benchmark, comparison.pin, catalog.template)
        wanted = not comparison.sheets or sheet.id in comparison.sheets
        if found and wanted and all(within(catalog, v) == comparison.within for v in found.all_values):
            sets[sheet.id] = found
    return sets


def benchmark_table(catalog: Catalog, comparison: Comparison, benchmark: Benchmark) -> Table:
    """The table of a comparison whose columns are the tasks of a benchmark."""
    found = score_sets(catalog, comparison, benchmark)
    sets = {key: scores for key, scores in found.items() if scores.values or scores.ambiguous}
    tasks = [benchmark.tasks[key] for key in _columns(benchmark)]
    mean = (
        [Column(benchmark.name, f"mean of {len(benchmark.mean_tasks)}", "mean")]
        if benchmark.mean_tasks
        else []
    )
    columns = [Column(task.title, catalog.template.metrics[task.metrics[0]].short, "task") for task in tasks]
    groups = []
    for title, members in families([sets[key].sheet for key in sets], comparison):
        rows = tuple(
            _score_row(catalog, comparison, sets[s.id], sets[b.id] if b else None) for s, b in members
        )
        groups.append(Group(title, rows))
    left_out = tuple(s for s in catalog.sheets.values() if s.id not in sets)
    return Table(comparison, (*mean, *columns), tuple(groups), left_out)


def _columns(benchmark: Benchmark) -> tuple[str, ...]:
    """The tasks that have a column: those of the mean, or all where there is none."""
    return benchmark.mean_tasks or tuple(benchmark.tasks)


def _score_row(catalog: Catalog, comparison: Comparison, scores: ScoreSet, base: ScoreSet | None) -> Row:
    template, alike = catalog.template, comparison.alike
    cells = []
    if scores.benchmark.mean_tasks:
        cells.append(_mean_cell(scores, mean_delta(scores, base, alike, template) if base else None))
    compared: dict[str, tuple[Difference, ...]] = {}
    for task in _columns(scores.benchmark):
        delta = task_delta(scores, base, task, alike, template) if base else None
        cells.append(_task_cell(scores, task, delta))
        if delta:
            compared[scores.benchmark.tasks[task].title] = delta.unlike
    first = next(iter(scores.values.values()), None)
    notes = sentence(compared)
    if base and compared and not notes:
        notes = _also(scores, base, catalog)
    badges = badges_of(scores.sheet, first, ("split",)) if first else ()
    basis = first.evidence.basis if first else ""
    return Row(scores.sheet, "", tuple(cells), badges, notes, basis, variant=base is not None)


def _mean_cell(scores: ScoreSet, delta: Delta | None) -> Cell:
    if scores.mean is None:
        return Cell(INCOMPLETE, shown_mean(scores))
    others = scores.in_other_metrics
    under = f"{plural(others, 'task')} in other or unnamed metrics" if others else ""
    return with_delta(Cell(VALUE, shown_mean(scores), scores.published_mean, under=under), delta)


def _task_cell(scores: ScoreSet, task: str, delta: Delta | None) -> Cell:
    if task in scores.ambiguous:
        return Cell(SEVERAL, "several values")
    value = scores.values.get(task)
    if value is None:
        absence = scores.absences.get(task)
        return Cell(NOT_STATED, absence.words if absence else "not stated")
    metric = value.condition("metric")
    usual = scores.benchmark.tasks[task].metrics[0]
    other = (
        metric.value.replace("unspecified", "metric not stated") if metric and metric.value != usual else ""
    )
    return with_delta(Cell(VALUE, shown_score(value), value, under=other), delta)


def with_delta(cell: Cell, delta: Delta | None) -> Cell:
    """The cell with the difference from the baseline."""
    if delta is None:
        return cell
    return replace(cell, delta=delta.shown, tint=delta.tint, unlike=bool(delta.unlike), margin=delta.margin)


def _also(one: ScoreSet, base: ScoreSet, catalog: Catalog) -> tuple[str, ...]:
    """A pair that is alike where it must be may still differ elsewhere, and says so."""
    sided = [Sided(_first(scores.values), scores.kind) for scores in (one, base)]
    basis = differences(sided[0], sided[1], ("basis",), catalog.template)
    return (f"Alike, except that the {basis[0].words}.",) if basis else ("Like for like.",)


def _first(values: Mapping[str, Value]) -> Value:
    return next(iter(values.values()))
