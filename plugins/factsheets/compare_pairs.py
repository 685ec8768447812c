# Comparisons of models with their baselines. Comes in: Catalog, Comparison. Goes out: Table.
# A baseline is another sheet, or one that a source quotes of itself; a source may also publish the
# difference alone.
"""Tables with a row for each pair: score, baseline, difference, share retained."""

from collections.abc import Iterator
from decimal import Decimal

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
    metric_of,
    points,
    quoted_baselines,
    score_set,
    shown_mean,
    shown_score,
    values_of_loss,
)
from factsheets.show import fixed, signed
from factsheets.table import NOT_STATED, VALUE, Cell, Column, Group, Row, Table, badges_of

_MISSING = Cell(NOT_STATED, "not stated")


def pair_table(catalog: Catalog, comparison: Comparison, benchmark: Benchmark) -> Table:
    """The table of a comparison that has a row for each pair."""
    # A baseline may stand outside of the sheets that the comparison names.
    sets = score_sets(catalog, replace(comparison, sheets=()), benchmark)
    ranked: list[tuple[Decimal | None, Row]] = []
    for sheet in _in_order(catalog, comparison):
        mine = sets.get(sheet.id)
        ranked += _paired(catalog, comparison, mine, sets) if mine else ()
        ranked += [(None, row) for row in _published(catalog, comparison, benchmark, sheet)]
    if comparison.best_first:
        ranked.sort(key=lambda pair: (pair[0] is None, -(pair[0] or 0)))
    rows = [row for _, row in ranked]
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


def _paired(
    catalog: Catalog, comparison: Comparison, mine: ScoreSet, sets: dict[str, ScoreSet]
) -> Iterator[tuple[Decimal | None, Row]]:
    """The rows of a sheet, one for each task and baseline, with where they stand among others."""
    pairs = list(_bases(catalog, comparison, mine, sets))
    for task in _tasks(mine):
        standing = _standing(catalog, mine, task)
        for base in pairs:
            yield standing, _row(catalog, comparison, mine, base, task)
        if not pairs and standing is not None:
            yield standing, _row(catalog, comparison, mine, None, task)


def _tasks(scores: ScoreSet) -> tuple[str, ...]:
    """What a row is made for: each task that has a score, or the mean ("") where the benchmark has one."""
    return ("",) if scores.benchmark.mean_tasks else tuple(scores.values)


def _standing(catalog: Catalog, scores: ScoreSet, task: str) -> Decimal | None:
    """Where a row stands among others: higher is better."""
    if not task and scores.mean is not None:
        return scores.mean
    value = _headline(scores, task)
    if value is None:
        return None
    metric = metric_of(value, catalog.template)
    return -points(value) if metric and metric.better == "lower" else points(value)


def _bases(
    catalog: Catalog, comparison: Comparison, mine: ScoreSet, sets: dict[str, ScoreSet]
) -> Iterator[ScoreSet]:
    """Further pairs first, then the baselines that the source quotes, then the declared one."""
    named = [p.baseline for p in comparison.pairs if mine.sheet.id in p.sheets]
    yield from (sets[key] for key in named if key in sets)
    for name in quoted_baselines(mine.sheet, mine.benchmark.id):
        quoted = score_set(mine.sheet, mine.benchmark, comparison.pin, catalog.template, name)
        if quoted and quoted.all_values:
            yield quoted
    declared = sets.get(mine.sheet.baseline)
    if declared:
        yield declared


def _headline(scores: ScoreSet, task: str) -> Value | None:
    """The score of a row: that of its task, or the mean as published."""
    return scores.values.get(task) if task else scores.published_mean


def _delta(
    catalog: Catalog, comparison: Comparison, one: ScoreSet, base: ScoreSet, task: str
) -> Delta | None:
    computed = mean_delta(one, base, comparison.alike, catalog.template)
    if computed:
        return computed
    mine, theirs = _headline(one, task), _headline(base, task)
    if mine is None or theirs is None:
        return None
    known = one.benchmark.tasks[task] if task else None
    return value_delta(one, base, mine, theirs, comparison.alike, catalog.template, known)


def _score_cell(catalog: Catalog, scores: ScoreSet, task: str) -> Cell:
    if not task and scores.mean is not None:
        return Cell(VALUE, shown_mean(scores), next(iter(scores.values.values())))
    value = _headline(scores, task)
    if value is None:
        return _MISSING
    metric, usual = (
        metric_of(value, catalog.template),
        {known.metrics[0] for known in scores.benchmark.tasks.values()},
    )
    if metric is None or metric.id in usual:
        return Cell(VALUE, shown_score(value), value)
    if metric.complement:
        left = fixed(100 - points(value), decimals_of(value))
        return Cell(VALUE, left, value, under=f"100 less {metric.short} of {shown_score(value)}")
    return Cell(VALUE, shown_score(value), value, under=metric.short)


def _row(catalog: Catalog, comparison: Comparison, mine: ScoreSet, base: ScoreSet | None, task: str) -> Row:
    cell = _score_cell(catalog, mine, task)
    delta = _delta(catalog, comparison, mine, base, task) if base else None
    cells = [cell, _MISSING, _MISSING, _MISSING]
    if base:
        theirs = _score_cell(catalog, base, task)
        cells[1] = replace(theirs, basis=theirs.value.evidence.basis if theirs.value else "")
    if delta:
        cells[2] = replace(with_delta(Cell(VALUE, delta.shown, difference=True), delta), delta="")
        share = Cell(VALUE, delta.share, difference=True, unlike=bool(delta.unlike))
        cells[3] = share if delta.share else Cell(NOT_STATED, "not defined")
    value = cell.value
    badges = badges_of(mine.sheet, value, ("split",)) if value else ()
    notes = sentence({"score": delta.unlike}) if delta else ()
    label = f"against {base.name}" if base else "no baseline stated"
    if task and len(mine.benchmark.tasks) > 1:
        label = f"{mine.benchmark.tasks[task].title}, {label}"
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
