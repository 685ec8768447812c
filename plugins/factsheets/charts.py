# The figures of a comparison as points. Comes in: Table. Goes out: Chart, with what it leaves out and why; or with a
# sentence in place of points where there are too few. Must not know: how a chart is drawn.
"""Charts of comparisons as values."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from factsheets.compare_metrics import amount_of
from factsheets.model import Derived, Value
from factsheets.questions import Metric
from factsheets.table import VALUE, Cell, Row, Table
from factsheets.units import UnitError, parse, parse_unit

#: With fewer points a chart says less than the table.
LEAST = 3
#: Names on a chart have at most so many characters. They are cut between words: a cut name could lose the sign that its
#: owner asks for.
_LONG = 48
#: More points than this are a cloud; the table pages have them all.
MOST = 300


class Point(Struct, frozen=True):
    """One mark: where it stands, how it looks, and what it says in words."""

    x: float | str
    y: float | str
    kind: str
    measured: bool
    label: str  # the model
    words: str  # the model with figures and conditions
    limit: str = ""  # "≤" or "≥": the true figure lies on that side
    group: str = ""  # the pair that it belongs to, for dots that are joined
    alike: bool = True  # whether the pair was obtained alike


class Axis(Struct, frozen=True):
    """What an axis shows. A logarithmic one has SI units, and ticks with prefixes of the unit."""

    title: str
    better: str = ""
    unit: str = ""
    log: bool = False


class Chart(Struct, frozen=True):
    """A chart, ready to be drawn; without points there is only a sentence."""

    kind: str  # "scale", "scatter", "tasks" or "time"
    x: Axis
    y: Axis
    points: tuple[Point, ...]
    left_out: tuple[tuple[str, str], ...]  # rows with the reason
    frontier: tuple[Point, ...] = ()  # the best for its cost, cheapest first
    sentence: str = ""


def chart_of(table: Table, known: Mapping[str, Metric]) -> Chart | None:
    """The chart that a comparison asks for. `known` are all metrics by id."""
    kind = table.comparison.chart
    metrics = [known[key] for key in table.comparison.metrics]
    if not kind or not table.groups:
        return None
    if kind == "tasks":
        return _enough(_tasks(table), "pair of a model and its baseline has scores on three tasks")
    if kind == "scatter":
        return _enough(_scatter(table, *metrics[:2]), f"{_lower(metrics[0])} and {_lower(metrics[1])}")
    if kind == "time":
        return _enough(
            _over_time(table, metrics[0], known), f"{_lower(metrics[0])} and a time since programming"
        )
    return _enough(_scale(table, metrics[0]), _lower(metrics[0]))


def _enough(chart: Chart, wanted: str) -> Chart:
    """The chart, or the sentence that says what is missing for it."""
    count = len(chart.points)
    if LEAST <= count <= MOST:
        return chart
    if count > MOST:
        sentence = f"No chart: {count} points would be a cloud. The table has them."
    elif chart.kind == "tasks":
        sentence = f"No chart: no {wanted}."
    else:
        rows = count + len(chart.left_out)
        sentence = f"No chart: {count} of {rows} rows state {wanted}; a chart takes three."
    return Chart(chart.kind, chart.x, chart.y, (), chart.left_out, sentence=sentence)


def _lower(metric: Metric) -> str:
    return metric.title[:1].lower() + metric.title[1:]


def _scale(table: Table, metric: Metric) -> Chart:
    """One metric on a logarithmic scale, a line for each model."""
    points, left_out = [], []
    for row in table.rows:
        cell = row.cells[0]
        reason = "" if _amount(cell) else cell.text
        if reason:
            left_out.append((_named(row), reason))
            continue
        points.append(_point(row, cell, _amount(cell), _short(row.sheet.name)))
    return Chart("scale", _axis(metric, log=True), Axis(""), tuple(points), tuple(left_out))


def _scatter(table: Table, cost: Metric, score: Metric) -> Chart:
    """The second metric against the first, which is a cost: the frontier only where rows may be ranked."""
    points, left_out = [], []
    for row in table.rows:
        first, second = row.cells[0], row.cells[1]
        if not _amount(first) or second.value is None:
            missing = cost if not _amount(first) else score
            left_out.append((_named(row), f"{_lower(missing)} {(first if missing is cost else second).text}"))
            continue
        points.append(_point(row, first, _amount(first), _shown(second, score.unit), also=second))
    frontier = () if table.varies else frontier_of(points, score)
    x, y = _axis(cost, log=True), _axis(score)
    return Chart("scatter", x, y, tuple(points), tuple(left_out), frontier)


def _over_time(table: Table, metric: Metric, known: Mapping[str, Metric]) -> Chart:
    """A metric against the time since programming. A score in which the other way is better has no place on the axis."""
    points, left_out = [], []
    for row in table.rows:
        cell = row.cells[0]
        age = cell.value.condition("time_since_programming") if cell.value else None
        seconds = _seconds(age.value) if age else 0
        scored = cell.value.condition("metric") if cell.value else None
        if scored and scored.value in known and known[scored.value].better != metric.better:
            left_out.append((_named(row), f"{known[scored.value].short}: there the other way is better"))
            continue
        if cell.state != VALUE or not seconds:
            reason = "right after programming" if age and not seconds else "time since programming not stated"
            left_out.append((_named(row), reason if cell.state == VALUE else cell.text))
            continue
        points.append(_point(row, cell, seconds, _shown(cell, metric.unit)))
    x = Axis("Time since programming", unit="s", log=True)
    return Chart("time", x, _axis(metric), tuple(points), tuple(left_out))


def _tasks(table: Table) -> Chart:
    """The scores of pairs by task, a panel for each pair."""
    points: list[Point] = []
    left_out = []
    columns = [(i, c) for i, c in enumerate(table.columns) if c.kind == "task"]
    for group in table.groups:
        bases = [row for row in group.rows if not row.variant]
        for row in (row for row in group.rows if row.variant):
            panel = f"{_short(row.sheet.name)} against {_short(bases[0].sheet.name)}"
            both = [(i, c) for i, c in columns if bases[0].cells[i].value and row.cells[i].value]
            if len(both) < LEAST:
                left_out.append((panel, "fewer than three tasks in common"))
                continue
            for i, column in both:
                for one in (bases[0], row):
                    cell = one.cells[i]
                    alike = not row.cells[i].unlike
                    words = f"{one.sheet.name}, {column.title}: {cell.text}" + (
                        "" if alike else ", not obtained alike"
                    )
                    points.append(
                        Point(_shown(cell, "%"), column.title, one.sheet.kind, one.basis == "measured", one.sheet.name, words,
                              group=panel, alike=alike)
                    )  # fmt: skip
    better = table.columns[columns[0][0]].better if columns else ""
    return Chart("tasks", Axis("Score", better), Axis(""), tuple(points), tuple(left_out))


def _point(row: Row, cell: Cell, x: float, y: float | str, also: Cell | None = None) -> Point:
    value = cell.value
    basis = cell.basis or row.basis
    said = [cell.text, *([also.text] if also else []), *([basis] if basis else [])]
    return Point(
        x, y, row.sheet.kind, basis == "measured", _short(row.sheet.name), f"{_named(row)}: {', '.join(said)}", _limit(value)
    )  # fmt: skip


def _short(name: str) -> str:
    if len(name) <= _LONG:
        return name
    return name[: max(name.rfind(" ", 0, _LONG), 0) or _LONG] + " …"


def _limit(value: Value | Derived | None) -> str:
    found = (
        value.limit if isinstance(value, Derived) else getattr(getattr(value, "content", None), "limit", "")
    )
    return {"<=": "≤", "<": "≤", ">=": "≥", ">": "≥"}.get(found, "")


def _named(row: Row) -> str:
    return f"{row.sheet.name}, {row.configuration}" if row.configuration else row.sheet.name


def _amount(cell: Cell) -> float:
    """The figure in SI units; 0 where there is none that has a place on a logarithmic axis."""
    if cell.state != VALUE or cell.value is None:
        return 0
    amount = float(amount_of(cell.value))
    return max(0, amount)


def _shown(cell: Cell, unit: str) -> float:
    """The figure in a unit."""
    return float(amount_of(cell.value) / parse_unit(unit)[0])


def _axis(metric: Metric, *, log: bool = False) -> Axis:
    return Axis(metric.title, metric.better, metric.unit if log else "", log)


def _seconds(text: str) -> float:
    try:
        return float(parse(text, "time").si)
    except UnitError:
        return 0


def frontier_of(points: Sequence[Point], score: Metric) -> tuple[Point, ...]:
    """Those that no other beats in both: the cheaper first."""
    sign = -1 if score.better == "lower" else 1

    def better() -> Iterator[Point]:
        best = float("-inf")
        for point in sorted(points, key=lambda p: (float(p.x), -sign * float(p.y))):
            if sign * float(point.y) > best:
                best = sign * float(point.y)
                yield point

    return tuple(better())
