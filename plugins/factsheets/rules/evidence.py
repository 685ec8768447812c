# Rules on evidence. Comes in: values with source and basis.
"""Who says so, and how did the number come about?"""

from collections.abc import Iterator

from factsheets.codes import Code
from factsheets.model import Catalog, Fact, Items, Scores, Sheet, Value
from factsheets.rules.kind import Hit, rule
from factsheets.rules.look import values
from factsheets.units import Quantity


@rule(
    "FS322",
    "note",
    Code(
        "A number without a source",
        "Nobody can look it up.",
        "Name a key of sheets/references.yaml in source, here or further out.",
        "source:\nperformance:\n  power: {value: 3.13 W, conditions: {boundary: chip, state: inference}}",
        "source: paper2026\nperformance:\n  power: {value: 3.13 W, conditions: {boundary: chip, state: inference}}",
    ),
)
def numbers_have_a_source(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """Every quantity, every table of scores, and every claim with a digit names where it stands."""
    for fact, value in values(sheet):
        if not value.evidence.source and _claims_a_number(fact, value):
            yield Hit(fact.spec.path, value.where, f"{fact.spec.title.lower()} is unsourced")


def _claims_a_number(fact: Fact, value: Value) -> bool:
    if isinstance(value.content, Items):
        return fact.spec.meaning == "claims" and any(c.isdigit() for i in value.content.items for c in i)
    return isinstance(value.content, Quantity | Scores)


@rule(
    "FS323",
    "note",
    Code(
        "A number without a basis",
        "Measured, simulated or estimated: without it a reader takes it for measured.",
        "Add basis: measured, emulated, simulated or estimated; not-stated where the source does not say.",
        "performance:\n  basis:\n  power: {value: 3.13 W, conditions: {boundary: chip, state: inference}}",
        "performance:\n  power: {value: 3.13 W, basis: estimated, conditions: {boundary: chip, state: inference}}",
    ),
)
def numbers_have_a_basis(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """Every quantity that a metric measures and that is not counted, and every table of scores, says how it came about."""
    for fact, value in values(sheet):
        # What is counted, such as layers, came about in no way that a reader could doubt.
        quantity = isinstance(value.content, Quantity) and fact.spec.metric and fact.spec.dimension != "count"
        if (quantity or isinstance(value.content, Scores)) and not value.evidence.basis:
            yield Hit(
                fact.spec.path, value.where, f"{fact.spec.title.lower()} does not say how it came about"
            )
