"""Small promises of the pages that a newcomer missed."""

from pathlib import Path

from editing import edit_yaml
from factsheets.model import Catalog
from factsheets.pipeline import load, pages
from factsheets.project import project_at
from factsheets.site import Site
from factsheets.view import PARTLY, need_state


def site(catalog: Catalog) -> dict[str, str]:
    return {page.url: page.html for page in pages(Site(catalog))}


def test_a_comparison_says_what_must_be_alike(loaded: Catalog) -> None:
    made = site(loaded)
    assert "alike when they agree in split and metric." in made["compare/glue/"]
    assert (
        "agree in sequence length, batch size, boundary and basis." in made["compare/energy-per-inference/"]
    )


def test_a_pair_that_is_not_alike_is_neither_good_nor_bad(loaded: Catalog) -> None:
    cells = [cell for cell in site(loaded)["compare/glue/"].split("<td ")[1:] if "≠" in cell]
    assert 9 == len(cells)
    assert [] == [cell for cell in cells if "fs-t-" in cell]


def test_a_comparison_without_a_row_has_no_page(catalog: Path) -> None:
    comparison = {
        "title": "Money",
        "question": "What does it cost?",
        "metrics": ["price"],
        "alike": ["basis"],
    }
    metric = {
        "title": "Price", "short": "price", "dimension": "number", "unit": "", "better": "lower", "description": "Price."
    }  # fmt: skip
    edit_yaml(catalog / "schema/comparisons.yaml", "money", value=comparison)
    edit_yaml(catalog / "schema/metrics.yaml", "price", value=metric)
    found = load(project_at(catalog))
    assert () == found.findings
    made = site(found)
    assert "compare/glue/" in made
    assert "compare/money/" not in made
    assert "Money" not in made["compare/"]


def test_a_catalog_without_comparable_figures_says_so(catalog: Path) -> None:
    (catalog / "schema/comparisons.yaml").write_text("{}\n", encoding="utf-8")
    made = site(load(project_at(catalog)))
    assert "No sheet states a figure that a comparison asks for yet." in made["compare/"]


def test_a_need_with_some_facts_is_partly_met(loaded: Catalog) -> None:
    sheet = loaded.sheets["bert-base-digital-paper"]
    need = loaded.template.needs["hardware-performance"]
    assert PARTLY == need_state(sheet, need, loaded.template).state


def test_facts_of_several_sections_under_one_need_say_which(loaded: Catalog) -> None:
    html = site(loaded)["models/bert-base-analog-pcm/for/data-scientist/"]
    block = html[html.index('<h2 id="data">') :]
    assert block.index("<h3>Training data</h3>") < block.index("<h3>Test data</h3>")


def test_only_kinds_that_are_there_are_counted(loaded: Catalog) -> None:
    home = site(loaded)[""]
    kinds = [sheet.kind for sheet in loaded.sheets.values()]
    counts = kinds.count("analog"), kinds.count("digital")
    assert f"{len(kinds)} models: {counts[0]} on analog hardware, {counts[1]} on digital hardware." in home
