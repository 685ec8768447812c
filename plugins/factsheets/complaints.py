# Where a mistake in YAML stands. Comes in: the lines of a file, what the parser complains of, and where. Goes out: the
# mistake that explains it, often a line or more above. Imported only when there is one. Must not know: the parser.
"""What an author did that the parser noticed later."""

import re
from typing import NamedTuple

#: A longer line is not repeated.
_SHORT = 80
#: A place, counted from 0.
Place = tuple[int, int]

_KEY = re.compile(r"[ ]*(?:- )?[\w-]+:(?:\s|$)").match
_VALUED = re.compile(r"[ ]*(?:- )?[\w-]+:\s+[^\s#]").match
_UNSPACED = re.compile(r"[ ]*(?:- )?([A-Za-z_][\w-]*):([^\s:/][^:]*)$").match


class Mistake(NamedTuple):
    """What is wrong, what to do, and where."""

    message: str
    fix: str
    line: int
    column: int


def behind(lines: list[str], problem: str, at: Place, opened: Place | None) -> Mistake | None:
    """The mistake behind a complaint at a place, about what is opened at another; None where the complaint says it all."""
    line, column = at
    source = lines[line]
    if "could not find expected ':'" in problem and opened:
        return _without_colon(lines, opened[0])
    if "did not find expected ','" in problem and opened:
        closed = opened[0] == line or not _KEY(source) or _indent(source) > _indent(lines[opened[0]])
        return None if closed else Mistake("what is opened here is not closed", "close the bracket", *opened)
    if "block sequence entries are not allowed" in problem:
        alone = source[column:].strip() == "-"
        fix = (
            "say why there is no value: `{not_known: reason}`"
            if alone
            else "write each entry in a line of its own"
        )
        return Mistake("a `-` begins a list, and none can begin here", fix, line, column)
    if "mapping values are not allowed" in problem and ": " not in source[:column]:
        return _outdented(lines, line) or _not_a_key(lines, line, column)
    begins = column == _indent(source)
    return _outdented(lines, line) if begins and "did not find expected key" in problem else None


def _without_colon(lines: list[str], line: int) -> Mistake:
    """A line that is no `key: value`."""
    found = _UNSPACED(lines[line])
    if found:
        text = f"{found[1]}: {found[2].strip()}"
        fix = f"write `{text}`" if len(text) <= _SHORT else "write a space after it"
        return Mistake("there is no space after the colon", fix, line, found.end(1))
    fix = "write `key: value`, with a space after the colon"
    return Mistake("this line has no `: `", fix, line, _indent(lines[line]))


def _not_a_key(lines: list[str], line: int, column: int) -> Mistake | None:
    """Why there can be no key in a line: that above is no key, or has a value; or it is no key, but text."""
    above = _above(lines, line)
    if not _KEY(lines[line]):
        fix = "put quotes round the whole text, or begin it in a line of its own below `|`"
        return Mistake("a `: ` in a text of several lines", fix, line, column)
    alike = above is not None and _indent(lines[above]) == _indent(lines[line])
    return _without_colon(lines, above) if above is not None and alike and not _KEY(lines[above]) else None


def _outdented(lines: list[str], line: int) -> Mistake | None:
    """The line above one, where it is a key with a value that is indented less than those above and below."""
    above = _above(lines, line)
    if above is None or not _KEY(lines[line]) or not _VALUED(lines[above]):
        return None
    indent, before = _indent(lines[line]), _above(lines, above)
    while before is not None and _indent(lines[before]) > indent:
        before = _above(lines, before)
    if before is None or _indent(lines[before]) != indent or _indent(lines[above]) >= indent:
        return None
    message = "this line is indented less than those above and below"
    return Mistake(message, "indent it like them", above, _indent(lines[above]))


def _above(lines: list[str], line: int) -> int | None:
    """The nearest line above that says something."""
    said = (n for n in range(line - 1, -1, -1) if lines[n].strip() and not lines[n].lstrip().startswith("#"))
    return next(said, None)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
