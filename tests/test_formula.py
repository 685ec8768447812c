"""Formulas: what they may hold, what they give over intervals, how they are spelled."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from factsheets.formula import FormulaError, Interval, dimension, evaluate, names, spelled_with


def exact(**values: str) -> dict[str, Interval]:
    return {name: Interval.exact(Decimal(value)) for name, value in values.items()}


@pytest.mark.parametrize(
    "text",
    [
        "", "1 +", "a b", "a.b", "a[0]", "f(a)", "ceil(a, b)", "ceil(a=b)", "-a", "a if b else c", "'a'", "1.5",
        "a ** b", "a ** 0", "a ** 99", "a ** 1.5", "a ** True", "a ** 'a'", "a // b", "a % b",
        "(a, b)", "lambda: a", "__import__('os')", "a == b", "True",
    ],
)  # fmt: skip
def test_only_arithmetic_is_a_formula(text: str) -> None:
    with pytest.raises(FormulaError):
        names(text)


def test_names_come_once_in_reading_order() -> None:
    assert ("power", "latency", "batch_size") == names("power * latency / batch_size + power")
    assert ("a", "b") == names("ceil(a / b)")


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("a + b * c", "14"), ("(a + b) * c", "20"), ("a - b - c", "-5"), ("a / b", "0.6666666666666666666666666667"),
        ("a ** 3", "8"), ("2 * a ** 2 * b", "24"), ("ceil(c / b)", "2"), ("1 / a", "0.5"),
    ],
)  # fmt: skip
def test_values(formula: str, value: str) -> None:
    found = evaluate(formula, exact(a="2", b="3", c="4"))
    assert found == Interval.exact(Decimal(value))


def test_what_may_be_zero_divides_nothing() -> None:
    around = {"a": Interval(Decimal("0.1"), Decimal("-0.1"), Decimal("0.3"))}
    assert evaluate("1 / a", around) is None


def test_a_number_past_all_bounds_gives_nothing() -> None:
    assert evaluate("a ** 9", exact(a="1e999999")) is None


DECIMALS = st.decimals(min_value="0.001", max_value="1000", places=3)
HALVES = st.decimals(min_value="0", max_value="0.0005", places=4)


@given(a=DECIMALS, b=DECIMALS, half_a=HALVES, half_b=HALVES, at=st.floats(0, 1), bt=st.floats(0, 1))
@pytest.mark.parametrize("formula", ["a * b", "a / b", "a + b", "a - b", "a ** 2 / b", "2 * a + b ** 3"])
def test_every_value_inside_the_bounds_gives_one_inside(
    formula: str, a: Decimal, b: Decimal, half_a: Decimal, half_b: Decimal, at: float, bt: float
) -> None:
    one, two = Interval(a, a - half_a, a + half_a), Interval(b, b - half_b, b + half_b)
    assume(one.low > 0 and two.low > 0)
    whole = evaluate(formula, {"a": one, "b": two})
    inner = {
        "a": Interval.exact(one.low + one.width * Decimal(str(round(at, 6)))),
        "b": Interval.exact(two.low + two.width * Decimal(str(round(bt, 6)))),
    }
    inside = evaluate(formula, inner)
    assert whole is not None
    assert inside is not None
    slack = abs(inside.value) * Decimal("1e-20")
    assert whole.low - slack <= inside.value <= whole.high + slack


@pytest.mark.parametrize(
    ("formula", "spelled"),
    [
        ("power * time / batch", "3 W × 2 ms / 4"),
        ("1 / rate", "1 / (6/s)"),
        ("batch / (rate * power)", "4 / (6/s × 3 W)"),
        ("a * (b + c) ** 2", "1 × (2 + 3)²"),
        ("time ** 2", "(2 ms)²"),
        ("a - (b - c)", "1 \u2212 (2 \u2212 3)"),
        ("ceil(a / b)", "⌈1 / 2⌉"),
        ("a / (b / c)", "1 / (2 / 3)"),
    ],
)
def test_spelling_keeps_the_brackets_that_matter(formula: str, spelled: str) -> None:
    values = {
        "power": "3\u00a0W",
        "time": "2\u00a0ms",
        "batch": "4",
        "rate": "6/s",
        "a": "1",
        "b": "2",
        "c": "3",
    }
    assert spelled == spelled_with(formula, values).replace("\u00a0", " ")


def test_dimensions_multiply_and_only_like_ones_add() -> None:
    known = {"power": {"kg": 1, "m": 2, "s": -3}, "time": {"s": 1}, "count": {}}
    assert {"kg": 1, "m": 2, "s": -2} == dimension("power * time / count", known)
    assert {"s": 2} == dimension("time ** 2", known)
    assert {} == dimension("time / time", known)
    with pytest.raises(FormulaError, match="added"):
        dimension("power + time", known)
