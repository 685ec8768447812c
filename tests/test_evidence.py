"""Every number of the catalog: its source, its basis, and what analog sheets say or say they cannot."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from editing import edit_yaml
from factsheets import compare_metrics, derive, evidence, model
from factsheets.document import Document, Json
from factsheets.evidence import evidence_counts
from factsheets.model import Absence, Catalog, Fact, Scores
from factsheets.pipeline import load
from factsheets.project import project_at

#: Shapes whose values are numbers.
NUMBERS = frozenset({"quantity", "series", "range", "pair", "size", "scores"})
#: What nobody but an analog model has to say.
ANALOG = (
    "parameters.tiles", "parameters.utilization", "parameters.tile_size", "inference.drift_compensation",
    "inference.refresh_interval", "training.noise.drift_model", "robustness.accuracy_over_time",
    "robustness.accuracy_under_noise", "performance.power_by_state", "performance.area",
)  # fmt: skip


def test_there_are_more_than_25_models(loaded: Catalog) -> None:
    assert len(loaded.sheets) >= 25
    assert len([s for s in loaded.sheets.values() if s.kind == "analog"]) >= 10


def numbers(catalog: Catalog) -> Iterator[tuple[str, Fact]]:
    for key, sheet in catalog.sheets.items():
        for fact in sheet.facts.values():
            if fact.spec.shape in NUMBERS and fact.values:
                yield key, fact


def test_every_number_has_a_source_and_a_basis(loaded: Catalog) -> None:
    missing = [
        (key, fact.spec.path)
        for key, fact in numbers(loaded)
        for value in fact.values
        if not value.evidence.source or not value.evidence.basis or not value.evidence.verified
    ]
    assert [] == missing


def near(document: Document, fact: Fact) -> bool:
    """Whether the basis of a fact stands on its value, or on the map right around it."""
    node: Json = document.data
    around: Json = None
    for key in fact.spec.keys:
        around, node = node, node[key] if isinstance(node, dict) else None
    if isinstance(around, dict) and "basis" in around and fact.spec.shape != "scores":
        return True
    values: list[Any] = node if isinstance(node, list) else [node]
    return all(isinstance(value, dict) and "basis" in value for value in values)


def test_the_basis_stands_at_most_one_level_above_the_number(loaded: Catalog) -> None:
    """A score's table is the level above it, and the section of that table two."""
    far = [
        (key, fact.spec.path) for key, fact in numbers(loaded) if not near(loaded.sheets[key].document, fact)
    ]
    assert [] == far


@pytest.mark.parametrize("path", ANALOG)
def test_analog_sheets_state_what_is_theirs_or_say_why_not(loaded: Catalog, path: str) -> None:
    for key, sheet in loaded.sheets.items():
        if sheet.kind == "analog":
            fact = sheet.facts.get(path)
            assert fact is not None, (key, path)
            assert fact.values or isinstance(fact.absence, Absence)


def test_scores_over_time_are_series(loaded: Catalog) -> None:
    found = {
        key: [value.condition("time_since_programming") for value in fact.values]
        for key, sheet in loaded.sheets.items()
        if (fact := sheet.facts.get("robustness.accuracy_over_time")) and fact.values
    }
    assert {"mobilebert-aimc-sim", "resnet32-ibm-pcm90", "rnnt-ibm-pcm14"} <= set(found)
    assert all(len(times) >= 2 and any(times) for times in found.values())


def test_the_counts_are_those_of_the_sheets(loaded: Catalog) -> None:
    basis, read = evidence_counts(loaded)
    total = 0
    for _, fact in numbers(loaded):
        for value in fact.values:
            content = value.content
            scores = content.scores.values() if isinstance(content, Scores) else ()
            total += sum(map(len, scores)) + (bool(content.mean) if isinstance(content, Scores) else 1)
    records = sum(
        len(fact.values)
        for s in loaded.sheets.values()
        for fact in s.facts.values()
        if fact.spec.shape in {"record", "figure"}
    )
    assert total + records == sum(row.total for row in basis.rows) == sum(row.total for row in read.rows)
    assert "unsourced, or not said" not in [row.label for row in read.rows]


def test_a_number_without_a_source_is_counted_as_such(catalog: Path) -> None:
    path = catalog / "sheets/models/bert-base-titan-rtx.yaml"
    text = path.read_text(encoding="utf-8").replace(
        "source: hf-run-glue\nverified: primary-repository\n", "", 1
    )
    path.write_text(text, encoding="utf-8")
    _, read = evidence_counts(load(project_at(catalog)))
    assert "unsourced, or not said" in [row.label for row in read.rows]


def test_the_labels_are_those_of_the_template(loaded: Catalog) -> None:
    """Code that orders labels or names conditions must know all of them, and no other."""
    definitions = json.loads((ROOT / "schema/values.schema.json").read_text(encoding="utf-8"))["$defs"]
    assert list(evidence.VERIFIED) == definitions["verified"]["enum"]
    assert list(model.BASES) == definitions["basis"]["enum"]
    assert set(loaded.template.conditions) >= derive.FREE | set(compare_metrics.SAID)


# --- glossary -------------------------------------------------------------------------------------


def test_every_metric_and_term_is_explained(loaded: Catalog) -> None:
    assert len(loaded.template.terms) >= 30
    assert all(len(term.definition) > 60 for term in loaded.template.terms.values())
    bound = {path for term in loaded.template.terms.values() for path in term.facts}
    assert {"training.noise.read", "parameters.tile_size", "performance.energy_per_inference"} <= bound


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [("facts", ["training.noise.pink"], "fact `training.noise.pink`"), ("see", ["magic"], "term `magic`")],
)
def test_a_term_that_names_nothing_is_found(catalog: Path, key: str, value: object, message: str) -> None:
    edit_yaml(catalog / "schema/glossary.yaml", "tile", key, value=value)
    (found,) = load(project_at(catalog)).findings
    assert ("FS402", f"there is no {message}", "schema/glossary.yaml") == (
        found.code,
        found.message,
        found.where.path,
    )


@pytest.mark.parametrize(
    ("formula", "code", "message"),
    [
        ("power * speed", "FS402", "there is no metric or condition `speed`"),
        ("power + latency", "FS404", "only what has one dimension can be added"),
        ("power / latency", "FS404", "the formula does not give energy"),
        ("import os", "FS404", "`import os` is no formula"),
        ("power ** 12", "FS404", "a power is a whole number from 1 to 9"),
        ("energy_per_batch * 2", "FS404", "the formula names its own metric, `energy_per_batch`"),
        (
            "power * latency * implied_batch_size",
            "FS404",
            "nothing states `implied_batch_size`, or works it out before",
        ),
    ],
)
def test_a_formula_that_cannot_hold_is_found(catalog: Path, formula: str, code: str, message: str) -> None:
    edit_yaml(catalog / "schema/metrics.yaml", "energy_per_batch", "derived", value=[{"formula": formula}])
    (found,) = load(project_at(catalog)).findings
    assert (code, message, "schema/metrics.yaml") == (found.code, found.message, found.where.path)
