# "Did you mean". Comes in: a word and the words that are allowed. Goes out: the one meant, or None.
# Our own, because it is right more often than the general libraries on keys: it looks past case,
# hyphens and underscores, and proposes nothing for words that are merely a bit alike.
"""The allowed word that a mistyped one stands for."""

import re
from collections.abc import Iterable, Sequence


def _distance(one: str, other: str, limit: int) -> int:
    """Edits between two words, a swap of neighbours counting as one; `limit + 1` for any more."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        line = [i]
        for j, b in enumerate(other, 1):
            cost = min(row[j] + 1, line[-1] + 1, row[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            line.append(cost)
        if min(line) > limit:
            return limit + 1
        before, row = row, line
    return row[-1]


def _bare(word: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", word.lower())


def suggest(word: str, allowed: Iterable[str]) -> str | None:
    """The word of `allowed` that `word` is a misspelling of, if there is one."""
    candidates = list(allowed)
    bare = _bare(word)
    limit = max(1, min(3, len(word) // 3))
    best, best_distance = None, limit + 1
    for candidate in candidates:
        if bare and _bare(candidate) == bare:
            return candidate
        distance = _distance(word.lower(), candidate.lower(), limit)
        if distance < best_distance:
            best, best_distance = candidate, distance
    if best is None and len(bare) >= 4:
        starts = [c for c in candidates if _bare(c).startswith(bare)]
        best = starts[0] if len(starts) == 1 else None
    return best


def did_you_mean(word: str, allowed: Iterable[str]) -> str:
    """What to do about a word that is not allowed: the one meant, or all there are."""
    names = list(allowed)
    meant = suggest(word, names)
    return f"did you mean `{meant}`?" if meant else there_is(names)


def there_is(names: Sequence[str]) -> str:
    """The words there are, as many as anybody reads."""
    shown = ", ".join(names[:30]) + (", …" if len(names) > 30 else "")
    return f"there is: {shown}" if names else "there is none yet"
