# What one reader sees of one sheet. Comes in: Catalog, sheet, role. Goes out: SheetView.
# The filter and the order, and nothing else: filtering is presentation, not secrecy.
"""Full and role views of a sheet, and which needs it meets."""

from collections.abc import Iterable
from dataclasses import dataclass

from factsheets.model import Absence, Derived, Fact, Sheet
from factsheets.questions import Asked, FactSpec, Need, Role, Template

MET, PARTLY, SAID, UNMET = "met", "partly met", "said to be absent", "not stated"


@dataclass(frozen=True, slots=True)
class NeedState:
    """How far a sheet meets one need."""

    need: Need
    state: str
    missing: tuple[str, ...]  # titles of essential facts that are not stated
    reasons: tuple[str, ...]  # why essential facts are said to be absent


@dataclass(frozen=True, slots=True)
class Item:
    """One fact on a page: as stated, as derived, or both; and what else was worked out beside it."""

    spec: FactSpec
    fact: Fact | None
    derived: tuple[Derived, ...]
    beside: tuple[Derived, ...] = ()  # checks of what is stated, and metrics that no fact has


@dataclass(frozen=True, slots=True)
class Block:
    """A heading with its facts: a section on the full sheet, a need on a role page."""

    anchor: str
    title: str
    items: tuple[Item, ...]
    asked: Asked | None = None
    absence: Absence | None = None
    aliases: tuple[str, ...] = ()  # other names that readers may know the section by
    sections: tuple[str, ...] = ()  # keys of the sections that it shows


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counts of needs by state, over all needs of a role."""

    states: tuple[NeedState, ...]

    def count(self, state: str) -> int:
        """How many needs are in `state`."""
        return sum(s.state == state for s in self.states)

    @property
    def total(self) -> int:
        """How many needs there are."""
        return len(self.states)


@dataclass(frozen=True, slots=True)
class SheetView:
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
        if any(_has(sheet, facts[path]) for path in group):
            have += 1
            continue
        said = [reason for path in group if (reason := _reason(sheet, facts[path]))]
        reasons += said[:1]
        if not said:
            missing.append(" or ".join(_named(facts[path], template) for path in group))
    some = any(need.id in fact.spec.needs and fact.values for fact in sheet.facts.values())
    if have == len(need.essential):
        state = MET
    elif have or some:
        state = PARTLY
    else:
        state = UNMET if missing else SAID
    return NeedState(need, state, tuple(missing), tuple(reasons))


def _named(spec: FactSpec, template: Template) -> str:
    """A fact by its title, after that of its section where other facts have the same title."""
    alike = sum(other.title == spec.title for other in template.facts.values())
    return spec.title if alike == 1 else f"{spec.section_title}: {spec.title}"


def absence_of(sheet: Sheet, metric: str) -> Absence | None:
    """Why a metric has no value, where the sheet says so."""
    return next((f.absence for f in sheet.facts.values() if f.spec.metric == metric and f.absence), None)


def _has(sheet: Sheet, spec: FactSpec) -> bool:
    fact = sheet.facts.get(spec.path)
    if fact and fact.values:
        return True
    return bool(spec.metric) and any(d.metric == spec.metric and d.limit != "<=" for d in sheet.derived)


def _reason(sheet: Sheet, spec: FactSpec) -> str:
    """Why a fact is absent, where the sheet says so; somebody still owing it is no reason."""
    fact = sheet.facts.get(spec.path)
    absence = (fact.absence if fact else None) or sheet.absences.get(spec.section)
    return absence.reason if absence and absence.kind != "pending" else ""


def coverage(sheet: Sheet, role: Role, template: Template) -> Coverage:
    """How far a sheet meets the needs of a role."""
    return Coverage(tuple(need_state(sheet, template.needs[a.need], template) for a in role.asked))


def full_view(sheet: Sheet, template: Template) -> SheetView:
    """Every section, in the order of the template; unmet needs with the roles that have them."""
    blocks = []
    for section in template.sections:
        absence = sheet.absences.get(section.key)
        items = _items(sheet, section.facts, template)
        if items or absence:
            keys = (section.key,)
            blocks.append(Block(section.anchor, section.title, items, None, absence, section.aliases, keys))
    states = tuple(need_state(sheet, need, template) for need in template.needs.values())
    unmet = tuple((state, _readers(state.need, template), None) for state in states if state.state == UNMET)
    return SheetView(sheet, None, tuple(blocks), Coverage(states), unmet, (), 0)


def role_view(sheet: Sheet, role: Role, template: Template) -> SheetView:
    """The facts that someone of the role asked for, each once, under the need most asked for."""
    printed: set[str] = set()
    blocks = []
    for asked in role.asked:
        need = template.needs[asked.need]
        specs = [s for s in template.facts.values() if need.id in s.needs and s.path not in printed]
        items = _items(sheet, specs, template)
        printed |= {item.spec.path for item in items}
        if items:
            keys = tuple(dict.fromkeys(item.spec.section for item in items))
            blocks.append(Block(need.id, need.title, items, asked, sections=keys))
    states = coverage(sheet, role, template)
    by_need = {asked.need: asked for asked in role.asked}
    unmet = tuple((s, (role,), by_need[s.need.id]) for s in states.states if s.state == UNMET)
    rest = [
        item for item in _items(sheet, template.facts.values(), template) if item.spec.path not in printed
    ]
    titles = {section.key: section.title for section in template.sections}
    left_out = tuple(dict.fromkeys(titles[item.spec.section] for item in rest))
    return SheetView(sheet, role, tuple(blocks), states, unmet, left_out, len(rest))


def _items(sheet: Sheet, specs: Iterable[FactSpec], template: Template) -> tuple[Item, ...]:
    items = []
    for spec in specs:
        fact = sheet.facts.get(spec.path)
        mine = [d for d in sheet.derived if spec.metric and _home(d, template) == spec.metric]
        derived = tuple(d for d in mine if d.metric == spec.metric and not d.stated)
        if fact or derived:
            items.append(Item(spec, fact, derived, tuple(d for d in mine if d not in derived)))
    return tuple(items)


def _home(derived: Derived, template: Template) -> str:
    """The metric at whose fact a derived value is shown."""
    return derived.metric if derived.metric in template.measured else template.metrics[derived.metric].beside


def _readers(need: Need, template: Template) -> tuple[Role, ...]:
    return tuple(role for role in template.roles.values() if any(a.need == need.id for a in role.asked))
