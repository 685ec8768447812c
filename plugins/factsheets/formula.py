# Formulas of schema/metrics.yaml. Comes in: text such as "power * latency / batch_size". Goes out: the
# names in it, its value over intervals, and its spelling with values for names. Must not know: facts.
"""A small language for derived metrics: names, whole numbers, + - * / **, brackets and ceil()."""

import ast
from collections.abc import Callable, Iterator, Mapping
from decimal import ROUND_CEILING, Decimal, DecimalException
from functools import lru_cache
from typing import TypeAlias

from msgspec import Struct

from factsheets.show import MINUS, SPACE

#: Base units with their powers.
Powers: TypeAlias = Mapping[str, int]

_SIGNS: dict[type[ast.operator], tuple[str, int]] = {
    ast.Add: (" + ", 1), ast.Sub: (f" {MINUS} ", 1), ast.Mult: (" × ", 2), ast.Div: (" / ", 2), ast.Pow: ("", 3),
}  # fmt: skip
_POWERS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class FormulaError(ValueError):
    """Text that is no formula."""


class Interval(Struct, frozen=True):
    """A value with the bounds that its stated precision allows, all in SI units."""

    value: Decimal
    low: Decimal
    high: Decimal

    @classmethod
    def exact(cls, value: Decimal) -> "Interval":
        """A value without doubt, such as a count."""
        return cls(value, value, value)

    @property
    def width(self) -> Decimal:
        """From the lower to the upper bound."""
        return self.high - self.low


_Compiled: TypeAlias = Callable[[Mapping[str, Interval]], Interval]


@lru_cache(maxsize=256)
def parsed(text: str) -> ast.expr:
    """The formula as a tree. Raises FormulaError."""
    try:
        tree = ast.parse(" ".join(text.split()), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise FormulaError(f"`{text}` is no formula") from None
    for node in ast.walk(tree):
        _check(node)
    return tree


def _check(node: ast.AST) -> None:
    known = isinstance(node, ast.Name | ast.Load | ast.operator)
    known |= isinstance(node, ast.BinOp) and type(node.op) in _SIGNS
    known |= isinstance(node, ast.Constant) and type(node.value) is int
    known |= isinstance(node, ast.Call) and _is_ceil(node)
    if not known:
        raise FormulaError(
            "only names, whole numbers, + - * / **, brackets and ceil() may stand in a formula"
        )
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
        power = node.right
        if not isinstance(power, ast.Constant) or type(power.value) is not int or not 0 < power.value < 10:
            raise FormulaError("a power is a whole number from 1 to 9")


def _is_ceil(node: ast.Call) -> bool:
    return getattr(node.func, "id", "") == "ceil" and len(node.args) == 1 and not node.keywords


@lru_cache(maxsize=256)
def names(text: str) -> tuple[str, ...]:
    """The names in a formula, each once, in the order in which they are read."""
    return tuple(dict.fromkeys(_names(parsed(text))))


def _names(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Name):
        yield node.id
    elif isinstance(node, ast.BinOp):
        yield from _names(node.left)
        yield from _names(node.right)
    elif isinstance(node, ast.Call):
        yield from _names(node.args[0])


def evaluate(text: str, values: Mapping[str, Interval]) -> Interval | None:
    """The value of a formula; None where it has none, as for a division by an interval around zero."""
    try:
        return _compiled(text)(values)
    except (DecimalException, ZeroDivisionError):
        return None


@lru_cache(maxsize=256)
def _compiled(text: str) -> _Compiled:
    return _function(parsed(text))


def _function(node: ast.expr) -> _Compiled:
    """What works a formula out, so that the tree is walked once for all sheets."""
    if isinstance(node, ast.Name):
        name = node.id
        return lambda values: values[name]
    if isinstance(node, ast.Constant):
        exact = Interval.exact(Decimal(str(node.value)))
        return lambda _: exact
    if isinstance(node, ast.Call):
        inner = _function(node.args[0])
        return lambda values: _ceiling(inner(values))
    assert isinstance(node, ast.BinOp)  # parsed() has let nothing else through
    combined, left, right = _COMBINED[type(node.op)], _function(node.left), _function(node.right)
    return lambda values: combined(left(values), right(values))


def _ceiling(one: Interval) -> Interval:
    return Interval(*(bound.to_integral_value(ROUND_CEILING) for bound in (one.value, one.low, one.high)))


def _sum(one: Interval, two: Interval) -> Interval:
    return Interval(one.value + two.value, one.low + two.low, one.high + two.high)


def _difference(one: Interval, two: Interval) -> Interval:
    return Interval(one.value - two.value, one.low - two.high, one.high - two.low)


def _power(one: Interval, two: Interval) -> Interval:
    power = int(two.value)
    ends = sorted((one.low**power, one.high**power))
    return Interval(one.value**power, ends[0], ends[1])


def _product(one: Interval, two: Interval) -> Interval:
    value = one.value * two.value
    if one.low > 0 and two.low > 0:  # as nearly always
        return Interval(value, one.low * two.low, one.high * two.high)
    ends = sorted(a * b for a in (one.low, one.high) for b in (two.low, two.high))
    return Interval(value, ends[0], ends[-1])


def _quotient(one: Interval, two: Interval) -> Interval:
    if two.low <= 0 <= two.high:
        raise ZeroDivisionError
    value = one.value / two.value
    if one.low > 0 and two.low > 0:  # as nearly always
        return Interval(value, one.low / two.high, one.high / two.low)
    ends = sorted(a / b for a in (one.low, one.high) for b in (two.low, two.high))
    return Interval(value, ends[0], ends[-1])


_COMBINED: Mapping[type[ast.operator], Callable[[Interval, Interval], Interval]] = {
    ast.Add: _sum, ast.Sub: _difference, ast.Mult: _product, ast.Div: _quotient, ast.Pow: _power,
}  # fmt: skip


def dimension(text: str, known: Mapping[str, Powers]) -> Powers:
    """Powers of the base units that a formula gives; `known` has those of the names.

    Raises FormulaError where a formula adds what cannot be added.
    """
    return _dimension(parsed(text), known)


def _dimension(node: ast.expr, known: Mapping[str, Powers]) -> Powers:
    if isinstance(node, ast.Name):
        return known[node.id]
    if isinstance(node, ast.Constant):
        return {}
    if isinstance(node, ast.Call):
        return _dimension(node.args[0], known)
    assert isinstance(node, ast.BinOp)  # parsed() has let nothing else through
    left, right = _dimension(node.left, known), _dimension(node.right, known)
    if isinstance(node.op, ast.Add | ast.Sub):
        if left != right:
            raise FormulaError("only what has one dimension can be added")
        return left
    if isinstance(node.op, ast.Pow):
        power = int(str(getattr(node.right, "value", 1)))
        return {base: exponent * power for base, exponent in left.items()}
    sign = -1 if isinstance(node.op, ast.Div) else 1
    powers = {base: left.get(base, 0) + sign * right.get(base, 0) for base in {*left, *right}}
    return {base: exponent for base, exponent in powers.items() if exponent}


def spelled_with(text: str, values: Mapping[str, str]) -> str:
    """The formula with `values` for names: "3.13 W × 0.19 ms / 4"."""
    return _spelled(parsed(text), values)[0]


def _spelled(node: ast.expr, values: Mapping[str, str]) -> tuple[str, int]:
    """Text of a node, and how tightly it holds together: 1 a sum, 2 a product, 3 a power, 4 a name."""
    if isinstance(node, ast.Name):
        text = values[node.id]
        return text, 2 if "/" in text else 3 if SPACE in text else 4
    if isinstance(node, ast.Constant):
        return str(node.value), 4
    if isinstance(node, ast.Call):
        return f"⌈{_spelled(node.args[0], values)[0]}⌉", 4
    assert isinstance(node, ast.BinOp)  # parsed() has let nothing else through
    sign, rank = _SIGNS[type(node.op)]
    left = _bracketed(_spelled(node.left, values), rank + isinstance(node.op, ast.Pow))
    if isinstance(node.op, ast.Pow):
        return left + str(getattr(node.right, "value", "")).translate(_POWERS), rank
    right = _bracketed(_spelled(node.right, values), rank + isinstance(node.op, ast.Div | ast.Sub))
    return f"{left}{sign}{right}", rank


def _bracketed(part: tuple[str, int], rank: int) -> str:
    text, own = part
    return text if own >= rank else f"({text})"
