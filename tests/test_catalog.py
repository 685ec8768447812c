"""The repository's own catalog: its figures, worked out from the YAML and nowhere typed."""

from decimal import Decimal
from pathlib import Path

import pytest

from factsheets.compare import compare
from factsheets.model import Catalog, Derived
from factsheets.pipeline import load
from factsheets.project import project_at
from factsheets.questions import Comparison
from factsheets.scores import score_set
from factsheets.table import Row, Table


def comparison(catalog: Catalog, key: str) -> Comparison:
    return next(c for c in catalog.template.comparisons if c.id == key)


def table(catalog: Catalog, key: str) -> Table:
    return compare(catalog, comparison(catalog, key))


def rows(found: Table, sheet: str) -> list[Row]:
    return [row for group in found.groups for row in group.rows if row.sheet.id == sheet]


def energy(catalog: Catalog, sheet: str, **conditions: str) -> Derived:
    """The one derived energy of a sheet under some conditions."""
    return derived(catalog, sheet, "energy_per_inference", **conditions)


def derived(catalog: Catalog, sheet: str, metric: str, **conditions: str) -> Derived:
    """The one derived value of a metric of a sheet under some conditions."""
    found = [
        d
        for d in catalog.sheets[sheet].derived
        if d.metric == metric and conditions.items() <= {c.key: c.value for c in d.conditions}.items()
    ]
    assert len(found) == 1
    return found[0]


def test_the_catalog_has_no_findings(loaded: Catalog) -> None:
    assert () == loaded.findings


@pytest.mark.parametrize(
    ("sheet", "exact", "printed"),
    [
        ("bert-base-digital-paper", "81.225", "81.23"),  # half up; half to even would give 81.22
        ("bert-base-analog-pcm", "80.5725", "80.57"),
        ("bert-base-titan-rtx", "82.145", "82.15"),
    ],
)
def test_means_are_computed_and_rounded_half_up(
    loaded: Catalog, sheet: str, exact: str, printed: str
) -> None:
    scores = score_set(loaded.sheets[sheet], loaded.benchmarks["glue"], {}, loaded.template)
    assert scores is not None
    assert Decimal(exact) == scores.mean
    assert printed == rows(table(loaded, "glue"), sheet)[0].cells[0].text


def test_the_glue_page_shows_the_papers_sixteen_scores(loaded: Catalog) -> None:
    found = table(loaded, "glue")
    digital = [cell.text for cell in rows(found, "bert-base-digital-paper")[0].cells[1:]]
    analog = [cell.text for cell in rows(found, "bert-base-analog-pcm")[0].cells[1:]]
    assert ["RTE", "MRPC", "STS-B", "CoLA", "SST-2", "QNLI", "QQP", "MNLI"] == [
        c.title for c in found.columns[1:]
    ]
    assert ["66.40", "88.90", "85.80", "52.10", "93.50", "90.50", "89.20", "83.40"] == digital
    assert ["64.00", "88.62", "84.52", "55.65", "91.03", "89.01", "89.63", "82.12"] == analog


def test_the_papers_pair_is_marked_with_the_reason_in_words(loaded: Catalog) -> None:
    papers = rows(table(loaded, "glue"), "bert-base-analog-pcm")[0]
    assert "≠ −0.65" == papers.cells[0].delta
    assert all(cell.unlike and cell.delta.startswith("≠ ") for cell in papers.cells)
    reason = "Not like for like: split is validation (inferred) against test (inferred)."
    assert (reason,) == papers.notes


def test_the_like_for_like_pair_stands_beside_it(loaded: Catalog) -> None:
    found = table(loaded, "glue")
    alike = rows(found, "bert-base-analog-pcm")[1]
    deltas = [cell.delta for cell in alike.cells]
    assert ["−1.57", "−1.70", "−0.23", "−3.96", "−0.88", "−1.29", "−1.65", "−1.08", "−1.79"] == deltas
    assert not any(cell.unlike for cell in alike.cells)
    assert ("Alike, except that the basis is simulated against measured.",) == alike.notes
    titles = [group.title for group in found.groups]
    assert ["", "Like for like, on the validation split"] == titles[:2]


def test_a_mean_needs_all_its_tasks(loaded: Catalog) -> None:
    cells = rows(table(loaded, "glue"), "bert-base-t4")[0].cells
    assert ("1 of 8", "not stated", "88.29") == (cells[0].text, cells[1].text, cells[2].text)


def test_energy_per_inference_is_derived_with_its_formula(loaded: Catalog) -> None:
    found = energy(loaded, "bert-base-analog-pcm")
    assert "1 / (6589 inferences/s/W)" == found.formula.replace("\u00a0", " ")
    assert pytest.approx(151.768e-6, rel=1e-5) == float(found.si)
    cell = rows(table(loaded, "energy-per-inference"), "bert-base-analog-pcm")[0].cells[0]
    assert ("151.8\u00a0µJ", "estimated") == (cell.text, cell.basis)


def test_it_agrees_with_power_times_latency_over_the_batch(loaded: Catalog) -> None:
    (check,) = energy(loaded, "bert-base-analog-pcm").checks
    assert ("3.13 W × 0.19 ms / 4", "148.7 µJ [144.5 µJ to 152.8 µJ]", True) == (
        check.formula.replace("\u00a0", " "),
        check.shown.replace("\u00a0", " "),
        check.agrees,
    )


@pytest.mark.parametrize(
    ("batch", "precision", "bound"),
    [
        ("1", "FP16", "134.4"), ("8", "FP16", "23.5375"), ("32", "FP16", "18.375"),
        ("1", "INT8", "212.1"), ("8", "INT8", "25.1125"), ("32", "INT8", "12.90625"),
    ],
)  # fmt: skip
def test_the_t4_has_upper_bounds_only(loaded: Catalog, batch: str, precision: str, bound: str) -> None:
    found = energy(loaded, "bert-base-t4", sequence_length="32", batch_size=batch, precision=precision)
    assert ("<=", "estimated") == (found.limit, found.evidence.basis)
    assert Decimal(bound) == found.si * 1000
    assert "power limit × latency / batch size" == found.words


def test_no_ratio_stands_between_an_estimate_and_a_bound(loaded: Catalog) -> None:
    found = table(loaded, "energy-per-inference")
    assert [""] == sorted({cell.delta for group in found.groups for row in group.rows for cell in row.cells})
    bounds = rows(found, "bert-base-t4")
    assert 6 == len(bounds)
    assert all(row.cells[0].text.startswith("≤") and row.cells[0].basis == "upper bound" for row in bounds)


def test_a_changed_input_changes_the_result(catalog: Path) -> None:
    sheet = catalog / "sheets/models/bert-base-analog-pcm.yaml"
    text = sheet.read_text(encoding="utf-8")
    text = text.replace("rte: 64.00", "rte: 72.00").replace("value: 6589 inference", "value: 7000 inference")
    sheet.write_text(text, encoding="utf-8")
    changed = load(project_at(catalog))
    assert "81.57" == rows(table(changed, "glue"), "bert-base-analog-pcm")[0].cells[0].text
    found = energy(changed, "bert-base-analog-pcm")
    assert pytest.approx(142.857e-6, rel=1e-5) == float(found.si)
    assert [False] == [check.agrees for check in found.checks]


def test_no_energy_is_derived_without_a_batch_size(loaded: Catalog) -> None:
    t4 = [d for d in loaded.sheets["bert-base-t4"].derived if d.metric == "energy_per_inference"]
    assert 12 == len({tuple(sorted((c.key, c.value) for c in d.conditions)) for d in t4})
    phone = loaded.sheets["mobilebert-pixel4"]
    assert [] == [d for d in phone.derived if d.metric == "time_per_inference"]


def test_the_papers_ratings_are_all_there(loaded: Catalog) -> None:
    document = loaded.evaluations["bert-base-analog-pcm-2022"]
    data = document.data
    assert isinstance(data, dict)
    ratings = data["ratings"]
    assert isinstance(ratings, dict)
    cells = [
        rating
        for dimensions in ratings.values()
        if isinstance(dimensions, dict)
        for raters in dimensions.values()
        if isinstance(raters, dict)
        for rating in raters.values()
    ]
    assert (160, 35, 22) == (len(cells), cells.count("medium"), cells.count("low"))
