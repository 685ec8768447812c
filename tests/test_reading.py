"""Small promises of the pages that a newcomer missed."""

from pathlib import Path

from editing import edit_yaml
from factsheets.model import Catalog
from factsheets.pipeline import load
from factsheets.project import project_at
from factsheets.publish import pages
from factsheets.scores import scored_by
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
    bases = [scored_by(s) for s in loaded.sheets.values() if s.kind == "analog"]
    scored = f"{bases.count('measured')} measured, {bases.count('emulated')} emulated, {bases.count('simulated')} simulated"
    assert f"{len(kinds)} models: {kinds.count('analog')} analog (scores: {scored}" in home
    assert f"; {kinds.count('digital')} digital (scores: " in home


def row_of(page: str, sheet: str) -> str:
    """The row of a sheet in a table of a page."""
    return next(row for row in page.split("<tr") if f'/{sheet}/"' in row.partition("</th>")[0])


def test_the_list_of_models_shows_what_scores_there_are_and_says_why_a_figure_is_missing(
    loaded: Catalog,
) -> None:
    models = site(loaded)["models/"]
    assert "GLUE MRPC F1 <b>88.29</b>" in row_of(models, "bert-base-t4")
    assert "GLUE loss <b>1.8\u00a0points</b>" in row_of(models, "albert-base-ibm-pcm14")
    assert "LibriSpeech WER <b>9.258</b>" in row_of(models, "rnnt-ibm-pcm14")
    assert "not known</td>" in row_of(models, "albert-base-ibm-pcm14")
    assert "derived, estimated, boundary chip" in row_of(models, "bert-base-analog-pcm")
    assert "simulated, simulated mesh" in row_of(models, "resnet32-hermes")


def test_models_without_a_pair_stand_under_a_title_of_their_own(loaded: Catalog) -> None:
    glue = site(loaded)["compare/glue/"]
    alone = glue[glue.index("Set against no baseline here") :]
    assert "models/roberta-base/" in alone
    assert "≠" not in alone
