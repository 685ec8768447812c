# A report as a comment on a change. Comes in: Report, where its repository is seen. Goes out: Markdown in which the
# texts of authors stay texts: `escape.comment_text` and its like stand round each. Must not know: catalogs, the network.
"""The report as a comment of a forge: the verdict first, one screen before the fold, never half a table."""

from collections.abc import Iterator

from factsheets.diff.markdown_tables import ROWS, catalog_table, needs_table, table, thinned
from factsheets.diff.report import Found, Report, SheetChange
from factsheets.diff.shape import NOTHING, UNSOUND, headline, rows, verdict, worst_first
from factsheets.escape import comment_block, comment_code, comment_text, link_path
from factsheets.words import plural

#: By this first line the comment is found again.
MARK = "<!-- factsheets-diff:v1 -->"
#: GitHub takes 65,536 characters.
MOST = 60_000
#: Findings of one list that are shown; the rest is counted.
_FINDINGS = 20


def as_markdown(report: Report, repository: str = "") -> str:
    """The comment. `repository` is where files are seen on the web; without it lines are named, not linked."""
    if report.says_nothing:
        return f"{MARK}\n{NOTHING}\n"
    links = _Links(report, repository)
    unsound = [f"**{UNSOUND}**"] if report.unsound else []
    start = [MARK, f"### FactSheets: {verdict(report).words}", *unsound, *_findings(report, links)]
    end = [*_others(report), *catalog_table(report), *_fold(report)]
    blocks = [(sheet, _sheet(sheet, report, links)) for sheet in worst_first(report.sheets)]
    room = MOST - len("\n\n".join([*start, *end])) - 400
    shown, left = [], []
    for sheet, block in blocks:
        if len(block) + 2 <= room:
            room -= len(block) + 2
            shown.append(block)
        else:
            left.append(sheet)
    if left or report.omitted:
        names = ", ".join(comment_text(sheet.name, 60) for sheet in left[:3])
        shown.append(
            f"**{plural(len(left) + report.omitted, 'sheet')} more changed**, too much for a comment: {names}{' and others' if len(left) > 3 else ''}."
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
    run = f", or run {comment_code('factsheets fix')}" if found.repair else ""
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
        parts.append(table(thinned(rows(sheet.changes)), report))
        if any(change.kind == "derived" for change in sheet.changes):
            parts.append("→ worked out from other facts")
    if any(need.before and need.after for need in sheet.needs):
        parts.append(needs_table(sheet.needs, report))
    said = [
        f"Waiver {w.state}: {comment_text(w.code)} at {comment_code(w.at)}, {comment_text(w.reason).rstrip('.')}."
        for w in sheet.waivers
    ]
    said += [
        f"Ratings of {comment_text(r.section)} ({comment_text(r.evaluation)}) "
        + ("are of another text now." if r.state == "stale" else "are of this text again.")
        for r in sheet.rated[:ROWS]
    ]
    said += [_producers(sheet)] if sheet.producers else []
    return "\n\n".join([*parts, *said])


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
    for other in report.others[:ROWS]:
        yield f"**{comment_text(other.title, 120)}** ({comment_code(other.path)}): {comment_text(other.said)}."
        if other.changes and len(other.changes) <= ROWS:
            yield table(list(rows(other.changes)), report)
    if len(report.others) > ROWS:
        yield f"**{len(report.others) - ROWS} more files** that are no sheets changed."


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
