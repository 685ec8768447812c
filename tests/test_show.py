# Figures as readers see them: the author's own spelling, and computed ones rounded half up.

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factsheets.show import MINUS, SPACE, amount, fixed, number, parts, signed, significant, spelled, unit
from factsheets.units import DIMENSIONS, parse

fuzz = settings(deadline=None, derandomize=True, max_examples=500)

TIMES = f"{SPACE}\N{MULTIPLICATION SIGN}{SPACE}"
MICRO = "\N{MICRO SIGN}"


@pytest.mark.parametrize("sign", [MINUS, SPACE])
def test_signs_are_the_typographic_ones(sign: str) -> None:
    assert sign in {"\N{MINUS SIGN}", "\N{NO-BREAK SPACE}"}


# ---------------------------------------------------------------------------------------------
# The author's spelling


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("0.19", "0.19"),
        ("0.190", "0.190"),
        (".5", ".5"),
        ("110", "110"),
        ("-5.0", f"{MINUS}5.0"),
        ("+7", "7"),
        ("5E-5", f"5{TIMES}10\u207b\u2075"),
        ("5e-05", f"5{TIMES}10\u207b\u2075"),
        ("1.50e3", f"1.50{TIMES}10\u00b3"),
        ("2E+12", f"2{TIMES}10\u00b9\u00b2"),
        ("-2e0", f"{MINUS}2{TIMES}10\u2070"),
        ("1e-6", "10\u207b\u2076"),
        ("+1e6", "10\u2076"),
        ("-1e6", f"{MINUS}1{TIMES}10\u2076"),
        ("1.0e6", f"1.0{TIMES}10\u2076"),
    ],
)
def test_number(text: str, shown: str) -> None:
    assert number(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("ms", "ms"),
        ("msec", "ms"),
        ("W", "W"),
        ("mm2", "mm\u00b2"),
        ("mm^2", "mm\u00b2"),
        ("mm\u00b2", "mm\u00b2"),
        ("sq.mm", "mm\u00b2"),
        ("um2", f"{MICRO}m\u00b2"),
        ("uJ", f"{MICRO}J"),
        ("us", f"{MICRO}s"),
        ("uW", f"{MICRO}W"),
        ("uA", f"{MICRO}A"),
        ("uS", f"{MICRO}S"),
        ("\u00b5J", f"{MICRO}J"),
        ("inference/uJ", f"inferences/{MICRO}J"),
        ("s^-1", "s\u207b\u00b9"),
        ("Inferences/s/W", "inferences/s/W"),
        ("Inference/s", "inferences/s"),
        ("inference/s", "inferences/s"),
        ("J/inference", "J/inference"),
        ("J/Inference", "J/inference"),
        ("inference", "inferences"),
        ("inferences/s", "inferences/s"),
        ("token/s", "tokens/s"),
        ("week", "weeks"),
        ("weeks", "weeks"),
        ("year", "years"),
        ("day", "days"),
        ("min", "min"),
        ("pct", "%"),
        ("percent", "%"),
        ("%", "%"),
        ("Gop", "Gop"),
        ("TOPS/W", "TOPS/W"),
        ("M", "M"),
    ],
)
def test_unit(text: str, shown: str) -> None:
    assert unit(text) == shown


@pytest.mark.parametrize(
    ("text", "dimension", "shown"),
    [
        ("0.19 ms", "time", f"0.19{SPACE}ms"),
        ("0.190ms", "time", f"0.190{SPACE}ms"),
        ("0.19 msec", "time", f"0.19{SPACE}ms"),
        ("780.4 mm2", "area", f"780.4{SPACE}mm\u00b2"),
        ("151.8 uJ", "energy", f"151.8{SPACE}{MICRO}J"),
        ("1629 Inferences/s/W", "inferences per energy", f"1629{SPACE}inferences/s/W"),
        ("5E-5", "number", f"5{TIMES}10\u207b\u2075"),
        ("110 M", "count", f"110{SPACE}M"),
        ("2.5k", "count", f"2.5{SPACE}k"),
        ("<= 128", "count", "\u2264 128"),
        (">= 8", "count", "\u2265 8"),
        ("<8", "count", "< 8"),
        ("> 8", "count", "> 8"),
        ("~ 21.84 Gop", "operations", f"\u2248 21.84{SPACE}Gop"),
        ("about 4 week", "time", f"\u2248 4{SPACE}weeks"),
        ("3.5 pct", "ratio", f"3.5{SPACE}%"),
        ("-40 K", "temperature", f"{MINUS}40{SPACE}K"),
    ],
)
def test_spelled(text: str, dimension: str, shown: str) -> None:
    assert spelled(parse(text, dimension)) == shown


@fuzz
@given(st.from_regex(r"[0-9]{1,6}(\.[0-9]{1,6})?", fullmatch=True), st.sampled_from(sorted(DIMENSIONS)))
def test_author_digits_are_never_changed(text: str, dimension: str) -> None:
    shown = spelled(parse(f"{text} {DIMENSIONS[dimension]}".strip(), dimension))
    assert shown.partition(SPACE)[0] == text


@pytest.mark.parametrize(
    ("count", "shown"),
    [("1", "week"), ("4", "weeks"), ("0", "weeks"), ("1.5", "weeks"), ("1.0", "weeks"), ("", "weeks")],
)
def test_words_are_counted(count: str, shown: str) -> None:
    assert unit("week", count) == shown


def test_one_inference_a_second() -> None:
    assert spelled(parse("1 inference/s", "inference rate")) == f"1{SPACE}inference/s"


@pytest.mark.parametrize(
    ("text", "dimension", "shown"),
    [
        ("0.19 ms", "time", ("0.19", "ms")),
        ("~ -5E-5", "number", (f"\u2248 {MINUS}5{TIMES}10\u207b\u2075", "")),
        ("<= 780.4 sq.mm", "area", ("\u2264 780.4", "mm\u00b2")),
    ],
)
def test_parts(text: str, dimension: str, shown: tuple[str, str]) -> None:
    assert parts(parse(text, dimension)) == shown


# ---------------------------------------------------------------------------------------------
# Computed amounts


@pytest.mark.parametrize(
    ("si", "base", "digits", "shown"),
    [
        ("151.768e-6", "J", 4, f"151.8{SPACE}{MICRO}J"),
        ("151.768e-6", "J", 3, f"152{SPACE}{MICRO}J"),
        ("151.768e-6", "J", 6, f"151.768{SPACE}{MICRO}J"),
        ("151.768e-6", "J", 2, f"150{SPACE}{MICRO}J"),
        ("0.00019", "s", 2, f"190{SPACE}{MICRO}s"),
        ("0.0019", "s", 2, f"1.9{SPACE}ms"),
        ("1", "s", 2, f"1.0{SPACE}s"),
        ("0.999", "s", 3, f"999{SPACE}ms"),
        ("3.13", "W", 3, f"3.13{SPACE}W"),
        ("3130", "W", 3, f"3.13{SPACE}kW"),
        ("3.13e6", "W", 3, f"3.13{SPACE}MW"),
        ("5e12", "J", 2, f"5.0{SPACE}TJ"),
        ("4.5e-9", "J", 2, f"4.5{SPACE}nJ"),
        ("4.5e-12", "J", 2, f"4.5{SPACE}pJ"),
        ("4.5e-15", "J", 2, f"4.5{SPACE}fJ"),
        ("4.5e-18", "J", 2, f"0.0045{SPACE}fJ"),
        ("-151.768e-6", "J", 4, f"{MINUS}151.8{SPACE}{MICRO}J"),
        ("21.84e9", "op", 4, f"21.84{SPACE}Gop"),
        ("6.31e10", "op/s", 3, f"63.1{SPACE}Gop/s"),
        ("0", "J", 4, f"0{SPACE}J"),
        ("5100", "inference/s", 2, f"5100{SPACE}inferences/s"),
        ("1629", "inference/J", 4, f"1629{SPACE}inferences/J"),
        ("0.0007804", "mm2", 4, f"780.4{SPACE}mm\u00b2"),
        ("0.0355", "%", 3, f"3.55{SPACE}%"),
        ("128", "", 3, "128"),
        ("3600", "h", 2, f"1.0{SPACE}h"),
    ],
)
def test_amount(si: str, base: str, digits: int, shown: str) -> None:
    assert amount(Decimal(si), base, digits) == shown


@pytest.mark.parametrize(
    ("limit", "shown"),
    [("~", "\u2248 "), ("<=", "\u2264 "), (">=", "\u2265 "), ("<", "< "), (">", "> "), ("", "")],
)
def test_amount_with_a_limit(limit: str, shown: str) -> None:
    assert amount(Decimal("0.0019"), "s", 2, limit) == f"{shown}1.9{SPACE}ms"


PREFIXES = {"G": 9, "M": 6, "k": 3, "": 0, "m": -3, MICRO: -6, "n": -9, "p": -12, "f": -15}


@fuzz
@given(st.integers(1, 10**6 - 1), st.integers(-18, 3))
def test_prefixed_amount_is_the_value(digits: int, exponent: int) -> None:
    si = Decimal(digits).scaleb(exponent)
    shown, _, shown_unit = amount(si, "W", 7).partition(SPACE)
    assert shown_unit.endswith("W")
    assert Decimal(shown).scaleb(PREFIXES[shown_unit.removesuffix("W")]) == si
    if Decimal("1e-15") <= si < Decimal("1e12"):
        assert 1 <= Decimal(shown) < 1000


# ---------------------------------------------------------------------------------------------
# Rounding


@pytest.mark.parametrize(
    ("value", "digits", "shown"),
    [
        ("9.996", 3, "10.0"),
        ("9.994", 3, "9.99"),
        ("9.996", 4, "9.996"),
        ("9.996", 1, "10"),
        ("99.96", 3, "100"),
        ("0.09996", 3, "0.100"),
        ("-9.996", 3, f"{MINUS}10.0"),
        ("2.5", 1, "3"),
        ("3.5", 1, "4"),
        ("0.125", 2, "0.13"),
        ("-0.125", 2, f"{MINUS}0.13"),
        ("123456", 2, "120000"),
        ("995", 2, "1000"),
        ("1e21", 3, "1000000000000000000000"),
        ("1.2e-9", 3, "0.00000000120"),
        ("5", 3, "5.00"),
        ("0", 3, "0"),
        ("-0.0", 3, "0"),
    ],
)
def test_significant(value: str, digits: int, shown: str) -> None:
    assert significant(Decimal(value), digits) == shown


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        ("81.225", 2, "81.23"),
        ("81.235", 2, "81.24"),
        ("81.2249", 2, "81.22"),
        ("0.005", 2, "0.01"),
        ("-81.225", 2, f"{MINUS}81.23"),
        ("81", 2, "81.00"),
        ("99.995", 2, "100.00"),
        ("0", 2, "0.00"),
        ("2.5", 0, "3"),
        ("1e3", 1, "1000.0"),
    ],
)
def test_fixed(value: str, decimals: int, shown: str) -> None:
    assert fixed(Decimal(value), decimals) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("3.55", "+3.55"),
        ("-0.65", f"{MINUS}0.65"),
        ("0", "\u00b10.00"),
        ("-0.0", "\u00b10.00"),
        ("0.004", "\u00b10.00"),
        ("-0.004", "\u00b10.00"),
        ("0.005", "+0.01"),
        ("-0.005", f"{MINUS}0.01"),
        ("-81.225", f"{MINUS}81.23"),
        ("12", "+12.00"),
    ],
)
def test_signed(value: str, shown: str) -> None:
    assert signed(Decimal(value), 2) == shown


@fuzz
@given(st.integers(-(10**12), 10**12), st.integers(-12, 3), st.integers(1, 12))
def test_significant_is_near_and_has_its_digits(whole: int, exponent: int, digits: int) -> None:
    value = Decimal(whole).scaleb(exponent)
    shown = Decimal(significant(value, digits).replace(MINUS, "-"))
    if not value:
        assert shown == 0
    else:
        assert abs(shown - value) <= Decimal(5).scaleb(value.adjusted() - digits)
        assert shown == shown.quantize(Decimal(1).scaleb(shown.adjusted() - digits + 1), ROUND_HALF_UP)


@fuzz
@given(st.integers(-(10**12), 10**12), st.integers(-8, 0), st.integers(0, 4))
def test_fixed_and_signed_agree(whole: int, exponent: int, decimals: int) -> None:
    value = Decimal(whole).scaleb(exponent)
    shown = signed(value, decimals)
    assert shown[1:] == fixed(abs(value), decimals)
    assert len(shown.partition(".")[2]) == decimals
    assert abs(Decimal(shown[1:]) - abs(value)) <= Decimal(5).scaleb(-decimals - 1)
    assert shown[0] in {"+", MINUS, "\u00b1"}
    assert (shown[0] == "\u00b1") == (Decimal(shown[1:]) == 0)
