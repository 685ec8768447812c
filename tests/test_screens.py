"""Small screens, keys, the clipboard and paper: what a page is there, in real Chromium."""

import pytest
from playwright.sync_api import Browser, expect

from web import Watched, open_page

pytestmark = pytest.mark.browser

SHEET = "models/bert-base-analog-pcm/"


@pytest.mark.parametrize("width", [1360, 390])
def test_a_list_above_a_table_fits_the_screen_and_closes(engine: Browser, address: str, width: int) -> None:
    page = open_page(engine, width=width).page
    page.goto(address + "models/")
    opened = page.locator(".fs-bar details[open]")
    filters = page.locator("summary", has_text="Filters")
    filters.click()
    box = opened.locator("ul").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth") == width
    opened.locator("select").first.focus()
    page.keyboard.press("Escape")
    expect(opened).to_have_count(0)
    expect(filters).to_be_focused()
    filters.click()
    page.get_by_role("heading", level=1).click()
    expect(opened).to_have_count(0)
    page.context.close()


def test_columns_are_named_in_words(watched: Watched, address: str) -> None:
    watched.page.goto(address + "compare/glue/")
    watched.page.locator("summary", has_text="Columns").click()
    named = watched.page.locator(".fs-bar details[open] li").all_inner_texts()
    assert ["GLUE mean of 8", "RTE accuracy", "MRPC F1"] == named[:3]


def test_what_the_keyboard_reaches_is_seen(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + "compare/glue/")
    page.get_by_label("only pairs that were obtained alike").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert "strict" == page.evaluate("document.activeElement.name")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.goto(address + "models/")
    header = page.evaluate("document.querySelector('.md-header').getBoundingClientRect().bottom")
    for width in (1360, 1000):
        page.set_viewport_size({"width": width, "height": 900})
        page.get_by_label("Find a model").focus()
        page.evaluate("scrollTo(0, 600)")
        button = page.get_by_role("button", name="Hardware", exact=True).first
        button.focus()
        page.wait_for_timeout(300)
        box = button.bounding_box()
        assert box
        assert box["y"] >= header, width


def test_a_heading_that_fits_has_one_line(engine: Browser, address: str) -> None:
    page = open_page(engine, width=390).page
    page.goto(address)
    lines = "heads => heads.map(head => Math.round((head.offsetHeight - 17) / parseFloat(getComputedStyle(head).lineHeight)))"
    assert [1, 1, 1, 1] == page.locator("h2").evaluate_all(lines)
    page.context.close()


def test_all_roles_are_in_sight_on_a_phone(engine: Browser, address: str) -> None:
    page = open_page(engine, width=390).page
    page.goto(address + SHEET)
    for tab in page.locator(".fs-roles a").all():
        box = tab.bounding_box()
        assert box
        assert box["x"] + box["width"] <= 390
    page.context.close()


def test_copied_text_has_spaces_between_its_parts(watched: Watched, address: str) -> None:
    watched.page.goto(address + SHEET)
    assert "version 1.0 2022-11-14" in " ".join(
        (watched.page.locator(".fs-head").text_content() or "").split()
    )
    tiles = " ".join((watched.page.locator(".fs-kpis").text_content() or "").split())
    assert tiles.startswith("GLUE mean 80.57 8 tasks, ")


def test_paper_shows_nothing_that_waits_for_a_click(watched: Watched, address: str) -> None:
    page = watched.page
    page.emulate_media(media="print")
    for path, gone in (("models/", ".fs-pick, .fs-bar"), ("compare/glue/", ".fs-strict, .fs-bar")):
        page.goto(address + path)
        expect(page.locator("table").first).to_be_visible()
        assert [] == [one for one in page.locator(gone).all() if one.is_visible()]


@pytest.mark.parametrize("width", [1360, 390])
def test_a_page_that_is_not_there_leads_on(engine: Browser, address: str, width: int) -> None:
    page = open_page(engine, width=width).page
    page.goto(address + "404.html")
    article = page.get_by_role("article")
    assert [address, address + "models/", address + "compare/"] == article.get_by_role("link").evaluate_all(
        "links => links.map(link => link.href)"
    )
    lost = page.get_by_role("heading", level=1).bounding_box()
    article.get_by_text("Search all facts").click()
    expect(page.locator("#__search")).to_be_checked()
    page.goto(address + "models/")
    found = page.get_by_role("heading", level=1).bounding_box()
    assert lost
    assert found
    assert (lost["x"], lost["y"]) == (found["x"], found["y"])
    page.context.close()


def test_where_no_model_fits_a_page_says_so_and_leads_back(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + "models/")
    none = page.get_by_text("No model fits.")
    expect(none).to_be_hidden()
    page.get_by_label("Find a model").fill("albert")
    expect(page.get_by_role("heading", name="MLPerf")).to_be_hidden()
    expect(none).to_be_hidden()
    page.get_by_label("Find a model").fill("no such model")
    expect(none).to_be_visible()
    expect(page.get_by_text("trademarks of MLCommons")).to_be_hidden()
    page.get_by_role("link", name="Show all of them").click()
    expect(page.locator(".fs-bar output")).to_have_text("32 of 32 rows")
    expect(page.get_by_role("heading", name="MLPerf")).to_be_visible()
    assert [] == watched.errors


@pytest.mark.parametrize("width", [1360, 390])
def test_side_by_side_begins_with_pairs(engine: Browser, address: str, width: int) -> None:
    watched = open_page(engine, width=width)
    page = watched.page
    page.goto(address + "side-by-side/")
    assert page.evaluate("document.documentElement.scrollHeight") < 1000
    page.get_by_role("link", name="BERT-base on an analog PCM accelerator and BERT-base, digital").click()
    expect(page.locator(".fs-beside thead th")).to_have_count(3)
    expect(page.locator(".fs-pairs")).to_be_hidden()
    assert [] == watched.errors
    page.context.close()
