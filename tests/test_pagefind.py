"""The search box, answered by Pagefind, in real Chromium."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

import hostile
from conftest import copy_of_the_catalog
from web import build, known, open_page, serve

pytestmark = pytest.mark.browser


def with_pagefind(catalog: Path) -> Path:
    config = catalog / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("cards: true", "cards: true\n      search: pagefind"), encoding="utf-8")
    return catalog


@pytest.fixture(scope="module")
def sharded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The repository's site with an index in small files, below a sub-path; it knows its address, as instant
    navigation needs.
    """
    yield from known(with_pagefind(copy_of_the_catalog(tmp_path_factory.mktemp("sharded"))), tmp_path_factory)


def search(page: Page, query: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(query)
    page.locator(".md-search-result__link").first.wait_for()


@pytest.mark.parametrize("path", ["", "models/bert-base-t4/for/data-scientist/", "404.html"])
def test_pagefind_answers_the_same_box_on_every_page(engine: Browser, sharded: str, path: str) -> None:
    watched = open_page(engine)
    page = watched.page
    page.goto(sharded + path)
    search(page, "AiMOS supercomputer")
    item = page.locator(".md-search-result__item").first
    assert "1 matching document" == page.locator(".md-search-result__meta").inner_text()
    assert "BERT-base on an analog PCM accelerator" == item.locator("h1").inner_text()
    assert "Training and inference hardware" == item.locator("h2").inner_text()
    marks = item.locator("article mark").all_inner_texts()
    assert ["AiMOS", "supercomputer"] == [re.sub(r"\W", "", mark) for mark in marks][:2]
    links = item.locator("a.md-search-result__link").evaluate_all("all => all.map(one => one.href)")
    sheet = f"{sharded}models/bert-base-analog-pcm/"
    assert [sheet, f"{sheet}#hardware"] == links
    assert ([], []) == (watched.errors, watched.foreign)
    page.context.close()


def test_the_box_that_pagefind_answers_is_used_with_keys_alone(engine: Browser, sharded: str) -> None:
    watched = open_page(engine)
    page = watched.page
    page.goto(sharded)
    page.evaluate("window.same = true")
    search(page, "AiMOS supercomputer")
    focused = "document.activeElement.getAttribute('href') || document.activeElement.className"
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused).endswith("/models/bert-base-analog-pcm/")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused).endswith("/models/bert-base-analog-pcm/#hardware")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert "md-search__input" in page.evaluate(focused)
    page.keyboard.press("Enter")
    page.wait_for_url("**/models/bert-base-analog-pcm/#hardware")
    assert page.evaluate("window.same"), "the page was loaded as a whole"
    page.wait_for_timeout(400)  # the theme closes the box a moment after a change of pages
    search(page, "glossary")
    page.keyboard.press("Escape")
    page.wait_for_function("!document.querySelector('#__search').checked")
    search(page, "NeuRRAM")  # and once more after an instant change of pages
    page.locator(".md-search-result__item h1", has_text="NeuRRAM").first.wait_for()
    assert [] == watched.errors
    page.context.close()


def test_a_browser_loads_a_few_small_files_and_no_role_page_is_found(engine: Browser, sharded: str) -> None:
    page = open_page(engine).page
    loaded: list[str] = []
    page.on("request", lambda made: loaded.append(made.url.removeprefix(sharded)))
    page.goto(sharded)
    page.wait_for_load_state("networkidle")
    assert not [url for url in loaded if url.startswith("pagefind/")], "before somebody searches"
    search(page, "analog robustness")
    page.wait_for_timeout(300)
    hrefs = page.locator(".md-search-result__link").evaluate_all("all => all.map(one => one.href)")
    assert len(hrefs) > 10
    assert not [href for href in hrefs if "/for/" in href]
    fragments = [url for url in loaded if url.startswith("pagefind/fragment/")]
    assert 10 < len(fragments) <= 30
    page.locator("input.md-search__input").fill("zzzxqj")
    page.keyboard.press("End")
    page.get_by_text("No matching documents").wait_for()
    page.context.close()


def test_no_hostile_text_comes_alive_in_what_pagefind_finds(
    engine: Browser, catalog: Path, tmp_path: Path
) -> None:
    hostile.poison(with_pagefind(catalog))
    build(catalog, tmp_path / "out")
    server = serve(tmp_path / "out")
    base = next(server)
    watched = open_page(engine)
    page = watched.page
    page.add_init_script("window.pwned = () => { throw new Error('pwned') }")
    page.goto(base)
    shown = ""
    for query in (
        "transformer",
        "pwned",
        "script",
        "__proto__",
        "onerror",
        "svg onload",
        "lt b",
        '"<img src=x',
        "BERT",
    ):
        page.locator("input.md-search__input").fill("")
        search(page, query)
        page.wait_for_timeout(400)
        page.locator(".md-search-result__more").evaluate_all("all => all.forEach(one => { one.open = true })")
        page.mouse.move(900, 300)
        inside = page.locator(".md-search-result__list")
        shown += inside.inner_text()
        tags = set(inside.locator("*").evaluate_all("all => all.map(one => one.tagName)"))
        assert tags <= {"LI", "A", "ARTICLE", "DIV", "H1", "H2", "MARK", "DETAILS", "SUMMARY"}, query
        names = inside.locator("*").evaluate_all("all => all.flatMap(one => one.getAttributeNames())")
        assert {"class", "href", "tabindex", "data-md-score", "open"} >= set(names), query
    assert all(
        text in shown
        for text in ("<script>pwned()</script>", "<img src=x onerror=pwned()>", "&lt;script&gt;")
    )
    assert ([], []) == (watched.errors, watched.foreign)
    page.context.close()
    server.close()
