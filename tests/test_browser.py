"""What a reader sees, in real Chromium."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

import hostile
from kinds import PAGES
from web import build, open_page, serve

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
    assert "10 of 10 sections rated in what may have been another text" in legend
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
