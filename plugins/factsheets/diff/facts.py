# What became of the facts of a sheet. Comes in: a sheet or a piece of hardware on both sides. Goes out: Changes.
# Values are matched by what they are and under which conditions; spelling, order and comments are no change.
# Must not know: files, forms.
"""Changes of facts, in meaning."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from factsheets.diff.answers import Answer, answers, told_apart, worked_out
from factsheets.diff.matches import matched, meaning, renamed
from factsheets.diff.report import Change, Kind
from factsheets.diff.wording import in_points, percent, pieces, refolded
from factsheets.model import Catalog, Content, Entity, PairOf, Prose, Range, Sheet, Text
from factsheets.questions import Template
from factsheets.units import ALIASES, Quantity, parse_unit


def changes(one: Entity | None, two: Entity | None, before: Catalog, after: Catalog) -> tuple[Change, ...]:
    """What became of the facts of a sheet; `one` or `two` is None where it is not there.

    The catalogs are the two states, with derived facts.
    """
    template = after.template if two else before.template
    old = told_apart(list(answers(one, before))) if one else []
    new = told_apart(list(answers(two, after))) if two else []
    matches = list(renamed(matched(old, new)))
    stated = [change for match in matches if (change := _change(*match, template))]
    known = [*template.facts, *(answer.path for answer in [*new, *old])]
    order = {path: index for index, path in reversed(list(enumerate(known)))}
    touched = {_whole(change.fact, template): order[_whole(change.fact, template)] for change in stated}
    rows = [(touched[_whole(change.fact, template)], 0, 0, change) for change in stated]
    for change, answer in _derived(one, two, before, after):
        lead = not (answer.metric and answer.metric.headline)
        rows.append((_beside(answer, touched, order), 1, lead, change))
    rows.sort(key=lambda row: row[:3])
    return tuple(change for *_, change in rows)


def _beside(answer: Answer, touched: Mapping[str, int], order: Mapping[str, int]) -> int:
    """The place of a derived value: after the fact that moved it, as far as one can tell."""
    assert answer.derived  # asked for derived values only
    inputs = [touched[i.path] for i in answer.derived.inputs if i.path in touched and not i.hardware]
    if inputs:
        return inputs[0]
    section = answer.home.partition(".")[0]
    near = [place for path, place in touched.items() if path == answer.home or path.startswith(f"{section}.")]
    exact = [touched[answer.home]] if answer.home in touched else near[-1:]
    return exact[0] if exact else order.get(answer.home, len(order))


def _whole(path: str, template: Template) -> str:
    """The fact that a path belongs to: a score to its table."""
    table = path.rpartition(".")[0]
    return table if path not in template.facts and table in template.facts else path


def _derived(
    one: Entity | None, two: Entity | None, before: Catalog, after: Catalog
) -> list[tuple[Change, Answer]]:
    """What moves among derived facts."""
    old = told_apart(list(worked_out(one, before))) if isinstance(one, Sheet) else []
    new = told_apart(list(worked_out(two, after))) if isinstance(two, Sheet) else []
    template = after.template if two else before.template
    found = []
    for match in matched(old, new):
        made = _change(*match, template)
        if made and made.kind in {"value", "added", "removed", "basis", "condition"}:
            answer = match[1] or match[0]
            assert answer  # one of the two is there
            found.append((replace(made, kind="derived", also=()), answer))
    return found


# --- what became of it ----------------------------------------------------------------------------


class _Said(Struct):
    """What is to be said of one value, gathered: the first is the headline, the rest stand beside it."""

    parts: list[tuple[Kind, str, str, str]] = []
    more: dict[str, Any] = {}

    def add(self, kind: Kind, words: str, was: str = "", now: str = "") -> None:
        """One thing that changed."""
        self.parts.append((kind, words, was, now))


def _change(one: Answer | None, two: Answer | None, template: Template) -> Change | None:
    """What became of one value; None where it means the same."""
    told = _Said()
    if one is None or two is None:
        if (one or two).table:  # type: ignore[union-attr]  # one of the two is there
            return None  # its scores say so
        told.add("added" if one is None else "removed", "new" if one is None else "gone")
    elif two.table:
        _remarks(one, two, told)
    else:
        if one.path != two.path:
            told.add("renamed", f"was {one.title}")
        beside = _Said()
        _setting(one, two, beside)
        _conditions(one, two, beside)
        _evidence(one, two, beside)
        _contents(one, two, told, alike=not any(part[0] in {"condition", "basis"} for part in beside.parts))
        told.parts += beside.parts
        _remarks(one, two, told)
    if not told.parts:
        return None
    (kind, said, was, now), *rest = told.parts
    answer = two or one
    assert answer is not None  # one of the two is there
    readers = (r.id for r in template.roles.values() if any(a.need in answer.needs for a in r.asked))
    return Change(
        fact=answer.path,
        title=_titled(answer),
        kind=kind,
        said=said,
        was=was,
        now=now,
        before=one.state() if one else None,
        after=two.state() if two else None,
        also=tuple(f"{words}: {old} → {new}" if old or new else words for _, words, old, new in rest),
        line=answer.line,
        producer=answer.evidence.by,
        roles=tuple(readers),
        absent=two is not None and two.absence is not None,
        **told.more,
    )


def _titled(answer: Answer) -> str:
    return f"{answer.title}, against {answer.against}" if answer.against else answer.title


def _contents(one: Answer, two: Answer, told: _Said, *, alike: bool) -> None:
    if one.absence or two.absence:
        if one.absence != two.absence and one.text != two.text:
            words = "now stated" if one.absence and not two.absence else "said to be absent"
            told.add("absence", "another reason" if one.absence and two.absence else words)
        return
    first, second = one.content, two.content
    if one.derived and two.derived:
        _numbers(_as_quantity(one), _as_quantity(two), one, two, told, alike=alike)
    elif isinstance(first, Quantity) and isinstance(second, Quantity):
        _numbers(first, second, one, two, told, alike=alike)
    elif meaning(one) == meaning(two):
        return
    elif _amounts(first) and _amounts(first) == _amounts(second):
        told.add("precision", "the same values, stated to another precision")
    else:
        written = isinstance(first, Text | Prose) and isinstance(second, Text | Prose)
        told.add("text" if written else "value", "reworded" if written else "changed")
        if written:
            told.more["words"] = pieces(one.text, two.text)


def _amounts(content: Content | None) -> tuple[Decimal, ...]:
    """The numbers of a pair or a range without their precision; none of other contents."""
    if isinstance(content, PairOf):
        return content.first.si, content.second.si
    return (content.low.si, content.high.si) if isinstance(content, Range) else ()


def _as_quantity(answer: Answer) -> Quantity:
    """A derived value as a number that is compared by what a reader sees of it."""
    assert answer.derived  # asked for derived values only
    d = answer.derived
    ratio = answer.path.startswith("derived.mean.") or (
        answer.metric is not None and answer.metric.dimension == "ratio"
    )
    return Quantity(answer.shown, "%" if ratio else "", d.limit, d.si, d.si, d.si, ())


def _numbers(
    first: Quantity, second: Quantity, one: Answer, two: Answer, told: _Said, *, alike: bool
) -> None:
    """Two numbers, by their values and the precision that their authors stated."""
    if one.derived and one.text == two.text:
        return
    same = first.si == second.si and first.limit == second.limit
    bounds = (first.low, first.high) == (second.low, second.high)
    units = ALIASES.get(first.unit, first.unit) != ALIASES.get(second.unit, second.unit)
    if same and bounds:
        if units and not one.derived:
            told.add("unit", "the same value in another unit")
    elif same:
        finer = second.high - second.low < first.high - first.low
        words = f"the same value, stated {'more' if finer else 'less'} precisely"
        told.add("unit" if units else "precision", f"{words} and in another unit" if units else words)
    elif first.limit == second.limit and _within(first, second):
        told.add("precision", "more precise, and within what stood there before")
    elif first.limit == second.limit and _within(second, first):
        told.add("precision", "less precise, and around what stood there before")
    else:
        _moved(first, second, two, told, alike=alike)


def _within(wide: Quantity, narrow: Quantity) -> bool:
    inside = wide.low <= narrow.low and narrow.high <= wide.high
    return inside and wide.high - wide.low > narrow.high - narrow.low


def _moved(first: Quantity, second: Quantity, two: Answer, told: _Said, *, alike: bool) -> None:
    """A value that is another one: by how much, and whether that is better, which only two that are alike can be."""
    difference = second.si - first.si
    words = "changed"
    if first.limit != second.limit:
        told.add("value", _bounding(first, second, two))
        return
    ratio = two.metric.dimension == "ratio" if two.metric else "%" in {first.unit, second.unit}
    if ratio:
        points = difference * 100
        told.more["points"] = float(points)
        words = in_points(points, _decimals(first, second))
    elif first.si > 0 and second.si > 0 and not _degrees(second):
        told.more["relative"] = float(difference / first.si)
        words = percent(difference / first.si)
    better = two.metric.better if two.metric else "higher" if two.path.startswith("derived.mean.") else ""
    if not alike:
        words = f"{words}, not obtained alike"
    elif better in {"higher", "lower"} and difference:
        told.more["direction"] = "better" if (difference > 0) == (better == "higher") else "worse"
        words = f"{words}, {told.more['direction']}"
    told.add("value", words)


def _bounding(first: Quantity, second: Quantity, two: Answer) -> str:
    """What became of a value that bounds another way than before; a mean is one of all tasks or of some."""
    if two.path.startswith("derived.mean."):
        return "of all tasks now" if not second.limit else "of some tasks now"
    if second.limit in {"", "~"}:
        return (
            "about so much now"
            if second.limit
            else "no bound any more"
            if first.limit != "~"
            else "no longer about"
        )
    return "a bound now" if first.limit in {"", "~"} else "another bound"


def _degrees(quantity: Quantity) -> bool:
    return quantity.dimension == (("K", 1),)


def _decimals(first: Quantity, second: Quantity) -> int:
    """The decimals of a difference: those of the number that has more, as percentages."""
    found = []
    for quantity in (first, second):
        try:
            found.append(max(0, -int(Decimal(quantity.number).as_tuple().exponent)))
        except ArithmeticError:
            return 2
    return min(4, max(found))


def _setting(one: Answer, two: Answer, told: _Said) -> None:
    """What a value is measured on, and what it is set against."""
    for name in ("benchmark", "against"):
        before, after = getattr(one, name), getattr(two, name)
        if before != after:
            told.add("condition", name, before or "not stated", after or "not stated")


def _conditions(one: Answer, two: Answer, told: _Said) -> None:
    old, new = ({c.key: c for c in answer.conditions} for answer in (one, two))
    for key in dict.fromkeys([*old, *new]):
        before, after = old.get(key), new.get(key)
        title = (after or before).title if (after or before) else key  # type: ignore[union-attr]
        if before is None or after is None:
            was, now = (c.value if c else "not stated" for c in (before, after))
            told.add("condition", title.lower(), was, now)
        elif before.meant != after.meant:
            told.add("condition", title.lower(), before.value, after.value)
        elif bool(before.inferred) != bool(after.inferred):
            was, now = ("inferred" if c.inferred else "stated" for c in (before, after))
            told.add("condition", title.lower(), was, now)
        elif before.inferred.strip() != after.inferred.strip():
            told.add("condition", f"{title.lower()} inferred for another reason")


def _spread(answer: Answer) -> list[Decimal]:
    """Deviation, interval and number of runs, those with a unit in SI units."""
    unit = answer.content.unit if isinstance(answer.content, Quantity) else ""
    factor = parse_unit(unit)[0]
    std, interval, runs = answer.spread or (None, None, None)
    ends = [Decimal(str(end)) * factor for end in (std, *(interval or ())) if end is not None]
    return [*ends, Decimal(runs or 0)]


_NAMES = {"source": "source", "at": "place in the source", "verified": "how it was read", "by": "supplied by"}


def _evidence(one: Answer, two: Answer, told: _Said) -> None:
    old, new = one.evidence, two.evidence
    if old.basis != new.basis:
        told.add("basis", "basis", old.basis or "none", new.basis or "none")
    for key, name in _NAMES.items():
        before, after = getattr(old, key), getattr(new, key)
        if before != after:
            told.add("evidence", name, before or "none", after or "none")


def _remarks(one: Answer, two: Answer, told: _Said) -> None:
    """What stands beside a value."""
    if one.content and two.content and _spread(one) != _spread(two):
        told.add("note", "deviation, interval or number of runs changed")
    if refolded(one.note) != refolded(two.note):
        told.add(
            "note", "note reworded" if one.note and two.note else "note added" if two.note else "note removed"
        )
        told.more.setdefault("words", pieces(one.note, two.note))
