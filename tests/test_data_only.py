"""One obvious place: facts, sections, roles, metrics and comparisons are added as data only."""

import json
from pathlib import Path

import pytest

from editing import edit_json, edit_yaml
from factsheets.model import Catalog
from factsheets.pages import Page, check_links, identity
from factsheets.pipeline import load
from factsheets.project import project_at
from factsheets.publish import pages
from factsheets.site import Site

SHEET = "sheets/models/bert-base-analog-pcm.yaml"


def built(catalog: Path) -> tuple[Catalog, dict[str, Page]]:
    found = load(project_at(catalog))
    assert () == found.findings
    made = list(pages(Site(found)))
    assert [] == check_links(made)
    return found, {page.url: page for page in made}


FACT = {
    "$ref": "../values.schema.json#/$defs/quantity",
    "title": "Supply voltage",
    "description": "Voltage of the chip's supply.",
    "examples": ["0.8 V"],
    "x-dimension": "power",
    "x-needs": ["hardware-performance"],
}


def test_a_new_fact_appears_for_the_roles_that_need_it(catalog: Path) -> None:
    edit_json(catalog / "schema/sections/hardware.schema.json", "properties", "peak_power", value=FACT)
    edit_yaml(catalog / SHEET, "hardware", "peak_power", value="4.2 W")
    _, site = built(catalog)
    assert "Supply voltage" in site["models/bert-base-analog-pcm/"].html
    assert "Supply voltage" in site["models/bert-base-analog-pcm/for/hw-researcher/"].html
    assert "Supply voltage" not in site["models/bert-base-analog-pcm/for/software-developer/"].html


def test_a_new_fact_is_checked_like_any_other(catalog: Path) -> None:
    edit_json(catalog / "schema/sections/hardware.schema.json", "properties", "peak_power", value=FACT)
    edit_yaml(catalog / SHEET, "hardware", "peak_power", value="4.2 ms")
    codes = [finding.code for finding in load(project_at(catalog)).findings]
    assert ["FS111"] == codes


def test_a_new_section_appears_in_its_place(catalog: Path) -> None:
    section = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Ethics",
        "description": "What to consider before use.",
        "x-needs": ["limitations"],
        "x-producer": "data-scientist",
        "type": "object",
        "$ref": "../values.schema.json#/$defs/context",
        "properties": {
            "concerns": {
                "$ref": "../values.schema.json#/$defs/prose",
                "title": "Concerns",
                "description": "What was considered.",
            }
        },
        "unevaluatedProperties": False,
    }
    (catalog / "schema/sections/ethics.schema.json").write_text(json.dumps(section), encoding="utf-8")
    reference = {"$ref": "sections/ethics.schema.json"}
    edit_json(catalog / "schema/factsheet.schema.json", "properties", "ethics", value=reference)
    edit_yaml(catalog / SHEET, "ethics", value={"concerns": "None were *raised*."})
    _, site = built(catalog)
    page = site["models/bert-base-analog-pcm/"]
    assert ["ethics", "about"] == [section.id for section in page.sections[-2:]]
    assert "None were <em>raised</em>." in page.html
    assert "None were" in site["models/bert-base-analog-pcm/for/business-expert/"].html
    assert "None were" not in site["models/bert-base-analog-pcm/for/software-developer/"].html


def test_a_new_role_gets_its_pages(catalog: Path) -> None:
    role = {
        "title": "Auditor",
        "short": "Audit",
        "description": "Checks what others claim.",
        "asks": "Who says so, and on what evidence.",
        "tasks": ["Check claims against their sources"],
        "inferred": {"accuracy": "checks claims"},
    }
    edit_yaml(catalog / "schema/roles.yaml", "roles", "auditor", value=role)
    _, site = built(catalog)
    assert "Auditor" in site["roles/"].html
    assert "Auditor" in site[""].html
    assert ["accuracy"] == [s.id for s in site["models/bert-base-analog-pcm/for/auditor/"].sections]
    assert "inferred from the role’s tasks" in site["models/bert-base-analog-pcm/for/auditor/"].html


@pytest.fixture
def with_metric(catalog: Path) -> Path:
    metric = {
        "title": "Area in use",
        "short": "area in use",
        "dimension": "area",
        "unit": "mm2",
        "better": "lower",
        "headline": True,
        "description": "Area that the model takes.",
    }
    edit_yaml(catalog / "schema/metrics.yaml", "area_in_use", value=metric)
    path = catalog / "schema/sections/performance.schema.json"
    edit_json(path, "properties", "area", "x-metric", value="area_in_use")
    return catalog


def test_a_new_metric_heads_sheets_and_the_list_of_models(with_metric: Path) -> None:
    _, site = built(with_metric)
    assert "780.4\u00a0mm²" in site["models/"].html
    assert "<span>Area in use</span> <b>780.4\u00a0mm²</b>" in site["models/bert-base-analog-pcm/"].html


def test_a_new_comparison_is_a_page(with_metric: Path) -> None:
    comparison = {
        "title": "Area",
        "question": "How much silicon does a model take?",
        "metrics": ["area_in_use", "power"],
        "alike": ["basis"],
    }
    edit_yaml(with_metric / "schema/comparisons.yaml", "area", value=comparison)
    _, site = built(with_metric)
    assert "How much silicon does a model take?" in site["compare/"].html
    assert "780.4\u00a0mm²" in site["compare/area/"].html


def test_a_new_sheet_joins_the_comparisons(catalog: Path) -> None:
    text = (catalog / SHEET).read_text(encoding="utf-8").replace("id: bert-base-analog-pcm", "id: second", 1)
    text = text.replace("name: BERT-base on an analog PCM accelerator", "name: The second", 1)
    (catalog / "sheets/models/second.yaml").write_text(
        text.replace("rte: 64.00", "rte: 65.00"), encoding="utf-8"
    )
    _, site = built(catalog)
    assert "The second" in site["compare/glue/"].html
    assert "80.70" in site["compare/glue/"].html


def test_a_fact_with_two_needs_is_printed_once_on_a_role_page(catalog: Path) -> None:
    path = catalog / "schema/sections/performance.schema.json"
    edit_json(path, "properties", "power", "x-needs", value=["prediction-time", "hardware-performance"])
    _, site = built(catalog)
    page = site["models/bert-base-analog-pcm/for/hw-researcher/"]
    assert 1 == page.html.count('id="performance-power"')
    holders = [
        section.id for section in page.sections if f'id="{identity("performance-power")}"' in section.html
    ]
    assert ["hardware-performance"] == holders


def test_a_new_condition_is_read_by_its_dimension(catalog: Path) -> None:
    path = catalog / "schema/values.schema.json"
    entry = {
        "title": "Supply power",
        "description": "Power of the supply.",
        "x-dimension": "power",
        "$ref": "#/$defs/condition_text",
    }
    edit_json(path, "$defs", "conditions", "properties", "supply", value=entry)
    edit_yaml(catalog / SHEET, "performance", "power", "conditions", "supply", value="banana")
    assert ["FS113"] == [finding.code for finding in load(project_at(catalog)).findings]
    edit_yaml(catalog / SHEET, "performance", "power", "conditions", "supply", value="5 W")
    _, site = built(catalog)
    assert "supply power 5 W" in site["models/bert-base-analog-pcm/"].html


def test_what_a_source_does_not_say_but_follows_stands_with_it(loaded: Catalog) -> None:
    (page,) = (page for page in pages(Site(loaded)) if page.url == "models/bert-base-analog-pcm/")
    assert "The source does not say how many tiles the model takes. <b>Worked out: 480.</b>" in page.html
