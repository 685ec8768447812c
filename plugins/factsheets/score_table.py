# The table of scores on a sheet. Comes in: a sheet and its scores. Goes out: rows of text, the baseline
# beside them where the sheet declares one, and what makes the difference unfair.
"""Scores by task beside the declared baseline."""

from collections.abc import Iterator
from dataclasses import dataclass

from factsheets.alike import Difference, sentence, uncertainty
from factsheets.model import Catalog, Scores, Sheet, Value
from factsheets.scores import ScoreSet, mean_delta, points, score_set, shown_delta, task_delta
from factsheets.show import fixed

#: What two scores must share, where no comparison of the benchmark says.
_ALIKE = ("split", "metric")


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One task, or the mean."""

    title: str
    metric: str
    text: str
    base: str = ""
    delta: str = ""
    tint: str = ""
    unlike: bool = False
    total: bool = False


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """The scores of a sheet on one benchmark, ready to be shown."""

    title: str
    benchmark: str
    head: str
    base_name: str
    base_head: str
    rows: tuple[ScoreRow, ...]
    notes: tuple[str, ...]
    remarks: tuple[tuple[str, str], ...]
    mean: str
    mean_sub: str


def score_rows(catalog: Catalog, sheet: Sheet | None, value: Value) -> ScoreTable:
    """The table for one block of scores; the baseline's column stands in it where there is one."""
    content = value.content
    assert isinstance(content, Scores)  # asked for facts of this shape only
    assert sheet is not None  # only sheets have scores
    benchmark = catalog.benchmarks[content.benchmark]
    pin = {c.key: c.value for c in value.conditions if c.key == "split"}
    mine = score_set(sheet, benchmark, pin, catalog.template)
    assert mine is not None  # the value itself is among them
    base_sheet = catalog.sheets.get(sheet.baseline)
    base = score_set(base_sheet, benchmark, {}, catalog.template) if base_sheet else None
    rows, unlike = _task_rows(catalog, mine, base)
    total = _total(catalog, mine, base)
    head, base_head = _heads(sheet, base_sheet)
    return ScoreTable(
        title=f"{benchmark.name} scores" + (f" beside {base_sheet.name}" if base and base_sheet else ""),
        benchmark=benchmark.name,
        head=head,
        base_name=base_sheet.name if base and base_sheet else "",
        base_head=base_head,
        rows=(*rows, total) if total else tuple(rows),
        notes=sentence(unlike, f" with {base_sheet.name}" if base_sheet else ""),
        remarks=tuple(_remarks(mine, content)),
        mean=total.text if total and mine.mean is not None else "",
        mean_sub=f"{total.delta} from {base_head.lower()}" if total and total.delta else f"{len(rows)} tasks",
    )


def alike_of(catalog: Catalog, scores: ScoreSet) -> tuple[str, ...]:
    """What scores must share: as the first comparison of their benchmark says."""
    comparisons = catalog.template.comparisons
    return next((c.alike for c in comparisons if c.benchmark == scores.benchmark.id), _ALIKE)


def _heads(sheet: Sheet, base: Sheet | None) -> tuple[str, str]:
    """Column heads: the kinds of hardware where they differ, else "this model" and "baseline"."""
    if base and sheet.kind and base.kind and sheet.kind != base.kind:
        return sheet.kind.capitalize(), base.kind.capitalize()
    return ("This model" if base else "Score"), "Baseline"


def _task_rows(
    catalog: Catalog, mine: ScoreSet, base: ScoreSet | None
) -> tuple[list[ScoreRow], list[Difference]]:
    rows: list[ScoreRow] = []
    unlike: list[Difference] = []
    for key, value in mine.values.items():
        delta = task_delta(mine, base, key, alike_of(catalog, mine), catalog.template) if base else None
        metric = value.condition("metric")
        name = catalog.template.metrics[metric.value].short if metric else ""
        theirs = (
            fixed(points(base.values[key]), mine.decimals) if base and key in base.values else "not stated"
        )
        rows.append(
            ScoreRow(
                mine.benchmark.tasks[key].title,
                name,
                fixed(points(value), mine.decimals),
                theirs,
                shown_delta(delta, mine.decimals),
                delta.tint if delta else "",
                bool(delta and delta.unlike),
            )
        )
        unlike += delta.unlike if delta else ()
    return rows, unlike


def _total(catalog: Catalog, mine: ScoreSet, base: ScoreSet | None) -> ScoreRow | None:
    """The mean over the complete task list, or how many of its tasks there are."""
    wanted = len(mine.benchmark.mean_tasks)
    if not wanted:
        return None
    text = fixed(mine.mean, mine.decimals) if mine.mean is not None else f"{mine.stated} of {wanted} tasks"
    delta = mean_delta(mine, base, alike_of(catalog, mine), catalog.template) if base else None
    theirs = fixed(base.mean, mine.decimals) if base and base.mean is not None else "not stated"
    return ScoreRow(
        "Mean",
        "derived",
        text,
        theirs,
        shown_delta(delta, mine.decimals),
        delta.tint if delta else "",
        bool(delta and delta.unlike),
        total=True,
    )


def _remarks(mine: ScoreSet, content: Scores) -> Iterator[tuple[str, str]]:
    """What belongs to single scores: absences, notes, uncertainty, other metrics; and the published mean."""
    tasks = mine.benchmark.tasks
    for key, absence in content.absences.items():
        yield tasks[key].title, f"{absence.words}: {absence.reason}"
    for key, values in content.scores.items():
        shown = mine.values.get(key)
        for value in values:
            metric = value.condition("metric")
            other = metric and (shown is None or value.where != shown.where)
            said = f"{metric.value}: {fixed(points(value), mine.decimals)}" if metric and other else ""
            parts = [part for part in (said, uncertainty(value), value.note) if part]
            if parts:
                yield tasks[key].title, ". ".join(parts)
    if content.mean:
        parts = [fixed(points(content.mean), mine.decimals), uncertainty(content.mean), content.mean.note]
        yield "Mean as published", ". ".join(part for part in parts if part)
