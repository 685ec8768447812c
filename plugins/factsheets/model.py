# The records that flow through the pipeline, frozen. Comes in: nothing. Must not know: files,
# JSON Schema, HTML. A fact is generic: there is no class per section, so that a section is data.
"""Facts and the catalog as values."""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeAlias

from msgspec import Struct, field

from factsheets.conditions import Condition, Conditioned
from factsheets.diagnostics import Finding, Remark, Where
from factsheets.document import Document
from factsheets.questions import FactSpec, SectionSpec, Template
from factsheets.units import Quantity

#: How a number can have come about, strongest first; see schema/values.schema.json.
BASES = ("measured", "emulated", "simulated", "estimated", "not-stated")

# --- values ---------------------------------------------------------------------------------------


class Evidence(Struct, frozen=True):
    """Who says so, where, how the number came about and how we read it.

    `inherited` maps a key to the level it was stated at ("sheet", "section", "group").
    """

    basis: str = ""
    source: str = ""
    at: str = ""
    by: str = ""
    verified: str = ""
    inherited: Mapping[str, str] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((self.basis, self.source, self.at, self.by, self.verified))


class Text(Struct, frozen=True):
    """Plain text; shown as typed."""

    text: str


class Prose(Struct, frozen=True):
    """Markdown by an author; sanitised where it is shown."""

    markdown: str


class Range(Struct, frozen=True):
    """A lower and an upper end."""

    low: Quantity
    high: Quantity


class PairOf(Struct, frozen=True):
    """Two numbers that belong together."""

    first: Quantity
    second: Quantity


class Size(Struct, frozen=True):
    """Whole numbers, width by height."""

    sides: tuple[int, ...]


class Items(Struct, frozen=True):
    """Short texts."""

    items: tuple[str, ...]


class Rows(Struct, frozen=True):
    """A small table; the columns stand in the fact's spec."""

    rows: tuple[Mapping[str, str], ...]


class Figure(Struct, frozen=True):
    """An image of `sheets/figures` with its text alternative."""

    image: str
    alt: str
    caption: str


class Scores(Struct, frozen=True):
    """Scores by task of a benchmark, and the mean as its source prints it."""

    benchmark: str
    scores: Mapping[str, "tuple[Value, ...]"]
    mean: "Value | None" = None
    absences: Mapping[str, "Absence"] = field(default_factory=dict)  # by task


Content: TypeAlias = Text | Prose | Quantity | Range | PairOf | Size | Items | Rows | Figure | Scores


class Value(Conditioned, Struct, frozen=True):
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


class Absence(Struct, frozen=True):
    """A fact that is said to be absent: kind is not_known, not_applicable or pending."""

    kind: str
    reason: str
    evidence: Evidence = field(default_factory=Evidence)
    due: str = ""  # the day by which a pending fact is promised

    @property
    def words(self) -> str:
        """The kind for a reader: "not known"."""
        return self.kind.replace("_", " ")


class Fact(Struct, frozen=True):
    """An answer to one question: values, or a stated absence."""

    spec: FactSpec
    values: tuple[Value, ...]
    absence: Absence | None
    where: Where


class Input(Struct, frozen=True):
    """What a derived value was worked out from: a fact, a condition, or another derived value."""

    title: str
    path: str  # of the fact; "" for a condition and for a derived value
    hardware: str  # the id of the hardware whose fact it is; "" for the sheet's own
    evidence: Evidence


class Check(Struct, frozen=True):
    """What another way, or the sheet itself, gives for a derived value."""

    formula: str  # "" for what the sheet states
    shown: str  # with its bounds, in words
    agrees: bool


class Later(Struct, frozen=True):
    """A text that is made where it is wanted: in a check hardly any is. Unlike a partial function it is a value."""

    make: Callable[..., str]
    given: tuple[Any, ...]

    def __call__(self) -> str:
        """The text."""
        return self.make(*self.given)


class Derived(Conditioned, Struct, frozen=True):
    """A value that we worked out, with its formula; never written back. Bounds are in SI units."""

    metric: str
    si: Decimal
    low: Decimal
    high: Decimal
    digits: int
    limit: str
    words: str  # the formula in the titles of its inputs
    spelled: Later  # the formula with their values
    inputs: tuple[Input, ...]
    conditions: tuple[Condition, ...]
    evidence: Evidence
    doubted: frozenset[str] = frozenset()  # stated facts of limited precision that it rests on
    note: str = ""  # what is assumed
    checks: tuple[Check, ...] = ()
    stated: bool = False  # the sheet states the value, too: this is a check of it

    @property
    def formula(self) -> str:
        """The formula with the values of its inputs; not kept, for a catalog has many."""
        return self.spelled()


# --- the catalog ----------------------------------------------------------------------------------


class Entity(Struct, frozen=True, eq=False):
    """A chip or machine, or the facts of a sheet: an id, a name and facts."""

    id: str
    name: str
    kind: str
    facts: Mapping[str, Fact]
    document: Document


class Sheet(Entity, frozen=True, eq=False):
    """One FactSheet."""

    header: Mapping[str, object] = field(default_factory=dict)
    absences: Mapping[str, Absence] = field(default_factory=dict)  # whole sections
    derived: tuple[Derived, ...] = ()  # also those that only check what is stated

    @property
    def baseline(self) -> str:
        """The id of the sheet that this one is measured against, or ""."""
        return str(self.header.get("baseline", ""))


def former_ids(sheet: Sheet) -> tuple[str, ...]:
    """Ids that the sheet had before."""
    names = sheet.header.get("renamed_from", ())
    return tuple(str(name) for name in names) if isinstance(names, list) else ()


class Task(Struct, frozen=True):
    """A task of a benchmark; its first metric is the default."""

    id: str
    title: str
    metrics: tuple[str, ...]
    kind: str
    sizes: Mapping[str, str]
    note: str = ""


class Benchmark(Struct, frozen=True, eq=False):
    """A benchmark, its tasks and the task list that a mean must be complete over."""

    id: str
    name: str
    description: str
    source: str
    tasks: Mapping[str, Task]
    mean_title: str = ""
    mean_tasks: tuple[str, ...] = ()
    sizes_source: str = ""


def text_meant(facts: Mapping[str, Fact], meaning: str) -> str:
    """The first text that a fact of a meaning states, "" where none does."""
    found = (v.content for f in facts.values() if f.spec.meaning == meaning for v in f.values)
    return getattr(next(found, None), "text", "")


class Names(dict[str, str]):
    """The names of all sheets by id, also of those not at hand."""

    @cached_property
    def ids(self) -> Mapping[str, str]:
        """The id of every sheet by its name; of sheets with one name, the last one's."""
        return {name: key for key, name in self.items()}

    @cached_property
    def _in_order(self) -> Mapping[str, None]:
        return dict.fromkeys(sorted(self))

    def known(self, unread: frozenset[str] = frozenset()) -> Mapping[str, None]:
        """All ids in order, with the names of the files that could not be read."""
        return dict.fromkeys(sorted({*self, *unread})) if unread else self._in_order

    @cached_property
    def lengths(self) -> Mapping[str, Sequence[int]]:
        """How long names are, shortest first, by their first word: to find names in a text in one pass."""
        found: dict[str, set[int]] = {}
        for name in self.ids:
            word = re.match(r"\w+", name)
            if word:
                found.setdefault(word[0], set()).add(len(name))
        return {word: sorted(lengths) for word, lengths in found.items()}


class Catalog(Struct, frozen=True, eq=False, dict=True):
    """Everything that pages are made from."""

    template: Template
    sheets: Mapping[str, Sheet] = field(default_factory=dict)
    names: Names = field(default_factory=Names)
    hardware: Mapping[str, Entity] = field(default_factory=dict)
    benchmarks: Mapping[str, Benchmark] = field(default_factory=dict)
    references: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    evaluations: Mapping[str, Document] = field(default_factory=dict)
    study: Document | None = None
    findings: tuple[Finding, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @cached_property
    def by_name(self) -> Mapping[str, Sheet]:
        """The sheets at hand by id and by name."""
        return {key: sheet for sheet in self.sheets.values() for key in (sheet.name, sheet.id)}

    @cached_property
    def rated(self) -> Mapping[str, list[Document]]:
        """The evaluations by the id of the sheet that they rate."""
        found: dict[str, list[Document]] = {}
        for document in self.evaluations.values():
            data: Any = document.data  # its shape has been checked
            found.setdefault(data["sheet"], []).append(document)
        return found

    @cached_property
    def kept_apart(self) -> Mapping[str, str]:
        """References whose figures may only stand beside their own kind, with the name of the kind."""
        kinds = {key: str(entry.get("within", "")) for key, entry in self.references.items()}
        return {key: kind for key, kind in kinds.items() if kind}

    @classmethod
    def empty(cls, findings: tuple[Finding, ...]) -> "Catalog":
        """A catalog of nothing, for when its template cannot be read."""
        section = SectionSpec("", "", "", (), (), "", ())
        return cls(Template((), section, {}, {}, {}, {}, (), {}, {}, {}), findings=findings)
