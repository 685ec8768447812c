# The comparability guard. Comes in: two values and the conditions that must be alike. Goes out: what
# differs, in words. No number is compared here.
"""Whether two values were obtained alike, and what is said of a value in words."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from factsheets.conditions import Condition
from factsheets.model import Derived, Evidence, Value
from factsheets.questions import Template


class Difference(Struct, frozen=True):
    """One condition in which two values differ, or which is not stated."""

    title: str
    one: str
    other: str

    @property
    def words(self) -> str:
        """For a reader: "split is validation (inferred) against test (inferred)"."""
        if self.one == self.other:
            return f"{self.title.lower()} is {self.one}"
        return f"{self.title.lower()} is {self.one} against {self.other}"


#: Names of conditions in short, and those that speak for themselves.
_SHORT = {
    "batch_size": "batch",
    "sequence_length": "sequence length",
    "n": "n =",
    "time_since_programming": "after",
    "tasks": "tasks:",
}
#: The metric of a score whose source does not say which it is.
UNSPECIFIED = "unspecified"
_BARE = frozenset({"precision", "split", "subset", "scenario", "metric", "variant", "dataset"})


def condition_words(condition: Condition) -> str:
    """A condition in short: "batch 4", "validation", "batch 4 (inferred)"."""
    name = "" if condition.key in _BARE else _SHORT.get(condition.key, condition.title.lower()) + " "
    value = condition.value.replace("_", " ") if condition.key == "metric" else condition.value
    return f"{name}{value}" + (" (inferred)" if condition.inferred else "")


def basis_words(evidence: Evidence) -> str:
    """How a figure came about, in words."""
    return evidence.basis if evidence.basis not in {"", "not-stated"} else "not stated"


def spoken(value: Value | Derived, key: str) -> str:
    """A condition of a value, or its basis, in words; "(inferred)" where the source does not say."""
    if key == "basis":
        return basis_words(value.evidence)
    condition = value.condition(key)
    if condition is None:
        return "not stated"
    said = condition.value
    if key == "metric":
        said = "not stated" if said == UNSPECIFIED else said.replace("_", " ")
    return said + (" (inferred)" if condition.inferred else "")


def _meant(value: Value | Derived, key: str) -> str:
    """What a condition of a value, or its basis, is compared by."""
    if key == "basis":
        return basis_words(value.evidence)
    condition = value.condition(key)
    return condition.meant if condition else ""


class Sided(Struct, frozen=True):
    """A value with the kind of hardware that it was obtained for; "" where that is not said."""

    value: Value | Derived
    kind: str = ""


def differences(one: Sided, other: Sided, keys: Iterable[str], template: Template) -> tuple[Difference, ...]:
    """The conditions among `keys` in which two values differ.

    One that only one of them states differs; so does one that neither states, for nobody knows. Only
    analog weights drift, so that the time since programming counts between two analog values alone.
    """
    found = []
    for key in keys:
        if key == "time_since_programming" and not one.kind == other.kind == "analog":
            continue
        said, against = spoken(one.value, key), spoken(other.value, key)
        if said == "not stated" or _meant(one.value, key) != _meant(other.value, key):
            title = "Basis" if key == "basis" else template.conditions[key]
            found.append(Difference(title, said, against))
    return tuple(found)


def united(per_cell: Sequence[tuple[Difference, ...]]) -> tuple[Difference, ...]:
    """The differences of several cells, each once, in the order in which they appear."""
    return tuple(dict.fromkeys(difference for cell in per_cell for difference in cell))


def uncertainty(value: Value) -> str:
    """Deviation, interval and number of runs in words, as far as they are stated."""
    parts = []
    if value.std is not None:
        parts.append(f"± {value.std} (standard deviation)")
    if value.ci95:
        parts.append(f"95 % from {value.ci95[0]} to {value.ci95[1]}")
    if value.n_runs:
        parts.append(f"{value.n_runs} runs")
    return ", ".join(parts)


def sentence(cells: Mapping[str, tuple[Difference, ...]], other: str = "") -> tuple[str, ...]:
    """Why a row and its baseline (`other`) are not like for like, cell by cell; nothing where they are.

    `cells` has the differences of each compared column. What holds for all of them names none.
    """
    where: dict[str, list[str]] = {}
    for column, unlike in cells.items():
        for difference in unlike:
            where.setdefault(difference.words, []).append(column)
    if not where:
        return ()
    words = [
        text if len(columns) == len(cells) else f"{', '.join(columns)}: {text}"
        for text, columns in where.items()
    ]
    return (f"Not like for like{other}: {'; '.join(words)}.",)
