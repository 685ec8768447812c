# The template as read from schema/: roles and their needs against the study's Table 3, and what may go wrong.

import json
from pathlib import Path
from typing import Any, get_args

import pytest

from factsheets.model import Catalog, Content
from factsheets.pipeline import load
from factsheets.project import project_at
from factsheets.questions import Asked, FactSpec, Template
from factsheets.read import read
from factsheets.schema import SHAPES
from factsheets.units import DIMENSIONS
from factsheets.values import READERS
from templates import edited, roles_of

ROOT = Path(__file__).resolve().parents[1]

#: Table 3 of Dominique et al. 2022, row by row: who said that a fact was useful for their role.
TABLE_3 = {
    "overview": "P1-hw P5-hw P4-alg P9-data",
    "purpose": "P1-hw P2-hw P5-hw P4-alg P6-data P8-data P9-data P12-dev",
    "setup": "P1-hw P2-hw P10-dev P12-dev",
    "model-architecture": "P1-hw P2-hw P3-alg P4-alg P8-data P10-dev P12-dev",
    "model-parameters": "P1-hw P2-hw P5-hw P3-alg P4-alg P6-data P8-data P9-data P12-dev",
    "training-testing-methodology": (
        "P1-hw P2-hw P5-hw P3-alg P4-alg P6-data P8-data P9-data P10-dev P12-dev"
    ),
    "inference-methodology": "P1-hw P2-hw",
    "accuracy": "P5-hw P4-alg P6-data P9-data",
    "prediction-time": "P1-hw P5-hw P4-alg P10-dev P12-dev",
    "hardware-performance": "P1-hw P2-hw P5-hw P4-alg P6-data P9-data",
    "robustness": "P2-hw P8-data P9-data",
    "limitations": "P5-hw P8-data",
}
#: Table 2: the ending of a participant's code is the role; P7-data and P11-eng were not asked for needs.
ROLE_OF = {
    "hw": "hw-researcher",
    "alg": "aihw-algorithm-designer",
    "data": "data-scientist",
    "dev": "software-developer",
    "eng": "ai-engineer",
}
INTERVIEWED = {
    "hw-researcher": ("P1-hw", "P2-hw", "P5-hw"),
    "aihw-algorithm-designer": ("P3-alg", "P4-alg"),
    "data-scientist": ("P6-data", "P8-data", "P9-data"),
    "software-developer": ("P10-dev", "P12-dev"),
    "ai-engineer": (),
    "business-expert": (),
}


@pytest.fixture
def template(loaded: Catalog) -> Template:
    return loaded.template


# --- roles and their needs ------------------------------------------------------------------------


def test_the_roles_are_those_of_the_study_in_its_order(template: Template) -> None:
    assert {key: role.interviewed for key, role in template.roles.items()} == INTERVIEWED
    assert list(template.participants) == [f"P{i}-{c}" for i, c in enumerate(
        ("hw", "hw", "alg", "alg", "hw", "data", "data", "data", "data", "dev", "eng", "dev"), 1)]  # fmt: skip
    assert all(
        ROLE_OF[code.partition("-")[2]] == person.role for code, person in template.participants.items()
    )


@pytest.mark.parametrize("role", INTERVIEWED)
def test_counts_of_a_role_are_those_of_table_3(template: Template, role: str) -> None:
    people = set(INTERVIEWED[role])
    expected = {need: len(people & set(named.split())) for need, named in TABLE_3.items()}
    counted = {a.need: a.count for a in template.roles[role].asked if not a.quoted and not a.reason}
    assert counted == {need: count for need, count in expected.items() if count}
    assert all(a.of == len(people) for a in template.roles[role].asked)


def test_every_need_of_table_3_is_marked_as_such(template: Template) -> None:
    assert {key for key, need in template.needs.items() if need.origin == "table-3"} == TABLE_3.keys()
    assert {key: need.origin for key, need in template.needs.items() if key not in TABLE_3} == {
        "data": "interview-quote"
    }


def test_what_a_participant_only_said_counts_as_one_and_is_kept(template: Template) -> None:
    quoted = [(role.id, a) for role in template.roles.values() for a in role.asked if a.quoted]
    ((role, asked),) = quoted
    assert role == "data-scientist"
    assert (asked.need, asked.count, asked.of, asked.reason) == ("data", 1, 3, "")
    assert asked.quoted.startswith("Looks up what each of more than a hundred models")


@pytest.mark.parametrize("role", INTERVIEWED)
def test_needs_are_inferred_only_where_nobody_was_asked_and_each_has_its_reason(
    template: Template, role: str
) -> None:
    asked = template.roles[role].asked
    assert template.roles[role].inferred == (not INTERVIEWED[role])
    assert asked
    for need in asked:
        assert bool(need.reason) == template.roles[role].inferred
        assert bool(need.count) != bool(need.reason)


@pytest.mark.parametrize(
    ("role", "order"),
    [
        # As often asked, and among equals as the facts that answer them stand on the page.
        (
            "hw-researcher",
            (
                "purpose model-parameters training-testing-methodology hardware-performance overview "
                "model-architecture inference-methodology prediction-time setup accuracy robustness limitations"
            ),
        ),
        (
            "aihw-algorithm-designer",
            (
                "model-architecture model-parameters training-testing-methodology overview purpose "
                "hardware-performance accuracy prediction-time"
            ),
        ),
        (
            "data-scientist",
            (
                "purpose model-parameters training-testing-methodology hardware-performance accuracy robustness "
                "overview model-architecture data limitations"
            ),
        ),
        (
            "software-developer",
            "model-architecture training-testing-methodology prediction-time setup purpose model-parameters",
        ),
        (
            "ai-engineer",
            "inference-methodology hardware-performance prediction-time setup robustness limitations",
        ),
        ("business-expert", "overview purpose hardware-performance accuracy limitations"),
    ],
)
def test_a_role_has_its_most_asked_needs_first(template: Template, role: str, order: str) -> None:
    asked = template.roles[role].asked
    assert [a.need for a in asked] == order.split()
    assert [a.count for a in asked] == sorted((a.count for a in asked), reverse=True)


# --- needs in a template of one's own -------------------------------------------------------------


def test_a_further_participant_changes_counts_and_order(schema: Path) -> None:
    person = {"role": "software-developer", "phases": [1], "needs": ["setup", "purpose"]}
    edited(schema, "roles.yaml", {"participants.P13-dev": person})
    role = roles_of(schema)["software-developer"]
    assert role.interviewed == ("P10-dev", "P12-dev", "P13-dev")
    assert [(a.need, a.count, a.of) for a in role.asked[:3]] == [
        ("setup", 3, 3),
        ("purpose", 2, 3),
        ("model-architecture", 2, 3),
    ]


def test_a_participant_without_needs_was_not_asked(schema: Path) -> None:
    edited(schema, "roles.yaml", {"participants.P10-dev.needs": None})
    role = roles_of(schema)["software-developer"]
    assert role.interviewed == ("P12-dev",)
    assert {a.of for a in role.asked} == {1}


def test_a_role_that_somebody_was_asked_in_is_no_longer_inferred(schema: Path) -> None:
    person = {"role": "business-expert", "phases": [1], "needs": ["accuracy"]}
    edited(schema, "roles.yaml", {"participants.P13-biz": person})
    role = roles_of(schema)["business-expert"]
    assert not role.inferred
    assert role.asked[0].need == "accuracy"
    assert role.asked[0].count == 1


def test_a_quote_adds_nothing_to_a_need_that_was_also_asked_for(schema: Path) -> None:
    said = {"accuracy": "Wants to know how good it is."}
    edited(schema, "roles.yaml", {"participants.P6-data.quoted": said})
    (accuracy,) = (a for a in roles_of(schema)["data-scientist"].asked if a.need == "accuracy")
    assert accuracy == Asked("accuracy", 2, 3, "", "Wants to know how good it is.")


def test_needs_follow_the_page_when_a_section_moves(schema: Path) -> None:
    path = schema / "factsheet.schema.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    data["properties"]["overview"] = data["properties"].pop("overview")  # now the last section
    path.write_text(json.dumps(data), encoding="utf-8")
    order = [a.need for a in roles_of(schema)["business-expert"].asked]
    assert order == ["purpose", "hardware-performance", "accuracy", "limitations", "overview"]


# --- facts and their questions --------------------------------------------------------------------


def test_sections_stand_in_the_order_of_the_root_schema(template: Template) -> None:
    root = json.loads((ROOT / "schema/factsheet.schema.json").read_text(encoding="utf-8"))
    keys = [key for key, entry in root["properties"].items() if entry.get("$ref", "").startswith("sections/")]
    assert [section.key for section in template.sections] == keys
    assert len(keys) == len(list((ROOT / "schema/sections").iterdir()))


def test_facts_of_a_group_have_its_title_and_the_sections_needs(template: Template) -> None:
    read = template.facts["training.noise.read"]
    assert (read.section, read.group, read.needs, read.keys, read.anchor) == (
        "training",
        "Noise and bounds during training",
        ("training-testing-methodology",),
        ("training", "noise", "read"),
        "training-noise-read",
    )


def test_a_fact_may_answer_other_needs_and_have_another_producer_than_its_section(template: Template) -> None:
    facts = template.facts
    assert facts["performance.area"].needs == ("hardware-performance",)
    assert facts["performance.latency"].needs == ("prediction-time",)
    assert facts["performance.latency"].producer == "data-scientist"
    assert facts["performance.power"].producer == "hw-researcher"


def test_a_table_knows_the_titles_of_its_columns(template: Template) -> None:
    facts = template.facts
    assert facts["test_data.sizes"].columns == {"task": "Task", "size": "Size"}
    assert facts["parameters.reuse_by_layer"].columns == {"layer": "Layer", "factor": "Reuse factor"}
    assert facts["training.noise.bounds"].labels == ("input", "output")


def test_every_need_is_answered_by_a_fact_and_its_essential_facts_are_there(template: Template) -> None:
    answered = {need for fact in template.facts.values() for need in fact.needs}
    assert answered == template.needs.keys()
    for need in template.needs.values():
        assert need.essential
        assert {path for group in need.essential for path in group} <= template.facts.keys()


def test_every_shape_is_in_use_and_has_a_reader(template: Template) -> None:
    assert {fact.shape for fact in template.facts.values()} == set(SHAPES)
    assert set(READERS) == set(SHAPES) - {"scores"}  # scores hold values, and are read in facts.py
    assert len(get_args(Content)) == 10


def test_every_fact_with_an_example_of_its_own_shape_reads_it(template: Template) -> None:
    read = 0
    for fact in [*template.facts.values(), *template.hardware.facts]:
        if fact.example and fact.shape in {"quantity", "range", "pair", "size", "text", "prose"}:
            assert READERS[fact.shape](fact.example, fact.example, fact) is not None, fact.path
            read += 1
    assert read > 40


def test_dimensions_are_those_of_the_table_of_units(template: Template) -> None:
    allowed = json.loads((ROOT / "schema/meta/metrics.schema.json").read_text(encoding="utf-8"))
    named = allowed["additionalProperties"]["properties"]["dimension"]["enum"]
    assert set(named) == DIMENSIONS.keys()
    assert {metric.dimension for metric in template.metrics.values()} <= DIMENSIONS.keys()
    assert {fact.dimension for fact in template.facts.values()} <= DIMENSIONS.keys()


def test_a_fact_has_the_dimension_of_its_metric(template: Template) -> None:
    for fact in [*template.facts.values(), *template.hardware.facts]:
        if fact.metric and fact.shape != "size":
            assert template.metrics[fact.metric].dimension == fact.dimension, fact.path


def test_metrics_and_comparisons_come_with_all_they_state(template: Template) -> None:
    accuracy, latency = template.metrics["accuracy"], template.metrics["latency"]
    assert (accuracy.unit, accuracy.low, accuracy.high, accuracy.decimals) == ("%", 0, 100, 2)
    assert (latency.unit, latency.better, latency.headline, latency.low) == ("s", "lower", True, 0)
    by_id = {comparison.id: comparison for comparison in template.comparisons}
    glue, energy = by_id["glue"], by_id["energy-per-inference"]
    assert (glue.id, glue.benchmark, glue.metrics, glue.where.path) == (
        "glue",
        "glue",
        (),
        "schema/comparisons.yaml",
    )
    pinned = {key: condition.value for key, condition in energy.pin.items()}
    assert (pinned, energy.rows_by) == ({"sequence_length": "32"}, ("batch_size", "precision"))
    assert [(pair.baseline, pair.sheets) for pair in glue.pairs] == [
        ("bert-base-titan-rtx", ("bert-base-analog-pcm",))
    ]


def test_conditions_stand_in_the_order_of_the_template(template: Template) -> None:
    values = json.loads((ROOT / "schema/values.schema.json").read_text(encoding="utf-8"))
    assert list(template.conditions) == list(values["$defs"]["conditions"]["properties"])
    assert template.conditions["n"] == "Examples"


def test_all_text_of_a_fact_is_filled_in(template: Template) -> None:
    must = [
        name for name in FactSpec.__struct_fields__ if name in {"title", "description", "needs", "producer"}
    ]
    for fact in template.facts.values():
        assert all(getattr(fact, name) for name in must), fact.path


def test_every_example_is_an_answer(small: Path, template: Template) -> None:
    """What an author copies has the shape that the fact asks for; what it names need not be in this catalog."""
    sheet = small / "sheets/models/alpha.yaml"
    document, _ = read(sheet.read_bytes(), "")
    assert document
    assert isinstance(document.data, dict)
    data: dict[str, Any] = {
        key: value for key, value in document.data.items() if key not in {s.key for s in template.sections}
    }
    for spec in template.facts.values():
        place = data
        for key in spec.keys[:-1]:
            place = place.setdefault(key, {})
        example, _ = read(f"value: {spec.example}".encode(), "")
        assert example, spec.path
        assert isinstance(example.data, dict)
        if spec.example:
            place[spec.keys[-1]] = example.data["value"]
    sheet.write_text(json.dumps(data), encoding="utf-8")
    found = load(project_at(small)).findings
    shapes = [
        finding
        for finding in found
        if finding.where.path == "sheets/models/alpha.yaml" and finding.code < "FS2"
    ]
    assert [] == [f"{finding.where.line}: {finding.message}" for finding in shapes]
    assert 90 < sum(bool(spec.example) for spec in template.facts.values())
