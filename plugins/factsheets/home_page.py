# The first page. Comes in: Site. Goes out: Page. It says what the catalog holds, asks what brings a reader here, and
# shows what is new.
"""The home page."""

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from factsheets.evidence import evidence_counts
from factsheets.model import BASES, Catalog, Sheet
from factsheets.pages import Page, Section
from factsheets.scores import scored_by
from factsheets.site import Site
from factsheets.words import plural

#: So many of the newest sheets stand on the page.
_NEWEST = 6


class Figure(Struct, frozen=True):
    """One of the figures on top of the page, with what it leaves unsaid."""

    title: str
    text: str
    sub: str


def home(site: Site) -> Page:
    """What brings you here?"""
    writer = site.writer("")
    catalog = site.catalog
    roles = tuple(catalog.template.roles.values())
    comparisons = [table.comparison for table in site.tables]
    new = _newest(catalog)
    sections = [
        Section("roles", "What brings you here?", writer.render("pages/home_roles.html", roles=roles, rated=bool(site.evaluations))),
        Section("questions", "Questions that the data can answer", writer.render("pages/cards.html", comparisons=comparisons)),
        Section("new", "Newest sheets", writer.render("pages/newest.html", sheets=new)),
        Section(
            "evidence", "What kind of evidence",
            writer.render("pages/evidence.html", counts=_counts(catalog), tables=evidence_counts(catalog)),
        ),
    ]  # fmt: skip
    figures = tuple(_figures(catalog))
    intro = writer.render("pages/home.html", lead=site.description, holds=_holds(catalog), figures=figures)
    return writer.page(site.name, site.description, intro, tuple(sections), wide=True)


def _holds(catalog: Catalog) -> str:
    """What the catalog holds in a sentence."""
    hardware = plural(len(catalog.hardware), "piece of hardware", "pieces of hardware")
    tests = plural(len(catalog.benchmarks), "benchmark")
    return f"{plural(len(catalog.sheets), 'model')} on {hardware}, with scores on {tests}."


def _figures(catalog: Catalog) -> Iterator[Figure]:
    kinds = Counter(sheet.kind or "of unknown kind" for sheet in catalog.sheets.values())
    yield Figure("Models", str(len(catalog.sheets)), ", ".join(f"{kinds[k]} {k}" for k in sorted(kinds)))
    by_basis = {row.label: row.total for row in evidence_counts(catalog)[0].rows}
    measured = by_basis.get("measured", 0)
    yield Figure("Numbers", str(sum(by_basis.values())), f"{measured} of them measured")
    yield Figure("Sources", str(len(catalog.references)), "cited in the sheets")


def _newest(catalog: Catalog) -> list[Sheet]:
    """The sheets that changed last, by their own dates."""
    dated = sorted(catalog.sheets.values(), key=lambda sheet: sheet.name)
    return sorted(dated, key=lambda sheet: str(sheet.header.get("date", "")), reverse=True)[:_NEWEST]


def _counts(catalog: Catalog) -> str:
    """How many models there are of each kind, and how the scores of each kind came about."""
    said = []
    for kind in ("analog", "digital"):
        sheets = [s for s in catalog.sheets.values() if s.kind == kind]
        bases = Counter(basis for sheet in sheets if (basis := scored_by(sheet)))
        scored = ", ".join(f"{bases[b]} {b.replace('not-stated', 'not said how')}" for b in BASES if bases[b])
        without = len(sheets) - bases.total()
        scored += f"; {without} without" if scored and without else ""
        if sheets:
            said.append(f"{len(sheets)} {kind}" + (f" (scores: {scored})" if scored else ""))
    return plural(len(catalog.sheets), "model") + (f": {'; '.join(said)}" if said else "") + "."
