"""Row 28 (G4): what only looks dangerous reaches readers and programs letter by letter."""

import csv
import io
import json
from pathlib import Path

import pytest
from payloads import HARMLESS
from scanning import parsed

from factsheets.escape import csv_text, markdown_text
from factsheets.pipeline import load
from factsheets.project import project_at
from factsheets.publish import pages, planned
from factsheets.site import Site

#: Every text with the fact that says it: one list of all.
SHEET = "sheets/models/alpha.yaml"


@pytest.fixture
def site(small: Path) -> Site:
    text = (small / SHEET).read_text()
    tasks = "[telling one from two]"
    (small / SHEET).write_text(text.replace(tasks, json.dumps(list(HARMLESS), ensure_ascii=False)))
    (small / "sheets/benchmarks/pair.yaml").write_text(
        (small / "sheets/benchmarks/pair.yaml")
        .read_text()
        .replace("name: Pair", f"name: {json.dumps(HARMLESS[8])}")
    )
    catalog = load(project_at(small))
    assert () == catalog.findings
    return Site(catalog, root=small)


def test_there_are_fifty() -> None:
    assert len(set(HARMLESS)) >= 50


def test_pages_show_each_as_it_is(site: Site) -> None:
    page = next(page for page in pages(site) if page.url == "models/alpha/")
    items = {"".join(element.itertext()) for element in parsed(page.html).iter("li")}
    assert set() == set(HARMLESS) - items
    found = "".join("".join(parsed(entry["text"]).itertext()) for entry in page.search_entries())
    assert set() == {text for text in HARMLESS if " ".join(text.split()) not in found}


def test_the_json_of_a_sheet_holds_each_as_it_is(site: Site) -> None:
    files = {file.url: file for plan in planned(site) if plan.exists() for file in plan.files}
    data = json.loads(files["models/alpha/alpha.json"].make())
    waiting, texts = [data], set()
    for node in waiting:
        waiting += node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
        texts |= {node} if isinstance(node, str) else set()
    assert set() == set(HARMLESS) - texts


@pytest.mark.parametrize("text", HARMLESS)
def test_a_name_reaches_title_table_and_csv_as_it_is(small: Path, text: str) -> None:
    sheet = (
        (small / SHEET).read_text().replace("Alpha on an analog chip", json.dumps(text, ensure_ascii=False))
    )
    (small / SHEET).write_text(sheet)
    catalog = load(project_at(small))
    assert () == catalog.findings
    made = Site(catalog, root=small)
    page = next(page for page in pages(made) if page.url == "models/alpha/")
    assert text.split() == "".join(next(parsed(page.html).iter("h1")).itertext()).split()
    title = page.search_entries()[0]["title"]
    assert text == "".join(parsed(title).itertext())
    csvs = [f.make() for plan in planned(made) if plan.exists() for f in plan.files if f.url.endswith(".csv")]
    cells = {
        cell for data in csvs for row in csv.reader(io.StringIO(data.decode(), newline="")) for cell in row
    }
    assert not csvs or text in cells or f"'{text}" in cells


@pytest.mark.parametrize("text", HARMLESS)
def test_markdown_of_a_text_is_the_text(text: str) -> None:
    from markdown_it import MarkdownIt

    html = MarkdownIt("commonmark").enable("table").render(f"- x {markdown_text(text)}")
    assert f"x {' '.join(text.split())}" == "".join(parsed(html).itertext()).strip()


def test_numbers_stay_numbers_in_csv() -> None:
    assert ["-1.5", "1e-3", "-0", "'-x", "'=1", "'+1", "a=b"] == [
        csv_text(text) for text in ("-1.5", "1e-3", "-0", "-x", "=1", "+1", "a=b")
    ]
