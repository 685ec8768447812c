# The parts of every comparison table. Comes in: sheets and what differs between values. Goes out:
# records of table, row and cell, and the families that rows stand in.
"""Comparison tables as values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from factsheets.alike import spoken
from factsheets.model import Derived, Sheet, Value
from factsheets.questions import Comparison

#: What a cell can hold.
VALUE, NOT_STATED, SEVERAL, INCOMPLETE = "value", "not-stated", "several", "incomplete"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table."""

    title: str
    sub: str
    kind: str  # "mean", "task" or "metric"


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure, or why there is none."""

    state: str
    text: str
    value: Value | Derived | None = None
    delta: str = ""
    tint: str = ""
    unlike: bool = False
    basis: str = ""  # how the figure came about, where the cells of a row differ in it


@dataclass(frozen=True, slots=True)
class Row:
    """One sheet, or one configuration of it."""

    sheet: Sheet
    configuration: str
    cells: tuple[Cell, ...]
    badges: tuple[str, ...]
    notes: tuple[str, ...]
    basis: str
    variant: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A baseline with the rows that are set against it."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A comparison, ready to be shown."""

    comparison: Comparison
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    left_out: tuple[Sheet, ...]

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
    def has_unlike(self) -> bool:
        """Whether some pair was not obtained alike."""
        return any(cell.unlike for row in self.rows for cell in row.cells)


def families(
    sheets: Sequence[Sheet], comparison: Comparison
) -> list[tuple[str, list[tuple[Sheet, Sheet | None]]]]:
    """Groups of (sheet, its baseline here): further pairs first, then the declared baselines.

    A further pair is named; in it the baseline's row stands again, so that the pair is read alone.
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
    alone = [family for family in families if len(family[1]) == 1]
    return [*declared, *extra, *alone]


def badges_of(sheet: Sheet, value: Value | Derived, keys: Iterable[str]) -> tuple[str, ...]:
    """Conditions in short, for the last column."""
    badges = [spoken(value, key) for key in keys if spoken(value, key) != "not stated"]
    if sheet.kind == "analog":
        drift = spoken(value, "time_since_programming")
        badges.append("time since programming not stated" if drift == "not stated" else f"after {drift}")
    return tuple(badges)
