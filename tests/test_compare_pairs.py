"""Comparisons with a row for each pair, figures beside a table, and the table in short."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from editing import edit_yaml
from factsheets.compare import compare
from factsheets.model import Catalog
from factsheets.pipeline import load
from factsheets.project import project_at
from factsheets.publish import pages
from factsheets.score_table import score_rows
from factsheets.site import Site
from factsheets.table import Row, Table


def table(catalog: Catalog, key: str, **changes: object) -> Table:
    spec = next(c for c in catalog.template.comparisons if c.id == key)
    return compare(catalog, replace(spec, **changes))


def texts(row: Row) -> list[str]:
    return [row.sheet.id, *(cell.text for cell in row.cells)]


def test_study_by_study(loaded: Catalog) -> None:
    rows = table(loaded, "glue-analog-generations").rows
    assert [
        ["bert-base-analog-pcm", "80.57", "82.15", "−1.57", "98.1 %"],
        ["bert-base-analog-pcm", "80.57", "81.23", "≠ −0.65", "≠ 99.2 %"],
        ["bert-base-aimc-sim", "82.45", "82.53", "−0.08", "99.9 %"],
        ["albert-base-aimc-sim", "79.55", "80.54", "−0.99", "98.8 %"],
        ["albert-base-ibm-pcm14", "not stated", "not stated", "−1.8", "not stated"],
    ] == [texts(row) for row in rows]
    assert [False, True, False, False, False] == [row.unlike for row in rows]
    assert (
        "100 less error of 17.55" == rows[2].cells[0].under
    )  # so that all figures of a column mean the same
    assert "tasks: 7" == rows[-1].cells[2].under
    assert [cell.basis for cell in (rows[0].cells[1], rows[2].cells[1])] == ["measured", "measured"]


def test_an_unlike_pair_says_why(loaded: Catalog) -> None:
    notes = table(loaded, "glue-analog-generations").rows[1].notes
    assert ("Not like for like: split is validation (inferred) against test (inferred).",) == notes


def test_cifar10_best_first_with_quoted_baselines(loaded: Catalog) -> None:
    rows = table(loaded, "cifar10-analog").rows
    assert ["93.7", "92.81", "92.07", "89.55", "85.7"] == [row.cells[0].text for row in rows]
    assert ["−0.2", "−0.86", "not stated", "not stated", "−1.3"] == [row.cells[2].text for row in rows]
    assert ["±0.7", "±0.7", "", "", "±1.0"] == [row.cells[2].margin for row in rows]
    assert "against the same network in floating point (FP32)" == rows[0].configuration


def test_variants_are_not_the_model(loaded: Catalog) -> None:
    """ResNet-9 with one device for each polarity, and scores before fine-tuning, stand on the sheets alone."""
    found = {row.cells[0].text for row in table(loaded, "cifar10-analog").rows}
    assert not {"92.23", "83.67"} & found


def test_mrpc_has_accuracy_and_time(loaded: Catalog) -> None:
    rows = table(loaded, "mrpc-accuracy-and-time").rows
    assert [
        ["bert-base-analog-pcm", "88.62", "47.5 µs"],
        ["bert-base-t4", "88.29", "1.2 ms"],
    ] == [[text.replace("\u00a0", " ") for text in texts(row)] for row in rows]
    assert "sequence length 32, batch 4" == rows[0].cells[1].under
    assert "sequence length 128" in rows[1].configuration


def test_speed_and_area(loaded: Catalog) -> None:
    rows = table(loaded, "speed-and-area").rows
    found = {
        (row.sheet.id, row.configuration): [cell.text.replace("\u00a0", " ") for cell in row.cells]
        for row in rows
    }
    assert ["26.4 inferences/s/mm²", "20600 inferences/s", "0.19 ms", "780.4 mm²"] == found[
        "bert-base-analog-pcm", "batch 4"
    ]
    assert "21.9 inferences/s/mm²" == found["bert-base-a100", "batch 32, FP16"][0]
    assert "11.1 inferences/s/mm²" == found["bert-base-v100", "batch 32, FP16"][0]
    assert "9.95 inferences/s/mm²" == found["bert-base-t4", "batch 32, INT8"][0]


def test_efficiency_claimed_and_measured_best_first(loaded: Catalog) -> None:
    found = table(loaded, "analog-efficiency")
    assert ["≈ 35.98", "≈ 20", "12.4", "9.76", "6.94", "6.704", "> 3", "2.48"] == [
        row.cells[0].text.replace("\u00a0", " ").removesuffix(" TOPS/W") for row in found.rows
    ]
    (aside,) = found.asides
    assert ("100 TOPS/W", "tile", "burr2023") == (
        aside.text.replace("\u00a0", " "),
        aside.boundary,
        aside.figure.source,
    )


def test_energy_in_short(loaded: Catalog) -> None:
    found = table(loaded, "energy-per-inference")
    analog, digital = found.short
    assert ("analog", "151.8 µJ", "estimated", "chip (inferred)", 1, "batch 4") == (
        analog.kind, analog.text.replace("\u00a0", " "), analog.basis, analog.boundary, analog.models, analog.under,
    )  # fmt: skip
    assert ("digital", "≤ 12.9 mJ to ≤ 612 mJ", "upper bound", "board (inferred)", 3, "batch 1 to 32") == (
        digital.kind, digital.text.replace("\u00a0", " "), digital.basis, digital.boundary, digital.models,
        digital.under,
    )  # fmt: skip
    assert ["≈ 7 J"] == [aside.text.replace("\u00a0", " ") for aside in found.asides]
    assert [""] == sorted({cell.delta for row in found.rows for cell in row.cells})


#: The questions that the data can answer freely, and the page of each.
FREE = (
    "glue", "glue-analog-generations", "glue-small-digital", "mrpc-accuracy-and-time", "energy-per-inference",
    "speed-and-area", "analog-efficiency", "cifar10-analog",
)  # fmt: skip


@pytest.mark.parametrize("key", FREE)
def test_every_free_comparison_is_a_page_with_its_caveats(loaded: Catalog, key: str) -> None:
    page = next(page for page in pages(Site(loaded)) if page.url == f"compare/{key}/")
    comparison = next(c for c in loaded.template.comparisons if c.id == key)
    assert len(comparison.caveats) >= 2
    assert all(caveat.replace("'", "&#39;") in page.html for caveat in comparison.caveats)
    assert len(table(loaded, key).rows) >= 2


def test_a_comparison_by_pair_with_a_figure_beside_it_is_data(catalog: Path) -> None:
    comparison = {
        "title": "ImageNet", "question": "What is lost?", "benchmark": "imagenet", "by_pair": True, "alike": ["split"],
        "caveats": ["One network."],
    }  # fmt: skip
    edit_yaml(catalog / "schema/comparisons.yaml", "imagenet", value=comparison)
    beside = [
        {
            "title": "A claim", "metric": "power", "value": "5 W", "basis": "estimated", "source": "burr2023", "at": "Sec. I",
            "verified": "third-party-digest",
        }
    ]  # fmt: skip
    edit_yaml(catalog / "schema/comparisons.yaml", "energy-per-inference", "beside", value=beside)
    changed = load(project_at(catalog))
    assert () == changed.findings
    assert [["resnet50-aimc-sim", "75.17", "76.13", "−0.96", "98.7 %"]] == [
        texts(row) for row in table(changed, "imagenet").rows
    ]
    page = next(page for page in pages(Site(changed)) if page.url == "compare/energy-per-inference/")
    assert "A claim" in page.html


MULTI = """id: multi
name: Multi
source: paper2026
tasks:
  x: {title: X, metrics: [accuracy]}
  y: {title: Y, metrics: [accuracy]}
"""


def scored(folder: Path, name: str, scores: str) -> None:
    """Give a sheet of the small catalog other scores."""
    path = folder / f"sheets/models/{name}.yaml"
    text = path.read_text(encoding="utf-8").replace("benchmark: pair", "benchmark: multi")
    lines = [
        f"    scores: {scores}" if line.startswith("    scores:") else line for line in text.splitlines()
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def pairs_of(folder: Path, *, mean: bool = False, **more: object) -> list[list[str]]:
    ending = "mean: {title: Mean of both, tasks: [x, y]}\n" if mean else ""
    (folder / "sheets/benchmarks/multi.yaml").write_text(MULTI + ending, encoding="utf-8")
    comparison = {
        "title": "Multi",
        "question": "What is lost?",
        "benchmark": "multi",
        "by_pair": True,
        "alike": ["split"],
        **more,
    }
    edit_yaml(folder / "schema/comparisons.yaml", "multi", value=comparison)
    found = load(project_at(folder))
    assert () == tuple(f for f in found.findings if f.level == "error")
    return [[row.configuration, *texts(row)] for row in table(found, "multi").rows]


def test_only_the_same_task_is_compared(small: Path) -> None:
    scored(small, "alpha", "{y: 95.0}")
    scored(small, "beta", "{x: 70.0, y: 96.0}")
    rows = pairs_of(small)
    assert ["Y, against Beta", "alpha", "95.0", "96.0", "−1.0", "99.0 %"] in [
        [r[0].replace(" on a GPU", ""), *r[1:]] for r in rows
    ]
    assert not any(row[4].startswith("+") for row in rows)


def test_the_best_first_are_those_with_the_best_mean(small: Path) -> None:
    scored(small, "alpha", "{x: 95.0, y: 50.0}")
    scored(small, "beta", "{x: 90.0, y: 90.0}")
    rows = pairs_of(small, mean=True, best_first=True)
    assert [["beta", "90.00"], ["alpha", "72.50"]] == [row[1:3] for row in rows]


def test_of_errors_the_lowest_is_best_and_a_mean_holds_what_they_leave(small: Path) -> None:
    error = "{{x: {{value: {}, conditions: {{metric: error_rate}}}}, y: 80.0}}"
    scored(small, "alpha", error.format("20.0"))
    scored(small, "beta", error.format("10.0"))
    rows = pairs_of(small, mean=True, best_first=True)
    assert [["beta", "85.00"], ["alpha", "80.00"]] == [row[1:3] for row in rows]


def test_every_score_of_a_task_is_told_where_there_are_several(small: Path) -> None:
    several = "{one: [{value: 80.1, conditions: {subset: matched}}, {value: 81.2, conditions: {subset: mismatched}}], two: 95.0}"
    path = small / "sheets/models/alpha.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("{one: 90.10, two: 80.20}", several), encoding="utf-8")
    found = load(project_at(small))
    (value,) = found.sheets["alpha"].facts["performance.accuracy"].values
    rows = [(row.title, row.text) for row in score_rows(found, found.sheets["alpha"], value).rows]
    assert [("One, matched", "80.1"), ("One, mismatched", "81.2"), ("Two", "95.0")] == rows


def test_scores_at_two_times_stand_in_a_comparison_as_several(small: Path) -> None:
    path = small / "sheets/models/alpha.yaml"
    text = path.read_text(encoding="utf-8")
    start, end = text.index("    benchmark: pair"), text.index("  latency:")
    tables = "".join(
        f"    - benchmark: pair\n      conditions: {{split: validation, time_since_programming: {time}}}\n"
        f"      scores: {{one: {score}, two: {score}}}\n"
        for time, score in (("1 h", 80.1), ("4 week", 79.0))
    )
    path.write_text(text[:start] + tables + text[end:], encoding="utf-8")
    found = load(project_at(small))
    rows = {row.sheet.id: [cell.text for cell in row.cells] for row in table(found, "scores").rows}
    assert ["0 of 2", "several values", "several values"] == rows["alpha"]
