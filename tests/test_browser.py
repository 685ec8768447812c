"""What a reader sees, in real Chromium."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import hostile
from conftest import copy_of_the_catalog
from kinds import PAGES
from web import build, known, open_page, serve

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1360, 390])
def test_every_kind_of_page_fits_and_fetches_nothing_from_elsewhere(
    engine: Browser, address: str, width: int, scheme: str
) -> None:
    watched = open_page(engine, width=width, scheme=scheme)
    for path in PAGES:
        watched.page.goto(address + path)
        room = watched.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert room[0] <= room[1], f"{path} is wider than the screen"
        assert 1 == watched.page.locator("h1").count(), path
    assert ([], []) == (watched.errors, watched.foreign)
    watched.page.context.close()


def test_the_role_switch_is_plain_links_and_back_works(engine: Browser, address: str) -> None:
    watched = open_page(engine)
    page = watched.page
    page.goto(address + "models/bert-base-analog-pcm/")
    switch = page.get_by_role("navigation", name="View this sheet for a role")
    assert "All facts" == switch.locator("[aria-current=page]").inner_text()
    switch.get_by_role("link", name="Hardware").click()
    expect(switch.locator("[aria-current=page]")).to_have_text("Hardware")
    page.wait_for_url("**/for/hw-researcher/")
    assert "9 of 12 needs met" in page.locator(".fs-coverage").inner_text()
    page.go_back()
    expect(switch.locator("[aria-current=page]")).to_have_text("All facts")
    page.wait_for_url("**/models/bert-base-analog-pcm/")
    assert [] == watched.errors
    page.context.close()


def test_a_role_page_orders_facts_by_who_asked_and_names_unmet_needs(engine: Browser, address: str) -> None:
    page = open_page(engine).page
    page.goto(address + "models/bert-base-analog-pcm/for/hw-researcher/")
    asked = page.locator(".fs-asked").all_inner_texts()
    counts = [int(match.group(1)) for text in asked if (match := re.match(r"asked for by (\d) of 3", text))]
    assert len(asked) == len(counts)
    assert counts == sorted(counts, reverse=True)
    unmet = page.locator(".fs-unmet li").all_inner_texts()
    assert ["Setup instructions", "Robustness", "Limitations"] == [
        text.split("\n")[0].strip() for text in unmet
    ]
    assert "more facts in the full sheet" in page.locator(".fs-more").inner_text()
    page.context.close()


@pytest.mark.parametrize("role", ["ai-engineer", "business-expert"])
def test_a_role_that_nobody_was_interviewed_in_says_so(engine: Browser, address: str, role: str) -> None:
    page = open_page(engine).page
    page.goto(f"{address}models/bert-base-analog-pcm/for/{role}/")
    assert "Nobody in this role was interviewed" in page.locator(".fs-coverage").inner_text()
    assert {"inferred from the role’s tasks"} == set(page.locator(".fs-asked").all_inner_texts())
    page.goto(f"{address}roles/{role}/")
    assert "Nobody in this role was interviewed for needs." in page.locator("article").inner_text()
    page.context.close()


def test_the_comparison_is_complete_without_scripts(engine: Browser, address: str) -> None:
    page = open_page(engine, scripts=False).page
    page.goto(address + "compare/glue/")
    table = page.locator("table.fs-grouped")
    assert table.is_visible()
    text = table.inner_text()
    assert all(figure in text for figure in ("81.23", "80.57", "≠ −0.65", "82.15", "−1.57"))
    assert "Not like for like: split is validation (inferred) against test (inferred)." in text
    page.context.close()


def test_a_strict_reader_sees_fair_pairs_alone_without_scripts(engine: Browser, address: str) -> None:
    page = open_page(engine, scripts=False).page
    page.goto(address + "compare/glue/")
    unfair = page.locator("tr.fs-row--unlike")
    fair = page.get_by_text("−1.57")
    assert unfair.is_visible()
    page.get_by_label("only pairs that were obtained alike").check()
    assert not unfair.is_visible()
    assert not page.get_by_role("link", name="RoBERTa-base").is_visible()
    assert not page.get_by_role("link", name="BERT-base, digital scores as quoted").is_visible()
    assert page.get_by_role("link", name="BERT-base (cased) on an NVIDIA Titan RTX").is_visible()
    assert fair.is_visible()
    page.get_by_label("only pairs that were obtained alike").uncheck()
    assert unfair.is_visible()
    page.context.close()


def test_energy_is_answered_on_one_screen(engine: Browser, address: str) -> None:
    """Analog or digital, how much, and how sure: without scrolling, and without a ratio."""
    page = open_page(engine, width=1360).page
    page.goto(address + "compare/energy-per-inference/")
    answer = page.locator("table.fs-short")
    box, caveats = answer.bounding_box(), page.locator(".fs-caveats").bounding_box()
    assert box is not None
    assert caveats is not None
    assert max(box["y"] + box["height"], caveats["y"] + caveats["height"]) < 900
    text = answer.inner_text().replace("\u00a0", " ")
    assert all(figure in text for figure in ("151.8 µJ", "≤ 12.9 mJ to ≤ 612 mJ", "≈ 7 J"))
    assert all(words in text for words in ("estimated", "upper bound", "measured", "chip", "board", "system"))
    whole = page.locator("article").inner_text()
    assert not re.search(r"\d+ ?(times|×|x) (less|fewer|better|lower)", whole)
    page.context.close()


def test_a_derived_value_shows_its_formula_inputs_and_checks_on_a_click(
    engine: Browser, address: str
) -> None:
    page = open_page(engine).page
    page.goto(address + "models/bert-base-analog-pcm/")
    entry = page.locator(".fs-worked details", has_text="Energy per inference").first
    assert "151.8\u00a0µJ" in entry.locator("summary").inner_text()
    formula = entry.get_by_text("1 / energy efficiency")
    assert not formula.is_visible()
    entry.locator("summary").click()
    assert formula.is_visible()
    text = entry.inner_text().replace("\u00a0", " ")
    assert "1 / (6589 inferences/s/W)" in text
    assert "148.7 µJ [144.5 µJ to 152.8 µJ]: agrees within the stated precision" in text
    entry.get_by_role("link", name="energy efficiency").click()
    page.wait_for_url("**#performance-energy-efficiency")
    page.context.close()


def test_a_fact_leads_to_the_glossary(engine: Browser, address: str) -> None:
    page = open_page(engine).page
    page.goto(address + "models/bert-base-analog-pcm/")
    page.get_by_role("link", name="Read noise").click()
    page.wait_for_url("**/glossary/#term-read-noise")
    expect(page.locator("#term-read-noise")).to_be_visible()
    page.context.close()


def test_the_evidence_of_a_fact_is_one_click_away(engine: Browser, address: str) -> None:
    page = open_page(engine).page
    page.goto(address + "models/bert-base-analog-pcm/")
    details = page.locator("h2#performance ~ .fs-fact details.fs-evidence").first
    assert not details.locator("table").is_visible()
    details.locator("summary").click()
    text = details.inner_text()
    assert "6589 inference/s/W at 3.13 W means four inferences" in text
    assert "seed document" in text
    page.context.close()


def test_each_rated_section_says_in_words_how_readers_rated_it(engine: Browser, address: str) -> None:
    page = open_page(engine).page
    page.goto(address + "models/bert-base-analog-pcm/")
    legend = page.locator(".fs-rated").inner_text()
    assert ["H", "high", "M", "medium", "L", "low"] == re.findall(r"\b(?:H|M|L|high|medium|low)\b", legend)
    assert "10 of 10 sections not tied to a version of the text" in legend
    strips = page.locator(".fs-strip")
    assert 10 == strips.count()
    data = page.locator("h2#training-data + .fs-fact .fs-strip")
    assert data.is_visible()
    words = data.get_by_role("img").evaluate_all("all => all.map(one => one.getAttribute('aria-label'))")
    assert ["3 high, 1 low", "3 high, 1 medium", "3 high, 1 low", "1 high, 1 medium, 2 low"] == words
    data.get_by_role("link").click()
    page.wait_for_url("**/ratings/#work-all")
    page.context.close()


def test_the_work_list_of_a_role_leads_to_its_least_complete_section(engine: Browser, address: str) -> None:
    page = open_page(engine, scripts=False).page
    page.goto(address + "models/bert-base-analog-pcm/for/ai-engineer/")
    page.locator(".fs-rated").get_by_role("link", name="Ratings").click()
    page.wait_for_url("**/ratings/#work-ai-engineer")
    first = page.locator("h2#work-ai-engineer ~ .fs-scroll").first.locator("tbody tr").first
    assert "Training data" == first.get_by_role("rowheader").inner_text()
    assert "1 L" == first.locator("td").first.inner_text()
    first.get_by_role("link").click()
    page.wait_for_url("**/models/bert-base-analog-pcm/#training-data")
    page.context.close()


def test_search_finds_a_section_of_the_full_sheet(engine: Browser, address: str) -> None:
    watched = open_page(engine)
    page = watched.page
    page.goto(address)
    page.keyboard.press("/")
    page.keyboard.type("AiMOS supercomputer")
    result = page.locator(".md-search-result__link").first
    result.wait_for()
    href = result.get_attribute("href") or ""
    assert "models/bert-base-analog-pcm/" in href
    assert "/for/" not in href
    assert [] == watched.errors
    page.context.close()


def test_the_keyboard_reaches_every_view_and_the_table(engine: Browser, address: str) -> None:
    page = open_page(engine).page
    page.goto(address + "models/bert-base-analog-pcm/")
    page.get_by_role("link", name="All facts").focus()
    reached = []
    for _ in range(6):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.innerText"))
    assert ["Hardware", "Algorithms", "Data science", "AI engineering", "Software", "Business"] == reached
    page.keyboard.press("Enter")
    page.wait_for_url("**/for/business-expert/")
    page.context.close()


def test_no_hostile_text_comes_alive(engine: Browser, catalog: Path, tmp_path: Path) -> None:
    hostile.poison(catalog)
    build(catalog, tmp_path / "out")
    server = serve(tmp_path / "out")
    base = next(server)
    watched = open_page(engine)
    watched.page.add_init_script("window.pwned = () => { throw new Error('pwned') }")
    for path in PAGES:
        watched.page.goto(base + path)
        watched.page.mouse.move(300, 400)
    watched.page.goto(base)
    watched.page.keyboard.press("/")
    watched.page.keyboard.type("transformer")
    watched.page.locator(".md-search-result__link").first.wait_for()
    assert ([], []) == (watched.errors, watched.foreign)
    assert "Search" == watched.page.locator("input.md-search__input").get_attribute("placeholder")
    watched.page.context.close()
    server.close()


# --- the search box, answered by Pagefind -----------------------------------------------------------


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
