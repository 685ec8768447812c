# What is wrong, where, and what to do. Comes in: nothing. Goes out: Finding, and its three forms.
# Must not know: how findings come about, or who prints them.
"""Findings about sheets, schema and pages, and the forms in which they are reported."""

from collections.abc import Callable, Iterable, Sequence
from typing import Literal, TypeAlias

from msgspec import Struct, to_builtins

from factsheets.escape import diag, workflow_data, workflow_property

Level: TypeAlias = Literal["error", "warning", "note"]

#: Gravest first.
LEVELS: tuple[Level, ...] = ("error", "warning", "note")

#: Findings shown for one file; past this, one line says how many more there are.
MAX_PER_FILE = 50


class Where(Struct, frozen=True, order=True):
    """A place in a file. Lines and columns count from 1, columns in code points."""

    path: str
    line: int = 1
    column: int = 1


class Finding(Struct, frozen=True):
    """One fault, with its place, its permanent code and what to do about it."""

    code: str
    where: Where
    message: str
    fix: str = ""
    level: Level = "error"
    #: The source line, for the code frame; empty where there is none. Of a long line, what stands around the place.
    excerpt: str = ""
    #: How many characters of the line stand before the excerpt.
    cut: int = 0


class Repair(Struct, frozen=True):
    """A piece of a file's text, and what it should be."""

    where: Where
    old: str
    new: str


class Remark(Struct, frozen=True):
    """What a rule says of a sheet; the facts around it can be read all the same."""

    sheet: str
    path: str  # of the fact; "" for the whole sheet
    finding: Finding
    waived: str = ""  # the reason, where the sheet waives it
    repair: Repair | None = None


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort by place and drop repetitions, so that the report does not depend on the order of work."""
    once = dict.fromkeys(findings)  # no set: mostly they come in order, and are then sorted in no time
    return tuple(sorted(once, key=lambda f: (f.where, f.code, f.message, f.fix, f.level, f.excerpt)))


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether one of the findings stops publishing."""
    return any(finding.level == "error" for finding in findings)


def limited(findings: Sequence[Finding]) -> list[Finding]:
    """At most `MAX_PER_FILE` findings a file; what is cut is counted in a finding of its own."""
    shown: list[Finding] = []
    seen: dict[str, int] = {}
    for finding in findings:
        count = seen[finding.where.path] = seen.get(finding.where.path, 0) + 1
        if count <= MAX_PER_FILE:
            shown.append(finding)
    for path, count in seen.items():
        if count > MAX_PER_FILE:
            more = f"{count - MAX_PER_FILE} more findings in this file"
            shown.append(Finding("FS099", Where(path), more, "mend the ones above and check again"))
    return shown


def _frame(finding: Finding) -> list[str]:
    """The source line with a caret under the place; a long line is cut around it."""
    if not finding.excerpt.strip():
        return []
    column = finding.where.column - finding.cut
    start = max(0, column - 60)
    line = diag(finding.excerpt[start : start + 100], limit=200)
    before = diag(finding.excerpt[start : column - 1], limit=200)
    number = str(finding.where.line)
    return [f"    {number} | {line}", f"    {' ' * len(number)} | {' ' * len(before)}^"]


def as_text(findings: Sequence[Finding]) -> str:
    """The report for a terminal: place, level, code, message; the line; what to do."""
    lines: list[str] = []
    for finding in limited(findings):
        where = finding.where
        place = f"{diag(where.path)}:{where.line}:{where.column}"
        lines.append(f"{place}: {finding.level}[{finding.code}] {diag(finding.message, limit=400)}")
        lines += _frame(finding)
        if finding.fix:
            lines.append(f"    fix: {diag(finding.fix, limit=400)}")
    return "\n".join(lines)


def as_json(findings: Sequence[Finding]) -> str:
    """The report for programs; `schema` names the version of its form.

    It may be printed to a log of GitHub's runner, which obeys `##[command]` anywhere in a line.
    """
    import json  # noqa: PLC0415 - a check of one sheet, told as text, is mostly imports

    report = {"schema": "factsheets.check/1", "findings": to_builtins(limited(findings))}
    return json.dumps(report, ensure_ascii=True, indent=2).replace("##[", r"#\u0023[")


def in_a_line(message: str, fix: str) -> str:
    """What is wrong and what to do, where there is one text for both."""
    return f"{message}. Fix: {fix}" if fix else message


def as_github(findings: Sequence[Finding]) -> str:
    """Workflow commands, which GitHub shows at the line of the changed file."""
    names: dict[Level, str] = {"error": "error", "warning": "warning", "note": "notice"}
    lines = []
    for finding in limited(findings):
        where = finding.where
        place = f"file={workflow_property(where.path)},line={where.line},col={where.column}"
        text = in_a_line(finding.message, finding.fix)
        title = f"title=FactSheet {finding.code}"
        lines.append(f"::{names[finding.level]} {place},{title}::{workflow_data(text)}")
    return "\n".join(lines)


#: How `factsheets check --format NAME` writes its report.
FORMATS: dict[str, Callable[[Sequence[Finding]], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
}
