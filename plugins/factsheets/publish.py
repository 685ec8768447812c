# All pages of a site. Comes in: Site. Goes out: pages that are made when they are wanted.
"""From a catalog to pages."""

from collections.abc import Iterator

from factsheets.index_pages import index_pages
from factsheets.pages import Page, Planned
from factsheets.sheet_pages import hardware_pages, sheet_pages
from factsheets.site import Site


def planned(site: Site) -> Iterator[Planned]:
    """All pages of the site, none of them made yet."""
    yield from index_pages(site)
    for sheet in site.catalog.sheets.values():
        yield from sheet_pages(site, sheet)
    for entity in site.catalog.hardware.values():
        yield from hardware_pages(site, entity)


def pages(site: Site) -> Iterator[Page]:
    """All pages of the site, one after the other."""
    return (plan.make() for plan in planned(site) if plan.exists())
