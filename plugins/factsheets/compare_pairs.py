# Comparisons of models with their baselines. Comes in: Catalog, Comparison. Goes out: Table.
# A baseline is another sheet, or one that a source quotes of itself; a source may also publish the
# difference alone.
"""Tables with a row for each pair: score, baseline, difference, share retained."""

from collections.abc import Iterator

from msgspec.structs import replace

from factsheets.alike import condition_words, sentence
from factsheets.compare_scores import score_sets, with_delta
from factsheets.deltas import Delta, mean_delta, value_delta
from factsheets.model import Benchmark, Catalog, Sheet, Value
from factsheets.policy import within
from factsheets.questions import Comparison
from factsheets.scores import (
    ScoreSet,
    decimals_of,
    points,
    quoted_baselines,
    score_set,
    shown_mean,
    shown_score,
    values_of_loss,
)
from factsheets.show import signed
from factsheets.table import NOT_STATED, VALUE, Cell, Column, Group, Row, Table, badges_of

_MISSING = Cell(NOT_STATED, "not stated")


def pair_table(catalog: Catalog, comparison: Comparison, benchmark: Benchmark) -> Table:
    """The table of a comparison that has a row for each pair."""
    # A baseline may stand outside of the sheets that the comparison names.
    sets = score_sets(catalog, replace(comparison, sheets=()), benchmark)
    rows = []
    for sheet in _in_order(catalog, comparison):
        mine = sets.get(sheet.id)
        pairs = list(_bases(catalog, comparison, mine, sets)) if mine else []
        rows += [_row(catalog, comparison, mine, base) for base in pairs if mine]
        rows += _published(catalog, comparison, benchmark, sheet)
        if mine and not pairs and (_headline(mine) or mine.mean is not None):
            rows.append(_row(catalog, comparison, mine, None))
    if comparison.best_first:
        rows.sort(key=_rank)
    shown = {row.sheet.id for row in rows}
    columns = (
        Column(benchmark.name, _head(benchmark), "mean"),
        Column("Baseline", "its score", "mean"),
        Column("Difference", "points, positive is better", "mean"),
        Column("Retained", "of the baseline", "mean"),
    )
    left_out = tuple(s for s in catalog.sheets.values() if s.id not in shown)
    return Table(comparison, columns, (Group("", tuple(rows)),) if rows else (), left_out)


def _in_order(catalog: Catalog, comparison: Comparison) -> list[Sheet]:
    """The sheets in the order in which the comparison names them."""
    keys = comparison.sheets or tuple(catalog.sheets)
    return [catalog.sheets[key] for key in keys if key in catalog.sheets]


def _head(benchmark: Benchmark) -> str:
    return f"mean of {len(benchmark.mean_tasks)}" if benchmark.mean_tasks else "score"


def _rank(row: Row) -> tuple[bool, float]:
    value = row.cells[0].value
    return value is None, -float(points(value)) if isinstance(value, Value) else 0.0


def _bases(
    catalog: Catalog, comparison: Comparison, mine: ScoreSet, sets: dict[str, ScoreSet]
) -> Iterator[ScoreSet]:
    """Further pairs first, then the baselines that the source quotes, then the declared one."""
    named = [p.baseline for p in comparison.pairs if mine.sheet.id in p.sheets]
    yield from (sets[key] for key in named if key in sets)
    for name in quoted_baselines(mine.sheet, mine.benchmark.id):
        quoted = score_set(mine.sheet, mine.benchmark, comparison.pin, catalog.template, name)
        if quoted and (_headline(quoted) or quoted.mean is not None):
            yield quoted
    declared = sets.get(mine.sheet.baseline)
    if declared:
        yield declared


def _headline(scores: ScoreSet) -> Value | None:
    """The score that stands for a benchmark: its only task, or the mean as published."""
    if not scores.benchmark.mean_tasks:
        return next(iter(scores.values.values()), None)
    return scores.published_mean


def _delta(catalog: Catalog, comparison: Comparison, one: ScoreSet, base: ScoreSet) -> Delta | None:
    computed = mean_delta(one, base, comparison.alike, catalog.template)
    if computed:
        return computed
    mine, theirs = _headline(one), _headline(base)
    if mine is None or theirs is None:
        return None
    task = None if one.benchmark.mean_tasks else one.benchmark.tasks[next(iter(one.values))]
    return value_delta(one, base, mine, theirs, comparison.alike, catalog.template, task)


def _score_cell(scores: ScoreSet) -> Cell:
    value = _headline(scores)
    if scores.mean is not None:
        return Cell(VALUE, shown_mean(scores), next(iter(scores.values.values())))
    if value is None:
        return _MISSING
    metric, usual = value.condition("metric"), {task.metrics[0] for task in scores.benchmark.tasks.values()}
    other = metric.value.replace("_", " ") if metric and metric.value not in usual else ""
    return Cell(VALUE, shown_score(value), value, under=other)


def _row(catalog: Catalog, comparison: Comparison, mine: ScoreSet, base: ScoreSet | None) -> Row:
    cell = _score_cell(mine)
    delta = _delta(catalog, comparison, mine, base) if base else None
    cells = [cell, _MISSING, _MISSING, _MISSING]
    if base:
        theirs = _score_cell(base)
        cells[1] = replace(theirs, basis=theirs.value.evidence.basis if theirs.value else "")
    if delta:
        cells[2] = replace(with_delta(Cell(VALUE, delta.shown, difference=True), delta), delta="")
        share = Cell(VALUE, delta.share, difference=True, unlike=bool(delta.unlike))
        cells[3] = share if delta.share else Cell(NOT_STATED, "not defined")
    value = cell.value
    badges = badges_of(mine.sheet, value, ("split",)) if value else ()
    notes = sentence({"score": delta.unlike}) if delta else ()
    label = f"against {base.name}" if base else "no baseline stated"
    basis = value.evidence.basis if value else ""
    return Row(mine.sheet, label, tuple(cells), badges, notes, basis)


def _published(catalog: Catalog, comparison: Comparison, benchmark: Benchmark, sheet: Sheet) -> Iterator[Row]:
    """Differences that a source publishes without the scores behind them."""
    for value in values_of_loss(sheet):
        named, variant = value.condition("dataset"), value.condition("variant")
        if (
            not named
            or named.value != benchmark.name
            or variant
            or within(catalog, value) != comparison.within
        ):
            continue
        tasks = value.condition("tasks")
        under = condition_words(tasks) if tasks else ""
        shown = signed(-points(value), decimals_of(value))
        cell = Cell(VALUE, shown, value, under=under, difference=True)
        badges = badges_of(sheet, value, ("split",))
        cells = (_MISSING, _MISSING, cell, _MISSING)
        notes = ("The source publishes the difference alone.",)
        yield Row(sheet, f"against {value.against}", cells, badges, notes, value.evidence.basis)
