# Publishers' rules on their figures. Comes in: values, references. Goes out: what may stand together,
# and what must be said below it. The rule stands at the source in references.yaml, so that no
# comparison can forget it.
"""Figures that stand only beside their own kind, such as MLPerf's, and their footnotes."""

from collections.abc import Iterable

from factsheets.model import Catalog, Derived, Sheet, Value


def sources_of(value: Value | Derived) -> tuple[str, ...]:
    """Keys of the references that a value rests on."""
    if isinstance(value, Derived):
        return tuple(dict.fromkeys(i.evidence.source for i in value.inputs if i.evidence.source))
    return (value.evidence.source,) if value.evidence.source else ()


def within(catalog: Catalog, value: Value | Derived) -> str:
    """The name under which alone a value may be set beside others; "" where its publisher has no rule."""
    return next((catalog.kept_apart[key] for key in sources_of(value) if key in catalog.kept_apart), "")


def sheet_within(catalog: Catalog, sheet: Sheet) -> str:
    """The same for a sheet: that of the first of its values that has one."""
    sources = (value.evidence.source for fact in sheet.facts.values() for value in fact.values)
    return next((catalog.kept_apart[source] for source in sources if source in catalog.kept_apart), "")


def footnotes(catalog: Catalog, values: Iterable[Value | Derived]) -> tuple[str, ...]:
    """What publishers ask to be said wherever their figures are shown, each once."""
    keys = dict.fromkeys(key for value in values for key in sources_of(value))
    notes = (str(catalog.references.get(key, {}).get("footnote", "")) for key in keys)
    return tuple(dict.fromkeys(filter(None, notes)))


def sheet_footnotes(catalog: Catalog, sheet: Sheet) -> tuple[str, ...]:
    """The footnotes of all values of a sheet."""
    return footnotes(catalog, (value for fact in sheet.facts.values() for value in fact.values))
