# What one reader sees of one sheet. Comes in: Catalog, sheet, role. Goes out: SheetView.
# The filter and the order, and nothing else: filtering is presentation, not secrecy.
"""Full and role views of a sheet, and which needs it meets."""

from collections import Counter
from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import TypeAlias

from msgspec import Struct

from factsheets.model import Absence, Derived, Fact, Sheet
from factsheets.questions import Asked, FactSpec, Need, Role, Template

MET, PARTLY, SAID, UNMET = "met", "partly met", "absent for a stated reason", "not stated"


class NeedState(Struct, frozen=True):
    """How far a sheet meets one need."""

    need: Need
    state: str
    missing: tuple[str, ...]  # titles of essential facts that are not stated
    reasons: tuple[str, ...]  # why essential facts are said to be absent


#: How far a sheet meets each need, by the id of the need.
States: TypeAlias = Mapping[str, NeedState]


class Item(Struct, frozen=True):
    """One fact on a page: as stated, as derived, or both; and what else was worked out beside it."""

    spec: FactSpec
    fact: Fact | None
    derived: tuple[Derived, ...]
    beside: tuple[Derived, ...] = ()  # checks of what is stated, and metrics that no fact has


class Block(Struct, frozen=True):
    """A heading with its facts: a section on the full sheet, a need on a role page."""

    anchor: str
    title: str
    items: tuple[Item, ...]
    asked: Asked | None = None
    absence: Absence | None = None
    aliases: tuple[str, ...] = ()  # other names that readers may know the section by
    sections: tuple[str, ...] = ()  # keys of the sections that it shows


class Coverage(Struct, frozen=True, dict=True):
    """Counts of needs by state, over all needs of a role."""

    states: tuple[NeedState, ...]

    def count(self, state: str) -> int:
        """How many needs are in `state`."""
        return self._counts[state]

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(state.state for state in self.states)

    @property
    def total(self) -> int:
        """How many needs there are."""
        return len(self.states)


class SheetView(Struct, frozen=True):
    """A sheet as a role reads it, or whole (`role` is None)."""

    sheet: Sheet
    role: Role | None
    blocks: tuple[Block, ...]
    coverage: Coverage
    unmet: tuple[tuple[NeedState, tuple[Role, ...], Asked | None], ...]
    left_out: tuple[str, ...]  # titles of the sections that hold stated facts which the view leaves out
    left_out_count: int


def need_state(sheet: Sheet, need: Need, template: Template) -> NeedState:
    """Whether a sheet meets a need.

    Met: all its essential facts are stated; partly met: some of its facts are. A derived value counts
    as stated, an upper bound does not. What is said to be absent, with a reason, is neither met nor unmet.
    """
    facts = template.facts
    have, missing, reasons = 0, [], []
    for group in need.essential:
        if any(has_fact(sheet, facts[path]) for path in group):
            have += 1
            continue
        said = [reason for path in group if (reason := reason_of(sheet, facts[path]))]
        reasons += said[:1]
        if not said:
            bound = any(_bounded(sheet, facts[path]) for path in group)
            words = " or ".join(_named(facts[path], template) for path in group)
            missing.append(f"{words} (an upper bound follows)" if bound else words)
    answers = (sheet.facts.get(path) for path in template.answers[need.id])
    some = any(fact and fact.values for fact in answers)
    if have == len(need.essential):
        state = MET
    elif have or some:
        state = PARTLY
    else:
        state = UNMET if missing else SAID
    return NeedState(need, state, tuple(missing), tuple(reasons))


def _named(spec: FactSpec, template: Template) -> str:
    """A fact by its title, after that of its section where other facts have the same title."""
    return f"{spec.section_title}: {spec.title}" if spec.title in template.shared_titles else spec.title


def absence_of(sheet: Sheet, metric: str) -> Absence | None:
    """Why a metric has no value, where the sheet says so."""
    return next((f.absence for f in sheet.facts.values() if f.spec.metric == metric and f.absence), None)


def has_fact(sheet: Sheet, spec: FactSpec) -> bool:
    """Whether a sheet states a fact, or it follows from others; an upper bound is none."""
    fact = sheet.facts.get(spec.path)
    if fact and fact.values:
        return True
    return spec.metric in _worked_out(sheet)


def _bounded(sheet: Sheet, spec: FactSpec) -> bool:
    """Whether what a fact asks for is known to be no more than something."""
    return any(derived.metric == spec.metric and derived.limit == "<=" for derived in sheet.derived)


@lru_cache(maxsize=8)
def _worked_out(sheet: Sheet) -> frozenset[str]:
    """The metrics of which a value follows from others; an upper bound is none."""
    return frozenset(derived.metric for derived in sheet.derived if derived.limit != "<=")


def reason_of(sheet: Sheet, spec: FactSpec) -> str:
    """Why a fact is absent, where the sheet says so; somebody still owing it is no reason."""
    fact = sheet.facts.get(spec.path)
    absence = (fact.absence if fact else None) or sheet.absences.get(spec.section)
    return absence.reason if absence and absence.kind != "pending" else ""


def need_states(sheet: Sheet, template: Template) -> States:
    """Whether a sheet meets each need of the template."""
    return {need.id: need_state(sheet, need, template) for need in template.needs.values()}


def coverage(states: States, role: Role) -> Coverage:
    """How far a sheet meets the needs of a role."""
    return Coverage(tuple(states[asked.need] for asked in role.asked))


class Reading(Struct, frozen=True, dict=True):
    """A sheet against its template: what all readers share is worked out once."""

    sheet: Sheet
    template: Template
    states: States

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """What stands on pages of the sheet, by the path of the fact."""
        by_home: dict[str, list[Derived]] = {}
        for derived in self.sheet.derived:
            by_home.setdefault(_home(derived, self.template), []).append(derived)
        items = {}
        for path, spec in self.template.facts.items():
            fact = self.sheet.facts.get(path)
            mine = by_home.get(spec.metric, []) if spec.metric else []
            own = tuple(d for d in mine if d.metric == spec.metric and not d.stated)
            if fact or own:
                items[path] = Item(spec, fact, own, tuple(d for d in mine if d not in own))
        return items

    def full(self) -> SheetView:
        """Every section, in the order of the template; unmet needs with the roles that have them."""
        blocks = []
        for section in self.template.sections:
            absence = self.sheet.absences.get(section.key)
            items = tuple(self.items[fact.path] for fact in section.facts if fact.path in self.items)
            if items or absence:
                keys = (section.key,)
                blocks.append(
                    Block(section.anchor, section.title, items, None, absence, section.aliases, keys)
                )
        states = tuple(self.states.values())
        unmet = tuple((s, _readers(s.need, self.template), None) for s in states if s.state == UNMET)
        return SheetView(self.sheet, None, tuple(blocks), Coverage(states), unmet, (), 0)

    def of(self, role: Role) -> SheetView:
        """The facts that someone of the role asked for, each once, under the need most asked for."""
        left = dict(self.items)
        blocks = []
        for asked in role.asked:
            need = self.template.needs[asked.need]
            paths = [path for path, item in left.items() if need.id in item.spec.needs]
            items = tuple(left.pop(path) for path in paths)
            if items:
                keys = tuple(dict.fromkeys(item.spec.section for item in items))
                blocks.append(Block(need.id, need.title, items, asked, sections=keys))
        states = coverage(self.states, role)
        by_need = {asked.need: asked for asked in role.asked}
        unmet = tuple((s, (role,), by_need[s.need.id]) for s in states.states if s.state == UNMET)
        titles = {section.key: section.title for section in self.template.sections}
        left_out = tuple(dict.fromkeys(titles[item.spec.section] for item in left.values()))
        return SheetView(self.sheet, role, tuple(blocks), states, unmet, left_out, len(left))


def reading(sheet: Sheet, template: Template) -> Reading:
    """A sheet as its readers see it."""
    return Reading(sheet, template, need_states(sheet, template))


def _home(derived: Derived, template: Template) -> str:
    """The metric at whose fact a derived value is shown."""
    return derived.metric if derived.metric in template.homes else template.metrics[derived.metric].beside


def _readers(need: Need, template: Template) -> tuple[Role, ...]:
    return tuple(role for role in template.roles.values() if any(a.need == need.id for a in role.asked))
