# Short forms of the shapes. Comes in: what stands at a fact in YAML. Goes out: its content.
# One reader for each shape, in a dict; a new shape is one more entry and one template.
"""Readers of the shapes of facts."""

import re
from collections.abc import Callable, Mapping

from factsheets.document import Json
from factsheets.model import Content, Figure, Items, PairOf, Prose, Range, Rows, Size, Text
from factsheets.questions import FactSpec
from factsheets.units import MAX_LENGTH, Quantity, UnitError, parse, printed

#: The same forms as in schema/values.schema.json.
_SIZE = re.compile(r"[0-9]+(?: ?x ?[0-9]+){1,3}").fullmatch
_END = re.compile(r"[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?").fullmatch


def _prose(value: Json, raw: str, spec: FactSpec) -> Content | None:
    return Prose(value) if isinstance(value, str) else None


def _text(value: Json, raw: str, spec: FactSpec) -> Content | None:
    return Text(value) if isinstance(value, str) else None


def quantity(value: Json, raw: str, dimension: str) -> Quantity | None:
    """A quantity from text or a number, in the author's spelling. Raises UnitError."""
    if isinstance(value, bool) or not isinstance(value, int | float | str) or len(str(value)) > MAX_LENGTH:
        return None
    return parse(value if isinstance(value, str) else raw or str(value), dimension)


def _quantity(value: Json, raw: str, spec: FactSpec) -> Content | None:
    return quantity(value, raw, spec.dimension)


def _two(value: Json, separator: str, spec: FactSpec) -> tuple[Quantity, Quantity] | None:
    """Two numbers with one unit after the second: `1 to 4 ms`, `3.0 / 10.0`."""
    if not isinstance(value, str):
        return None
    first, found, second = printed(value).partition(separator)
    if not found or not _END(first) or not _END(second.partition(" ")[0]):
        example = spec.example or f"1{separator}2"
        raise UnitError("FS113", f"`{value}` is not two numbers", f"for example `{example}`")
    unit = second.partition(" ")[2]
    return parse(f"{first} {unit}".strip(), spec.dimension), parse(second, spec.dimension)


def _range(value: Json, raw: str, spec: FactSpec) -> Content | None:
    both = _two(value, " to ", spec)
    if both and both[0].si > both[1].si:
        raise UnitError("FS114", f"`{value}` begins with its upper end", "write the lower end first")
    return Range(*both) if both else None


def _pair(value: Json, raw: str, spec: FactSpec) -> Content | None:
    both = _two(value, " / ", spec)
    return PairOf(*both) if both else None


def _size(value: Json, raw: str, spec: FactSpec) -> Content | None:
    if not isinstance(value, str):
        return None
    if not _SIZE(value):
        raise UnitError("FS113", f"`{value}` is no size", f"for example `{spec.example or '512 x 512'}`")
    return Size(tuple(int(side) for side in value.split("x")))


def _list(value: Json, raw: str, spec: FactSpec) -> Content | None:
    if not isinstance(value, list):
        return None
    return Items(tuple(item for item in value if isinstance(item, str)))


def _record(value: Json, raw: str, spec: FactSpec) -> Content | None:
    if not isinstance(value, list):
        return None
    rows = [row for row in value if isinstance(row, dict)]
    return Rows(tuple({key: str(cell) for key, cell in row.items()} for row in rows))


def _figure(value: Json, raw: str, spec: FactSpec) -> Content | None:
    if not isinstance(value, dict) or not isinstance(value.get("image"), str):
        return None
    return Figure(str(value["image"]), str(value.get("alt", "")), str(value.get("caption", "")))


#: Reader of the content of one value: (value, spelling of a plain scalar, question) to content, or
#: None where the schema has already complained. Scores are read in facts.py: they hold values.
READERS: Mapping[str, Callable[[Json, str, FactSpec], Content | None]] = {
    "prose": _prose,
    "text": _text,
    "choice": _text,
    "quantity": _quantity,
    "series": _quantity,
    "range": _range,
    "pair": _pair,
    "size": _size,
    "list": _list,
    "record": _record,
    "figure": _figure,
}
