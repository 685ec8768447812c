# Pages of one sheet: the full one and one for each role; and of hardware. Comes in: Catalog and
# views. Goes out: Page.
"""Sheet, role and hardware pages."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from typing import Any

from factsheets.blocks import Blocks
from factsheets.derive import hardware_of
from factsheets.evaluation import UNTIED
from factsheets.fingerprint import fingerprint
from factsheets.heads import linked_data
from factsheets.highlights import highlights
from factsheets.model import Entity, Sheet, former_ids
from factsheets.model_lists import model_groups
from factsheets.pages import Page, Planned, Section
from factsheets.paging import Part, listed
from factsheets.policy import sheet_footnotes
from factsheets.questions import Role
from factsheets.sheet_card import sheet_card
from factsheets.sheet_citation import sheet_citation
from factsheets.sheet_files import FORMS, endings, file_url, sheet_files
from factsheets.site import Site, address_of, sheet_url
from factsheets.tallies import Tally, tallies
from factsheets.view import Block, Item, Reading, SheetView


def sheet_pages(site: Site, sheet: Sheet) -> Iterator[Planned]:
    """The full sheet, then a page for each role; and what stands at its former addresses."""
    card = sheet_card(site, sheet)
    files = (*sheet_files(site, sheet, partial(_full, site, sheet)), *([card] if card else ()))
    yield Planned(sheet_url(sheet), partial(_sheet_page, site, sheet, None), files=files)
    for role in site.catalog.template.roles.values():
        make = partial(_sheet_page, site, sheet, role)
        yield Planned(sheet_url(sheet, role), make, searchable=False, own=False)
    for old in former_ids(sheet):
        for reader in (None, *site.catalog.template.roles.values()):
            url, to = address_of(old, reader), sheet_url(sheet, reader)
            yield Planned(url, partial(_moved_page, site, sheet, url, to), searchable=False, own=False)


@lru_cache(maxsize=2)
def _shared(site: Site, sheet: Sheet) -> tuple[Reading, Blocks]:
    """What the pages of one sheet share, for as long as they are made one after the other."""
    return Reading(sheet, site.catalog.template, site.states(sheet)), Blocks(site, sheet)


@lru_cache(maxsize=2)
def _full(site: Site, sheet: Sheet) -> SheetView:
    """The full sheet, for its page and for the files beside it."""
    return _shared(site, sheet)[0].full()


def _sheet_page(site: Site, sheet: Sheet, role: Role | None) -> Page:
    reading, blocks = _shared(site, sheet)
    view = reading.of(role) if role else _full(site, sheet)
    writer = site.writer(sheet_url(sheet, role))
    below = _below(view, tallies(site.evaluations.get(sheet.id, ()), site.catalog.template, role))
    common = {
        "sheet": sheet,
        "role": role,
        "view": view,
        "roles": tuple(site.catalog.template.roles.values()),
        "hardware": hardware_of(site.catalog, sheet),
        "highlights": () if role else tuple(highlights(site.catalog, sheet)),
        "comparisons": () if role else site.standing_in(sheet),
        "baseline": site.catalog.sheets.get(sheet.baseline),
        "footnotes": sheet_footnotes(site.catalog, sheet),
        "rated": _rated([tally for found in below.values() for tally in found]),
    }
    intro = writer.render("parts/sheet_head.html", **common)
    sections = [Section(b.anchor, b.title, blocks.html(b, below[b.anchor])) for b in view.blocks]
    if role is None:
        about = writer.render(
            "parts/about.html",
            sheet=sheet,
            sheets=site.catalog.sheets,
            roles=site.catalog.template.roles,
            remarks=site.remarks(sheet, {""}),
            forms=[(FORMS[ending][0], file_url(sheet, ending)) for ending in endings(site)],
            citation=sheet_citation(site, sheet).bibtex,
            versions=[(s.key, fingerprint(sheet, s.key)) for s in site.catalog.template.sections],
        )
        sections.append(Section("about", "About this sheet", about))
    reader = f" for the {role.title}" if role else ""
    return writer.page(
        sheet.name,
        f"FactSheet of {sheet.name}{reader}: {_summary(sheet)}",
        intro,
        tuple(sections),
        foot=writer.render("parts/sheet_foot.html", **common),
        canonical=sheet_url(sheet) if role else "",
        card=card.url if (card := sheet_card(site, sheet)) else "",
        data={} if role else linked_data(site, sheet),
    )


def _rated(found: Sequence[Tally]) -> dict[str, Any]:
    """What the head of a page says of the ratings on it; nothing where there are none."""
    if not found:
        return {}
    given = sum((counts for tally in found for counts in tally.counts.values()), Counter[str]())
    untied = sum(tally.state == UNTIED for tally in found)
    return {"counts": given, "sections": len(found), "untied": untied}


def _below(view: SheetView, found: Sequence[Tally]) -> dict[str, list[Tally]]:
    """Ratings by the heading that they stand below: the first one with facts of the section."""
    waiting = {tally.section.key: tally for tally in found}
    return {b.anchor: [waiting.pop(key) for key in b.sections if key in waiting] for b in view.blocks}


def _moved_page(site: Site, sheet: Sheet, url: str, to: str) -> Page:
    """What stands at a former address of a sheet: a URL once published keeps working."""
    writer = site.writer(url)
    intro = writer.render("pages/moved.html", sheet=sheet, to=to)
    return writer.page(sheet.name, "This sheet has moved.", intro, canonical=sheet_url(sheet))


def _summary(sheet: Sheet) -> str:
    done = [block for block in sheet.facts.values() if block.values]
    return f"{len(done)} facts with their evidence."


def hardware_pages(site: Site, entity: Entity) -> Iterator[Planned]:
    """A chip or machine; more than one page where very many sheets run on it."""
    count = len(site.on_hardware.get(entity.id, ()))
    yield from listed(site, f"hardware/{entity.id}/", partial(_hardware_page, site, entity), count)


def _hardware_page(site: Site, entity: Entity, part: Part) -> Page:
    """A chip or machine with its facts and the sheets that run on it."""
    writer = site.writer(f"hardware/{entity.id}/")
    items = tuple(Item(fact.spec, fact, ()) for fact in entity.facts.values())
    block = Block("facts", "Facts", items)
    on = part.of(site.on_hardware.get(entity.id, ()))
    facts = Section("facts", "Facts", Blocks(site, None).html(block))
    title = "Models on this hardware"
    groups = model_groups(site.catalog, on, partial(highlights, site.catalog))
    listing = writer.render("parts/model_list.html", groups=groups, title=title, head="Figures")
    models = Section("models", title, listing)
    sections = (facts, models) if part.first else (models,)
    intro = writer.render("pages/hardware.html", entity=entity)
    return writer.page(
        entity.name, f"{entity.name}: {entity.kind} hardware and the models on it.", intro, sections
    )
