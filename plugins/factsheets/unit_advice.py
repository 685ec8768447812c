# What is meant by a text that is no quantity. Comes in: the text. Goes out: what is wrong with it, and what to write.
# Imported only when there is such a text. Must not know: units and their dimensions.
"""Advice for figures as papers and spreadsheets print them."""

import re
from collections.abc import Callable
from typing import NamedTuple, TypeAlias

_NUMBER = r"[-+]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?"
#: A number that ends here; its first unit, where it has one of its own, is a word.
_FIRST = rf"(?:~|<=|>=|<|>|about)? ?({_NUMBER})(?![0-9.eE])"
_SPREAD = re.compile(rf"{_FIRST}(?: ?[^\W\d]+| ?%)? ?(±|\+/-|\+-) ?([0-9.]+) ?(.*)").fullmatch
_SPAN = re.compile(rf"{_FIRST}(?: ?[^\W\d]+| ?%)? ?(to\b|and\b|[–—…]|\.\.\.?) ?({_NUMBER}) ?(.*)").fullmatch
_PLAIN_SPAN = re.compile(rf"{_FIRST} ?([-/]) ?({_NUMBER}) ?(.*)").fullmatch
_POWER_OF_TEN = re.compile(
    r"([-+]?[0-9.]+) ?[x×*·] ?10(?:\^| ?\*\* ?)?([-+−]?[0-9]{1,3}|[⁺⁻]?[⁰¹²³⁴-⁹]{1,3})(?![0-9.])(.*)"
).fullmatch
_ABOUT = re.compile(
    r"(?:approx\.?|approximately|ca\.?|circa|around|roughly|∼|～|≅|≃) ?([-+.0-9].*)", re.IGNORECASE
).fullmatch
_GROUPS = re.compile(r"([-+]?[0-9]{1,3}(?:[ _'’][0-9]{3})+)(?![0-9])(.*)").fullmatch
_NOTHING = re.compile(
    r"n\.?/?a\.?|unknown|none|nil|[-–—?]+|tb[dca]|not (?:known|available|applicable|stated|reported)",
    re.IGNORECASE,
).fullmatch
_MAC = re.compile(r"[kMGTP]?MACs?(?=$|/)").match
_FLOPS = re.compile(r"([kMGTP]?)FLOPS(?=$|/)").match
_QUERIES = re.compile(r"(?:QPS|qps|quer(?:y|ies)/s|rps|RPS)(?=$|/)").match
_RAISED = str.maketrans("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹−", "+-0123456789-")


class Advice(NamedTuple):
    """What is wrong with a text, what to write instead, and where in the text it fails."""

    message: str
    fix: str
    offset: int


def _nothing(found: re.Match[str]) -> Advice:
    return Advice(f"`{found[0]}` is no figure", "say why there is none: `{not_known: reason}`", 0)


def _spread(found: re.Match[str]) -> Advice:
    value = f"{found[1]} {found[4]}".strip()
    fix = f"write `{{value: {value}, std: {found[3]}}}`, or `ci95: [low, high]` where it is an interval"
    return Advice(f"`{found[0]}` is a value with its spread", fix, found.start(2))


def _span(found: re.Match[str]) -> Advice:
    limit = f"<= {found[3]} {found[4]}".strip()
    fix = f"state each with the conditions that it holds under, or a limit, such as `{limit}`"
    return Advice(f"`{found[0]}` is two numbers, and one is asked for", fix, found.start(2))


def _power_of_ten(found: re.Match[str]) -> Advice:
    power = found[2].translate(_RAISED).removeprefix("+")
    return Advice(f"`{found[0]}` is not a number with a unit", f"write `{found[1]}e{power}{found[3]}`", 0)


def _about(found: re.Match[str]) -> Advice:
    return Advice(f"`{found[0]}` does not begin with a number", f"write `~ {found[1]}`", 0)


def _groups(found: re.Match[str]) -> Advice:
    bare = re.sub(r"[ _'’]", "", found[1]) + found[2]
    return Advice(f"`{found[0]}` has something between its digits", f"write `{bare}`", len(found[1]) - 4)


_Form: TypeAlias = Callable[[str], re.Match[str] | None]
_Said: TypeAlias = Callable[[re.Match[str]], Advice]
#: What a whole text can be instead of a number with a unit, and what is said of it; the first that fits is it.
_FORMS: tuple[tuple[_Form, _Said], ...] = (
    (_NOTHING, _nothing),
    (_SPREAD, _spread),
    (_SPAN, _span),
    (_PLAIN_SPAN, _span),
    (_POWER_OF_TEN, _power_of_ten),
    (_ABOUT, _about),
    (_GROUPS, _groups),
)


def of_text(text: str) -> Advice | None:
    """Advice on a whole text that is more than a number and a unit, or less."""
    return next((said(found) for form, said in _FORMS if (found := form(text))), None)


def of_unit(unit: str) -> str:
    """What to write instead of a unit that is known elsewhere, and has no one meaning here; "" of any other."""
    if _MAC(unit):
        return "a MAC is 2 operations, a multiplication and an addition: count those, and write op or OPS"
    if found := _FLOPS(unit):
        return f"write `{found[1]}OPS` for operations in a second, `{found[1]}op` for their number"
    if _QUERIES(unit):
        return "write `inference/s`, where a query is one inference"
    return ""
