"""The rows of a sheet that stands beside others: what each says, and what figures must share."""

import json
from pathlib import Path
from typing import Any

import pytest

from editing import edit_yaml
from factsheets.model import Catalog
from factsheets.pipeline import load
from factsheets.project import project_at
from factsheets.side_rows import side_rows
from factsheets.site import Site
from factsheets.view import reading

Rows = dict[str, dict[str, Any]]


def of(catalog: Catalog, sheet: str) -> Rows:
    """The rows of a sheet by their keys."""
    view = reading(catalog.sheets[sheet], catalog.template).full()
    rows = json.loads(side_rows(Site(catalog), view))["rows"]
    found = {row["key"]: row for row in rows}
    assert len(found) == len(rows)
    return found


@pytest.fixture(scope="module")
def analog(loaded: Catalog) -> Rows:
    return of(loaded, "bert-base-analog-pcm")


def test_a_figure_says_under_what_it_holds_and_what_another_must_share(analog: Rows) -> None:
    (line,) = analog["performance.latency"]["lines"]
    assert ("0.19\u00a0ms", "sequence length 32, batch 4, estimated") == (line["text"], line["under"])
    assert "batch_size 4, sequence_length 32, estimated" == line["alike"]


def test_each_score_has_a_row_of_its_own_and_so_has_their_mean(analog: Rows) -> None:
    row = analog["performance.accuracy glue rte"]
    assert ("Performance", "GLUE: RTE") == (row["section"], row["title"])
    assert ["64.00\u00a0%"] == [line["text"] for line in row["lines"]]
    assert "performance.accuracy" not in analog
    (mean,) = analog["performance.accuracy glue mean"]["lines"]
    assert ("80.57", "worked out, validation (inferred)") == (mean["text"], mean["under"])


def test_what_was_worked_out_stands_at_its_fact_or_has_a_row_of_its_own(
    loaded: Catalog, analog: Rows
) -> None:
    energy = analog["performance.energy_per_inference"]
    assert ["151.8\u00a0µJ"] == [line["text"] for line in energy["lines"]]
    assert energy["lines"][0]["under"].startswith("worked out, ")
    weights = analog["architecture_weights"]
    assert 2 == len(weights["lines"])  # of the cased and the uncased vocabulary
    checks = {d.metric for d in loaded.sheets["bert-base-analog-pcm"].derived if d.stated}
    assert "operations_on_tiles" in checks
    assert not checks & analog.keys()  # they only check what the sheet states
    assert 1 == len(analog["parameters.operations_on_tiles"]["lines"])


def test_text_is_no_figure_and_names_what_it_refers_to(analog: Rows) -> None:
    (hardware,) = analog["hardware.inference"]["lines"]
    assert "IBM analog PCM accelerator (prototype)" == hardware["text"]
    assert "alike" not in hardware
    assert analog["overview.summary"]["lines"][0]["prose"]
    assert "prose" not in hardware


def test_prose_is_plain_text(catalog: Path) -> None:
    text = "A [link](https://example.org), *words* & <b>signs</b>.\n\n- one\n- two\n"
    edit_yaml(catalog / "sheets/models/bert-base-t4.yaml", "overview", "summary", value=text)
    (line,) = of(load(project_at(catalog)), "bert-base-t4")["overview.summary"]["lines"]
    assert "A link, words & <b>signs</b>. one two" == line["text"]


def test_an_absence_says_why(loaded: Catalog) -> None:
    (line,) = of(loaded, "bert-base-digital-paper")["hardware.inference"]["lines"]
    assert line["text"].startswith("not known: ")
    assert "alike" not in line


def test_the_age_of_weights_stands_by_itself(loaded: Catalog) -> None:
    rows = of(loaded, "resnet32-ibm-pcm90")
    ages = {line["age"] for row in rows.values() for line in row["lines"] if "age" in line}
    assert ages
    assert not any(
        "time_since_programming" in line.get("alike", "") for r in rows.values() for line in r["lines"]
    )


def test_a_publishers_figures_name_it_stated_or_worked_out(loaded: Catalog) -> None:
    rows = of(loaded, "bert-large-a100x8-mlperf")
    for key in ("performance.throughput", "performance.energy_per_inference"):
        assert {"MLPerf™"} == {line["within"] for line in rows[key]["lines"]}, key


def test_an_amount_has_no_spelling(catalog: Path) -> None:
    path = catalog / "sheets/models/bert-base-t4.yaml"
    text = path.read_text(encoding="utf-8")
    before = of(load(project_at(catalog)), "bert-base-t4")["performance.latency"]["lines"]
    path.write_text(text.replace("value: 1.92 ms", "value: 1920 us"), encoding="utf-8")
    after = of(load(project_at(catalog)), "bert-base-t4")["performance.latency"]["lines"]
    assert "1920\u00a0µs" == after[0]["text"] != before[0]["text"]
    assert [line["amount"] for line in before] == [line["amount"] for line in after]


def test_a_section_without_facts_says_why(small: Path) -> None:
    with (small / "sheets/models/alpha.yaml").open("a", encoding="utf-8") as file:
        file.write("robustness: {not_known: Nobody looked.}\n")
    row = of(load(project_at(small)), "alpha")["robustness"]
    assert ("The whole section", "not known: Nobody looked.") == (row["title"], row["lines"][0]["text"])


def test_a_mean_of_missing_scores_is_the_one_that_is_printed(catalog: Path) -> None:
    path = catalog / "sheets/models/bert-base-analog-pcm.yaml"
    text = path.read_text(encoding="utf-8")
    assert "      rte: 64.00\n" in text
    path.write_text(
        text.replace("      rte: 64.00\n", "").replace("    scores:\n", "    mean: 80.5\n    scores:\n", 1),
        encoding="utf-8",
    )
    (mean,) = of(load(project_at(catalog)), "bert-base-analog-pcm")["performance.accuracy glue mean"]["lines"]
    assert mean["text"].startswith("80.5")
    assert "worked out" not in mean["under"]
