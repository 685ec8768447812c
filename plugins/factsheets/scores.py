# Scores on a benchmark. Comes in: a sheet and a benchmark. Goes out: one value for each task, and the
# mean where the task list is complete. Decimal throughout: 81.225 must become 81.23.
"""Scores of a sheet by task, their mean, and differences from a baseline."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from factsheets.alike import Difference, differences, united
from factsheets.model import Absence, Benchmark, Condition, Scores, Sheet, Task, Value
from factsheets.questions import Template
from factsheets.show import signed
from factsheets.units import Quantity


@dataclass(frozen=True, slots=True)
class ScoreSet:
    """The scores of one sheet on one benchmark, in the metric that each task is printed in."""

    sheet: Sheet
    benchmark: Benchmark
    values: Mapping[str, Value]  # task to value, its metric filled in among the conditions
    ambiguous: frozenset[str]  # tasks with several values that nothing tells apart
    absences: Mapping[str, Absence]  # tasks whose score is said to be absent
    decimals: int  # to which means and differences are rounded

    @property
    def stated(self) -> int:
        """How many tasks of the mean's list have a score."""
        return sum(task in self.values for task in self.benchmark.mean_tasks)

    @property
    def mean(self) -> Decimal | None:
        """The mean in points over the complete task list; None when a task is missing."""
        tasks = self.benchmark.mean_tasks
        if not tasks or self.stated < len(tasks):
            return None
        return sum((points(self.values[t]) for t in tasks), Decimal(0)) / len(tasks)

    @property
    def stated_mean(self) -> Value | None:
        """The mean as its source prints it."""
        means = [scores.mean for scores in _tables(self.sheet, self.benchmark.id, {}) if scores.mean]
        return means[0] if len(means) == 1 else None


def points(value: Value) -> Decimal:
    """A score on the 0 to 100 scale, exactly as stated."""
    assert isinstance(value.content, Quantity)  # the reader of scores makes quantities only
    return value.content.si * 100


def _tables(sheet: Sheet, benchmark: str, pin: Mapping[str, str]) -> list[Scores]:
    found = []
    for fact in sheet.facts.values():
        for value in fact.values:
            if isinstance(value.content, Scores) and value.content.benchmark == benchmark:
                stated = {c.key: c.value for c in value.conditions}
                if all(stated.get(key, wanted) == wanted for key, wanted in pin.items()):
                    found.append(value.content)
    return found


def score_set(
    sheet: Sheet, benchmark: Benchmark, pin: Mapping[str, str], template: Template
) -> ScoreSet | None:
    """The scores of a sheet on a benchmark, or None where it states none.

    A task is shown in its first metric; one that is stated in another metric only keeps that.
    """
    tables = _tables(sheet, benchmark.id, pin)
    if not tables:
        return None
    values: dict[str, Value] = {}
    ambiguous = set()
    for task in benchmark.tasks.values():
        stated = [v for scores in tables for v in scores.scores.get(task.id, ())]
        chosen = _in_first_metric(stated, task, template)
        if len(chosen) == 1:
            values[task.id] = chosen[0]
        elif chosen:
            ambiguous.add(task.id)
    absences = {task: said for scores in tables for task, said in scores.absences.items()}
    return ScoreSet(sheet, benchmark, values, frozenset(ambiguous), absences, _decimals(benchmark, template))


def _decimals(benchmark: Benchmark, template: Template) -> int:
    """The decimals of the benchmark's metrics, as the registry says."""
    metrics = [template.metrics[task.metrics[0]] for task in benchmark.tasks.values() if task.metrics]
    return max((m.decimals for m in metrics if m.decimals is not None), default=2)


def _in_first_metric(values: Sequence[Value], task: Task, template: Template) -> list[Value]:
    filled = [_with_metric(value, task, template) for value in values]
    first = [v for v in filled if (c := v.condition("metric")) and c.value == task.metrics[0]]
    return first or filled


def _with_metric(value: Value, task: Task, template: Template) -> Value:
    """The value with its metric among its conditions: the task's first where none is named."""
    if value.condition("metric"):
        return value
    metric = Condition("metric", template.conditions["metric"], task.metrics[0])
    return replace(value, conditions=(*value.conditions, metric))


@dataclass(frozen=True, slots=True)
class Delta:
    """A difference in points, with what makes it unfair."""

    points: Decimal
    unlike: tuple[Difference, ...]

    @property
    def tint(self) -> str:
        """Class of the background: n1 to n5 for worse, p1 to p5 for better, z for neither.

        None for a pair that is not alike: a colour would name a winner.
        """
        if self.unlike:
            return ""
        size = abs(self.points)
        if size < Decimal("0.05"):
            return "z"
        step = min(5, int(size.to_integral_value(rounding="ROUND_CEILING")))
        return f"{'p' if self.points > 0 else 'n'}{step}"


def shown_delta(delta: Delta | None, decimals: int) -> str:
    """A difference for a cell: signed, and marked where the pair is not alike; "" for none."""
    if delta is None:
        return ""
    return ("≠ " if delta.unlike else "") + signed(delta.points, decimals)


def task_delta(
    one: ScoreSet, base: ScoreSet, task: str, alike: Sequence[str], template: Template
) -> Delta | None:
    """The difference on one task, None where one of the two has no score."""
    if task not in one.values or task not in base.values:
        return None
    value, other = one.values[task], base.values[task]
    return Delta(points(value) - points(other), differences(value, other, alike, template))


def mean_delta(one: ScoreSet, base: ScoreSet, alike: Sequence[str], template: Template) -> Delta | None:
    """The difference of the exact means, None where one of them is incomplete."""
    mine, theirs = one.mean, base.mean
    if mine is None or theirs is None:
        return None
    tasks = one.benchmark.mean_tasks
    each = [differences(one.values[t], base.values[t], alike, template) for t in tasks]
    return Delta(mine - theirs, united(each))
