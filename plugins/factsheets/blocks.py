# Facts laid out below a heading. Comes in: a block of a view. Goes out: HTML. Small facts stand in a
# grid, wide ones on a line of their own; notes, derivations and evidence follow.
"""The HTML of a block of facts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape
from msgspec import Struct

from factsheets.alike import spoken
from factsheets.compare_metrics import shown
from factsheets.conditions import Condition
from factsheets.model import Derived, Evidence, Sheet, Text, Value
from factsheets.questions import anchor_of
from factsheets.score_table import score_rows
from factsheets.site import Site
from factsheets.tallies import Tally
from factsheets.view import Block, Item
from factsheets.worked_out import worked_out

#: Shapes that fit into a cell of the grid, and those among them that are numbers.
_SMALL = frozenset({"quantity", "range", "pair", "size", "text", "choice"})
_NUMERIC = frozenset({"quantity", "range", "pair", "size"})
#: Stands for the heading of a block in its facts; sheets cannot hold this character.
_HEADING = "\ufdd2"
#: A text of more characters than this takes a line of its own.
_LONG_TEXT = 48


class EvidenceRow(Struct, frozen=True):
    """One line of the evidence table below a block."""

    title: str
    conditions: tuple[Condition, ...]
    evidence: Evidence
    level: str


class Blocks:
    """The blocks of one sheet, or of one piece of hardware.

    Role pages show again what the full page shows: the same facts together are rendered once.
    """

    def __init__(self, site: Site, sheet: Sheet | None) -> None:
        self._site, self._sheet = site, sheet
        self._facts: dict[tuple[str, ...], Markup] = {}

    def html(self, block: Block, rated: Sequence[Tally] = ()) -> Markup:
        """The facts of a block with their ratings, notes, derivations and evidence."""
        paths = tuple(item.spec.path for item in block.items)
        if paths not in self._facts:
            self._facts[paths] = self._render(block)
        facts = self._facts[paths].replace(_HEADING, escape(block.title))
        return self._site.piece("block", block, rated, facts)

    def _render(self, block: Block) -> Markup:
        site, sheet = self._site, self._sheet
        evidence = tuple(_evidence(block.items))
        return site.render(
            "parts/facts.html",
            heading=_HEADING,
            layout=list(_layout(block)),
            notes=tuple(_notes(block.items)),
            remarks=site.remarks(sheet, {item.spec.path for item in block.items}) if sheet else (),
            worked_out=tuple(worked_out(block.items, site.catalog.template)),
            evidence=evidence,
            evidence_summary=_evidence_summary(evidence, site.short_references, _producers(sheet)),
            producers=_producers(sheet),
            references=site.short_references,
            entities={
                "hardware": site.catalog.hardware,
                "benchmarks": site.catalog.benchmarks,
                "models": site.catalog.sheets,
            },
            numeric=_NUMERIC,
            shown=lambda derived: shown(derived, site.catalog.template.metrics[derived.metric]),
            varying=varying,
            shared=shared,
            condition_of=spoken,
            score_table=lambda value: score_rows(site.catalog, sheet, value),
            explained=site.explained,
            edit=site.source,
            whole=f"models/{sheet.id}/" if sheet else "",
            anchor_of=anchor_of,
        )


def _is_small(item: Item) -> bool:
    if item.fact is None:
        return len(item.derived) == 1
    if item.spec.shape not in _SMALL or len(item.fact.values) > 1:
        return False
    if item.fact.absence:
        return len(item.fact.absence.reason) <= _LONG_TEXT
    content = item.fact.values[0].content if item.fact.values else None
    return not (isinstance(content, Text) and len(content.text) > _LONG_TEXT)


def _layout(block: Block) -> Iterator[dict[str, Any]]:
    """Runs of small facts and single wide ones, with the heading that they begin."""
    run: list[Item] = []
    before, titled = "", ""
    several = len({item.spec.section for item in block.items}) > 1
    for item in block.items:
        heading = _heading(item, several=several)
        if run and (not _is_small(item) or heading != before):
            yield {"small": True, "items": run, "title": before if before != titled else ""}
            titled, run = before, []
        before = heading
        if _is_small(item):
            run.append(item)
        else:
            bare = item.spec.shape == "scores" or (item.spec.shape == "prose" and item is block.items[0])
            yield {
                "small": False,
                "items": [item],
                "title": heading if heading != titled else "",
                "bare": bare,
            }
            titled = heading
    if run:
        yield {"small": True, "items": run, "title": before if before != titled else ""}


def _heading(item: Item, *, several: bool) -> str:
    """The group of a fact, and its section where a block holds facts of several ones."""
    section = item.spec.section_title if several else ""
    return ": ".join(part for part in (section, item.spec.group) if part)


def varying(values: Sequence[Value | Derived]) -> list[tuple[str, str]]:
    """Key and title of the conditions that tell several values apart; one that some lack does, too."""
    seen: dict[str, list[str]] = {}
    titles: dict[str, str] = {}
    for value in values:
        for condition in value.conditions:
            seen.setdefault(condition.key, []).append(condition.value)
            titles[condition.key] = condition.title
    return [
        (key, titles[key])
        for key, found in seen.items()
        if len(set(found)) > 1 or len(found) < len(values) or len(values) == 1
    ]


def shared(values: Sequence[Value | Derived]) -> list[Condition]:
    """The conditions that all of several values have alike: they stand above the table once."""
    first, *rest = values
    return [c for c in first.conditions if rest and all(v.condition(c.key) == c for v in rest)]


def _named(items: Iterable[Item]) -> Iterator[tuple[Item, str]]:
    """Each fact with its title, its section before it where facts of several sections stand together."""
    found = list(items)
    several = len({item.spec.section for item in found}) > 1
    for item in found:
        yield item, f"{item.spec.section_title}: {item.spec.title}" if several else item.spec.title


def _values(items: Iterable[Item]) -> Iterator[tuple[str, Value]]:
    for item, title in _named(items):
        for value in item.fact.values if item.fact else ():
            yield title, value


def _notes(items: Iterable[Item]) -> Iterator[tuple[str, str]]:
    for title, value in _values(items):
        if value.note:
            yield title, value.note


def _evidence(items: Iterable[Item]) -> Iterator[EvidenceRow]:
    for item, title in _named(items):
        if item.fact and item.fact.absence and item.fact.absence.evidence.source:
            yield _row(title, (), item.fact.absence.evidence)
    for title, value in _values(items):
        if value.evidence.source or value.evidence.basis:
            yield _row(title, value.conditions, value.evidence)


def _row(title: str, conditions: tuple[Condition, ...], evidence: Evidence) -> EvidenceRow:
    levels = {"sheet": "everything here", "section": "the section", "group": "the group"}
    level = levels.get(evidence.inherited.get("source", ""), "this fact")
    return EvidenceRow(title, conditions, evidence, level)


def _producers(sheet: Sheet | None) -> dict[str, str]:
    """Names of those who supply facts, by key."""
    producers = sheet.header.get("producers", {}) if sheet else {}
    return {key: str(who["name"]) for key, who in producers.items()} if isinstance(producers, dict) else {}


def _evidence_summary(
    rows: Sequence[EvidenceRow], references: Mapping[str, str], producers: Mapping[str, str]
) -> str:
    """Who says so, in a line: the sources and the producers, each once."""
    sources = dict.fromkeys(references.get(row.evidence.source, "unsourced") for row in rows)
    people = dict.fromkeys(producers[row.evidence.by] for row in rows if row.evidence.by in producers)
    return "Evidence: " + ", ".join([*sources, *people])
