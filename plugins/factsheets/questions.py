# What a template asks: sections, facts, needs, roles, metrics, comparisons. Comes in: nothing.
# Must not know: files, JSON Schema, answers.
"""The template as values: what is asked, of whom, and how answers are compared."""

from collections import Counter
from collections.abc import Mapping
from functools import cache, cached_property
from itertools import groupby

from msgspec import Struct, field

from factsheets.conditions import Condition, conditioned
from factsheets.diagnostics import Where


def anchor_of(path: str) -> str:
    """The id on a page of the fact at `path`."""
    return path.replace(".", "-").replace("_", "-")


@cache
def _steps(path: str) -> tuple[str, ...]:
    return tuple(path.split("."))


class FactSpec(Struct, frozen=True):
    """One question of the template: a property of a section that refers to a shape."""

    path: str  # "training.noise.read"
    section: str
    section_title: str
    group: str  # title of the group inside the section, or ""
    title: str
    shape: str
    description: str
    example: str
    dimension: str
    metric: str
    needs: tuple[str, ...]
    producer: str
    labels: tuple[str, ...]
    columns: Mapping[str, str]  # column key to title, of a record
    refers: str
    meaning: str  # what a fact without a metric means to pages and rules, such as "hardware-kind"
    facet: str = ""  # the title under which readers filter by it

    @property
    def anchor(self) -> str:
        """The id of the fact on a page."""
        return anchor_of(self.path)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that lead to the fact in a sheet."""
        return _steps(self.path)


class SectionSpec(Struct, frozen=True, dict=True):
    """A section of the template, with its facts in the order of the page."""

    key: str
    title: str
    description: str
    aliases: tuple[str, ...]
    needs: tuple[str, ...]
    producer: str
    facts: tuple[FactSpec, ...]

    @cached_property
    def groups(self) -> tuple[tuple[tuple[str, ...], tuple[tuple[str, FactSpec], ...]], ...]:
        """Facts that stand beside each other, each with its key: the keys that lead there, and the facts."""
        beside = groupby(self.facts, key=lambda fact: fact.keys[:-1])
        return tuple((steps, tuple((fact.keys[-1], fact) for fact in facts)) for steps, facts in beside)

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys in the section under which facts stand."""
        return frozenset(fact.keys[1] for fact in self.facts)

    @property
    def anchor(self) -> str:
        """The id of the section on a page."""
        return self.key.replace("_", "-")


class Need(Struct, frozen=True):
    """Something that readers want to know; met when its essential facts are stated."""

    id: str
    title: str
    question: str
    origin: str
    essential: tuple[tuple[str, ...], ...]  # of each inner tuple, one fact suffices
    aliases: tuple[str, ...] = ()


class Participant(Struct, frozen=True):
    """Somebody who was interviewed, by code and role alone."""

    code: str
    role: str
    phases: tuple[int, ...]
    needs: frozenset[str]


class Asked(Struct, frozen=True):
    """How often a need was asked for in a role, or why it is believed of a role not interviewed."""

    need: str
    count: int
    of: int
    reason: str = ""  # the task that it was inferred from
    quoted: str = ""  # what an interviewee said, for a need from the interviews' quotes


class Role(Struct, frozen=True):
    """A kind of reader."""

    id: str
    title: str
    short: str
    description: str
    asks: str
    tasks: tuple[str, ...]
    interviewed: tuple[str, ...]  # participants who were asked for their needs
    asked: tuple[Asked, ...]  # most asked first, then in the order of the needs

    @property
    def inferred(self) -> bool:
        """Whether nobody of this role was asked."""
        return not self.interviewed


class Way(Struct, frozen=True):
    """One way to work a metric out from others."""

    formula: str
    limit: str = ""  # "<=": the result bounds the value from above
    boundary: str = ""  # what the result includes, where no input says it
    of_stated: bool = False  # only from stated values
    fills: bool = False  # it stands where nothing is stated, and checks nothing
    under: str = ""  # the metric whose conditions the result stands under
    note: str = ""  # what is assumed


class Scale(Struct, frozen=True):
    """Another unit that readers may ask a metric in: the SI value times a factor, or that over it."""

    title: str
    factor: float
    inverse: bool = False  # then higher is better where lower was
    unit: str = ""  # behind each figure


class Metric(Struct, frozen=True):
    """What is measured, in which unit it is shown, and which way is better."""

    id: str
    title: str
    short: str
    dimension: str
    unit: str
    better: str
    decimals: int | None
    low: float | None
    high: float | None
    headline: bool  # shown on top of a sheet and in the list of models
    description: str
    ways: tuple[Way, ...] = ()  # to work it out
    beside: str = ""  # the metric beside which it is shown, where no fact has this one
    complement: bool = False  # 100 minus the value is a score
    proportion: bool = False  # a share of examples
    relative: bool = False  # relative to a baseline, which `against` names
    scales: tuple[Scale, ...] = ()
    meant: Mapping[str, str] = field(default_factory=dict)  # conditions under which formulas take its values


class Pair(Struct, frozen=True):
    """A baseline with the sheets that are set against it, besides the declared baselines."""

    baseline: str
    sheets: tuple[str, ...]
    title: str


class Beside(Struct, frozen=True):
    """A figure that belongs to a question, but to no sheet."""

    title: str
    metric: str
    value: str
    basis: str
    conditions: Mapping[str, str]
    source: str
    at: str
    verified: str
    note: str


class Comparison(Struct, frozen=True):
    """One comparison page, as data."""

    id: str
    title: str
    question: str
    benchmark: str
    metrics: tuple[str, ...]
    pin: Mapping[str, Condition]
    rows_by: tuple[str, ...]
    alike: tuple[str, ...]
    pairs: tuple[Pair, ...]
    caveats: tuple[str, ...]
    where: Where
    task: str = ""  # of the benchmark: metrics may then be those of its scores
    by_pair: bool = False  # a row for each pair, instead of a column for each task
    sheets: tuple[str, ...] = ()  # only these; all where empty
    best_first: bool = False  # rows in the order of the first column, without families
    within: str = ""  # the publisher's name that figures must stand under, as for MLPerf
    beside: tuple[Beside, ...] = ()
    chart: str = ""  # "scale", "scatter", "tasks" or "time"; none where empty


class Words(Struct, frozen=True):
    """The words of a file, by its entries, with their places: for what is said of them later."""

    text: str = ""
    places: Mapping[tuple[str, str], Where] = {}


class Term(Struct, frozen=True):
    """An entry of the glossary."""

    id: str
    title: str
    definition: str
    aliases: tuple[str, ...]
    facts: tuple[str, ...]
    see: tuple[str, ...]


class Template(Struct, frozen=True, eq=False, dict=True):
    """The whole template, read from `schema/`."""

    sections: tuple[SectionSpec, ...]
    hardware: SectionSpec
    needs: Mapping[str, Need]
    roles: Mapping[str, Role]
    participants: Mapping[str, Participant]
    metrics: Mapping[str, Metric]
    comparisons: tuple[Comparison, ...]
    conditions: Mapping[str, str]  # condition key to title, in the order of the template
    condition_dimensions: Mapping[str, str]  # of the conditions that are quantities
    terms: Mapping[str, Term]
    compared: Words = Words()  # of the comparisons

    def condition(self, key: str, value: str, inferred: str = "") -> Condition:
        """A condition with its title and, of a quantity, its amount."""
        return conditioned(key, self.conditions[key], value, self.condition_dimensions.get(key, ""), inferred)

    @cached_property
    def facts(self) -> Mapping[str, FactSpec]:
        """All facts of a sheet by path."""
        return {fact.path: fact for section in self.sections for fact in section.facts}

    @cached_property
    def answers(self) -> Mapping[str, tuple[str, ...]]:
        """The paths of the facts that answer a need, by its id."""
        return {need: tuple(p for p, f in self.facts.items() if need in f.needs) for need in self.needs}

    @cached_property
    def asked(self) -> frozenset[str]:
        """The needs that somebody asked for in an interview."""
        return frozenset(a.need for role in self.roles.values() for a in role.asked if a.count)

    @cached_property
    def derivable(self) -> tuple[Metric, ...]:
        """The metrics that a formula gives."""
        return tuple(metric for metric in self.metrics.values() if metric.ways)

    @cached_property
    def shared_titles(self) -> frozenset[str]:
        """Titles that several facts have."""
        counts = Counter(fact.title for fact in self.facts.values())
        return frozenset(title for title, count in counts.items() if count > 1)

    @cached_property
    def homes(self) -> Mapping[str, FactSpec]:
        """The facts that state metrics, by the metric; of several the last one."""
        return {fact.metric: fact for fact in self.facts.values() if fact.metric}

    @cached_property
    def terms_of(self) -> Mapping[str, tuple[Term, ...]]:
        """The terms of the glossary that explain a fact, by its path."""
        paths = dict.fromkeys(path for term in self.terms.values() for path in term.facts)
        return {path: tuple(t for t in self.terms.values() if path in t.facts) for path in paths}
