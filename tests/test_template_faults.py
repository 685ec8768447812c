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


def test_findings_name_the_folder_as_the_caller_shows_it(schema: Path) -> None:
    edited_section(schema, "limitations", {"title": None})
    (finding,) = load_template(schema, "my/template").findings
    assert re.fullmatch(r"my/template/sections/limitations\.schema\.json", finding.where.path)
