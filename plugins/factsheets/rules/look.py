# How rules look at a sheet: by metric, by meaning, by shape, never by a path of the template. Comes in:
# sheets. Goes out: their facts and values.
"""Facts and values of a sheet as rules ask for them."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from factsheets.model import Catalog, Derived, Fact, Prose, Sheet, Text, Value
from factsheets.scores import ScoreSet, benchmarks_of, own_scores, quoted_baselines, score_set
from factsheets.units import Quantity


def stated(sheet: Sheet, *metrics: str) -> Iterator[tuple[Fact, Value, Quantity]]:
    """Every quantity of some metrics that the sheet states of its own model."""
    return (entry for entry in _measured(sheet) if entry[0].spec.metric in metrics)


@lru_cache(maxsize=8)
def _measured(sheet: Sheet) -> list[tuple[Fact, Value, Quantity]]:
    return [
        (fact, value, value.content)
        for fact, value in values(sheet)
        if isinstance(value.content, Quantity) and fact.spec.metric and not value.against
    ]


def meant(sheet: Sheet, meaning: str) -> Sequence[Fact]:
    """The facts of a meaning that the sheet answers, be it with a reason why there is no value."""
    return _by_meaning(sheet).get(meaning, ())


@lru_cache(maxsize=8)
def _by_meaning(sheet: Sheet) -> Mapping[str, Sequence[Fact]]:
    found: dict[str, list[Fact]] = {}
    for fact in sheet.facts.values():
        if fact.spec.meaning:
            found.setdefault(fact.spec.meaning, []).append(fact)
    return found


@lru_cache(maxsize=8)
def values(sheet: Sheet) -> Sequence[tuple[Fact, Value]]:
    """Every value of the sheet with its fact."""
    return [(fact, value) for fact in sheet.facts.values() for value in fact.values]


class Said(NamedTuple):
    """A text of a sheet."""

    fact: Fact
    value: Value
    text: str
    folded: str  # without case: a look at it often tells a rule that it need not look closer


@lru_cache(maxsize=8)
def texts(sheet: Sheet) -> tuple[Said, ...]:
    """Every prose and every short text; not those that name a file of the catalog."""
    found: list[Said] = []
    for fact, value in values(sheet):
        content = value.content
        if isinstance(content, Prose | Text) and not fact.spec.refers:
            text = content.markdown if isinstance(content, Prose) else content.text
            found.append(Said(fact, value, text, text.casefold()))
    return tuple(found)


@lru_cache(maxsize=8)
def text_of(sheet: Sheet) -> str:
    """All texts as one: a look at it often tells a rule that it need not look at each."""
    return "\n".join([said.text for said in texts(sheet)])


@lru_cache(maxsize=16)
def score_sets(catalog: Catalog, sheet: Sheet, *, quoted: bool = False) -> tuple[ScoreSet, ...]:
    """The scores of a sheet by benchmark; with `quoted`, also those of the baselines that it quotes."""
    scored = benchmarks_of(sheet)
    benchmarks = [benchmark for key, benchmark in catalog.benchmarks.items() if key in scored]
    own = [own_scores(sheet, benchmark, catalog.template) for benchmark in benchmarks]
    named = [(one, name) for one in benchmarks for name in quoted_baselines(sheet, one.id)] if quoted else []
    others = [score_set(sheet, benchmark, {}, catalog.template, name) for benchmark, name in named]
    return tuple(filter(None, [*own, *others]))


def scored_fact(sheet: Sheet) -> str:
    """The path of the fact that holds the sheet's scores."""
    return next((path for path, fact in sheet.facts.items() if fact.spec.shape == "scores"), "")


def fits(one: Value | Derived, other: Value | Derived) -> bool:
    """Whether two values do not stand under conditions that exclude each other."""
    held = {c.key: c.meant for c in one.conditions}
    return all(held.get(c.key, c.meant) == c.meant for c in other.conditions)
