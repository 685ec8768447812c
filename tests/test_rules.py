"""Each rule by its own examples, laid over a correct sheet of another model than the paper's."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from editing import edit_json, edit_yaml
from factsheets.codes import CODES
from factsheets.diagnostics import Remark, as_text, ordered
from factsheets.model import Catalog
from factsheets.pipeline import load
from factsheets.project import project_at
from factsheets.rules import RULES

TESTS = Path(__file__).resolve().parent
ROOT = TESTS.parent


@pytest.fixture
def spotter(tmp_path: Path) -> Path:
    """A catalog whose sheet `spotter` gives no rule anything to say."""
    root = tmp_path / "spotter"
    shutil.copytree(ROOT / "schema", root / "schema")
    shutil.copytree(TESTS / "rules" / "spotter", root, dirs_exist_ok=True)
    return root


def laid_over(base: dict[str, Any], part: dict[str, Any]) -> None:
    """Put the facts of an example in place of the sheet's own; what the example leaves empty is taken out."""
    for key, value in part.items():
        if isinstance(value, dict) and isinstance(base.get(key), dict):
            base[key] = {k: v for k, v in {**base[key], **value}.items() if v is not None}
        elif value is None:
            base.pop(key, None)
        else:
            base[key] = value


def remarks(root: Path, kind: str, example: str) -> list[Remark]:
    """What the rules say of the spotter with an example laid over its file of a kind."""
    path = root / "sheets" / kind / "spotter.yaml"
    yaml = YAML(typ="rt", pure=True)
    yaml.preserve_quotes = True
    base = yaml.load(path.read_text(encoding="utf-8"))
    laid_over(base, yaml.load(example))
    with path.open("w", encoding="utf-8") as file:
        yaml.dump(base, file)
    catalog = load(project_at(root))
    assert [] == [finding.message for finding in catalog.findings]
    return [remark for remark in catalog.remarks if remark.sheet == "spotter"]


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A catalog whose sheet `bert-paper` states what the paper's own FactSheet states, slips included."""
    root = tmp_path / "paper"
    shutil.copytree(ROOT / "schema", root / "schema")
    shutil.copytree(TESTS / "rules" / "paper", root, dirs_exist_ok=True)
    return root


def test_the_correct_sheet_gives_no_rule_anything_to_say(spotter: Path) -> None:
    found: Catalog = load(project_at(spotter))
    assert () == found.findings
    assert [] == [(r.finding.code, r.path, r.finding.message) for r in found.remarks if r.sheet == "spotter"]


@pytest.mark.parametrize("code", RULES)
def test_a_rule_fires_on_its_wrong_example(spotter: Path, code: str) -> None:
    rule = RULES[code]
    found = [r for r in remarks(spotter, rule.kind, rule.explained.wrong) if r.finding.code == code]
    assert found, f"{code} has nothing to say of its own wrong example"
    for remark in found:
        assert rule.level == remark.finding.level
        assert remark.finding.excerpt or not remark.path
        assert "spotter.yaml" in remark.finding.where.path


@pytest.mark.parametrize("code", RULES)
def test_a_rule_is_silent_on_its_right_example(spotter: Path, code: str) -> None:
    rule = RULES[code]
    found = remarks(spotter, rule.kind, rule.explained.right)
    assert [] == [r.finding.message for r in found if r.finding.code == code]


@pytest.mark.parametrize("code", RULES)
def test_a_rule_explains_itself(code: str) -> None:
    rule = RULES[code]
    assert code not in CODES
    assert code.startswith("FS3")
    texts = (
        rule.explained.title,
        rule.explained.why,
        rule.explained.fix,
        rule.explained.wrong,
        rule.explained.right,
    )
    assert all(texts)
    assert rule.check.__doc__


def test_the_papers_sheet_gives_exactly_these_findings(paper: Path, update_golden: bool) -> None:
    catalog = load(project_at(paper))
    assert () == catalog.findings
    found = as_text(ordered(r.finding for r in catalog.remarks if r.sheet == "bert-paper")) + "\n"
    golden = TESTS / "rules" / "paper" / "report.txt"
    if update_golden:
        golden.write_text(found, encoding="utf-8")
    assert golden.read_text(encoding="utf-8") == found


def test_notations_of_the_paper_that_are_refused(paper: Path) -> None:
    sheet = paper / "sheets/models/bert-paper.yaml"
    edit_yaml(sheet, "performance", "throughput", value="5 kHz/second")
    edit_yaml(
        sheet,
        "performance",
        "accuracy",
        0,
        "scores",
        "stsb",
        value={"value": 84.52, "conditions": {"metric": "spearma"}},
    )
    edit_yaml(sheet, "version", value=1.0)
    found = {(f.code, f.message) for f in load(project_at(paper)).findings}
    assert {"FS111", "FS201", "FS103"} == {code for code, _ in found}


def findings_on_the_paper() -> list[dict[str, Any]]:
    found = YAML(typ="safe").load((TESTS / "rules" / "paper" / "findings.yaml").read_text(encoding="utf-8"))
    assert isinstance(found, list)
    return found


def test_of_the_fifty_findings_32_or_more_have_codes_that_find_them(paper: Path) -> None:
    catalog = load(project_at(paper))
    fired = {remark.finding.code for remark in catalog.remarks if remark.sheet == "bert-paper"}
    rows = findings_on_the_paper()
    assert 50 == len(rows)
    assert 32 <= sum("codes" in row for row in rows)
    for row in rows:
        assert ("codes" in row) != ("reason" in row), row["what"]
        for code in row.get("codes", ()):
            assert code in CODES or code in RULES
            if code in RULES:
                assert (code in fired) or row.get("agrees"), row["what"]


def test_every_finding_on_the_papers_sheet_is_in_the_table(paper: Path) -> None:
    catalog = load(project_at(paper))
    fired = {remark.finding.code for remark in catalog.remarks if remark.sheet == "bert-paper"}
    assert set() == fired - {code for row in findings_on_the_paper() for code in row.get("codes", ())}


def test_rules_name_no_fact_by_its_path(paper: Path) -> None:
    facts = load(project_at(paper)).template.facts
    for path in (ROOT / "plugins/factsheets/rules").glob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert [] == [fact for fact in facts if f'"{fact}"' in text], path.name


def test_a_rule_holds_for_a_fact_that_another_template_keeps_elsewhere(paper: Path) -> None:
    section = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Speed",
        "description": "How fast it is.",
        "x-needs": ["prediction-time"],
        "x-producer": "data-scientist",
        "type": "object",
        "$ref": "../values.schema.json#/$defs/context",
        "properties": {
            "delay": {
                "$ref": "../values.schema.json#/$defs/quantity",
                "title": "Delay",
                "description": "Time of a batch.",
                "examples": ["1 ms"],
                "x-dimension": "time",
                "x-metric": "latency",
            }
        },
        "unevaluatedProperties": False,
    }
    (paper / "schema/sections/speed.schema.json").write_text(json.dumps(section), encoding="utf-8")
    edit_json(
        paper / "schema/factsheet.schema.json",
        "properties",
        "speed",
        value={"$ref": "sections/speed.schema.json"},
    )
    edit_yaml(paper / "sheets/models/bert-paper.yaml", "speed", value={"delay": "0.19 ms"})
    catalog = load(project_at(paper))
    assert () == catalog.findings
    assert ("FS320", "speed.delay") in [(r.finding.code, r.path) for r in catalog.remarks]


@pytest.mark.parametrize(
    "text",
    [
        "training " * 4000,
        "The " + "A-" * 20000 + "model",
        "The " + "Aa " * 20000,
        "A" * 40000,
        "train on " * 5000,
    ],
)
def test_no_text_hangs_a_rule(spotter: Path, text: str) -> None:
    """As long as a prose may be; a rule whose time grows with the square would not end."""
    edited = {"summary": text[:20000]}
    edit_yaml(spotter / "sheets/models/spotter.yaml", "overview", value=edited)
    edit_yaml(spotter / "sheets/models/spotter.yaml", "training_data", value={"description": text[:20000]})
    catalog = load(project_at(spotter))
    assert () == catalog.findings


@pytest.mark.parametrize(
    ("one", "two", "mean", "told"),
    [
        ("80.0", "80.1", "80.1", False),  # 80.04 and 80.14 are 80.09
        ("80.00", "80.10", "80.1", False),
        ("80.0", "80.1", "80.2", True),
        ("80.00", "80.10", "80.03", True),
    ],
)
def test_what_rounding_explains_is_no_wrong_mean(
    spotter: Path, one: str, two: str, mean: str, told: bool
) -> None:
    table = f"{{benchmark: pair, conditions: {{split: validation}}, scores: {{one: {one}, two: {two}}}, mean: {mean}}}"
    found = [r.finding.code for r in remarks(spotter, "models", f"performance:\n  accuracy: {table}")]
    assert told == ("FS303" in found)


@pytest.mark.parametrize(
    ("split", "score", "told"),
    [
        ("validation", "91.23", False),
        ("validation", "91.2", False),
        ("validation", "91.3", True),
        ("test", "88.0", False),
    ],
)
def test_a_quote_may_have_fewer_digits_and_other_examples(
    spotter: Path, split: str, score: str, told: bool
) -> None:
    own = "{benchmark: pair, conditions: {split: validation}, scores: {one: 90.06, two: 80.2}}"
    quoted = f"{{benchmark: pair, against: loud, conditions: {{split: {split}}}, scores: {{one: {score}}}}}"
    found = [
        r.finding.code
        for r in remarks(spotter, "models", f"performance:\n  accuracy:\n    - {own}\n    - {quoted}")
    ]
    assert told == ("FS315" in found)


@pytest.mark.parametrize(("chips", "told"), [(None, True), (1, True), (2, False)])
def test_as_many_chips_may_have_as_much_area(spotter: Path, chips: int | None, told: bool) -> None:
    hardware = f"hardware: {{inference: chip, chips: {chips}}}" if chips else "hardware: {inference: chip}"
    found = remarks(spotter, "models", f"{hardware}\nperformance:\n  area: 900 mm2")
    assert told == ("FS309" in {remark.finding.code for remark in found})


def test_a_batch_that_is_stated_is_not_proposed(spotter: Path) -> None:
    figures = "latency: {{value: 1.000 ms, conditions: {{batch_size: 1}}}}, power: {{value: {}, conditions: {{boundary: chip}}}}"
    stated = "energy_efficiency: {value: 1000.0 inference/s/W, conditions: {batch_size: 1, boundary: chip}}"
    for power, proposed in (("1.020 W", False), ("3.000 W", True)):
        example = f"performance: {{basis: measured, {figures.format(power)}, {stated}}}"
        told = [r.finding.message for r in remarks(spotter, "models", example) if r.finding.code == "FS301"]
        assert told
        assert proposed == any("they agree at batch" in message for message in told)
