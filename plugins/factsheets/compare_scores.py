# Comparisons of scores on a benchmark. Comes in: Catalog, Comparison. Goes out: Table.
"""Tables of scores by task, with their mean and the differences from a baseline."""

from dataclasses import replace

from factsheets.alike import Difference, differences, sentence
from factsheets.model import Benchmark, Catalog, Value
from factsheets.questions import Comparison
from factsheets.scores import Delta, ScoreSet, mean_delta, points, score_set, shown_delta, task_delta
from factsheets.show import fixed
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


def benchmark_table(catalog: Catalog, comparison: Comparison, benchmark: Benchmark) -> Table:
    """The table of a comparison whose columns are the tasks of a benchmark."""
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
    for title, members in families([sets[key].sheet for key in sets], comparison):
        rows = tuple(
            _score_row(catalog, comparison, sets[s.id], sets[b.id] if b else None) for s, b in members
        )
        groups.append(Group(title, rows))
    left_out = tuple(s for s in catalog.sheets.values() if s.id not in sets)
    return Table(comparison, (mean, *tasks), tuple(groups), left_out)


def _score_row(catalog: Catalog, comparison: Comparison, scores: ScoreSet, base: ScoreSet | None) -> Row:
    template, alike = catalog.template, comparison.alike
    delta = mean_delta(scores, base, alike, template) if base else None
    cells = [_mean_cell(scores, delta)]
    seen: list[Difference] = []
    compared = False
    for task in scores.benchmark.tasks:
        difference = task_delta(scores, base, task, alike, template) if base else None
        cells.append(_task_cell(scores, task, difference))
        seen += difference.unlike if difference else ()
        compared |= difference is not None
    first = next(iter(scores.values.values()), None)
    badges = badges_of(scores.sheet, first, ("split",)) if first else ()
    notes = sentence(seen)
    if base and first and compared and not seen:
        notes = _also(first, next(iter(base.values.values())), catalog)
    basis = first.evidence.basis if first else ""
    return Row(scores.sheet, "", tuple(cells), badges, notes, basis, variant=base is not None)


def _mean_cell(scores: ScoreSet, delta: Delta | None) -> Cell:
    mean = scores.mean
    if mean is None:
        return Cell(INCOMPLETE, f"{scores.stated} of {len(scores.benchmark.mean_tasks)}")
    return _with_delta(Cell(VALUE, fixed(mean, scores.decimals), scores.stated_mean), delta, scores.decimals)


def _task_cell(scores: ScoreSet, task: str, delta: Delta | None) -> Cell:
    if task in scores.ambiguous:
        return Cell(SEVERAL, "several values")
    value = scores.values.get(task)
    if value is None:
        absence = scores.absences.get(task)
        return Cell(NOT_STATED, absence.words if absence else "not stated")
    return _with_delta(Cell(VALUE, fixed(points(value), scores.decimals), value), delta, scores.decimals)


def _with_delta(cell: Cell, delta: Delta | None, decimals: int) -> Cell:
    if delta is None:
        return cell
    return replace(cell, delta=shown_delta(delta, decimals), tint=delta.tint, unlike=bool(delta.unlike))


def _also(one: Value, other: Value, catalog: Catalog) -> tuple[str, ...]:
    """A pair that is alike where it must be may still differ elsewhere, and says so."""
    basis = differences(one, other, ("basis",), catalog.template)
    return (f"Like for like; but the {basis[0].words}.",) if basis else ("Like for like.",)
