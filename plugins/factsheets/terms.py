# Stated and derived values as formulas take them. Comes in: facts, with the metrics of the template. Goes out: terms
# by the names that stand for them in formulas. Must not know: what is worked out of them.
"""What formulas are worked out from."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from factsheets.conditions import Condition
from factsheets.formula import Interval
from factsheets.model import Derived, Entity, Fact, Input, Later, Size
from factsheets.questions import Metric, Template
from factsheets.show import amount, spelled, whole
from factsheets.units import Quantity


class Term(Struct, frozen=True):
    """A value that a name in a formula can stand for."""

    interval: Interval
    text: Later
    digits: int | None  # significant digits; None for a count
    limit: str
    conditions: Mapping[str, Condition]
    source: Input
    doubted: frozenset[str]  # facts of limited precision that it rests on
    derived: bool = False


@lru_cache(maxsize=256)
def terms_of_hardware(hardware: Entity, template: Template) -> Mapping[str, Sequence[Term]]:
    """What a piece of hardware states, for all the sheets that run on it."""
    terms: dict[str, list[Term]] = {}
    for name, term in stated_terms(hardware.facts, template, hardware.id):
        terms.setdefault(name, []).append(term)
    return terms


def stated_terms(
    facts: Mapping[str, Fact], template: Template, owner: str = ""
) -> Iterator[tuple[str, Term]]:
    """Names for everything that is stated: a metric, and rows and columns of a size that has one.

    Not for values under other conditions than formulas mean: those of idle power, or of the slowest inferences.
    """
    for path, fact in facts.items():
        for value in fact.values if fact.spec.metric else ():
            conditions = {c.key: c for c in value.conditions}
            source = Input(fact.spec.title, path, owner, value.evidence)
            if isinstance(value.content, Quantity) and not value.against:
                meant = template.metrics[fact.spec.metric].meant
                if any(key in conditions and conditions[key].value != meant[key] for key in meant):
                    continue
                yield fact.spec.metric, _quantity(value.content, conditions, source)
            elif isinstance(value.content, Size):
                sides = value.content.sides
                whole = 1
                for side, name in zip(sides, ("_rows", "_columns"), strict=False):
                    whole *= side
                    title = f"{fact.spec.title} ({name[1:]})"
                    yield fact.spec.metric + name, count_of(side, conditions, replace(source, title=title))
                yield fact.spec.metric, count_of(whole, conditions, source)


def _quantity(quantity: Quantity, conditions: Mapping[str, Condition], source: Input) -> Term:
    plain = not quantity.dimension and not quantity.unit and quantity.si == quantity.si.to_integral_value()
    if plain and not quantity.limit:
        return replace(count_of(int(quantity.si), conditions, source), text=Later(spelled, (quantity,)))
    interval = Interval(quantity.si, quantity.low, quantity.high)
    doubted = frozenset({f"{source.hardware} {source.path}"})
    text = Later(spelled, (quantity,))
    return Term(interval, text, quantity.digits, quantity.limit, conditions, source, doubted)


def count_of(number: int, conditions: Mapping[str, Condition], source: Input) -> Term:
    """A whole number without a unit is counted, and so exact."""
    exact = Decimal(number)
    return Term(Interval.exact(exact), Later(whole, (exact,)), None, "", conditions, source, frozenset())


def as_term(derived: Derived, metric: Metric) -> Term:
    """A derived value as an input of a later one; it rests on what that one may not use again."""
    exact = derived.low == derived.high
    counted = exact and not metric.unit
    given = (derived.si,) if counted else (derived.si, metric.unit, derived.digits)
    return Term(
        interval=Interval(derived.si, derived.low, derived.high),
        text=Later(whole if counted else amount, given),
        digits=None if exact else derived.digits,
        limit=derived.limit,
        conditions={c.key: c for c in derived.conditions},
        source=Input(metric.title, "", "", derived.evidence),
        doubted=derived.doubted,
        derived=True,
    )
