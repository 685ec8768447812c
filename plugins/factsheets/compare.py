# Comparison tables. Comes in: Catalog, Comparison. Goes out: Table. Baseline first, its variants
# under it; what cannot be compared is shown, marked and explained, never dropped or ranked.
"""Cross-model tables with a guard against dishonest pairs."""

from factsheets.compare_metrics import metric_table
from factsheets.compare_scores import benchmark_table
from factsheets.model import Catalog
from factsheets.questions import Comparison
from factsheets.table import Table


def compare(catalog: Catalog, comparison: Comparison) -> Table:
    """The table of a comparison."""
    if comparison.benchmark:
        return benchmark_table(catalog, comparison, catalog.benchmarks[comparison.benchmark])
    return metric_table(catalog, comparison)


def usable(catalog: Catalog, comparison: Comparison) -> bool:
    """Whether the catalog has what the comparison is about."""
    return not comparison.benchmark or comparison.benchmark in catalog.benchmarks
