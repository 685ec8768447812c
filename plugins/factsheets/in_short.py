# A table in a few lines. Comes in: Table. Goes out: one line for each kind of hardware, basis and
# boundary, which answers "how much, and how sure are we" without a ratio; and what rows differ in.
"""The figures of a comparison in short, and why its rows are no ranking."""

from collections.abc import Iterator, Mapping, Sequence

from factsheets.alike import spoken
from factsheets.compare_metrics import amount_of, basis_of
from factsheets.model import Derived, Value
from factsheets.table import VALUE, Cell, Row, Short, Table


def in_short(table: Table) -> tuple[Short, ...]:
    """One line for each way in which the deciding figures came about; none where there is but one row."""
    if table.comparison.best_first or _of_many(table):
        return ()
    groups: dict[tuple[str, str, str], list[tuple[Row, Cell]]] = {}
    for row in table.rows:
        cell = row.cells[0]
        if cell.state == VALUE and cell.value:
            key = (row.sheet.kind, cell.basis, spoken(cell.value, "boundary"))
            groups.setdefault(key, []).append((row, cell))
    if len(groups) < 2 or len(groups) == len(table.rows):
        return ()
    return tuple(_line(key, members) for key, members in sorted(groups.items(), key=lambda pair: pair[0][0]))


def _of_many(table: Table) -> bool:
    """Whether the deciding figures are scores on several data sets or in several metrics: no range says anything then."""
    values = [row.cells[0].value for row in table.rows]
    held = {tuple(spoken(value, key) for key in ("dataset", "metric")) for value in values if value}
    return len(held) > 1


def _line(key: tuple[str, str, str], members: Sequence[tuple[Row, Cell]]) -> Short:
    kind, basis, boundary = key
    ordered = sorted((cell for _, cell in members), key=lambda cell: amount_of(cell.value))
    low, high = ordered[0].text, ordered[-1].text
    models = list(dict.fromkeys(row.sheet.id for row, _ in members))
    return Short(
        kind, low if low == high else f"{low} to {high}", basis, boundary, len(models), _batches(members)
    )


def _batches(members: Sequence[tuple[Row, Cell]]) -> str:
    """The batch sizes that the figures are for: "batch 1 to 32"."""
    sizes = {spoken(cell.value, "batch_size") for _, cell in members if cell.value}
    numbers = sorted(int(size.split()[0]) for size in sizes if size.split()[0].isdigit())
    if not numbers:
        return ""
    return f"batch {numbers[0]}" + (f" to {numbers[-1]}" if numbers[-1] != numbers[0] else "")


def rows_differ(table: Table, titles: Mapping[str, str]) -> tuple[str, ...]:
    """Column by column, the conditions that must be alike and are not, where no row has a baseline.

    A row with a baseline says so itself. `titles` has the names of the conditions.
    """
    if any(row.variant or any(cell.difference for cell in row.cells) for row in table.rows):
        return ()
    found: dict[str, list[str]] = {}
    for i, column in enumerate(table.columns):
        values = [row.cells[i].value for row in table.rows]
        for words in _varying([v for v in values if v], table.comparison.alike, titles):
            found.setdefault(words, []).append(column.title)
    shared = [words for words, columns in found.items() if len(columns) == len(table.columns)]
    single = [f"{', '.join(c)}: {words}" for words, c in found.items() if len(c) < len(table.columns)]
    return (*shared, *single)


def _varying(
    values: Sequence[Value | Derived], keys: Sequence[str], titles: Mapping[str, str]
) -> Iterator[str]:
    for key in keys:
        words = [basis_of(value) if key == "basis" else spoken(value, key) for value in values]
        said = {text.removesuffix(" (inferred)") for text in words}
        if len(said) > 1:
            yield f"{titles[key].lower()} ({', '.join(sorted(said, key=_natural))})"


def _natural(text: str) -> tuple[bool, int, str]:
    """Sort 8 before 32, and words after numbers."""
    return not text.isdigit(), int(text) if text.isdigit() else 0, text
