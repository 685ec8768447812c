# The parts of every comparison table. Comes in: sheets and what differs between values. Goes out:
# records of table, row and cell, and the families that rows stand in.
"""Comparison tables as values."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from factsheets.alike import condition_words, spoken
from factsheets.model import Catalog, Derived, Sheet, Value
from factsheets.policy import footnotes, sheet_within
from factsheets.questions import Beside, Comparison, Scale
from factsheets.show import spelled
from factsheets.units import parse

#: What a cell can hold.
VALUE, NOT_STATED, SEVERAL, INCOMPLETE = "value", "not-stated", "several", "incomplete"


class Column(Struct, frozen=True):
    """A column of the table."""

    title: str
    sub: str
    kind: str  # "mean", "task" or "metric"
    better: str = "higher"  # or "lower"; "none" where neither is
    scales: tuple[Scale, ...] = ()


class Cell(Struct, frozen=True):
    """One figure, or why there is none."""

    state: str
    text: str
    value: Value | Derived | None = None
    delta: str = ""
    tint: str = ""
    unlike: bool = False
    basis: str = ""  # how the figure came about, where the cells of a row differ in it
    under: str = ""  # conditions that the row does not say
    margin: str = ""  # half width of the interval of the difference
    difference: bool = False  # the text itself is a difference


class Row(Struct, frozen=True):
    """One sheet, or one configuration of it."""

    sheet: Sheet
    configuration: str
    cells: tuple[Cell, ...]
    badges: tuple[str, ...]
    notes: tuple[str, ...]
    basis: str
    variant: bool = False

    @property
    def unlike(self) -> bool:
        """Whether nothing in the row was obtained alike: a strict reader leaves it out."""
        return bool(self._compared) and all(cell.unlike for cell in self._compared)

    @property
    def alike(self) -> bool:
        """Whether something in the row was obtained like what it is set against."""
        return any(not cell.unlike for cell in self._compared)

    @property
    def _compared(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.delta or cell.difference]


class Group(Struct, frozen=True):
    """A baseline with the rows that are set against it."""

    title: str
    rows: tuple[Row, ...]

    @property
    def alike(self) -> bool:
        """Whether some row was obtained like what it is set against: a strict reader skips the others."""
        return any(row.alike for row in self.rows)


class Short(Struct, frozen=True):
    """The figures of one kind of hardware in a line: how they came about, what they include."""

    kind: str
    text: str
    basis: str
    boundary: str
    models: int
    under: str


class Aside(Struct, frozen=True):
    """A figure beside the question, of no sheet."""

    figure: Beside
    text: str
    boundary: str
    under: str


class Table(Struct, frozen=True):
    """A comparison, ready to be shown."""

    comparison: Comparison
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    left_out: tuple[Sheet, ...]  # that state no such figure
    short: tuple[Short, ...] = ()
    varies: tuple[str, ...] = ()  # what rows without a baseline differ in, in words
    asides: tuple[Aside, ...] = ()
    footnotes: tuple[str, ...] = ()
    apart: tuple[Sheet, ...] = ()  # whose figures may not stand in this table

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of all groups."""
        return tuple(row for group in self.groups for row in group.rows)

    @property
    def bases(self) -> tuple[str, ...]:
        """How the figures of the table came about, each way once."""
        in_cells = (cell.basis for row in self.rows for cell in row.cells)
        return tuple(dict.fromkeys(b for b in (*(row.basis for row in self.rows), *in_cells) if b))

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of hardware in the table, analog first."""
        return tuple(sorted({row.sheet.kind for row in self.rows}))

    @property
    def has_margins(self) -> bool:
        """Whether some difference has an interval."""
        return any(cell.margin for row in self.rows for cell in row.cells)

    @property
    def has_gaps(self) -> bool:
        """Whether some mean lacks a task."""
        return any(cell.state == INCOMPLETE for row in self.rows for cell in row.cells)

    @property
    def has_unlike(self) -> bool:
        """Whether some pair was not obtained alike."""
        return any(cell.unlike for row in self.rows for cell in row.cells)


def families(
    sheets: Sequence[Sheet], comparison: Comparison
) -> list[tuple[str, list[tuple[Sheet, Sheet | None]]]]:
    """Groups of (sheet, its baseline here): further pairs first, then the declared baselines.

    A further pair is named; in it the baseline's row stands again, so that the pair is read alone. Sheets
    without a pair come last, under a title that says so.
    """
    by_id = {sheet.id: sheet for sheet in sheets}
    families: list[tuple[str, list[tuple[Sheet, Sheet | None]]]] = []
    based = {s.baseline for s in sheets if s.baseline in by_id}
    paired = {p.baseline for p in comparison.pairs if p.baseline in by_id}
    for sheet in sheets:
        if sheet.baseline in by_id or sheet.id in paired - based:
            continue
        variants: list[tuple[Sheet, Sheet | None]] = [(s, sheet) for s in sheets if s.baseline == sheet.id]
        families.append(("", [(sheet, None), *variants]))
    families.sort(key=lambda family: len(family[1]) == 1)
    extra = []
    for pair in comparison.pairs:
        base = by_id.get(pair.baseline)
        others: list[tuple[Sheet, Sheet | None]] = [(by_id[key], base) for key in pair.sheets if key in by_id]
        if base and others:
            extra.append((pair.title, [(base, None), *others]))
    declared = [family for family in families if len(family[1]) > 1]
    alone = [member for family in families if len(family[1]) == 1 for member in family[1]]
    alone.sort(key=lambda member: member[0].kind != "analog")
    title = "Set against no baseline here" if declared or extra else ""
    return [*declared, *extra, *([(title, alone)] if alone else [])]


def with_parts(catalog: Catalog, table: Table) -> Table:
    """The table with what stands around it: figures beside it, footnotes, and sheets kept apart."""
    values = [cell.value for row in table.rows for cell in row.cells if cell.value]
    apart = tuple(
        s
        for s in table.left_out
        if sheet_within(catalog, s) != table.comparison.within and sheet_within(catalog, s)
    )
    return replace(
        table,
        left_out=() if table.comparison.sheets else tuple(s for s in table.left_out if s not in apart),
        asides=tuple(_asides(catalog, table.comparison)),
        footnotes=footnotes(catalog, values),
        apart=() if table.comparison.sheets else apart,
    )


def _asides(catalog: Catalog, comparison: Comparison) -> Iterator[Aside]:
    """Figures of no sheet, whose source the catalog has."""
    for figure in comparison.beside:
        if figure.source in catalog.references:
            quantity = parse(figure.value, catalog.template.metrics[figure.metric].dimension)
            conditions = [
                catalog.template.condition(key, value)
                for key, value in figure.conditions.items()
                if key != "boundary"
            ]
            boundary = figure.conditions.get("boundary", "not stated")
            yield Aside(figure, spelled(quantity), boundary, ", ".join(map(condition_words, conditions)))


def badges_of(sheet: Sheet, value: Value | Derived, keys: Sequence[str]) -> tuple[str, ...]:
    """Conditions in short, for the last column; of an analog score also how old it is."""
    badges = [spoken(value, key) for key in keys if spoken(value, key) != "not stated"]
    if sheet.kind == "analog" and "split" in keys:
        drift = spoken(value, "time_since_programming")
        badges.append("time since programming not stated" if drift == "not stated" else f"after {drift}")
    return tuple(badges)
