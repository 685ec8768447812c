# Catalogs with one fault each: the report of every one is kept word for word in tests/invalid.

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from command import Result
from factsheets.checking import check
from factsheets.codes import CODES
from factsheets.diagnostics import as_text

TESTS = Path(__file__).resolve().parent
INVALID = TESTS / "invalid"

#: Each folder with the codes it must give, one for each fault; the folder is laid over tests/base.
CASES = {
    "yaml-colon": "FS004",
    "yaml-tab": "FS004",
    "yaml-bracket": "FS004",
    "yaml-quote": "FS004",
    "yaml-line-without-colon": "FS004",
    "yaml-indentation": "FS004",
    "empty-file": "FS003",
    "only-a-comment": "FS003",
    "not-utf8": "FS002",
    "duplicate-key": "FS005",
    "anchor-and-alias": "FS006",
    "alias-alone": "FS006",
    "merge-key": "FS006",
    "tag": "FS006",
    "two-documents": "FS009",
    "hidden-character": "FS008",
    "right-to-left-override": "FS008",
    "number-too-large": "FS010",
    "too-deep": "FS007",
    "key-too-long": "FS007",
    "folder-for-a-file": "FS011",
    "symlink": "FS011",
    "sheet-in-a-subfolder": "FS013",
    "not-a-map": "FS103",
    "version-is-a-number": "FS103",
    "key-misspelled": "FS101",
    "key-misspelled-in-a-section": "FS101",
    "key-of-another-group": "FS101",
    "key-of-another-section": "FS101",
    "key-of-no-section": "FS101",
    "keys-of-sections-not-indented": "FS101 FS101",
    "required-key-misspelled": "FS101",
    "decimal-comma-in-a-flow-map": "FS116",
    "decimal-comma-with-a-unit-in-a-flow-map": "FS116",
    "list-fact-written-as-text": "FS103",
    "text-fact-written-as-list": "FS103",
    "values-in-a-list-in-short-form": "FS103 FS103",
    "required-key-missing": "FS102",
    "required-section-missing": "FS102",
    "required-keys-missing": "FS102 FS102 FS102 FS102",
    "list-written-as-text": "FS103",
    "text-written-as-list": "FS103",
    "value-empty": "FS103",
    "section-empty": "FS103",
    "text-empty": "FS106",
    "text-of-blanks": "FS105",
    "status-unknown": "FS104",
    "basis-unknown": "FS104",
    "split-unknown": "FS104",
    "choice-unknown": "FS104",
    "date-in-another-order": "FS105",
    "date-in-words": "FS106",
    "link-without-scheme": "FS105",
    "batch-size-zero": "FS106",
    "batch-size-as-text": "FS103",
    "condition-inferred-without-reason": "FS102",
    "pending-without-a-date": "FS102",
    "long-value": "FS104",
    "series-of-one-value": "FS106",
    "interval-with-one-end": "FS106",
    "row-without-a-column": "FS102",
    "row-with-an-unknown-column": "FS101",
    "row-as-text": "FS103",
    "condition-misspelled": "FS101",
    "conditions-empty": "FS106",
    "conditions-as-list": "FS103",
    "producer-with-a-name-for-its-key": "FS105",
    "producer-without-producers": "FS201",
    "template-of-another-version": "FS104",
    "former-id-twice": "FS106",
    "percent-for-a-count": "FS111",
    "range-with-a-unit-of-another-dimension": "FS111",
    "thousands-with-a-comma": "FS116",
    "thousands-with-commas-and-a-unit": "FS116 FS116",
    "thousands-with-a-comma-in-a-size": "FS116",
    "score-empty": "FS103",
    "score-with-neither-value-nor-absence": "FS107",
    "absence-without-a-reason": "FS103",
    "unit-unknown-in-a-list": "FS110",
    "two-faults-in-one-line": "FS104 FS104",
    "unit-of-another-dimension": "FS111",
    "unit-unknown": "FS110",
    "unit-missing": "FS112",
    "unit-in-capitals": "FS110",
    "unit-unknown-in-a-condition": "FS110",
    "unit-of-a-score": "FS111",
    "decimal-comma": "FS113",
    "no-number": "FS113",
    "range-reversed": "FS114",
    "range-without-to": "FS113",
    "pair-without-slash": "FS113",
    "size-is-none": "FS113",
    "value-and-absence": "FS107",
    "two-absences": "FS107",
    "neither-value-nor-absence": "FS107",
    "section-with-facts-and-absence": "FS107",
    "values-with-the-same-conditions": "FS108",
    "scores-with-the-same-conditions": "FS108",
    "score-out-of-range": "FS115",
    "score-below-its-range": "FS115",
    "time-below-its-range": "FS115",
    "unit-unknown-in-the-conditions-of-a-section": "FS110",
    "unit-unknown-in-the-conditions-of-a-group": "FS110",
    "former-id-of-another-sheet": "FS202",
    "source-unknown": "FS201",
    "baseline-unknown": "FS201",
    "successor-unknown": "FS201",
    "hardware-unknown": "FS201",
    "benchmark-unknown": "FS201",
    "task-unknown": "FS201",
    "dataset-unknown": "FS201",
    "metric-unknown": "FS201",
    "metric-of-another-task": "FS201 FS201",
    "interval-without-its-value": "FS106 FS106",
    "producer-unknown": "FS201",
    "role-of-a-producer-unknown": "FS201",
    "id-twice": "FS202",
    "id-is-not-the-name-of-the-file": "FS203",
    "id-reserved": "FS205",
    "baseline-of-itself": "FS204",
    "figure-missing": "FS206",
    "figure-without-value": "FS101",
    "figure-as-text": "FS103",
    "time-in-a-condition-without-a-unit": "FS103",
    "figure-of-another-kind": "FS206",
    "evaluation-of-an-unknown-section": "FS201",
    "evaluation-of-an-unknown-sheet": "FS201",
    "evaluation-by-an-unknown-rater": "FS201",
    "evaluation-with-an-unknown-rating": "FS104",
    "evaluation-with-an-unknown-dimension": "FS101",
    "evaluation-by-an-unknown-role": "FS201",
    "evaluation-with-a-comment-on-no-section": "FS201",
    "evaluation-with-a-version-of-no-section": "FS201",
    "evaluation-with-a-version-that-is-none": "FS105",
    "evaluation-with-a-version-without-quotes": "FS103",
    "mean-of-an-unknown-task": "FS201",
    "metric-of-a-task-unknown": "FS201",
    "task-without-title": "FS102",
    "hardware-without-kind": "FS102",
    "hardware-unit-unknown": "FS110",
    "reference-without-title": "FS102",
    "reference-of-an-unknown-type": "FS104",
    "comparison-of-an-unknown-benchmark": "FS403",
    "comparison-of-an-unknown-metric": "FS403",
    "comparison-under-an-unknown-condition": "FS403",
    "comparison-of-an-unknown-sheet": "FS403",
    "comparison-without-columns": "FS403",
    "comparison-without-title": "FS102",
    "comparison-of-an-unknown-task": "FS403",
    "comparison-by-pair-of-metrics": "FS403",
    "comparison-with-a-figure-of-another-dimension": "FS111",
    "comparison-with-a-figure-from-nowhere": "FS403",
    "term-of-an-unknown-fact": "FS402",
    "study-of-an-unknown-section": "FS201",
    "section-without-title": "FS102",
    "section-with-a-syntax-error": "FS004",
    "fact-of-an-unknown-need": "FS402",
    "fact-of-an-unknown-producer": "FS402",
    "section-with-a-reserved-key": "FS106",
    "section-that-takes-unknown-keys": "FS102",
    "fact-without-description": "FS102",
    "fact-of-an-unknown-dimension": "FS104",
    "fact-of-an-unknown-metric": "FS402",
    "fact-of-an-unknown-shape": "FS401",
    "schema-that-is-none": "FS401",
    "participant-with-an-unknown-need": "FS402",
    "participant-of-an-unknown-role": "FS402",
    "role-inferred-from-an-unknown-need": "FS402",
    "need-of-an-unknown-fact": "FS402",
    "need-without-facts": "FS106",
    "participant-in-an-unknown-phase": "FS106",
    "several-faults-in-several-files": "FS104 FS103 FS110 FS201 FS102 FS004",
    "sixty-unknown-keys": " ".join(["FS101"] * 60),
    "baseline-in-a-file-that-cannot-be-read": "FS004",
}

#: Codes that no case shows: a file that the system refuses to open, faults of a built site, formulas, which
#: stand among all metrics (test_evidence.py), units of metrics (test_template_faults.py), waivers (test_lint.py), the layout (test_layout.py), the head of a template
#: (test_foreign_template.py), and what a change brings (test_diff.py).
ELSEWHERE = {"FS001", "FS012", "FS390", "FS404", "FS405", "FS406", "FS501", "FS502", "FS601", "FS602"}


def lay_over(root: Path, case: str) -> None:
    """Put the files of a case where they would stand in the catalog."""
    ignored = shutil.ignore_patterns("report.txt")
    shutil.copytree(INVALID / case, root, dirs_exist_ok=True, ignore=ignored)
    if case == "symlink":
        (root / "sheets/models/linked.yaml").symlink_to("alpha.yaml")


def test_the_catalog_below_the_cases_has_no_fault(small: Path) -> None:
    report = check([small])
    assert {"note"} == {finding.level for finding in report.findings}
    assert report.files == 6


def test_every_case_stands_in_the_table_and_in_a_folder() -> None:
    assert sorted(path.name for path in INVALID.iterdir()) == sorted(CASES)


@pytest.mark.parametrize("case", CASES)
def test_a_fault_is_reported_once_with_its_place_and_remedy(
    small: Path, case: str, cli: Callable[..., Result], *, update_golden: bool
) -> None:
    lay_over(small, case)
    findings = tuple(f for f in check([small]).findings if f.level == "error")
    assert sorted(finding.code for finding in findings) == sorted(CASES[case].split())
    assert {finding.code for finding in findings} <= CODES.keys()
    assert all(finding.fix and finding.message for finding in findings)

    text = as_text(findings) + "\n"
    golden = INVALID / case / "report.txt"
    if update_golden:
        golden.write_text(text, encoding="utf-8", newline="\n")
    assert text == golden.read_text(encoding="utf-8")

    result = cli("check", cwd=small)
    assert result.exit_code == 1
    assert result.output.startswith(text)
    assert "Traceback" not in result.output


def test_all_codes_of_a_catalog_are_shown_by_a_case() -> None:
    reports = "".join(path.read_text(encoding="utf-8") for path in INVALID.glob("*/report.txt"))
    shown = {code for code in CODES if f"error[{code}]" in reports}
    assert shown == CODES.keys() - ELSEWHERE


def test_reports_are_short_lines_that_a_terminal_can_show() -> None:
    for path in INVALID.glob("*/report.txt"):
        for line in path.read_text(encoding="utf-8").splitlines():
            assert len(line) <= 500, path
            assert line.isprintable(), path


def test_a_long_report_is_cut_and_says_how_much_more_there_is() -> None:
    report = (INVALID / "sixty-unknown-keys" / "report.txt").read_text(encoding="utf-8")
    assert report.count("error[FS101]") == 50
    assert "error[FS099] 10 more findings in this file" in report


def test_a_long_value_is_echoed_short() -> None:
    report = (INVALID / "long-value" / "report.txt").read_text(encoding="utf-8")
    assert len(report) < 400
    assert "…" in report


@pytest.mark.parametrize("case", ["unit-of-another-dimension", "unit-unknown", "hardware-unit-unknown"])
def test_a_wrong_unit_is_pointed_at_and_not_the_number(small: Path, case: str) -> None:
    lay_over(small, case)
    (finding,) = check([small]).findings
    assert finding.excerpt[finding.where.column - 1 :] in {"kHz/second", "Wat"}
