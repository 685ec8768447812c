# Numbers with units, read strictly. Comes in: author text such as "~ 21.84 Gop". Goes out: Quantity.
# Must not know: facts, files. pint is the oracle of the tests, never of the program: it reads
# `3,13 W` as 313 W, and hangs on `9**9**9 s`.
"""Units of the field: parsing, dimensions, and intervals from the stated precision."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias

from msgspec import Struct

Dimension: TypeAlias = tuple[tuple[str, int], ...]

_PREFIX = {
    "f": "1e-15", "p": "1e-12", "n": "1e-9", "u": "1e-6", "µ": "1e-6", "μ": "1e-6", "m": "1e-3",
    "c": "1e-2", "k": "1e3", "K": "1e3", "M": "1e6", "G": "1e9", "T": "1e12", "P": "1e15",
}  # fmt: skip

_POWER = {"kg": 1, "m": 2, "s": -3}
_ENERGY = {"kg": 1, "m": 2, "s": -2}
#: Unit: factor to SI, powers of the base units, prefixes it may carry. An inference, an operation,
#: a token and a bit are counted units of their own, so that inference/s is not Hz.
_UNITS: dict[str, tuple[str, dict[str, int], str]] = {
    "s": ("1", {"s": 1}, "pnuµμm"), "min": ("60", {"s": 1}, ""), "h": ("3600", {"s": 1}, ""),
    "day": ("86400", {"s": 1}, ""), "week": ("604800", {"s": 1}, ""),
    "month": ("2629800", {"s": 1}, ""), "year": ("31557600", {"s": 1}, ""),
    "m": ("1", {"m": 1}, "nuµμmck"),
    "W": ("1", _POWER, "fpnuµμmkMG"), "J": ("1", _ENERGY, "fpnuµμmkMG"),
    "Wh": ("3600", _ENERGY, "mkMG"), "Hz": ("1", {"s": -1}, "kMG"),
    "K": ("1", {"K": 1}, "m"), "V": ("1", _POWER | {"A": -1}, "uµμm"), "A": ("1", {"A": 1}, "pnuµμm"),
    "S": ("1", {"kg": -1, "m": -2, "s": 3, "A": 2}, "pnuµμm"),
    "bit": ("1", {"bit": 1}, "kMGT"), "B": ("8", {"bit": 1}, "kMGT"),
    "KiB": ("8192", {"bit": 1}, ""), "MiB": ("8388608", {"bit": 1}, ""),
    "GiB": ("8589934592", {"bit": 1}, ""),
    "inference": ("1", {"inference": 1}, "kM"), "token": ("1", {"token": 1}, "kM"),
    "fps": ("1", {"inference": 1, "s": -1}, "k"),
    "op": ("1", {"op": 1}, "kMGTP"), "OPS": ("1", {"op": 1, "s": -1}, "kMGTP"),
    "%": ("0.01", {}, ""), "k": ("1e3", {}, ""), "M": ("1e6", {}, ""), "G": ("1e9", {}, ""),
    "T": ("1e12", {}, ""), "": ("1", {}, ""),
}  # fmt: skip

#: Spellings of the field, and what they are read as.
ALIASES = {
    "msec": "ms", "usec": "us", "sec": "s", "second": "s", "seconds": "s", "minute": "min",
    "minutes": "min", "hour": "h", "hours": "h", "hr": "h", "hrs": "h", "d": "day", "days": "day",
    "weeks": "week", "months": "month", "years": "year", "watt": "W", "watts": "W", "joule": "J", "joules": "J",
    "sq.mm": "mm2", "sqmm": "mm2", "pct": "%",
    "percent": "%", "point": "%", "points": "%", "bits": "bit", "byte": "B", "bytes": "B", "ops": "op", "operations": "op",
    "inferences": "inference", "Inferences": "inference", "Inference": "inference",
    "inf": "inference", "samples": "inference", "sample": "inference", "tokens": "token",
    "image": "inference", "images": "inference", "frame": "inference", "frames": "inference",
    "millisecond": "ms", "milliseconds": "ms", "msecs": "ms", "microsecond": "us", "microseconds": "us", "usecs": "us",
    "nanosecond": "ns", "nanoseconds": "ns", "million": "M", "billion": "G", "1": "", "FLOP": "op", "FLOPs": "op", "OP": "op", "OPs": "op",
}  # fmt: skip

#: The spellings among them that have a usual one instead; words such as `weeks` are as good as `week`.
SHORT = {
    "msec": "ms", "usec": "us", "sec": "s", "hr": "h", "hrs": "h", "sq.mm": "mm2", "sqmm": "mm2", "pct": "%",
    "watt": "W", "watts": "W", "joule": "J", "joules": "J", "Inferences": "inference", "Inference": "inference", "inf": "inference",
}  # fmt: skip

#: The dimensions that a fact may ask for by `x-dimension`, each with one of its units.
DIMENSIONS = {
    "time": "s", "power": "W", "energy": "J", "inference rate": "inference/s",
    "inferences per energy": "inference/J", "area": "m2", "length": "m", "count": "", "ratio": "%",
    "number": "", "operations": "op", "operation rate": "op/s", "operations per energy": "op/J",
    "operation rate per area": "OPS/mm2", "inference rate per area": "inference/s/mm2",
    "power per area": "W/mm2", "data size": "bit", "temperature": "K",
}  # fmt: skip

#: Spellings of percent: no dimension, but a ratio all the same.
_PERCENT = frozenset({"%", "pct", "percent", "point", "points"})
_RAISED = str.maketrans("⁻¹²³", "-123")
#: Characters of print: a minus, and spaces that do not break or are thin.
_PRINTED = str.maketrans({"\u2212": "-", "\u00a0": " ", "\u2009": " ", "\u202f": " "})
#: How limits are spelled in print, or in a word.
_LIMITS = {"about": "~", "≈": "~", "≤": "<=", "≥": ">="}
#: A longer text is no quantity, and could hold a product of units without end.
MAX_LENGTH = 120

_NUMBER = r"[-+]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?"
_QUANTITY = re.compile(rf"(~|<=|>=|<|>|about|[≈≤≥])? ?({_NUMBER}) ?([^,.\s0-9].*|)")
_PART = re.compile(r" ?([*/·]?) ?([^\s*/^·0-9-]+|1)(?:\^?(-?[1-9]))?", re.ASCII)


#: A number whose commas stand between thousands; that of `0,175` is a decimal one.
THOUSANDS = re.compile(r"[-+]?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?![0-9,])", re.ASCII)


class UnitError(ValueError):
    """Text that is no quantity of the wanted dimension; `offset` is where in the text it fails."""

    def __init__(self, code: str, message: str, fix: str, offset: int = 0) -> None:
        super().__init__(message)
        self.code, self.message, self.fix, self.offset = code, message, fix, offset
        self.joined = ""  # the unit whose parts stand apart


class Quantity(Struct, frozen=True):
    """A number as its author wrote it, with what follows from it.

    `si` is the value in SI base units; `low` and `high` bound it by the stated precision:
    `0.19 ms` is 0.185 ms to 0.195 ms. `limit` is "", "~", "<=", ">=", "<" or ">".
    """

    number: str
    unit: str
    limit: str
    si: Decimal
    low: Decimal
    high: Decimal
    dimension: Dimension

    @property
    def digits(self) -> int:
        """Significant digits stated: 3 of `3.13`, 2 of `0.19`."""
        return len(Decimal(self.number).as_tuple().digits)

    def within(self, low: float, high: float) -> bool:
        """Whether an interval in the unit of the value holds it, as far as its digits go."""
        number = Decimal(self.number)
        half = _half(number)
        return Decimal(str(low)) - half <= number <= Decimal(str(high)) + half


def _half(number: Decimal) -> Decimal:
    """Half a unit in the last place of a number."""
    return Decimal(5).scaleb(int(number.as_tuple().exponent) - 1)


def _plain(unit: str) -> tuple[Decimal, dict[str, int]] | None:
    """One unit without a power: (factor to SI, base units), None when it is not known."""
    unit = ALIASES.get(unit, unit)
    if unit in _UNITS:
        factor, base, _ = _UNITS[unit]
        return Decimal(factor), base
    stem = ALIASES.get(unit[1:], unit[1:])
    if unit[0] in _PREFIX and unit[0] in _UNITS.get(stem, ("", {}, ""))[2]:
        factor, base, _ = _UNITS[stem]
        return Decimal(factor) * Decimal(_PREFIX[unit[0]]), base
    return None


@lru_cache(maxsize=1024)
def parse_unit(text: str) -> tuple[Decimal, Dimension]:
    """Read `inference/s/W`, `mm2`, `sq.mm`: the factor to SI and the dimension.

    Raises UnitError (FS110) for a unit that is not known.
    """
    text = ALIASES.get(text, text).translate(_RAISED)
    factor, powers, position = Decimal(1), dict[str, int](), 0
    while position < len(text):
        part = _PART.match(text, position)
        plain = _plain(part.group(2)) if part else None
        if not part or plain is None or (position and not part.group(1)):
            raise _unknown(text, position, apart=plain is not None)
        power = int(part.group(3) or 1) * (-1 if part.group(1) == "/" else 1)
        factor *= plain[0] ** power
        for base, exponent in plain[1].items():
            powers[base] = powers.get(base, 0) + exponent * power
        position = part.end()
    return factor, tuple(sorted((base, power) for base, power in powers.items() if power))


def _unknown(text: str, position: int, *, apart: bool) -> UnitError:
    """What is wrong with a unit from `position` on; `apart` where it is known, but not what joins it to the one before."""
    rest = text[position:]
    unknown = rest.lstrip(" */·")
    offset = position + len(rest) - len(unknown)
    if not apart:
        message = f"unknown unit `{unknown}`" if unknown else f"`{text}` ends with `{rest.strip()}`"
        return UnitError("FS110", message, _suggest(unknown), offset)
    error = UnitError("FS110", f"nothing joins `{text[:position]}` and `{unknown}`", "", offset)
    first = ALIASES.get(text[:position], text[:position])
    name, *more = re.split(r"(?=[*/·^0-9-])", unknown, maxsplit=1)
    joined = first + ALIASES.get(name, name)
    # A power would be one of the prefix as well: km2 is no thousand m2.
    if first in _PREFIX and _plain(joined) and (not more or more[0][0] in "*/·"):
        error.joined = "".join([joined, *more])
    error.fix = f"write `{error.joined}`" if error.joined else "write `*` or `/` between units, as in `W*h`"
    return error


def _suggest(unit: str) -> str:
    """What to write instead of an unknown unit."""
    from factsheets.unit_advice import of_unit  # noqa: PLC0415 - only where a sheet has such a unit

    if known_elsewhere := of_unit(unit):
        return known_elsewhere
    lowered = {name.lower(): name for name in [*ALIASES, *_UNITS] if name} | {"s": "s"}
    known = lowered.get(unit.lower()) or _with_prefix(unit.lower())
    if known:
        return f"write `{ALIASES.get(known, known)}`"
    return "units are written as ms, W, uJ, mm2, inference/s/W, Gop, %, with * and / between them"


def _with_prefix(unit: str) -> str:
    """A unit with its prefix in the spelling that is known: `ms` for `MS`."""
    prefix, base = unit[:1], unit[1:]
    fitting = (
        n for n, (_, _, prefixes) in _UNITS.items() if base and n.lower() == base and prefix in prefixes
    )
    return next((prefix + name for name in fitting), "")


def name_of(dimension: Dimension) -> str:
    """The name of a dimension in words, or its base units where it has none."""
    for name, unit in DIMENSIONS.items():
        if dimension and parse_unit(unit)[1] == dimension:
            return _article(name)
    if not dimension:
        return "a plain number"
    return "in " + " ".join(base if power == 1 else f"{base}^{power}" for base, power in dimension)


def _no_number(text: str, dimension: str) -> UnitError:
    """What is wrong with a text that is no quantity, and what to write instead."""
    wrong = _printed(text)
    if wrong:
        return wrong
    if THOUSANDS.match(text):
        fix = f"write no commas: `{text.replace(',', '')}`, or a decimal point"
    elif re.match(r"[-+]?[0-9]+,[0-9]", text):
        fix = f"write a decimal point: `{text.replace(',', '.', 1)}`"
    else:
        fix = f"write a number, a space and a unit, such as `{f'4 {DIMENSIONS[dimension]}'.strip()}`"
    return UnitError("FS113", f"`{text}` is not a number with a unit", fix)


def _printed(text: str) -> UnitError | None:
    """What is wrong with a figure as papers print them; None for any other text."""
    from factsheets.unit_advice import of_text  # noqa: PLC0415 - only where a sheet has such a text

    found = of_text(text) if len(text) <= MAX_LENGTH else None
    return UnitError("FS113", found.message, found.fix, found.offset) if found else None


def printed(text: str) -> str:
    """The text with the minus and the spaces of a keyboard in place of those of print."""
    return text.translate(_PRINTED)


@lru_cache(maxsize=4096)
def parse(text: str, dimension: str) -> Quantity:
    """Read a quantity and check that it has the wanted dimension.

    Raises UnitError: FS113 no number, FS112 no unit, FS110 unknown unit, FS111 wrong dimension.
    """
    if not text.isascii():
        text = printed(text)
    match = _QUANTITY.fullmatch(text) if len(text) <= MAX_LENGTH else None
    if not match:
        raise _no_number(text, dimension)
    limit, number, unit = match.group(1) or "", match.group(2), match.group(3).strip()
    offset = match.start(3)
    wanted = parse_unit(DIMENSIONS[dimension])[1]
    if not unit and wanted:
        unit = DIMENSIONS[dimension]
        smaller = f"`{text} m{unit}` or " if unit in {"s", "W", "J"} else ""
        fix = f"add the unit, for example {smaller}`{text} {unit}`"
        raise UnitError("FS112", f"`{text}` has no unit", fix)
    try:
        factor, found = parse_unit(unit)
    except UnitError as error:
        if wrong := _printed(text):
            raise wrong from None
        error.offset += offset
        if error.joined:
            error.fix = f"write `{text[: match.end(2)]} {error.joined}`"
        raise
    if found != wanted or ((unit in _PERCENT) and dimension != "ratio"):
        kind = "a ratio" if unit in _PERCENT else name_of(found)
        base = DIMENSIONS[dimension]
        fix = f"write it in {base} or a multiple of it" if base else "write a plain number"
        if unit == "K" and not base:
            fix = f"write `{number} k` for thousands"
        message = f"must be {_article(dimension)}, but `{unit}` is {kind}"
        raise UnitError("FS111", message, fix, offset)
    exact = Decimal(number)
    half = _half(exact)
    bounds = ((exact - half) * factor, (exact + half) * factor)
    return Quantity(number, unit, _LIMITS.get(limit, limit), exact * factor, *bounds, found)


def _article(dimension: str) -> str:
    if dimension.startswith(("operations", "inferences")):
        return dimension
    return f"{'an' if dimension[0] in 'aeio' else 'a'} {dimension}"
