# What readers filter sheets by. Comes in: a catalog, some of its sheets. Goes out: the answers of each sheet, and how
# often each answer is given. Which facts these are says the template (`x-facet`). Must not know: pages.
"""Facets: typed facts that many sheets answer in the same few words."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from factsheets.derive import hardware_of
from factsheets.model import Benchmark, Catalog, Entity, Fact, Sheet, Text
from factsheets.scores import scored_by

NOT_STATED = "not stated"
#: With more answers than this a list to choose from is of no use; the text filter is.
_MOST = 60


class Facet(Struct, frozen=True):
    """A question that readers filter by: its title, and each answer with the number of sheets that give it."""

    title: str
    answers: tuple[tuple[str, int], ...]


def answers_of(catalog: Catalog, sheet: Sheet) -> dict[str, tuple[str, ...]]:
    """What a sheet and its hardware answer, by the title of the facet."""
    hardware = hardware_of(catalog, sheet)
    found: dict[str, tuple[str, ...]] = {}
    for facts in (sheet.facts, hardware.facts if hardware else {}):
        for fact in facts.values():
            if fact.spec.facet:
                given = (*found.get(fact.spec.facet, ()), *_words(catalog, fact))
                found[fact.spec.facet] = tuple(dict.fromkeys(given))
    return found | {
        "Basis of scores": (scored_by(sheet).replace("-", " "),),
        "Year": (str(sheet.header.get("date", ""))[:4],),
    }


def _words(catalog: Catalog, fact: Fact) -> Iterator[str]:
    """The answers of a fact; by name where it refers to a file."""
    named: dict[str, Mapping[str, Entity | Benchmark | Sheet]]
    named = {"hardware": catalog.hardware, "benchmarks": catalog.benchmarks, "models": catalog.sheets}
    for value in fact.values:
        if isinstance(value.content, Text):
            text = value.content.text
            entry = named[fact.spec.refers].get(text) if fact.spec.refers else None
            yield entry.name if entry else text


def facets(answers: Iterable[Mapping[str, tuple[str, ...]]]) -> tuple[Facet, ...]:
    """The facets of some sheets, by their answers: those that tell them apart, most frequent answer first."""
    rows = list(answers)
    counts: dict[str, Counter[str]] = {title: Counter() for row in rows for title in row}
    for title, count in counts.items():
        for row in rows:
            count.update({answer or NOT_STATED for answer in row.get(title, ())} or {NOT_STATED})
    return tuple(
        Facet(
            title, tuple(sorted(count.items(), key=lambda item: (item[0] == NOT_STATED, -item[1], item[0])))
        )
        for title, count in counts.items()
        if 1 < len(count) <= _MOST
    )
