# Derived values below the facts of a block. Comes in: items of a view. Goes out: lines to be shown, each
# with its formula, its inputs and its checks one click away.
"""How derived values came about, in words."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from factsheets.compare_metrics import amount_of, shown
from factsheets.conditions import Condition
from factsheets.model import Derived, Input
from factsheets.questions import Template
from factsheets.view import Item


class Line(Struct, frozen=True):
    """One derived value."""

    shown: str
    words: str
    formula: str
    conditions: tuple[Condition, ...]
    inputs: tuple[Input, ...]
    basis: str
    note: str
    checks: tuple[str, ...]


class WorkedOut(Struct, frozen=True):
    """The derived values of one metric: a single one, or several under different conditions."""

    title: str
    summary: str
    check: bool  # of what the sheet states
    agrees: bool
    lines: tuple[Line, ...]


def worked_out(items: Iterable[Item], template: Template) -> Iterator[WorkedOut]:
    """What was derived for the facts of a block, metric by metric."""
    for item in items:
        by_metric: dict[tuple[str, bool], list[Derived]] = {}
        for derived in (*item.derived, *item.beside):
            by_metric.setdefault((derived.metric, derived.stated), []).append(derived)
        for (key, stated), values in by_metric.items():
            yield _worked_out(key, values, template, stated=stated)


def _worked_out(key: str, values: list[Derived], template: Template, *, stated: bool) -> WorkedOut:
    metric = template.metrics[key]
    texts = [shown(value, metric) for value in sorted(values, key=amount_of)]
    summary = texts[0] if len(texts) == 1 else f"{len(texts)} values, {texts[0]} to {texts[-1]}"
    lines = tuple(_line(value, shown(value, metric)) for value in values)
    agrees = all(check.agrees for value in values for check in value.checks if not check.formula)
    return WorkedOut(metric.title, summary, stated, agrees, lines)


def _line(derived: Derived, text: str) -> Line:
    checks = tuple(
        (f"{check.formula} = {check.shown}" if check.formula else f"Stated: {check.shown}")
        + (": agrees" if check.agrees else ": does not agree")
        + " within the stated precision"
        for check in derived.checks
    )
    return Line(
        text, derived.words, derived.formula, derived.conditions, derived.inputs, derived.evidence.basis,
        derived.note, checks,
    )  # fmt: skip
