"""Whatever passes the check can be shown: no sheet without findings makes a page fail."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import FEW
from factsheets.derive import derive
from factsheets.document import Document
from factsheets.model import Catalog
from factsheets.pages import check_links
from factsheets.publish import pages
from factsheets.ranges import check_ranges
from factsheets.read import read
from factsheets.resolve import resolve
from factsheets.sheet_pages import sheet_pages
from factsheets.site import Site
from factsheets.template import load_template
from factsheets.validate import accepts
from test_valid import node_at, places

ROOT = Path(__file__).resolve().parents[1]
LOADED = load_template(ROOT / "schema", "schema")
#: What an author may write at nearly any fact.
ANSWERS: tuple[Any, ...] = (
    {"not_known": "nobody asked"},
    {"not_applicable": "it has none"},
    {"pending": {"owner": "lab", "due": "2027-01-31"}},
    "1",
    "<= 5 W",
    "0 ms",
    "~ 3 inference/s",
    "5 %",
    "one line of text",
    {"value": "0 W", "conditions": {"batch_size": 4}, "std": 0.1},
    [
        {"value": "1 ms", "conditions": {"batch_size": 1}},
        {"value": "2 ms", "conditions": {"batch_size": 0x10}},
    ],
    [{"value": "1 W", "conditions": {"batch_size": 1}}],
    ["a", "b"],
)


def documents() -> dict[str, list[Document]]:
    found: dict[str, list[Document]] = {}
    for kind in ("models", "hardware", "benchmarks"):
        for path in sorted((ROOT / "sheets" / kind).glob("*.yaml")):
            if kind == "models" and path.stem not in FEW:
                continue
            document, _ = read(path.read_bytes(), f"sheets/{kind}/{path.name}")
            assert document
            found.setdefault(kind, []).append(document)
    references, _ = read((ROOT / "sheets/references.yaml").read_bytes(), "sheets/references.yaml")
    assert references
    return found | {"references": [references]}


DOCUMENTS = documents()
SHEETS = {d.path: d.data for d in DOCUMENTS["models"]}


@st.composite
def changed_sheets(draw: st.DrawFn) -> tuple[str, Any]:
    """One of the sheets with up to six places removed, or answered in another way."""
    path = draw(st.sampled_from(sorted(SHEETS)))
    data = copy.deepcopy(SHEETS[path])
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.sampled_from([p for p in places(data) if p[0] not in {"id", "factsheet", "name"}]))
        around = node_at(data, place[:-1])
        if draw(st.booleans()):
            del around[place[-1]]
        else:
            around[place[-1]] = copy.deepcopy(draw(st.sampled_from(ANSWERS)))
    return path, data


def catalog_with(path: str, data: Any) -> Catalog | None:
    """The catalog with one sheet replaced, or None where the check would stop it."""
    document, found = read(json.dumps(data).encode(), path)
    assert LOADED.template
    assert LOADED.schemas
    if document is None or found or not accepts(document, "factsheet", LOADED.schemas):
        return None
    models = [document if d.path == path else d for d in DOCUMENTS["models"]]
    catalog = resolve({**DOCUMENTS, "models": models}, LOADED.template, {})
    return None if catalog.findings or check_ranges(catalog) else derive(catalog)


@settings(deadline=None, derandomize=True, max_examples=80)
@given(changed_sheets())
def test_what_passes_the_check_can_be_shown(changed: tuple[str, Any]) -> None:
    catalog = catalog_with(*changed)
    if catalog is not None:
        made = list(pages(Site(catalog)))
        assert [] == check_links(made)
        assert all(page.html and page.markdown for page in made)


@pytest.mark.parametrize("answer", ANSWERS, ids=str)
def test_every_fact_can_be_answered_in_every_way(answer: Any) -> None:
    """Each fact in turn takes the answer; those that its shape allows are all shown."""
    path = "sheets/models/bert-base-analog-pcm.yaml"
    assert LOADED.template
    shown = 0
    for spec in LOADED.template.facts.values():
        data = copy.deepcopy(SHEETS[path])
        assert isinstance(data, dict)
        node: Any = data
        for key in spec.keys[:-1]:
            node = node.setdefault(key, {})
        node[spec.keys[-1]] = copy.deepcopy(answer)
        catalog = catalog_with(path, data)
        if catalog is not None:
            sheet = catalog.sheets["bert-base-analog-pcm"]
            shown += bool(list(sheet_pages(Site(catalog), sheet)))
    assert shown
