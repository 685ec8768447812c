"""A template with a fault."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from factsheets.template import load_template
from templates import edited, edited_section, findings_of


@pytest.mark.parametrize("name", ["factsheet", "values", "hardware", "benchmark", "evaluation", "references"])
def test_a_file_that_is_not_there_is_named(schema: Path, name: str) -> None:
    (schema / f"{name}.schema.json").unlink()
    (finding,) = findings_of(schema)
    assert (finding.code, finding.where.path) == ("FS401", f"schema/{name}.schema.json")


@pytest.mark.parametrize("name", ["roles", "metrics", "comparisons"])
def test_a_list_that_is_not_there_is_named(schema: Path, name: str) -> None:
    (schema / f"{name}.yaml").unlink()
    (finding,) = findings_of(schema)
    assert (finding.code, finding.where.path) == ("FS001", f"schema/{name}.yaml")


def test_a_folder_without_a_template_has_findings_and_no_template(tmp_path: Path) -> None:
    assert {finding.code for finding in findings_of(tmp_path)} == {"FS001", "FS401"}


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"needs.overview.essential": ["overview.sumary"]}, "fact `overview.sumary`"),
        ({"needs.overview.essential": [["overview.summary", "overview.sumary"]]}, "fact `overview.sumary`"),
        ({"participants.P1-hw.role": "hw"}, "role `hw`"),
        ({"participants.P1-hw.needs": ["overview", "sleep"]}, "need `sleep`"),
        ({"roles.ai-engineer.inferred": {"sleep": "It rests."}}, "need `sleep`"),
    ],
)
def test_what_roles_name_must_be_there(schema: Path, change: Mapping[str, Any], what: str) -> None:
    edited(schema, "roles.yaml", change)
    (finding,) = findings_of(schema)
    assert (finding.code, finding.where.path) == ("FS402", "schema/roles.yaml")
    assert finding.message == f"there is no {what}"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title": None}, "FS102"),
        ({"description": None}, "FS102"),
        ({"x-needs": None}, "FS102"),
        ({"x-producer": None}, "FS102"),
        ({"unevaluatedProperties": None}, "FS102"),
        ({"unevaluatedProperties": True}, "FS104"),
        ({"title": 5}, "FS401"),
        ({"x-needs": ["Setup"]}, "FS105"),
        ({"properties": {}}, "FS106"),
        ({"type": "objekt"}, "FS401"),
        ({"$ref": "../values.schema.json#/$defs/contxt"}, "FS401"),
    ],
)
def test_a_section_that_no_page_can_be_made_of_is_refused(
    schema: Path, change: Mapping[str, Any], code: str
) -> None:
    edited_section(schema, "limitations", change)
    assert [finding.code for finding in findings_of(schema)] == [code]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"energy_per_batch.unit": "W"}, "`W` is no unit of energy"),
        ({"energy_per_batch.unit": "furlong"}, "unknown unit `furlong`"),
        ({"latency.scales": [{"title": "x", "factor": 1, "unit": "W"}]}, "`W` is no unit of time"),
    ],
)
def test_a_metric_has_a_unit_of_its_dimension(schema: Path, change: Mapping[str, Any], message: str) -> None:
    edited(schema, "metrics.yaml", change)
    (finding,) = findings_of(schema)
    assert (finding.code, finding.message) == ("FS406", message)
    assert "unit: " in finding.excerpt


def test_a_fact_has_the_dimension_of_its_metric(schema: Path) -> None:
    path = schema / "sections/performance.schema.json"
    text = path.read_text(encoding="utf-8")
    assert '"x-dimension": "time"' in text
    path.write_text(text.replace('"x-dimension": "time"', '"x-dimension": "power"', 1), encoding="utf-8")
    (finding,) = findings_of(schema)
    assert finding.code == "FS406"
    assert "is asked for as power, and `" in finding.message
    assert '"x-dimension": "power"' in finding.excerpt


@pytest.mark.parametrize(
    ("pin", "fix"),
    [
        ({"boundary": "chipp"}, "did you mean `chip`?"),
        ({"batch_size": "four"}, "write a whole number"),
        ({"batch_size": 0}, "write a whole number"),
        ({"time_since_programming": "4"}, "add the unit, for example `4 ms` or `4 s`"),
        ({"noise": "anything", "batch_size": 4, "boundary": "chip", "time_since_programming": "4 h"}, ""),
    ],
)
def test_what_is_pinned_is_something_that_a_sheet_can_state(
    schema: Path, pin: Mapping[str, Any], fix: str
) -> None:
    edited(schema, "comparisons.yaml", {"glue-small-digital.pin": pin})
    found = findings_of(schema)
    assert [("FS403", fix)] * bool(fix) == [(finding.code, finding.fix) for finding in found]
    assert all(finding.excerpt.strip().startswith((*pin, "pin")) for finding in found)


def test_findings_name_the_folder_as_the_caller_shows_it(schema: Path) -> None:
    edited_section(schema, "limitations", {"title": None})
    (finding,) = load_template(schema, "my/template").findings
    assert re.fullmatch(r"my/template/sections/limitations\.schema\.json", finding.where.path)
