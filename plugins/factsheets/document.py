# A file that has been read. Comes in: values and the place of each. Goes out: places and findings.
# Must not know: how it was read, or what it means.
"""Documents: the values of one file, and where each stands."""

from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from msgspec import Struct

from factsheets.diagnostics import Finding, Level, Where

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
Steps: TypeAlias = tuple[str | int, ...]


def shorten(value: object, limit: int = 60) -> str:
    """The value as text, cut to `limit` characters."""
    text = str(value)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def dotted(path: Steps) -> str:
    """A place in the author's words: performance.latency[2].value."""
    name = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in path)
    return shorten(name.lstrip("."), 120) if path else "the file"


class Spot(NamedTuple):
    """Where a node stands, counted from 0, and how a plain scalar was spelled."""

    line: int
    column: int
    key_line: int
    key_column: int
    raw: str


#: The fields of a Spot: one of these is made for every value that is read.
SpotFields: TypeAlias = tuple[int, int, int, int, str]
#: The fields by key or index.
Spots: TypeAlias = dict[str | int, SpotFields]


class Document(Struct, frozen=True, eq=False):
    """The values of one file and the place of each."""

    path: str
    text: str
    data: Json
    spots: dict[int, Spots]

    def spot(self, path: Steps) -> Spot:
        """The nearest node to `path` that the file has."""
        return Spot(*self._spot(path))

    def _spot(self, path: Steps) -> SpotFields:
        node: Any = self.data
        spot = (0, 0, 0, 0, "")
        for step in path:
            inner = self.spots.get(id(node))
            if inner is None or step not in inner:
                break
            spot, node = inner[step], node[step]
        return spot

    def inside(self, node: object) -> Spots:
        """Where each value of a mapping or list stands: for many of them, quicker than by their paths."""
        return self.spots.get(id(node), {})

    def at(self, spot: SpotFields, *, key: bool = False) -> Where:
        """The place of a value, or of its key."""
        line, column, key_line, key_column, _ = spot
        return (
            Where(self.path, key_line + 1, key_column + 1) if key else Where(self.path, line + 1, column + 1)
        )

    def where(self, path: Steps = (), *, key: bool = False, offset: int = 0) -> Where:
        """The place of the value at `path`, or of its key, `offset` characters into it."""
        line, column, key_line, key_column, _ = self._spot(path)
        if key:
            return Where(self.path, key_line + 1, key_column + 1)
        return Where(self.path, line + 1, column + 1 + offset)

    def finding(
        self, code: str, path: Steps, message: str, fix: str = "", *, key: bool = False, offset: int = 0
    ) -> Finding:
        """A finding at `path`, with its source line."""
        where = self.where(path, key=key, offset=offset)
        return finding_in(self.text, code, where, message, fix)


@lru_cache(maxsize=4)
def _lines(text: str) -> list[str]:
    """The lines of a text; kept, for a bad file has many findings."""
    return text.split("\n")


def line_of(text: str, number: int) -> str:
    """Line `number`, counted from 1; empty past the end."""
    lines = _lines(text)
    return lines[number - 1].rstrip("\r") if number <= len(lines) else ""


#: Of a line longer than this, a finding has what stands around its place.
_MAX_EXCERPT = 240
_BEFORE = 100


def finding_in(
    text: str, code: str, where: Where, message: str, fix: str = "", level: Level = "error"
) -> Finding:
    """A finding with its source line: a file of one line can have as many findings as characters."""
    line = line_of(text, where.line)
    cut = max(0, where.column - _BEFORE) if len(line) > _MAX_EXCERPT else 0
    return Finding(code, where, message, fix, level, line[cut : cut + _MAX_EXCERPT], cut)
