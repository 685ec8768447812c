"""Lists of values, and what a value may be."""

import pytest

from factsheets.model import Scores
from factsheets.units import Quantity
from stated import Reader, conditions, one


def test_each_value_of_a_list_has_its_own_conditions_and_place(sheet: Reader) -> None:
    facts, _, findings = sheet(
        "performance:\n  latency:\n"
        "    - {value: 1 ms, conditions: {batch_size: 1}}\n    - {value: 2 ms, conditions: {batch_size: 8}}\n"
    )
    assert findings == []
    values = facts["performance.latency"].values
    assert [conditions(value) for value in values] == [{"batch_size": "1"}, {"batch_size": "8"}]
    assert [value.where.line for value in values] == [3, 4]


def _after(time: str) -> str:
    return f"{{value: 1 ms, conditions: {{time_since_programming: {time}}}}}"


@pytest.mark.parametrize(
    ("around", "entries", "places"),
    [
        ("", ["{value: 1 ms}", "{value: 2 ms}"], [5]),
        ("", ["{value: 1 ms, conditions: {batch_size: 1}}", "{value: 1 ms, conditions: {batch_size: 1}}"], [5]),
        ("", ["{value: 1 ms}", "{value: 2 ms, conditions: {batch_size: 1}}"], []),
        ("", ["{value: 1 ms}", "{value: 2 ms, conditions: {n: 1}}", "{value: 3 ms}", "{value: 4 ms}"], [6, 7]),
        ("{batch_size: 1}", ["{value: 1 ms}", "{value: 2 ms, conditions: {batch_size: 1}}"], [5]),
        ("{batch_size: 1}", ["{value: 1 ms}", "{value: 2 ms, conditions: {batch_size: 8}}"], []),
        ("", ["{value: 1 ms, source: paper}", "{value: 1 ms, source: page}"], [5]),
        ("", [_after("4 week"), _after("28 day")], [5]),
        ("", [_after("4 week"), _after('"> 28 day"')], []),
    ],
)  # fmt: skip
def test_values_are_told_apart_by_their_conditions_alone(
    sheet: Reader, around: str, entries: list[str], places: list[int]
) -> None:
    lines = ["performance:", f"  conditions: {around}", "  latency:", *(f"    - {e}" for e in entries)]
    _, _, findings = sheet("\n".join(lines))
    assert findings == [("FS108", line, 7) for line in places]


def test_tables_of_different_benchmarks_are_told_apart(sheet: Reader) -> None:
    text = "performance:\n  accuracy:\n    - {benchmark: glue, scores: {rte: 1}}\n    - {benchmark: OTHER, scores: {rte: 1}}\n"
    facts, _, findings = sheet(text.replace("OTHER", "superglue"))
    assert findings == []
    assert len(facts["performance.accuracy"].values) == 2
    assert sheet(text.replace("OTHER", "glue"))[2] == [("FS108", 4, 7)]


# --- values ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "number", "limit"),
    [
        ("64.00", "64.00", ""),
        ("88.62 %", "88.62", ""),
        ('"89.63"', "89.63", ""),
        ("{value: 1}", "1", ""),
        ('"> 90.0"', "90.0", ">"),
        ("~ 90", "90", "~"),
    ],
)
def test_a_score_without_a_unit_is_in_percent_as_it_was_spelled(
    sheet: Reader, written: str, number: str, limit: str
) -> None:
    facts, _, findings = sheet(
        f"performance:\n  accuracy:\n    benchmark: glue\n    scores: {{rte: {written}}}\n    mean: {written}\n"
    )
    assert findings == []
    content = one(facts["performance.accuracy"]).content
    assert isinstance(content, Scores)
    assert content.mean is not None
    for value in (*content.scores["rte"], content.mean):
        assert isinstance(value.content, Quantity)
        assert (value.content.number, value.content.unit, value.content.limit) == (number, "%", limit)


def test_a_whole_number_with_a_point_is_the_same_condition(sheet: Reader) -> None:
    facts, _, findings = sheet("performance:\n  latency: {value: 1 ms, conditions: {batch_size: 4.0}}\n")
    assert findings == []
    assert [("batch_size", "4")] == [(c.key, c.value) for c in one(facts["performance.latency"]).conditions]


def test_a_score_can_have_several_values_by_metric(sheet: Reader) -> None:
    facts, _, findings = sheet(
        "performance:\n  accuracy:\n    benchmark: glue\n    scores:\n      mrpc:\n"
        "        - {value: 88.29 %, conditions: {metric: f1}}\n        - {value: 82.84 %, conditions: {metric: accuracy}}\n"
    )
    assert findings == []
    content = one(facts["performance.accuracy"]).content
    assert isinstance(content, Scores)
    assert [conditions(value)["metric"] for value in content.scores["mrpc"]] == ["f1", "accuracy"]
    assert content.mean is None


def test_several_values_of_a_score_are_told_apart(sheet: Reader) -> None:
    text = "performance: {accuracy: {benchmark: glue, scores: {mrpc: [{value: 1}, {value: 2CONDITIONS}]}}}\n"
    assert sheet(text.replace("CONDITIONS", ", conditions: {metric: f1}"))[2] == []
    assert [code for code, _, _ in sheet(text.replace("CONDITIONS", ""))[2]] == ["FS108"]


def test_a_value_keeps_its_note_runs_and_uncertainty(sheet: Reader) -> None:
    facts, _, _ = sheet(
        "performance:\n  latency: {value: 1 ms, note: A remark., std: 1, ci95: [1, 2.5], n_runs: 3, against: beta}\n"
    )
    value = one(facts["performance.latency"])
    assert (value.note, value.std, value.ci95, value.n_runs, value.against) == (
        "A remark.", 1.0, (1.0, 2.5), 3, "beta",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("performance:\n  power: 3.13 Wat\n", ("FS110", 2, 15)),
        ("performance:\n  power: {value: 3.13 Wat}\n", ("FS110", 2, 23)),
        ('performance:\n  power: "3.13 Wat"\n', ("FS110", 2, 10)),  # an offset is no column inside quotes
        ("performance:\n  throughput: 5 kHz/second\n", ("FS111", 2, 17)),
        ("performance:\n  latency: 0.19\n", ("FS112", 2, 12)),
        ("training:\n  learning_rate: 2 to 1\n", ("FS114", 2, 18)),
        ("parameters:\n  tile_size: 512\n", None),  # a number is no text: the schema says so
        ("parameters:\n  tile_size: 512 by 512\n", ("FS113", 2, 14)),
        ("performance:\n  latency:\n    - {value: 1 msk}\n", ("FS110", 3, 17)),
        ("performance:\n  accuracy: {benchmark: glue, scores: {rte: 1 ms}}\n", ("FS111", 2, 47)),
        ("performance:\n  accuracy: {benchmark: glue, scores: {rte: 1}, mean: 1 ms}\n", ("FS111", 2, 57)),
    ],
)
def test_a_text_that_is_no_value_is_reported_where_it_goes_wrong(
    sheet: Reader, text: str, place: tuple[str, int, int] | None
) -> None:
    facts, _, findings = sheet(text)
    assert findings == ([place] if place else [])
    assert not any(value for fact in facts.values() for value in fact.values if fact.spec.shape != "scores")


@pytest.mark.parametrize(
    "text",
    [
        "performance: {conditions: {time_since_programming: 1 fortnight}, area: 1 mm2}",
        "performance: {area: {value: 1 mm2, conditions: {time_since_programming: 1 fortnight}}}",
        "performance: {area: {value: 1 mm2, conditions: {time_since_programming: {value: 1 day ago, inferred: x}}}}",
        "training: {noise: {conditions: {time_since_programming: 1 fortnight}, read: 0.0175}}",
    ],
)
def test_a_time_among_the_conditions_must_be_one(sheet: Reader, text: str) -> None:
    assert {code for code, _, _ in sheet(text)[2]} == {"FS110"}


@pytest.mark.parametrize(
    ("text", "readable"),
    [
        ("performance: fast\n", 0),
        ("performance: [1, 2]\n", 0),
        ("performance: {latency: [1 ms, [2], true]}\n", 1),
        ("performance: {latency: true}\n", 0),
        ("performance: {accuracy: 90}\n", 0),
        ("performance: {accuracy: [90, {benchmark: [glue], scores: [1]}]}\n", 0),
        ("performance: {accuracy: {benchmark: glue, scores: {rte: true, cola: [[1], 1 %]}}}\n", 1),
        (
            "performance: {latency: {value: 1 ms, conditions: [batch_size], std: x, ci95: [1], n_runs: x}}\n",
            1,
        ),
        ("performance: {latency: {value: 1 ms, conditions: {batch_size: null, unheard-of: 1}}}\n", 1),
        ("training: {noise: 1}\n", 0),
        ("training: {noise: [1]}\n", 0),
        ("training_data: {sizes: [1, {task: rte}]}\n", 1),
        ("purpose: {tasks: [1, text]}\n", 1),
        ("overview: {figure: {value: {image: 1}}}\n", 0),
        ("parameters: {tile_size: 512, batch_size_range: 4}\n", 0),
    ],
)
def test_what_the_schema_refuses_is_passed_over(sheet: Reader, text: str, readable: int) -> None:
    facts, absences, findings = sheet(text)
    values = [value for fact in facts.values() for value in fact.values]
    assert len(values) == readable
    assert [value.conditions for value in values] == [()] * readable
    assert (absences, findings) == ({}, [])
