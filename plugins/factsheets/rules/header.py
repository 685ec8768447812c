# Rules on a sheet as a whole. Comes in: its header, needs and spelling.
"""Can a reader ask, is the sheet up to date, and does it answer what readers ask?"""

from collections.abc import Iterator
from functools import lru_cache

from factsheets.codes import Code
from factsheets.diagnostics import Repair
from factsheets.document import Steps
from factsheets.model import Catalog, Fact, Sheet, Value
from factsheets.rules.kind import Hit, rule
from factsheets.rules.look import values
from factsheets.schema import values_at
from factsheets.units import SHORT, Quantity
from factsheets.view import UNMET, need_state


@rule(
    "FS350",
    "note",
    Code(
        "A unit in another spelling",
        "It is understood. One spelling for each unit keeps sheets alike, and a search finds them all.",
        "Write the symbol; `factsheets fix` does.",
        "performance:\n  latency: {value: 0.19 msec, conditions: {batch_size: 4}}",
        "performance:\n  latency: {value: 0.19 ms, conditions: {batch_size: 4}}",
    ),
)
def units_are_spelled_alike(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """Units of plain scalars that have a usual spelling."""
    for fact in {fact.spec.path: fact for fact, value in values(sheet) if _unusual(value)}.values():
        for steps in _scalars(sheet, fact):
            raw = sheet.document.spot(steps).raw
            number, _, unit = raw.rpartition(" ")
            parts = "/".join(SHORT.get(part, part) for part in unit.split("/"))
            if number and parts != unit:
                where = sheet.document.where(steps)
                better = f"{number} {parts}"
                yield Hit(
                    fact.spec.path,
                    where,
                    f"`{raw}` is usually written `{better}`",
                    Repair(where, raw, better),
                )


def _unusual(value: Value) -> bool:
    """Whether a part of a value's unit has a usual spelling."""
    content = value.content
    return isinstance(content, Quantity) and bool(content.unit) and _has_usual(content.unit)


@lru_cache(maxsize=256)
def _has_usual(unit: str) -> bool:
    return not SHORT.keys().isdisjoint(unit.split("/"))


def _scalars(sheet: Sheet, fact: Fact) -> Iterator[Steps]:
    """Where the scalars of a quantity stand: short form, long form, or a list of them."""
    if fact.spec.shape not in {"quantity", "series"}:
        return
    node = values_at(sheet.document.data, *fact.spec.keys)
    entries = [((i,), entry) for i, entry in enumerate(node)] if isinstance(node, list) else [((), node)]
    for steps, entry in entries:
        yield (*fact.spec.keys, *steps, *(("value",) if isinstance(entry, dict) else ()))


@rule(
    "FS351",
    "note",
    Code(
        "Nobody to ask",
        "A producer stands behind these facts, and a reader with a question has no address.",
        "Add contact: a team's address or page, not a person's.",
        "contact:\nproducers:\n  lab: {name: The Lab}",
        "contact: https://example.org/lab\nproducers:\n  lab: {name: The Lab}",
    ),
)
def producers_can_be_asked(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """A contact in the header of a sheet that names producers."""
    if sheet.header.get("producers") and not sheet.header.get("contact"):
        yield Hit("", sheet.document.where(("producers",), key=True), "producers are named, but no contact")


@rule(
    "FS352",
    "note",
    Code(
        "Questions that readers asked are left open",
        "Somebody of a role said in an interview that they need this. The page of the role says so, too.",
        "State the facts, or say why there are none.",
        "limitations:",
        "limitations:\n  known: [one chip alone was measured]",
    ),
)
def questions_are_answered(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """Needs that somebody asked for and of which the sheet says nothing."""
    template = catalog.template
    answered = sheet.facts.keys()  # be it with a reason why there is no value
    left = [
        need.title.lower()
        for key, need in template.needs.items()
        if key in template.asked and answered.isdisjoint(template.answers[key])
        if need_state(sheet, need, template).state == UNMET
    ]
    if left:
        yield Hit("", sheet.document.where(), f"nothing is said of {', '.join(left)}")


@rule(
    "FS353",
    "warning",
    Code(
        "A date that is older than what it dates",
        "The sheet changed after the day that it gives, or a fact was due before it.",
        "Set the date to that of the newest change; state the fact that was due, or give a new day.",
        "date: 2026-01-31\nchanges:\n  - {date: 2026-03-01, what: Energy was measured.}",
        "date: 2026-03-01\nchanges:\n  - {date: 2026-03-01, what: Energy was measured.}",
    ),
)
def dates_are_not_stale(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """The sheet's date against those of its changes, and the days that pending facts were due."""
    date = str(sheet.header.get("date", ""))
    changes = sheet.header.get("changes", ())
    newest = (
        max((str(c.get("date", "")) for c in changes if isinstance(c, dict)), default="")
        if isinstance(changes, list)
        else ""
    )
    if newest > date:
        where = sheet.document.where(("date",))
        yield Hit("", where, f"the sheet is of {date}, and changed on {newest}")
    for fact in sheet.facts.values():
        if fact.absence and fact.absence.kind == "pending" and fact.absence.due and fact.absence.due < date:
            message = (
                f"{fact.spec.title.lower()} was due on {fact.absence.due}, before the sheet's date {date}"
            )
            yield Hit(fact.spec.path, fact.where, message)
