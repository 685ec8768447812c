"""Author text is untrusted: nothing that it holds comes alive, and nothing harmless is lost."""

import html
from itertools import cycle
from pathlib import Path
from types import SimpleNamespace

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

import hostile
from factsheets.model import Catalog
from factsheets.pages import Page
from factsheets.pipeline import load
from factsheets.project import project_at
from factsheets.publish import pages
from factsheets.site import Site

H = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"
#: What our own templates and sanitised prose are made of.
HTML = """
a b blockquote body br button caption cite code dd details div dl dt em fieldset figcaption figure form h1 h2 h3 head html i img
input label legend li nav ol option output p pre script select small span strong summary table tbody td th thead time tr ul
"""
DRAWN = "circle desc g line path rect svg text title tspan"
ELEMENTS = {f"{H}{name}" for name in HTML.split()} | {f"{SVG}{name}" for name in DRAWN.split()}
WRITTEN = """
alt aria-current aria-hidden aria-label aria-labelledby autocomplete checked class colspan cx cy d display dy fill font-size font-weight
for height hidden href id loading name opacity overflow placeholder pointer-events r rel role rowspan rx scope src stroke
stroke-dasharray stroke-miterlimit stroke-opacity stroke-width tabindex text-anchor title transform type value version viewBox width
x x1 x2 xmlns y y1 y2 {http://www.w3.org/2000/xmlns/}xmlns
"""
#: What scripts read. Sheets name none of these.
DATA = """
data-best data-column data-d data-facets data-factor data-fs-bar data-fs-beside data-fs-choose data-fs-facet data-fs-filters
data-fs-pick data-fs-picked data-fs-role data-fs-sheet data-fs-table data-id data-inverse data-l data-unit data-v
"""
ATTRIBUTES = {*WRITTEN.split(), *DATA.split()}


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Catalog, list[Page]]:
    import shutil

    root = Path(__file__).resolve().parents[1]
    target = tmp_path_factory.mktemp("poisoned")
    for name in ("sheets", "schema"):
        shutil.copytree(root / name, target / name)
    hostile.poison(target)
    catalog = load(project_at(target))
    return catalog, list(pages(Site(catalog)))


def test_hostile_text_is_no_fault_of_shape(poisoned: tuple[Catalog, list[Page]]) -> None:
    assert () == poisoned[0].findings


def test_nothing_comes_alive_on_any_page(poisoned: tuple[Catalog, list[Page]]) -> None:
    planted = 0
    for page in poisoned[1]:
        tree = html5lib.parse(page.html, treebuilder="etree")
        for element in tree.iter():
            assert element.tag in ELEMENTS, (page.url, element.tag)
            strange = set(element.attrib) - ATTRIBUTES
            assert set() == strange, (page.url, strange)
            if element.tag == f"{H}script":
                assert ("side-by-side/", None) == (page.url, element.text)
            href = element.attrib.get("href", "")
            assert ":" not in href.split("/")[0] or href.startswith(("https://", "http://", "mailto:")), href
            assert not element.attrib.get("id", "").startswith("__")
        planted += page.html.count("pwned")
    assert planted > 500


def test_nothing_comes_alive_in_the_search_index(poisoned: tuple[Catalog, list[Page]]) -> None:
    for page in poisoned[1]:
        for entry in page.search_entries():
            for field in ("title", "text"):
                tree = html5lib.parseFragment(entry[field], treebuilder="etree")
                assert [] == list(tree), entry["location"]


def test_the_markdown_form_keeps_every_block_shut(poisoned: tuple[Catalog, list[Page]]) -> None:
    from markdown import markdown

    for page in poisoned[1]:
        tree = html5lib.parse(
            markdown(page.markdown, extensions=["toc", "tables", "fenced_code"]), treebuilder="etree"
        )
        tags = {element.tag for element in tree.iter()}
        assert tags <= ELEMENTS, (page.url, tags - ELEMENTS)
        attributes = {name for element in tree.iter() for name in element.attrib}
        assert attributes <= ATTRIBUTES, (page.url, attributes - ATTRIBUTES)


def test_harmless_text_reaches_the_reader_as_it_is(catalog: Path) -> None:
    path = catalog / "sheets/models/bert-base-analog-pcm.yaml"
    yaml = YAML(typ="safe", pure=True)
    data = yaml.load(path.read_text(encoding="utf-8"))
    data["purpose"]["tasks"] = list(hostile.HARMLESS)
    with path.open("w", encoding="utf-8") as file:
        yaml.dump(data, file)
    site = {page.url: page for page in pages(Site(load(project_at(catalog))))}
    tree = html5lib.parse(site["models/bert-base-analog-pcm/"].html, treebuilder="etree")
    items = {"".join(element.itertext()) for element in tree.iter(f"{H}li")}
    assert set(hostile.HARMLESS) <= items


@settings(max_examples=60, deadline=None)
@given(
    text=st.text(
        alphabet=st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=60
    )
)
def test_any_text_is_shown_as_text(text: str) -> None:
    from factsheets.render import render

    shown = render("pages/moved.html", sheet=SimpleNamespace(id="x", name=text), to="models/x/")
    tree = html5lib.parseFragment(shown, treebuilder="etree")
    assert [f"{H}p", f"{H}a"] == [
        element.tag for element in tree.iter() if element.tag != "DOCUMENT_FRAGMENT"
    ]
    link = next(element for element in tree.iter() if element.tag == f"{H}a")
    assert html.unescape(html.escape(text)).split() == "".join(link.itertext()).split()


def test_the_hostile_strings_are_all_planted() -> None:
    source = cycle(hostile.STRINGS)
    planted = hostile.plant({"note": "some words", "list": ["two words", "more words"]}, source)
    assert planted["note"].endswith(hostile.STRINGS[0])
    assert planted["list"][1].endswith(hostile.STRINGS[2])


def test_html_in_prose_is_shown_as_typed() -> None:
    from factsheets.prose import prose

    assert "<p>a &lt;b&gt;c&lt;/b&gt; &lt;!-- d --&gt;</p>" == prose("a <b>c</b> <!-- d -->")


@pytest.mark.parametrize(
    "target", ["//evil.invalid", "foo.md", "#__config", "/etc/passwd", "javascript:x", "data:,x"]
)
def test_prose_links_lead_to_the_web_only(target: str) -> None:
    from factsheets.prose import prose

    tree = html5lib.parseFragment(prose(f"[x]({target} 'title')"), treebuilder="etree")
    assert [] == [element.attrib for element in tree.iter() if element.attrib.keys() & {"href", "title"}]
