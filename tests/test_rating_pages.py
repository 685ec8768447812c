"""What pages say of ratings: below the headings of a sheet, and on the page of all ratings."""

import re
from pathlib import Path

import html5lib
import pytest

import hostile
from factsheets.model import Catalog
from factsheets.pages import Page, check_links
from factsheets.publish import pages
from factsheets.rating_pages import points
from factsheets.site import Site
from factsheets.tallies import Share
from test_evaluation import change, loaded_with, version, write_round

PAPER = "bert-base-analog-pcm"


def built(catalog: Catalog) -> dict[str, Page]:
    made = list(pages(Site(catalog)))
    assert [] == check_links(made)
    return {page.url: page for page in made}


def section(page: Page, key: str) -> str:
    return next(str(s.html) for s in page.sections if s.id == key)


def text(html: str) -> str:
    """The words of a piece of HTML."""
    return " ".join(" ".join(html5lib.parseFragment(html, treebuilder="etree").itertext()).split())


def rows(html: str) -> list[str]:
    return [
        text(f"<table><tr>{row}</table>")
        for row in re.findall(r"<tr>(<th scope=\"row\">.*?)</tr>", html, re.DOTALL)
    ]


@pytest.fixture(scope="module")
def whole(loaded: Catalog) -> dict[str, Page]:
    return built(loaded)


# --- on the sheet ---------------------------------------------------------------------------------


def test_each_rated_section_has_a_strip_with_all_four_dimensions(whole: dict[str, Page]) -> None:
    page = whole[f"models/{PAPER}/"]
    assert 10 == page.html.count("fs-strip")
    strip = text(section(page, "training-data"))
    assert (
        "Rated Understandability 3 H 1 L Relevance 3 H 1 M Presentability 3 H 1 L Completeness 1 H 1 M 2 L"
        in strip
    )
    assert "fs-strip" not in section(page, "robustness")


def test_a_role_page_has_the_ratings_of_its_role_alone(whole: dict[str, Page]) -> None:
    page = whole[f"models/{PAPER}/for/ai-engineer/"]
    assert "Rated: Inference methodology Understandability 1 M" in text(page.html)
    assert "Ratings by AI Engineer stand below the headings." in text(page.html)
    assert "fs-strip" not in whole[f"models/{PAPER}/for/business-expert/"].html


def test_a_section_is_rated_once_on_a_role_page(whole: dict[str, Page]) -> None:
    for role in ("hw-researcher", "data-scientist", "ai-engineer"):
        names = re.findall(r"Rated: ([^<]+)<", whole[f"models/{PAPER}/for/{role}/"].html)
        assert len(names) == len(set(names)) > 0


def test_a_sheet_that_nobody_rated_has_no_strip(whole: dict[str, Page]) -> None:
    assert "fs-strip" not in whole["models/bert-base-t4/"].html
    assert "fs-rated" not in whole["models/bert-base-t4/"].html


def test_a_stale_section_says_so_in_words(small: Path) -> None:
    write_round(small, more=f'rated: {{performance: "{version(small)}"}}\n')
    page = built(loaded_with(small))["models/alpha/"]
    assert "rated before it changed" not in page.html
    assert "1 of 2 sections rated in what may have been another text" in text(page.html)
    change(small, "0.19 ms", "0.21 ms")
    page = built(loaded_with(small))["models/alpha/"]
    assert "rated before it changed" in section(page, "performance")
    assert "rated before it changed" not in section(page, "overview")


def test_a_sheet_shows_the_versions_that_raters_record(small: Path) -> None:
    """Also of sections that say nothing yet: that they lack everything can be rated, and then be mended."""
    catalog = loaded_with(small)
    html = section(built(catalog)["models/alpha/"], "about")
    found = dict(re.findall(r'<code>([a-z_]+): "([0-9a-f]{12})"</code>', html))
    assert [section.key for section in catalog.template.sections] == list(found)
    assert version(small) == found["performance"]
    assert version(small, "setup") == found["setup"]


# --- the page of all ratings ----------------------------------------------------------------------


def test_an_evaluation_is_told_with_its_raters_counts_and_source(whole: dict[str, Page]) -> None:
    (row,) = rows(section(whole["ratings/"], "evaluations"))
    for part in (
        "BERT-base on an analog PCM accelerator", "2022-11-14", "AI Engineer P11-eng", "P1-hw, P5-hw", "160",
        "103 high, 35 medium, 22 low", "10 rated in what may have been another text", "Dominique et al. 2022 , Table 6",
    ):  # fmt: skip
        assert part in row
    assert "P11-eng, AI Engineer" in section(whole["ratings/"], "comments")


def test_there_is_a_work_list_for_all_and_for_each_role_that_rated(whole: dict[str, Page]) -> None:
    assert [
        "evaluations", "comments", "work-all", "work-hw-researcher", "work-data-scientist", "work-ai-engineer", "trend",
    ] == [s.id for s in whole["ratings/"].sections]  # fmt: skip
    found = rows(section(whole["ratings/"], "work-ai-engineer"))
    assert ("Training data 1 L 1 L 1 M 1 L", "Purpose 1 H 1 H 1 H 1 H") == (found[0], found[-1])


def test_stale_rows_are_marked_and_last(small: Path) -> None:
    write_round(small, more=f'rated: {{performance: "{version(small)}"}}\n')
    change(small, "0.19 ms", "0.21 ms")
    found = rows(section(built(loaded_with(small))["ratings/"], "work-all"))
    assert [False, True] == ["rated before it changed" in row for row in found]
    assert found[1].startswith("Performance")


def test_a_section_that_says_nothing_yet_can_be_rated(small: Path) -> None:
    path = write_round(small)
    text_ = path.read_text(encoding="utf-8").replace("  overview:\n", "  setup:\n")
    path.write_text(text_.replace("section: performance", "section: setup"), encoding="utf-8")
    found = section(built(loaded_with(small))["ratings/"], "work-all")
    assert "Setup" in found
    assert "#setup" not in found


def test_with_one_iteration_there_is_no_trend_yet(whole: dict[str, Page]) -> None:
    html = section(whole["ratings/"], "trend")
    assert "Rated in one iteration only" in html
    assert "<table" not in html
    assert "<svg" not in html


def test_a_second_iteration_makes_a_trend(small: Path) -> None:
    write_round(small)
    write_round(small, "round-2", 2, given="high")
    html = section(built(loaded_with(small))["ratings/"], "trend")
    assert "one iteration only" not in html
    assert [
        "Understandability not rated not rated",
        "Relevance 100 % 1 of 1 100 % 1 of 1",
        "Presentability not rated not rated",
        "Completeness 33 % 1 of 3 67 % 2 of 3",
    ] == rows(html)
    assert 4 == html.count("<svg")
    assert 4 == html.count("<circle")  # two dimensions were rated, in two iterations


def test_the_line_of_a_trend_goes_from_left_to_right_and_up() -> None:
    shares = [Share(1, 0, 4), Share(2, 2, 4), Share(3, 0, 0), Share(4, 4, 4)]
    assert [(4, 24), (36, 14), (100, 4)] == points(shares)


def test_without_an_evaluation_the_page_says_so_and_nothing_links_to_it(small: Path) -> None:
    site = built(loaded_with(small))
    assert "Nobody has rated a sheet yet." in site["ratings/"].html
    assert [] == [url for url, page in site.items() if ("ratings/", "") in page.links]


def test_home_and_study_lead_to_the_ratings(whole: dict[str, Page]) -> None:
    assert {"", "study/"} <= {url for url, page in whole.items() if ("ratings/", "") in page.links}


@pytest.mark.parametrize("string", [*hostile.STRINGS, *hostile.HARMLESS])
def test_a_comment_is_shown_as_typed(small: Path, string: str) -> None:
    path = write_round(small)
    typed = string.replace("'", "''")
    path.write_text(
        path.read_text(encoding="utf-8").replace("text: Good to read.", f"text: '{typed}'"), encoding="utf-8"
    )
    html = section(built(loaded_with(small))["ratings/"], "comments")
    assert text(html).endswith(f": {' '.join(string.split())}")
