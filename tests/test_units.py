"""Texts read as quantities, and what is said of those that are none."""

from decimal import Decimal

import pytest

from factsheets.codes import CODES
from factsheets.units import (
    ALIASES,
    DIMENSIONS,
    Quantity,
    UnitError,
    name_of,
    parse,
    parse_unit,
)

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
    ("5 \u00b5m\u00b2", "area", "", "5", "5E-12", "4.5E-12", "5.5E-12"),
    ("5 \u00b5A*V", "power", "", "5", "0.000005", "0.0000045", "0.0000055"),
    ("2 TOPS/mm\u00b2", "operation rate per area", "", "2", "2E18", "1.5E18", "2.5E18"),
    ("3 W\u00b7mm\u207b\u00b2", "power per area", "", "3", "3000000", "2500000", "3500000"),
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
    ("\u2264 5 ms", "time", "<=", "5", "0.005", "0.0045", "0.0055"),
    ("\u2265\u00a05\u202fms", "time", ">=", "5", "0.005", "0.0045", "0.0055"),
    ("\u22485\u2009ms", "time", "~", "5", "0.005", "0.0045", "0.0055"),
    ("\u22125 K", "temperature", "", "-5", "-5", "-5.5", "-4.5"),
    ("1.5e\u22123 W", "power", "", "1.5e-3", "0.0015", "0.00145", "0.00155"),
    ("12 milliseconds", "time", "", "12", "0.012", "0.0115", "0.0125"),
    ("12 microseconds", "time", "", "12", "0.000012", "0.0000115", "0.0000125"),
    ("420 images/s", "inference rate", "", "420", "420", "419.5", "420.5"),
    ("30 frames/s", "inference rate", "", "30", "30", "29.5", "30.5"),
    ("30 fps", "inference rate", "", "30", "30", "29.5", "30.5"),
    ("3 kfps/W", "inferences per energy", "", "3", "3000", "2500", "3500"),
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
    ("1 to 4 ms", "time", "FS113", 2),
    ("1 \u00b1 0.1 ms", "time", "FS113", 2),
    ("\u2264 3 Wat", "power", "FS110", 4),
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
        ("0.19", "time", "`0.19` has no unit", "add the unit, for example `0.19 ms` or `0.19 s`"),
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
        ("2 MS", "time", "unknown unit `MS`", "write `ms`"),
        ("80K", "count", "must be a count, but `K` is a temperature", "write `80 k` for thousands"),
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
