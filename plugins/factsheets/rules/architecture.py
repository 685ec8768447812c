# Rules on counts that the shape of a network decides. Comes in: derived values of the architecture.
"""Do weights, operations and tiles fit the network that they are said to be of?"""

from collections.abc import Iterator
from decimal import Decimal

from factsheets.codes import Code
from factsheets.compare_metrics import shown
from factsheets.model import Catalog, Derived, Sheet, Size
from factsheets.rules.kind import Hit, rule
from factsheets.rules.look import fits, stated
from factsheets.show import spelled

#: How far a count may be from what the architecture gives: the formulas leave out heads, norms and
#: activations, which are one or two in a hundred. A unit or a layer that is wrong is more.
_TOLERANCE = Decimal("0.05")
_ENCODER = (
    "architecture:\n  layers: 12\n  hidden_size: 768\n  feed_forward_size: 3072\n"
    "  vocabulary_size: 30522\n  positions: 512\n"
)
_BATCH = "conditions: {sequence_length: 32, batch_size: 4}"


def _derived(sheet: Sheet, metric: str) -> list[Derived]:
    return [derived for derived in sheet.derived if derived.metric == metric]


def _off(catalog: Catalog, sheet: Sheet, metric: str, expected: str) -> Iterator[Hit]:
    """Stated values that are far from all that the architecture gives for them."""
    for fact, value, quantity in stated(sheet, metric):
        given = [derived for derived in _derived(sheet, expected) if fits(value, derived)]
        if given and all(abs(quantity.si / d.si - 1) > _TOLERANCE for d in given):
            gives = shown(given[0], catalog.template.metrics[expected])
            message = f"{spelled(quantity)} is stated; the architecture gives {given[0].formula} = {gives}"
            yield Hit(fact.spec.path, value.where, message)


@rule(
    "FS305",
    "warning",
    Code(
        "More weights than the tiles hold",
        "A tile holds rows times columns weights. What does not fit is on more tiles than stated, or is not on tiles.",
        "Correct the number of tiles, their size, or the number of weights on them.",
        "parameters:\n  weights: 110 M\n  weights_on_tiles: 85 M\n  tile_size: 512 x 512\n  tiles: 240",
        "parameters:\n  weights: 110 M\n  weights_on_tiles: 85 M\n  tile_size: 512 x 512\n  tiles: 480",
    ),
)
def tiles_hold_their_weights(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """Weights on tiles against tiles times rows times columns."""
    sizes = [
        value.content.sides
        for fact in sheet.facts.values()
        if fact.spec.metric == "tile_size"
        for value in fact.values
        if isinstance(value.content, Size)
    ]
    for rows, columns in (sides for sides in sizes if len(sides) == 2):
        for fact, value, tiles in stated(sheet, "tiles"):
            room = tiles.high * rows * columns
            for _, _, weights in stated(sheet, "weights_on_tiles"):
                if weights.low > room:
                    held = f"{spelled(tiles)} tiles of {rows} x {columns} hold {room:.0f} weights"
                    yield Hit(fact.spec.path, value.where, f"{held}, of {spelled(weights)} on tiles")


@rule(
    "FS306",
    "warning",
    Code(
        "Operations that the architecture does not give",
        "Layers, sizes, sequence length and batch size decide how many operations a batch takes.",
        "Correct the number, its conditions, or the architecture; a multiply-accumulate counts as two operations.",
        _ENCODER + f"parameters:\n  weights: 110 M\n  operations: {{value: 10.9 Gop, {_BATCH}}}",
        _ENCODER + f"parameters:\n  weights: 110 M\n  operations: {{value: 21.9 Gop, {_BATCH}}}",
    ),
)
def operations_fit_the_architecture(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """Operations of a batch against two for each weight and token, and those of attention."""
    yield from _off(catalog, sheet, "operations", "architecture_operations")


@rule(
    "FS307",
    "warning",
    Code(
        "Weights that the architecture does not give",
        "Layers, sizes and vocabulary decide how many weights an encoder has.",
        "Correct the number or the architecture; two variants of a model may have been mixed.",
        _ENCODER + "parameters:\n  weights: 340 M",
        _ENCODER + "parameters:\n  weights: 110 M",
    ),
)
def weights_fit_the_architecture(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """Weights of the network against embeddings, layers and pooling of an encoder of its shape."""
    yield from _off(catalog, sheet, "parameters", "architecture_weights")


@rule(
    "FS308",
    "note",
    Code(
        "Less is left for digital units than attention takes",
        "The products of attention have no weights and cannot run on tiles. Where less is left than they take, the two "
        "figures count operations differently, or were rounded differently.",
        "Say how operations were counted.",
        _ENCODER + f"parameters:\n  weights: 110 M\n  operations: {{value: 21.84 Gop, {_BATCH}}}\n"
        f"  operations_on_tiles: {{value: 21.74 Gop, {_BATCH}}}",
        _ENCODER + f"parameters:\n  weights: 110 M\n  operations: {{value: 21.89 Gop, {_BATCH}}}\n"
        f"  operations_on_tiles: {{value: 21.74 Gop, {_BATCH}}}",
    ),
)
def attention_fits_into_what_is_left(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """Operations that are not on tiles against those of the two products of attention."""
    metrics = catalog.template.metrics
    for left in _derived(sheet, "digital_operations"):
        for attention in _derived(sheet, "attention_operations"):
            facts = [fact for fact, _, _ in stated(sheet, "operations")]
            if fits(left, attention) and facts and attention.low > left.high:
                remain = shown(left, metrics["digital_operations"])
                takes = shown(attention, metrics["attention_operations"])
                message = f"{left.formula} = {remain} are left, but attention alone takes {takes}"
                yield Hit(facts[0].spec.path, facts[0].where, message)
