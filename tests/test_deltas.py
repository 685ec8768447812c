"""Differences of scores: direction, share retained, and the interval from the number of examples."""

from decimal import Decimal

import pytest
from msgspec.structs import replace

from factsheets.conditions import conditioned
from factsheets.deltas import Delta, mean_delta, value_delta
from factsheets.diagnostics import Where
from factsheets.model import Benchmark, Catalog, Evidence, Sheet, Task, Value
from factsheets.scores import ScoreSet, score_set
from factsheets.units import parse

TASK = Task("t", "T", ("accuracy",), "", {"validation": "1000", "train": "2.5k"})


def score(text: str, **conditions: str) -> Value:
    stated = tuple(
        conditioned(key, key, value) for key, value in {"metric": "accuracy", **conditions}.items()
    )
    return Value(parse(f"{text} %", "ratio"), Evidence("measured"), stated, Where("x"))


@pytest.fixture
def scores(loaded: Catalog) -> ScoreSet:
    sheet: Sheet = loaded.sheets["bert-base-titan-rtx"]
    found = score_set(sheet, loaded.benchmarks["glue"], {}, loaded.template)
    assert found is not None
    return found


def delta(loaded: Catalog, scores: ScoreSet, one: Value, other: Value, task: Task | None = TASK) -> Delta:
    found = value_delta(scores, scores, one, other, ["metric"], loaded.template, task)
    assert found
    return found


def test_a_difference_has_the_decimals_of_the_coarser_score(loaded: Catalog, scores: ScoreSet) -> None:
    assert "−0.20" == delta(loaded, scores, score("93.70"), score("93.90")).shown
    assert "−0.2" == delta(loaded, scores, score("93.7"), score("93.87")).shown


@pytest.mark.parametrize(
    ("metric", "one", "other", "expected"),
    [
        ("accuracy", "90.0", "92.0", ("−2.0", "97.8 %", "n2")),
        ("accuracy", "92.0", "90.0", ("+2.0", "102.2 %", "p2")),
        ("error_rate", "17.55", "17.47", ("−0.08", "99.9 %", "n1")),
        ("wer", "9.258", "7.452", ("−1.81", "", "n2")),
        ("wer", "7.452", "9.258", ("+1.81", "", "p2")),
    ],
)
def test_which_way_is_better_is_the_metrics(
    loaded: Catalog, scores: ScoreSet, metric: str, one: str, other: str, expected: tuple[str, str, str]
) -> None:
    found = delta(loaded, scores, score(one, metric=metric), score(other, metric=metric))
    assert expected == (found.shown, found.share, found.tint)


@pytest.mark.parametrize(("one", "other"), [("> 90.0", "91.2"), ("91.2", "<= 90.0")])
def test_of_a_bound_no_difference_is_worked_out(
    loaded: Catalog, scores: ScoreSet, one: str, other: str
) -> None:
    assert value_delta(scores, scores, score(one), score(other), ["metric"], loaded.template) is None
    bound = replace(scores, values={**scores.values, "mrpc": score("> 88")})
    assert (None, 7) == (bound.mean, bound.stated)
    assert mean_delta(bound, scores, ["metric"], loaded.template) is None
    assert replace(scores, values={**scores.values, "mrpc": score("~ 88")}).mean


def test_an_unfair_difference_names_no_winner_and_has_no_interval(loaded: Catalog, scores: ScoreSet) -> None:
    one = score("90.0", split="validation")
    found = delta(loaded, scores, one, score("92.0", metric="f1", split="validation"))
    assert ("≠ −2.0", "", "") == (found.shown, found.tint, found.margin)


def test_the_interval_follows_from_the_number_of_examples(loaded: Catalog, scores: ScoreSet) -> None:
    """1.96 x sqrt(0.9 x 0.1 / 1000 x 2) = 2.63 points; by hand."""
    one, other = score("90.0", split="validation"), score("90.0", split="validation")
    assert "±2.6" == delta(loaded, scores, one, other).margin
    more = score("90.0", split="validation", n="4000")
    assert "±1.3" == delta(loaded, scores, more, more).margin


@pytest.mark.parametrize(
    "conditions",
    [{}, {"split": "train"}, {"split": "test"}, {"split": "validation", "metric": "f1"}, {"n": "many"}],
    ids=["no split", "rounded size", "size not known", "no share of examples", "no number"],
)
def test_without_an_exact_number_there_is_no_interval(
    loaded: Catalog, scores: ScoreSet, conditions: dict[str, str]
) -> None:
    one = score("90.0", **conditions)
    assert "" == delta(loaded, scores, one, one).margin


def test_the_mean_needs_every_task(scores: ScoreSet) -> None:
    assert Decimal("82.145") == scores.mean
    values = {key: value for key, value in scores.values.items() if key != "rte"}
    assert replace(scores, values=values).mean is None
    assert replace(scores, errors=frozenset({"rte"})).mean is None
    bare = replace(scores.benchmark, mean_tasks=())
    assert isinstance(bare, Benchmark)
    assert replace(scores, benchmark=bare).mean is None
