# What to state next. Comes in: a sheet with derived values, its template. Goes out: facts that are not there, most
# wanted first. Must not know: how they are shown.
"""Missing facts by how many of the interviewed asked for them."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from factsheets.model import Sheet
from factsheets.questions import FactSpec, Need, Role, Template
from factsheets.view import has_fact, reason_of


class Wanted(Struct, frozen=True):
    """Facts of which one is enough, and how many of the interviewed asked for a need that they answer."""

    facts: tuple[FactSpec, ...]
    essential: bool  # a need is not met without it
    count: int
    of: int

    @property
    def asked(self) -> str:
        """How often it was asked for, in words."""
        return f"{self.count} of {self.of}" if self.count else "inferred"


def wanted(sheet: Sheet, template: Template, roles: Sequence[Role]) -> tuple[Wanted, ...]:
    """What some roles need and the sheet does not state: what needs cannot be met without comes first.

    What is said to be absent, with a reason, is not asked for again.
    """
    counts = _counts(roles)
    people = sum(role.asked[0].of for role in roles if role.asked)
    found: dict[tuple[str, ...], Wanted] = {}
    for need in template.needs.values():
        for paths in _essential(sheet, template, need) if need.id in counts else ():
            count = max(counts[need.id], found[paths].count if paths in found else 0)
            facts = tuple(template.facts[path] for path in paths)
            found[paths] = Wanted(facts, essential=True, count=count, of=people)
    named = {path for paths in found for path in paths}
    for path, spec in template.facts.items():
        asked = [counts[need] for need in spec.needs if need in counts]
        if asked and path not in named and not _told(sheet, spec):
            found[(path,)] = Wanted((spec,), essential=False, count=max(asked), of=people)
    order = {path: number for number, path in enumerate(template.facts)}
    return tuple(sorted(found.values(), key=lambda w: (not w.essential, -w.count, order[w.facts[0].path])))


def _counts(roles: Sequence[Role]) -> dict[str, int]:
    """How many people of some roles asked for each need; 0 for one that was only inferred."""
    counts: dict[str, int] = {}
    for role in roles:
        for asked in role.asked:
            counts[asked.need] = counts.get(asked.need, 0) + asked.count
    return counts


def _essential(sheet: Sheet, template: Template, need: Need) -> Iterator[tuple[str, ...]]:
    """The groups of essential facts of which a sheet says nothing, as their paths."""
    return (
        group for group in need.essential if not any(_told(sheet, template.facts[path]) for path in group)
    )


def _told(sheet: Sheet, spec: FactSpec) -> bool:
    return has_fact(sheet, spec) or bool(reason_of(sheet, spec))
