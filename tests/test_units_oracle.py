"""Factors against pint, and intervals from the stated precision."""

import re
from decimal import Decimal

import pint
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factsheets.units import (
    _PREFIX,
    _UNITS,
    DIMENSIONS,
    Dimension,
    Quantity,
    UnitError,
    parse,
    parse_unit,
    printed,
)
from unit_tables import dimensions, fuzz

PINT_UNITS = {
    "s": "second", "min": "minute", "h": "hour", "day": "day", "week": "week", "month": "month", "year": "julian_year", "m": "meter",
    "W": "watt", "J": "joule", "Wh": "watt_hour", "Hz": "hertz", "K": "kelvin", "V": "volt", "A": "ampere",
    "S": "siemens", "bit": "bit", "B": "byte", "KiB": "kibibyte", "MiB": "mebibyte", "GiB": "gibibyte",
    "inference": "inference", "token": "token", "op": "op", "%": "percent",
}  # fmt: skip


PINT_PREFIXES = {
    "f": "femto", "p": "pico", "n": "nano", "u": "micro", "\u00b5": "micro", "\u03bc": "micro", "m": "milli",
    "c": "centi", "k": "kilo", "K": "kilo", "M": "mega", "G": "giga", "T": "tera", "P": "peta",
}  # fmt: skip


#: Not in pint: operations and inferences per second by their own names, and bare powers of ten.
OURS = {"OPS", "fps", "k", "M", "G", "T", ""}


COMPOUND = {
    "mm2": "millimeter ** 2", "um^2": "micrometer ** 2", "sq.mm": "millimeter ** 2", "m^-1": "1 / meter",
    "inference/s": "inference / second", "inference/s/W": "inference / second / watt",
    "Inferences/s/W": "inference / second / watt", "kinference/s": "kiloinference / second",
    "inference/uJ": "inference / microjoule", "samples/minute": "inference / minute",
    "Gop/s": "gigaop / second", "TOPS": "teraop / second", "TOPS/W": "teraop / second / watt",
    "GOPS/mm2": "gigaop / second / millimeter ** 2", "op/pJ": "op / picojoule", "W*h": "watt * hour",
    "mW/MHz": "milliwatt / megahertz", "uA/V": "microampere / volt", "V*A": "volt * ampere",
    "J/inference": "joule / inference", "token/s": "token / second", "MB/s": "megabyte / second",
    "kWh": "kilowatt_hour", "1/s": "1 / second", "kHz/second": "kilohertz / second",
    "m2*s^-2": "meter ** 2 / second ** 2",
}  # fmt: skip


WORDS = {
    "msec": "millisecond", "usec": "microsecond", "sec": "second", "minutes": "minute", "hrs": "hour", "d": "day",
    "watts": "watt", "joules": "joule", "pct": "percent", "bytes": "byte", "kjoule": "kilojoule",
}  # fmt: skip


BASES = {
    "kg": "kilogram", "m": "meter", "s": "second", "A": "ampere", "K": "kelvin", "bit": "bit",
    "inference": "inference", "token": "token", "op": "op",
}  # fmt: skip


def all_units() -> dict[str, str]:
    """Every unit of ours that pint can say, alone and with each prefix, by its name in pint."""
    units = {name: PINT_UNITS[name] for name in _UNITS if name not in OURS}
    for name, (_, _, prefixes) in _UNITS.items():
        if name not in OURS:
            units |= {prefix + name: PINT_PREFIXES[prefix] + PINT_UNITS[name] for prefix in prefixes}
    return units | COMPOUND | WORDS


@pytest.fixture(scope="module")
def registry() -> pint.UnitRegistry[Decimal]:
    registry: pint.UnitRegistry[Decimal] = pint.UnitRegistry(non_int_type=Decimal)
    for name in ("inference", "token", "op"):
        registry.define(f"{name} = [{name}]")
    return registry


def in_pint(dimension: Dimension) -> str:
    return " * ".join(f"{BASES[base]} ** {power}" for base, power in dimension) or "dimensionless"


@pytest.mark.parametrize(("unit", "name"), all_units().items())
def test_factor_is_that_of_pint(registry: pint.UnitRegistry[Decimal], unit: str, name: str) -> None:
    factor, dimension = parse_unit(unit)
    theirs = registry.Quantity(Decimal(1), name).to(in_pint(dimension)).magnitude
    assert abs(factor / theirs - 1) < Decimal("1e-20")


def test_every_unit_is_checked() -> None:
    assert set(_UNITS) == set(PINT_UNITS) | OURS
    assert set(_PREFIX) == set(PINT_PREFIXES)


@pytest.mark.parametrize(
    ("unit", "factor"),
    [("", "1"), ("1", "1"), ("k", "1000"), ("M", "1e6"), ("G", "1e9"), ("T", "1e12"), ("OPS", "1")],
)
def test_factor_that_pint_does_not_know(unit: str, factor: str) -> None:
    assert parse_unit(unit)[0] == Decimal(factor)


numbers = st.from_regex(
    r"[-+]?([0-9]{1,9}(\.[0-9]{1,9})?|\.[0-9]{1,9})([eE][-+]?[0-9]{1,2})?", fullmatch=True
)


ULP = re.compile(r"[-+]?[0-9]*\.?([0-9]*)(?:[eE](.*))?", re.ASCII)


SCALES = {
    "time": ["s", "ms", "h", "week"], "energy": ["J", "uJ", "kWh"], "area": ["mm2", "sq.mm"], "ratio": ["%", ""],
    "count": ["", "k", "M"], "inferences per energy": ["inference/s/W", "inference/mJ"], "data size": ["MB", "KiB"],
}  # fmt: skip


@fuzz
@given(
    numbers,
    st.sampled_from([(dimension, unit) for dimension, units in SCALES.items() for unit in units]),
    st.sampled_from(["", "~ ", "<= ", ">", "about "]),
)
def test_interval_is_one_unit_in_the_last_place(number: str, scale: tuple[str, str], limit: str) -> None:
    dimension, unit = scale
    quantity = parse(f"{limit}{number} {unit}".strip(), dimension)
    factor = parse_unit(unit)[0]
    found = ULP.fullmatch(number)
    assert found is not None
    place = int(found.group(2) or 0) - len(found.group(1))
    assert quantity.low < quantity.high
    assert quantity.low <= quantity.si <= quantity.high
    assert quantity.high - quantity.low == Decimal(10) ** place * factor
    assert quantity.high + quantity.low == 2 * quantity.si
    assert quantity.si == Decimal(number) * factor


def parsed(text: str, dimension: str) -> Quantity | UnitError:
    """What comes of a text, of which only a quantity or a UnitError may come."""
    try:
        return parse(text, dimension)
    except UnitError as error:
        return error


def check(text: str, dimension: str) -> None:
    answer = parsed(text, dimension)
    if isinstance(answer, UnitError):
        assert answer.code in {"FS110", "FS111", "FS112", "FS113"}
        assert 0 <= answer.offset <= len(text)
        assert answer.fix
    else:
        assert answer.low <= answer.si <= answer.high
        assert answer.dimension == parse_unit(DIMENSIONS[dimension])[1]
        assert answer.number in printed(text)
        assert answer.unit in printed(text)


@fuzz
@given(st.text(st.characters(exclude_categories=()), max_size=60), dimensions)
def test_any_text(text: str, dimension: str) -> None:
    check(text, dimension)


@settings(fuzz, max_examples=2000)
@given(st.lists(st.sampled_from(
    ["3", "0.19", "1e3", ".", ",", "-", "~", "<=", " ", "/", "*", "^", "2", "-1", "\u00b7", "%", "k", "M", "m", "u",
     "s", "W", "J", "inference", "op", "sq.mm", "\u00b2", "B", "Hz", "1", "\n", "\t", "\u00b5", "e", "about ", "Wat"]
), max_size=9).map("".join), dimensions)  # fmt: skip
def test_any_text_like_a_quantity(text: str, dimension: str) -> None:
    check(text, dimension)
