"""What is known of the paper's sheet by hand, worked out from the YAML and nowhere typed in it."""

from decimal import Decimal
from pathlib import Path

import pytest

from editing import edit_yaml
from factsheets.deltas import mean_delta
from factsheets.derive import derive
from factsheets.evaluation import DIMENSIONS
from factsheets.model import Catalog, Derived
from factsheets.pipeline import load
from factsheets.project import project_at
from factsheets.scores import score_set
from factsheets.study import study_of
from factsheets.units import parse_unit

SHEET = "bert-base-analog-pcm"


def value(catalog: Catalog, metric: str, variant: str = "") -> Derived:
    found = [
        d
        for d in catalog.sheets[SHEET].derived
        if d.metric == metric and (not variant or variant in [c.value for c in d.conditions])
    ]
    assert 1 == len(found), metric
    return found[0]


@pytest.mark.parametrize(
    ("metric", "unit", "golden"),
    [
        ("energy_per_batch", "mJ", "0.5947"),
        ("energy_per_inference", "mJ", "0.151768"),
        ("energy_per_inference", "kWh", "4.216e-11"),
        ("latency", "ms", "0.193953"),
        ("implied_batch_size", "", "3.918"),
        ("compute_efficiency", "TOPS/W", "35.976"),
        ("power_density", "mW/mm2", "4.0108"),
        ("encoder_weights", "", "84934656"),
        ("operations_on_tiles", "Gop", "21.743272"),
        ("attention_operations", "op", "150994944"),
        ("analog_share", "", "0.99542"),
        ("tiles_packed", "", "324"),
        ("tiles", "", "480"),
        ("utilization", "%", "67.5"),
        ("tiles_all_weights", "", "419.6"),
    ],
)
def test_derived_values(loaded: Catalog, metric: str, unit: str, golden: str) -> None:
    found = value(loaded, metric).si / parse_unit(unit)[0]
    assert Decimal(golden) == found.quantize(Decimal(golden))


@pytest.mark.parametrize(("variant", "golden"), [("uncased", 109482240), ("cased", 108310272)])
def test_weights_that_the_architecture_has(loaded: Catalog, variant: str, golden: int) -> None:
    assert golden == value(loaded, "architecture_weights", variant).si


@pytest.mark.parametrize(
    ("metric", "formula", "shown"),
    [
        ("energy_per_inference", "3.13 W × 0.19 ms / 4", "148.7 µJ [144.5 µJ to 152.8 µJ]"),
        ("throughput", "4 / 0.19 ms", "21050 inferences/s [20510 inferences/s to 21620 inferences/s]"),
        ("compute_rate", "≈ 21.84 Gop / 0.19 ms", "114.9 TOPS [112.0 TOPS to 118.1 TOPS]"),
        ("compute_efficiency", "≈ 21.84 Gop / (3.13 W × 0.19 ms)", "36.72 TOPS/W [35.72 TOPS/W to 37.79 TOPS/W]"),
        ("compute_density", "≈ 21.84 Gop / (0.19 ms × 780.4 mm²)", "147.3 GOPS/mm² [143.5 GOPS/mm² to 151.3 GOPS/mm²]"),
    ],
)  # fmt: skip
def test_the_second_way_checks_the_first(loaded: Catalog, metric: str, formula: str, shown: str) -> None:
    checks = {
        c.formula.replace("\u00a0", " "): (c.shown.replace("\u00a0", " "), c.agrees)
        for c in value(loaded, metric).checks
    }
    assert (shown, True) == checks[formula]


def test_inferences_for_a_joule_from_power_and_time(loaded: Catalog) -> None:
    """A check of the 6589 that the sheet states, which holds for a batch of four alone."""
    found = value(loaded, "energy_efficiency")
    assert [Decimal("6543.16"), Decimal("6726.08"), Decimal("6918.92")] == [
        bound.quantize(Decimal("0.01")) for bound in (found.low, found.si, found.high)
    ]
    assert found.stated
    assert [("", True)] == [(check.formula, check.agrees) for check in found.checks]


def test_the_difference_of_the_exact_means(loaded: Catalog) -> None:
    one, base = (
        score_set(loaded.sheets[key], loaded.benchmarks["glue"], {}, loaded.template)
        for key in (SHEET, "bert-base-digital-paper")
    )
    assert one is not None
    assert base is not None
    delta = mean_delta(one, base, ["split", "metric"], loaded.template)
    assert delta is not None
    assert (Decimal("-0.6525"), "≠ −0.65", "≠ 99.2 %") == (delta.points, delta.shown, delta.share)


def test_four_weeks_in_seconds(loaded: Catalog) -> None:
    refresh = loaded.sheets[SHEET].facts["inference.refresh_interval"].values[0].content
    assert 2419200 == getattr(refresh, "si", None)


def test_who_asked_for_what(loaded: Catalog) -> None:
    study = study_of(loaded)
    assert study is not None
    assert [4, 8, 4, 7, 9, 10, 2, 4, 5, 6, 3, 2] == [row.count for row in study.needs]
    assert 64 == sum(row.count for row in study.needs)


def test_ratings_below_high(loaded: Catalog) -> None:
    study = study_of(loaded)
    assert study is not None
    assert study.ratings is not None
    counts = study.ratings.counts()
    assert (160, 35, 22) == (counts.total(), counts["medium"], counts["low"])
    below = [study.ratings.counts(dimension) for dimension in DIMENSIONS]
    assert [(6, 5), (5, 4), (6, 5), (18, 8)] == [(c["medium"], c["low"]) for c in below]


@pytest.mark.parametrize(
    ("path", "changed", "metric", "golden"),
    [
        (("performance", "latency", "value"), "0.38 ms", "energy_per_batch", "0.0011894"),
        (("architecture", "layers"), 24, "encoder_weights", "169869312"),
        (("parameters", "tile_size"), "256 x 256", "tiles", "1296"),
        (("parameters", "operations_on_tiles", "value"), "10.92 Gop", "analog_share", "0.5"),
        (("performance", "area", "value"), "390.2 mm2", "power_density", "8021.5"),
    ],
)
def test_a_changed_input_changes_the_result(
    catalog: Path, path: tuple[str, ...], changed: object, metric: str, golden: str
) -> None:
    edit_yaml(catalog / f"sheets/models/{SHEET}.yaml", *path, value=changed)
    found = value(load(project_at(catalog)), metric).si
    assert pytest.approx(float(golden), rel=1e-4) == float(found)


def test_deriving_twice_changes_nothing(loaded: Catalog) -> None:
    again = derive(loaded).sheets
    assert {key: sheet.derived for key, sheet in loaded.sheets.items()} == {
        k: s.derived for k, s in again.items()
    }
