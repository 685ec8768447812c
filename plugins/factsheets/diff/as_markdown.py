# A report as a comment on a change. Comes in: Report, where its repository is seen. Goes out: Markdown in which the
# texts of authors stay texts: `escape.comment_text` and its like stand round each. Must not know: catalogs, the network.
"""The report as a comment of a forge: the verdict first, one screen before the fold, never half a table."""

from collections.abc import Iterator, Sequence

from factsheets.diff.report import Found, Needs, Rank, Report, SheetChange
from factsheets.diff.shape import NOTHING, Row, headline, lowered, ordinal, rows, verdict, worst_first
from factsheets.escape import comment_block, comment_code, comment_text, link_path
from factsheets.words import plural

#: By this first line the comment is found again.
MARK = "<!-- factsheets-diff:v1 -->"
#: GitHub takes 65,536 characters.
MOST = 60_000
#: Findings of one list, rows around the facts, and derived figures below one fact that are shown; the rest is counted.
_FINDINGS, _ROWS, _DERIVED = 20, 24, 3
_CELL = 140


def as_markdown(report: Report, repository: str = "") -> str:
    """The comment. `repository` is where files are seen on the web; without it lines are named, not linked."""
    if report.says_nothing:
        return f"{MARK}\n{NOTHING}\n"
    links = _Links(report, repository)
    start = [MARK, f"### FactSheets: {verdict(report).words}", *_findings(report, links)]
    end = [*_others(report), *_catalog(report), *_fold(report)]
    blocks = [(sheet, _sheet(sheet, report, links)) for sheet in worst_first(report.sheets)]
    room = MOST - len("\n\n".join([*start, *end])) - 400
    shown, left = [], []
    for sheet, block in blocks:
        if len(block) + 2 <= room:
            room -= len(block) + 2
            shown.append(block)
        else:
            left.append(sheet)
    if left:
        names = ", ".join(comment_text(sheet.name, 60) for sheet in left[:3])
        shown.append(
            f"**{plural(len(left), 'sheet')} more changed**, too much for a comment: {names}{' and others' if len(left) > 3 else ''}."
        )
    return "\n\n".join([*start, *shown, *end]) + "\n"


class _Links:
    """Where lines of files are seen: those of what is gone in the state before."""

    def __init__(self, report: Report, repository: str) -> None:
        self._gone = {sheet.path for sheet in report.sheets if sheet.state == "removed"}
        self._commits = report.base.commit, report.head.commit
        self._top, self._folder = repository.rstrip("/"), report.folder

    def _address(self, path: str) -> str:
        commit = self._commits[0 if path in self._gone else 1]
        return f"{self._top}/blob/{commit}/{link_path(self._folder + path)}" if self._top and commit else ""

    def line(self, path: str, line: int) -> str:
        """A place as a link, or in words."""
        address = self._address(path)
        return f"[line {line}](<{address}#L{line}>)" if address else f"line {line} of {comment_code(path)}"

    def file(self, path: str, text: str) -> str:
        """A name that leads to a file where it can."""
        address = self._address(path)
        return f"[{text}](<{address}>)" if address else text


# --- findings -------------------------------------------------------------------------------------


def _findings(report: Report, links: _Links) -> Iterator[str]:
    new = report.new
    still = [f for f in report.all_findings if f.state == "still" and f.level != "note"]
    fixed = [f for f in report.all_findings if f.state == "fixed"]
    lists = (
        ("#### Fix before merging", [f for f in new if f.level == "error"]),
        ("#### Worth a look", [f for f in new if f.level == "warning"]),
        ("#### As before, at facts that changed", still),
    )
    number = 1
    for title, found in lists:
        if found:
            first = {(f.code, f.fix): f for f in reversed(found)}  # the same advice is given once
            shown = [
                f"{i}. {_finding(f, links, advice=first[f.code, f.fix] is f)}"
                for i, f in enumerate(found[:_FINDINGS], number)
            ]
            number += len(shown)
            more = f"\n\nand {len(found) - _FINDINGS} more" if len(found) > _FINDINGS else ""
            yield f"{title}\n\n" + "\n".join(shown) + more
    if fixed:
        names = "; ".join(f"{f.code} {comment_text(f.message, 120)}" for f in fixed[:5])
        more = f"; and {len(fixed) - 5} more" if len(fixed) > 5 else ""
        yield f"**Mended** by this change: {names}{more}."


def _finding(found: Found, links: _Links, *, advice: bool) -> str:
    said = _marked(found.message, 400).rstrip(".")
    about = comment_text(found.title or found.code, 80)
    if said.casefold().startswith(f"{about} ".casefold()):
        text = f"**{about}**{said[len(about) :]}."
    else:
        text = f"**{about}.** {said[:1].upper()}{said[1:]}."
    fix = _marked(found.fix, 200).rstrip(".") if found.fix and advice and not found.repair else ""
    parts = [text, *([f"{fix[:1].upper()}{fix[1:]}."] if fix else []), links.line(found.path, found.line)]
    run = f", or run {comment_code('factsheets check --fix')}" if found.repair else ""
    return " ".join(parts) + run + (f" ({found.code})" if found.title else "")


def _marked(text: str, limit: int) -> str:
    """A message of ours, in which what stands between backticks is code."""
    parts = text[:limit].split("`")
    if len(parts) % 2 == 0 or "``" in text:  # not ours alone: some of it is code of an author
        return comment_text(text, limit)
    shown = [comment_code(part) if i % 2 else comment_text(f".{part}.")[1:-1] for i, part in enumerate(parts)]
    return "".join(shown)


# --- one sheet ------------------------------------------------------------------------------------


def _sheet(sheet: SheetChange, report: Report, links: _Links) -> str:
    name = links.file(sheet.path, comment_text(sheet.name, 120))
    parts = [f"**{name}**: {comment_text(headline(sheet))}."]
    if sheet.state in {"changed", "renamed"} and sheet.changes:
        parts.append(_table(_thinned(rows(sheet.changes)), report))
        if any(change.kind == "derived" for change in sheet.changes):
            parts.append("→ worked out from other facts")
    if any(need.before and need.after for need in sheet.needs):
        parts.append(_needs(sheet.needs, report))
    said = [
        f"Waiver {w.state}: {comment_text(w.code)} at {comment_code(w.at)}, {comment_text(w.reason).rstrip('.')}."
        for w in sheet.waivers
    ]
    said += [
        f"Ratings of {comment_text(r.section)} ({comment_text(r.evaluation)}) "
        + ("are of another text now." if r.state == "stale" else "are of this text again.")
        for r in sheet.rated[:_ROWS]
    ]
    said += [_producers(sheet)] if sheet.producers else []
    return "\n\n".join([*parts, *said])


def _thinned(found: Sequence[Row]) -> list[Row | int]:
    """Rows with few derived ones after each fact, and how many more there are."""
    made: list[Row | int] = []
    run = 0
    for row in [*found, None]:
        if row is not None and row.derived:
            run += 1
            made += [row] if run <= _DERIVED else []
            continue
        made += [run - _DERIVED] if run > _DERIVED else []
        run = 0
        made += [row] if row is not None else []
    return made


def _table(found: Sequence[Row | int], report: Report) -> str:
    lines = ["| Fact | Before | After | Change | Read by |", "|---|---|---|---|---|"]
    for row in found:
        if isinstance(row, int):
            lines.append(f"| → *and {plural(row, 'more figure')}* | | | | |")
            continue
        title = comment_text(row.title, 80)
        title = f"→ *{lowered(title)}*" if row.derived else title
        title += f" ({comment_text(row.more, 120)})" if row.more else ""
        before, after = comment_text(row.before, _CELL), f"**{comment_text(row.after, _CELL)}**"
        if row.worded:
            before, after = "", _worded(row)
        change = "; ".join(comment_text(text, _CELL) for text in (row.said, *row.change.also[:4]) if text)
        readers = (
            ""
            if row.derived
            else ", ".join(comment_text(report.roles.get(r, r), 40) for r in row.change.roles)
        )
        lines.append(f"| {title} | {before} | {after} | {change} | {readers} |")
    return "\n".join(lines)


def _worded(row: Row) -> str:
    signs = {"=": "", "-": "~~", "+": "**"}
    shown: list[str] = []
    length = 0
    for piece in row.change.words:
        text = comment_text(piece.text, 120)
        length += len(text)
        if length > 600:
            return " ".join([*shown, "…"])
        shown.append(f"{signs[piece.mark]}{text}{signs[piece.mark]}")
    return " ".join(shown)


def _needs(found: Sequence[Needs], report: Report) -> str:
    heads = [comment_text(report.roles.get(need.role, need.role), 40) for need in found]
    before = [f"{n.before[0]} of {n.before[1]}" if n.before else "none" for n in found]
    after = [
        "none"
        if not n.after
        else f"{n.after[0]} of {n.after[1]}"
        if n.after == n.before
        else f"**{n.after[0]}** of {n.after[1]}"
        for n in found
    ]
    rule = "|---" * (len(heads) + 1) + "|"
    lines = [["Needs met", *heads], ["Before", *before], ["After", *after]]
    shown = [f"| {' | '.join(line)} |" for line in lines]
    return "\n".join([shown[0], rule, *shown[1:]])


def _producers(sheet: SheetChange) -> str:
    """Who supplies the facts: names, and nobody is called."""
    facts: dict[str, list[str]] = {}
    for change in sheet.changes:
        if change.producer in sheet.producers and change.kind != "derived":
            facts.setdefault(change.producer, []).append(change.title)
    said = []
    for key, titles in facts.items():
        names = ", ".join(comment_text(title, 60) for title in dict.fromkeys(titles[:4]))
        more = f" and {len(titles) - 4} more" if len(titles) > 4 else ""
        said.append(f"**{comment_text(sheet.producers[key], 80)}** ({names}{more})")
    return f"Producers of these facts: {', '.join(said[:6])}."


# --- around the sheets ----------------------------------------------------------------------------


def _others(report: Report) -> Iterator[str]:
    for other in report.others[:_ROWS]:
        yield f"**{comment_text(other.title, 120)}** ({comment_code(other.path)}): {comment_text(other.said)}."
        if other.changes and len(other.changes) <= _ROWS:
            yield _table(list(rows(other.changes)), report)
    if len(report.others) > _ROWS:
        yield f"**{len(report.others) - _ROWS} more files** that are no sheets changed."


def _catalog(report: Report) -> Iterator[str]:
    several = len({*(rank.sheet for rank in report.ranks), *(pair.sheet for pair in report.pairs)}) > 1
    lines = [_rank(rank, several=several) for rank in report.ranks]
    for frontier in report.frontiers:
        names = [f"{comment_text(n, 80)} joins" for n in frontier.joined] + [
            f"{comment_text(n, 80)} leaves" for n in frontier.left
        ]
        title = f"Best {comment_text(frontier.title, 60).lower()} for its cost ({comment_text(frontier.comparison, 80)})"
        lines.append(
            f"| {title} | {plural(frontier.before, 'model')} | **{plural(frontier.after, 'model')}**, {', '.join(names[:6])} |"
        )
    for pair in report.pairs:
        title = f"{_whose(pair.name, several=several)}{comment_text(pair.title, 120)} ({comment_text(pair.comparison, 80)})"
        lines.append(f"| {title} | {comment_text(pair.before, 40)} | **{comment_text(pair.after, 40)}** |")
    for what, found in (("Pages added", report.pages.added), ("Pages that go", report.pages.removed)):
        if found:
            shown = ", ".join(comment_code(f"/{address}") for address in found[:3])
            lines.append(f"| {what} | | {shown}{f' and {len(found) - 3} more' if len(found) > 3 else ''} |")
    if lines:
        more = f"\n\nand {len(lines) - _ROWS} more rows" if len(lines) > _ROWS else ""
        yield (
            "#### What it does to the catalog\n\n| | Before | After |\n|---|---|---|\n"
            + "\n".join(lines[:_ROWS])
            + more
        )


def _whose(name: str, *, several: bool) -> str:
    """The name of a sheet before what is told of it, where more than one is told of."""
    return f"{comment_text(name, 80)}: " if several else ""


def _rank(rank: Rank, *, several: bool) -> str:
    among = f"{comment_text(rank.kind, 20)} models" if rank.kind else "all models"
    title = f"{_whose(rank.name, several=several)}{comment_text(rank.title, 60)}, {among} ({comment_text(rank.comparison, 80)})"
    before, after = (f"{ordinal(p[0])} of {p[1]}" if p else "none" for p in (rank.before, rank.after))
    passed = (
        [f"now below {_names(rank.above)}"]
        if rank.above
        else [f"now above {_names(rank.below)}"]
        if rank.below
        else []
    )
    unlike = [] if rank.alike else ["not all obtained alike"]
    return f"| {title} | {before} | {', '.join([f'**{after}**', *passed, *unlike])} |"


def _names(found: Sequence[str]) -> str:
    shown = [comment_text(name, 60) for name in found[:3]]
    return (
        " and ".join(shown)
        if len(shown) < 3
        else f"{shown[0]}, {shown[1]} and {'others' if len(found) > 3 else shown[2]}"
    )


def _fold(report: Report) -> Iterator[str]:
    silent = (
        f"{plural(len(report.silent), 'file')} changed without a change of meaning, and how"
        if report.silent
        else "How"
    )
    files = ", ".join(comment_code(path) for path in report.silent[:8])
    more = f" and {len(report.silent) - 8} more" if len(report.silent) > 8 else ""
    base = (
        report.base.name if report.base.name and not report.base.name.startswith("-") else report.base.commit
    )
    lines = comment_block([f"factsheets diff {base[:80]}", f"factsheets diff {base[:80]} --open"])
    about = (
        f"{_side(report.head.commit, report.head.name)} against {_side(report.base.commit, report.base.name)}"
    )
    inner = [f"<details><summary>{silent} to run this yourself</summary>"]
    inner += [f"Reordered, reworded in comments or spelled anew: {files}{more}."] if files else []
    inner += [
        "\n".join(lines),
        f"{about}, factsheets {comment_text(report.tool, 40)}. This comment is rewritten on every push.",
        "</details>",
    ]
    yield "\n\n".join(inner)


def _side(commit: str, name: str) -> str:
    return f"{comment_code(name[:80])} at {comment_code(commit[:7])}" if commit else comment_code(name[:80])
