# What comparisons name. Comes in: Catalog. Goes out: findings for names that stand for nothing, and for
# figures beside them that are no quantities.
"""Check comparisons.yaml against the catalog that it compares."""

from collections.abc import Collection, Iterator, Mapping

from factsheets.diagnostics import Finding
from factsheets.document import finding_in
from factsheets.model import Catalog
from factsheets.questions import Comparison
from factsheets.suggest import did_you_mean
from factsheets.units import UnitError, parse


def check_comparisons(catalog: Catalog, unread: Mapping[str, frozenset[str]]) -> list[Finding]:
    """Sheets, metrics, benchmarks and conditions that a comparison names but the catalog lacks."""
    findings = []
    sheets = catalog.names.known(unread.get("models", frozenset()))
    for comparison in catalog.template.comparisons:
        for name, allowed, what in _named(catalog, comparison, sheets, unread):
            if name not in allowed:
                message = f"comparison {comparison.id}: there is no {what} `{name}`"
                fix = did_you_mean(name, list(allowed))
                fix += "; where it is gone, take it out of the comparison" if what == "sheet" else ""
                findings.append(_at(catalog, comparison, name, "FS403", message, fix))
        findings += _shape(comparison)
        findings += _chart(comparison)
        findings += _figures(catalog, comparison)
    return findings


def _at(catalog: Catalog, comparison: Comparison, word: str, code: str, message: str, fix: str) -> Finding:
    """A finding at a word of a comparison."""
    words = catalog.template.compared
    return finding_in(
        words.text, code, words.places.get((comparison.id, word), comparison.where), message, fix
    )


def _named(
    catalog: Catalog, comparison: Comparison, sheets: Collection[str], unread: Mapping[str, frozenset[str]]
) -> Iterator[tuple[str, Collection[str], str]]:
    """Every name in a comparison, what it may be, and what it should name."""
    template = catalog.template
    benchmark = catalog.benchmarks.get(comparison.benchmark)
    if comparison.benchmark:
        yield comparison.benchmark, [*catalog.benchmarks, *unread.get("benchmarks", ())], "benchmark"
    if comparison.task and benchmark:
        yield comparison.task, benchmark.tasks, "task"
    yield from ((name, template.metrics, "metric") for name in comparison.metrics)
    yield from ((name, template.conditions, "condition") for name in (*comparison.pin, *comparison.rows_by))
    yield from ((name, [*template.conditions, "basis"], "condition") for name in comparison.alike)
    yield from ((name, sheets, "sheet") for name in comparison.sheets)
    yield from (
        (name, sheets, "sheet") for pair in comparison.pairs for name in (pair.baseline, *pair.sheets)
    )
    for figure in comparison.beside:
        yield figure.metric, comparison.metrics, "column"
        if "references" not in unread:
            yield figure.source, catalog.references, "reference"


def _shape(comparison: Comparison) -> Iterator[Finding]:
    """What a comparison needs so that it has columns."""
    if not comparison.benchmark and not comparison.metrics:
        message = f"comparison {comparison.id} has no columns"
        yield Finding("FS403", comparison.where, message, "give it `benchmark:` or `metrics:`")
    if comparison.benchmark and comparison.metrics and not comparison.task:
        message = f"comparison {comparison.id} has a benchmark and metrics, but no task"
        yield Finding("FS403", comparison.where, message, "say with `task:` whose score it is")
    if comparison.by_pair and (comparison.metrics or not comparison.benchmark):
        message = f"comparison {comparison.id}: `by_pair` is for the scores on a benchmark"
        yield Finding("FS403", comparison.where, message, "give it `benchmark:` and no `metrics:`")


#: How many columns that are metrics a chart needs; none of those of tasks.
_CHARTS = {"scale": 1, "scatter": 2, "time": 1, "tasks": 0}


def _chart(comparison: Comparison) -> Iterator[Finding]:
    """Charts that the columns of their comparison cannot give."""
    if not comparison.chart:
        return
    needed, metrics = _CHARTS[comparison.chart], len(comparison.metrics)
    if metrics < needed or (not needed and (metrics or comparison.by_pair)):
        wanted = f"{needed} of `metrics:`" if needed else "`benchmark:` with a column for each task"
        message = f"comparison {comparison.id}: a chart of kind {comparison.chart} needs {wanted}"
        yield Finding("FS403", comparison.where, message, "choose another kind of chart, or leave it out")


def _figures(catalog: Catalog, comparison: Comparison) -> Iterator[Finding]:
    """Figures beside a comparison that are no quantities of their metric."""
    for figure in comparison.beside:
        metric = catalog.template.metrics.get(figure.metric)
        try:
            if metric:
                parse(figure.value, metric.dimension)
        except UnitError as error:
            message = f"comparison {comparison.id}: {error.message}"
            yield _at(catalog, comparison, figure.value, error.code, message, error.fix)
