# Rules on what must stand beside a figure. Comes in: values with their conditions and evidence.
"""Does each figure say what a reader needs before comparing it?"""

from collections.abc import Iterator

from factsheets.codes import Code
from factsheets.model import Catalog, Scores, Sheet, Value
from factsheets.rules.kind import Hit, rule
from factsheets.units import Quantity

#: Metrics of one batch, and those that depend on what they include.
_OF_A_BATCH = ("latency", "operations", "operations_on_tiles", "energy_per_inference", "energy_efficiency")
_WITHIN = ("power", "energy_per_inference", "energy_efficiency", "compute_efficiency")


def _stated(sheet: Sheet, metrics: tuple[str, ...]) -> Iterator[tuple[str, str, Value]]:
    """Path, title and value of every quantity of some metrics."""
    for path, fact in sheet.facts.items():
        if fact.spec.metric in metrics:
            yield from (
                (path, fact.spec.title, value) for value in fact.values if isinstance(value.content, Quantity)
            )


@rule(
    "FS320",
    "note",
    Code(
        "A figure of a batch without the batch size",
        "Latency, operations and energy depend on how many inputs go through together. At batch 4 the same figure is worth "
        "four times as much as at batch 1.",
        "Add batch_size to its conditions; as {value: 4, inferred: reason} where it follows from other facts.",
        "performance:\n  latency: 0.19 ms",
        "performance:\n  latency: {value: 0.19 ms, conditions: {batch_size: 4}}",
    ),
)
def figures_of_a_batch_say_its_size(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """Batch size among the conditions of what is measured for a batch; MLPerf's scenarios imply one."""
    for path, title, value in _stated(sheet, _OF_A_BATCH):
        if value.condition("batch_size") is None and value.condition("scenario") is None:
            yield Hit(path, value.where, f"{title.lower()} is stated without a batch size")


@rule(
    "FS321",
    "note",
    Code(
        "Power or energy without a boundary",
        "A tile looks more frugal than the chip around it, and the chip more than the machine it stands in.",
        "Add boundary to its conditions: tile, chip, board, wall or system.",
        "performance:\n  power: 3.13 W",
        "performance:\n  power: {value: 3.13 W, conditions: {boundary: chip}}",
    ),
)
def energy_says_what_it_includes(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """Boundary among the conditions of power, energy and efficiency."""
    for path, title, value in _stated(sheet, _WITHIN):
        if value.condition("boundary") is None:
            yield Hit(path, value.where, f"{title.lower()} does not say what it includes")


@rule(
    "FS322",
    "note",
    Code(
        "A number without a source",
        "Nobody can look it up.",
        "Name a key of sheets/references.yaml in source, here or further out.",
        "performance:\n  power: {value: 3.13 W, basis: measured}",
        "source: paper2026\nperformance:\n  power: {value: 3.13 W, basis: measured}",
    ),
)
def numbers_have_a_source(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """Every quantity, and every table of scores, names where it stands."""
    for path, fact in sheet.facts.items():
        for value in fact.values:
            if isinstance(value.content, Quantity | Scores) and not value.evidence.source:
                yield Hit(path, value.where, f"{fact.spec.title.lower()} is unsourced")


@rule(
    "FS323",
    "note",
    Code(
        "A number without a basis",
        "Measured, simulated or estimated: without it a reader takes it for measured.",
        "Add basis: measured, emulated, simulated or estimated; not-stated where the source does not say.",
        "performance:\n  power: 3.13 W",
        "performance:\n  power: {value: 3.13 W, basis: estimated}",
    ),
)
def numbers_have_a_basis(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """Every quantity that a metric measures, and every table of scores, says how it came about."""
    for path, fact in sheet.facts.items():
        for value in fact.values:
            measured = isinstance(value.content, Scores) or (
                isinstance(value.content, Quantity) and fact.spec.metric
            )
            if measured and not value.evidence.basis:
                yield Hit(path, value.where, f"{fact.spec.title.lower()} does not say how it came about")


@rule(
    "FS324",
    "note",
    Code(
        "A refresh interval without scores at that age",
        "When weights must be written again says little unless one knows how good they still are by then.",
        "State accuracy_over_time up to the interval, or say that it is not known.",
        "inference:\n  refresh_interval: 4 week",
        "inference:\n  refresh_interval: 4 week\nrobustness:\n  accuracy_over_time:\n"
        "    - {value: 80.6 %, conditions: {time_since_programming: 1 h}}\n"
        "    - {value: 80.1 %, conditions: {time_since_programming: 4 week}}",
    ),
)
def a_refresh_interval_comes_with_scores(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """Some value of the sheet holds under a time since programming, where it states a refresh interval."""
    aged = any(
        value.condition("time_since_programming") for fact in sheet.facts.values() for value in fact.values
    )
    for path, title, value in _stated(sheet, ("refresh_interval",)) if not aged else ():
        yield Hit(path, value.where, f"{title.lower()} is stated, but no score at any age")
