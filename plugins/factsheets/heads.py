# What a page adds to the head of its HTML. Comes in: Site, Page. Goes out: the page with its head. Programs that show
# links read it, and search engines: JSON-LD is a block of data, which a policy against scripts does not stop.
"""Open Graph, the feed and linked data of a page."""

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from factsheets.feed import FEED
from factsheets.model import Sheet
from factsheets.pages import Page
from factsheets.said import filled
from factsheets.sheet_citation import producers_of
from factsheets.sheet_files import FORMS, file_url
from factsheets.site import Site, sheet_url

#: The picture that links to the site are shown with.
CARD = "assets/factsheets/card.png"


def with_head(site: Site, page: Page) -> Page:
    """The page with its head."""
    url = page.canonical or page.url
    return replace(page, head=head(site, page.title, page.description, site.link(url), page.card, page.data))


def head(
    site: Site, title: str, description: str, url: str, card: str = "", data: Mapping[str, Any] | None = None
) -> str:
    """What stands in the head of any page of the site."""
    image = site.link(card or CARD)
    return site.piece("head", site.name, title, description, url, image, site.link(FEED), data)


def linked_data(site: Site, sheet: Sheet) -> dict[str, Any]:
    """A sheet as schema.org has it: an article of its own version and authors, about a model that others made.

    It is no Dataset and no SoftwareSourceCode, for the sheet has neither; and the licence is the model's.
    """
    url = site.link(sheet_url(sheet))
    files = [
        {"@type": "MediaObject", "contentUrl": site.link(file_url(sheet, ending)), "encodingFormat": kind}
        for ending, (_, kind) in FORMS.items()
    ]
    return filled(
        **{"@context": "https://schema.org", "@type": "TechArticle"},
        headline=f"FactSheet of {sheet.name}",
        about=filled(**{"@type": "CreativeWork"}, name=sheet.name, license=sheet.header.get("licence")),
        version=sheet.header["version"],
        dateModified=sheet.header["date"],
        author=[{"@type": "Organization", "name": name} for name in producers_of(sheet)],
        publisher={"@type": "Organization", "name": site.name},
        url=url,
        encoding=files if url else (),
    )
