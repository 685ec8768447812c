# A report as readers take it in. Comes in: Report. Goes out: its verdict, and rows of what changed, with what says the
# same of many facts told once. Texts are those of the report; each form escapes them. Must not know: catalogs.
"""Rows, counts and the verdict that all forms of a report share."""

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct

from factsheets.diff.report import Change, Found, Report, SheetChange
from factsheets.words import plural

NOT_STATED = "not stated"
NOTHING = "No fact changed meaning."
UNSOUND = "A file that sheets share has an error: derived values, what rules find, needs and ranks were not worked out."
#: Facts of which the same is said that are told one by one.
_FEW = 3
#: Texts up to this many characters stand whole, before and after; of longer ones the words that changed.
_SHORT = 60
_ABOUT = frozenset({"evidence", "basis", "condition", "note"})


class Row(Struct, frozen=True):
    """A line of what changed."""

    title: str
    before: str
    after: str
    said: str
    change: Change  # of several facts, the first
    derived: bool = False
    more: str = ""  # which facts, where the row is of several
    worded: bool = False  # whether the change is told word by word


def rows(found: Sequence[Change]) -> list[Row]:
    """What changed, in the order of the page."""
    groups: dict[tuple[str, ...], list[Change]] = {}
    for change in found:
        if change.kind in _ABOUT and not change.also:
            groups.setdefault((change.kind, change.said, change.was, change.now), []).append(change)
    many = {key: group for key, group in groups.items() if len(group) > _FEW}
    done: set[tuple[str, ...]] = set()
    made = []
    for change in found:
        key = (change.kind, change.said, change.was, change.now)
        if key not in many or change.also:
            made.append(_row(change))
        elif key not in done:
            done.add(key)
            group = many[key]
            names = ", ".join(each.title for each in group[:_FEW])
            title = plural(len(group), "fact")
            made.append(Row(title, "", "", _told(change), change, more=f"{names} and others"))
    return made


def _row(change: Change) -> Row:
    before = change.before.text if change.before else NOT_STATED
    after = change.after.text if change.after else NOT_STATED
    if change.kind in _ABOUT and not change.words:
        # What changed stands beside a value, which is told once.
        return Row(change.title, before, "" if after == before else after, _told(change), change)
    worded = bool(change.words) and (change.kind == "note" or max(len(before), len(after)) > _SHORT)
    plain = change.said == "changed" or (change.said == "reworded" and not worded)
    said = "" if plain else change.said
    return Row(change.title, before, after, said, change, change.kind == "derived", worded=worded)


def _told(change: Change) -> str:
    """What changed beside a value: "batch size: 1 → 8"."""
    return f"{change.said}: {change.was} → {change.now}" if change.was or change.now else change.said


def stated(sheet: SheetChange) -> int:
    """How many facts changed, without those that follow from them."""
    return sheet.omitted or len({change.fact for change in sheet.changes if change.kind != "derived"})


def headline(sheet: SheetChange) -> str:
    """What became of a sheet, in a few words."""
    count = plural(stated(sheet), "fact")
    if sheet.unread:
        return "the file cannot be read, and its facts were not compared"
    if sheet.state == "added":
        return f"a new sheet with {count}"
    if sheet.state == "removed":
        return f"the sheet is gone, with {count}"
    moved = f"formerly {sheet.was}; " if sheet.state == "renamed" else ""
    if stated(sheet):
        return f"{moved}{count} changed"
    follows = len(sheet.changes)
    return (
        f"{moved}{plural(follows, 'figure')} that {'follows' if follows == 1 else 'follow'} from elsewhere changed"
        if follows
        else f"{moved}no fact changed".strip()
    )


def worst_first(sheets: Iterable[SheetChange]) -> list[SheetChange]:
    """Sheets with errors, then with warnings, then the others."""
    return sorted(sheets, key=lambda s: (-_count(s.findings, "error"), -_count(s.findings, "warning")))


def _count(found: Iterable[Found], level: str) -> int:
    return sum(one.level == level and one.state == "new" for one in found)


class Verdict(Struct, frozen=True):
    """What the change brings, counted."""

    errors: int
    warnings: int
    notes: int
    fixed: int
    repairable: int

    @property
    def words(self) -> str:
        """For a heading."""
        if self.errors:
            return f"{plural(self.errors, 'thing')} to fix before merging"
        if self.warnings:
            return f"nothing to fix, {plural(self.warnings, 'thing')} worth a look"
        return "nothing to fix"

    def failed(self, level: str) -> bool:
        """Whether there is something at a level, or above it."""
        return bool(level != "never" and (self.errors or (level == "warning" and self.warnings)))


def verdict(report: Report) -> Verdict:
    """The findings of a report, counted."""
    new, found = report.new, report.all_findings
    counts: dict[str, Any] = {f"{level}s": _count(new, level) for level in ("error", "warning", "note")}
    fixed = sum(one.state == "fixed" for one in found)
    return Verdict(**counts, fixed=fixed, repairable=sum(bool(one.repair) for one in new))


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 11th."""
    tail = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{tail}"


def lowered(title: str) -> str:
    """A title inside a sentence: latency, but GLUE."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title
