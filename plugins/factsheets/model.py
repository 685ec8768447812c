# The records that flow through the pipeline, frozen. Comes in: nothing. Must not know: files,
# JSON Schema, HTML. A fact is generic: there is no class per section, so that a section is data.
"""Template, facts and catalog as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

from factsheets.diagnostics import Finding, Where
from factsheets.read import Document
from factsheets.units import Quantity

# --- the template: what is asked, of whom, and how answers are compared ---------------------------


@dataclass(frozen=True, slots=True)
class FactSpec:
    """One question of the template: a property of a section that refers to a shape."""

    path: str  # "training.noise.read"
    section: str
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


@dataclass(frozen=True, slots=True)
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

    @property
    def facts(self) -> Mapping[str, FactSpec]:
        """All facts of a sheet by path."""
        return {fact.path: fact for section in self.sections for fact in section.facts}


# --- values ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition under which a value holds."""

    key: str
    title: str
    value: str
    inferred: str = ""  # why it is believed, where the source does not state it


@dataclass(frozen=True, slots=True)
class Evidence:
    """Who says so, where, how the number came about and how we read it.

    `inherited` maps a key to the level it was stated at ("sheet", "section", "group").
    """

    basis: str = ""
    source: str = ""
    at: str = ""
    by: str = ""
    verified: str = ""
    inherited: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Text:
    """Plain text; shown as typed."""

    text: str


@dataclass(frozen=True, slots=True)
class Prose:
    """Markdown by an author; sanitised where it is shown."""

    markdown: str


@dataclass(frozen=True, slots=True)
class Range:
    """A lower and an upper end."""

    low: Quantity
    high: Quantity


@dataclass(frozen=True, slots=True)
class PairOf:
    """Two numbers that belong together."""

    first: Quantity
    second: Quantity


@dataclass(frozen=True, slots=True)
class Size:
    """Whole numbers, width by height."""

    sides: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Items:
    """Short texts."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """A small table; the columns stand in the fact's spec."""

    rows: tuple[Mapping[str, str], ...] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Figure:
    """An image of `sheets/figures` with its text alternative."""

    image: str
    alt: str
    caption: str


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores by task of a benchmark, and the mean as its source prints it."""

    benchmark: str
    scores: Mapping[str, "tuple[Value, ...]"] = field(hash=False)
    mean: "Value | None" = None


Content: TypeAlias = (
    Text | Prose | Quantity | Range | PairOf | Size | Items | Rows | Figure | Scores
)


@dataclass(frozen=True, slots=True)
class Value:
    """One stated value with its conditions and evidence."""

    content: Content
    evidence: Evidence
    conditions: tuple[Condition, ...]
    where: Where
    note: str = ""
    std: float | None = None
    ci95: tuple[float, float] | None = None
    n_runs: int | None = None
    against: str = ""

    def condition(self, key: str) -> Condition | None:
        """The condition `key`, where it is stated."""
        return next((c for c in self.conditions if c.key == key), None)


@dataclass(frozen=True, slots=True)
class Absence:
    """A fact that is said to be absent: kind is not_known, not_applicable or pending."""

    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Fact:
    """An answer to one question: values, or a stated absence."""

    spec: FactSpec
    values: tuple[Value, ...]
    absence: Absence | None
    where: Where


@dataclass(frozen=True, slots=True)
class Derived:
    """A value that we worked out, with its formula; never written back."""

    metric: str
    si: Decimal
    low: Decimal
    high: Decimal
    digits: int
    limit: str
    formula: str
    inputs: tuple[str, ...]  # paths of the facts that it follows from
    conditions: tuple[Condition, ...]
    evidence: Evidence
    check: str = ""  # what a second way to the same value gives


# --- the catalog ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entity:
    """A chip or machine, or the facts of a sheet: an id, a name and facts."""

    id: str
    name: str
    kind: str
    facts: Mapping[str, Fact] = field(hash=False)
    document: Document = field(hash=False)


@dataclass(frozen=True, slots=True)
class Sheet(Entity):
    """One FactSheet."""

    header: Mapping[str, object] = field(hash=False, default_factory=dict)
    absences: Mapping[str, Absence] = field(hash=False, default_factory=dict)  # whole sections
    derived: tuple[Derived, ...] = ()

    @property
    def baseline(self) -> str:
        """The id of the sheet that this one is measured against, or ""."""
        return str(self.header.get("baseline", ""))


@dataclass(frozen=True, slots=True)
class Task:
    """A task of a benchmark; its first metric is the default."""

    id: str
    title: str
    metrics: tuple[str, ...]
    kind: str
    sizes: Mapping[str, str] = field(hash=False)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A benchmark, its tasks and the task list that a mean must be complete over."""

    id: str
    name: str
    description: str
    source: str
    tasks: Mapping[str, Task] = field(hash=False)
    mean_title: str = ""
    mean_tasks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalog:
    """Everything that pages are made from."""

    template: Template
    sheets: Mapping[str, Sheet] = field(default_factory=dict)
    hardware: Mapping[str, Entity] = field(default_factory=dict)
    benchmarks: Mapping[str, Benchmark] = field(default_factory=dict)
    references: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    evaluations: Mapping[str, Document] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @classmethod
    def empty(cls, findings: tuple[Finding, ...]) -> "Catalog":
        """A catalog of nothing, for when its template cannot be read."""
        section = SectionSpec("", "", "", (), (), ())
        return cls(Template((), section, {}, {}, {}, {}, (), {}), findings=findings)
