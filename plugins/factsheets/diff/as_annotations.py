# A report as findings at lines, in the forms of those who show them. Comes in: Report. Goes out: text or JSON.
# Must not know: catalogs.
"""Workflow commands, SARIF and the Reviewdog Diagnostic Format."""

import json
from collections import Counter
from typing import Any

from factsheets.diagnostics import in_a_line
from factsheets.diff.report import Found, Report
from factsheets.escape import diag, link_path, workflow_data, workflow_property
from factsheets.words import plural

#: GitHub shows so many annotations of each level for a step.
_CAP = 10
_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
_STATES = {"new": "new", "still": "unchanged", "fixed": "absent"}


def as_github(report: Report) -> str:
    """Workflow commands at the lines of what the change brings, errors first; then how many more there are."""
    names = {"error": "error", "warning": "warning", "note": "notice"}
    lines: list[str] = []
    counts = Counter[str]()
    for found in report.new:
        counts[found.level] += 1
        if counts[found.level] <= _CAP:
            place = (
                f"file={workflow_property(report.folder + found.path)},line={found.line},col={found.column}"
            )
            text = workflow_data(in_a_line(found.message, found.fix))
            lines.append(f"::{names[found.level]} {place},title={found.code}::{text}")
    more = [plural(count - _CAP, level) for level, count in counts.items() if count > _CAP]
    lines += [f"and {', '.join(more)} more in the summary"] if more else []
    return "\n".join(lines)


def as_sarif(report: Report, explained: dict[str, Any]) -> str:
    """SARIF 2.1.0: what the change brings, what stood before, what it mends. `explained` has the words of each code."""
    found = report.all_findings
    codes = sorted({one.code for one in found})
    rules = []
    for code in codes:
        rule: dict[str, Any] = {"id": code}
        if code in explained:
            entry = explained[code]
            rule |= {
                "shortDescription": {"text": entry.title},
                "fullDescription": {"text": entry.why},
                "help": {"text": entry.fix},
            }
        rules.append(rule)
    driver = {"name": "factsheets", "semanticVersion": report.tool, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, codes.index(one.code), report.folder) for one in found],
    }
    return _json({"$schema": _SARIF, "version": "2.1.0", "runs": [run]})


def _result(found: Found, rule: int, folder: str) -> dict[str, Any]:
    artifact = {"uri": link_path(folder + found.path)}
    region = {"startLine": found.line, "startColumn": found.column}
    result: dict[str, Any] = {
        "ruleId": found.code,
        "ruleIndex": rule,
        "level": found.level,
        "message": {"text": diag(found.message, 1000)},
        "baselineState": _STATES[found.state],
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
    }
    if found.repair:
        mend = found.repair
        deleted = {
            "startLine": mend.line, "startColumn": mend.column, "endLine": mend.line, "endColumn": mend.column + len(mend.old),
        }  # fmt: skip
        replacement = {"deletedRegion": deleted, "insertedContent": {"text": mend.new}}
        result["fixes"] = [
            {"artifactChanges": [{"artifactLocation": artifact, "replacements": [replacement]}]}
        ]
    return result


def as_rdjson(report: Report) -> str:
    """What the change brings, for reviewdog; where a repair is certain, as a suggestion. Columns count bytes."""
    levels = {"error": "ERROR", "warning": "WARNING", "note": "INFO"}
    diagnostics = []
    for found in report.new:
        start = {"line": found.line, "column": found.byte}
        told: dict[str, Any] = {
            "message": diag(in_a_line(found.message, found.fix), 1000),
            "location": {"path": report.folder + found.path, "range": {"start": start}},
            "severity": levels[found.level],
            "code": {"value": found.code},
        }
        if found.repair:
            mend = found.repair
            end = {"line": mend.line, "column": mend.byte + len(mend.old.encode("utf-8", "replace"))}
            told["suggestions"] = [
                {"range": {"start": {"line": mend.line, "column": mend.byte}, "end": end}, "text": mend.new}
            ]
        diagnostics.append(told)
    return _json({"source": {"name": "factsheets"}, "diagnostics": diagnostics})


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=True, indent=2)
