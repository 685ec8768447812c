# Facts that follow from facts. Comes in: Catalog. Goes out: Catalog whose sheets carry derived facts.
# The ways stand in schema/metrics.yaml and name metrics, never paths, so that they hold for any
# template. Nothing is written back.
"""Derived facts: what the stated ones give, in each way and under each set of conditions."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from factsheets.conditions import Condition
from factsheets.formula import Interval, evaluate, names, spelled_with
from factsheets.model import (
    BASES,
    Catalog,
    Check,
    Derived,
    Entity,
    Evidence,
    Input,
    Later,
    Sheet,
    Value,
    text_meant,
)
from factsheets.questions import Metric, Template, Way
from factsheets.show import amount
from factsheets.terms import Term, as_term, count_of, stated_terms, terms_of_hardware
from factsheets.units import Quantity

#: Conditions that say how well a figure is known. Inputs that differ in any other one do not mix.
FREE = frozenset({"n", "runs"})
#: Conditions that one way to a figure may leave open and another one states.
_OPEN = FREE | {"boundary", "percentile"}
#: A sheet that states thousands of values under clashing conditions must not cost minutes.
_MOST = 400
_STRENGTH = {basis: rank for rank, basis in enumerate(BASES)}


class _Plan(Struct, frozen=True):
    """One way to one metric, with what follows from its formula alone."""

    way: Way
    wanted: tuple[str, ...]  # the names in the formula
    needed: frozenset[str]  # those of metrics: without them it gives nothing


def derive(catalog: Catalog) -> Catalog:
    """The catalog with the derived facts of each sheet."""
    sheets = {key: replace(sheet, derived=_derived(catalog, sheet)) for key, sheet in catalog.sheets.items()}
    return replace(catalog, sheets=sheets)


def values_of(sheet: Sheet, metric: str) -> list[Value | Derived]:
    """All values of a metric of the model itself: as stated, and derived where none is stated."""
    found: list[Value | Derived] = [
        value
        for fact in sheet.facts.values()
        if fact.spec.metric == metric
        for value in fact.values
        if isinstance(value.content, Quantity) and not value.against
    ]
    return [*found, *(d for d in sheet.derived if d.metric == metric and not d.stated)]


def hardware_of(catalog: Catalog, sheet: Sheet) -> Entity | None:
    """The hardware that the sheet's model runs on for inference, where the sheet names one."""
    return catalog.hardware.get(text_meant(sheet.facts, "inference-hardware"))


def _derived(catalog: Catalog, sheet: Sheet) -> tuple[Derived, ...]:
    """All derived values of a sheet, metric by metric: a later one may build on an earlier one."""
    terms: dict[str, list[Term]] = {}
    hardware = hardware_of(catalog, sheet)
    for name, term in stated_terms(sheet.facts, catalog.template):
        terms.setdefault(name, []).append(term)
    for name, its in terms_of_hardware(hardware, catalog.template).items() if hardware else ():
        terms.setdefault(name, list(its))  # what the sheet states goes before what its hardware has
    found: list[Derived] = []
    for metric, plans in _plans(catalog.template):
        stated = tuple(terms.get(metric.id, ()))
        candidates = _of_metric(metric, _tried(catalog.template, metric, plans, terms))
        borne_out = [term for term in stated if any(_agree(term, derived) for derived in candidates)]
        for derived in candidates:
            checked = _against(derived, stated, borne_out)
            if checked:
                found.append(checked)
                if not checked.stated:
                    terms.setdefault(metric.id, []).append(as_term(checked, metric))
    return tuple(found)


@lru_cache(maxsize=8)
def _plans(template: Template) -> list[tuple[Metric, list[_Plan]]]:
    """The metrics that a formula gives, with all ways to each."""
    return [(metric, [_plan(template, way) for way in metric.ways]) for metric in template.derivable]


def _plan(template: Template, way: Way) -> _Plan:
    wanted = names(way.formula)
    return _Plan(way, wanted, frozenset(name for name in wanted if name in template.metrics))


def _tried(
    template: Template, metric: Metric, plans: Iterable[_Plan], terms: Mapping[str, Sequence[Term]]
) -> Iterator[Derived]:
    """What the ways to a metric give, one after the other."""
    found = False
    for plan in plans:
        if plan.way.limit and found:
            return  # a bound says nothing where the thing itself is known
        if plan.way.fills and metric.id in terms:
            continue
        if plan.needed <= terms.keys():
            for candidate in _candidates(template, metric, plan, terms):
                found = True
                yield candidate


def _of_metric(metric: Metric, candidates: Iterable[Derived]) -> list[Derived]:
    """The derived values of one metric; of two ways to one value, the narrower is kept, the other checks it."""
    found: dict[frozenset[tuple[str, str]], list[Derived]] = {}
    for candidate in candidates:
        mine = {c.key: c for c in candidate.conditions}
        key = frozenset((c.key, c.meant) for c in candidate.conditions if c.key not in _OPEN)
        alike = found.setdefault(key, [])
        for place, other in enumerate(alike):
            if not _clash({c.key: c for c in other.conditions}, mine):
                alike[place] = _narrower(other, candidate, metric)
                break
        else:
            alike.append(candidate)
    return [derived for alike in found.values() for derived in alike]


def _candidates(
    template: Template, metric: Metric, plan: _Plan, terms: Mapping[str, Sequence[Term]]
) -> Iterator[Derived]:
    """What one formula gives: a value for each set of inputs that may be mixed."""
    way = plan.way
    named = [name for name in plan.wanted if name in plan.needed or name in terms]
    counted = [name for name in plan.wanted if name not in named]
    usable: dict[str, Sequence[Term]] = {name: terms.get(name, ()) for name in named}
    if way.of_stated:
        usable = {name: [term for term in its if not term.derived] for name, its in usable.items()}
    if way.under:
        usable[way.under] = terms.get(way.under, ())
    for inputs, conditions in _mixed(usable, way.limit):
        numbers = {name: conditions[name].value for name in counted if name in conditions}
        if len(numbers) < len(counted) or not all(n.isascii() and n.isdigit() for n in numbers.values()):
            continue
        for name, number in numbers.items():
            source = Input(template.conditions[name], "", "", Evidence())
            inputs[name] = count_of(int(number), {}, source)
        used = {name: inputs[name] for name in plan.wanted}
        doubted = frozenset[str]().union(*[term.doubted for term in used.values()])
        if len(doubted) < sum([len(term.doubted) for term in used.values()]):
            continue  # a fact of limited precision enters by two inputs: its doubt would count twice
        value = evaluate(way.formula, {name: term.interval for name, term in used.items()})
        if value is not None:
            yield _result(template, metric, way, used, conditions, doubted, value)


def _mixed(
    usable: Mapping[str, Sequence[Term]], limit: str
) -> Iterator[tuple[dict[str, Term], dict[str, Condition]]]:
    """Every choice of one value for each name whose conditions do not clash, with the conditions of all.

    A bound is no value, but a bound can be worked out from it: that of the same `limit`.
    """
    mixes: list[tuple[dict[str, Term], dict[str, Condition]]] = [({}, {})]
    for name, terms in usable.items():
        mixes = [
            ({**inputs, name: term}, _joined(conditions, term.conditions))
            for inputs, conditions in mixes
            for term in terms
            if term.limit in {"", "~", limit} and not _clash(conditions, term.conditions)
        ][:_MOST]
    yield from mixes


def _joined(one: Mapping[str, Condition], two: Mapping[str, Condition]) -> dict[str, Condition]:
    """The conditions of both; what one of them only infers is only inferred of the result."""
    return {**one, **{key: c for key, c in two.items() if key not in one or c.inferred}}


def _clash(one: Mapping[str, Condition], two: Mapping[str, Condition]) -> bool:
    for key, condition in one.items():  # a loop: this is asked for every pair of values
        if key in two and key not in FREE and two[key].meant != condition.meant:
            return True
    return False


def _result(
    template: Template,
    metric: Metric,
    way: Way,
    inputs: Mapping[str, Term],
    conditions: Mapping[str, Condition],
    doubted: frozenset[str],
    value: Interval,
) -> Derived:
    held = dict(conditions)
    if way.boundary and "boundary" not in held:
        held["boundary"] = template.condition("boundary", way.boundary, "follows from the formula")
    digits = [term.digits for term in inputs.values() if term.digits is not None]
    about = "~" if any(term.limit for term in inputs.values()) else ""
    # A difference of two rounded numbers can be worth fewer digits than either.
    least = 2 if value.high - value.low > abs(value.value) / 10 else 3
    return Derived(
        metric=metric.id,
        si=value.value,
        low=value.low,
        high=value.high,
        digits=max(least, min(least + 1, *digits)) if digits else _exactly(value.value),
        limit=way.limit or about,
        words=_in_words(way.formula, tuple((name, term.source.title) for name, term in inputs.items())),
        spelled=Later(
            _with_values, (way.formula, tuple([(name, term.text) for name, term in inputs.items()]))
        ),
        inputs=_each_once(term.source for term in inputs.values() if term.source.path),
        doubted=doubted,
        conditions=tuple(held.values()),
        evidence=_weakest([_evidence(term) for term in inputs.values()], way.limit),
        note=way.note,
    )


def _exactly(value: Decimal) -> int:
    """The digits in which an exact value is shown."""
    return max(3, min(5, len(value.normalize().as_tuple().digits)))


def _each_once(inputs: Iterable[Input]) -> tuple[Input, ...]:
    """Few inputs, and seldom two that are equal: they are compared, since to hash one takes longer."""
    found: list[Input] = []
    for source in inputs:
        if source not in found:
            found.append(source)
    return tuple(found)


def _with_values(formula: str, texts: Iterable[tuple[str, Later]]) -> str:
    return spelled_with(formula, {name: text() for name, text in texts})


@lru_cache(maxsize=1024)
def _in_words(formula: str, titles: tuple[tuple[str, str], ...]) -> str:
    """A formula with the titles of its inputs, the same for many sheets."""
    return spelled_with(formula, {name: f"{title[0].lower()}{title[1:]}" for name, title in titles})


def _evidence(term: Term) -> Evidence:
    """What an input rests on; of a count that says nothing, nothing is asked."""
    evidence = term.source.evidence
    unsaid = term.source.path and term.digits is not None and not evidence.basis
    return replace(evidence, basis=BASES[-1]) if unsaid else evidence


def _weakest(inputs: Iterable[Evidence], limit: str) -> Evidence:
    """A result is no better than the weakest of its inputs; a bound is an estimate."""
    evidence = [each for each in inputs if each.basis]
    basis = max([e.basis for e in evidence], key=_STRENGTH.__getitem__, default="not-stated")
    sources = {(e.source, e.verified) for e in evidence}
    source, verified = sources.pop() if len(sources) == 1 else ("", "")
    return Evidence(basis="estimated" if limit else basis, source=source, verified=verified)


def _narrower(first: Derived, second: Derived, metric: Metric) -> Derived:
    """The value with the narrower interval for its size; the other one is its check."""
    one, two = ((d.high - d.low) * abs(other.si) for d, other in ((first, second), (second, first)))
    best, other = (first, second) if one <= two else (second, first)
    checks = (*first.checks, *second.checks, _check(other, best.low, best.high, metric))
    return replace(best, checks=checks)


def _agree(term: Term, derived: Derived) -> bool:
    """Whether a stated value is of the same configuration, and its interval meets that of a derived one."""
    return not _clash({c.key: c for c in derived.conditions}, term.conditions) and _meet(term, derived)


def _meet(term: Term, derived: Derived) -> bool:
    above = term.limit in {">", ">="} or derived.low <= term.interval.high
    below = term.limit in {"<", "<="} or term.interval.low <= derived.high
    return above and below


def _against(derived: Derived, stated: Sequence[Term], borne_out: Sequence[Term]) -> Derived | None:
    """A value that the sheet states, too, becomes a check of it; a bound of it is not worth showing.

    A stated value that says less than several derived ones is no contradiction to the others where one bears it out.
    """
    mine = {c.key: c for c in derived.conditions}
    same = [term for term in stated if not _clash(mine, term.conditions)]
    if stated and (not same or derived.limit == "<="):
        return None if derived.limit == "<=" else derived
    if not same:
        return derived
    agreeing = [(term, _meet(term, derived)) for term in same]
    told = [Check("", term.text(), agrees) for term, agrees in agreeing if agrees or term not in borne_out]
    return replace(derived, checks=(*derived.checks, *told), stated=True) if told else derived


def _check(other: Derived, low: Decimal, high: Decimal, metric: Metric) -> Check:
    value, least, most = (amount(v, metric.unit, 4) for v in (other.si, other.low, other.high))
    shown = value if other.low == other.high else f"{value} [{least} to {most}]"
    return Check(other.formula, shown, low <= other.high and other.low <= high)
