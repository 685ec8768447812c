# The figures on top of a sheet and in the list of models. Comes in: Site, Sheet. Goes out: Highlight.
"""Headline figures of a sheet."""

from collections.abc import Iterator
from dataclasses import dataclass

from factsheets.alike import basis_words
from factsheets.compare_metrics import amount_of, shown
from factsheets.derive import values_of
from factsheets.model import Catalog, Derived, Evidence, Scores, Sheet, Value
from factsheets.questions import Metric
from factsheets.score_table import score_rows


@dataclass(frozen=True, slots=True)
class Highlight:
    """One of the figures on top of a full sheet."""

    title: str
    text: str
    sub: str


def highlights(catalog: Catalog, sheet: Sheet) -> Iterator[Highlight]:
    """Complete means, then the metrics that the registry calls headlines, where one value is known."""
    for fact in sheet.facts.values():
        for value in fact.values:
            if isinstance(value.content, Scores):
                table = score_rows(catalog, sheet, value)
                if table.mean:
                    yield Highlight(f"{table.benchmark} mean", table.mean, table.mean_sub)
    for metric in catalog.template.metrics.values():
        if metric.headline:
            found = values_of(sheet, metric.id)
            if len(found) > 1:
                yield Highlight(metric.title, f"{len(found)} values", _span(found, metric))
            elif found:
                sub = "derived" if isinstance(found[0], Derived) else _basis_line(found[0].evidence)
                conditions = ", ".join(f"{c.title.lower()} {c.value}" for c in found[0].conditions[:2])
                yield Highlight(
                    metric.title, shown(found[0], metric), ", ".join(p for p in (sub, conditions) if p)
                )


def _span(values: list[Value | Derived], metric: Metric) -> str:
    """The least and the most of several values, which hold under different conditions."""
    low, high = (shown(pick(values, key=amount_of), metric) for pick in (min, max))
    return f"from {low} to {high}"


def _basis_line(evidence: Evidence) -> str:
    words = basis_words(evidence)
    return f"basis {words}" if words == "not stated" else words
