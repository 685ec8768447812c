# The figures on top of a sheet and in the list of models. Comes in: Site, Sheet. Goes out: Highlight.
"""Headline figures of a sheet."""

from collections.abc import Iterator
from dataclasses import dataclass

from factsheets.alike import basis_words, spoken
from factsheets.compare_metrics import amount_of, shown
from factsheets.derive import values_of
from factsheets.model import Catalog, Derived, Evidence, Sheet, Value
from factsheets.questions import Metric
from factsheets.scores import metric_of, score_set, shown_mean, shown_score


@dataclass(frozen=True, slots=True)
class Highlight:
    """One of the figures on top of a full sheet."""

    title: str
    text: str
    sub: str


def highlights(catalog: Catalog, sheet: Sheet) -> Iterator[Highlight]:
    """Scores, then the metrics that the registry calls headlines, where one value is known."""
    yield from scores(catalog, sheet)
    for metric in catalog.template.metrics.values():
        if metric.headline:
            found = headline(sheet, metric)
            if found:
                yield found


def scores(catalog: Catalog, sheet: Sheet) -> Iterator[Highlight]:
    """The complete mean on a benchmark, the mean as published, or the score on its only task."""
    for benchmark in catalog.benchmarks.values():
        found = score_set(sheet, benchmark, {}, catalog.template)
        if found is None:
            continue
        first = next(iter(found.values.values()), None)
        if found.mean is not None and first:
            others = f", {found.in_other_metrics} of them in other metrics" if found.in_other_metrics else ""
            sub = f"{len(benchmark.mean_tasks)} tasks{others}, {_under(first)}"
            yield Highlight(f"{benchmark.name} mean", shown_mean(found), sub)
        elif found.published_mean and not found.values:
            title = f"{benchmark.name} mean{_metric(catalog, found.published_mean, '')}"
            yield Highlight(title, shown_score(found.published_mean), _under(found.published_mean))
        elif first and len(benchmark.tasks) == 1:
            usual = next(iter(benchmark.tasks.values())).metrics[0]
            title = f"{benchmark.name}{_metric(catalog, first, usual)}"
            yield Highlight(title, shown_score(first), _under(first))


def _metric(catalog: Catalog, value: Value, usual: str) -> str:
    """The metric of a score in short, where it is not the usual one."""
    metric = metric_of(value, catalog.template)
    return f" {metric.short}" if metric and metric.id != usual else ""


def _under(value: Value) -> str:
    """Split and basis of a score: without them two scores would look alike that are not."""
    split = spoken(value, "split")
    return ", ".join(["split not stated" if split == "not stated" else split, _basis_line(value.evidence)])


def headline(sheet: Sheet, metric: Metric) -> Highlight | None:
    """The value of a metric, or the span of several."""
    found = values_of(sheet, metric.id)
    if not found:
        return None
    if len(found) > 1:
        return Highlight(metric.title, f"{len(found)} values", _span(found, metric))
    sub = "derived" if isinstance(found[0], Derived) else _basis_line(found[0].evidence)
    conditions = ", ".join(f"{c.title.lower()} {c.value}" for c in found[0].conditions[:2])
    return Highlight(metric.title, shown(found[0], metric), ", ".join(p for p in (sub, conditions) if p))


def _span(values: list[Value | Derived], metric: Metric) -> str:
    """The least and the most of several values, which hold under different conditions."""
    low, high = (shown(pick(values, key=amount_of), metric) for pick in (min, max))
    return f"from {low} to {high}"


def _basis_line(evidence: Evidence) -> str:
    words = basis_words(evidence)
    return f"basis {words}" if words == "not stated" else words
