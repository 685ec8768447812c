"""Models beside what they share: a benchmark, hardware, a comparison, a baseline."""

import re

import pytest

from factsheets.model import Catalog
from factsheets.pages import Page
from factsheets.publish import pages
from factsheets.site import Site


@pytest.fixture(scope="module")
def site(loaded: Catalog) -> dict[str, Page]:
    return {page.url: page for page in pages(Site(loaded))}


def rows(page: Page) -> dict[str, str]:
    """The text of each row that leads to a sheet, by its id."""
    found = re.findall(r'<tr><th scope="row"><a href="[^"]*models/([^/"]+)/"(.*?)</tr>', page.html, re.DOTALL)
    return {key: " ".join(re.sub(r"<[^>]*>", " ", f"<{rest}").split()) for key, rest in found}


def test_a_benchmark_lists_the_models_with_scores_on_it(site: dict[str, Page]) -> None:
    listed = rows(site["benchmarks/glue/"])
    assert "GLUE mean 80.57 8 tasks, validation (inferred), simulated" in listed["bert-base-analog-pcm"]
    assert "analog" in listed["bert-base-analog-pcm"]
    assert "GLUE MRPC F1 88.29 validation, measured" in listed["bert-base-t4"]
    assert "GLUE loss 1.8 points" in listed["albert-base-ibm-pcm14"]
    assert "bert-base-a100" not in listed
    assert 'href="../../compare/glue/"' in site["benchmarks/glue/"].html


def test_every_score_is_listed_where_its_benchmark_is(loaded: Catalog, site: dict[str, Page]) -> None:
    for benchmark in loaded.benchmarks.values():
        for key, text in rows(site[f"benchmarks/{benchmark.id}/"]).items():
            assert benchmark.name in text, key


def test_hardware_lists_its_models_with_their_figures(site: dict[str, Page]) -> None:
    listed = rows(site["hardware/nvidia-t4/"])
    assert "GLUE MRPC F1 88.29" in listed["bert-base-t4"]
    assert "Latency 12 values" in listed["bert-base-t4"]


def test_a_sheet_leads_to_its_comparisons_and_to_its_baseline(site: dict[str, Page]) -> None:
    html = site["models/bert-base-analog-pcm/"].html
    assert '<a href="../../compare/glue/">' in html
    assert "compare/rnnt-mlperf/" not in html
    assert re.search(
        r'<a href="../../side-by-side/\?sheets=bert-base-analog-pcm,[a-z0-9-]+">Side by side with', html
    )
    assert "Compared in" not in site["models/bert-base-analog-pcm/for/data-scientist/"].html
