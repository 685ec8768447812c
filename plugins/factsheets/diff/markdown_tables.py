# Tables of a comment. Comes in: parts of a report. Goes out: Markdown, each table whole. Must not know: catalogs, what
# stands around a table.
"""The tables of the Markdown form."""

from collections.abc import Iterator, Sequence

from factsheets.diff.report import Needs, Rank, Report
from factsheets.diff.shape import Row, lowered, ordinal
from factsheets.escape import comment_code, comment_text
from factsheets.words import plural

#: Rows around the facts, and derived figures below one fact, that are shown; the rest is counted.
ROWS, _DERIVED = 24, 3
_CELL = 140


def thinned(found: Sequence[Row]) -> list[Row | int]:
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


def table(found: Sequence[Row | int], report: Report) -> str:
    """What changed, a row for each value."""
    lines = ["| Fact | Before | After | Change | Read by |", "|---|---|---|---|---|"]
    for row in found:
        if isinstance(row, int):
            lines.append(f"| → *and {plural(row, 'more figure')}* | | | | |")
            continue
        title = comment_text(row.title, 80)
        title = f"→ *{lowered(title)}*" if row.derived else title
        title += f" ({comment_text(row.more, 120)})" if row.more else ""
        before, after = comment_text(row.before, _CELL), comment_text(row.after, _CELL)
        after = after and f"**{after}**"
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


def needs_table(found: Sequence[Needs], report: Report) -> str:
    """How many needs of each role are met, before and after."""
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


def catalog_table(report: Report) -> Iterator[str]:
    """Ranks, frontiers, differences and pages that move, where any do."""
    several = len({*(rank.sheet for rank in report.ranks), *(pair.sheet for pair in report.pairs)}) > 1
    lines = [_rank(rank, several=several) for rank in report.ranks]
    for frontier in report.frontiers:
        names = [f"{comment_text(n, 80)} joins" for n in frontier.joined] + [
            f"{comment_text(n, 80)} leaves" for n in frontier.left
        ]
        title = f"Best {comment_text(lowered(frontier.title), 60)} for its cost ({comment_text(frontier.comparison, 80)})"
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
        more = f"\n\nand {len(lines) - ROWS} more rows" if len(lines) > ROWS else ""
        yield (
            "#### What it does to the catalog\n\n| | Before | After |\n|---|---|---|\n"
            + "\n".join(lines[:ROWS])
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
