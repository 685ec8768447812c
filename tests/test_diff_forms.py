"""The forms of a report: golden files, schemas, and what they take from each other."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from factsheets.diff.as_annotations import as_github, as_rdjson, as_sarif
from factsheets.diff.as_json import read_report, schema, written
from factsheets.diff.as_markdown import as_markdown
from factsheets.diff.as_text import as_text
from factsheets.diff.report import Report
from factsheets.rules import explained
from revised import BASE, DATA, HEAD, committed, compared, revised, small_catalog

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """What is said of one change of each kind, with commits that do not depend on the template."""
    root = revised(tmp_path_factory.mktemp("forms") / "catalog")
    return replace(compared(root, "HEAD~1", "HEAD"), base=BASE, head=HEAD, tool="0")


FORMS: dict[str, Callable[[Report], str]] = {
    "report.txt": as_text,
    "report.md": lambda report: as_markdown(report, "https://example.org/team/catalog"),
    "report.json": lambda report: written(report).decode(),
    "report.github": as_github,
    "report.sarif": lambda report: as_sarif(report, dict(explained())),
    "report.rdjson": as_rdjson,
}


@pytest.mark.parametrize("name", FORMS)
def test_each_form_is_as_it_was(name: str, report: Report, update_golden: bool) -> None:
    text = FORMS[name](report).rstrip("\n") + "\n"
    if update_golden:
        (DATA / name).write_text(text, encoding="utf-8", newline="\n")
    assert (DATA / name).read_text(encoding="utf-8") == text


def test_the_schema_in_the_package_is_that_of_the_records(update_golden: bool) -> None:
    from factsheets.resources import DIFF_SCHEMA

    text = json.dumps(schema(), indent=2) + "\n"
    if update_golden:
        DIFF_SCHEMA.write_text(text, encoding="utf-8", newline="\n")
    assert DIFF_SCHEMA.read_text(encoding="utf-8") == text


def test_json_is_what_its_schema_says(report: Report) -> None:
    import jsonschema_rs

    from factsheets.resources import DIFF_SCHEMA

    validator = jsonschema_rs.validator_for(json.loads(DIFF_SCHEMA.read_text(encoding="utf-8")))
    data = json.loads(written(report))
    assert [] == list(validator.iter_errors(data))
    assert list(validator.iter_errors({**data, "unknown": 1}))


def test_a_report_is_read_as_it_was_written(report: Report) -> None:
    assert report == read_report(written(report))


def test_sarif_is_what_the_official_schema_says(report: Report) -> None:
    from jsonschema import Draft4Validator

    official = json.loads((ROOT / "tests/schemas/sarif-2.1.0.json").read_text(encoding="utf-8"))
    validator = Draft4Validator(official)
    assert [] == [error.message for error in validator.iter_errors(json.loads(FORMS["report.sarif"](report)))]


def test_reviewdog_gets_suggestions_where_a_repair_is_certain(tmp_path: Path) -> None:
    root = small_catalog(tmp_path / "catalog")
    committed(root)
    path = root / "sheets/models/beta.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("1.92 ms", "1.92 msec"), encoding="utf-8")
    (found,) = json.loads(as_rdjson(compared(root, "HEAD")))["diagnostics"]
    (suggestion,) = found["suggestions"]
    line = path.read_text(encoding="utf-8").split("\n")[suggestion["range"]["start"]["line"] - 1]
    start, end = (suggestion["range"][at]["column"] - 1 for at in ("start", "end"))
    assert "1.92 ms" in line[:start] + suggestion["text"] + line[end:]
    assert "msec" not in line[:start] + suggestion["text"] + line[end:]


def test_github_shows_ten_of_a_level_and_counts_the_rest(report: Report) -> None:
    one = next(found for found in report.new if found.level == "warning")
    sheet = replace(report.sheets[0], findings=(one,) * 25)
    lines = as_github(replace(report, sheets=(sheet,), findings=())).split("\n")
    assert 10 == sum(line.startswith("::warning ") for line in lines)
    assert "and 15 warnings more in the summary" == lines[-1]
