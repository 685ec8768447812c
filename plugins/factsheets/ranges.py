# Values that a metric cannot take. Comes in: Catalog. Goes out: findings.
"""Check stated values against the ranges of schema/metrics.yaml."""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from factsheets.diagnostics import Finding
from factsheets.document import finding_in, shorten
from factsheets.model import Catalog, Sheet, Value
from factsheets.questions import Metric
from factsheets.scores import benchmarks_of, own_scores
from factsheets.units import Quantity, parse_unit


def check_ranges(catalog: Catalog) -> list[Finding]:
    """Findings for values that lie outside of what their metric allows."""
    findings = []
    for sheet in catalog.sheets.values():
        for value, metric in _measured(catalog, sheet):
            content = value.content
            if metric.low is None or metric.high is None or not isinstance(content, Quantity):
                continue
            amount = content.si / parse_unit(metric.unit)[0]
            if not _exact(metric.low) <= amount <= _exact(metric.high):
                stated = shorten(f"{content.number} {content.unit}".strip())
                bounds = f"{metric.low} to {metric.high} {metric.unit}".strip()
                message = f"{stated} is no {metric.title}: it goes from {bounds}"
                fix = "correct the value or its unit"
                findings.append(finding_in(sheet.document.text, "FS115", value.where, message, fix))
    return findings


@lru_cache(maxsize=256)
def _exact(bound: float) -> Decimal:
    return Decimal(str(bound))


def _measured(catalog: Catalog, sheet: Sheet) -> Iterator[tuple[Value, Metric]]:
    """Every stated value of a sheet that has a metric."""
    metrics = catalog.template.metrics
    for fact in sheet.facts.values():
        if fact.spec.metric in metrics:
            yield from ((value, metrics[fact.spec.metric]) for value in fact.values)
    scored = benchmarks_of(sheet)
    for key, benchmark in catalog.benchmarks.items():
        scores = own_scores(sheet, benchmark, catalog.template) if key in scored else None
        for value in scores.values.values() if scores else ():
            named = value.condition("metric")
            if named and named.value in metrics:
                yield value, metrics[named.value]
