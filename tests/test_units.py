# Numbers with units against tables, and all factors against pint. Pint sees only units that stand here
# or in our own table, never a generated text: it is lenient, and some texts keep it busy for hours.

import re
from decimal import Decimal

import pint
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factsheets.codes import CODES
from factsheets.units import (
    _PREFIX,
    _UNITS,
    ALIASES,
    DIMENSIONS,
    Dimension,
    Quantity,
    UnitError,
    name_of,
    parse,
    parse_unit,
)

fuzz = settings(deadline=None, derandomize=True, max_examples=500)

# ---------------------------------------------------------------------------------------------
# What is read. Text, dimension; limit, number, value in SI, lowest and highest value in SI.

READ = [
    ("0.19 ms", "time", "", "0.19", "0.00019", "0.000185", "0.000195"),
    ("0.19 msec", "time", "", "0.19", "0.00019", "0.000185", "0.000195"),
    ("0.19ms", "time", "", "0.19", "0.00019", "0.000185", "0.000195"),
    ("3 sec", "time", "", "3", "3", "2.5", "3.5"),
    ("12 usec", "time", "", "12", "0.000012", "0.0000115", "0.0000125"),
    ("12 \u00b5s", "time", "", "12", "0.000012", "0.0000115", "0.0000125"),
    ("12 \u03bcs", "time", "", "12", "0.000012", "0.0000115", "0.0000125"),
    ("4 week", "time", "", "4", "2419200", "2116800", "2721600"),
    ("4 weeks", "time", "", "4", "2419200", "2116800", "2721600"),
    ("2 d", "time", "", "2", "172800", "129600", "216000"),
    ("1.5 hr", "time", "", "1.5", "5400", "5220", "5580"),
    ("3 months", "time", "", "3", "7889400", "6574500", "9204300"),
    ("10 minutes", "time", "", "10", "600", "570", "630"),
    ("3.13 W", "power", "", "3.13", "3.13", "3.125", "3.135"),
    ("3.130 W", "power", "", "3.130", "3.13", "3.1295", "3.1305"),
    ("20 watts", "power", "", "20", "20", "19.5", "20.5"),
    ("1 kW", "power", "", "1", "1000", "500", "1500"),
    ("5 J/s", "power", "", "5", "5", "4.5", "5.5"),
    ("3 W*h", "energy", "", "3", "10800", "9000", "12600"),
    ("3 W\u00b7h", "energy", "", "3", "10800", "9000", "12600"),
    ("3 W * h", "energy", "", "3", "10800", "9000", "12600"),
    ("0.6 kWh", "energy", "", "0.6", "2160000", "1980000", "2340000"),
    ("151.8 uJ", "energy", "", "151.8", "0.0001518", "0.00015175", "0.00015185"),
    ("7 joule", "energy", "", "7", "7", "6.5", "7.5"),
    ("5100 inference/s", "inference rate", "", "5100", "5100", "5099.5", "5100.5"),
    ("5.1 kinference/s", "inference rate", "", "5.1", "5100", "5050", "5150"),
    ("5100 samples/sec", "inference rate", "", "5100", "5100", "5099.5", "5100.5"),
    ("5100 inf/s", "inference rate", "", "5100", "5100", "5099.5", "5100.5"),
    ("2 inferences/ms", "inference rate", "", "2", "2000", "1500", "2500"),
    ("1629 Inferences/s/W", "inferences per energy", "", "1629", "1629", "1628.5", "1629.5"),
    ("1629 inference/J", "inferences per energy", "", "1629", "1629", "1628.5", "1629.5"),
    ("2 inference/mJ", "inferences per energy", "", "2", "2000", "1500", "2500"),
    ("780.4 mm2", "area", "", "780.4", "0.0007804", "0.00078035", "0.00078045"),
    ("780.4 sq.mm", "area", "", "780.4", "0.0007804", "0.00078035", "0.00078045"),
    ("780.4 sqmm", "area", "", "780.4", "0.0007804", "0.00078035", "0.00078045"),
    ("780.4 mm\u00b2", "area", "", "780.4", "0.0007804", "0.00078035", "0.00078045"),
    ("780.4 mm^2", "area", "", "780.4", "0.0007804", "0.00078035", "0.00078045"),
    ("780.4 mm*mm", "area", "", "780.4", "0.0007804", "0.00078035", "0.00078045"),
    ("14 nm", "length", "", "14", "0.000000014", "0.0000000135", "0.0000000145"),
    ("2 cm", "length", "", "2", "0.02", "0.015", "0.025"),
    ("110 M", "count", "", "110", "110000000", "109500000", "110500000"),
    ("110 million", "count", "", "110", "110000000", "109500000", "110500000"),
    ("1.1 billion", "count", "", "1.1", "1100000000", "1050000000", "1150000000"),
    ("2.5k", "count", "", "2.5", "2500", "2450", "2550"),
    ("<= 128", "count", "<=", "128", "128", "127.5", "128.5"),
    ("<=128", "count", "<=", "128", "128", "127.5", "128.5"),
    (">= 8", "count", ">=", "8", "8", "7.5", "8.5"),
    ("< 8", "count", "<", "8", "8", "7.5", "8.5"),
    ("> 8", "count", ">", "8", "8", "7.5", "8.5"),
    ("~ 21.84 Gop", "operations", "~", "21.84", "21840000000", "21835000000", "21845000000"),
    ("about 21.84 Gop", "operations", "~", "21.84", "21840000000", "21835000000", "21845000000"),
    ("21.84 Gops", "operations", "", "21.84", "21840000000", "21835000000", "21845000000"),
    ("21.84 GFLOPs", "operations", "", "21.84", "21840000000", "21835000000", "21845000000"),
    ("63.1 TOPS", "operation rate", "", "63.1", "63100000000000", "63050000000000", "63150000000000"),
    ("9.76 TOPS/W", "operations per energy", "", "9.76", "9760000000000", "9755000000000", "9765000000000"),
    ("9.76 op/pJ", "operations per energy", "", "9.76", "9760000000000", "9755000000000", "9765000000000"),
    ("3.5 %", "ratio", "", "3.5", "0.035", "0.0345", "0.0355"),
    ("3.5%", "ratio", "", "3.5", "0.035", "0.0345", "0.0355"),
    ("3.5 pct", "ratio", "", "3.5", "0.035", "0.0345", "0.0355"),
    ("3.5 percent", "ratio", "", "3.5", "0.035", "0.0345", "0.0355"),
    ("0.035", "ratio", "", "0.035", "0.035", "0.0345", "0.0355"),
    ("440 MB", "data size", "", "440", "3520000000", "3516000000", "3524000000"),
    ("2 KiB", "data size", "", "2", "16384", "12288", "20480"),
    ("8 bits", "data size", "", "8", "8", "7.5", "8.5"),
    ("85 K", "temperature", "", "85", "85", "84.5", "85.5"),
    ("5E-5", "number", "", "5E-5", "0.00005", "0.000045", "0.000055"),
    ("1.50e3", "number", "", "1.50e3", "1500", "1495", "1505"),
    ("-0.5", "number", "", "-0.5", "-0.5", "-0.55", "-0.45"),
    ("+7", "number", "", "+7", "7", "6.5", "7.5"),
    (".5", "number", "", ".5", "0.5", "0.45", "0.55"),
    ("0", "number", "", "0", "0", "-0.5", "0.5"),
]


@pytest.mark.parametrize(
    ("text", "dimension", "limit", "number", "si", "low", "high"),
    READ,
    ids=[f"{row[0]} {row[1]}" for row in READ],
)
def test_read(text: str, dimension: str, limit: str, number: str, si: str, low: str, high: str) -> None:
    quantity = parse(text, dimension)
    assert (quantity.limit, quantity.number) == (limit, number)
    assert (quantity.si, quantity.low, quantity.high) == (Decimal(si), Decimal(low), Decimal(high))
    assert quantity.dimension == parse_unit(DIMENSIONS[dimension])[1]


def test_quantity_keeps_the_spelling() -> None:
    quantity = parse("~ 780.40 sq.mm", "area")
    assert quantity == Quantity(
        number="780.40",
        unit="sq.mm",
        limit="~",
        si=Decimal("0.0007804"),
        low=Decimal("0.000780395"),
        high=Decimal("0.000780405"),
        dimension=(("m", 2),),
    )


@pytest.mark.parametrize(
    ("number", "digits"),
    [("3.13", 3), ("0.19", 2), ("5", 1), ("100", 3), ("1.50", 3), ("5E-5", 1), ("0", 1), ("-0.050", 2)],
)
def test_digits_stated(number: str, digits: int) -> None:
    assert parse(number, "number").digits == digits


# ---------------------------------------------------------------------------------------------
# What is refused. Text, dimension; code, offset.

REFUSED = [
    ("3.13 Wat", "power", "FS110", 5),
    ("3.13Wat", "power", "FS110", 4),
    ("~ 3.13 Wat", "power", "FS110", 7),
    ("5 KB", "data size", "FS110", 2),
    ("5 kmin", "time", "FS110", 2),
    ("5 kB2x", "data size", "FS110", 5),
    ("5.1 k inference/s", "inference rate", "FS110", 6),
    ("3 W W", "power", "FS110", 4),
    ("5 mm2 2", "area", "FS110", 6),
    ("1e9999 W", "power", "FS110", 1),
    ("0x10 W", "power", "FS110", 1),
    ("5 \u2126", "power", "FS110", 2),
    ("1 to 4 ms", "time", "FS110", 2),
    ("1 \u00b1 0.1 ms", "time", "FS110", 2),
    ("3.13 W", "time", "FS111", 5),
    ("5 kHz/second", "inference rate", "FS111", 2),
    ("5 kHz", "inference rate", "FS111", 2),
    ("5 /s", "inference rate", "FS111", 2),
    ("5 op/s", "inference rate", "FS111", 2),
    ("5 token/s", "inference rate", "FS111", 2),
    ("5 inference/s", "operation rate", "FS111", 2),
    ("5 inference/s/W", "inference rate", "FS111", 2),
    ("5 mW", "energy", "FS111", 2),
    ("5 mm", "area", "FS111", 2),
    ("5 B", "count", "FS111", 2),
    ("5 M", "time", "FS111", 2),
    ("5 %", "count", "FS111", 2),
    ("5 percent", "count", "FS111", 2),
    ("5 pct", "number", "FS111", 2),
    (">= 5%", "count", "FS111", 4),
    ("0.19", "time", "FS112", 0),
    ("~ 5E-5", "energy", "FS112", 0),
    ("12 ", "power", "FS112", 0),
    ("3,13 W", "power", "FS113", 0),
    ("3,130.5 W", "power", "FS113", 0),
    ("3.130,5 W", "power", "FS113", 0),
    ("1,000,000", "count", "FS113", 0),
    ("1.2.3", "number", "FS113", 0),
    ("3. W", "power", "FS113", 0),
    ("", "time", "FS113", 0),
    (" ", "count", "FS113", 0),
    ("W", "power", "FS113", 0),
    ("ms 5", "time", "FS113", 0),
    ("- 5 W", "power", "FS113", 0),
    ("--5 W", "power", "FS113", 0),
    ("=> 5", "count", "FS113", 0),
    ("nan", "number", "FS113", 0),
    ("inf", "number", "FS113", 0),
    ("Infinity W", "power", "FS113", 0),
    ("9**9**9 s", "time", "FS110", 3),
    ("\u0663 W", "power", "FS113", 0),
    ("\uff13 W", "power", "FS113", 0),
    ("5\nW", "power", "FS113", 0),
    ("5 W\n", "power", "FS113", 0),
    ("\u22125 W", "power", "FS113", 0),
]


def refusal(text: str, dimension: str) -> UnitError:
    with pytest.raises(UnitError) as raised:
        parse(text, dimension)
    return raised.value


@pytest.mark.parametrize(
    ("text", "dimension", "code", "offset"), REFUSED, ids=[f"{row[0]!a} {row[1]}" for row in REFUSED]
)
def test_refused(text: str, dimension: str, code: str, offset: int) -> None:
    error = refusal(text, dimension)
    assert (error.code, error.offset) == (code, offset)
    assert error.message
    assert error.fix


@pytest.mark.parametrize(
    ("text", "dimension", "message", "fix"),
    [
        ("0.19", "time", "`0.19` has no unit", "add the unit, for example `0.19 s`"),
        ("3.13 W", "time", "must be a time, but `W` is a power", "write it in s or a multiple of it"),
        (
            "5 kHz/second",
            "inference rate",
            "must be an inference rate, but `kHz/second` is in s^-2",
            "write it in inference/s or a multiple of it",
        ),
        (
            "5 %",
            "count",
            "must be a count, but `%` is a ratio",
            "write a plain number",
        ),
        ("7", "data size", "`7` has no unit", "add the unit, for example `7 bit`"),
        ("3,13 W", "power", "`3,13 W` is not a number with a unit", "write a decimal point: `3.13 W`"),
        (
            "fast",
            "inference rate",
            "`fast` is not a number with a unit",
            "write a number, a space and a unit, such as `4 inference/s`",
        ),
    ],
)
def test_refusal_in_words(text: str, dimension: str, message: str, fix: str) -> None:
    error = refusal(text, dimension)
    assert (error.message, error.fix) == (message, fix)
    assert str(error) == message


@pytest.mark.parametrize(
    ("unit", "meant"), [("WATTS", "W"), ("w", "W"), ("hz", "Hz"), ("Percent", "%"), ("SEC", "s")]
)
def test_unknown_unit_in_other_case(unit: str, meant: str) -> None:
    error = refusal(f"5 {unit}", "power")
    assert (error.message, error.fix) == (f"unknown unit `{unit}`", f"write `{meant}`")


def test_unknown_unit_like_nothing() -> None:
    assert refusal("5 parsec", "length").fix.startswith("units are written as ms, W, uJ")


@pytest.mark.parametrize("code", ["FS110", "FS111", "FS112", "FS113"])
def test_example_of_the_code(code: str) -> None:
    dimensions = {"power": "power", "throughput": "inference rate", "latency": "time"}
    key, _, wrong = CODES[code].wrong.partition(": ")
    right = CODES[code].right.partition(": ")[2]
    assert refusal(wrong, dimensions[key]).code == code
    assert parse(right, dimensions[key]).unit in right


# ---------------------------------------------------------------------------------------------
# Dimensions


def test_inference_per_second_is_not_hertz() -> None:
    assert parse_unit("inference/s") == (Decimal(1), (("inference", 1), ("s", -1)))
    assert parse_unit("Hz") == (Decimal(1), (("s", -1),))


def test_counted_units_are_kept_apart() -> None:
    assert len({parse_unit(f"{unit}/s")[1] for unit in ("inference", "token", "op", "bit", "1")}) == 5


def test_every_dimension_accepts_its_own_unit() -> None:
    for dimension, unit in DIMENSIONS.items():
        assert parse(f"5 {unit}".strip(), dimension).dimension == parse_unit(unit)[1]


def test_dimensions_differ() -> None:
    units = [unit for unit in DIMENSIONS.values() if unit not in {"", "%"}]
    assert len({parse_unit(unit)[1] for unit in units}) == len(units)


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("ms", "a time"),
        ("kWh", "an energy"),
        ("inference/s", "an inference rate"),
        ("sq.mm", "an area"),
        ("M", "a plain number"),
        ("kHz", "in s^-1"),
        ("token/s", "in s^-1 token"),
        ("V*A*s", "an energy"),
    ],
)
def test_name_of_a_dimension(unit: str, name: str) -> None:
    assert name_of(parse_unit(unit)[1]) == name


def test_unit_of_an_alias_is_known() -> None:
    for alias, unit in ALIASES.items():
        assert parse_unit(alias) == parse_unit(unit)


# ---------------------------------------------------------------------------------------------
# pint as the oracle

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
#: Not in pint: operations per second by their own name, and bare powers of ten.
OURS = {"OPS", "k", "M", "G", "T", ""}
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


# ---------------------------------------------------------------------------------------------
# Any text

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
        assert answer.number in text
        assert answer.unit in text


dimensions = st.sampled_from(sorted(DIMENSIONS))


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
