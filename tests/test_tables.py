"""Tables that readers filter, sort, share and take away, and the role that is remembered, in real Chromium."""

import csv
import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from web import Watched, build, open_page

pytestmark = pytest.mark.browser


def names(page: Page) -> list[str]:
    return page.locator("[data-fs-table] tr[data-id]:visible th a").all_inner_texts()


def figures(page: Page, column: int) -> list[str]:
    """The figures of a column as they are shown, without what stands below them."""
    cells = page.locator(f"[data-fs-table] tr[data-id]:visible > :nth-child({column})").all_inner_texts()
    return [text.splitlines()[0].replace("\u00a0", " ").replace("\u202f", " ") for text in cells]


def shown(page: Page) -> str:
    return page.locator(".fs-bar output").inner_text()


def save(page: Page, form: str) -> str:
    with page.expect_download() as download:
        page.get_by_role("button", name=form, exact=True).click()
    return Path(download.value.path()).read_text(encoding="utf-8")


# --- models -----------------------------------------------------------------------------------------


def test_models_are_filtered_by_kind_words_and_facts(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + "models/")
    assert "32 of 32 rows" == shown(page)
    page.get_by_text("Analog", exact=True).click()
    assert "14 of 32 rows" == shown(page)
    page.get_by_label("Find a model").fill("  BERT ")
    assert "5 of 32 rows" == shown(page)
    page.get_by_text("Filters", exact=True).click()
    page.get_by_label("Basis of scores").select_option("simulated")
    assert "4 of 32 rows" == shown(page)
    assert page.get_by_text("Filters (1)").is_visible()
    assert all("BERT" in name for name in names(page))
    assert 0 == page.get_by_role("region", name="7 models").count()  # a table without a row is not shown


def test_a_fact_that_sheets_do_not_state_can_be_asked_for(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + "models/?trained-on=GLUE")
    stated = names(page)
    page.goto(address + "models/?trained-on=-")
    assert stated
    assert set(stated).isdisjoint(names(page))
    assert 32 == len(stated) + len(names(page))


def test_the_address_keeps_the_view_over_reload_and_back(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + "models/")
    page.get_by_text("Analog", exact=True).click()
    page.get_by_label("Find a model").fill("resnet")
    page.get_by_role("region", name="25 models").get_by_role("button", name="Needs met").click()
    before = names(page)
    assert "?kind=analog&find=resnet&sort=-needs-met" in page.url
    page.reload()
    assert before == names(page)
    page.get_by_role("link", name=before[0]).click()
    expect(page.locator("h1")).to_have_text(before[0])
    page.go_back()
    expect(page.locator(".fs-bar output")).to_have_text(f"{len(before)} of 32 rows")
    assert before == names(page)
    assert "resnet" == page.get_by_label("Find a model").input_value()


def test_missing_figures_come_last_both_ways(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + "models/")
    table = page.get_by_role("region", name="25 models")
    button = table.get_by_role("button", name="Energy per inference")
    orders = []
    for direction in ("ascending", "descending"):
        button.click()
        assert direction == table.locator("th[aria-sort]").get_attribute("aria-sort")
        found = [
            float(v)
            for v in table.locator("td:nth-child(7)[data-v]").evaluate_all(
                "cells => cells.map(c => c.dataset.v)"
            )
        ]
        assert found == sorted(found, reverse=direction == "descending")
        last = table.locator("tr[data-id] td:nth-child(7)").last
        assert "not" in last.inner_text()
        orders.append(found)
    button.click()
    assert 0 == table.locator("th[aria-sort]").count()
    assert sorted(orders[0]) == sorted(orders[1])


# --- comparisons ------------------------------------------------------------------------------------


def test_another_unit_turns_what_is_better_and_what_bounds(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + "compare/energy-per-inference/")
    stated = figures(page, 2)
    assert "151.8 µJ" == stated[0]
    page.get_by_label("Energy per inference in").select_option("mJ")
    assert "0.1518 mJ" == figures(page, 2)[0]
    page.get_by_label("Energy per inference in").select_option("inferences/s/W")
    turned = figures(page, 2)
    assert "6,589" == turned[0]  # what the source states
    assert all(text.startswith("≥") for text in turned[1:])
    head = page.locator("[data-fs-table] thead th:nth-child(2)")
    assert "higher is better" in head.inner_text()
    head.get_by_role("button").click()
    assert "descending" == head.get_attribute("aria-sort")  # as the reader sees it
    assert turned[0] == figures(page, 2)[0]
    page.reload()
    assert turned[0] == figures(page, 2)[0]
    page.get_by_label("Energy per inference in").select_option("the unit stated")
    assert sorted(stated) == sorted(figures(page, 2))


def test_a_reader_chooses_models_and_columns(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + "compare/glue/")
    page.get_by_text("Columns", exact=True).click()
    for task in ("RTE accuracy", "MNLI accuracy"):
        page.get_by_role("checkbox", name=task.split(maxsplit=1)[0]).uncheck()
    assert 0 == page.get_by_role("columnheader", name="RTE").count()
    page.get_by_text("Models", exact=True).last.click()
    page.locator("[data-fs-choose=models] input").first.wait_for()
    for box in page.locator("[data-fs-choose=models] input").all()[1:]:
        box.uncheck()
    assert 1 == len(names(page))
    page.reload()
    assert 1 == len(names(page))
    assert 0 == page.get_by_role("columnheader", name="RTE").count()


def test_a_strict_reader_and_one_who_wants_all_tasks(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + "compare/glue/")
    every = len(names(page))
    page.get_by_label("All tasks stated").check()
    assert every - 1 == len(names(page))
    page.get_by_label("All tasks stated").uncheck()
    page.get_by_label("only pairs that were obtained alike").check()
    assert "2 of 11 rows" == shown(page)
    page.reload()
    assert "2 of 11 rows" == shown(page)


def test_csv_and_json_are_exactly_what_is_shown(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + "compare/energy-per-inference/?find=T4&columns=energy-per-inference,conditions")
    page.get_by_label("Energy per inference in").select_option("mJ")
    rows = list(csv.DictReader(save(page, "CSV").splitlines()))
    data = json.loads(save(page, "JSON"))
    assert rows == data["rows"]
    assert page.url == data["source"]
    assert len(names(page)) == len(rows) == 6
    assert ["Model", "Configuration", "Energy per inference (mJ, lower is better)", "Conditions"] == list(
        rows[0]
    )
    assert figures(page, 2) == [
        r["Energy per inference (mJ, lower is better)"].split(";")[0].replace("\u00a0", " ") for r in rows
    ]


def test_differences_are_tinted_by_their_size_where_the_pair_is_alike(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + "compare/glue/")
    expect(page.locator("td.fs-t-n4").first).to_have_css("background-color", "rgba(186, 40, 92, 0.24)")
    expect(page.locator("td.fs-t-n1").first).to_have_css("background-color", "rgba(186, 40, 92, 0.05)")
    unlike = page.locator("td.fs-unlike").first
    expect(unlike).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(unlike).not_to_have_css("background-image", "none")


# --- questions, from the first page -----------------------------------------------------------------


def test_what_was_this_model_trained_on(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address)
    page.get_by_role("link", name="Models", exact=True).first.click()
    row = page.locator("tr[data-id=bert-base-analog-pcm]")
    expect(row).to_contain_text(
        "The GLUE benchmark with eight tasks, from RTE with 2.5k examples to MNLI with 393k"
    )


def test_how_much_energy_does_analog_save_for_bert_and_how_sure_is_that(
    watched: Watched, address: str
) -> None:
    page = watched.page
    page.goto(address)
    page.get_by_role("link", name="Energy per inference of BERT-base").click()
    short = page.locator("table", has_text="In short")
    expect(short.locator("tbody tr").first).to_contain_text("151.8 µJ")
    expect(short.locator("tbody tr").first).to_contain_text("estimated")
    expect(short.locator("tbody tr").nth(1)).to_contain_text("upper bound")
    expect(page.locator(".fs-flag")).to_contain_text("No ranking.")


def test_what_does_this_sheet_not_tell_me_that_my_role_asked_for(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address)
    page.locator(".fs-cards").get_by_role("link", name="Software Developer").click()
    page.get_by_role("link", name="BERT-base on an analog PCM accelerator").click()
    expect(page.locator(".fs-unmet")).to_contain_text("Needed by this role, not stated")
    expect(page.locator(".fs-unmet li").first).to_contain_text("asked for by 2 of 2 interviewed")


# --- roles ------------------------------------------------------------------------------------------


def test_a_role_is_remembered_and_only_changes_where_links_lead(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address)
    page.locator(".fs-cards").get_by_role("link", name="Data Scientist").click()
    page.goto(address + "models/")
    assert "Data Scientist" == page.get_by_label("Read as").evaluate("s => s.selectedOptions[0].textContent")
    page.locator("tr[data-id=bert-base-analog-pcm] th a").click()
    page.wait_for_url("**/models/bert-base-analog-pcm/for/data-scientist/")
    page.goto(address + "models/bert-base-analog-pcm/")  # a page that was asked for is that page
    assert page.get_by_role("link", name="All facts").get_attribute("aria-current") == "page"
    page.goto(address + "compare/glue/")
    page.get_by_label("Read as").select_option("anyone")
    page.locator("tr[data-id=bert-base-analog-pcm] th a").first.click()
    page.wait_for_url("**/models/bert-base-analog-pcm/")


def test_a_fact_that_a_role_does_not_see_is_found_on_the_full_sheet(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + "models/bert-base-analog-pcm/for/business-expert/#training-data")
    page.wait_for_url("**/models/bert-base-analog-pcm/#training-data")


# --- everyone ---------------------------------------------------------------------------------------


def test_without_scripts_the_table_is_complete_and_no_control_is_shown(engine: Browser, address: str) -> None:
    watched = open_page(engine, scripts=False)
    for path, rows in (("models/", 32), ("compare/glue/", 11)):
        watched.page.goto(address + path)
        assert rows == len(names(watched.page))
        assert not watched.page.locator(".fs-bar").is_visible()
    watched.page.context.close()


def test_keys_alone_filter_and_sort(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + "models/")
    page.get_by_label("Find a model").focus()
    page.keyboard.type("albert")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")  # from All to Analog
    assert "kind=analog" in page.url
    page.get_by_role("region", name="25 models").get_by_role("button", name="Model", exact=True).focus()
    page.keyboard.press("Enter")
    assert "sort=model" in page.url
    assert names(page) == sorted(names(page))
    assert 2 == len(names(page))


def test_controls_move_nothing_when_they_come_alive(engine: Browser, address: str) -> None:
    watched = open_page(engine, width=390)
    page = watched.page
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => { for (const e of list.getEntries()) window.moved += e.value; })"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    for path in ("models/", "compare/glue/", "compare/energy-per-inference/", ""):
        page.goto(address + path)
        page.wait_for_timeout(300)
        assert page.evaluate("window.moved") <= 0.02, path
    page.context.close()


def test_from_disk_tables_work_and_links_lead_to_files(
    engine: Browser, catalog: Path, tmp_path: Path
) -> None:
    config = catalog / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace(
        "strict: true", "strict: true\nuse_directory_urls: false"
    )
    config.write_text(text.replace("    - navigation.instant\n", ""), encoding="utf-8")
    build(catalog, tmp_path)
    watched = open_page(engine, own="file://")
    page = watched.page
    page.goto((tmp_path / "factsheets/models/index.html").as_uri())
    page.get_by_label("Find a model").fill("albert")
    assert 2 == len(names(page))
    page.get_by_label("Read as").select_option("Data Scientist")
    page.locator("tr[data-id=albert-base-aimc-sim] th a").click()
    page.wait_for_url("**/models/albert-base-aimc-sim/for/data-scientist/index.html")
    page.goto(
        (tmp_path / "factsheets/side-by-side/index.html").as_uri() + "?sheets=bert-base-t4,bert-base-a100"
    )
    expect(page.get_by_role("status").last).to_have_text(
        "A browser reads sheets only from a server; open this site on one."
    )
    assert [] == watched.foreign
    page.context.close()
