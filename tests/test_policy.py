"""Publishers' rules: figures that stand only beside their own kind, and what is said below them."""

import re
from pathlib import Path

import pytest

from editing import edit_yaml
from factsheets.compare import compare
from factsheets.model import Catalog, Derived
from factsheets.pages import Page
from factsheets.pipeline import load
from factsheets.policy import sheet_within, within
from factsheets.project import project_at
from factsheets.publish import pages
from factsheets.site import Site
from factsheets.table import Table

NAME = "MLPerf™"


@pytest.fixture(scope="module")
def site(loaded: Catalog) -> dict[str, Page]:
    return {page.url: page for page in pages(Site(loaded))}


def tables(catalog: Catalog) -> list[Table]:
    return [compare(catalog, comparison) for comparison in catalog.template.comparisons]


def test_no_table_mixes_what_may_not_stand_together(loaded: Catalog) -> None:
    seen = set()
    for table in tables(loaded):
        for row in table.rows:
            names = {within(loaded, cell.value) for cell in row.cells if cell.value}
            assert names <= {table.comparison.within}, table.comparison.id
            assert sheet_within(loaded, row.sheet) == table.comparison.within
            seen |= names
    assert {"", NAME} == seen


def test_a_derived_value_is_bound_by_its_inputs(loaded: Catalog) -> None:
    orin = loaded.sheets["bert-large-orin-mlperf"]
    energies = [d for d in orin.derived if d.metric == "energy_per_inference"]
    assert energies
    assert all(isinstance(d, Derived) and within(loaded, d) == NAME for d in energies)


def test_mlperf_tables_carry_the_footnote_and_others_do_not(loaded: Catalog, site: dict[str, Page]) -> None:
    words = "The MLPerf™ name and logo are trademarks of MLCommons Association"
    for table in tables(loaded):
        html = site[f"compare/{table.comparison.id}/"].html
        assert (words in html) == (table.comparison.within == NAME)
    for sheet in loaded.sheets.values():
        assert (words in site[f"models/{sheet.id}/"].html) == (sheet_within(loaded, sheet) == NAME)


def test_the_list_of_models_keeps_them_in_a_table_of_their_own(
    loaded: Catalog, site: dict[str, Page]
) -> None:
    found = re.findall(r"<table.*?</table>", site["models/"].html, re.DOTALL)
    bound = {s.id for s in loaded.sheets.values() if sheet_within(loaded, s) == NAME}
    assert 7 == len(bound)
    inside = [
        {key for key in loaded.sheets if f"models/{key}/" in table or f"{key}/" in table} for table in found
    ]
    assert bound in inside
    assert not any(group & bound and group - bound for group in inside)


def test_lists_of_models_on_hardware_and_benchmarks_keep_them_apart(
    loaded: Catalog, site: dict[str, Page]
) -> None:
    bound = {s.id for s in loaded.sheets.values() if sheet_within(loaded, s) == NAME}
    seen = set()
    for url, page in site.items():
        if url.startswith(("hardware/", "benchmarks/")):
            for table in re.findall(r"<table.*?</table>", page.html, re.DOTALL):
                group = set(re.findall(r'models/([^/"]+)/"', table))
                assert not (group & bound and group - bound), url
                seen |= group
            words = "The MLPerf™ name and logo are trademarks of MLCommons Association"
            assert (words in page.html) == any(f"models/{key}/" in page.html for key in bound)
    assert bound <= seen


def test_every_use_of_the_name_has_the_sign(site: dict[str, Page]) -> None:
    for page in site.values():
        text = re.sub(r"<[^>]*>", " ", page.html)
        assert not re.search(r"MLPerf(?!™|_)", text), page.url


def test_no_comparison_can_forget_the_rule(catalog: Path) -> None:
    """A page that asks for all energies still has none of them."""
    comparison = {
        "title": "All energies", "question": "What does everything cost?", "metrics": ["energy_per_inference"],
        "rows_by": ["batch_size", "sequence_length", "precision", "scenario"], "alike": ["basis"],
    }  # fmt: skip
    edit_yaml(catalog / "schema/comparisons.yaml", "all-energies", value=comparison)
    changed = load(project_at(catalog))
    found = next(t for t in tables(changed) if t.comparison.id == "all-energies")
    assert found.rows
    assert not any(sheet_within(changed, row.sheet) for row in found.rows)
    assert 7 == len(found.apart)
