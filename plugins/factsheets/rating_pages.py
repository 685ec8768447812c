# The page of ratings. Comes in: Site. Goes out: Page.
"""How readers rated sheets, what to work on first, and whether it gets better."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from factsheets.evaluation import DIMENSIONS
from factsheets.pages import Page, Section
from factsheets.questions import Role
from factsheets.site import Site, Writer
from factsheets.tallies import Share, roles_of, tallies, trend, work_list
from factsheets.view import reading

#: Width and height of the line of a trend, in units of the drawing, and the room around it.
_WIDTH, _HEIGHT, _ROOM = 96, 20, 4


def ratings_page(site: Site) -> Page:
    """The evaluations, what to work on first, and the shares over iterations."""
    writer = site.writer("ratings/")
    rounds = [evaluation.counts() for found in site.evaluations.values() for evaluation in found]
    intro = writer.render("ratings/intro.html", counts=sum(rounds, Counter[str]()))
    sections = tuple(_sections(site, writer)) if site.evaluations else ()
    return writer.page("Ratings", "How readers rated the sheets, and what to work on first.", intro, sections)


def _sections(site: Site, writer: Writer) -> Iterator[Section]:
    evaluations = [e for found in site.evaluations.values() for e in found]
    anchors = {key: _anchors(site, key) for key in site.evaluations}
    states = {e.id: Counter(rated.state for rated in e.sections) for e in evaluations}
    html = writer.render(
        "ratings/evaluations.html", evaluations=evaluations, states=states, references=site.short_references
    )
    yield Section("evaluations", "Who rated what", html)
    if any(e.comments for e in evaluations):
        html = writer.render("ratings/comments.html", evaluations=evaluations, anchors=anchors)
        yield Section("comments", "What raters said", html)
    yield _work(site, writer, None, anchors)
    for role in roles_of(evaluations, site.catalog.template):
        yield _work(site, writer, role, anchors)
    yield _trend(site, writer)


def _anchors(site: Site, sheet: str) -> frozenset[str]:
    """The sections that the page of a sheet has: readers may have rated one that says nothing yet."""
    view = reading(site.catalog.sheets[sheet], site.catalog.template).full()
    return frozenset(block.anchor for block in view.blocks)


def _work(site: Site, writer: Writer, role: Role | None, anchors: Mapping[str, frozenset[str]]) -> Section:
    """The sections that readers, or those of one role, found least complete."""
    found = [t for rounds in site.evaluations.values() for t in tallies(rounds, site.catalog.template, role)]
    html = writer.render(
        "ratings/work.html", work=work_list(found), role=role, anchors=anchors, others=DIMENSIONS[:-1]
    )
    who, title = (role.id, role.title) if role else ("all", "all readers")
    return Section(f"work-{who}", f"What to work on first: {title}", html)


def _trend(site: Site, writer: Writer) -> Section:
    """The share of high ratings by iteration, of the sheets that have more than one."""
    trends = [(rounds[0].sheet, trend(rounds)) for rounds in site.evaluations.values()]
    several = [(sheet, shares) for sheet, shares in trends if len(shares[DIMENSIONS[0]]) > 1]
    once = [sheet for sheet, shares in trends if len(shares[DIMENSIONS[0]]) == 1]
    size = {"width": _WIDTH + 2 * _ROOM, "height": _HEIGHT + 2 * _ROOM}
    html = writer.render("ratings/trend.html", several=several, once=once, points=points, **size)
    return Section("trend", "Over the iterations", html)


def points(shares: Sequence[Share]) -> list[tuple[int, int]]:
    """Where the shares of a trend stand in its drawing: from left to right, 100 % on top."""
    step = _WIDTH // max(1, len(shares) - 1)
    return [
        (_ROOM + i * step, _ROOM + _HEIGHT - _HEIGHT * share.percent // 100)
        for i, share in enumerate(shares)
        if share.of
    ]
