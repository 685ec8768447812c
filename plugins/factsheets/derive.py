# Facts that follow from facts. Comes in: Catalog. Goes out: Catalog whose sheets carry derived facts.
# Bound to metrics, never to paths, so that it holds for any template. Nothing is written back.
"""Energy per inference, in each way that a sheet's facts allow."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from factsheets.model import Catalog, Condition, Derived, Entity, Evidence, Fact, Sheet, Value
from factsheets.show import amount, spelled
from factsheets.units import Quantity

#: Conditions that tell one configuration of a model from another.
_CONFIGURATION = ("batch_size", "sequence_length", "precision", "scenario", "state")


@dataclass(frozen=True, slots=True)
class _Stated:
    """A stated quantity with the fact that it belongs to."""

    path: str
    quantity: Quantity
    value: Value


def derive(catalog: Catalog) -> Catalog:
    """The catalog with the derived facts of each sheet."""
    sheets = {
        key: replace(sheet, derived=tuple(_energies(catalog, sheet))) for key, sheet in catalog.sheets.items()
    }
    return replace(catalog, sheets=sheets)


def stated(facts: Mapping[str, Fact], metric: str) -> list[_Stated]:
    """All quantities of `metric` among `facts`."""
    return [
        _Stated(path, value.content, value)
        for path, fact in facts.items()
        if fact.spec.metric == metric
        for value in fact.values
        if isinstance(value.content, Quantity)
    ]


def values_of(sheet: Sheet, metric: str) -> list[Value | Derived]:
    """All stated values of a metric; where none is stated, the derived ones."""
    found: list[Value | Derived] = [item.value for item in stated(sheet.facts, metric)]
    return found or [derived for derived in sheet.derived if derived.metric == metric]


def hardware_of(catalog: Catalog, sheet: Sheet) -> Entity | None:
    """The hardware that the sheet's model runs on for inference, where the sheet names one."""
    for fact in sheet.facts.values():
        if fact.spec.meaning == "inference-hardware" and fact.values:
            return catalog.hardware.get(getattr(fact.values[0].content, "text", ""))
    return None


def _energies(catalog: Catalog, sheet: Sheet) -> list[Derived]:
    """Energy per inference for each configuration; two ways to one value become value and check."""
    found: dict[frozenset[tuple[str, str]], Derived] = {}
    for candidate in _ways(catalog, sheet):
        key = frozenset((c.key, c.value) for c in candidate.conditions if c.key in _CONFIGURATION)
        first = found.get(key)
        found[key] = _narrower(first, candidate) if first else candidate
    return list(found.values())


def _ways(catalog: Catalog, sheet: Sheet) -> Iterator[Derived]:
    for efficiency in stated(sheet.facts, "energy_efficiency"):
        if efficiency.quantity.low > 0:
            yield _from_efficiency(efficiency)
    latencies = stated(sheet.facts, "latency")
    powers = stated(sheet.facts, "power")
    for power in powers:
        for latency in latencies:
            yield from _from_power(power, latency, "")
    hardware = hardware_of(catalog, sheet)
    if hardware and not powers:
        for limit in stated(hardware.facts, "power_limit"):
            for latency in latencies:
                yield from _from_power(limit, latency, "<=")


def _from_efficiency(efficiency: _Stated) -> Derived:
    quantity = efficiency.quantity
    return Derived(
        metric="energy_per_inference",
        si=1 / quantity.si,
        low=1 / quantity.high,
        high=1 / quantity.low,
        digits=min(quantity.digits, 4),
        limit="",
        formula=f"1 / ({spelled(quantity)})",
        inputs=(efficiency.path,),
        conditions=efficiency.value.conditions,
        evidence=efficiency.value.evidence,
    )


def _from_power(power: _Stated, latency: _Stated, limit: str) -> Iterator[Derived]:
    """Power x latency / batch size; nothing where the batch size is not stated."""
    batch = latency.value.condition("batch_size")
    if batch is None or not batch.value.isascii() or not batch.value.isdigit():
        return
    count = Decimal(batch.value)
    p, t = power.quantity, latency.quantity
    formula = f"{spelled(p)} × {spelled(t)} / {batch.value}"
    yield Derived(
        metric="energy_per_inference",
        si=p.si * t.si / count,
        low=p.low * t.low / count,
        high=p.high * t.high / count,
        digits=max(3, min(p.digits, t.digits)),
        limit=limit,
        formula=f"power limit {formula}, an upper bound" if limit else formula,
        inputs=(power.path, latency.path),
        conditions=_merged(latency.value.conditions, power.value.conditions, limit),
        evidence=_weaker(power.value.evidence, latency.value.evidence, limit),
    )


def _merged(latency: Iterable[Condition], power: Iterable[Condition], limit: str) -> tuple[Condition, ...]:
    """Conditions of both; the boundary is the power's, and the board's for a board's limit."""
    merged = {c.key: c for c in [*power, *latency] if c.key != "boundary"}
    boundary = next((c for c in power if c.key == "boundary"), None)
    if limit:
        boundary = Condition("boundary", "Boundary", "board", "the limit is that of the board")
    return (*merged.values(), boundary) if boundary else tuple(merged.values())


def _weaker(power: Evidence, latency: Evidence, limit: str) -> Evidence:
    """A product is no better than the weaker of its factors; a bound is an estimate."""
    order = ("measured", "emulated", "simulated", "estimated", "not-stated", "")
    both = (power.basis or "not-stated", latency.basis or "not-stated")
    weaker = max(both, key=lambda basis: order.index(basis) if basis in order else len(order))
    return replace(latency, basis="estimated" if limit else weaker)


def _narrower(first: Derived, second: Derived) -> Derived:
    """The value with the narrower interval; the other one is its check."""
    best, other = (first, second) if first.high - first.low <= second.high - second.low else (second, first)
    agree = best.low <= other.high and other.low <= best.high
    low, high = (amount(bound, "J", 4) for bound in (other.low, other.high))
    verdict = "agrees" if agree else "does not agree"
    check = f"{other.formula} = {amount(other.si, 'J', 4)} [{low} to {high}]: {verdict} within the stated precision"
    return replace(best, check=check)
