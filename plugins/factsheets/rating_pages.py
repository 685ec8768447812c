# The page of ratings. Comes in: Site. Goes out: a plan of it, and of further ones where it is long.
"""How readers rated sheets, what to work on first, and whether it gets better."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from markupsafe import Markup
from msgspec import Struct

from factsheets.evaluation import DIMENSIONS
from factsheets.model import Sheet
from factsheets.pages import Page, Planned, Section
from factsheets.paging import Part, listed, single
from factsheets.questions import Role
from factsheets.site import Site
from factsheets.tallies import Share, roles_of, tallies, trend, work_list
from factsheets.view import reading

#: Width and height of the line of a trend, in units of the drawing, and the room around it.
_WIDTH, _HEIGHT, _ROOM = 96, 20, 4


class _Listing(Struct, frozen=True):
    """A heading of the page with its rows, and what shows some of them."""

    id: str
    title: str
    rows: Sequence[Any]
    show: Callable[[Sequence[Any]], Markup]


def ratings_pages(site: Site) -> Iterator[Planned]:
    """The page of ratings; more than one where very many sheets are rated."""
    template = site.catalog.template
    worked = len(template.sections) * (1 + len(template.roles))
    files: list[Any] = [document.data for document in site.catalog.evaluations.values()]
    most = sum(2 + worked + len(data.get("comments", ())) for data in files)
    yield from listed(site, "ratings/", partial(_ratings_page, site), most, partial(_runs, site), in_nav=True)


def _runs(site: Site) -> tuple[int, ...]:
    return single(sum(len(listing.rows) for listing in _listings(site)))


def _ratings_page(site: Site, part: Part) -> Page:
    """The evaluations, what to work on first, and the shares over iterations."""
    writer = site.writer("ratings/")
    rounds = [evaluation.counts() for found in site.evaluations.values() for evaluation in found]
    intro = writer.render("ratings/intro.html", counts=sum(rounds, Counter[str]()))
    sections = []
    for listing, here, elsewhere in part.groups((each, each.rows) for each in _listings(site)):
        later = writer.render("parts/elsewhere.html", elsewhere=elsewhere) if elsewhere else None
        sections.append(Section(listing.id, listing.title, later or listing.show(here)))
    about = "How readers rated the sheets, and what to work on first."
    return writer.page("Ratings", about, intro, tuple(sections))


def _listings(site: Site) -> Iterator[_Listing]:
    evaluations = [e for found in site.evaluations.values() for e in found]
    if not evaluations:
        return
    anchors = {key: _anchors(site, key) for key in site.evaluations}
    states = {e.id: Counter(rated.state for rated in e.sections) for e in evaluations}

    def rated(rows: Sequence[Any]) -> Markup:
        return site.render(
            "ratings/evaluations.html", evaluations=rows, states=states, references=site.short_references
        )

    def said(rows: Sequence[Any]) -> Markup:
        return site.render("ratings/comments.html", comments=rows, anchors=anchors)

    yield _Listing("evaluations", "Who rated what", evaluations, rated)
    comments = [(evaluation, comment) for evaluation in evaluations for comment in evaluation.comments]
    if comments:
        yield _Listing("comments", "What raters said", comments, said)
    yield _work(site, None, anchors)
    for role in roles_of(evaluations, site.catalog.template):
        yield _work(site, role, anchors)
    trends = [(rounds[0].sheet, trend(rounds)) for rounds in site.evaluations.values()]
    yield _Listing("trend", "Over the iterations", trends, partial(_trend, site))


def _anchors(site: Site, sheet: str) -> frozenset[str]:
    """The sections that the page of a sheet has: readers may have rated one that says nothing yet."""
    view = reading(site.catalog.sheets[sheet], site.catalog.template).full()
    return frozenset(block.anchor for block in view.blocks)


def _work(site: Site, role: Role | None, anchors: Mapping[str, frozenset[str]]) -> _Listing:
    """The sections that readers, or those of one role, found least complete."""
    found = [t for rounds in site.evaluations.values() for t in tallies(rounds, site.catalog.template, role)]

    def show(rows: Sequence[Any]) -> Markup:
        return site.render("ratings/work.html", work=rows, role=role, anchors=anchors, others=DIMENSIONS[:-1])

    who, title = (role.id, role.title) if role else ("all", "all readers")
    return _Listing(f"work-{who}", f"What to work on first: {title}", work_list(found), show)


def _trend(site: Site, trends: Sequence[tuple[Sheet, Mapping[str, Sequence[Share]]]]) -> Markup:
    """The share of high ratings by iteration, of the sheets that have more than one."""
    several = [(sheet, shares) for sheet, shares in trends if len(shares[DIMENSIONS[0]]) > 1]
    once = [sheet for sheet, shares in trends if len(shares[DIMENSIONS[0]]) == 1]
    size = {"width": _WIDTH + 2 * _ROOM, "height": _HEIGHT + 2 * _ROOM}
    return site.render("ratings/trend.html", several=several, once=once, points=points, **size)


def points(shares: Sequence[Share]) -> list[tuple[int, int]]:
    """Where the shares of a trend stand in its drawing: from left to right, 100 % on top."""
    step = _WIDTH // max(1, len(shares) - 1)
    return [
        (_ROOM + i * step, _ROOM + _HEIGHT - _HEIGHT * share.percent // 100)
        for i, share in enumerate(shares)
        if share.of
    ]
