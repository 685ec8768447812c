# Rules on scores. Comes in: scores by task and sizes of benchmarks.
"""Can the scores of a sheet be what they are said to be?"""

from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from factsheets.codes import Code
from factsheets.deltas import examples
from factsheets.document import line_of
from factsheets.model import Catalog, Sheet, Value
from factsheets.rules.kind import Hit, rule
from factsheets.rules.look import score_sets, scored_fact
from factsheets.scores import ScoreSet, decimals_of, metric_of, points, shown_score

#: So many scores that all end in 0 do so by chance once in a hundred thousand tables.
_MANY = 5
_PAIR = "performance:\n  accuracy: {benchmark: pair, conditions: {split: validation, runs: 5}, scores: "


def _one_run(value: Value) -> bool:
    """Whether nothing says that the score is a mean over runs."""
    runs = value.condition("runs")
    return value.std is None and value.n_runs in {None, 1} and (runs is None or runs.value == "1")


@rule(
    "FS310",
    "warning",
    Code(
        "A score that no count of right answers gives",
        "Of n examples some whole number is answered right. A score between two such shares is a mean over runs that nobody "
        "mentions, is over other examples, or is mistyped.",
        "State how many runs it is a mean of (n_runs), how many examples were scored (n), or correct it.",
        _PAIR + "{one: {value: 91.03, conditions: {n: 872, runs: 1}}}}",
        _PAIR + "{one: {value: 91.06, conditions: {n: 872, runs: 1}}}}",
    ),
)
def scores_are_possible(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """A share of n examples, rounded half up or half to even to the printed decimals."""
    for scores in score_sets(catalog, sheet):
        spare = 1 if _padded(scores) else 0
        for key, value in scores.values.items():
            task = scores.benchmark.tasks[key]
            metric = metric_of(value, catalog.template)
            count = examples(value, task) if metric and metric.proportion and _one_run(value) else 0
            decimals = decimals_of(value) - spare if count else 0
            if count and not _possible(value, count, decimals):
                below, above = _neighbours(value, count, decimals)
                message = f"{shown_score(value)} is no share of {count} examples: {below} and {above} are the nearest"
                yield Hit(scored_fact(sheet), value.where, f"{task.title}: {message}")


def _shares(value: Value, count: int) -> Iterator[Decimal]:
    """The shares around a score, in percent."""
    right = int(points(value) * count / 100)
    return (Decimal(100 * k) / count for k in range(max(0, right - 1), min(count, right + 2) + 1))


def _possible(value: Value, count: int, decimals: int) -> bool:
    score, step = points(value), Decimal(1).scaleb(-decimals)
    roundings = (ROUND_HALF_UP, ROUND_HALF_EVEN)
    return any(share.quantize(step, mode) == score for share in _shares(value, count) for mode in roundings)


def _neighbours(value: Value, count: int, decimals: int) -> tuple[str, str]:
    step = Decimal(1).scaleb(-decimals)
    shares = list(_shares(value, count))
    below = max((s for s in shares if s <= points(value)), default=shares[0])
    above = min((s for s in shares if s >= points(value)), default=shares[-1])
    return f"{below.quantize(step, ROUND_HALF_UP)}", f"{above.quantize(step, ROUND_HALF_UP)}"


@rule(
    "FS317",
    "note",
    Code(
        "A mean over several metrics is called one of them",
        "A mean over accuracy, F1 and correlations is none of these; a reader takes it for the one it is named after.",
        "Leave its metric out, and say in its note what it is a mean of.",
        _PAIR + "{one: 90.0, two: 80.0}, mean: {value: 85.0, conditions: {metric: accuracy}}}",
        _PAIR + "{one: 90.0, two: 80.0}, mean: 85.0}",
    ),
)
def means_are_called_what_they_are(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """The metric of a printed mean against those of the scores below it."""
    for scores in score_sets(catalog, sheet):
        mean = scores.published_mean
        metric = metric_of(mean, catalog.template) if mean else None
        found = [metric_of(value, catalog.template) for value in scores.values.values()]
        names = list(dict.fromkeys(m.short for m in found if m))
        if mean and metric and len(names) > 1:
            message = f"the mean is called {metric.short}; its scores are {', '.join(names)}"
            yield Hit(scored_fact(sheet), mean.where, message)


@rule(
    "FS318",
    "note",
    Code(
        "Scores with a digit too many",
        "When every score ends in 0, the last digit was put there to fill the column. It promises a precision that the "
        "source does not have.",
        "Write the digits that the source has; where it is the source that pads them, say it in a waiver.",
        "performance:\n  accuracy:\n    benchmark: six\n    scores: {a: 66.40, b: 88.90, c: 85.80, d: 52.10, e: 93.50, f: 90.50}",
        "performance:\n  accuracy:\n    benchmark: six\n    scores: {a: 66.4, b: 88.9, c: 85.8, d: 52.1, e: 93.5, f: 90.5}",
    ),
)
def scores_are_not_padded(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """Five or more scores with the same number of decimals, the last of which is 0 in all."""
    for scores in score_sets(catalog, sheet, quoted=True):
        if _padded(scores):
            first = next(iter(scores.values.values()))
            message = f"all {len(scores.values)} scores on {scores.benchmark.name} end in 0"
            yield Hit(scored_fact(sheet), first.where, message)


@rule(
    "FS319",
    "warning",
    Code(
        "A share of one among percentages",
        "A score is read in percent. Where the others are above 1, one of 0.971 is most likely 97.1.",
        "Write it in percent; write the sign, 0.971 %, where it is meant.",
        _PAIR + "{one: 0.971, two: 80.2}}",
        _PAIR + "{one: 97.1, two: 80.2}}",
    ),
)
def scores_are_in_percent(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """Shares below 1 % without the sign, where the sheet's other scores, or the baseline's, are above 1."""
    baseline = catalog.sheets.get(sheet.baseline)
    for scores in score_sets(catalog, sheet):
        below = {key: value for key, value in scores.values.items() if 0 < points(value) < 1}
        if not below:
            continue
        others = [value for key, value in scores.values.items() if key not in below]
        beside = score_sets(catalog, baseline) if baseline else ()
        others += [
            v for other in beside if other.benchmark is scores.benchmark for v in other.values.values()
        ]
        if not others or any(points(value) < 1 for value in others):
            continue
        for key, value in below.items():
            metric = metric_of(value, catalog.template)
            if metric and metric.better == "higher" and not _signed(sheet, value):
                title = scores.benchmark.tasks[key].title
                message = f"{title}: {shown_score(value)} is read as {shown_score(value)} %, and the others are above 1"
                yield Hit(scored_fact(sheet), value.where, message)


def _signed(sheet: Sheet, value: Value) -> bool:
    """Whether the author wrote the sign of percent after a score."""
    line = line_of(sheet.document.text, value.where.line)
    return "%" in line[value.where.column - 1 :].partition(",")[0]


def _padded(scores: ScoreSet) -> bool:
    values = scores.values.values()
    return len(values) >= _MANY and all(decimals_of(v) > 1 and shown_score(v).endswith("0") for v in values)
