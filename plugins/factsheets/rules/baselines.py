# Rules on what a model is set against. Comes in: scores and figures of a sheet and of its baseline.
"""Was the baseline obtained alike, is it quoted right, and does it have what is to be compared?"""

from collections.abc import Iterator

from factsheets.alike import Sided, differences
from factsheets.codes import Code
from factsheets.derive import values_of
from factsheets.model import Catalog, Fact, Scores, Sheet, Value
from factsheets.rules.kind import Hit, rule
from factsheets.rules.look import score_sets, scored_fact, values
from factsheets.scores import half_digit, points, score_set, shown_score

_ENERGY = ("energy_per_inference", "energy_efficiency", "power")
_SCORES = "performance:\n  accuracy: {{benchmark: pair, conditions: {{split: {split}, runs: 5}}, scores: {{one: 90.06, two: 80.2}}}}"


@rule(
    "FS311",
    "note",
    Code(
        "Scores were not obtained like the baseline's",
        "A difference between scores on other splits or in other metrics says nothing of the hardware.",
        "Name a baseline that was scored alike. Comparisons mark the pair either way.",
        _SCORES.format(split="test"),
        _SCORES.format(split="validation"),
    ),
)
def the_baseline_was_scored_alike(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """Split and metric of each score against those of the declared baseline."""
    baseline = catalog.sheets.get(sheet.baseline)
    for scores in score_sets(catalog, sheet) if baseline else ():
        base = score_set(baseline, scores.benchmark, {}, catalog.template) if baseline else None
        words: dict[str, list[str]] = {}
        for key, value in scores.values.items():
            other = base.values.get(key) if base else None
            if other:
                for unlike in differences(Sided(value), Sided(other), ("split", "metric"), catalog.template):
                    words.setdefault(unlike.words, []).append(scores.benchmark.tasks[key].title)
        for text, tasks in words.items():
            which = "all tasks" if len(tasks) == len(scores.values) else ", ".join(tasks)
            first = next(iter(scores.values.values()))
            yield Hit(scored_fact(sheet), first.where, f"{scores.benchmark.name}, {which}: {text}")


@rule(
    "FS314",
    "note",
    Code(
        "Energy without a counterpart",
        "An analog model is built for its energy. Where its baseline states none, accuracy alone can be compared.",
        "Name a baseline whose energy or power is stated, or leave it and know.",
        "baseline: silent",
        "baseline: loud",
    ),
)
def the_baseline_states_energy(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """Energy, efficiency or power of the baseline, where the sheet itself states one of them."""
    baseline = catalog.sheets.get(sheet.baseline)
    mine = [fact for fact in sheet.facts.values() if fact.spec.metric in _ENERGY and fact.values]
    if baseline and mine and not any(values_of(baseline, metric) for metric in _ENERGY):
        message = f"{baseline.name} states no energy, efficiency or power to compare with"
        yield Hit(mine[0].spec.path, mine[0].where, message)


@rule(
    "FS315",
    "warning",
    Code(
        "A cited value is not that of the cited sheet",
        "What a sheet quotes of another model should be what that model's own sheet states.",
        "Correct the quoted value or its metric; where the source misquotes, say it in a waiver.",
        "performance:\n  accuracy:\n    - {benchmark: pair, conditions: {split: validation}, scores: {one: 90.06, two: 80.2}}\n"
        "    - {benchmark: pair, against: loud, conditions: {split: validation}, scores: {one: 99.9}}",
        "performance:\n  accuracy:\n    - {benchmark: pair, conditions: {split: validation}, scores: {one: 90.06, two: 80.2}}\n"
        "    - {benchmark: pair, against: loud, conditions: {split: validation}, scores: {one: 91.23}}",
    ),
)
def cited_values_are_right(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """Scores that are quoted of a model of the catalog, named by id or name, against its own sheet."""
    for fact, table, cited in _quoted(catalog, sheet):
        assert isinstance(table.content, Scores)  # picked so
        benchmark = catalog.benchmarks[table.content.benchmark]
        for key, quoted in table.content.scores.items():
            for value in quoted:
                theirs = [v for v in _own(cited, benchmark.id, key) if _of_the_same(value, v)]
                if theirs and not any(_agree(value, other) for other in theirs):
                    said = ", ".join(f"{shown_score(v)}{_metric(v)}" for v in theirs)
                    message = f"{benchmark.tasks[key].title}: {shown_score(value)}{_metric(value)} is quoted of {cited.name}, whose sheet states {said}"
                    yield Hit(fact.spec.path, value.where, message)


def _of_the_same(quoted: Value, stated: Value) -> bool:
    """Whether two scores can be of the same examples and in the same metric: no condition of them speaks against it."""
    pairs = [(quoted.condition(key), stated.condition(key)) for key in ("split", "subset", "metric")]
    return all(one is None or two is None or one.value == two.value for one, two in pairs)


def _agree(quoted: Value, stated: Value) -> bool:
    """Whether one of two scores can be the other one in fewer digits."""
    return abs(points(quoted) - points(stated)) <= max(half_digit(quoted), half_digit(stated))


def _quoted(catalog: Catalog, sheet: Sheet) -> Iterator[tuple[Fact, Value, Sheet]]:
    """Tables of scores that are quoted of a sheet of the catalog."""
    for fact, value in values(sheet):
        if value.against and isinstance(value.content, Scores) and value.against in catalog.by_name:
            yield fact, value, catalog.by_name[value.against]


def _own(sheet: Sheet, benchmark: str, task: str) -> list[Value]:
    """All scores that a sheet states of its own model on a task."""
    return [
        score
        for fact in sheet.facts.values()
        for value in fact.values
        if isinstance(value.content, Scores) and value.content.benchmark == benchmark and not value.against
        for score in value.content.scores.get(task, ())
    ]


def _metric(value: Value) -> str:
    metric = value.condition("metric")
    return f" ({metric.value.replace('_', ' ')})" if metric else ""
