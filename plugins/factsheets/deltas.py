# Differences between scores. Comes in: two sets of scores, what must be alike. Goes out: differences in
# points with what makes them unfair, the share retained, and an interval from the number of examples.
"""A score against a baseline's."""

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from factsheets.alike import Difference, Sided, differences, united
from factsheets.model import Task, Value
from factsheets.questions import Metric, Template
from factsheets.scores import ScoreSet, bounded, decimals_of, metric_of, points
from factsheets.show import fixed, signed

#: Half the width of a normal distribution that holds 95 %.
_Z = Decimal("1.96")


class Delta(Struct, frozen=True):
    """A difference in points, positive where the score is better, with what makes it unfair."""

    points: Decimal
    unlike: tuple[Difference, ...]
    decimals: int
    retained: Decimal | None = None  # in percent of the baseline
    half_width: Decimal | None = None  # of the 95 % interval, from the numbers of examples alone

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

    @property
    def shown(self) -> str:
        """For a cell: signed, and marked where the pair is not alike."""
        return ("≠ " if self.unlike else "") + signed(self.points, self.decimals)

    @property
    def margin(self) -> str:
        """The half width of the interval, for a cell; "" where it is not known."""
        return f"±{fixed(self.half_width, 1)}" if self.half_width is not None else ""

    @property
    def share(self) -> str:
        """The share retained, for a cell, marked like the difference; "" where it makes no sense."""
        mark = "≠ " if self.unlike else ""
        return f"{mark}{fixed(self.retained, 1)} %" if self.retained is not None else ""


def task_delta(
    one: ScoreSet, base: ScoreSet, task: str, alike: Sequence[str], template: Template
) -> Delta | None:
    """The difference on one task, None where one of the two has no score."""
    if task not in one.values or task not in base.values:
        return None
    value, other = one.values[task], base.values[task]
    return value_delta(one, base, value, other, alike, template, one.benchmark.tasks[task])


def value_delta(
    one: ScoreSet,
    base: ScoreSet,
    value: Value,
    other: Value,
    alike: Sequence[str],
    template: Template,
    task: Task | None = None,
) -> Delta | None:
    """The difference of two stated scores; of errors, that of the scores that they leave. None of a bound.

    With the task of the scores, it has its interval as well.
    """
    if bounded(value) or bounded(other):
        return None
    unlike = differences(Sided(value, one.kind), Sided(other, base.kind), alike, template)
    metric = metric_of(value, template)
    difference = points(value) - points(other)
    return Delta(
        points=-difference if metric and metric.better == "lower" else difference,
        unlike=unlike,
        decimals=min(one.decimals, decimals_of(value), decimals_of(other)),
        retained=_retained(points(value), points(other), metric),
        half_width=_half_width(value, other, task, template) if task and not unlike else None,
    )


def mean_delta(one: ScoreSet, base: ScoreSet, alike: Sequence[str], template: Template) -> Delta | None:
    """The difference of the exact means, None where one of them is incomplete."""
    mine, theirs = one.mean, base.mean
    if mine is None or theirs is None:
        return None
    pairs = [(one.values[t], base.values[t]) for t in one.benchmark.mean_tasks]
    each = [differences(Sided(v, one.kind), Sided(o, base.kind), alike, template) for v, o in pairs]
    retained = mine / theirs * 100 if theirs > 0 else None
    return Delta(mine - theirs, united(each), one.decimals, retained=retained)


def _retained(mine: Decimal, theirs: Decimal, metric: Metric | None) -> Decimal | None:
    """The share of the baseline's score that is left; of an error rate, 100 minus it is the score."""
    if metric is None or (metric.better == "lower" and not metric.complement):
        return None
    if metric.complement:
        mine, theirs = 100 - mine, 100 - theirs
    return mine / theirs * 100 if theirs > 0 else None


def _half_width(value: Value, other: Value, task: Task, template: Template) -> Decimal | None:
    """1.96 standard errors of a difference of two shares, taken as independent.

    Both models answer the same examples, so the true interval is rather narrower; runs and seeds,
    which it does not know, make it wider.
    """
    variance = Decimal(0)
    for score in (value, other):
        metric, count = metric_of(score, template), examples(score, task)
        share = points(score) / 100
        if metric is None or not metric.proportion or not count or not 0 <= share <= 1:
            return None
        variance += share * (1 - share) / count
    return _Z * variance.sqrt() * 100


def examples(value: Value, task: Task) -> int:
    """How many examples were scored: as stated, else the exact size of the split; 0 where unknown."""
    stated, split = value.condition("n"), value.condition("split")
    text = stated.value if stated else task.sizes.get(split.value, "") if split else ""
    return int(text) if text.isascii() and text.isdigit() else 0
