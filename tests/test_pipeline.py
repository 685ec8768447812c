"""One finding for one fault, whatever else follows from it; and never a traceback."""

import shutil
from pathlib import Path

import pytest

from factsheets.checking import check
from factsheets.pipeline import load
from factsheets.project import project_at

SHEET = "sheets/models/bert-base-analog-pcm.yaml"
GLUE = "sheets/benchmarks/glue.yaml"


def codes(catalog: Path, *changes: tuple[str, str, str]) -> list[str]:
    """Codes of the findings after some edits (file, old, new)."""
    for name, old, new in changes:
        path = catalog / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return [finding.code for finding in load(project_at(catalog)).findings]


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (SHEET, "conditions: {boundary: chip}", "conditions: {boundary: {inferred: x}}", ["FS102"]),
        (SHEET, "method: |", "metod: |", ["FS101"]),
        (SHEET, "source: dominique2022", "source: Not An Id", ["FS105"]),
        (SHEET, "  tile_size: 512 x 512", "  tile_size: 512 × 512", ["FS113"]),
        (SHEET, "  tile_size: 512 x 512", "  tile_size: 1 x 2 x 3 x 4 x 5", ["FS113"]),
        (SHEET, "    value: 1 to 4", "    value: ~1 to 4", ["FS113"]),
        (SHEET, "    value: 0.19 ms", '    value: "0.19  ms"', ["FS113"]),
        (SHEET, "  read: 0.0175", "  read: {value: 0,0175}", ["FS116"]),
        (SHEET, "  read: 0.0175", "  read: [{note: x}]", ["FS107"]),
        (SHEET, "  read: 0.0175", "  read: [{value: 1, not_known: x}]", ["FS107"]),
        (SHEET, "  read: 0.0175", "  read: {not_known: }", ["FS103"]),
        (SHEET, "  read: 0.0175", "  read: {value: 1, ci95: [2, 1]}", ["FS114"]),
        (SHEET, "date: 2022-11-14", "date: 2022-02-31", ["FS105"]),
        (SHEET, "rte: 64.00", "rte: 6400", ["FS115"]),
        (SHEET, "rte: 64.00", "rte: 1e30", ["FS115"]),
        (SHEET, "benchmark: glue", "basis: simulated", ["FS005", "FS102"]),
        (GLUE, "metrics: [accuracy]", "metrics: [acuracy]", ["FS201"]),
        (GLUE, "metrics: [accuracy]", "metrics: []", ["FS106"]),
        ("sheets/evaluations/bert-base-analog-pcm-2022.yaml", "- rater: P11-eng", "- rater: P99-eng", ["FS201"]),
        ("schema/hardware.schema.json", '"x-dimension": "area"', '"x-dimension": "aera"', ["FS104"]),
        ("schema/hardware.schema.json", '"x-metric": "power_limit"', '"x-metric": "limit"', ["FS402"]),
        ("schema/sections/setup.schema.json", '"x-producer"', '"x-produzer"', ["FS102"]),
        ("schema/sections/setup.schema.json", "draft/2020-12", "draft/1999-12", ["FS401"]),
        ("schema/factsheet.schema.json", "sections/setup.schema.json", "sections/stup.schema.json", ["FS401"]),
    ],
)  # fmt: skip
def test_a_fault_has_one_finding(catalog: Path, file: str, old: str, new: str, expected: list[str]) -> None:
    assert expected == sorted(codes(catalog, (file, old, new)))


def test_a_missing_meta_schema_is_named(catalog: Path) -> None:
    (catalog / "schema/meta/roles.schema.json").unlink()
    findings = load(project_at(catalog)).findings
    assert [("FS401", "schema/meta/roles.schema.json")] == [(f.code, f.where.path) for f in findings]


def test_a_section_file_that_no_sheet_asks_for_is_found(catalog: Path) -> None:
    shutil.copy(catalog / "schema/sections/setup.schema.json", catalog / "schema/sections/extra.schema.json")
    assert ["FS402"] == codes(catalog)


def test_an_efficiency_of_nothing_gives_no_energy(catalog: Path) -> None:
    assert [] == codes(catalog, (SHEET, "value: 6589 inference/s/W", "value: 0 inference/s/W"))


def test_a_circle_is_told_once(catalog: Path) -> None:
    circle = (
        "sheets/models/bert-base-digital-paper.yaml",
        "status: published",
        "status: published\nbaseline: bert-base-analog-pcm",
    )
    assert ["FS204"] == codes(catalog, circle)


def test_the_copy_is_at_fault_and_not_the_original(catalog: Path) -> None:
    shutil.copy(catalog / SHEET, catalog / "sheets/models/a-copy.yaml")
    findings = load(project_at(catalog)).findings
    assert [("FS202", "sheets/models/a-copy.yaml")] == [(f.code, f.where.path) for f in findings]


def test_a_group_that_is_absent_says_so_for_its_facts(catalog: Path) -> None:
    text = (catalog / SHEET).read_text(encoding="utf-8")
    start, end = text.index("  noise:\n"), text.index("\ninference:\n")
    (catalog / SHEET).write_text(
        text[:start] + "  noise: {not_known: nobody asked}\n" + text[end:], encoding="utf-8"
    )
    found = load(project_at(catalog))
    assert () == found.findings
    fact = found.sheets["bert-base-analog-pcm"].facts["training.noise.read"]
    assert fact.absence
    assert "nobody asked" == fact.absence.reason


def test_the_template_can_be_checked_alone(catalog: Path) -> None:
    report = check([catalog / "schema"])
    assert ((), False) == (report.findings, report.empty)
    assert report.files > 20


def test_a_path_with_dots_is_the_same_path(catalog: Path) -> None:
    assert 1 == check([catalog / "sheets/hardware/../models/bert-base-t4.yaml"]).files


def test_what_the_schema_refuses_never_passes_in_silence(
    catalog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "factsheets.sources.accepts", lambda document, *_: not document.path.endswith("nvidia-t4.yaml")
    )
    findings = load(project_at(catalog)).findings
    assert [("FS105", "sheets/hardware/nvidia-t4.yaml")] == [(f.code, f.where.path) for f in findings]
