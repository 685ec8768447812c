# The figures on top of a sheet and in the list of models. Comes in: Site, Sheet. Goes out: Highlight.
"""Headline figures of a sheet."""

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from factsheets.alike import basis_words, condition_words, spoken
from factsheets.compare_metrics import amount_of, basis_of, shown
from factsheets.derive import values_of
from factsheets.model import Benchmark, Catalog, Derived, Evidence, Sheet, Value
from factsheets.questions import Metric
from factsheets.scores import ScoreSet, metric_of, score_set, shown_mean, shown_score, values_of_loss
from factsheets.show import spelled
from factsheets.units import Quantity
from factsheets.words import plural

#: Conditions that stand below a headline figure, where they are stated.
_ON_TOP = ("boundary", "variant", "batch_size", "sequence_length")


class Highlight(Struct, frozen=True):
    """One of the figures on top of a full sheet."""

    title: str
    text: str
    sub: str
    best: Decimal | None = None  # of a metric, in SI units


def highlights(catalog: Catalog, sheet: Sheet) -> Iterator[Highlight]:
    """Scores, then the metrics that the registry calls headlines, where one value is known."""
    yield from scores(catalog, sheet)
    for metric in catalog.template.metrics.values():
        if metric.headline:
            found = headline(sheet, metric)
            if found:
                yield found


def scores(catalog: Catalog, sheet: Sheet) -> Iterator[Highlight]:
    """What a sheet scores on every benchmark, then the losses that its source publishes alone."""
    for benchmark in catalog.benchmarks.values():
        yield from _scores_on(catalog, sheet, benchmark)
    yield from _losses(sheet)


def results(catalog: Catalog, sheet: Sheet, benchmark: Benchmark) -> Iterator[Highlight]:
    """What a sheet scores on a benchmark, and what it loses there."""
    yield from _scores_on(catalog, sheet, benchmark)
    yield from _losses(sheet, benchmark.name)


def _scores_on(catalog: Catalog, sheet: Sheet, benchmark: Benchmark) -> Iterator[Highlight]:
    """The complete mean on a benchmark, the mean as published, or the scores that there are."""
    found = score_set(sheet, benchmark, {}, catalog.template)
    if found is None:
        return
    first = next(iter(found.values.values()), None)
    if found.mean is not None and first:
        others = (
            f", {found.in_other_metrics} of them in other or unnamed metrics"
            if found.in_other_metrics
            else ""
        )
        sub = f"{len(benchmark.mean_tasks)} tasks{others}, {_under(found, first)}"
        yield Highlight(f"{benchmark.name} mean", shown_mean(found), sub)
    elif found.published_mean and not found.values:
        title = f"{benchmark.name} mean{_metric(catalog, found.published_mean)}"
        yield Highlight(title, shown_score(found.published_mean), _under(found, found.published_mean))
    elif first and len(found.values) > 1:
        text = f"{len(found.values)} of {plural(len(benchmark.tasks), 'task')}"
        yield Highlight(benchmark.name, text, _under(found, first))
    elif first:
        task = benchmark.tasks[next(iter(found.values))].title if len(benchmark.tasks) > 1 else ""
        title = " ".join(part for part in (benchmark.name, task) if part)
        yield Highlight(f"{title}{_metric(catalog, first)}", shown_score(first), _under(found, first))


def _losses(sheet: Sheet, on: str = "") -> Iterator[Highlight]:
    """Losses that a source publishes without the scores behind them; on one benchmark, or on any."""
    for value in values_of_loss(sheet):
        dataset = value.condition("dataset")
        if dataset and on not in {"", dataset.value}:
            continue
        if dataset and isinstance(value.content, Quantity) and not value.condition("variant"):
            under = f"against {value.against}, {_basis_line(value.evidence)}"
            yield Highlight(f"{dataset.value} loss", spelled(value.content), under)


def _metric(catalog: Catalog, value: Value) -> str:
    """The metric of a score in short."""
    metric = metric_of(value, catalog.template)
    return f" {metric.short}" if metric else ""


def _under(scores: ScoreSet, value: Value) -> str:
    """Split, basis and age of a score: without them two scores would look alike that are not."""
    split = spoken(value, "split")
    words = ["split not stated" if split == "not stated" else split, _basis_line(value.evidence)]
    age = value.condition("time_since_programming")
    return ", ".join([*words, *([condition_words(age)] if age and scores.kind == "analog" else [])])


def headline(sheet: Sheet, metric: Metric) -> Highlight | None:
    """The value of a metric, or the span of several."""
    found = values_of(sheet, metric.id)
    if not found:
        return None
    if len(found) > 1:
        best = (max if metric.better == "higher" else min)(map(amount_of, found))
        return Highlight(metric.title, f"{len(found)} values", _span(found, metric), best)
    value = found[0]
    derived = ["derived"] if isinstance(value, Derived) else []
    basis = "upper bound" if basis_of(value) == "upper bound" else _basis_line(value.evidence)
    said = [condition_words(c) for key in _ON_TOP if (c := value.condition(key))]
    words = ", ".join([*derived, basis, *said])
    return Highlight(metric.title, shown(value, metric), words, amount_of(value))


def _span(values: list[Value | Derived], metric: Metric) -> str:
    """The least and the most of several values, which hold under different conditions."""
    low, high = (shown(pick(values, key=amount_of), metric) for pick in (min, max))
    return f"from {low} to {high}"


def _basis_line(evidence: Evidence) -> str:
    words = basis_words(evidence)
    return f"basis {words}" if words == "not stated" else words
