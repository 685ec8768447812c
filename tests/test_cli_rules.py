"""The command line and what rules find."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from command import Result
from factsheets.rules import RULES

Cli = Callable[..., Result]
SHEET = "sheets/models/alpha.yaml"


@pytest.fixture
def doubtful(small: Path) -> Path:
    """A catalog with a warning: efficiency that does not follow from power and latency."""
    path = small / SHEET
    more = "  power: {value: 3.13 W, conditions: {boundary: chip}}\n  energy_efficiency: {value: 1000 inference/s/W, conditions: {batch_size: 4}}\n"
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    return small


def test_a_warning_is_reported_with_its_working_and_fails_nothing(doubtful: Path, cli: Cli) -> None:
    result = cli("check", cwd=doubtful)
    assert 0 == result.exit_code
    assert (
        "warning[FS301] 1000 inferences/s/W is stated; 4 / (3.13 W × 0.19 ms) = 6730 inferences/J "
        "[6543 inferences/J to 6919 inferences/J]: does not agree; they agree at batch 0.6"
    ).replace(" inf", "\u00a0inf").replace(" W ×", "\u00a0W ×").replace(
        " ms)", "\u00a0ms)"
    ) in result.output.replace(" inf", "\u00a0inf")
    assert "1 warning" in result.output
    assert "note[" not in result.output


def test_notes_are_counted_and_shown_when_asked_for(doubtful: Path, cli: Cli) -> None:
    hidden, shown = cli("check", cwd=doubtful).output, cli("check", "--level", "note", cwd=doubtful).output
    assert "notes not shown (--level note)" in hidden
    assert "note[FS312]" in shown
    assert "not shown" not in shown


def test_level_error_shows_errors_alone(doubtful: Path, cli: Cli) -> None:
    result = cli("check", "--level", "error", cwd=doubtful)
    assert "FS301" not in result.output
    assert 0 == result.exit_code


def test_the_level_holds_for_every_format(doubtful: Path, cli: Cli) -> None:
    report = json.loads(cli("check", "--format", "json", "--level", "note", cwd=doubtful).output)
    levels = {finding["level"] for finding in report["findings"]}
    assert {"warning", "note"} == levels
    annotations = cli("check", "--format", "github", "--level", "note", cwd=doubtful).output
    assert "::warning file=sheets/models/alpha.yaml" in annotations
    assert "::notice file=sheets/models/alpha.yaml" in annotations


def test_findings_of_other_files_are_not_reported(doubtful: Path, cli: Cli) -> None:
    assert "FS301" not in cli("check", "sheets/models/beta.yaml", cwd=doubtful).output


@pytest.mark.parametrize("code", ["FS301", "fs310"])
def test_explain_prints_a_rule_with_its_examples(code: str, tmp_path: Path, cli: Cli) -> None:
    output = cli("explain", code, cwd=tmp_path).output
    entry = RULES[code.upper()].explained
    assert f"{code.upper()}: {entry.title}" in output
    assert entry.why in output
    assert "Wrong:" in output
    assert "Right:" in output
