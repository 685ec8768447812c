# The one way from two states to a report. Comes in: two trees of files. Goes out: Report. Must not know: arguments,
# forms.
"""Compare two states of a catalog."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal, TypeAlias

from msgspec.structs import replace

from factsheets import __version__
from factsheets.diagnostics import LEVELS, has_errors
from factsheets.diff import effects
from factsheets.diff.facts import changes
from factsheets.diff.findings import broken, lost, moved, told, waivers
from factsheets.diff.others import others
from factsheets.diff.reach import Reach
from factsheets.diff.report import Change, Found, Pages, Report, Revision, SheetChange
from factsheets.diff.revisions import Tree
from factsheets.diff.sides import Side, read_sides
from factsheets.diff.standings import Entry, Shelf, frontiers, open_shelf, ranks
from factsheets.fingerprint import fingerprint
from factsheets.model import Sheet, former_ids
from factsheets.progress import Tick, no_tick
from factsheets.questions import Template

State: TypeAlias = Literal["added", "removed", "renamed", "changed"]


def review(
    base: Tree, head: Tree, root: Path, tick: Tick = no_tick
) -> tuple[Report, Side | None, Side | None]:
    """What a change says, with both sides where anything differs. `root` is the catalog whose cache is used."""
    first = Report(
        "factsheets.diff/1",
        __version__,
        Revision(base.name, base.commit),
        Revision(head.name, head.commit),
        head.folder,
    )
    if base.entries == head.entries:
        return first, None, None
    shelf: Shelf = open_shelf(root)
    with TemporaryDirectory(prefix="factsheets-") as folder:
        one, two, reach = read_sides(base, head, Path(folder), shelf, tick)
        found = _report(first, one, two, reach)
    shelf.save()
    return found, one, two


def _report(first: Report, one: Side, two: Side, reach: Reach) -> Report:
    template = two.catalog.template
    addresses = effects.pages(one, two) if template.sections else Pages()
    pairs = list(_paired(one, two, reach))
    sheets = [made for pair in pairs if (made := _sheet(*pair, one, two, addresses))]
    sheets.sort(key=lambda sheet: (sheet.state == "changed" and sheet.path not in reach.changed, sheet.name))
    rest = tuple(others(one, two, reach)) if template.sections else ()
    ids = [sheet.id for sheet in sheets]
    models = {*one.paths.values(), *two.paths.values()}
    old, new = (_told(side, lambda path: path not in models) for side in (one, two))
    told_of = {*(sheet.path for sheet in sheets), *(other.path for other in rest)}
    told_of |= {one.paths[sheet.was] for sheet in sheets if sheet.was}
    names = {sheet.was: sheet.id for sheet in sheets if sheet.was}
    stood: dict[str, Entry] = {}
    for key, (_, name, rows) in one.entries.items():
        stood[names.get(key, key)] = (names.get(key, key), name, rows)
    both = bool(one.entries and two.entries)
    compared = _with_common(template, one.catalog.template)
    return replace(
        first,
        roles={role.id: role.short for role in template.roles.values()},
        sheets=tuple(sheets),
        others=rest,
        findings=tuple(moved(old, new, (), template, whole=not has_errors(two.findings))),
        ranks=tuple(ranks(stood, two.entries, compared, ids)) if both else (),
        frontiers=tuple(frontiers(stood, two.entries, compared)) if both else (),
        pairs=tuple(effects.pairs(one, two, set(ids))) if both else (),
        pages=addresses,
        silent=tuple(path for path in sorted(reach.changed) if path not in told_of),
        unsound=any(side.catalog.sheets and not side.entries for side in (one, two)),
    )


def _with_common(template: Template, before: Template) -> Template:
    """The template with those comparisons alone that are the same on both sides: others have other columns."""
    old = {comparison.id: comparison for comparison in before.comparisons}
    same = (c for c in template.comparisons if c.id in old and replace(old[c.id], where=c.where) == c)
    return (
        replace(template, comparisons=tuple(same))
        if before.metrics == template.metrics
        else replace(template, comparisons=())
    )


def _told(side: Side, wanted: Callable[[str], bool]) -> list[Any]:
    """What is said of some files, by their path."""
    findings = [finding for finding in side.findings if wanted(finding.where.path)]
    return told(findings, (r for r in side.remarks if wanted(_path_of(side, r.sheet))))


def _path_of(side: Side, sheet: str) -> str:
    return side.paths.get(sheet, "")


# --- which sheet became which ---------------------------------------------------------------------


def _paired(one: Side, two: Side, reach: Reach) -> Iterator[tuple[str, str]]:
    """Ids before and after of the sheets that a change reaches; "" where there is none."""
    before = [key for key, path in one.paths.items() if path in reach.sheets]
    after = [key for key, path in two.paths.items() if path in reach.sheets]
    gone = [key for key in before if key not in two.paths]
    for key in after:
        if key in one.paths:
            yield key, key
            continue
        was = _was(one, two, key, gone)
        if was:
            gone.remove(was)
        yield was, key
    yield from ((key, "") for key in gone)


def _was(one: Side, two: Side, key: str, gone: Iterable[str]) -> str:
    """The id that a sheet had before: as it says itself, else that of a sheet with the same facts."""
    sheet = two.catalog.sheets.get(key)
    if sheet is None:
        return ""
    named = [old for old in former_ids(sheet) if old in gone]
    facts = _facts(two, sheet)
    same = [old for old in gone if (other := one.catalog.sheets.get(old)) and _facts(one, other) == facts]
    return (named or same or [""])[0]


def _facts(side: Side, sheet: Sheet) -> list[str]:
    return [fingerprint(sheet, section.key) for section in side.catalog.template.sections]


# --- one sheet ------------------------------------------------------------------------------------


def _sheet(old: str, new: str, one: Side, two: Side, addresses: Pages) -> SheetChange | None:
    """What became of one sheet; None where nothing did."""
    path = two.paths.get(new) or one.paths[old]
    fine = all(not key or key in side.sound.sheets for key, side in ((old, one), (new, two)))
    before, after = (one.sound, two.sound) if fine else (one.catalog, two.catalog)
    first, second = before.sheets.get(old), after.sheets.get(new)
    lacking = (old and first is None) or (new and second is None)  # a file that cannot be read has no facts
    found = () if lacking else changes(first, second, before, after)
    template = two.catalog.template
    here = (one.paths.get(old, ""), two.paths.get(new, ""))
    was, now = _told(one, lambda file: file == here[0]), _told(two, lambda file: file == here[1])
    whole = new in two.sound.sheets
    notes = list(moved(was, now, found, template, whole=whole, unread=bool(lacking))) if new else []
    notes += lost(found, path) if first and second else ()
    notes += _breaking(old, new, one, two, addresses)
    state: State = "removed" if not new else "added" if not old else "renamed" if old != new else "changed"
    told_needs = () if lacking or not fine else effects.needs(first, second, before, after)
    ratings = tuple(effects.rated(first, second, before, after)) if fine else ()
    waived = () if lacking else tuple(waivers(first, second))
    if state == "changed" and not (found or notes or told_needs or ratings or waived):
        return None
    sheet = second or first
    names = two.catalog.names if new else one.catalog.names
    return SheetChange(
        new or old, names.get(new or old, new or old), path, state, old if state == "renamed" else "", found,
        tuple(sorted(notes, key=lambda f: (f.state == "fixed", LEVELS.index(f.level), f.line, f.code))), waived, ratings, told_needs,
        _producers(sheet, found), unread=bool(lacking),
    )  # fmt: skip


def _breaking(old: str, new: str, one: Side, two: Side, addresses: Pages) -> Iterator[Found]:
    """A finding where addresses of the sheet lead nowhere now."""
    mine = [address for address in addresses.broken if address.startswith(f"models/{old}/")] if old else []
    main = f"models/{old}/"
    if main in mine:
        yield broken(mine, old, two.paths.get(new) or one.paths[old], two.paths.get(new, ""))


def _producers(sheet: Sheet | None, found: Iterable[Change]) -> dict[str, str]:
    """Names of those who supply what changed."""
    producers = sheet.header.get("producers") if sheet else None
    known: Mapping[str, Any] = producers if isinstance(producers, dict) else {}
    keys = dict.fromkeys(change.producer for change in found if change.producer and change.kind != "derived")
    return {key: str(known[key].get("name", key)) for key in keys if isinstance(known.get(key), dict)}
