"""Sheets that a reader sets side by side, in real Chromium."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from web import Watched, open_page

pytestmark = pytest.mark.browser


def beside(page: Page, fact: str) -> Locator:
    """The row of a fact, where sheets stand side by side."""
    named = page.get_by_role("rowheader").filter(has_text=re.compile(f"^{re.escape(fact)}(≠.*)?$"))
    return page.locator(".fs-beside tr", has=named)


def test_ticked_sheets_stand_side_by_side(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + "models/")
    link = page.locator("[data-fs-picked]")
    for sheet in ("bert-base-analog-pcm", "bert-base-t4"):
        assert not link.is_visible()
        page.locator(f"tr[data-id={sheet}] [data-fs-pick]").check()
    expect(link).to_have_text("Set 2 side by side")
    link.click()
    expect(page.locator(".fs-beside thead a")).to_have_text(
        ["BERT-base on an analog PCM accelerator", "BERT-base encoder on an NVIDIA T4"]
    )
    texts = beside(page, "Inference hardware").locator("td").all_inner_texts()
    assert ["IBM analog PCM accelerator (prototype)", "NVIDIA T4"] == [text.strip() for text in texts]
    every = page.locator(".fs-beside tr:visible").count()
    page.get_by_label("Show").select_option("facts that differ")
    expect(beside(page, "Inference hardware")).to_be_visible()
    expect(beside(page, "Layers")).to_be_hidden()  # 12 and 12
    expect(beside(page, "Intended use")).to_be_hidden()  # one of them does not say
    assert page.locator(".fs-beside tr:visible").count() < every
    page.get_by_label("Show").select_option("facts that all of them state")
    expect(beside(page, "Layers")).to_be_visible()
    expect(beside(page, "Intended use")).to_be_hidden()
    assert "?sheets=bert-base-analog-pcm,bert-base-t4" in page.url
    page.reload()
    expect(page.locator(".fs-beside thead th")).to_have_count(3)
    page.get_by_role("link", name="Choose other sheets").click()
    expect(link).to_have_text("Set 2 side by side")  # what was ticked is ticked


def test_figures_stand_side_by_side_as_they_were_obtained(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + "side-by-side/?sheets=bert-base-analog-pcm,bert-base-digital-paper")
    score = beside(page, "GLUE: RTE")
    expect(score.get_by_role("rowheader")).to_contain_text("≠ not obtained alike")
    expect(score.locator("td").first).to_have_text("64.00\u00a0%validation (inferred), accuracy, simulated")
    expect(beside(page, "GLUE: mean of eight tasks, without WNLI").locator("td").first).to_contain_text(
        "80.57"
    )
    expect(beside(page, "Layers").get_by_role("rowheader")).to_have_text("Layers")
    expect(beside(page, "Energy per inference").locator("td").first).to_contain_text("worked out")


def test_one_value_beside_several_is_compared_with_each(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + "side-by-side/?sheets=bert-base-analog-pcm,bert-base-t4")
    latency = beside(page, "Latency")
    expect(latency).to_have_class(re.compile("fs-differs"))
    expect(latency.get_by_role("rowheader")).to_contain_text("≠ not obtained alike")
    assert 12 == latency.locator("td").last.locator("p").count()


def test_figures_that_stand_only_beside_their_own_kind_are_kept_apart(watched: Watched, address: str) -> None:
    page = watched.page
    sheets = "bert-large-a100x8-mlperf,rnnt-a100x8-mlperf"
    page.goto(f"{address}side-by-side/?sheets={sheets}")
    expect(beside(page, "Throughput").locator("td").first).to_contain_text("samples/s")
    page.goto(f"{address}side-by-side/?sheets=bert-base-analog-pcm,{sheets}")
    cells = beside(page, "Throughput").locator("td")
    expect(cells.nth(0)).to_contain_text("inferences/s")
    expect(cells.nth(1)).to_have_text("stands only beside figures of MLPerf™")


def test_two_sheets_fit_a_phone_side_by_side(engine: Browser, address: str) -> None:
    page = open_page(engine, width=390).page
    page.goto(address + "side-by-side/?sheets=bert-base-analog-pcm,bert-base-t4")
    cells = beside(page, "Layers").locator("td")
    expect(cells).to_have_count(2)
    box, other = cells.first.bounding_box(), cells.last.bounding_box()
    assert box
    assert other
    assert box["y"] == other["y"]
    assert box["x"] + box["width"] <= other["x"] < other["x"] + other["width"] <= 390
    page.context.close()


def test_a_sheet_that_is_not_there_is_named(engine: Browser, address: str) -> None:
    page = open_page(engine).page
    page.goto(address + "side-by-side/?sheets=bert-base-t4,no-such-sheet")
    expect(page.get_by_role("status").last).to_have_text("There is no sheet no-such-sheet.")
    page.context.close()
