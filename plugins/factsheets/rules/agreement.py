# Rules on figures that follow from each other. Comes in: derived values with their checks.
"""Do the figures of a sheet agree, within the precision that they are stated with?"""

from collections.abc import Iterator
from decimal import Decimal

from factsheets.codes import Code
from factsheets.compare_metrics import shown
from factsheets.diagnostics import Where
from factsheets.model import Catalog, Derived, Fact, Scores, Sheet, Value
from factsheets.rules.kind import Hit, rule
from factsheets.scores import points, score_set, shown_score
from factsheets.show import fixed
from factsheets.units import Quantity


def _fact_of(sheet: Sheet, metric: str) -> Fact | None:
    """The stated fact of a metric."""
    return next((f for f in sheet.facts.values() if f.spec.metric == metric and f.values), None)


def _place(sheet: Sheet, derived: Derived) -> tuple[str, Where]:
    """Where a derived value belongs: its own fact where it is stated, else its first input's."""
    fact = _fact_of(sheet, derived.metric)
    paths = [i.path for i in derived.inputs if not i.hardware and i.path in sheet.facts]
    fact = fact or (sheet.facts[paths[0]] if paths else None)
    return (fact.spec.path, fact.where) if fact else ("", sheet.document.where())


@rule(
    "FS301",
    "warning",
    Code(
        "A stated figure does not follow from the others",
        "Two facts of one sheet that exclude each other cannot both be read. Often a batch size is wrong or missing.",
        "Correct one of the figures, or its batch size; where both stand so in the source, say it in a waiver.",
        "performance:\n  latency: {value: 0.19 ms, conditions: {batch_size: 1}}\n  power: 3.13 W\n"
        "  energy_efficiency: 6589 inference/s/W",
        "performance:\n  latency: {value: 0.19 ms, conditions: {batch_size: 4}}\n  power: 3.13 W\n"
        "  energy_efficiency: 6589 inference/s/W",
    ),
)
def stated_figures_agree(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """A stated value against what a formula gives for it, over the intervals of all inputs."""
    for derived in sheet.derived:
        for check in derived.checks:
            if not check.formula and not check.agrees:
                path, where = _place(sheet, derived)
                gives = shown(derived, catalog.template.metrics[derived.metric])
                yield Hit(
                    path, where, f"{check.shown} is stated; {derived.formula} = {gives}: does not agree"
                )


@rule(
    "FS302",
    "warning",
    Code(
        "Two ways to one figure do not agree",
        "What is worked out is shown, and readers compare it; here it depends on which facts one believes.",
        "Correct one of the facts that it follows from, or their conditions.",
        "performance:\n  latency: {value: 1 ms, conditions: {batch_size: 1}}\n  power: 2 W\n"
        "  throughput: {value: 100 inference/s, conditions: {batch_size: 1}}",
        "performance:\n  latency: {value: 1 ms, conditions: {batch_size: 1}}\n  power: 2 W\n"
        "  throughput: {value: 1000 inference/s, conditions: {batch_size: 1}}",
    ),
)
def two_ways_agree(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """Two formulas for one derived value whose intervals do not meet."""
    for derived in sheet.derived:
        for check in derived.checks:
            if check.formula and not check.agrees:
                path, where = _place(sheet, derived)
                metric = catalog.template.metrics[derived.metric]
                gives = shown(derived, metric)
                message = f"{metric.title.lower()}: {derived.formula} = {gives}, but {check.formula} = {check.shown}"
                yield Hit(path, where, message)


@rule(
    "FS303",
    "warning",
    Code(
        "A printed mean is not the mean of its scores",
        "Either a score or the mean is wrong, or the mean is over other tasks. Rounding half up and half to even are both "
        "accepted.",
        "Correct it, or say in the note of the mean what it is over.",
        "performance:\n  accuracy: {benchmark: pair, scores: {one: 90.0, two: 80.0}, mean: 84.0}",
        "performance:\n  accuracy: {benchmark: pair, scores: {one: 90.0, two: 80.0}, mean: 85.0}",
    ),
)
def printed_means_agree(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """The mean as published against the mean of the scores, where the task list is complete."""
    for benchmark in catalog.benchmarks.values():
        scores = score_set(sheet, benchmark, {}, catalog.template)
        if scores is None or scores.mean is None or scores.published_mean is None:
            continue
        printed = scores.published_mean
        half = Decimal(5).scaleb(-_decimals(printed) - 1)
        if abs(points(printed) - scores.mean) > half:
            exact = fixed(scores.mean, _decimals(printed) + 2)
            tasks = f"{len(benchmark.mean_tasks)} tasks of {benchmark.name}"
            message = f"{shown_score(printed)} is printed as the mean; the mean of the {tasks} is {exact}"
            yield Hit(_path_of(sheet, printed), printed.where, message)


def _decimals(value: Value) -> int:
    assert isinstance(value.content, Quantity)  # scores are quantities
    return max(0, -int(Decimal(value.content.number).as_tuple().exponent))


def _path_of(sheet: Sheet, value: Value) -> str:
    """The fact whose table holds a score."""
    for path, fact in sheet.facts.items():
        for table in fact.values:
            content = table.content
            if isinstance(content, Scores) and (
                content.mean is value or any(value in found for found in content.scores.values())
            ):
                return path
    return ""


@rule(
    "FS304",
    "warning",
    Code(
        "A part is larger than its whole",
        "What runs on tiles is part of the network: its weights and operations are at most those of the whole.",
        "Exchange the two, or correct the unit of one.",
        "parameters:\n  weights: 85 M\n  weights_on_tiles: 110 M",
        "parameters:\n  weights: 110 M\n  weights_on_tiles: 85 M",
    ),
)
def parts_fit_into_their_whole(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """Weights and operations on tiles against those of the network, under the same conditions."""
    for part, whole in (("weights_on_tiles", "parameters"), ("operations_on_tiles", "operations")):
        small, large = _fact_of(sheet, part), _fact_of(sheet, whole)
        for one in small.values if small else ():
            for other in large.values if large else ():
                alike = all(one.condition(c.key) in {None, c} for c in other.conditions)
                if small and alike and _low(one) > _high(other):
                    message = f"{small.spec.title.lower()} are more than the {whole} of the network"
                    yield Hit(small.spec.path, one.where, message)


def _low(value: Value) -> Decimal:
    assert isinstance(value.content, Quantity)  # only quantities carry these metrics
    return value.content.low


def _high(value: Value) -> Decimal:
    assert isinstance(value.content, Quantity)  # only quantities carry these metrics
    return value.content.high
