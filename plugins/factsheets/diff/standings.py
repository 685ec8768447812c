# Where sheets stand in comparisons. Comes in: catalogs, part by part. Goes out: the figures that sheets are ranked by,
# and ranks and frontiers of all of them. A sheet's figures rest on its own file and on what all share, so that they
# are kept by the content of the file: a change of one sheet reads one sheet. Must not know: pages, forms.
"""Figures of sheets in comparisons, ranks among them, and who is on the frontier."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from msgspec import DecodeError, Struct, field, json
from msgspec.structs import replace

from factsheets.alike import spoken
from factsheets.charts import Point, frontier_of
from factsheets.compare import compare, usable
from factsheets.compare_metrics import amount_of, basis_of
from factsheets.diff.report import Frontier, Rank
from factsheets.model import Catalog, Derived, Value
from factsheets.questions import Comparison, Template
from factsheets.show import MINUS
from factsheets.table import VALUE, Row, Table
from factsheets.verdicts import believed, cache_file, keep

#: Raised when the form of the file changes.
_FORM = 2


class Figure(Struct, frozen=True, array_like=True):
    """A cell as it is ranked: a number of which less is better, and the conditions that must be alike, in words."""

    cost: float
    said: tuple[str, ...]


class Standing(Struct, frozen=True, array_like=True):
    """One row of a sheet in a comparison."""

    comparison: str
    kind: str
    baseline: str  # the id of the sheet that it is measured against
    figures: tuple[Figure | None, ...]  # of the columns that can be ranked: see `ranked`


#: Standings of a sheet with its id and name.
Entry = tuple[str, str, tuple[Standing, ...]]


class Kept(Struct):
    """What the cache holds. Names are by the id of a file's content; standings by that and by what they rest on."""

    form: int = _FORM
    names: dict[str, tuple[str, str]] = field(default_factory=dict)
    standings: dict[str, dict[str, tuple[Standing, ...]]] = field(default_factory=dict)


class Shelf(Struct):
    """What is kept of one catalog, with its place in the user's cache."""

    path: Path
    before: Kept
    now: Kept = field(default_factory=Kept)

    def save(self) -> None:
        """Write what this run has used, where it is not what was there."""
        if self.now != self.before:
            keep(self.path, json.encode(self.now))


def open_shelf(root: Path) -> Shelf:
    """The shelf of the catalog at a path; an empty one where there is none."""
    path = cache_file("diff", root)
    try:
        kept = json.decode(believed(path), type=Kept)
    except (OSError, DecodeError):
        kept = Kept()
    return Shelf(path, kept if kept.form == _FORM else Kept())


def ranked(table: Table) -> list[int]:
    """The columns that sheets are ranked by: metrics with a better end; of scores the first, which is the mean."""
    if not table.comparison.metrics:
        return [0]
    return [i for i, column in enumerate(table.columns) if column.better in {"higher", "lower"}]


def standings(catalog: Catalog, ids: Iterable[str]) -> dict[str, tuple[Standing, ...]]:
    """How some sheets of a catalog stand in its comparisons, by their id."""
    found: dict[str, list[Standing]] = {key: [] for key in ids}
    for comparison in catalog.template.comparisons:
        if not usable(catalog, comparison):
            continue
        table = compare(catalog, comparison)
        columns = ranked(table)
        for row in table.rows:
            if row.sheet.id in found:
                figures = tuple(_figure(row, i, table, catalog) for i in columns)
                standing = Standing(comparison.id, row.sheet.kind, row.sheet.baseline, figures)
                found[row.sheet.id].append(standing)
    return {key: tuple(dict.fromkeys(rows)) for key, rows in found.items()}


def _figure(row: Row, index: int, table: Table, catalog: Catalog) -> Figure | None:
    column, cell = table.columns[index], row.cells[index]
    if cell.state != VALUE or cell.difference:
        return None
    value = cell.value or next((other.value for other in row.cells if other.value), None)
    better = column.better
    if column.kind == "metric":
        amount = amount_of(cell.value)
    else:
        amount = Decimal(cell.text.replace(MINUS, "-"))  # a mean has the value that was published beside it
        scored = value.condition("metric") if value and column.kind == "task" else None
        better = catalog.template.metrics[scored.value].better if scored else better
    said = tuple(_said(value, key) for key in table.comparison.alike) if value else ()
    return Figure(float(-amount if better == "higher" else amount), said)


def _said(value: Value | Derived, key: str) -> str:
    words = basis_of(value) if key == "basis" else spoken(value, key)
    return words.removesuffix(" (inferred)")


class _Column(Struct, frozen=True):
    """One side of a column: the best figure of each sheet, best first."""

    rows: tuple[tuple[float, str, str, str], ...]  # cost, id, name, kind
    alike: bool

    def among(self, kind: str) -> tuple[tuple[float, str, str, str], ...]:
        return tuple(row for row in self.rows if not kind or row[3] == kind)

    def place(self, sheet: str, kind: str) -> tuple[int, int] | None:
        """The place of a sheet and of how many; equal figures share a place."""
        rows = self.among(kind)
        mine = next((row[0] for row in rows if row[1] == sheet), None)
        return None if mine is None else (1 + sum(row[0] < mine for row in rows), len(rows))

    def better(self, sheet: str, kind: str) -> dict[str, str]:
        """Who is strictly better than a sheet: names by id."""
        rows = self.among(kind)
        mine = next((row[0] for row in rows if row[1] == sheet), float("-inf"))
        return {row[1]: row[2] for row in rows if row[0] < mine}


def ranks(
    before: Mapping[str, Entry], after: Mapping[str, Entry], template: Template, ids: Sequence[str]
) -> Iterator[Rank]:
    """Places that move among all sheets and among those of one kind, of the sheets `ids`."""
    for comparison, title, one, two in _columns(before, after, template):
        for sheet in ids:
            entry = after.get(sheet) or before[sheet]
            kinds = {row[3] for column in (one, two) for row in column.rows if row[1] == sheet}
            for kind in ("", *sorted(kinds - {""})):
                old, new = one.place(sheet, kind), two.place(sheet, kind)
                both = {row[3] for row in two.rows} | {row[3] for row in one.rows}
                if old == new or (kind and (len(both) < 2 or not old or not new)):
                    continue
                worse, better = one.better(sheet, kind), two.better(sheet, kind)
                stayed = {row[1] for row in one.rows} & {row[1] for row in two.rows}
                moved = old is not None and new is not None
                yield Rank(
                    comparison.title, title, sheet, entry[1], kind, old, new, one.alike and two.alike,
                    tuple(n for k, n in better.items() if moved and k in stayed and k not in worse)[:5],
                    tuple(n for k, n in worse.items() if moved and k in stayed and k not in better)[:5],
                )  # fmt: skip


def _columns(
    before: Mapping[str, Entry], after: Mapping[str, Entry], template: Template
) -> Iterator[tuple[Comparison, str, _Column, _Column]]:
    """The columns in which figures differ, each with both sides."""
    for comparison in template.comparisons:
        for index, title in enumerate(_heads(comparison, template)):
            one, two = (_column(side, comparison, index) for side in (before, after))
            if one.rows != two.rows:
                yield comparison, title, one, two


def _heads(comparison: Comparison, template: Template) -> list[str]:
    """The titles of the columns that `ranked` gives."""
    metrics = [template.metrics[key] for key in comparison.metrics]
    return [m.title for m in metrics if m.better in {"higher", "lower"}] if metrics else ["Score"]


def _column(side: Mapping[str, Entry], comparison: Comparison, index: int) -> _Column:
    best: dict[str, tuple[float, str, str, str]] = {}
    said: set[tuple[str, ...]] = set()
    for sheet, name, found in side.values():
        for standing in found:
            figures = standing.figures if standing.comparison == comparison.id else ()
            figure = figures[index] if index < len(figures) else None
            if figure:
                row = (figure.cost, sheet, name, standing.kind)
                best[sheet] = min(row, best.get(sheet, row))
                said.add(figure.said)
    alike = len(said) <= 1 and not any("not stated" in words for words in said)
    return _Column(tuple(sorted(best.values())), alike)


def frontiers(
    before: Mapping[str, Entry], after: Mapping[str, Entry], template: Template
) -> Iterator[Frontier]:
    """The frontiers that models join or leave."""
    for comparison in template.comparisons:
        if comparison.chart != "scatter":
            continue
        one, two = (_frontier(side, comparison, template) for side in (before, after))
        if one != two:
            joined = tuple(name for key, name in two.items() if key not in one)
            left = tuple(name for key, name in one.items() if key not in two)
            title = template.metrics[comparison.metrics[1]].title
            yield Frontier(comparison.title, title, len(one), len(two), joined, left)


def _frontier(side: Mapping[str, Entry], comparison: Comparison, template: Template) -> dict[str, str]:
    """Who is on the frontier of a comparison, names by id; nobody where rows may not be ranked."""
    cost, score = (template.metrics[key] for key in comparison.metrics[:2])
    if {cost.better, score.better} - {"higher", "lower"}:
        return {}
    rows = [
        (Point(0, 0, "", measured=True, label=sheet, words=name), standing)
        for sheet, name, found in side.values()
        for standing in found
        if standing.comparison == comparison.id
    ]
    said: tuple[set[tuple[str, ...]], set[tuple[str, ...]]] = (set(), set())
    points = []
    for point, standing in rows:
        x, y = standing.figures[:2]
        for known, figure in zip(said, (x, y), strict=True):
            known.update([figure.said] if figure else ())
        if x and y and x.cost > 0:
            points.append(replace(point, x=x.cost, y=-y.cost if score.better == "higher" else y.cost))
    if any(len(words) > 1 for words in said) and not _paired(rows, comparison):
        return {}
    return {point.label: point.words for point in frontier_of(points, score)}


def _paired(rows: Sequence[tuple[Point, Standing]], comparison: Comparison) -> bool:
    """Whether some row stands under its baseline: what they differ in is then said there."""
    shown = {point.label for point, _ in rows}
    declared = any(standing.baseline in shown for _, standing in rows)
    return declared or any(p.baseline in shown and not shown.isdisjoint(p.sheets) for p in comparison.pairs)
