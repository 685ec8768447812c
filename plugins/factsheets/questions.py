# What a template asks: sections, facts, needs, roles, metrics, comparisons. Comes in: nothing.
# Must not know: files, JSON Schema, answers.
"""The template as values: what is asked, of whom, and how answers are compared."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from factsheets.diagnostics import Where


@dataclass(frozen=True, slots=True)
class FactSpec:
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
    meaning: str  # "hardware-kind" or "inference-hardware", for the two facts that pages are built on

    @property
    def anchor(self) -> str:
        """The id of the fact on a page."""
        return self.path.replace(".", "-").replace("_", "-")

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that lead to the fact in a sheet."""
        return tuple(self.path.split("."))


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """A section of the template, with its facts in the order of the page."""

    key: str
    title: str
    description: str
    aliases: tuple[str, ...]
    needs: tuple[str, ...]
    producer: str
    facts: tuple[FactSpec, ...]

    @property
    def anchor(self) -> str:
        """The id of the section on a page."""
        return self.key.replace("_", "-")


@dataclass(frozen=True, slots=True)
class Need:
    """Something that readers want to know; met when its essential facts are stated."""

    id: str
    title: str
    question: str
    origin: str
    essential: tuple[tuple[str, ...], ...]  # of each inner tuple, one fact suffices


@dataclass(frozen=True, slots=True)
class Asked:
    """How often a need was asked for in a role, or why it is believed of a role not interviewed."""

    need: str
    count: int
    of: int
    reason: str = ""  # the task that it was inferred from
    quoted: str = ""  # what an interviewee said, for a need from the interviews' quotes


@dataclass(frozen=True, slots=True)
class Role:
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


@dataclass(frozen=True, slots=True)
class Metric:
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


@dataclass(frozen=True, slots=True)
class Pair:
    """A baseline with the sheets that are set against it, besides the declared baselines."""

    baseline: str
    sheets: tuple[str, ...]
    title: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison page, as data."""

    id: str
    title: str
    question: str
    benchmark: str
    metrics: tuple[str, ...]
    pin: Mapping[str, str]
    rows_by: tuple[str, ...]
    alike: tuple[str, ...]
    pairs: tuple[Pair, ...]
    caveats: tuple[str, ...]
    where: Where


@dataclass(frozen=True)
class Template:
    """The whole template, read from `schema/`."""

    sections: tuple[SectionSpec, ...]
    hardware: SectionSpec
    needs: Mapping[str, Need]
    roles: Mapping[str, Role]
    participants: Mapping[str, str]  # code to role
    metrics: Mapping[str, Metric]
    comparisons: tuple[Comparison, ...]
    conditions: Mapping[str, str]  # condition key to title, in the order of the template
    condition_dimensions: Mapping[str, str]  # of the conditions that are quantities

    @cached_property
    def facts(self) -> Mapping[str, FactSpec]:
        """All facts of a sheet by path."""
        return {fact.path: fact for section in self.sections for fact in section.facts}
