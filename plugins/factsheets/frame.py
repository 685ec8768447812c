# What a theme puts round a page. Comes in: a few pages of one kind, as the theme renders them. Goes out: any
# other page of the kind, without the theme. Must not know: MkDocs, or any particular theme.
"""Learn the frame of a kind of page from renderings by its theme, and fill it."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from html import escape
from typing import TypeAlias

from markupsafe import Markup
from msgspec import Struct


class Filling(Struct, frozen=True):
    """What differs between two pages of one kind."""

    id: str  # the part of the address that is the page's own
    title: str
    description: str
    body: str
    headings: tuple[tuple[str, str], ...]  # id and title of each
    head: str = ""  # more for the head of the HTML


@lru_cache(maxsize=1024)
def _stripped(text: str) -> str:
    return Markup(text).striptags()  # noqa: S704 - what a theme makes of it, byte for byte


#: How a theme may write a text. Each way makes another spelling of the awkward text.
_WAYS: Sequence[Callable[[str], str]] = (str, _stripped, escape)
_AWKWARD = "A &amp; B’s  “third”\N{NO-BREAK SPACE}one ≥ 5 %"

_MARK = re.compile(
    r"<h1>zq(body)()zq</h1>|zq(id|title|description|head)()zq|zq(anchor|heading)([0-9])zq", re.ASCII
)


def marked(count: int) -> Filling:
    """A page of words that can be found again, with so many headings."""
    headings = tuple((f"zqanchor{n}zq", f"zqheading{n}zq") for n in range(1, count + 1))
    return Filling("zqidzq", "zqtitlezq", "zqdescriptionzq", "<h1>zqbodyzq</h1>", headings, "zqheadzq")


def awkward(count: int) -> Filling:
    """A page of texts that show what a theme does to them."""
    headings = tuple((f"a-{n}", f"{n} {_AWKWARD}") for n in range(count))
    body = f"<h1>{_AWKWARD}</h1>\n<p>\\1 {{}} %s</p>\n"
    return Filling("an-id.2", f"T {_AWKWARD}", f"D {_AWKWARD}", body, headings, "<meta name=a>\n")


class Place(Struct, frozen=True):
    """Where one part of a page stands: its name, and how the theme writes it."""

    name: str
    number: str = ""  # of the heading
    way: Callable[[str], str] = str


class Entries(Struct, frozen=True):
    """Where a table of contents stands: the pieces of one entry, and what stands between two."""

    pieces: tuple["Piece", ...]
    between: str


Piece: TypeAlias = str | Place | Entries


class Frame(Struct, frozen=True):
    """Literal pieces of HTML, and places to fill."""

    pieces: tuple[Piece, ...]

    def fill(self, page: Filling) -> str:
        """The whole page."""
        return "".join(_filled(self.pieces, _parts(page), page.headings))


def _parts(page: Filling) -> dict[str, str]:
    parts = {name: getattr(page, name) for name in ("id", "title", "description", "body", "head")}
    return parts | _heading(page.headings[0]) if page.headings else parts


def _heading(heading: tuple[str, str]) -> dict[str, str]:
    return {"anchor": heading[0], "heading": heading[1]}


def _filled(
    pieces: Sequence[Piece], parts: Mapping[str, str], headings: Sequence[tuple[str, str]]
) -> Iterator[str]:
    for piece in pieces:
        if isinstance(piece, str):
            yield piece
        elif isinstance(piece, Place):
            yield piece.way(parts[piece.name])
        else:
            yield piece.between.join("".join(_filled(piece.pieces, _heading(h), ())) for h in headings)


def learn(render: Callable[[Filling], str], *, headings: bool) -> Frame | None:
    """The frame of the pages that `render` makes, with or without headings; None where it cannot be understood.

    It is proved on pages of one, three and five headings, whose texts are awkward.
    """
    pieces = _pieces(render(marked(3 if headings else 0)))
    counts = (5, 3, 1) if headings else (0,)
    proofs = [(page, render(page)) for page in map(awkward, counts)]
    found = _with_ways(pieces, *proofs[0]) if pieces else None
    if found is None:
        return None
    frame = Frame(found[0])
    return frame if all(frame.fill(page) == html for page, html in proofs) else None


def _pieces(html: str) -> tuple[Piece, ...] | None:
    """A page of marks in pieces: literals and places in turn, the table of contents as one piece."""
    pieces: list[Piece] = []
    end = 0
    for mark in _MARK.finditer(html):
        pieces += [html[end : mark.start()], Place(mark[1] or mark[3] or mark[5], mark[6] or "")]
        end = mark.end()
    pieces.append(html[end:])
    if "zq" in "".join(piece for piece in pieces if isinstance(piece, str)):
        return None
    return _with_entries(pieces)


def _with_entries(pieces: list[Piece]) -> tuple[Piece, ...] | None:
    """The three entries of the table of contents as one piece; None where they are not alike."""
    second = [i for i, piece in enumerate(pieces) if isinstance(piece, Place) and piece.number == "2"]
    if not second:
        return (
            None if any(isinstance(p, Place) and p.number not in {"", "1"} for p in pieces) else tuple(pieces)
        )
    size = second[-1] - second[0] + 1
    starts = [second[0] - size - 1, second[0], second[0] + size + 1]
    entries = [pieces[start : start + size] for start in starts]
    between = [pieces[start - 1] for start in starts[1:]]
    if starts[0] < 0 or between[0] != between[1] or not isinstance(between[0], str):
        return None
    plain = [_unnumbered(entry) for entry in entries]
    rest = pieces[: starts[0]] + pieces[starts[2] + size :]
    if plain[0] != plain[1] or plain[1] != plain[2]:
        return None
    if any(isinstance(piece, Place) and piece.number not in {"", "1"} for piece in rest):
        return None
    whole = Entries(tuple(plain[0]), between[0])
    return (*pieces[: starts[0]], whole, *pieces[starts[2] + size :])


def _unnumbered(pieces: Sequence[Piece]) -> list[Piece]:
    return [Place(piece.name) if isinstance(piece, Place) else piece for piece in pieces]


def _with_ways(
    pieces: Sequence[Piece], page: Filling, html: str, start: int = 0, after: str = ""
) -> tuple[tuple[Piece, ...], int] | None:
    """The pieces with the way in which each place is written, read off a rendered page from `start` on.

    Also where they end; None where no way gives what stands there.
    """
    found: list[Piece] = []
    parts, position = _parts(page), start
    for piece, following in zip(pieces, [*pieces[1:], after], strict=True):
        known: Piece | None = piece
        if isinstance(piece, Place):
            then = following if isinstance(following, str) else ""
            ways = (w for w in _WAYS if html.startswith(w(parts[piece.name]) + then, position))
            way = next(ways, None)
            known = Place(piece.name, way=way) if way else None
        elif isinstance(piece, Entries):
            entry = _with_ways(piece.pieces, page, html, position, piece.between)
            known = Entries(entry[0], piece.between) if entry else None
        text = "".join(_filled([known], parts, page.headings)) if known is not None else None
        if known is None or text is None or not html.startswith(text, position):
            return None
        found.append(known)
        position += len(text)
    return tuple(found), position
