# Changes in words. Comes in: texts and numbers. Goes out: a word diff, percentages, lists in a sentence.
# Must not know: facts, forms.
"""What is said of a change, word by word and figure by figure."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from difflib import SequenceMatcher

from factsheets.diff.report import Piece
from factsheets.show import MINUS, fixed, signed

#: Words on either side of what changed.
_AROUND = 8
#: Pieces of one text; what follows is counted in words.
_MOST = 60
#: Longer texts are not compared word by word.
_LONG = 4000
#: A line break inside a paragraph, but not before an item of a list, a table or a heading.
_FOLD = re.compile(r"[ \t]*\n(?![ \t]*(?:\n|[-*+>#|]|\d+[.)]))[ \t]*")


def refolded(text: str) -> str:
    """A prose without the line breaks that no reader sees."""
    return _FOLD.sub(" ", re.sub(r"[ \t]+\n", "\n", text.strip()))


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """What differs between two texts, word by word, with some words around it."""
    one, two = before.split(), after.split()
    if len(one) > _LONG or len(two) > _LONG:
        return ()
    found: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece("=", _near(one[a:b], first=a == 0, last=b == len(one))))
            continue
        found += [Piece("-", " ".join(one[a:b]))] if b > a else []
        found += [Piece("+", " ".join(two[c:d]))] if d > c else []
    return tuple(found[:_MOST])


def _near(words: Sequence[str], *, first: bool, last: bool) -> str:
    """Words that are in both texts, without those far from a change."""
    ahead = [] if first else list(words[:_AROUND])
    behind = [] if last else list(words[-_AROUND:])
    if len(ahead) + len(behind) >= len(words):
        return " ".join(words)
    return " ".join([*ahead, "…", *behind])


def percent(share: Decimal) -> str:
    """A share of what was before: +6.2 %."""
    size = abs(share) * 100
    if size >= 1000:
        return f"{'×' if share > 0 else MINUS}{fixed(share + 1, 0)}" if share > 0 else f"{MINUS}100 %"
    return f"{signed(share * 100, 0 if size >= 100 else 1 if size >= Decimal('0.05') else 2)} %"


def in_points(difference: Decimal, decimals: int) -> str:
    """A difference of percentages: −1.09 points."""
    shown = signed(difference, decimals)
    return f"{shown} {'point' if shown.lstrip('+' + MINUS) in {'1', '1.0', '1.00'} else 'points'}"


def listed(words: Iterable[str]) -> str:
    """Some texts in a sentence: a, b and c."""
    *most, last = list(words) or [""]
    return f"{', '.join(most)} and {last}" if most else last
