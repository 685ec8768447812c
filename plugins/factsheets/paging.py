# Listings that are too long for one page. Comes in: how many rows there are, what makes a page of some of them. Goes
# out: a plan for each page. The first keeps its address, and all headings. Must not know: what a row is.
"""Split a listing past a thousand rows."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from factsheets.pages import Page, Planned
from factsheets.site import Site

#: So many rows a page of a listing has at most.
ROWS = 1000

Key = TypeVar("Key")
Item = TypeVar("Item")


class Part(Struct, frozen=True):
    """The rows of a listing that stand on one of its pages."""

    url: str  # of the listing
    number: int  # of the page, from 1
    spans: tuple[tuple[int, int], ...]  # first row and end of each page

    @property
    def first(self) -> bool:
        """Whether this is the page at the listing's own address."""
        return self.number == 1

    def of(self, rows: Sequence[Item]) -> Sequence[Item]:
        """The rows that stand here."""
        start, end = self.spans[self.number - 1]
        return rows[start:end]

    def groups(
        self, groups: Iterable[tuple[Key, Sequence[Item]]]
    ) -> Iterator[tuple[Key, Sequence[Item], str]]:
        """Groups of rows, counted through: what stands here of each, and where a group begins that has nothing here.

        The first page has all groups, for links lead to their headings; others only those with rows here.
        """
        start, end = self.spans[self.number - 1]
        position = 0
        for key, rows in groups:
            here = rows[max(0, start - position) : max(0, end - position)]
            if here or self.first:
                yield key, here, "" if here or not rows else self._page_of(position)
            position += len(rows)

    def _page_of(self, row: int) -> str:
        return page_url(self.url, next(n for n, (_, end) in enumerate(self.spans, 1) if row < end))


def page_url(url: str, number: int) -> str:
    """Where a page of a listing is: no sheet, hardware or role has a page there."""
    return f"{url}page/{number}/" if number > 1 else url


def spans(runs: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """First row and end of each page. A run of rows stays together, unless it is too long for any page."""
    cuts, end = [0], 0
    for run in runs:
        if end > cuts[-1] and end + run - cuts[-1] > ROWS:
            cuts.append(end)
        end += run
        while end - cuts[-1] > ROWS:
            cuts.append(cuts[-1] + ROWS)
    return tuple(pairwise([*cuts, end]))


def single(rows: int) -> tuple[int, ...]:
    """Runs of rows that each stand alone."""
    return (1,) * rows


def listed(
    site: Site,
    url: str,
    make: Callable[[Part], Page],
    most: int,
    runs: Callable[[], Iterable[int]] | None = None,
    **first: Any,
) -> Iterator[Planned]:
    """The pages of a listing of at most `most` rows. `runs` is asked when a page is; without it each row is a run.

    `first`: what else is planned for the page at the address itself.
    """
    find = runs if runs and most > ROWS else partial(single, most)
    yield Planned(url, partial(_made, site, url, make, find, 1), **first)
    # Two pages that follow each other have more rows than fit on one.
    for number in range(2, 2 * most // ROWS + 2 if most > ROWS else 2):
        plan = partial(_made, site, url, make, find, number)
        yield Planned(page_url(url, number), plan, exists=partial(_has, find, number), searchable=False)


def _has(runs: Callable[[], Iterable[int]], number: int) -> bool:
    return number <= len(spans(runs()))


def _made(
    site: Site, url: str, make: Callable[[Part], Page], runs: Callable[[], Iterable[int]], number: int
) -> Page:
    """A page with links to those before and after it, where there are any."""
    part = Part(url, number, spans(runs()))
    page = make(part)
    if len(part.spans) == 1:
        return page
    pager = [site.render("parts/pager.html", part=part, page_url=page_url, at=at) for at in ("top", "foot")]
    title = page.title if part.first else f"{page.title}, page {number}"
    return replace(
        page,
        url=page_url(url, number),
        title=title,
        intro=pager[0] + page.intro,
        foot=page.foot + pager[1],
    )
