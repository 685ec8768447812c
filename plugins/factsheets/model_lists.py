# Models with their figures, for pages of what they share. Comes in: Catalog, sheets, what of each is wanted. Goes out: rows.
# Must not know: pages. What a publisher lets stand only beside its own kind has a group of its own.
"""Lists of models with some of their figures."""

from collections.abc import Callable, Iterable
from typing import TypeAlias

from msgspec import Struct

from factsheets.highlights import Highlight
from factsheets.model import Catalog, Sheet
from factsheets.policy import sheet_footnotes, sheet_within

#: What stands beside the name of a sheet.
Figures: TypeAlias = Callable[[Sheet], Iterable[Highlight]]


class ModelGroup(Struct, frozen=True):
    """Models whose figures may stand together."""

    name: str  # under which alone they may; "" where nobody has such a rule
    rows: tuple[tuple[Sheet, tuple[Highlight, ...]], ...]
    footnotes: tuple[str, ...]


def model_groups(catalog: Catalog, sheets: Iterable[Sheet], figures: Figures) -> tuple[ModelGroup, ...]:
    """The sheets with their figures, those without a publisher's rule first."""
    groups: dict[str, list[Sheet]] = {}
    for sheet in sheets:
        groups.setdefault(sheet_within(catalog, sheet), []).append(sheet)
    return tuple(
        ModelGroup(
            name,
            tuple((sheet, tuple(figures(sheet))) for sheet in found),
            tuple(dict.fromkeys(note for sheet in found for note in sheet_footnotes(catalog, sheet)))
            if name
            else (),
        )
        for name, found in sorted(groups.items())
    )
