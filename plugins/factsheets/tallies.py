# Ratings counted. Comes in: evaluations. Goes out: counts by section, the order of work, shares over iterations.
# Ratings are words in an order: no mean is made of them, for nobody knows how far apart they are.
"""What ratings come to: by section, in the order of work, and over iterations."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from factsheets.evaluation import CURRENT, DIMENSIONS, STALE, UNTIED, Evaluation, Rating, counts
from factsheets.model import Sheet
from factsheets.questions import Role, SectionSpec, Template


class Tally(Struct, frozen=True):
    """The newest ratings of one section, by all readers or by those of one role."""

    sheet: Sheet
    section: SectionSpec
    role: Role | None  # None: all readers
    iteration: int
    state: str
    counts: Mapping[str, Counter[str]]  # by dimension

    @property
    def stale(self) -> bool:
        """Whether some of it was rated before the section changed."""
        return self.state == STALE


class Share(Struct, frozen=True):
    """How many ratings of one dimension were high in one iteration, of how many that said high, medium or low."""

    iteration: int
    high: int
    of: int

    @property
    def percent(self) -> int:
        """The share in percent, rounded half up; 0 of nothing."""
        return (200 * self.high + self.of) // (2 * self.of) if self.of else 0


def roles_of(evaluations: Iterable[Evaluation], template: Template) -> tuple[Role, ...]:
    """The roles whose readers rated, in the order of the template."""
    rated = {r.rater.role.id for e in evaluations for section in e.sections for r in section.ratings}
    return tuple(role for role in template.roles.values() if role.id in rated)


def tallies(
    evaluations: Sequence[Evaluation], template: Template, role: Role | None = None
) -> tuple[Tally, ...]:
    """The newest ratings of each section of one sheet, in the order of the template."""
    found = (_tally(evaluations, section, role) for section in template.sections)
    return tuple(tally for tally in found if tally)


def _tally(evaluations: Sequence[Evaluation], section: SectionSpec, role: Role | None) -> Tally | None:
    """The evaluations of the last iteration in which the section was rated count together."""
    given: list[Rating] = []
    states: set[str] = set()
    last = 0
    for evaluation in evaluations:
        rated = evaluation.section(section.key)
        mine = [r for r in rated.ratings if role in {None, r.rater.role}] if rated else []
        if rated and mine:
            if evaluation.iteration > last:
                given, states, last = [], set(), evaluation.iteration
            given += mine
            states.add(rated.state)
    if not given:
        return None
    state = next(state for state in (STALE, UNTIED, CURRENT) if state in states)
    by_dimension = {dimension: counts(given, dimension) for dimension in DIMENSIONS}
    return Tally(evaluations[0].sheet, section, role, last, state, by_dimension)


def work_list(found: Iterable[Tally]) -> list[Tally]:
    """Least complete first: by how many found a section low in completeness, then medium; stale ones last."""

    def order(tally: Tally) -> tuple[bool, int, int]:
        complete = tally.counts["completeness"]
        return tally.stale, -complete["low"], -complete["medium"]

    return sorted(found, key=order)


def trend(evaluations: Iterable[Evaluation]) -> dict[str, tuple[Share, ...]]:
    """The share of high ratings of one sheet in each iteration, by dimension."""
    iterations: dict[int, list[Evaluation]] = {}
    for evaluation in evaluations:
        iterations.setdefault(evaluation.iteration, []).append(evaluation)
    return {
        dimension: tuple(_share(number, found, dimension) for number, found in sorted(iterations.items()))
        for dimension in DIMENSIONS
    }


def _share(iteration: int, evaluations: Iterable[Evaluation], dimension: str) -> Share:
    found = sum((evaluation.counts(dimension) for evaluation in evaluations), Counter[str]())
    return Share(iteration, found["high"], found["high"] + found["medium"] + found["low"])
