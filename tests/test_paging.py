"""Long listings: every row once, in order, on pages that lead to each other."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from factsheets import paging
from factsheets.index_pages import _most
from factsheets.model import Catalog
from factsheets.pages import Page, check_links
from factsheets.paging import Part, listed, page_url, spans
from factsheets.publish import pages, planned
from factsheets.site import Site
from test_site import build
from trees import manifest

LIMIT = 7

#: Listings with more rows than the lowered limit, and what begins a row in each.
LISTINGS = {
    "models/": '<tr data-id="',
    "roles/data-scientist/": '<tr><th scope="row"><a href="',
    "findings/": '<li class="fs-finding',
    "ratings/": '<tr><th scope="row"><a href="',
    "compare/glue/": '<th scope="row"><a href="',
    "compare/energy-per-inference/": '<th scope="row"><a href="',
}


@pytest.fixture
def low(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "ROWS", LIMIT)


def made(catalog: Catalog) -> dict[str, Page]:
    return {page.url: page for page in pages(Site(catalog))}


def rows(page: Page, start: str) -> list[str]:
    """Each row by the text from its start to the end of its line, without the way to the top of the site."""
    found = re.findall(f"{re.escape(start)}(.*)", page.html)
    return [re.sub(r"(\.\./)+", "", row) for row in found]


def of(listing: str, site: dict[str, Page]) -> list[Page]:
    numbered = [page_url(listing, number) for number in range(2, 100)]
    return [site[listing], *(site[url] for url in numbered if url in site)]


@pytest.mark.parametrize("listing", LISTINGS)
def test_every_row_stands_once_and_in_order_whatever_fits_on_a_page(
    loaded: Catalog, listing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = rows(made(loaded)[listing], LISTINGS[listing])
    monkeypatch.setattr(paging, "ROWS", LIMIT)
    parts = [rows(page, LISTINGS[listing]) for page in of(listing, made(loaded))]
    assert whole == [row for part in parts for row in part]
    assert len(whole) > LIMIT >= max(map(len, parts))
    assert all(parts[1:]) or listing == "ratings/"  # whose last page has rows of another kind


@pytest.mark.usefixtures("low")
def test_all_links_lead_somewhere_and_no_address_is_taken_twice(loaded: Catalog) -> None:
    assert [] == check_links(made(loaded).values())


def test_no_page_changes_and_none_is_added_where_a_listing_fits(loaded: Catalog) -> None:
    assert not [url for url in made(loaded) if "/page/" in url]
    assert not [page.url for page in made(loaded).values() if "fs-pager" in page.html]


@pytest.mark.usefixtures("low")
def test_pages_lead_to_the_ones_before_and_after_them(loaded: Catalog) -> None:
    first, second, *_, last = of("models/", made(loaded))
    assert 2 == first.html.count('<nav class="fs-pager')
    assert '<span aria-current="page">Page 1 of 5</span>' in first.html
    assert "rows 1 to 7 of 32" in first.html
    assert 'rel="prev"' not in first.html
    assert 2 == first.html.count('<a rel="next" href="../models/page/2/">')
    assert 2 == second.html.count('<a rel="prev" href="../../../models/">')
    assert 2 == second.html.count('<a rel="next" href="../../../models/page/3/">')
    assert "rows 29 to 32 of 32" in last.html
    assert 'rel="next"' not in last.html
    assert ["Models", "Models, page 2"] == [first.title, second.title]


@pytest.mark.usefixtures("low")
def test_only_the_first_page_is_searched_and_in_the_navigation(loaded: Catalog) -> None:
    plans = {plan.url: plan for plan in planned(Site(loaded))}
    assert (True, True) == (plans["models/"].in_nav, plans["models/"].searchable)
    later = [plan for url, plan in plans.items() if "/page/" in url]
    assert later
    assert not [plan.url for plan in later if plan.in_nav or plan.searchable]


def test_a_baseline_and_what_is_set_against_it_stay_together(
    loaded: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    for limit in range(2, 11):
        monkeypatch.setattr(paging, "ROWS", limit)
        parts = of("compare/glue/", made(loaded))
        assert len(parts) > 1
        for page in parts:
            kinds = re.findall(r'<tr class="(fs-base|fs-variant|fs-alone)', page.html)
            assert "fs-variant" != kinds[0]
            assert "fs-base" != kinds[-1]


@pytest.mark.usefixtures("low")
def test_the_first_page_of_findings_explains_every_rule_and_says_where_the_rest_is(loaded: Catalog) -> None:
    site = made(loaded)
    first, *later = of("findings/", site)
    codes = {remark.finding.code.lower() for remark in loaded.remarks}
    assert codes == {section.id for section in first.sections}
    assert "They stand on" in first.html
    for url in re.findall(r'They stand on <a href="\.\./([^"]+)"', first.html):
        assert url in {page.url for page in later}


@pytest.mark.usefixtures("low")
def test_later_pages_of_a_comparison_keep_its_warnings(loaded: Catalog) -> None:
    first, second, *_ = of("compare/energy-per-inference/", made(loaded))
    for page in (first, second):
        assert "fs-flag" in page.html
        assert "fs-caveats" in page.html
    assert "fs-short" in first.html
    assert "fs-short" not in second.html


def test_1001_models_take_two_pages(loaded: Catalog) -> None:
    sheet = loaded.sheets["bert-base-t4"]
    names = [f"copy-{number:04}" for number in range(1001)]
    many = replace(loaded, sheets={name: replace(sheet, id=name) for name in names})
    plans = {plan.url: plan for plan in planned(Site(many))}
    urls = ["models/", "roles/data-scientist/", "hardware/nvidia-t4/"]
    for url in urls:
        first, second = (plans[page_url(url, number)].make() for number in (1, 2))
        count = [sum(f"models/{name}/" in page.html for name in names) for page in (first, second)]
        assert [1000, 1] == count
        assert not plans[page_url(url, 3)].exists()


def test_a_comparison_has_no_more_rows_than_planned_for(loaded: Catalog) -> None:
    site = Site(loaded)
    for table in site.tables:
        assert len(table.rows) <= _most(site, table.comparison)


@given(st.lists(st.integers(0, 12), max_size=30))
def test_runs_stay_together_where_they_fit(runs: list[int]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paging, "ROWS", LIMIT)
        found = spans(runs)
        plans = list(listed(Site(Catalog.empty(())), "x/", lambda _: _page(), sum(runs), lambda: runs))
        real = [plan for plan in plans if plan.exists()]
    assert len(found) == len(real)
    assert [0, sum(runs)] == [found[0][0], found[-1][1]]
    assert [end for _, end in found[:-1]] == [start for start, _ in found[1:]]
    assert all(0 < end - start <= LIMIT for start, end in found) or not sum(runs)
    ends, end = {0}, 0
    for run in runs:
        if run > LIMIT:
            ends |= set(range(end, end + run))
        end += run
        ends.add(end)
    assert {end for _, end in found} <= ends


def _page() -> Page:
    raise AssertionError("nothing is made before it is asked for")


@given(st.lists(st.integers(0, 6), max_size=8), st.integers(1, 9))
def test_groups_are_shared_out_row_by_row(sizes: list[int], limit: int) -> None:
    groups: list[tuple[int, Sequence[int]]] = [(key, range(size)) for key, size in enumerate(sizes)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paging, "ROWS", limit)
        found = spans([1] * sum(sizes))
    shared = [list(Part("x/", number, found).groups(groups)) for number in range(1, len(found) + 1)]
    for key, size in enumerate(sizes):
        assert list(range(size)) == [
            row for page in shared for k, here, _ in page if k == key for row in here
        ]
    assert list(range(len(sizes))) == [key for key, _, _ in shared[0]]
    for key, here, elsewhere in shared[0]:
        if elsewhere:
            page = next(n for n, part in enumerate(shared, 1) if any(k == key and h for k, h, _ in part))
            assert (page_url("x/", page), 0) == (elsewhere, len(here))


@pytest.mark.slow
def test_a_build_with_many_pages_is_strict_and_complete(
    few: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a process of its own, through the theme."""
    hook = few / "lower.py"
    hook.write_text("from factsheets import paging\npaging.ROWS = 2\n", encoding="utf-8")
    config = few / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8") + "\nhooks: [lower.py]\n", encoding="utf-8")
    done = build(few)
    assert 0 == done.returncode, done.stderr
    names = manifest(few / "site")
    assert {
        "models/index.html",
        "models/page/2/index.html",
        "roles/data-scientist/page/2/index.html",
    } <= names.keys()
    assert "models/page/3/index.html" not in names
    html = (few / "site/models/page/2/index.html").read_text(encoding="utf-8")
    assert "<title>Models, page 2 - FactSheets</title>" in html
    assert '<link rel="canonical" href="https://example.org/factsheets/models/page/2/">' in html
    assert "/models/page/2/</loc>" in (few / "site/sitemap.xml").read_text(encoding="utf-8")
    assert "/page/" not in (few / "site/search/search_index.json").read_text(encoding="utf-8")
