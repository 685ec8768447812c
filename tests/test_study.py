"""The study: its tables out of the catalog's data, names through aliases, links that lead somewhere."""

from pathlib import Path

import pytest

from editing import edit_yaml
from factsheets.model import Catalog
from factsheets.pages import Page, check_links
from factsheets.pipeline import load
from factsheets.project import project_at
from factsheets.publish import pages
from factsheets.site import Site
from factsheets.study import need_named, section_named, study_of

STUDY = "sheets/study.yaml"


@pytest.fixture(scope="module")
def page(loaded: Catalog) -> Page:
    return next(page for page in pages(Site(loaded)) if page.url == "study/")


def section(page: Page, key: str) -> str:
    return next(str(s.html) for s in page.sections if s.id == key)


def test_all_tables_and_figures_have_a_section(page: Page) -> None:
    assert [
        "table-1", "table-2", "table-3", "figure-1", "figure-2", "table-4", "table-5", "table-6", "method", "slips",
    ] == [s.id for s in page.sections]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Model Parameters", "parameters"), ("Parameters and Inference Attributes", "parameters"),
        ("Training/Testing Methodology", "training"), ("Training Methodology", "training"),
        ("Performance", "performance"), ("Performance Metrics", "performance"), ("Hardware Characteristics", "hardware"),
        ("Characteristics of the Training Hardware and Inference Hardware", "hardware"), ("Test Data", "test_data"),
    ],
)  # fmt: skip
def test_names_that_drift_are_one_section(loaded: Catalog, name: str, key: str) -> None:
    found = section_named(loaded.template, name)
    assert found is not None
    assert key == found.key


def test_a_need_goes_by_the_name_of_the_table(loaded: Catalog) -> None:
    found = need_named(loaded.template, "limitations/challenges with the system")
    assert found is not None
    assert "limitations" == found.id
    assert need_named(loaded.template, "Coffee") is None


def test_table_3_has_its_64_ticks(page: Page) -> None:
    html = section(page, "table-3")
    assert 64 == html.count('aria-label="asked for"')
    assert "64 needs of 10 people" in html


def test_table_2_is_by_code_and_role_alone(page: Page) -> None:
    html = section(page, "table-2")
    assert "12 people: 10 in phase 1, 4 in phase 3" in html
    assert 2 == html.count("1 and 3")


def test_table_6_has_160_ratings_57_below_high(page: Page) -> None:
    html = section(page, "table-6")
    assert "160 ratings by 4 readers, 57 of them below high: 35 medium, 22 low." in html
    assert (103, 35, 22) == tuple(html.count(f"fs-rating--{rating}") for rating in ("high", "medium", "low"))


def test_table_4_shows_what_is_new_from_the_sheet(page: Page) -> None:
    html = section(page, "table-4")
    assert all(text in html for text in ("0.0175", "512 × 512", "Inference Methodology", "3.0 / 10.0"))


def test_each_of_the_seven_steps_leads_somewhere(page: Page) -> None:
    html = section(page, "method")
    steps = html.split("<li ")[1:]
    assert 7 == len(steps)
    assert all("<a href=" in step for step in steps)


def test_the_figures_are_drawings_with_words(page: Page) -> None:
    for key, drawn in (("figure-1", 12), ("figure-2", 0)):
        html = section(page, key)
        assert all(part in html for part in ("<svg", "<title", "<desc", "<figcaption"))
        assert drawn == html.count('<rect class="fs-device')
    assert section(page, "figure-2").count("fs-part") == 12


def test_a_rating_that_changes_changes_the_table(catalog: Path) -> None:
    path = catalog / "sheets/evaluations/bert-base-analog-pcm-2022.yaml"
    edit_yaml(path, "ratings", "overview", "relevance", "P1-hw", value="low")
    study = study_of(load(project_at(catalog)))
    assert study is not None
    assert study.ratings is not None
    assert 23 == study.ratings.counts()["low"]


def test_a_need_that_somebody_adds_changes_the_table(catalog: Path) -> None:
    edit_yaml(catalog / "schema/roles.yaml", "participants", "P7-data", "needs", value=["overview"])
    study = study_of(load(project_at(catalog)))
    assert study is not None
    assert (11, 5) == (len(study.interviewed), study.needs[0].count)


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("table_3", 0), "Coffee", "there is no need `Coffee`"),
        (("table_5", 0, "name"), "Weather", "there is no section `Weather`"),
        (("lifecycle", 0, "roles", 0), "poet", "there is no role `poet`"),
        (("sheet",), "none", "there is no sheet `none`"),
        (("evaluation",), "none", "there is no evaluation `none`"),
        (("source",), "none2020", "there is no reference `none2020`"),
    ],
)
def test_a_name_that_stands_for_nothing_is_found(
    catalog: Path, path: tuple[str | int, ...], value: str, message: str
) -> None:
    edit_yaml(catalog / STUDY, *path, value=value)
    (found,) = load(project_at(catalog)).findings
    assert ("FS201", message, STUDY) == (found.code, found.message, found.where.path)


def test_a_study_out_of_shape_is_found(catalog: Path) -> None:
    edit_yaml(catalog / STUDY, "table_3", value="all of them")
    assert {"sheets/study.yaml"} == {f.where.path for f in load(project_at(catalog)).findings}


def test_without_a_study_there_is_no_page(catalog: Path) -> None:
    (catalog / STUDY).unlink()
    made = list(pages(Site(load(project_at(catalog)))))
    assert "study/" not in {page.url for page in made}
    assert [] == check_links(made)
