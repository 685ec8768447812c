# What the values of a catalog rest on. Comes in: Catalog. Goes out: counts.
"""Counts of stated values by basis and by how their sources were read."""

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct

from factsheets.model import BASES, Catalog, Evidence, Fact, Items, Prose, Scores, Text, Value

#: How a source was read, strongest first; see schema/values.schema.json.
VERIFIED = (
    "seed-document", "primary-repository", "full-text-copy", "primary-abstract", "third-party-transcription",
    "third-party-digest", "vendor-page",
)  # fmt: skip


class Count(Struct, frozen=True):
    """How many values have one label, by kind of hardware."""

    label: str
    by_kind: tuple[int, ...]
    total: int


class CountTable(Struct, frozen=True):
    """Counts by one property."""

    title: str
    kinds: tuple[str, ...]
    rows: tuple[Count, ...]


def evidence_counts(catalog: Catalog) -> tuple[CountTable, ...]:
    """Numbers stated in the sheets, by basis and by verification; "not stated" and "unsourced" included."""
    found = [
        (sheet.kind, evidence)
        for sheet in catalog.sheets.values()
        for evidence in _numbers(sheet.facts.values())
    ]
    kinds = tuple(dict.fromkeys(kind for kind, _ in sorted(found, key=lambda pair: pair[0])))
    bases = Counter((evidence.basis or "not-stated", kind) for kind, evidence in found)
    read = Counter((evidence.verified if evidence.source else "", kind) for kind, evidence in found)
    return (
        _table("How the numbers came about", kinds, bases, BASES),
        _table("How their sources were read", kinds, read, (*VERIFIED, "")),
    )


def _table(
    title: str, kinds: tuple[str, ...], counts: Counter[tuple[str, str]], labels: tuple[str, ...]
) -> CountTable:
    rows = []
    for label in labels:
        by_kind = tuple(counts[label, kind] for kind in kinds)
        if sum(by_kind):
            words = label.replace("-", " ") or "unsourced, or not said"
            rows.append(Count(words, by_kind, sum(by_kind)))
    return CountTable(title, tuple(kind or "kind not stated" for kind in kinds), tuple(rows))


def _numbers(facts: Iterable[Fact]) -> Iterator[Evidence]:
    """The evidence of every stated number; a score counts by itself."""
    for fact in facts:
        for value in fact.values:
            yield from _of_value(value)


def _of_value(value: Value) -> Iterator[Evidence]:
    content = value.content
    if isinstance(content, Scores):
        for scores in content.scores.values():
            yield from (score.evidence for score in scores)
        if content.mean:
            yield content.mean.evidence
    elif not isinstance(content, Text | Prose | Items):
        yield value.evidence
