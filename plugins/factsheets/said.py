# Values as data and in plain words. Comes in: content of any shape. Goes out: JSON's types, and text in one line.
# Must not know: HTML, files.
"""What a sheet says, for programs and for plain text."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from factsheets.alike import condition_words, uncertainty
from factsheets.conditions import Condition
from factsheets.model import (
    Absence,
    Catalog,
    Content,
    Evidence,
    Figure,
    Items,
    PairOf,
    Prose,
    Range,
    Rows,
    Scores,
    Size,
    Text,
    Value,
)
from factsheets.project import KINDS
from factsheets.questions import FactSpec
from factsheets.show import number, spelled
from factsheets.units import Quantity


def filled(**fields: Any) -> dict[str, Any]:
    """The fields that say something."""
    return {key: value for key, value in fields.items() if value or value is False or value == 0}


def quantity_data(quantity: Quantity) -> dict[str, Any]:
    """A number as its author wrote it, and in SI base units."""
    return filled(number=quantity.number, unit=quantity.unit, limit=quantity.limit, si=quantity.si)


@lru_cache(maxsize=256)
def evidence_data(evidence: Evidence) -> Mapping[str, Any]:
    """Who says so, and how the number came about; a sheet has the same evidence for many facts."""
    return filled(
        basis=evidence.basis,
        source=evidence.source,
        at=evidence.at,
        by=evidence.by,
        verified=evidence.verified,
    )


@lru_cache(maxsize=256)
def conditions_data(conditions: tuple[Condition, ...]) -> Sequence[Mapping[str, Any]]:
    """Conditions with their titles; `inferred` says why one is believed that no source states."""
    return [filled(key=c.key, title=c.title, value=c.value, inferred=c.inferred) for c in conditions]


def absence_data(absence: Absence | None) -> dict[str, Any]:
    """A stated absence."""
    if absence is None:
        return {}
    evidence = evidence_data(absence.evidence)
    return filled(kind=absence.kind, reason=absence.reason, due=absence.due, evidence=evidence)


def value_data(value: Value) -> dict[str, Any]:
    """A stated value."""
    return filled(
        text=text_of(value.content),
        content=content_data(value.content),
        conditions=conditions_data(value.conditions),
        evidence=evidence_data(value.evidence),
        note=value.note,
        std=value.std,
        ci95=value.ci95,
        n_runs=value.n_runs,
        against=value.against,
        line=value.where.line,
    )


def _scores_data(content: Scores) -> dict[str, Any]:
    return filled(
        benchmark=content.benchmark,
        scores={task: [value_data(value) for value in values] for task, values in content.scores.items()},
        mean=value_data(content.mean) if content.mean else None,
        absences={task: absence_data(absence) for task, absence in content.absences.items()},
    )


_DATA: Mapping[type, Callable[[Any], dict[str, Any]]] = {
    Text: lambda c: {"text": c.text},
    Prose: lambda c: {"markdown": c.markdown},
    Quantity: quantity_data,
    Range: lambda c: {"low": quantity_data(c.low), "high": quantity_data(c.high)},
    PairOf: lambda c: {"first": quantity_data(c.first), "second": quantity_data(c.second)},
    Size: lambda c: {"sides": c.sides},
    Items: lambda c: {"items": c.items},
    Rows: lambda c: {"rows": c.rows},
    Figure: lambda c: {"image": c.image, "alt": c.alt, "caption": c.caption},
    Scores: _scores_data,
}


def content_data(content: Content) -> dict[str, Any]:
    """The content of a value, by its shape."""
    return _DATA[type(content)](content)


_TEXT: Mapping[type, Callable[[Any], str]] = {
    Text: lambda c: c.text,
    Prose: lambda c: c.markdown,
    Quantity: spelled,
    Range: lambda c: f"{number(c.low.number)} to {spelled(c.high)}",
    PairOf: lambda c: f"{number(c.first.number)} / {spelled(c.second)}",
    Size: lambda c: " × ".join(map(str, c.sides)),
    Items: lambda c: "; ".join(c.items),
    Rows: lambda _: "",
    Figure: lambda c: c.alt,
    Scores: lambda _: "",
}


def text_of(content: Content) -> str:
    """The content of a value as text; "" of tables."""
    return _TEXT[type(content)](content)


def told(content: Content, spec: FactSpec, catalog: Catalog) -> str:
    """What a reader is told in a line: names of what is referred to, tables and figures in words."""
    if isinstance(content, Text) and spec.refers in KINDS:
        if spec.refers == "models":
            return catalog.names.get(content.text, content.text)
        found = (catalog.hardware if spec.refers == "hardware" else catalog.benchmarks).get(content.text)
        return found.name if found else content.text
    if isinstance(content, Rows):
        return "; ".join(", ".join(row.values()) for row in content.rows)
    if isinstance(content, Figure):
        return f"{content.image}: {content.alt}"
    if isinstance(content, Range):
        return f"{spelled(content.low)} to {spelled(content.high)}"
    return text_of(content)


def under(value: Value) -> str:
    """What a figure holds under, in words: its uncertainty, its conditions, what it is against."""
    against = [f"against {value.against}"] if value.against else []
    words = [uncertainty(value), *map(condition_words, value.conditions), *against]
    return ", ".join(word for word in words if word)
