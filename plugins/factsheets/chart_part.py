# A chart on its page. Comes in: Site, Table. Goes out: HTML of the figure, with its caption and what it says in words.
"""The part of a comparison page that holds its chart."""

from markupsafe import Markup

from factsheets.charts import Chart, Point, chart_of
from factsheets.site import Site
from factsheets.table import Table
from factsheets.vega import draw
from factsheets.words import plural


def chart_part(site: Site, table: Table) -> Markup:
    """The chart that a comparison asks for, or a sentence why there is none; empty where it asks for none."""
    chart = chart_of(table, site.catalog.template.metrics)
    if chart is None:
        return Markup()
    title = _title(chart)
    wide, narrow = (
        draw(chart, title, _description(chart), narrow=narrow) if chart.points else ""
        for narrow in (False, True)
    )
    return site.render(
        "parts/chart.html",
        chart=chart,
        title=title,
        reading=_reading(chart),
        svg=Markup(wide),  # noqa: S704 - written by an XML serialiser, see vega.py
        narrow=Markup(narrow),  # noqa: S704 - the same
    )


def _title(chart: Chart) -> str:
    if chart.kind == "tasks":
        return "Scores by task"
    if chart.kind == "scale":
        return chart.x.title
    return f"{chart.y.title} against {chart.x.title[:1].lower()}{chart.x.title[1:]}"


def _reading(chart: Chart) -> str:
    """How to read the marks that are in the chart."""
    kinds = {point.kind for point in chart.points}
    said = [
        "A diamond is analog, a circle digital" if len(kinds) > 1 else "",
        "filled is measured" if any(p.measured for p in chart.points) else "nothing is measured",
        "an arrow points to where the figure may lie" if any(p.limit for p in chart.points) else "",
        "the dashed line joins the best for their cost" if chart.frontier else "",
        "a dashed line joins scores that were not obtained alike"
        if any(not p.alike for p in chart.points)
        else "",
    ]
    words = "; ".join(filter(None, said))
    return f"{words[:1].upper()}{words[1:]}."


def _description(chart: Chart) -> str:
    """What the chart shows, for those who do not see it."""
    if chart.kind == "tasks":
        pairs = len({point.group for point in chart.points})
        return f"{plural(len(chart.points), 'score')} of {plural(pairs, 'pair')}: {_each(chart.points)}"
    return f"{plural(len(chart.points), 'figure')}: {_each(chart.points)}"


def _each(points: tuple[Point, ...]) -> str:
    """The points in words; of many, the first and the last by place."""
    if len(points) <= 12:
        return "; ".join(point.words for point in points)
    ordered = sorted(points, key=lambda point: float(point.x))
    return f"from {ordered[0].words} to {ordered[-1].words}. All stand in the table."
