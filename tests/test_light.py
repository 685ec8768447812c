"""A catalog that is read in parts, and keeps no text, says what the whole one says."""

from pathlib import Path

import pytest

from factsheets import parts
from factsheets.light import read_light
from factsheets.model import Catalog
from factsheets.pipeline import load
from factsheets.project import project_at
from factsheets.publish import pages
from factsheets.site import Site

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(params=[3, 256], ids="{} sheets in a part".format)
def size(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(parts, "_SIZE", request.param)
    return int(request.param)


@pytest.mark.usefixtures("size")
def test_its_pages_are_those_of_the_whole_catalog(loaded: Catalog) -> None:
    light = read_light(project_at(ROOT)).catalog
    assert list(loaded.sheets) == list(light.sheets)
    assert loaded.remarks == light.remarks
    assert all(sheet.document.text == "" and not sheet.document.spots for sheet in light.sheets.values())
    assert {p.url: p.html for p in pages(Site(loaded))} == {p.url: p.html for p in pages(Site(light))}


@pytest.mark.usefixtures("size")
@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("sheets/models/bert-base-t4.yaml", "\nstatus: ", "\nstatus: ["),
        ("sheets/models/bert-base-t4.yaml", "\nid: bert-base-t4", "\nid: bert-base-analog-pcm"),
        ("sheets/models/bert-base-analog-pcm.yaml", "\nbaseline: ", "\nbaseline: no-such-sheet # "),
        ("sheets/hardware/nvidia-t4.yaml", "\nid: nvidia-t4", "\nid: another"),
        ("schema/metrics.yaml", "\nlatency:", "\nlatency: {} # "),
    ],
)
def test_its_findings_are_those_of_the_whole_catalog(catalog: Path, file: str, old: str, new: str) -> None:
    path = catalog / file
    before = path.read_text(encoding="utf-8")
    assert old in before
    path.write_text(before.replace(old, new, 1), encoding="utf-8")
    found = load(project_at(catalog)).findings
    assert found
    assert found == read_light(project_at(catalog)).catalog.findings
