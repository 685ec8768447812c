# The version of a section, as ratings name it. Comes in: the facts of a sheet. Goes out: twelve hex digits.
# Must not know: where a fact stands, at which level its source was stated, how the template words it.
"""A hash of what a section says: of its meaning, not of its text."""

import json
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from hashlib import sha256
from typing import Any

from msgspec import Struct

from factsheets.conditions import Condition
from factsheets.model import Evidence, Fact, Sheet, Value
from factsheets.units import Quantity, parse_unit

#: Hex digits of a version: enough to tell versions of one section apart, few enough to copy.
LENGTH = 12
#: Fields that say where something stands or how the template words it. All others count, by their names:
#: to rename one makes every rating stale.
_SILENT: Mapping[type, frozenset[str]] = {
    Fact: frozenset({"spec", "where"}),
    Value: frozenset({"where"}),
    Condition: frozenset({"title", "meant"}),
    Evidence: frozenset({"inherited"}),
}


def fingerprint(sheet: Sheet, section: str) -> str:
    """The version of the section with the key `section`: another one when readers are told something else."""
    facts = {path: _meaning(fact) for path, fact in sheet.facts.items() if fact.spec.section == section}
    text = _canonical({"facts": facts, "absence": _meaning(sheet.absences.get(section))})
    return sha256(text.encode()).hexdigest()[:LENGTH]


def _canonical(data: Any) -> str:
    return json.dumps(data, sort_keys=True, separators=(",", ":"))


def _meaning(thing: object) -> Any:
    """What a part of a fact says, as JSON."""
    if thing is None or isinstance(thing, str):
        return thing and thing.strip()
    if isinstance(thing, Quantity):
        # The bounds hold the precision that the author stated: 3.0 W says more than 3 W.
        return [thing.limit, *map(_number, (thing.si, thing.low, thing.high))]
    if _names(thing):
        return _record(thing)
    if isinstance(thing, Mapping):
        return {key: _meaning(value) for key, value in thing.items()}
    if isinstance(thing, tuple):
        meanings = [_meaning(value) for value in thing]
        # Values and conditions are told apart by what they hold. The order of texts, rows and numbers counts.
        return sorted(meanings, key=_canonical) if any(_names(value) for value in thing) else meanings
    return thing


def _names(thing: object) -> tuple[str, ...]:
    """The fields of a record that count; none for what is no record."""
    return _fields(type(thing))  # type: ignore[arg-type]  # mypy takes a class for unhashable


@cache
def _fields(kind: type) -> tuple[str, ...]:
    if not issubclass(kind, Struct):
        return ()
    silent: frozenset[str] = _SILENT.get(kind, frozenset())
    return tuple(name for name in kind.__struct_fields__ if name not in silent)


def _record(thing: Any) -> dict[str, Any]:
    """The fields of a record that are not empty, so that a field which nobody has filled changes nothing."""
    found = {name: _meaning(getattr(thing, name)) for name in _names(thing)}
    if isinstance(thing, Value):
        found |= _spread(thing)
    return {name: meaning for name, meaning in found.items() if meaning not in (None, "", [], {})}


def _spread(value: Value) -> dict[str, Any]:
    """Deviation and interval, which are given in the unit of the value, in SI units."""
    unit = value.content.unit if isinstance(value.content, Quantity) else ""
    factor = parse_unit(unit)[0]
    ends = [_number(Decimal(str(end)) * factor) for end in value.ci95 or ()]
    std = None if value.std is None else _number(Decimal(str(value.std)) * factor)
    return {"std": std, "ci95": ends}


def _number(number: Decimal) -> str:
    """A number in one spelling: 0.190 and 19E-2 are the same number."""
    return str(number.normalize())
