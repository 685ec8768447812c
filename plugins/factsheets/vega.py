# Charts as SVG, drawn while the site is built. Comes in: Chart. Goes out: SVG that follows the colours of the page and
# holds no script, no style and no address. Names are data in it, never part of a specification.
"""Draw charts with Vega-Lite."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from math import ceil, floor, log10
from typing import Any
from xml.etree import ElementTree as ET

from msgspec import json

from factsheets.charts import Chart, Point
from factsheets.show import amount

_SVG = "http://www.w3.org/2000/svg"
_KINDS = ["analog", "digital"]
_COLOUR = {"domain": _KINDS, "range": ["var(--fs-analog)", "var(--fs-digital)"]}
_SHAPE = {"domain": _KINDS, "range": ["diamond", "circle"]}
#: Widths of the part with the marks, in CSS pixels.
_WIDE, _NARROW = 640, 280
#: So few points can all be named on the chart.
_NAMED = 8
_CONFIG = {
    "background": "transparent", "padding": {"left": 24, "top": 6, "right": 14, "bottom": 6},
    "view": {"stroke": None},
    "axis": {
        "domain": False, "ticks": False, "grid": True, "gridColor": "var(--fs-grid)", "labelColor": "var(--fs-soft)",
        "titleColor": "var(--fs-soft)", "titleFontWeight": "normal", "labelFontSize": 12, "titleFontSize": 12, "labelPadding": 6,
    },
    "header": {"labelColor": "var(--fs-ink)", "labelFontSize": 12, "labelFontWeight": "bold", "labelAnchor": "start", "labelAngle": 0, "labelOrient": "top", "title": None},
}  # fmt: skip
#: Arrows beside marks, to where the figure may lie.
_SIDEWAYS: Mapping[str, tuple[str, dict[str, int]]] = {"≤": ("←", {"dx": -11}), "≥": ("→", {"dx": 11})}
_UPWARDS: Mapping[str, tuple[str, dict[str, int]]] = {"≤": ("↓", {"dy": 13}), "≥": ("↑", {"dy": -13})}
#: Units of time on an axis that spans seconds and years.
_AGES = ((31_557_600, "year"), (86_400, "day"), (3_600, "h"), (60, "min"), (1, "s"))


def draw(chart: Chart, title: str, description: str, *, narrow: bool = False) -> str:
    """The SVG of a chart that has points, with a title and a description for those who do not see it.

    A narrow one fits a phone: names stand above their marks.
    """
    import vl_convert  # noqa: PLC0415 - slow to import, and only needed where there is a chart

    return _cleaned(vl_convert.vegalite_to_svg(_specification(chart, narrow=narrow)), title, description)


def _specification(chart: Chart, *, narrow: bool) -> dict[str, Any]:
    width = _NARROW if narrow else _WIDE
    config = _CONFIG | {"padding": {"left": 6, "top": 2, "right": 10, "bottom": 4}} if narrow else _CONFIG
    common = {"config": config, "data": {"values": [_row(chart, point) for point in chart.points]}}
    if chart.kind == "tasks":
        panel = {"width": width, "height": {"step": 22}, "layer": _joined(chart)}
        return {**common, "facet": _panels(chart, "group", narrow=narrow), "spec": panel}
    if chart.kind == "scale" and narrow:
        panel = {"width": width, "height": 16, "layer": _marks(chart, {"x": _x(chart)})}
        return {**common, "facet": _panels(chart, "label", narrow=narrow), "spacing": 16, "spec": panel}
    height: Any = {"step": 34} if chart.kind == "scale" else 320
    return {
        **common,
        "width": width,
        "height": height,
        "layer": _marks(chart, {"x": _x(chart), "y": _y(chart)}),
    }


def _panels(chart: Chart, field: str, *, narrow: bool) -> dict[str, Any]:
    """A panel below the other for each name, in the order of the points; a long name takes two lines."""
    names = list(dict.fromkeys(getattr(point, field) for point in chart.points))
    header = (
        {"labelExpr": "split(datum.value, ' against ')", "labelLimit": 340, "labelPadding": 3}
        if narrow
        else {}
    )
    return {"row": {"field": field, "type": "nominal", "sort": names, "header": header}}


def _row(chart: Chart, point: Point) -> dict[str, Any]:
    return {
        "x": point.x, "y": point.y, "kind": point.kind, "measured": point.measured, "label": point.label,
        "words": point.words, "group": point.group, "alike": point.alike, "arrow": _arrow(chart, point) if point.limit else "",
    }  # fmt: skip


def _marks(chart: Chart, places: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The layers of a chart of single points: the frontier below them, names and bounds above."""
    layers = [_points(places)]
    for arrow, at in (_UPWARDS if chart.kind == "time" else _SIDEWAYS).values():
        mark = {"type": "text", "fontSize": 13, **at}
        bounds = [{"filter": {"field": "arrow", "equal": arrow}}]
        text = {"value": arrow}
        layers.append(
            {"transform": bounds, "mark": mark, "encoding": {**places, "text": text, "color": _colour()}}
        )
    if chart.frontier:
        line = {"values": [_row(chart, point) for point in chart.frontier]}
        mark = {
            "type": "line",
            "interpolate": "step-after",
            "strokeDash": [4, 4],
            "color": "var(--fs-soft)",
            "strokeWidth": 1.2,
        }
        layers.insert(0, {"data": line, "mark": mark, "encoding": places})
    named = chart.points if len(chart.points) <= _NAMED else chart.frontier
    if chart.kind != "scale" and named:
        mark = {
            "type": "text",
            "align": "left",
            "dx": 9,
            "dy": -9,
            "fontSize": 11,
            "color": "var(--fs-ink)",
        }
        names = {"values": [_row(chart, point) for point in named]}
        layers.append({"data": names, "mark": mark, "encoding": {**places, "text": {"field": "label"}}})
    return layers


def _arrow(chart: Chart, point: Point) -> str:
    return (_UPWARDS if chart.kind == "time" else _SIDEWAYS)[point.limit][0]


def _joined(chart: Chart) -> list[dict[str, Any]]:
    """The layers of a panel of pairs: a line joins the two of a task, dashed where they were not obtained alike."""
    places = {"x": _x(chart), "y": {"field": "y", "type": "nominal", "sort": None, "title": None}}
    line = {"type": "line", "strokeWidth": 1.5, "color": "var(--fs-soft)"}
    dash = {"condition": {"test": "datum.alike", "value": [1, 0]}, "value": [3, 3]}
    joined = {"mark": line, "encoding": {**places, "detail": {"field": "y"}, "strokeDash": dash}}
    return [joined, _points(places)]


def _points(places: Mapping[str, Any]) -> dict[str, Any]:
    """Marks: a diamond or a circle, filled where measured."""
    fill = {
        "condition": {"test": "datum.measured", "field": "kind", "scale": _COLOUR, "legend": None},
        "value": "var(--fs-bg)",
    }
    return {
        "mark": {"type": "point", "size": 90, "strokeWidth": 1.8, "opacity": 1},
        "encoding": {
            **places, "stroke": _colour(), "fill": fill,
            "shape": {"field": "kind", "scale": _SHAPE, "legend": None}, "description": {"field": "words"},
        },
    }  # fmt: skip


def _colour() -> dict[str, Any]:
    return {"field": "kind", "scale": _COLOUR, "legend": None}


def _x(chart: Chart) -> dict[str, Any]:
    axis = chart.x
    better = {"lower": " · lower is better ←", "higher": " · higher is better →"}.get(axis.better, "")
    title = axis.title + (" (log scale)" if axis.log else "") + better
    placed = {"titleAlign": "right", "titleAnchor": "end"}
    found = {"field": "x", "type": "quantitative", "title": title}
    if not axis.log:
        return {**found, "scale": {"zero": False, "padding": 14}, "axis": {**placed, "tickCount": 8}}
    low, high = _span([float(point.x) for point in chart.points])
    scale = {"type": "log", "nice": False, "domain": [low, high]}
    ticks = _ticks(low, high, axis.unit)
    # The words of a tick are found by its value, which is a number of ours; names never become expressions.
    words = "".join(f"datum.value === {value!r} ? {json.encode(text).decode()} : " for value, text in ticks)
    return {
        **found,
        "scale": scale,
        "axis": {
            **placed,
            "values": [value for value, _ in ticks],
            "labelExpr": f"{words}''",
            "labelOverlap": "greedy",
            "labelSeparation": 6,
        },
    }


def _span(values: Sequence[float]) -> tuple[float, float]:
    """The ends of a logarithmic axis, with room beside the marks."""
    low, high = min(values), max(values)
    room = max((high / low) ** 0.06, 1.15)
    return low / room, high * room


def _ticks(low: float, high: float, unit: str) -> list[tuple[float, str]]:
    """Values of a logarithmic axis with their words: powers of ten, with twos and fives where there are few."""
    if unit == "s" and high > 3_600:
        found = [
            (float(length * n), f"{n} {name}{'s' if n > 1 and length > 3_600 else ''}")
            for length, name in _AGES
            for n in (1, 3, 10, 30)
        ]
        return sorted(tick for tick in found if low <= tick[0] <= high)
    decades = range(floor(log10(low)), ceil(log10(high)) + 1)
    steps = (1,) if high / low > 5_000 else (1, 2, 5) if high / low > 10 else (1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9)
    found = [
        (step * 10.0**decade, amount(Decimal(str(step)).scaleb(decade), unit, 1 if step == int(step) else 2))
        for decade in decades
        for step in steps
    ]
    return [(value, text.replace("\u00a0", " ")) for value, text in found if low <= value <= high]


def _y(chart: Chart) -> dict[str, Any]:
    if chart.kind == "scale":
        axis = {"labelLimit": 0, "labelColor": "var(--fs-ink)"}
        return {"field": "label", "type": "nominal", "sort": None, "title": None, "axis": axis}
    better = {"lower": " · lower is better ↓", "higher": " · higher is better ↑"}.get(chart.y.better, "")
    axis = {
        "titleAngle": 0,
        "titleAlign": "left",
        "titleAnchor": "start",
        "titleX": 0,
        "titleY": -14,
        "tickCount": 6,
    }
    return {
        "field": "y",
        "type": "quantitative",
        "title": chart.y.title + better,
        "scale": {"zero": False, "padding": 18},
        "axis": axis,
    }


def _cleaned(svg: str, title: str, description: str) -> str:
    """What a browser needs of it: Vega's roles out, what a mark says as its title, letters as on the page."""
    ET.register_namespace("", _SVG)
    root = ET.fromstring(svg)  # noqa: S314 - made above, of no document from elsewhere
    for element in root.iter():
        said = element.get("aria-label") if element.get("aria-roledescription") == "point" else None
        for name in (
            "role",
            "aria-label",
            "aria-roledescription",
            "aria-hidden",
            "font-family",
            "class",
            "style",
        ):
            element.attrib.pop(name, None)
        if said:
            ET.SubElement(element, f"{{{_SVG}}}title").text = said
    root.attrib.update({"role": "img", "overflow": "visible"})
    for position, (tag, text) in enumerate((("title", title), ("desc", description))):
        element = ET.Element(f"{{{_SVG}}}{tag}")
        element.text = text
        root.insert(position, element)
    return ET.tostring(root, encoding="unicode")
