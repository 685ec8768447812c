# Numbers as readers see them. Comes in: quantities and decimals. Goes out: text. One place for signs,
# prefixes and rounding, so that a figure looks the same on every page.
"""Spelling of figures: the author's own, and computed ones rounded half up."""

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from factsheets.units import Quantity, parse_unit

MINUS = "\u2212"
SPACE = "\u00a0"
THIN = "\u202f"  # narrow, and no place to break a line
#: Digits that any stated number can need: exponents have at most three.
_WIDE = Context(prec=2200)
_STEPS = (
    ("P", "1e15"), ("T", "1e12"), ("G", "1e9"), ("M", "1e6"), ("k", "1e3"), ("", "1"), ("m", "1e-3"), ("µ", "1e-6"), ("n", "1e-9"),
    ("p", "1e-12"), ("f", "1e-15"),
)  # fmt: skip
#: Units that carry a prefix when a computed value is shown.
_PREFIXED = frozenset({"J", "W", "s", "op", "op/s", "OPS", "OPS/W", "OPS/mm2", "W/mm2"})
_LIMITS = {"~": "≈ ", "<=": "≤ ", ">=": "≥ ", "<": "< ", ">": "> ", "": ""}
_WORDS = frozenset({"inference", "week", "day", "month", "year", "token"})
_POWERS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def number(text: str) -> str:
    """The author's digits with a true minus sign; 5E-5 as 5×10⁻⁵."""
    mantissa, found, exponent = text.lower().partition("e")
    mantissa = mantissa.replace("-", MINUS).lstrip("+")
    if not found:
        return mantissa
    power = str(int(exponent)).translate(_POWERS)
    return f"10{power}" if mantissa == "1" else f"{mantissa}{SPACE}×{SPACE}10{power}"


def unit(text: str, count: str = "") -> str:
    """The author's unit with powers raised and words in the plural: mm2 as mm², 4 week as 4 weeks."""
    return _unit(text, many=count != "1")


@lru_cache(maxsize=1024)
def _unit(text: str, *, many: bool) -> str:
    text = {"sq.mm": "mm²", "pct": "%", "percent": "%", "msec": "ms"}.get(text, text)
    text = re.sub(r"(?<=[a-zA-Z])\^?(-?[1-9])", lambda m: m.group(1).translate(_POWERS), text)
    text = re.sub(r"\bu(?=[smWJASV])", "µ", text)
    word = text.partition("/")[0]
    if many and word.lower() in _WORDS:
        text = text.replace(word, f"{word.lower()}s", 1)
    return text.replace("Inference", "inference")


def parts(quantity: Quantity) -> tuple[str, str]:
    """A stated quantity as its author gave it: the number with its limit, and the unit."""
    shown = _LIMITS[quantity.limit] + number(quantity.number)
    return shown, unit(quantity.unit, quantity.number)


def spelled(quantity: Quantity) -> str:
    """A stated quantity in one piece."""
    shown, its_unit = parts(quantity)
    return f"{shown}{SPACE}{its_unit}" if its_unit else shown


def amount(si: Decimal, base: str, digits: int, limit: str = "") -> str:
    """A computed value in the unit `base`, with the prefix that fits and `digits` digits."""
    factor = parse_unit(base)[0]
    value, prefix = si / factor, ""
    if base in _PREFIXED and value:
        # Rounded first: 999.6 µJ with three digits is 1.00 mJ.
        value = Decimal(significant(value, digits).replace(MINUS, "-"))
        prefix, step = next(((p, s) for p, s in _STEPS if abs(value) >= Decimal(s)), _STEPS[-1])
        value /= Decimal(step)
    shown = unit(prefix + base)
    return f"{_LIMITS[limit]}{significant(value, digits)}{SPACE if shown else ''}{shown}"


def significant(value: Decimal, digits: int) -> str:
    """`value` with `digits` significant digits, rounded half up, never in scientific notation."""
    if not value:
        return "0"
    places = digits - 1 - value.adjusted()
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _WIDE)
    if rounded.adjusted() > value.adjusted():  # 9.996 became 10.00: one digit too many
        rounded = rounded.quantize(Decimal(1).scaleb(-places + 1), ROUND_HALF_UP, _WIDE)
    return f"{rounded:f}".replace("-", MINUS)


def fixed(value: Decimal, decimals: int) -> str:
    """`value` with `decimals` decimals, rounded half up: 81.225 is 81.23."""
    rounded = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _WIDE)
    return f"{rounded or abs(rounded):f}".replace("-", MINUS)


def whole(value: Decimal) -> str:
    """A count, its digits in groups of three from five digits on: 84 934 656."""
    text = f"{fixed(value, 0)}"
    if len(text.lstrip(MINUS)) < 5:
        return text
    return f"{int(text.replace(MINUS, '-')):,}".replace(",", THIN).replace("-", MINUS)


def signed(value: Decimal, decimals: int) -> str:
    """A difference with its sign: +3.55, −0.65, ±0.00."""
    shown = fixed(abs(value), decimals)
    sign = "±" if not Decimal(shown) else "+" if value > 0 else MINUS
    return f"{sign}{shown}"
