"""Files for programs and what a reader takes away: exact bytes for a small catalog, and hostile strings."""

import csv
import io
import json
import re
import shutil
from pathlib import Path

import html5lib
import pytest
from markdown_it import MarkdownIt
from msgspec.structs import replace

import hostile
from factsheets.feed import SITEMAP
from factsheets.model import Catalog
from factsheets.pages import Planned
from factsheets.pipeline import load
from factsheets.project import project_at
from factsheets.publish import planned
from factsheets.sheet_citation import SheetCitation, sheet_citation
from factsheets.sheet_files import FORMS
from factsheets.site import Site

GOLDEN = Path(__file__).resolve().parent / "files"
ADDRESS = "https://example.org/f/"


def files(site: Site) -> dict[str, bytes]:
    return {file.url: file.make() for plan in planned(site) if plan.exists() for file in plan.files}


def test_the_files_of_a_small_catalog_are_these(small: Path, *, update_golden: bool) -> None:
    made = files(Site(load(project_at(small)), "Small", "Two sheets.", address=ADDRESS, root=small))
    if update_golden:
        shutil.rmtree(GOLDEN, ignore_errors=True)
        for url, data in made.items():
            (GOLDEN / url).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / url).write_bytes(data)
    expected = {p.relative_to(GOLDEN).as_posix(): p.read_bytes() for p in GOLDEN.rglob("*") if p.is_file()}
    assert sorted(expected) == sorted(made)
    for url, data in made.items():
        assert expected[url] == data, url


def test_the_source_is_the_authors_file(small: Path) -> None:
    path = small / "sheets/models/alpha.yaml"
    path.write_bytes(b"# caf\xc3\xa9\r\n" + path.read_bytes())
    made = files(Site(load(project_at(small)), root=small))
    assert path.read_bytes() == made["models/alpha/alpha.yaml"]


def test_role_pages_and_former_addresses_have_no_files(loaded: Catalog) -> None:
    plans: list[Planned] = list(planned(Site(loaded)))
    beside = {plan.url for plan in plans if plan.files}
    assert {f"models/{key}/" for key in loaded.sheets} < beside
    assert [] == [url for url in beside if "/for/" in url]
    assert len(FORMS) + 1 == len(
        next(p for p in plans if p.url == "models/bert-base-t4/").files
    )  # and rows.json
    assert SITEMAP not in {file.url for plan in plans for file in plan.files}


def test_the_json_of_a_sheet_has_all_that_it_says(loaded: Catalog) -> None:
    made = files(Site(loaded, address=ADDRESS))
    for key, sheet in loaded.sheets.items():
        data = json.loads(made[f"models/{key}/{key}.json"])
        assert 1 == data["format"]
        assert list(sheet.facts) == [fact["path"] for fact in data["facts"]]
        stated = [len(fact.get("values", ())) for fact in data["facts"]]
        assert [len(fact.values) for fact in sheet.facts.values()] == stated
        assert len(sheet.derived) == len(data.get("derived", ()))
        sources = {v["evidence"]["source"] for f in data["facts"] for v in f.get("values", ()) if "source" in v.get("evidence", {})}  # fmt: skip
        assert sources <= set(data.get("references", ()))


# --- hostile text ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    root = Path(__file__).resolve().parents[1]
    target = tmp_path_factory.mktemp("poisoned")
    for name in ("sheets", "schema"):
        shutil.copytree(root / name, target / name)
    hostile.poison(target)
    return files(Site(load(project_at(target)), address=ADDRESS, root=target))


def test_nothing_comes_alive_in_markdown(poisoned: dict[str, bytes]) -> None:
    """Not even where HTML is allowed."""
    engine = MarkdownIt("commonmark").enable("table")
    for url in (url for url in poisoned if url.endswith(".md")):
        tree = html5lib.parseFragment(engine.render(poisoned[url].decode()), treebuilder="etree")
        tags = {str(element.tag).rpartition("}")[2] for element in tree.iter()}
        assert tags <= {"DOCUMENT_FRAGMENT", "h1", "h2", "p", "ul", "li", "strong", "a"}, (url, tags)
        links = [e.attrib["href"] for e in tree.iter() if "href" in e.attrib]
        assert [f"{ADDRESS}{url.rpartition('/')[0]}/"] == links


def test_no_cell_is_a_formula(poisoned: dict[str, bytes]) -> None:
    seen = 0
    for url in (url for url in poisoned if url.endswith(".csv")):
        rows = list(csv.reader(io.StringIO(poisoned[url].decode(), newline=""), strict=True))
        assert 1 == len({len(row) for row in rows}), url
        for cell in (cell for row in rows for cell in row):
            seen += "pwned" in cell
            assert not cell.startswith(("=", "+", "@", "\t", "\r")), (url, cell)
            assert not cell.startswith("-") or re.fullmatch(r"-[0-9.]+", cell), (url, cell)
    assert seen


@pytest.mark.parametrize("text", [*hostile.STRINGS, *hostile.HARMLESS, "a}, x = {b", "\\input{/etc/passwd}", "100 % \\"])  # fmt: skip
def test_bibtex_stays_one_entry(text: str) -> None:
    one = SheetCitation("key", text, (text, text), text, text, "2026-01-31", "https://example.org/{x}\\")
    depth, lowest = 0, 1
    for c in one.bibtex.strip():
        depth += (c == "{") - (c == "}")
        lowest = min(lowest, depth) if depth else lowest
    assert (0, 1) == (depth, lowest)
    assert ["author", "title", "howpublished", "year", "month", "note", "url"] == re.findall(
        r"^  ([a-z]+) = \{.*\},$", one.bibtex, re.MULTILINE
    )
    assert not re.search(r"(?<!\\)[$&#_%~^]", one.bibtex.replace("https://example.org/%7Bx%7D%5C", ""))
    assert text == json.loads(one.csl)[0]["author"][0]["literal"]


def test_a_sheet_that_names_no_producer_has_no_author(small: Path) -> None:
    catalog = load(project_at(small))
    citation = sheet_citation(Site(catalog), catalog.sheets["beta"])
    assert "author" not in citation.bibtex
    assert "url" not in citation.bibtex
    assert {"author", "URL"}.isdisjoint(json.loads(citation.csl)[0])
    assert "Version 1.0" in replace(citation, authors=("A & B",)).bibtex
