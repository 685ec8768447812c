# Keys in the order of the template. Comes in: a document, the schemas. Goes out: its text with the lines moved, and
# nothing in them changed. Must not know: how lines are indented or spelled.
"""Move keys of a file to where the template has them, with their comments."""

import posixpath
from collections.abc import Mapping
from typing import Any, TypeAlias

from msgspec import Struct

from factsheets.document import Document, Json, Steps
from factsheets.schema import Schemas, shape_of

#: Keys in their order, each with the order of the keys inside it.
Order: TypeAlias = "dict[str, Order]"


def order_of(schemas: Schemas, name: str) -> Order:
    """The order of keys in files of the schema `name`, sections and groups of facts included."""
    return _order(schemas, name, schemas.schema(name).data)


def _order(schemas: Schemas, name: str, node: Mapping[str, Any]) -> Order:
    found: Order = {}
    for key, entry in node.get("properties", {}).items():
        reference = str(entry.get("$ref", ""))
        other = posixpath.normpath(posixpath.join(posixpath.dirname(name), reference))
        other = other.removesuffix(".schema.json")
        if not shape_of(entry) and other.startswith("sections/") and other in schemas.documents:
            found[key] = _order(schemas, other, schemas.schema(other).data)
        else:
            # The inside of a fact is its author's: value, conditions and evidence stand as they read best.
            found[key] = {} if shape_of(entry) else _order(schemas, name, entry)
    return found


class _Block(Struct):
    """A key with all its lines: the blank ones above, its comments, its value."""

    key: str
    blank: list[str]
    lines: list[str]


def in_order(document: Document, order: Order) -> str:
    """The text of a document with its keys in order.

    A key that the template does not list stays behind the one above it. A map in braces, and one whose keys do not
    each begin a line, stays as it is.
    """
    lines = document.text.split("\n")
    return "\n".join(_sorted(document, (), order, lines, 0, len(lines), top=True))


def _sorted(
    document: Document,
    path: Steps,
    order: Order,
    lines: list[str],
    start: int,
    end: int,
    *,
    top: bool = False,
) -> list[str]:
    """The lines from `start` to `end`, which hold the map at `path`, in order."""
    data = _at(document.data, path)
    places = _places(document, path, data, lines)
    if not places or not order:
        return lines[start:end]
    column = places[0][2]
    starts = [_above(lines, line, column, start) for _, line, _ in places]
    if top:
        starts[0] = _below_the_head(lines, places[0][1])
    last = _end(lines, column, places[-1][1], end)
    blocks = []
    for (key, line, _), first, behind in zip(places, starts, [*starts[1:], last], strict=True):
        begin = next(i for i in range(first, line + 1) if lines[i].strip())
        inner = _sorted(document, (*path, key), order.get(key, {}), lines, line + 1, behind)
        blocks.append(_Block(key, lines[first:begin], [*lines[begin : line + 1], *inner]))
    return [*lines[start : starts[0]], *_joined(blocks, order), *lines[last:end]]


def _joined(blocks: list[_Block], order: Order) -> list[str]:
    ranks = {key: rank for rank, key in enumerate(order)}
    rank, keyed = -1, []
    for block in blocks:
        rank = ranks.get(block.key, rank)
        keyed.append((rank, block))
    ordered = [block for _, block in sorted(keyed, key=lambda entry: entry[0])]
    if ordered[0] is not blocks[0]:  # no blank line above the first key: the one that was first takes it
        ordered[0].blank, blocks[0].blank = blocks[0].blank, ordered[0].blank
    return [line for block in ordered for line in (*block.blank, *block.lines)]


def _places(document: Document, path: Steps, data: Json, lines: list[str]) -> list[tuple[str, int, int]]:
    """Each key of a map with its line and column, where every key begins a line of its own."""
    if not isinstance(data, dict):
        return []
    spots = [(key, document.spot((*path, key))) for key in data]
    places = [(key, spot.key_line, spot.key_column) for key, spot in spots]
    alone = all(not lines[line][:column].strip() for _, line, column in places)
    apart = len({line for _, line, _ in places}) == len(places) and len({c for _, _, c in places}) == 1
    return places if alone and apart and not _in_braces(document, path, lines, places[0][1]) else []


def _in_braces(document: Document, path: Steps, lines: list[str], first: int) -> bool:
    """Whether the map at `path`, whose first key stands in the line `first`, is written with braces."""
    if not path:
        return any(line.lstrip().startswith("{") for line in lines[: first + 1])
    spot = document.spot(path)
    return lines[spot.line][spot.column : spot.column + 1] == "{"


def _above(lines: list[str], line: int, column: int, least: int) -> int:
    """The first of the blank lines and comments above a key that are of its column."""
    while line > least and (not lines[line - 1].strip() or lines[line - 1].find("#") == column):
        if lines[line - 1].strip() and lines[line - 1][:column].strip():
            break
        line -= 1
    return line


def _below_the_head(lines: list[str], first: int) -> int:
    """What stands above a blank line is said of the file; so is the line that editors read."""
    line = first
    while line > 0 and lines[line - 1].startswith("#") and "yaml-language-server:" not in lines[line - 1]:
        line -= 1
    return line


def _end(lines: list[str], column: int, line: int, end: int) -> int:
    """Where the map ends: blank lines and comments below its last key are said of no key."""
    while end > line + 1 and (
        not lines[end - 1].strip()
        or (lines[end - 1].find("#") == column and not lines[end - 1][:column].strip())
    ):
        end -= 1
    return end


def _at(data: Json, path: Steps) -> Json:
    for step in path:
        data = data[step] if isinstance(data, dict) and isinstance(step, str) else None
    return data
