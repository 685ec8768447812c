"""Reports for programs: JSON, and GitHub's commands."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factsheets.diagnostics import (
    Finding,
    Level,
    Where,
    as_github,
    as_json,
    as_text,
)
from some_findings import NO_LINE, WRONG_UNIT, finding_parts, fuzz

# ---------------------------------------------------------------------------------------------
# JSON


def test_json() -> None:
    assert json.loads(as_json([WRONG_UNIT, NO_LINE])) == {
        "schema": "factsheets.check/1",
        "findings": [
            {
                "code": "FS110",
                "where": {"path": "sheets/models/bert.yaml", "line": 12, "column": 15},
                "message": "unknown unit `Wat`",
                "fix": "write `W`",
                "level": "error",
                "excerpt": "  power: 3.13 Wat",
                "cut": 0,
            },
            {
                "code": "FS003",
                "where": {"path": "sheets/x.yaml", "line": 1, "column": 1},
                "message": "the file is empty",
                "fix": "fill it in, or remove it",
                "level": "error",
                "excerpt": "",
                "cut": 0,
            },
        ],
    }


def test_json_of_nothing() -> None:
    assert json.loads(as_json([])) == {"schema": "factsheets.check/1", "findings": []}


@fuzz
@given(st.lists(finding_parts, max_size=5))
def test_any_json_comes_back(findings: list[Finding]) -> None:
    report = as_json(findings)
    assert report.isascii()
    parts = json.loads(report)["findings"]
    assert [Finding(**part | {"where": Where(**part["where"])}) for part in parts] == findings


# ---------------------------------------------------------------------------------------------
# GitHub


@pytest.mark.parametrize(
    ("level", "command"), [("error", "error"), ("warning", "warning"), ("note", "notice")]
)
def test_github(level: Level, command: str) -> None:
    finding = Finding("FS101", Where("sheets/x.yaml", 3, 4), "unknown key `a`", "remove it", level=level)
    assert as_github([finding]) == (
        f"::{command} file=sheets/x.yaml,line=3,col=4,title=FactSheet FS101::unknown key `a`. Fix: remove it"
    )


def test_github_escapes() -> None:
    finding = Finding("FS101", Where("a,b:c%d\n.yaml", 1, 2), "100 %\r\n::error::x, y: z ##[x]", "50 %")
    assert as_github([finding]) == (
        "::error file=a%2Cb%3Ac%25d\\x0a.yaml,line=1,col=2,title=FactSheet FS101"
        "::100 %25\\x0d\\x0a::error::x, y: z #\\#[x]. Fix: 50 %25"
    )


def test_github_of_several_and_of_nothing() -> None:
    assert as_github([NO_LINE, WRONG_UNIT]) == "\n".join([as_github([NO_LINE]), as_github([WRONG_UNIT])])
    assert as_github([]) == ""


@fuzz
@given(st.lists(finding_parts, max_size=3))
def test_any_github_line_is_one_command(findings: list[Finding]) -> None:
    lines = as_github(findings).splitlines()
    assert len(lines) == len(findings)
    for line in lines:
        assert re.match(
            r"::(error|warning|notice) file=[^:,]*,line=\d+,col=\d+,title=FactSheet FS\d{3}::", line
        )
        assert "##[" not in line


@fuzz
@given(st.lists(finding_parts, max_size=3))
def test_any_text_keeps_its_lines(findings: list[Finding]) -> None:
    lines = as_text(findings).splitlines()
    wanted = sum(1 + (2 if f.excerpt.strip() else 0) + bool(f.fix) for f in findings)
    assert len(lines) == wanted
    assert not [line for line in lines if "##[" in line or line.lstrip().startswith("::")]
