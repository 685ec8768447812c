# The catalog for programs. Comes in: Site. Goes out: its JSON form, its feed, robots.txt. Every date is that of a
# sheet: nothing depends on the clock. Must not know: MkDocs.
"""Files about the whole catalog."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import partial

from msgspec import Struct

from factsheets.derive import hardware_of
from factsheets.highlights import highlights
from factsheets.model import Sheet
from factsheets.pages import PlannedFile
from factsheets.said import filled
from factsheets.sheet_data import FORMAT, encode, identity_data
from factsheets.sheet_files import file_url
from factsheets.site import Site, sheet_url

#: The feed has so many entries at most.
NEWEST = 30
FEED, SITEMAP = "feed.xml", "sitemap-sheets.xml"


class News(Struct, frozen=True):
    """An entry of the feed: a version of a sheet, or a change of it that the sheet tells of."""

    day: str  # 2024-01-31
    id: str
    title: str
    what: str
    link: str
    key: str  # no other entry has it

    @property
    def date(self) -> str:
        """The day as RSS writes it."""
        return format_datetime(datetime.fromisoformat(self.day).replace(tzinfo=UTC))


def site_files(site: Site) -> tuple[PlannedFile, ...]:
    """Files at the top of the site. A feed and what crawlers ask for have whole addresses or are not there."""
    catalog = PlannedFile("catalog.json", partial(catalog_json, site))
    if not site.address:
        return (catalog,)
    return (
        catalog,
        PlannedFile(FEED, partial(feed, site)),
        PlannedFile("robots.txt", lambda: robots(site).encode()),
    )


def catalog_json(site: Site) -> bytes:
    """All sheets with their headline figures, and where their own JSON is."""
    sheets = [_sheet(site, sheet) for sheet in site.catalog.sheets.values()]
    return encode(filled(format=FORMAT, title=site.name, url=site.address, sheets=sheets))


def _sheet(site: Site, sheet: Sheet) -> dict[str, object]:
    hardware, json = hardware_of(site.catalog, sheet), file_url(sheet, "json")
    figures = [filled(title=h.title, text=h.text, under=h.sub) for h in highlights(site.catalog, sheet)]
    return filled(
        **identity_data(site, sheet),
        hardware=hardware.id if hardware else "",
        figures=figures,
        json=site.link(json) or json,
    )


def feed(site: Site) -> bytes:
    """The newest versions and changes as RSS 2.0."""
    return site.render("feeds/feed.xml", site=site, entries=news(site), feed=site.link(FEED)).encode()


def news(site: Site) -> Sequence[News]:
    """The newest versions and changes of all sheets, newest first."""
    found = (entry for sheet in site.catalog.sheets.values() for entry in _news_of(site, sheet))
    return sorted(found, key=lambda entry: (entry.day, entry.id, entry.title), reverse=True)[:NEWEST]


def _news_of(site: Site, sheet: Sheet) -> Iterator[News]:
    """A sheet's version, with what changed on its day; and its earlier changes."""
    head, link = sheet.header, site.link(sheet_url(sheet))
    day, changes = str(head["date"]), head.get("changes", [])
    told: dict[str, list[str]] = {}
    for change in changes if isinstance(changes, list) else ():
        told.setdefault(str(change["date"]), []).append(str(change["what"]))
    version = f"{sheet.name}, version {head['version']}"
    yield News(day, sheet.id, version, " ".join(told.pop(day, [])), link, f"{link}#{day}")
    for other, what in told.items():
        yield News(other, sheet.id, f"{sheet.name}, changed", " ".join(what), link, f"{link}#{other}")


def sitemap(site: Site, addresses: Sequence[str]) -> bytes:
    """A sitemap of these addresses; a sheet's has its date."""
    days = {site.link(sheet_url(sheet)): sheet.header["date"] for sheet in site.catalog.sheets.values()}
    pages = [(address, days.get(address.removesuffix("index.html"), "")) for address in addresses]
    return site.render("feeds/sitemap.xml", pages=pages).encode()


def robots(site: Site) -> str:
    """Everybody may read everything; one page of each sheet is to be listed."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {site.link(SITEMAP)}\n"
