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
#: Of texts that differ in a longer run of words, it is only said that they do.
_LONG = 400
#: A line break inside a paragraph, but not before an item of a list, a table or a heading.
_FOLD = re.compile(r"\n(?![ \t]*(?:\n|[-*+>#|]|\d+[.)]))[ \t]*")


def refolded(text: str) -> str:
    """A prose without the line breaks that no reader sees."""
    return _FOLD.sub(" ", "\n".join(line.rstrip(" \t") for line in text.strip().split("\n")))


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """What differs between two texts, word by word, with some words around it; nothing of what differs all over."""
    one, two = before.split(), after.split()
    head = next(
        (i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two))
    )
    most = min(len(one), len(two)) - head
    tail = next((i for i in range(most) if one[-1 - i] != two[-1 - i]), most)
    if max(len(one), len(two)) - head - tail > _LONG:
        return ()
    middle = one[head : len(one) - tail], two[head : len(two) - tail]
    found = [Piece("=", _near(one[:head], first=True, last=False))] if head else []
    for tag, a, b, c, d in SequenceMatcher(None, *middle, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece("=", _near(middle[0][a:b], first=False, last=False)))
            continue
        found += [Piece("-", " ".join(middle[0][a:b]))] if b > a else []
        found += [Piece("+", " ".join(middle[1][c:d]))] if d > c else []
    found += [Piece("=", _near(one[len(one) - tail :], first=False, last=True))] if tail else []
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
