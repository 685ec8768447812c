# A report for a terminal. Comes in: Report. Goes out: text. Must not know: catalogs, streams.
"""The report for people at a terminal."""

from collections.abc import Iterator, Sequence

from factsheets.diff.report import Found, Rank, Report, SheetChange
from factsheets.diff.shape import NOTHING, UNSOUND, Row, headline, ordinal, rows, stated, verdict
from factsheets.escape import diag
from factsheets.words import plural

#: Columns of text are not wider than this.
_WIDE = 44
_COLOURS = {
    "bold": "1",
    "soft": "2",
    "better": "32",
    "worse": "31",
    "error": "31",
    "warning": "33",
    "new": "33",
    "note": "36",
}
_SAME = ("added", "removed")


def as_text(report: Report, *, colour: bool = False) -> str:
    """The whole report; with `colour`, with the signs that terminals take for colours."""
    if report.says_nothing:
        return NOTHING
    pen = _Pen(colour)
    parts = [list(_sheet(sheet, pen)) for sheet in report.sheets]
    parts += [
        list(_others(report, pen)),
        list(_findings(report.findings, pen, "")),
        list(_effects(report, pen)),
    ]
    parts = [[pen(UNSOUND, "warning")], *parts] if report.unsound else parts
    text = "\n\n".join("\n".join(lines) for lines in parts if lines)
    return f"{text}\n\n{_last(report, pen)}"


class _Pen:
    """Writes text in a colour, or plainly."""

    def __init__(self, colour: bool) -> None:  # noqa: FBT001 - the one thing that a pen has
        self._colour = colour

    def __call__(self, text: str, name: str) -> str:
        return f"\x1b[{_COLOURS[name]}m{text}\x1b[0m" if self._colour and name in _COLOURS and text else text


def _sheet(sheet: SheetChange, pen: _Pen) -> Iterator[str]:
    yield f"{pen(diag(sheet.name), 'bold')}  {pen(diag(sheet.path), 'soft')}"
    if sheet.state in _SAME or sheet.state == "renamed" or sheet.omitted or not stated(sheet):
        yield f"  {diag(headline(sheet), 200)}"
    table = rows(sheet.changes) if sheet.state not in _SAME else []
    if table:
        yield ""
        yield from _table(table, pen)
    findings = list(_findings(sheet.findings, pen, sheet.path))
    if findings:
        yield ""
        yield from findings
    said = [f"  waiver {w.state}: {w.code} at {w.at}, {w.reason}" for w in sheet.waivers]
    said += [f"  ratings of {r.section} in {r.evaluation} are {r.state}" for r in sheet.rated]
    if said:
        yield ""
        yield from (diag(line, 300) for line in said)


def _table(table: Sequence[Row], pen: _Pen) -> Iterator[str]:
    cells = []
    for row in table:
        title = ("  " if row.derived else "") + diag(
            (row.more and f"{row.title} ({row.more})") or row.title, 60
        )
        # Of a spread that changed, only the value beside it is told.
        value = " → ".join(diag(side, _WIDE) for side in (row.before, row.after) if side)
        cells.append((title, "" if row.worded else value, diag(row.said, 60), row))
    first = min(_WIDE, max(len(title) for title, *_ in cells))
    second = min(_WIDE, max(len(value) for _, value, *_ in cells))
    for title, value, said, row in cells:
        name = row.change.direction or ("new" if row.change.kind in _SAME else "")
        shown = title.ljust(first) if row.derived else pen(title.ljust(first), "bold")
        tail = pen("  derived", "soft") if row.derived else ""
        yield f"  {shown}  {value.ljust(second)}  {pen(said, name)}{tail}".rstrip()
        if row.worded:
            yield f"    {_worded(row, pen)}"
        yield from (f"    {pen(diag(also, 200), 'soft')}" for also in row.change.also)


def _worded(row: Row, pen: _Pen) -> str:
    signs = {"=": ("", "", "soft"), "-": ("[-", "-]", "worse"), "+": ("{+", "+}", "better")}
    found = []
    for piece in row.change.words[:12]:
        start, end, name = signs[piece.mark]
        found.append(pen(f"{start}{diag(piece.text, 160)}{end}", name))
    return " ".join(found) + (" …" if len(row.change.words) > 12 else "")


def _findings(found: Sequence[Found], pen: _Pen, path: str) -> Iterator[str]:
    states = {"new": "", "fixed": "fixed: ", "still": "as before: "}
    for one in found:
        if one.level == "note" and one.state == "new":
            continue  # counted in the last line
        place = f":{one.line}" if one.path == path else f"{diag(one.path)}:{one.line}"
        level = one.level if one.state != "fixed" else "fixed"
        text = states[one.state] if one.state == "still" else ""
        yield f"  {pen(level.ljust(7), one.level)}  {text}{diag(one.message, 300)}  {pen(f'{place} {one.code}', 'soft')}"


def _others(report: Report, pen: _Pen) -> Iterator[str]:
    for other in report.others:
        yield f"{pen(diag(other.title), 'bold')}  {pen(diag(other.path), 'soft')}"
        yield f"  {diag(other.said, 300)}"
        yield from _table(rows(other.changes), pen) if other.changes else ()


def _effects(report: Report, pen: _Pen) -> Iterator[str]:
    for rank in report.ranks:
        yield f"  {pen('rank', 'soft')}   {diag(rank.name)}: {diag(rank.title)}, {_scope(rank)}: {_places(rank)}"
    for frontier in report.frontiers:
        names = [f"{diag(name)} joins" for name in frontier.joined] + [
            f"{diag(name)} leaves" for name in frontier.left
        ]
        yield f"  {pen('best', 'soft')}   {diag(frontier.comparison)}: {', '.join(names)}"
    for pair in report.pairs:
        where = f"{diag(pair.comparison)}, {diag(pair.title)}"
        yield f"  {pen('pair', 'soft')}   {diag(pair.name)}: {where}: {diag(pair.before)} → {diag(pair.after)}"
    for sheet in report.sheets:
        moved = [
            f"{diag(report.roles.get(n.role, n.role))} {_met(n.before)} → {_met(n.after)}"
            for n in sheet.needs
            if n.before and n.after and n.before != n.after
        ]
        if moved:
            yield f"  {pen('needs', 'soft')}  {diag(sheet.name)}: {', '.join(moved)}"
    pages = report.pages
    for what, found in (("added", pages.added), ("removed", pages.removed), ("leads nowhere", pages.broken)):
        if found:
            more = f" and {len(found) - 3} more" if len(found) > 3 else ""
            yield f"  {pen('pages', 'soft')}  {what}: {', '.join(diag('/' + address) for address in found[:3])}{more}"


def _scope(rank: Rank) -> str:
    among = f"{rank.kind} models" if rank.kind else "all models"
    return f"{among} in {diag(rank.comparison)}" + ("" if rank.alike else ", not obtained alike")


def _places(rank: Rank) -> str:
    one, two = (f"{ordinal(p[0])} of {p[1]}" if p else "none" for p in (rank.before, rank.after))
    return f"{one} → {two}"


def _met(met: tuple[int, int] | None) -> str:
    return f"{met[0]}/{met[1]}" if met else "none"


def _last(report: Report, pen: _Pen) -> str:
    """One line: what the change brings, and what can be done at once."""
    counted = verdict(report)
    pairs = ((counted.errors, "error"), (counted.warnings, "warning"), (counted.notes, "note"))
    found = ", ".join(plural(count, word) for count, word in pairs if count) or "nothing to fix"
    said = [pen(f"{found}.", "bold")]
    said += (
        [f"{plural(report.omitted, 'sheet')} more changed, too much for a report."] if report.omitted else []
    )
    said += [pen(f"{counted.fixed} mended.", "soft")] if counted.fixed else []
    said += (
        [pen(f"{counted.repairable} can be mended with `factsheets fix`.", "soft")]
        if counted.repairable
        else []
    )
    said += (
        [pen(f"{plural(len(report.silent), 'file')} changed without a change of meaning.", "soft")]
        if report.silent
        else []
    )
    return " ".join(said)
