# Rules on scores. Comes in: scores by task, the baseline's, sizes of benchmarks.
"""Can the scores of a sheet be what they are said to be, and were they obtained like their baseline's?"""

from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from factsheets.alike import Sided, differences
from factsheets.codes import Code
from factsheets.deltas import examples
from factsheets.model import Catalog, Scores, Sheet, Value
from factsheets.rules.kind import Hit, rule
from factsheets.scores import ScoreSet, decimals_of, metric_of, points, score_set, shown_score

_SCORES = "performance:\n  accuracy: {{benchmark: pair, conditions: {{split: test{more}}}, scores: {{one: {score}}}}}"


def _sets(catalog: Catalog, sheet: Sheet) -> Iterator[ScoreSet]:
    for benchmark in catalog.benchmarks.values():
        found = score_set(sheet, benchmark, {}, catalog.template)
        if found:
            yield found


def _path(sheet: Sheet) -> str:
    """The fact that holds the scores of a sheet."""
    return next(
        (p for p, f in sheet.facts.items() if any(isinstance(v.content, Scores) for v in f.values)), ""
    )


@rule(
    "FS310",
    "warning",
    Code(
        "A score that no count of right answers gives",
        "Of n examples some whole number is answered right. A score between two such shares is a mean over runs that nobody "
        "mentions, is over other examples, or is mistyped.",
        "State how many runs it is a mean of (n_runs), how many examples were scored (n), or correct it.",
        _SCORES.format(more=", n: 872", score="91.03 %"),
        _SCORES.format(more=", n: 872", score="91.06 %"),
    ),
)
def scores_are_possible(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """A share of n examples, rounded half up or half to even to the printed decimals."""
    for scores in _sets(catalog, sheet):
        for key, value in scores.values.items():
            metric, count = metric_of(value, catalog.template), examples(value, scores.benchmark.tasks[key])
            if metric and metric.proportion and count and _one_run(value) and not _possible(value, count):
                below, above = _neighbours(value, count)
                message = f"{shown_score(value)} is no share of {count} examples: {below} and {above} are the nearest"
                yield Hit(_path(sheet), value.where, f"{scores.benchmark.tasks[key].title}: {message}")


def _one_run(value: Value) -> bool:
    """Whether nothing says that the score is a mean over runs."""
    return value.std is None and value.n_runs in {None, 1} and value.condition("runs") is None


def _rounded(share: Decimal, decimals: int) -> set[Decimal]:
    step = Decimal(1).scaleb(-decimals)
    return {share.quantize(step, mode) for mode in (ROUND_HALF_UP, ROUND_HALF_EVEN)}


def _shares(value: Value, count: int) -> list[Decimal]:
    """The shares around a score, in percent."""
    right = int(points(value) * count / 100)
    return [Decimal(100 * k) / count for k in range(max(0, right - 1), min(count, right + 2) + 1)]


def _possible(value: Value, count: int) -> bool:
    return any(points(value) in _rounded(share, decimals_of(value)) for share in _shares(value, count))


def _neighbours(value: Value, count: int) -> tuple[str, str]:
    step = Decimal(1).scaleb(-decimals_of(value))
    shares = _shares(value, count)
    below = max((s for s in shares if s <= points(value)), default=shares[0])
    above = min((s for s in shares if s >= points(value)), default=shares[-1])
    return f"{below.quantize(step, ROUND_HALF_UP)}", f"{above.quantize(step, ROUND_HALF_UP)}"


@rule(
    "FS311",
    "note",
    Code(
        "Scores were not obtained like the baseline's",
        "A difference between scores on other splits or in other metrics says nothing of the hardware.",
        "Name a baseline that was scored alike. Comparisons mark the pair either way.",
        "baseline: beta\n" + _SCORES.format(more="", score="90.1"),
        "baseline: beta\n" + _SCORES.format(more="", score="90.1").replace("test", "validation"),
    ),
)
def the_baseline_was_scored_alike(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """Split and metric of each score against those of the declared baseline."""
    baseline = catalog.sheets.get(sheet.baseline)
    for scores in _sets(catalog, sheet) if baseline else ():
        base = score_set(baseline, scores.benchmark, {}, catalog.template) if baseline else None
        words: dict[str, list[str]] = {}
        for key, value in scores.values.items():
            other = base.values.get(key) if base else None
            if other:
                for unlike in differences(Sided(value), Sided(other), ("split", "metric"), catalog.template):
                    words.setdefault(unlike.words, []).append(scores.benchmark.tasks[key].title)
        for text, tasks in words.items():
            first = next(iter(scores.values.values()))
            yield Hit(_path(sheet), first.where, f"{', '.join(tasks)}: {text} of {scores.benchmark.name}")


@rule(
    "FS312",
    "note",
    Code(
        "Analog scores without a time since programming",
        "Analog weights drift: a score holds for some time after they were written, and is worse later.",
        "Add time_since_programming to the conditions; where the source does not say, leave it and know.",
        "hardware: {kind: analog}\n" + _SCORES.format(more="", score="90.1"),
        "hardware: {kind: analog}\n" + _SCORES.format(more=", time_since_programming: 1 h", score="90.1"),
    ),
)
def analog_scores_have_an_age(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """Any score of an analog model whose conditions do not say how old its weights are."""
    for scores in _sets(catalog, sheet) if sheet.kind == "analog" else ():
        ageless = [v for v in scores.values.values() if v.condition("time_since_programming") is None]
        if ageless:
            message = f"{scores.benchmark.name}: nothing says how long after programming the scores hold"
            yield Hit(_path(sheet), ageless[0].where, message)


@rule(
    "FS313",
    "note",
    Code(
        "Analog scores without runs or deviation",
        "Writing analog weights is random: two chips, or two programmings of one, score differently.",
        "State n_runs and std, or runs among the conditions.",
        "hardware: {kind: analog}\n" + _SCORES.format(more="", score="90.1"),
        "hardware: {kind: analog}\n" + _SCORES.format(more=", runs: 5", score="90.1"),
    ),
)
def analog_scores_have_runs(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """Any score of an analog model that does not say how many runs it stands for."""
    for scores in _sets(catalog, sheet) if sheet.kind == "analog" else ():
        single = [v for v in scores.values.values() if _one_run(v) and v.n_runs is None]
        if single:
            message = (
                f"{scores.benchmark.name}: nothing says how many runs the scores stand for, or how they vary"
            )
            yield Hit(_path(sheet), single[0].where, message)
