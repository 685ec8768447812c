# Comparison tables. Comes in: Catalog, Comparison. Goes out: Table. Baseline first, its variants
# under it; what cannot be compared is shown, marked and explained, never dropped or ranked.
"""Cross-model tables with a guard against dishonest pairs."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from factsheets.compare_metrics import metric_table
from factsheets.compare_pairs import pair_table
from factsheets.compare_scores import benchmark_table
from factsheets.in_short import in_short, rows_differ
from factsheets.model import Catalog, Sheet
from factsheets.questions import Comparison
from factsheets.table import Table, with_parts


def compare(catalog: Catalog, comparison: Comparison) -> Table:
    """The table of a comparison."""
    if comparison.metrics:
        table = metric_table(catalog, comparison)
        table = replace(table, short=in_short(table))
    else:
        benchmark = catalog.benchmarks[comparison.benchmark]
        made = pair_table if comparison.by_pair else benchmark_table
        table = made(catalog, comparison, benchmark)
    titles = {**catalog.template.conditions, "basis": "Basis"}
    return with_parts(catalog, replace(table, varies=rows_differ(table, titles)))


def stands_in(catalog: Catalog, sheet: Sheet, comparisons: Iterable[Comparison]) -> Iterator[Comparison]:
    """The comparisons that a sheet has a row in. No other sheet makes its row but those that it is set against."""
    comparisons = tuple(comparisons)
    pairs = ((pair.baseline, *pair.sheets) for comparison in comparisons for pair in comparison.pairs)
    others = (key for keys in pairs if sheet.id in keys for key in keys)
    needed = dict.fromkeys((sheet.id, sheet.baseline, *others))
    few = replace(catalog, sheets={key: catalog.sheets[key] for key in needed if key in catalog.sheets})
    for comparison in comparisons:
        wanted = not comparison.sheets or sheet.id in comparison.sheets
        if wanted and any(row.sheet is sheet for row in compare(few, comparison).rows):
            yield comparison


def usable(catalog: Catalog, comparison: Comparison) -> bool:
    """Whether the catalog has what the comparison is about."""
    return not comparison.benchmark or comparison.benchmark in catalog.benchmarks
