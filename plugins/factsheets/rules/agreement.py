# Rules on figures that follow from each other. Comes in: derived values with their checks.
"""Do the figures of a sheet agree, within the precision that they are stated with?"""

from collections.abc import Iterator
from decimal import Decimal

from factsheets.codes import Code
from factsheets.compare_metrics import shown
from factsheets.diagnostics import Where
from factsheets.model import Catalog, Derived, Sheet, Value
from factsheets.questions import Metric
from factsheets.rules.kind import Hit, rule
from factsheets.rules.look import fits, score_sets, scored_fact, stated
from factsheets.scores import decimals_of, half_digit, points, shown_score
from factsheets.show import amount, fixed

_PAIR = "performance:\n  accuracy: {benchmark: pair, conditions: {split: validation, runs: 5}, scores: "


def _place(sheet: Sheet, derived: Derived) -> tuple[str, Where]:
    """Where a derived value belongs: its own fact where it is stated, else its first input's."""
    facts = [fact for fact, _, _ in stated(sheet, derived.metric)]
    facts += [sheet.facts[i.path] for i in derived.inputs if not i.hardware and i.path in sheet.facts]
    return (facts[0].spec.path, facts[0].where) if facts else ("", sheet.document.where())


def _bounded(derived: Derived, metric: Metric) -> str:
    """A derived value with the interval that the precision of its inputs allows."""
    if derived.low == derived.high:
        return shown(derived, metric)
    least, most = (amount(bound, metric.unit, 4) for bound in (derived.low, derived.high))
    return f"{shown(derived, metric)} [{least} to {most}]"


def _batch(derived: Derived, sheet: Sheet) -> str:
    """The batch size at which the figures would agree, where it was worked out."""
    found = [d for d in sheet.derived if d.metric == "implied_batch_size"]
    if len(found) != 1 or derived.metric not in {"energy_efficiency", "latency"}:
        return ""
    stated_batch, implied = derived.condition("batch_size"), fixed(found[0].si, 1)
    if stated_batch and f"{stated_batch.value}.0" == implied:
        return ""  # the rounding of the figures hides what is wrong
    return f"; they agree at batch {implied}"


@rule(
    "FS301",
    "warning",
    Code(
        "A stated figure does not follow from the others",
        "Two facts of one sheet that exclude each other cannot both be read. Often a batch size is wrong or missing.",
        "Correct one of the figures, or its batch size. Where both stand so in the source, or the hardware works on "
        "several batches at once, say it in a waiver.",
        "performance:\n  latency: {value: 0.19 ms, conditions: {batch_size: 1}}\n"
        "  power: {value: 3.13 W, conditions: {boundary: chip}}\n"
        "  energy_efficiency: {value: 6589 inference/s/W, conditions: {batch_size: 1, boundary: chip}}",
        "performance:\n  latency: {value: 0.19 ms, conditions: {batch_size: 4}}\n"
        "  power: {value: 3.13 W, conditions: {boundary: chip}}\n"
        "  energy_efficiency: {value: 6589 inference/s/W, conditions: {batch_size: 4, boundary: chip}}",
    ),
)
def stated_figures_agree(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """A stated value against what a formula gives for it, over the intervals of all inputs."""
    for derived, stated_as in _contradictions(sheet).values():
        path, where = _place(sheet, derived)
        gives = _bounded(derived, catalog.template.metrics[derived.metric])
        working = f"{stated_as} is stated; {derived.formula} = {gives}: does not agree"
        yield Hit(path, where, working + _batch(derived, sheet))


def _contradictions(sheet: Sheet) -> dict[tuple[frozenset[str], str], tuple[Derived, str]]:
    """One contradiction for each set of facts that cannot all be right, and each batch, with what is stated.

    Of three figures each follows from the other two; that is one fault and told once.
    """
    found = {}
    for derived in sheet.derived:
        for check in derived.checks:
            if not check.formula and not check.agrees:
                facts = {f" {fact.spec.path}" for fact, _, _ in stated(sheet, derived.metric)}
                batch = derived.condition("batch_size")
                key = derived.doubted | facts, batch.value if batch else ""
                found[key] = (derived, check.shown)
    return found


@rule(
    "FS302",
    "warning",
    Code(
        "Two ways to one figure do not agree",
        "What is worked out is shown, and readers compare it; here it depends on which facts one believes.",
        "Correct one of the facts that it follows from, or their conditions. Where the hardware works on several "
        "batches at once, more comes out than a batch in each latency: say it in a waiver.",
        "performance:\n  latency: {value: 1 ms, conditions: {batch_size: 1}}\n"
        "  power: {value: 2 W, conditions: {boundary: chip}}\n"
        "  throughput: {value: 100 inference/s, conditions: {batch_size: 1}}\n"
        "  energy_efficiency: {not_known: No efficiency is given.}",
        "performance:\n  latency: {value: 1 ms, conditions: {batch_size: 1}}\n"
        "  power: {value: 2 W, conditions: {boundary: chip}}\n"
        "  throughput: {value: 1000 inference/s, conditions: {batch_size: 1}}\n"
        "  energy_efficiency: {not_known: No efficiency is given.}",
    ),
)
def two_ways_agree(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """Two formulas for one derived value whose intervals do not meet, where no stated value is at fault."""
    told = [facts for facts, _ in _contradictions(sheet)]
    for derived in sheet.derived:
        for check in derived.checks:
            if check.formula and not check.agrees and not any(derived.doubted <= facts for facts in told):
                path, where = _place(sheet, derived)
                metric = catalog.template.metrics[derived.metric]
                gives = _bounded(derived, metric)
                message = f"{metric.title.lower()}: {derived.formula} = {gives}, but {check.formula} = {check.shown}"
                yield Hit(path, where, message)


@rule(
    "FS303",
    "warning",
    Code(
        "A printed mean is not the mean of its scores",
        "Either a score or the mean is wrong, or the mean is over other tasks. What rounding "
        "of the scores and of the mean explains is accepted.",
        "Correct it, or say in a waiver what the mean is over.",
        _PAIR + "{one: 90.0, two: 80.0}, mean: 84.0}",
        _PAIR + "{one: 90.0, two: 80.0}, mean: 85.0}",
    ),
)
def printed_means_agree(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """The mean as published against the mean of the scores, where the task list is complete."""
    for scores in score_sets(catalog, sheet, quoted=True):
        printed = scores.published_mean
        mean = scores.mean if printed else None
        if printed is None or mean is None:
            continue
        decimals = decimals_of(printed)
        averaged = [half_digit(scores.values[task]) for task in scores.benchmark.mean_tasks]
        doubt = half_digit(printed) + sum(averaged, Decimal(0)) / len(averaged)  # the scores are rounded, too
        if abs(points(printed) - mean) > doubt:
            exact = fixed(mean, decimals + 2)
            tasks = f"{len(scores.benchmark.mean_tasks)} tasks of {scores.benchmark.name}"
            message = f"{shown_score(printed)} is printed as the mean; the mean of the {tasks} is {exact}"
            yield Hit(scored_fact(sheet), printed.where, message)


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
    """Weights and operations on tiles against those of the network, and area against the die's."""
    for part, whole in (("weights_on_tiles", "parameters"), ("operations_on_tiles", "operations")):
        for fact, value, small in stated(sheet, part):
            for _, other, large in stated(sheet, whole):
                if fits(value, other) and small.low > large.high:
                    title = catalog.template.metrics[whole].title.lower()
                    message = f"{_said(value)} {fact.spec.title.lower()}, of {_said(other)} {title} in all"
                    yield Hit(fact.spec.path, value.where, message)


def _said(value: Value) -> str:
    return f"{getattr(value.content, 'number', '')} {getattr(value.content, 'unit', '')}".strip()
