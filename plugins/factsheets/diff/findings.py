# What a change does to findings. Comes in: what is wrong with a sheet on both sides, the changes of its facts. Goes out:
# what is new, what is mended, and what stood before at facts that changed. Must not know: forms.
"""Findings that a change brings or mends."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from factsheets.diagnostics import Finding, Remark, Repair
from factsheets.diff.report import Change, Found, Mend, Waiver
from factsheets.model import Sheet
from factsheets.questions import Template

#: More facts than this that lose the same source are told together.
_TOGETHER = 3


class _Told(Struct, frozen=True):
    """A finding with the fact that it is about."""

    finding: Finding
    fact: str = ""
    waived: bool = False
    repair: Repair | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        return self.finding.code, self.fact, self.finding.message

    @property
    def place(self) -> tuple[str, str]:
        """What stays where only figures in the message change; of a fault without a fact, all of it."""
        return self.finding.code, self.fact or self.finding.message


def told(findings: Iterable[Finding], remarks: Iterable[Remark]) -> list[_Told]:
    """Everything that is said of a file."""
    said = [_Told(finding) for finding in findings]
    return said + [_Told(r.finding, r.path, bool(r.waived), r.repair) for r in remarks]


def moved(
    before: Sequence[_Told],
    after: Sequence[_Told],
    changes: Sequence[Change],
    template: Template,
    *,
    whole: bool,
    unread: bool = False,
) -> Iterator[Found]:
    """What became of findings. With `whole` false the file after the change could not be understood: nothing is mended.

    With `unread` it could not be read on one side: then all that stood before is told.
    """
    stood = [one for one in before if not one.waived]
    shown = [one for one in after if not one.waived]
    keys = {one.key for one in stood}
    fresh = set(map(id, _beyond(shown, stood)))
    touched = {change.fact for change in changes}
    for one in shown:
        if id(one) in fresh:
            yield _found(one, "new", template)
        elif one.finding.level != "note" and (unread or _at(one.fact, touched) or one.key not in keys):
            yield _found(one, "still", template)
    for one in _beyond(stood, after) if whole else ():
        yield _found(one, "fixed", template)


def _beyond(those: Sequence[_Told], others: Sequence[_Told]) -> list[_Told]:
    """Those that have none among the others that says the same, nor one left at the same place."""
    same = Counter(other.key for other in others)
    unlike = [one for one in those if not _taken(same, one.key)]
    places: Counter[tuple[str, str]] = Counter()
    for (code, fact, message), left in same.items():
        places[code, fact or message] += left
    return [one for one in unlike if not _taken(places, one.place)]


def _taken(held: Counter[Any], key: object) -> bool:
    """Take one of what is held; whether there was one."""
    there = held[key] > 0
    held[key] -= there
    return there


def _at(fact: str, touched: Iterable[str]) -> bool:
    """Whether a finding about a fact is about something that was touched."""
    return bool(fact) and any(path == fact or path.startswith(f"{fact}.") for path in touched)


def _found(one: _Told, state: Any, template: Template) -> Found:
    finding, repair, where = one.finding, one.repair, one.finding.where
    spec = template.facts.get(one.fact)
    mend = None
    if repair:
        at = repair.where
        bytes_at = _byte(finding.excerpt, at.column) if at.line == where.line else at.column
        mend = Mend(at.line, at.column, repair.old, repair.new, bytes_at)
    return Found(
        finding.code, finding.level, state, where.path, finding.message, one.fact, spec.title if spec else "",
        finding.fix, where.line, where.column, _byte(finding.excerpt, where.column), mend,
    )  # fmt: skip


def _byte(line: str, column: int) -> int:
    """A column in bytes of UTF-8, both counted from 1."""
    return 1 + len(line[: column - 1].encode("utf-8", "replace")) + max(0, column - 1 - len(line))


def lost(changes: Iterable[Change], path: str) -> Iterator[Found]:
    """Values that had a source and have none: FS601. Where many lose one source, it is said once."""
    gone: dict[str, list[Change]] = {}
    for change in changes:
        if change.before and _sourceless(change):
            gone.setdefault(change.before.source, []).append(change)
    for source, facts in gone.items():
        fix = "Name the `source` of the new value. Of one's own measurement it is a reference to the report or the log of it."
        if len(facts) > _TOGETHER:
            message = f"{len(facts)} facts lost their source {source}, {facts[0].title} the first of them"
            yield Found("FS601", "error", "new", path, message, "", "", fix, facts[0].line)
            continue
        for change in facts:
            message = f"{change.title} lost its source: before, it was {source}; now none is named"
            yield Found("FS601", "error", "new", path, message, change.fact, change.title, fix, change.line)


def _sourceless(change: Change) -> bool:
    before, after = change.before, change.after
    both = before is not None and after is not None and change.kind != "derived" and not change.absent
    return both and bool(before and before.source) and not (after and after.source)


def broken(addresses: Sequence[str], was: str, path: str, after: str) -> Found:
    """Addresses of a sheet that lead nowhere now: FS602."""
    more = f" and {len(addresses) - 1} more" if len(addresses) > 1 else ""
    message = f"/{addresses[0]}{more} will lead nowhere"
    fix = (
        f"Write `renamed_from: [{was}]` into the head of {after}."
        if after
        else "Where links to it may exist, keep the sheet and mark it as superseded."
    )
    return Found("FS602", "warning", "new", path, message, "", "", fix)


def waivers(one: Sheet | None, two: Sheet | None) -> Iterator[Waiver]:
    """Waivers that come, go or give another reason."""
    old, new = _waived(one), _waived(two)
    for key in dict.fromkeys([*new, *old]):
        if key not in old:
            yield Waiver(*key, new[key], "added")
        elif key not in new:
            yield Waiver(*key, old[key], "removed")
        elif old[key] != new[key]:
            yield Waiver(*key, new[key], "changed")


def _waived(sheet: Sheet | None) -> Mapping[tuple[str, str], str]:
    entries = sheet.header.get("waive", ()) if sheet else ()
    found = [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    return {
        (str(e.get("code", "")), str(e.get("at", ""))): " ".join(str(e.get("reason", "")).split())
        for e in found
    }
