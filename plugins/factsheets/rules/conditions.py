# Rules on what must stand beside a figure. Comes in: values with their conditions.
"""Does each figure say what a reader needs before comparing it?"""

from collections.abc import Iterator

from factsheets.codes import Code
from factsheets.model import Catalog, Sheet
from factsheets.rules.kind import Hit, rule
from factsheets.rules.look import meant, score_sets, scored_fact, stated

#: Metrics of one batch, and those that depend on what they include.
_OF_A_BATCH = ("latency", "operations", "operations_on_tiles", "energy_per_inference", "energy_efficiency")
_WITHIN = ("power", "energy_per_inference", "energy_efficiency", "compute_efficiency")
_SCORES = "performance:\n  accuracy: {{benchmark: pair, conditions: {{split: validation{more}}}, scores: {{one: 90.06}}}}"


@rule(
    "FS320",
    "note",
    Code(
        "A figure of a batch without the batch size",
        "Latency, operations and energy depend on how many inputs go through together. At batch 4 the same figure is worth "
        "four times as much as at batch 1.",
        "Add batch_size to its conditions; as {value: 4, inferred: reason} where it follows from other facts.",
        "performance:\n  latency: 0.19 ms\n  energy_efficiency: {not_known: No efficiency is given.}",
        "performance:\n  latency: {value: 0.19 ms, conditions: {batch_size: 4}}\n"
        "  energy_efficiency: {not_known: No efficiency is given.}",
    ),
)
def figures_of_a_batch_say_its_size(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """Batch size among the conditions of what is measured for a batch; MLPerf's scenarios imply one."""
    for fact, value, _ in stated(sheet, *_OF_A_BATCH):
        if value.condition("batch_size") is None and value.condition("scenario") is None:
            yield Hit(
                fact.spec.path, value.where, f"{fact.spec.title.lower()} is stated without a batch size"
            )


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
    for fact, value, _ in stated(sheet, *_WITHIN):
        if value.condition("boundary") is None:
            yield Hit(fact.spec.path, value.where, f"{fact.spec.title.lower()} does not say what it includes")


@rule(
    "FS312",
    "note",
    Code(
        "Analog scores without a time since programming",
        "Analog weights drift: a score holds for some time after they were written, and is worse later.",
        "Add time_since_programming to the conditions; where the source does not say, leave it and know.",
        _SCORES.format(more=""),
        _SCORES.format(more=", time_since_programming: 1 h"),
    ),
)
def analog_scores_have_an_age(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """Any score of an analog model whose conditions do not say how old its weights are."""
    for scores in score_sets(catalog, sheet) if sheet.kind == "analog" else ():
        ageless = [v for v in scores.values.values() if v.condition("time_since_programming") is None]
        if ageless:
            message = f"{scores.benchmark.name}: nothing says how long after programming the scores hold"
            yield Hit(scored_fact(sheet), ageless[0].where, message)


@rule(
    "FS313",
    "note",
    Code(
        "Analog scores without runs or deviation",
        "Writing analog weights is random: two chips, or two programmings of one, score differently.",
        "State n_runs and std, or runs among the conditions.",
        _SCORES.format(more=""),
        _SCORES.format(more=", runs: 5"),
    ),
)
def analog_scores_have_runs(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """Any score of an analog model that does not say how many runs it stands for."""
    for scores in score_sets(catalog, sheet) if sheet.kind == "analog" else ():
        single = [v for v in scores.values.values() if not (v.n_runs or v.std or v.condition("runs"))]
        if single:
            message = (
                f"{scores.benchmark.name}: nothing says how many runs the scores stand for, or how they vary"
            )
            yield Hit(scored_fact(sheet), single[0].where, message)


@rule(
    "FS324",
    "note",
    Code(
        "A refresh interval without scores at that age",
        "When weights must be written again says little unless one knows how good they still are by then.",
        "State scores over time up to the interval, or say that they are not known.",
        "inference:\n  refresh_interval: 4 week\nrobustness:\n  accuracy_over_time: {not_known: No series is given.}\n"
        "performance:\n  accuracy:\n    benchmark: pair\n    scores: {one: 90.06}",
        "inference:\n  refresh_interval: 4 week\nrobustness:\n  accuracy_over_time:\n"
        "    - {value: 80.6 %, conditions: {time_since_programming: 1 h}}\n"
        "    - {value: 80.1 %, conditions: {time_since_programming: 4 week}}",
    ),
)
def a_refresh_interval_comes_with_scores(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """Some value of the sheet holds under a time since programming, where it states a refresh interval."""
    for fact, value, _ in stated(sheet, "refresh_interval"):
        if _aged(catalog, sheet):
            return
        message = f"{fact.spec.title.lower()} is stated, but no score at any age"
        yield Hit(fact.spec.path, value.where, message)


def _aged(catalog: Catalog, sheet: Sheet) -> bool:
    """Whether some value holds under a time since programming."""
    values = [v for fact in sheet.facts.values() for v in fact.values]
    values += [v for scores in score_sets(catalog, sheet) for v in scores.all_values]
    return any(v.condition("time_since_programming") for v in values)


@rule(
    "FS326",
    "note",
    Code(
        "Power without what the hardware did",
        "An analog chip draws one power while it computes, another while it is idle, and far more while weights are written.",
        "Add state to the conditions: idle, inference, programming or training.",
        "performance:\n  power: {value: 3.13 W, conditions: {boundary: chip}}\n  power_by_state: {not_known: No other power is given.}",
        "performance:\n  power: {value: 3.13 W, conditions: {boundary: chip, state: inference}}",
    ),
)
def power_says_what_was_done(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """State among the conditions of an analog model's power."""
    for fact, value, _ in stated(sheet, "power") if sheet.kind == "analog" else ():
        if value.condition("state") is None:
            message = f"{fact.spec.title.lower()} does not say what the hardware did"
            yield Hit(fact.spec.path, value.where, message)


@rule(
    "FS328",
    "warning",
    Code(
        "Noise that is relative to nothing",
        "A noise of 0.1 is a tenth of something: of the largest weight, of a conductance, or a factor on a measured noise.",
        "Say what it is relative to, or that it is not known.",
        "training:\n  noise: {weight: 1.0}",
        "training:\n  noise: {weight: 1.0, relative_to: the largest weight of the layer}",
    ),
)
def noise_is_relative_to_something(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """The fact that says what noise is relative to, where the strength of some noise is stated."""
    strengths = [fact for fact in meant(sheet, "noise-strength") if fact.values]
    if strengths and not meant(sheet, "noise-reference"):
        names = ", ".join(fact.spec.title.lower() for fact in strengths)
        message = f"{names}: nothing says what the figures are relative to"
        yield Hit(strengths[0].spec.path, strengths[0].where, message)


@rule(
    "FS325",
    "note",
    Code(
        "A drift model without a number",
        "Devices drift with an exponent, from a time on. Without them nobody can repeat the training or the simulation.",
        "State the exponent and the time it starts from, or name the model so that they can be looked up.",
        "training:\n  noise: {weight: 1.0, relative_to: the largest weight, drift_model: that of the devices}",
        "training:\n  noise: {weight: 1.0, relative_to: the largest weight, drift_model: 'PCM, exponent 0.05 from 20 s on'}",
    ),
)
def drift_models_have_numbers(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """A digit in the text of a drift model."""
    for fact in meant(sheet, "drift-model"):
        for value in fact.values:
            if not any(c.isdigit() for c in getattr(value.content, "text", "")):
                message = f"{fact.spec.title.lower()} has no exponent, time or other number"
                yield Hit(fact.spec.path, value.where, message)
