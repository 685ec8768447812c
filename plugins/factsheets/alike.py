# The comparability guard. Comes in: two values and the conditions that must be alike. Goes out: what
# differs, in words. No number is compared here.
"""Whether two values were obtained alike, and what is said of a value in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from factsheets.model import Derived, Evidence, Value
from factsheets.questions import Template


@dataclass(frozen=True, slots=True)
class Difference:
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
    return condition.value + (" (inferred)" if condition.inferred else "")


def differences(
    one: Value | Derived, other: Value | Derived, keys: Iterable[str], template: Template
) -> tuple[Difference, ...]:
    """The conditions among `keys` in which two values differ.

    One that only one of them states differs; so does one that neither states, for nobody knows.
    """
    found = []
    for key in keys:
        said, against = spoken(one, key), spoken(other, key)
        alike = said.removesuffix(" (inferred)") == against.removesuffix(" (inferred)")
        if not alike or said == "not stated":
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


def sentence(unlike: Iterable[Difference], other: str = "") -> tuple[str, ...]:
    """Why two rows, or a row and the `other` one, are not like for like; nothing where they are."""
    words = dict.fromkeys(difference.words for difference in unlike)
    return (f"Not like for like{other}: {'; '.join(words)}.",) if words else ()
