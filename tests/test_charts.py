"""Charts of comparisons: honest points, or a sentence; and SVG that a strict page can hold."""

import re
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from msgspec.structs import replace

import hostile
from factsheets.chart_part import chart_part
from factsheets.charts import Chart, chart_of
from factsheets.compare import compare
from factsheets.model import Catalog
from factsheets.pipeline import load
from factsheets.project import project_at
from factsheets.site import Site
from factsheets.table import Table
from factsheets.vega import draw

SVG = "{http://www.w3.org/2000/svg}"
MOBILEBERT = "sheets/models/mobilebert-aimc-sim.yaml"
LATER = "    - value: 85.36 %\n      conditions: {time_since_programming: 10 year,"


def table(catalog: Catalog, key: str, **changes: object) -> Table:
    spec = next(c for c in catalog.template.comparisons if c.id == key)
    return compare(catalog, replace(spec, **changes))


def chart(catalog: Catalog, key: str, **changes: object) -> Chart:
    found = chart_of(table(catalog, key, **changes), catalog.template.metrics)
    assert found
    return found


def drawn(found: Chart, *, narrow: bool = False) -> ET.Element:
    return ET.fromstring(draw(found, "A title", "A description", narrow=narrow))  # noqa: S314 - ours


def titles(root: ET.Element) -> list[str]:
    """What the marks say."""
    return [element.text or "" for element in root.iter(f"{SVG}title")][1:]


def places(root: ET.Element) -> list[tuple[float, float]]:
    """Where the marks stand, in their panel."""
    found = []
    for element in root.iter(f"{SVG}path"):
        if element.find(f"{SVG}title") is not None:
            x, y = re.findall(r"[-\d.]+", element.get("transform", ""))[:2]
            found.append((float(x), float(y)))
    return found


def test_a_figure_stands_where_its_amount_is(loaded: Catalog) -> None:
    found = chart(loaded, "bert-large-mlperf")
    assert [0.07649, 0.08246, 0.08376, 0.1127] == [pytest.approx(p.x, rel=1e-3) for p in found.points]
    xs = [x for x, _ in places(drawn(found))]
    assert xs == sorted(xs)
    assert all(point.measured for point in found.points)


def test_ticks_say_the_value_that_they_stand_at(loaded: Catalog) -> None:
    """70 mJ lies left of the 76 mJ of the first figure, and 100 mJ between the third and the last."""
    root = drawn(chart(loaded, "bert-large-mlperf"))
    ticks = {}
    for element in root.iter(f"{SVG}text"):
        if (element.text or "").endswith(" mJ"):
            ticks[element.text] = float(re.findall(r"[-\d.]+", element.get("transform", ""))[0])
    xs = [x for x, _ in places(root)]
    assert ticks["70 mJ"] < xs[0] < ticks["80 mJ"] < xs[1] < xs[2] < ticks["90 mJ"] < ticks["100 mJ"] < xs[3]


def test_bounds_are_told_from_figures(loaded: Catalog) -> None:
    found = chart(loaded, "energy-per-inference")
    assert ({"analog"}, {"digital"}) == (
        {p.kind for p in found.points if not p.limit},
        {p.kind for p in found.points if p.limit},
    )
    assert {"", "≤"} == {p.limit for p in found.points}
    root = drawn(found)
    arrows = [element for element in root.iter(f"{SVG}text") if element.text == "←"]
    assert len([p for p in found.points if p.limit]) == len(arrows)


def test_a_frontier_is_drawn_only_where_rows_may_be_ranked(loaded: Catalog) -> None:
    wanted = {"metrics": ("energy_per_inference", "f1"), "chart": "scatter"}
    found = chart(loaded, "bert-large-mlperf", **wanted)
    best = [(p.label, p.y) for p in found.frontier]
    assert best[0][0].startswith("BERT-large on eight NVIDIA H100")
    assert [y for _, y in best] == sorted(y for _, y in best)
    unlike = table(loaded, "bert-large-mlperf", **wanted)
    assert () == chart_of(replace(unlike, varies=("batch size (1, 4)",)), loaded.template.metrics).frontier  # type: ignore[union-attr]


def test_pairs_by_task_say_which_were_not_obtained_alike(loaded: Catalog) -> None:
    found = chart(loaded, "glue")
    by_pair: dict[str, set[bool]] = {}
    for point in found.points:
        by_pair.setdefault(point.group, set()).add(point.alike)
    assert [{False}, {True}] == list(by_pair.values())
    assert 2 * 2 * 8 == len(found.points)
    svg = draw(found, "", "")
    assert 'stroke-dasharray="3,3"' in svg
    assert any("RTE: 64.00" in said for said in titles(drawn(found)))


def test_a_score_in_which_less_is_better_has_no_place_beside_the_others(loaded: Catalog) -> None:
    found = chart(loaded, "accuracy-over-time")
    assert () == found.points
    assert (
        "No chart: 2 of 6 rows state score after programming and a time since programming; a chart takes three."
        == found.sentence
    )
    reasons = dict(found.left_out)
    assert ["WER: there the other way is better"] * 2 == [r for n, r in reasons.items() if "RNN-T" in n]
    assert sorted(r for n, r in reasons.items() if "RNN-T" not in n) == ["right after programming"] * 2


def test_accuracy_over_time_with_three_points_is_a_chart(catalog: Path) -> None:
    path = catalog / MOBILEBERT
    text = path.read_text(encoding="utf-8")
    more = "".join(
        f"    - value: {score} %\n      conditions: {{time_since_programming: {age}, dataset: SQuAD v1.1, metric: f1, split: validation}}\n"
        for score, age in ((88.9, "1 h"), (88.2, "30 day"))
    )
    assert LATER in text
    path.write_text(text.replace(LATER, more + LATER), encoding="utf-8")
    found = chart(load(project_at(catalog)), "accuracy-over-time")
    assert [3600.0, 86400.0, 2592000.0, 315576000.0] == sorted(round(float(p.x), -2) for p in found.points)
    words = [element.text for element in drawn(found).iter(f"{SVG}text")]
    assert {"1 h", "1 day", "30 days", "10 years"} <= set(words)


def test_too_few_points_are_a_sentence(loaded: Catalog) -> None:
    found = chart(loaded, "cifar10-accuracy-and-energy")
    assert (
        "No chart: 2 of 2 rows state energy per inference and accuracy; a chart takes three."
        == found.sentence
    )
    assert () == found.points


def test_a_page_without_a_chart_has_no_part_of_one(loaded: Catalog) -> None:
    assert "" == chart_part(Site(loaded), table(loaded, "cifar10-analog"))


@pytest.mark.parametrize("key", ["glue", "energy-per-inference", "bert-large-mlperf", "analog-efficiency"])
def test_a_chart_for_a_phone_has_the_same_marks_on_less_room(loaded: Catalog, key: str) -> None:
    found = chart(loaded, key)
    wide, narrow = drawn(found), drawn(found, narrow=True)
    assert sorted(titles(wide)) == sorted(titles(narrow))
    assert 0 < float(narrow.get("width", "0")) < 360 < float(wide.get("width", "0"))
    arrows = [[e.text for e in root.iter(f"{SVG}text") if e.text in {"←", "→"}] for root in (wide, narrow)]
    assert sorted(arrows[0]) == sorted(arrows[1])


def test_panels_of_a_chart_for_a_phone_stand_in_the_order_of_the_rows(loaded: Catalog) -> None:
    found = chart(loaded, "energy-per-inference")
    names = list(dict.fromkeys(point.label for point in found.points))
    said = [element.text for element in drawn(found, narrow=True).iter(f"{SVG}text") if element.text in names]
    assert names == said


@pytest.mark.parametrize("narrow", [False, True])
def test_a_chart_holds_nothing_that_a_strict_page_refuses(loaded: Catalog, *, narrow: bool) -> None:
    for key in ("glue", "energy-per-inference", "bert-large-mlperf", "analog-efficiency"):
        root = drawn(chart(loaded, key), narrow=narrow)
        for element in root.iter():
            assert element.tag.removeprefix(SVG) in {
                "svg",
                "g",
                "path",
                "line",
                "text",
                "tspan",
                "title",
                "desc",
            }
            refused = {
                name
                for name in element.attrib
                if name in {"style", "class", "href", "id"} or name.startswith("on")
            }
            assert set() == refused
        assert "img" == root.get("role")
        assert ["A title", "A description"] == [root[0].text, root[1].text]


def test_the_same_catalog_gives_the_same_bytes(loaded: Catalog) -> None:
    found = chart(loaded, "glue")
    assert draw(found, "a", "b") == draw(found, "a", "b")


@pytest.mark.parametrize("text", [*hostile.STRINGS, "datum.x", "{{x}}", "' + alert(1) + '", "x" * 5000])
@pytest.mark.parametrize("narrow", [False, True])
def test_names_are_never_more_than_words(loaded: Catalog, text: str, *, narrow: bool) -> None:
    found = chart(loaded, "bert-large-mlperf")
    points = tuple(replace(point, label=text, words=text) for point in found.points)
    root = drawn(replace(found, points=points), narrow=narrow)
    plain = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text)
    assert {plain} == set(titles(root)) or all(said in text for said in titles(root))
    assert {"svg", "g", "path", "line", "text", "tspan", "title", "desc"} >= {
        element.tag.removeprefix(SVG) for element in root.iter()
    }


def test_a_chart_that_its_columns_cannot_give_is_a_finding(small: Path) -> None:
    path = small / "schema/comparisons.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("scores:\n", "scores:\n  chart: scale\n", 1), encoding="utf-8")
    found = load(project_at(small)).findings
    wanted: Mapping[str, str] = {"FS403": "comparison scores: a chart of kind scale needs 1 of `metrics:`"}
    assert wanted.items() <= {f.code: f.message for f in found}.items()
