"""Every shape is shown: short and long forms, absences, uncertainty, several values, figures."""

import base64
import shutil
from pathlib import Path

import pytest

from factsheets.model import Catalog
from factsheets.pages import Page, check_links
from factsheets.pipeline import load
from factsheets.project import project_at
from factsheets.publish import pages
from factsheets.site import Site

BASE = Path(__file__).parent / "base"
ROOT = BASE.parents[1]
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
HEAD = """\
factsheet: 1
id: shapes
name: Every shape
version: "1.0"
date: 2026-11-23
status: draft
purpose: {tasks: [one]}
"""
SHEET = (
    HEAD
    + """\
overview:
  summary: Text with *emphasis*.
  links: [https://example.org/a, not an address]
  figure: {value: {image: pixel.png, alt: A single pixel, caption: One pixel}}
architecture: {layers: {not_known: nobody counted}}
parameters:
  weights: 110 M
  tile_size: 512 x 256
  reuse_by_layer: [{layer: first, factor: 32}, {layer: second, factor: 1}]
  unit_cell: {value: differential-pair, note: Two devices.}
training:
  learning_rate: 5E-5 to 1.5E-4
  noise: {bounds: -3.0 / 10.0, weight: {value: 1.0, std: 0.1, n_runs: 5}, read: {pending: {owner: lab, due: 2027-01-31}}}
inference: {refresh_interval: 1 week}
performance:
  latency:
    - {value: 1 ms, conditions: {batch_size: 1}, basis: measured}
    - {value: 6 ms, conditions: {batch_size: 8}, basis: measured}
  power: {value: <= 5 W, against: beta}
  accuracy:
    benchmark: pair
    conditions: {split: test}
    scores:
      FIRST: {value: 64.5, std: 0.3, n_runs: 5, ci95: [64.1, 64.9]}
      SECOND: {not_applicable: it has no such input}
robustness:
  accuracy_over_time:
    - {value: 80.6 %, conditions: {time_since_programming: 1 h}}
    - {value: 79.9 %, conditions: {time_since_programming: 4 week}}
setup: {not_known: the source gives none}
"""
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Catalog, Page]:
    target = tmp_path_factory.mktemp("shapes")
    shutil.copytree(ROOT / "schema", target / "schema")
    shutil.copytree(BASE, target, dirs_exist_ok=True)
    (target / "sheets/figures").mkdir()
    (target / "sheets/figures/pixel.png").write_bytes(PIXEL)
    catalog = load(project_at(target))
    first, second = catalog.benchmarks["pair"].tasks
    text = SHEET.replace("FIRST", first).replace("SECOND", second)
    (target / "sheets/models/shapes.yaml").write_text(text, encoding="utf-8")
    catalog = load(project_at(target))
    assert () == catalog.findings
    made = list(pages(Site(catalog)))
    assert [] == check_links(made)
    return catalog, next(page for page in made if page.url == "models/shapes/")


@pytest.mark.parametrize(
    "shown",
    [
        "Text with <em>emphasis</em>.",
        '<a href="https://example.org/a" rel="noopener nofollow">https://example.org/a</a>',
        "<li>not an address</li>",
        '<img src="../../assets/factsheets/figures/pixel.png" alt="A single pixel" loading="lazy">',
        "<figcaption>One pixel</figcaption>",
        '<span class="fs-absent">not known</span>',
        "nobody counted",
        "110 <small>M</small>",
        "512 × 256",
        '<th scope="row">first</th><td>32</td>',
        "<li><b>Unit cell</b> Two devices.</li>",
        "5\u00a0×\u00a010⁻⁵ to 1.5\u00a0×\u00a010⁻⁴",
        "−3.0 / 10.0 <small>input / output</small>",
        "1.0 <small>± 0.1 (standard deviation), 5 runs</small>",
        "lab, by 2027-01-31",
        "1 <small>week</small>",
        "≤ 5 <small>W</small> <small>against beta</small>",
        "± 0.3 (standard deviation), 95 % from 64.1 to 64.9, 5 runs",
        "not applicable: it has no such input",
        "<td>4 week</td><td>79.9 <small>%</small></td>",
        "<b>not known</b> the source gives none",
    ],
)
def test_shape(site: tuple[Catalog, Page], shown: str) -> None:
    assert shown in site[1].html


def test_several_values_are_a_table_of_what_tells_them_apart(site: tuple[Catalog, Page]) -> None:
    html = site[1].html
    start = html.index('id="performance-latency"')
    table = html[start : html.index("</table>", start)]
    assert '<th scope="col">Batch size</th><th scope="col">Latency</th>' in table
    assert ["1", "8"] == [row.split("</td>")[0].removeprefix("<td>") for row in table.split("<tr>")[2:]]


def test_a_task_that_is_said_to_be_absent_says_so_in_a_comparison(site: tuple[Catalog, Page]) -> None:
    made = {page.url: page for page in pages(Site(site[0]))}
    scores = [page for url, page in made.items() if url.startswith("compare/") and "Every shape" in page.html]
    assert any("not applicable" in page.html for page in scores)
