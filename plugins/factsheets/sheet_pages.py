# Pages of one sheet: the full one and one for each role; and of hardware. Comes in: Catalog and
# views. Goes out: Page. Lays facts out: small ones in a grid, wide ones on a line of their own.
"""Sheet, role and hardware pages."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from factsheets.alike import basis_words
from factsheets.compare_metrics import shown
from factsheets.derive import hardware_of, stated
from factsheets.model import Condition, Derived, Entity, Evidence, Scores, Sheet, Text, Value
from factsheets.pages import Page, Section
from factsheets.questions import Role
from factsheets.score_table import score_rows
from factsheets.site import Site, Writer
from factsheets.view import Block, Item, SheetView, full_view, role_view

_SMALL = frozenset({"quantity", "range", "pair", "size", "text", "choice"})
NUMERIC = frozenset({"quantity", "range", "pair", "size"})
_LONG_TEXT = 48


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One line of the evidence table below a block."""

    title: str
    conditions: tuple[Condition, ...]
    evidence: Evidence
    level: str


@dataclass(frozen=True, slots=True)
class Highlight:
    """One of the figures on top of a full sheet."""

    title: str
    text: str
    sub: str


def sheet_pages(site: Site, sheet: Sheet) -> Iterator[Page]:
    """The full sheet, then a page for each role."""
    template = site.catalog.template
    yield _sheet_page(site, full_view(sheet, template))
    for role in template.roles.values():
        yield _sheet_page(site, role_view(sheet, role, template))


def sheet_url(sheet: Sheet, role: Role | None = None) -> str:
    """Where a sheet's page is."""
    return f"models/{sheet.id}/" + (f"for/{role.id}/" if role else "")


def _sheet_page(site: Site, view: SheetView) -> Page:
    sheet, role = view.sheet, view.role
    writer = site.writer(sheet_url(sheet, role))
    common = {
        "sheet": sheet,
        "role": role,
        "view": view,
        "roles": tuple(site.catalog.template.roles.values()),
        "hardware": hardware_of(site.catalog, sheet),
        "highlights": () if role else tuple(highlights(site, sheet)),
    }
    intro = writer.render("parts/sheet_head.html", **common)
    sections = tuple(
        Section(block.anchor, block.title, _block(site, writer, block, sheet)) for block in view.blocks
    )
    reader = f" for the {role.title}" if role else ""
    return writer.page(
        sheet.name,
        f"FactSheet of {sheet.name}{reader}: {_summary(sheet)}",
        intro,
        sections,
        foot=writer.render("parts/sheet_foot.html", **common),
        canonical=sheet_url(sheet) if role else "",
        searchable=role is None,
    )


def _summary(sheet: Sheet) -> str:
    done = [block for block in sheet.facts.values() if block.values]
    return f"{len(done)} facts with their evidence."


def _block(site: Site, writer: Writer, block: Block, sheet: Sheet | None) -> Markup:
    layout = list(_layout(block))
    evidence = tuple(_evidence(block.items))
    return writer.render(
        "parts/block.html",
        block=block,
        layout=layout,
        notes=tuple(_notes(block.items)),
        derivations=tuple(d for item in block.items for d in item.derived if not _is_many(item)),
        evidence=evidence,
        evidence_summary=_evidence_summary(evidence, site.short_references),
        references=site.short_references,
        entities={
            "hardware": site.catalog.hardware,
            "benchmarks": site.catalog.benchmarks,
            "models": site.catalog.sheets,
        },
        numeric=NUMERIC,
        shown=lambda derived: shown(derived, site.catalog.template.metrics[derived.metric]),
        varying=varying,
        condition_of=condition_of,
        score_table=lambda value: score_rows(site.catalog, sheet, value),
    )


def _is_many(item: Item) -> bool:
    values = item.fact.values if item.fact else item.derived
    return len(values) > 1


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
    """Runs of small facts and single wide ones, with the title of the group they begin."""
    run: list[Item] = []
    group = ""
    titled = ""
    for item in block.items:
        if run and (not _is_small(item) or item.spec.group != group):
            yield {"small": True, "items": run, "title": group if group != titled else ""}
            titled, run = group, []
        group = item.spec.group
        if _is_small(item):
            run.append(item)
        else:
            bare = item.spec.shape == "scores" or (item.spec.shape == "prose" and item is block.items[0])
            yield {"small": False, "items": [item], "title": group if group != titled else "", "bare": bare}
            titled = group
    if run:
        yield {"small": True, "items": run, "title": group if group != titled else ""}


def varying(values: Sequence[Value | Derived]) -> list[tuple[str, str]]:
    """Key and title of the conditions that tell several values apart."""
    seen: dict[str, set[str]] = {}
    titles: dict[str, str] = {}
    for value in values:
        for condition in value.conditions:
            seen.setdefault(condition.key, set()).add(condition.value)
            titles[condition.key] = condition.title
    return [(key, titles[key]) for key, found in seen.items() if len(found) > 1 or len(values) == 1]


def condition_of(value: Value | Derived, key: str) -> str:
    """The value's condition `key` for a cell."""
    found = next((c for c in value.conditions if c.key == key), None)
    return "not stated" if found is None else found.value + (" (inferred)" if found.inferred else "")


def _values(items: Iterable[Item]) -> Iterator[tuple[str, Value]]:
    for item in items:
        for value in item.fact.values if item.fact else ():
            yield item.spec.title, value


def _notes(items: Iterable[Item]) -> Iterator[tuple[str, str]]:
    for title, value in _values(items):
        if value.note:
            yield title, value.note


def _evidence(items: Iterable[Item]) -> Iterator[EvidenceRow]:
    for title, value in _values(items):
        if value.evidence.source or value.evidence.basis:
            level = value.evidence.inherited.get("source", "this fact")
            yield EvidenceRow(
                title, value.conditions, value.evidence, level.replace("sheet", "the whole sheet")
            )


def _evidence_summary(rows: Sequence[EvidenceRow], references: Mapping[str, str]) -> str:
    """Who says so, in a line: the sources, each once."""
    sources = dict.fromkeys(references.get(row.evidence.source, "unsourced") for row in rows)
    return "Evidence: " + ", ".join(sources)


def highlights(site: Site, sheet: Sheet) -> Iterator[Highlight]:
    """Complete means, then the metrics that the registry calls headlines, where one value is known."""
    for fact in sheet.facts.values():
        for value in fact.values:
            if isinstance(value.content, Scores):
                table = score_rows(site.catalog, sheet, value)
                if table.mean:
                    yield Highlight(f"{table.benchmark} mean", table.mean, table.mean_sub)
    for metric in site.catalog.template.metrics.values():
        if metric.headline:
            found = _quantities(sheet, metric.id)
            if len(found) > 1:
                yield Highlight(metric.title, f"{len(found)} values", "under different conditions")
            elif found:
                sub = "derived" if isinstance(found[0], Derived) else _basis_line(found[0].evidence)
                conditions = ", ".join(f"{c.title.lower()} {c.value}" for c in found[0].conditions[:2])
                yield Highlight(
                    metric.title, shown(found[0], metric), ", ".join(p for p in (sub, conditions) if p)
                )


def _basis_line(evidence: Evidence) -> str:
    words = basis_words(evidence)
    return f"basis {words}" if words == "not stated" else words


def _quantities(sheet: Sheet, metric: str) -> list[Value | Derived]:
    """All stated values of a metric, or the derived ones where none is stated."""
    found: list[Value | Derived] = [item.value for item in stated(sheet.facts, metric)]
    return found or [d for d in sheet.derived if d.metric == metric]


def hardware_page(site: Site, entity: Entity) -> Page:
    """A chip or machine with its facts and the sheets that run on it."""
    writer = site.writer(f"hardware/{entity.id}/")
    items = tuple(Item(fact.spec, fact, ()) for fact in entity.facts.values())
    block = Block("facts", "Facts", items)
    on = [s for s in site.catalog.sheets.values() if hardware_of(site.catalog, s) is entity]
    sections = (
        Section("facts", "Facts", _block(site, writer, block, None)),
        Section("models", "Models on this hardware", writer.render("pages/sheets_on.html", sheets=on)),
    )
    intro = writer.render("pages/hardware.html", entity=entity)
    return writer.page(
        entity.name, f"{entity.name}: {entity.kind} hardware and the models on it.", intro, sections
    )
