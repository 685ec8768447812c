# A table in a few lines. Comes in: Table of metrics. Goes out: one line for each kind of hardware, basis
# and boundary. It answers "how much, and how sure are we" without a ratio.
"""The figures of a comparison in short."""

from collections.abc import Sequence

from factsheets.alike import spoken
from factsheets.compare_metrics import amount_of
from factsheets.table import VALUE, Cell, Row, Short, Table


def in_short(table: Table) -> tuple[Short, ...]:
    """One line for each way in which the deciding figures came about; none where there is but one row."""
    if table.comparison.best_first:
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
