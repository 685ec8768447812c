# Which value became which. Comes in: answers of both states. Goes out: pairs of them. Values are matched by what they are
# and under which conditions; their spelling and their place in a list count for nothing. Must not know: what is said of it.
"""Values of two states, matched."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

from factsheets.diff.answers import Answer, keyed
from factsheets.diff.wording import refolded
from factsheets.model import PairOf, Prose, Range, Rows, Text
from factsheets.units import Quantity

#: A value before and after; None where there is none.
Match: TypeAlias = tuple[Answer | None, Answer | None]

#: A text with fewer characters may stand at two facts by chance.
_LEAST = 12


def matched(old: Sequence[Answer], new: Sequence[Answer]) -> Iterator[Match]:
    """Values of both sides, fact by fact."""
    before, after = _by_path(old), _by_path(new)
    for path in dict.fromkeys([*after, *before]):
        yield from _of_fact(before.get(path, []), after.get(path, []))


def _by_path(found: Sequence[Answer]) -> dict[str, list[Answer]]:
    by_path: dict[str, list[Answer]] = {}
    for answer in found:
        by_path.setdefault(answer.path, []).append(answer)
    return by_path


def _of_fact(old: Sequence[Answer], new: Sequence[Answer]) -> Iterator[Match]:
    """Values of one fact: under the same conditions first, then the same amount, then those most alike."""
    one, two = dict(keyed(old)), dict(keyed(new))
    for key in [key for key in two if key in one]:
        yield one.pop(key), two.pop(key)
    left, right = list(one.values()), list(two.values())
    for same_of in (_of_one_amount, _comparable):
        for answer in list(right):
            same = [o for o in left if same_of(o, answer)]
            if same:
                best = max(same, key=lambda o: _alike(o, answer))
                if same_of is _of_one_amount or _alike(best, answer) or len(left) == len(right) == 1:
                    left.remove(best)
                    right.remove(answer)
                    yield best, answer
    yield from ((answer, None) for answer in left)
    yield from ((None, answer) for answer in right)


def _of_one_amount(one: Answer, other: Answer) -> bool:
    return one.content is not None and meaning(one) == meaning(other)


def _comparable(one: Answer, other: Answer) -> bool:
    """Whether one can have become the other: a score on a benchmark says nothing of one on another."""
    return one.table == other.table and (one.table or one.benchmark == other.benchmark)


def _alike(one: Answer, other: Answer) -> int:
    """How many conditions two values share."""
    held = [{(c.key, c.meant) for c in answer.conditions} for answer in (one, other)]
    return len(held[0] & held[1])


def renamed(matches: Iterable[Match]) -> Iterator[Match]:
    """Values that went from one fact to another with all that they say are one match."""
    found = list(matches)
    gone: dict[Any, list[int]] = {}
    for index, (one, two) in enumerate(found):
        if one and two is None and (told := _telling(one)):
            gone.setdefault(told, []).append(index)
    taken: dict[int, Answer] = {}
    for index, (one, two) in enumerate(found):
        same = gone.get(_telling(two), []) if one is None and two else []
        if len(same) == 1 and same[0] not in taken:
            before = found[same[0]][0]
            assert before  # it is among those that are gone
            taken[same[0]], found[index] = before, (before, two)
    yield from (match for index, match in enumerate(found) if index not in taken)


def _telling(answer: Answer) -> Any:
    """What a value says, where that is enough to know it again under another name."""
    if answer.content is None or isinstance(answer.content, Rows):
        return None
    plain = isinstance(answer.content, Quantity) and not answer.content.dimension
    short = isinstance(answer.content, Text) and len(answer.content.text) < _LEAST
    held = frozenset((c.key, c.meant) for c in answer.conditions)
    return None if plain or short else (meaning(answer), answer.evidence.basis, held)


def meaning(answer: Answer) -> Any:
    """The content without its spelling."""
    content = answer.content
    if isinstance(content, Quantity):
        return _amounts(content)
    if isinstance(content, Range):
        return _amounts(content.low, content.high)
    if isinstance(content, PairOf):
        return _amounts(content.first, content.second)
    if isinstance(content, Prose):
        return refolded(content.markdown)
    if isinstance(content, Text):
        return content.text.strip()
    return content


def _amounts(*quantities: Quantity) -> tuple[object, ...]:
    """Numbers with the precision that their author stated."""
    return tuple((each.limit, each.si, each.low, each.high) for each in quantities)
