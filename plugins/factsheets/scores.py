# Scores on a benchmark. Comes in: a sheet and a benchmark. Goes out: one value for each task, and the
# mean where the task list is complete. Decimal throughout: 81.225 must become 81.23.
"""Scores of a sheet, or of a baseline that it quotes, by task; their mean."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from factsheets.conditions import Condition
from factsheets.model import Absence, Benchmark, Scores, Sheet, Task, Value
from factsheets.questions import Metric, Template
from factsheets.show import fixed, parts
from factsheets.units import Quantity

#: The metric of a difference that is published without the scores behind it.
_LOSS = "accuracy_loss"


class ScoreSet(Struct, frozen=True):
    """The scores of one model on one benchmark, in the metric that each task is printed in."""

    sheet: Sheet
    benchmark: Benchmark
    values: Mapping[str, Value]  # task to value, its metric filled in among the conditions
    ambiguous: frozenset[str]  # tasks with several values that nothing tells apart
    absences: Mapping[str, Absence]  # tasks whose score is said to be absent
    errors: frozenset[str]  # tasks whose value is an error that leaves no score: none that a mean could hold
    decimals: int  # to which means are rounded
    published_mean: Value | None = None  # as its source prints it
    against: str = ""  # the baseline that the scores are of, where the sheet quotes one
    complements: frozenset[str] = (
        frozenset()
    )  # tasks whose value is an error of which 100 minus it is the score

    @property
    def stated(self) -> int:
        """How many tasks of the mean's list have a score that a mean can hold."""
        scored = self.values.keys() - self.errors
        return sum(task in scored and not bounded(self.values[task]) for task in self.benchmark.mean_tasks)

    @property
    def mean(self) -> Decimal | None:
        """The mean in points over the complete task list; None when a task is missing."""
        tasks = self.benchmark.mean_tasks
        if not tasks or self.stated < len(tasks):
            return None
        return sum(map(self.score, tasks), Decimal(0)) / len(tasks)

    def score(self, task: str) -> Decimal:
        """The score of a task in points; of an error rate, what it leaves."""
        found = points(self.values[task])
        return 100 - found if task in self.complements else found

    @property
    def in_other_metrics(self) -> int:
        """How many tasks of the mean's list are in another metric than the benchmark's first one."""
        found = 0
        for task in self.benchmark.mean_tasks:
            metric = self.values[task].condition("metric") if task in self.values else None
            found += bool(metric and metric.value != self.benchmark.tasks[task].metrics[0])
        return found

    @property
    def name(self) -> str:
        """Whose scores they are."""
        return self.against or self.sheet.name

    @property
    def kind(self) -> str:
        """The kind of hardware that they were obtained for; a quoted baseline does not say."""
        return "" if self.against else self.sheet.kind

    @property
    def all_values(self) -> tuple[Value, ...]:
        """Every score, and the mean as published."""
        return (*self.values.values(), *([self.published_mean] if self.published_mean else []))


def points(value: Value) -> Decimal:
    """A score on the 0 to 100 scale, exactly as stated."""
    assert isinstance(value.content, Quantity)  # the reader of scores makes quantities only
    return value.content.si * 100


def bounded(value: Value) -> bool:
    """Whether a score says only what it is above or below, from which no difference follows."""
    assert isinstance(value.content, Quantity)  # the reader of scores makes quantities only
    return value.content.limit not in {"", "~"}


def shown_score(value: Value) -> str:
    """A score in its author's digits; those of a mean that we compute are another matter."""
    assert isinstance(value.content, Quantity)  # the reader of scores makes quantities only
    return parts(value.content)[0]


def decimals_of(value: Value) -> int:
    """Decimals that the author of a score gave."""
    assert isinstance(value.content, Quantity)  # the reader of scores makes quantities only
    return max(0, -int(Decimal(value.content.number).as_tuple().exponent))


def half_digit(value: Value) -> Decimal:
    """Half of the last decimal that the author of a score gave, in points."""
    return Decimal(5).scaleb(-decimals_of(value) - 1)


def metric_of(value: Value, template: Template) -> Metric | None:
    """The metric of a score, where its conditions name one."""
    condition = value.condition("metric")
    return template.metrics.get(condition.value) if condition else None


def shown_mean(scores: ScoreSet) -> str:
    """The mean as we compute it, "7 of 8" where a task is missing."""
    if scores.mean is None:
        return f"{scores.stated} of {len(scores.benchmark.mean_tasks)}"
    return fixed(scores.mean, scores.decimals)


def quoted_baselines(sheet: Sheet, benchmark: str) -> tuple[str, ...]:
    """Names of the baselines whose scores on a benchmark the sheet quotes."""
    return tuple(
        dict.fromkeys(
            value.against
            for value, scores in _all_tables(sheet)
            if value.against and scores.benchmark == benchmark
        )
    )


def benchmarks_of(sheet: Sheet) -> frozenset[str]:
    """The benchmarks that the sheet states scores on, be they its own or quoted."""
    return frozenset(scores.benchmark for _, scores in _all_tables(sheet))


def scored_by(sheet: Sheet) -> str:
    """The basis of the sheet's first scores, "" where it has none."""
    own = [table for table, _ in _all_tables(sheet) if not table.against]
    return next((table.evidence.basis for table in own if table.evidence.basis), "")


@lru_cache(maxsize=8)
def _all_tables(sheet: Sheet) -> list[tuple[Value, Scores]]:
    return [
        (value, value.content)
        for fact in sheet.facts.values()
        if fact.spec.shape == "scores"
        for value in fact.values
        if isinstance(value.content, Scores)
    ]


def values_of_loss(sheet: Sheet) -> list[Value]:
    """The differences from a baseline that a sheet states as published."""
    return [v for fact in sheet.facts.values() if fact.spec.metric == _LOSS for v in fact.values]


def _main(sheet: Sheet, benchmark: str, pin: Mapping[str, Condition], against: str) -> list[Value]:
    """The tables of the main result, or of one baseline; those of a variant are other results."""
    found = []
    for value, scores in _all_tables(sheet):
        if scores.benchmark == benchmark and value.against == against and not value.condition("variant"):
            stated = {c.key: c.meant for c in value.conditions}
            if all(stated.get(key, wanted.meant) == wanted.meant for key, wanted in pin.items()):
                found.append(value)
    return found


@lru_cache(maxsize=32)
def own_scores(sheet: Sheet, benchmark: Benchmark, template: Template) -> ScoreSet | None:
    """The scores of a sheet on a benchmark as several ask for them; None where there are none."""
    return score_set(sheet, benchmark, {}, template)


def score_set(
    sheet: Sheet, benchmark: Benchmark, pin: Mapping[str, Condition], template: Template, against: str = ""
) -> ScoreSet | None:
    """The scores of a sheet on a benchmark, or of a baseline that it quotes; None where there are none."""
    tables = _main(sheet, benchmark.id, pin, against)
    return scores_in(sheet, benchmark, tables, template) if tables else None


def scores_in(sheet: Sheet, benchmark: Benchmark, tables: Sequence[Value], template: Template) -> ScoreSet:
    """The scores that stand in some tables of a sheet.

    A task is shown in its first metric; one that is stated in another metric only keeps that.
    """
    contents = [table.content for table in tables if isinstance(table.content, Scores)]
    values: dict[str, Value] = {}
    ambiguous = set()
    for task in benchmark.tasks.values():
        stated = [v for scores in contents for v in scores.scores.get(task.id, ())]
        if not stated:
            continue
        chosen = _in_first_metric(stated, task, template)
        if len(chosen) == 1:
            values[task.id] = chosen[0]
        else:
            ambiguous.add(task.id)
    absences = {task: said for scores in contents for task, said in scores.absences.items()}
    means = [scores.mean for scores in contents if scores.mean]
    metrics = {task: metric_of(value, template) for task, value in values.items()}
    errors = {task for task, metric in metrics.items() if metric and metric.better == "lower"}
    complements = {task for task, metric in metrics.items() if metric and metric.complement}
    return ScoreSet(
        sheet, benchmark, values, frozenset(ambiguous), absences, frozenset(errors - complements),
        _decimals(benchmark, template), means[0] if len(means) == 1 else None,
        tables[0].against if tables else "", frozenset(complements),
    )  # fmt: skip


@lru_cache(maxsize=64)
def _decimals(benchmark: Benchmark, template: Template) -> int:
    """The decimals of the benchmark's metrics, as the registry says."""
    metrics = [template.metrics[task.metrics[0]] for task in benchmark.tasks.values() if task.metrics]
    return max((m.decimals for m in metrics if m.decimals is not None), default=2)


def _in_first_metric(values: Sequence[Value], task: Task, template: Template) -> list[Value]:
    filled = [with_metric(value, task, template) for value in values]
    if len(filled) == 1:
        return filled
    first = [v for v in filled if (c := v.condition("metric")) and c.value == task.metrics[0]]
    return first or filled


def with_metric(value: Value, task: Task, template: Template) -> Value:
    """The value with its metric among its conditions: the task's first where none is named."""
    if value.condition("metric"):
        return value
    metric = template.condition("metric", task.metrics[0])
    return replace(value, conditions=(*value.conditions, metric))
