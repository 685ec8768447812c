# Rules on hardware. Comes in: a sheet's facts on machines, and the catalog's hardware.
"""Do the facts on machines fit together, and is the hardware described?"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from factsheets.codes import Code
from factsheets.derive import hardware_of
from factsheets.model import Catalog, Fact, Sheet, Size, Text
from factsheets.rules.kind import Hit, rule
from factsheets.rules.look import meant, score_sets, scored_fact, stated, texts
from factsheets.show import spelled
from factsheets.units import Quantity

#: "trained on AiMOS", "training used a node of the CCC cluster": what stands in the rest of the clause.
_TRAINED = re.compile(
    r"\btrain(?:ed|ing)\b[^.;]{0,200}?\b(?:on|using|used|with)\b([^.;]{0,200})", re.IGNORECASE
)
#: Names of machines as they are written: AiMOS, V100, TPU, CCC.
_NAME = re.compile(r"\b(?=\w*[A-Z]\w*[A-Z0-9])[A-Za-z][\w-]+\b")
#: Names of firms, and words in capitals that name no machine.
_NO_MACHINE = frozenset(
    {"NVIDIA", "IBM", "AMD", "GPU", "GPUS", "CPU", "GLUE", "BERT", "PCM", "FP32", "FP16", "HWA", "SGD"}
)
_COSTS = ("power", "area", "energy_per_inference", "energy_efficiency")


def _names(text: str) -> set[str]:
    return {name.upper() for name in _NAME.findall(text)} - _NO_MACHINE


def _machines(catalog: Catalog, facts: Iterable[Fact]) -> set[str]:
    """Names in the facts that say what the model was trained on, and those of the hardware that they refer to."""
    found: set[str] = set()
    for text in [v.content.text for fact in facts for v in fact.values if isinstance(v.content, Text)]:
        found |= _names(catalog.hardware[text].name if text in catalog.hardware else text)
    return found


@rule(
    "FS340",
    "warning",
    Code(
        "Two machines for one training",
        "One text says where the model was trained, and another names a different machine.",
        "Name all machines and what each was for in one place.",
        "training:\n  method: The model was trained using the AiMOS supercomputer.\nhardware:\n  training: a node with one V100",
        "training:\n  method: The model was trained using a node with one V100.\nhardware:\n  training: a node with one V100",
    ),
)
def one_training_has_one_machine(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """Machines in clauses on training against those of the facts that are asked for them."""
    stated_names = _machines(catalog, meant(sheet, "training-hardware"))
    for fact, value, text, folded in texts(sheet) if stated_names else ():
        if fact.spec.meaning != "training-hardware" and "tra" in folded:
            named = set[str]().union(*(_names(clause) for clause in _TRAINED.findall(text)))
            if named and not named & stated_names:
                said, other = ", ".join(sorted(named)), ", ".join(sorted(stated_names))
                message = (
                    f"{fact.spec.title.lower()} says that {said} trained the model; elsewhere it is {other}"
                )
                yield Hit(fact.spec.path, value.where, message)


@rule(
    "FS341",
    "warning",
    Code(
        "Called measured, but evaluated elsewhere",
        "A score that ran on a GPU was simulated, however good the model of the chip.",
        "Set the basis to simulated or emulated, or correct where the model was evaluated.",
        "hardware:\n  evaluation: one node with a single GPU\nperformance:\n  accuracy: {benchmark: pair, basis: measured, conditions: {split: validation}, scores: {one: 90.06}}",
        "hardware:\n  evaluation: one node with a single GPU\nperformance:\n  accuracy: {benchmark: pair, basis: simulated, conditions: {split: validation}, scores: {one: 90.06}}",
    ),
)
def measured_means_on_the_hardware(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """Scores of an analog model with basis measured, where the evaluation names a GPU, a CPU or digital hardware."""
    if sheet.kind != "analog":
        return
    digital = [entity.name for entity in catalog.hardware.values() if entity.kind == "digital"]
    said = [
        v.content.text
        for f in meant(sheet, "evaluation-hardware")
        for v in f.values
        if isinstance(v.content, Text)
    ]
    named = [
        m for text in said for m in [*re.findall(r"\b[GCT]PUs?\b", text), *(d for d in digital if d in text)]
    ]
    for scores in score_sets(catalog, sheet) if named else ():
        first = next(iter(scores.all_values), None)
        if first and first.evidence.basis == "measured":
            message = (
                f"the scores on {scores.benchmark.name} are called measured, but were evaluated on {named[0]}"
            )
            yield Hit(scored_fact(sheet), first.where, message)


@rule(
    "FS342",
    "warning",
    Code(
        "A fact that is not the hardware's",
        "The sheet and the file of its hardware state the same thing differently. One of them is of another chip.",
        "Correct one of the two, or name the hardware that is meant.",
        "hardware: {inference: chip}\nparameters:\n  tile_size: 563 x 512",
        "hardware: {inference: chip}\nparameters:\n  tile_size: 512 x 512",
    ),
)
def facts_are_those_of_the_hardware(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """Sizes with a metric that the hardware states, too."""
    hardware = hardware_of(catalog, sheet)
    if not hardware:
        return
    theirs = {f.spec.metric: f for f in hardware.facts.values() if f.spec.metric}
    for fact in sheet.facts.values():
        other = theirs.get(fact.spec.metric)
        for value in fact.values if other else ():
            sizes = [v.content.sides for v in other.values if isinstance(v.content, Size)] if other else []
            if isinstance(value.content, Size) and sizes and value.content.sides not in sizes:
                one, two = (" x ".join(map(str, sides)) for sides in (value.content.sides, sizes[0]))
                title = fact.spec.title.lower()
                message = f"{title} is {one} here, and {two} in the file of {hardware.name}"
                yield Hit(fact.spec.path, value.where, message)


@rule(
    "FS309",
    "warning",
    Code(
        "More than the hardware can have",
        "A board draws no more than its limit, and a model takes no more area than the die.",
        "Correct the figure, its unit or its boundary, or the hardware's.",
        "hardware: {inference: chip}\nperformance:\n  area: 900 mm2",
        "hardware: {inference: chip}\nperformance:\n  area: 700 mm2",
    ),
)
def figures_fit_the_hardware(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """Power of chip or board against the board's limit, area against that of the die; for as many as there are."""
    hardware = hardware_of(catalog, sheet)
    counts = [v.content for f in meant(sheet, "chips") for v in f.values]
    chips = max([c.si for c in counts if isinstance(c, Quantity)], default=Decimal(1))
    for mine, most in (("power", "power_limit"), ("area", "die_area")) if hardware else ():
        limits = [f for f in hardware.facts.values() if f.spec.metric == most] if hardware else []
        for fact, value, quantity in stated(sheet, mine):
            boundary = value.condition("boundary")
            for limit in [v.content for f in limits for v in f.values]:
                wide = boundary and boundary.value in {"wall", "system"}
                if isinstance(limit, Quantity) and not wide and quantity.low > limit.high * chips:
                    each = " each" if chips > 1 else ""
                    message = f"{spelled(quantity)}, but the hardware has at most {spelled(limit)}{each}"
                    yield Hit(fact.spec.path, value.where, message)


@rule(
    "FS343",
    "note",
    Code(
        "Figures of a chip that nobody describes",
        "Power and area mean little without the process that the chip is made in.",
        "State the process node in the file of the hardware, or say that it is not known.",
        "hardware: {inference: bare}",
        "hardware: {inference: chip}",
    ),
)
def chips_with_figures_are_described(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """Process node of analog hardware that a sheet states power, energy or area of."""
    hardware = hardware_of(catalog, sheet)
    costs = [fact for fact, _, _ in stated(sheet, *_COSTS)]
    if hardware and hardware.kind == "analog" and costs:
        described = [f for f in hardware.facts.values() if f.spec.meaning == "process-node"]
        if not described:
            message = f"{costs[0].spec.title.lower()} is stated, but not the process node of {hardware.name}"
            yield Hit(costs[0].spec.path, costs[0].where, message)


@rule(
    "FS327",
    "note",
    Code(
        "Tiles that nobody counts",
        "The size of a tile says little without how many the model takes, or which of its weights are on them.",
        "State the number of tiles or the weights on them, or say that they are not known.",
        "parameters:\n  tile_size: 512 x 512",
        "parameters:\n  tile_size: 512 x 512\n  tiles: {not_known: The source does not count them.}",
    ),
)
def tiles_are_counted(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """The number of tiles or of weights on them, stated or said to be absent, where the size of a tile is stated."""
    sizes = [f for f in sheet.facts.values() if f.spec.metric == "tile_size" and f.values]
    counted = any(f.spec.metric in {"tiles", "weights_on_tiles"} for f in sheet.facts.values())
    for fact in sizes if not counted else ():
        message = "neither the number of tiles nor the weights on them are stated"
        yield Hit(fact.spec.path, fact.where, message)
