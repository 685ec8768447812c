# The table of scores on a sheet. Comes in: a sheet and its scores. Goes out: rows of text, the baseline
# beside them where there is one, and what makes the difference unfair.
"""Scores by task beside the declared baseline, or the one that the source quotes."""

from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct, field

from factsheets.alike import Difference, condition_words, sentence, uncertainty
from factsheets.conditions import Condition
from factsheets.deltas import Delta, mean_delta, task_delta, value_delta
from factsheets.model import Catalog, Scores, Sheet, Value
from factsheets.scores import (
    ScoreSet,
    metric_of,
    quoted_baselines,
    score_set,
    scores_in,
    shown_mean,
    shown_score,
    with_metric,
)

#: What two scores must share, where no comparison of the benchmark says.
_ALIKE = ("split", "metric")


class ScoreRow(Struct, frozen=True):
    """One task, or the mean."""

    title: str
    metric: str
    text: str
    base: str = ""
    delta: str = ""
    margin: str = ""
    share: str = ""
    tint: str = ""
    unlike: bool = False
    total: bool = False


class ScoreTable(Struct, frozen=True):
    """The scores of a sheet on one benchmark, ready to be shown."""

    title: str
    benchmark: str
    under: str  # what tells this table from the sheet's other ones
    head: str
    base_name: str
    base_head: str
    rows: tuple[ScoreRow, ...]
    notes: tuple[str, ...]
    remarks: tuple[tuple[str, str], ...]


class _Rows(Struct):
    """The rows of a table as they are made, with what was compared in them."""

    catalog: Catalog
    mine: ScoreSet
    base: ScoreSet | None
    rows: list[ScoreRow] = field(default_factory=list)
    compared: dict[str, tuple[Difference, ...]] = field(default_factory=dict)

    @property
    def alike(self) -> tuple[str, ...]:
        """What scores must share: as the first comparison of their benchmark says."""
        comparisons = (c for c in self.catalog.template.comparisons if not c.metrics)
        return next((c.alike for c in comparisons if c.benchmark == self.mine.benchmark.id), _ALIKE)

    def task(self, key: str, value: Value) -> None:
        """Add the row of one task."""
        template, base = self.catalog.template, self.base
        delta = task_delta(self.mine, base, key, self.alike, template) if base else None
        theirs = base.values.get(key) if base else None
        title = self.mine.benchmark.tasks[key].title
        metric = metric_of(value, template)
        if delta:
            self.compared[title] = delta.unlike
        self._add(title, metric.short if metric else "", shown_score(value), theirs, delta)

    def several(self, key: str, values: Sequence[Value], around: Collection[Condition]) -> None:
        """Add a row for each of several values of a task, with the conditions that tell them apart."""
        title = self.mine.benchmark.tasks[key].title
        for value in values:
            own = [condition_words(c) for c in value.conditions if c.key != "metric" and c not in around]
            metric = metric_of(value, self.catalog.template)
            self._add(
                ", ".join([title, *own]), metric.short if metric else "", shown_score(value), None, None
            )

    def published_mean(self) -> None:
        """Add the mean as the source prints it, where there are no scores below it."""
        value, base, template = self.mine.published_mean, self.base, self.catalog.template
        if value is None or self.mine.values:
            return
        metric = metric_of(value, template)
        theirs = base.published_mean if base else None
        delta = value_delta(self.mine, base, value, theirs, self.alike, template) if base and theirs else None
        if delta:
            self.compared["Mean"] = delta.unlike
        self._add("Mean as published", metric.short if metric else "", shown_score(value), theirs, delta)

    def total(self) -> ScoreRow | None:
        """The mean over the complete task list, or how many of its tasks there are."""
        mine, base = self.mine, self.base
        if not mine.benchmark.mean_tasks or len(mine.values) < 2:
            return None
        delta = mean_delta(mine, base, self.alike, self.catalog.template) if base else None
        text = shown_mean(mine) + ("" if mine.mean is not None else " tasks")
        theirs = shown_mean(base) if base and base.mean is not None else "not stated"
        return _row("Mean", "derived", text, theirs, delta, total=True)

    def _add(self, title: str, metric: str, text: str, theirs: Value | None, delta: Delta | None) -> None:
        base = shown_score(theirs) if theirs else "not stated"
        self.rows.append(_row(title, metric, text, base, delta))


def _row(
    title: str, metric: str, text: str, base: str, delta: Delta | None, *, total: bool = False
) -> ScoreRow:
    if delta is None:
        return ScoreRow(title, metric, text, base, total=total)
    return ScoreRow(
        title,
        metric,
        text,
        base,
        delta.shown,
        delta.margin,
        delta.share,
        delta.tint,
        bool(delta.unlike),
        total,
    )


def score_rows(catalog: Catalog, sheet: Sheet | None, value: Value) -> ScoreTable:
    """The table for one block of scores; the baseline's column stands in it where there is one."""
    content = value.content
    assert isinstance(content, Scores)  # asked for facts of this shape only
    assert sheet is not None  # only sheets have scores
    mine = scores_in(sheet, catalog.benchmarks[content.benchmark], [value], catalog.template)
    main = not value.against and not value.condition("variant")
    base = _base(catalog, sheet, mine) if main else None
    made = _Rows(catalog, mine, base)
    for key, task in mine.benchmark.tasks.items():
        if key in mine.values:
            made.task(key, mine.values[key])
        elif key in mine.ambiguous:
            values = [with_metric(one, task, catalog.template) for one in content.scores[key]]
            made.several(key, values, value.conditions)
    made.published_mean()
    total = made.total()
    head, base_head = _heads(sheet, base)
    return ScoreTable(
        title=f"{mine.benchmark.name} scores" + (f" beside {base.name}" if base else ""),
        benchmark=mine.benchmark.name,
        under=_under(value),
        head=head,
        base_name=base.name if base else "",
        base_head=base_head,
        rows=(*made.rows, total) if total else tuple(made.rows),
        notes=sentence(made.compared, f" with {base.name}" if base else ""),
        remarks=tuple(_remarks(mine, content)),
    )


def _base(catalog: Catalog, sheet: Sheet, mine: ScoreSet) -> ScoreSet | None:
    """The declared baseline where it has scores, else the first one that the source quotes."""
    declared = catalog.sheets.get(sheet.baseline)
    found = score_set(declared, mine.benchmark, {}, catalog.template) if declared else None
    names = quoted_baselines(sheet, mine.benchmark.id)
    if found is None and names:
        found = score_set(sheet, mine.benchmark, {}, catalog.template, names[0])
    return found if found and (found.values or not mine.values) else None


def _under(value: Value) -> str:
    """What a table of scores is of, and under which conditions."""
    words = [condition_words(c) for c in value.conditions if c.key != "metric"]
    return ", ".join([*([f"scores of {value.against}"] if value.against else []), *words])


def _heads(sheet: Sheet, base: ScoreSet | None) -> tuple[str, str]:
    """Column heads: the kinds of hardware where they differ, else "this model" and "baseline"."""
    if base and base.kind and sheet.kind and sheet.kind != base.kind:
        return sheet.kind.capitalize(), base.kind.capitalize()
    return ("This model" if base else "Score"), "Baseline"


def _remarks(mine: ScoreSet, content: Scores) -> Iterator[tuple[str, str]]:
    """What belongs to single scores: absences, notes, uncertainty, other metrics; and the published mean."""
    tasks = mine.benchmark.tasks
    for key, absence in content.absences.items():
        yield tasks[key].title, f"{absence.words}: {absence.reason}"
    for key, values in content.scores.items():
        shown = mine.values.get(key)
        for value in values:
            metric = value.condition("metric")
            other = metric and shown and value.where != shown.where
            said = f"{metric.value}: {shown_score(value)}" if metric and other else ""
            parts = [part for part in (said, uncertainty(value), value.note) if part]
            if parts:
                yield tasks[key].title, ". ".join(parts)
    if content.mean:
        parts = [shown_score(content.mean), uncertainty(content.mean), content.mean.note]
        yield "Mean as published", ". ".join(part for part in parts if part)
