# How facts are read: what a level takes over from the levels around it, absences, and lists of values.

from collections.abc import Callable
from typing import TypeAlias

import pytest

from factsheets.document import Document
from factsheets.facts import Context, FactReader
from factsheets.model import Absence, Catalog, Evidence, Fact, Scores, Value
from factsheets.read import read
from factsheets.units import Quantity

Sheet: TypeAlias = tuple[dict[str, Fact], dict[str, Absence], list[tuple[str, int, int]]]
Reader: TypeAlias = Callable[[str], Sheet]


def document_of(text: str) -> Document:
    document, found = read(text.encode(), "sheet.yaml")
    assert document is not None
    assert found == []
    return document


@pytest.fixture
def sheet(loaded: Catalog) -> Reader:
    """Read a sheet: facts by path, absences by section, and the place of each finding."""

    def read_sheet(text: str) -> Sheet:
        reader = FactReader(document_of(text), loaded.template)
        facts: dict[str, Fact] = {}
        absences: dict[str, Absence] = {}
        for section in loaded.template.sections:
            found, absence = reader.section(section, reader.root())
            facts |= found
            if absence:
                absences[section.key] = absence
        return facts, absences, [(f.code, f.where.line, f.where.column) for f in reader.findings]

    return read_sheet


def one(fact: Fact) -> Value:
    assert len(fact.values) == 1
    return fact.values[0]


def evidence(sheet: Reader, text: str, path: str = "training.noise.read") -> Evidence:
    facts, _, findings = sheet(text)
    assert findings == []
    return one(facts[path]).evidence


def conditions(value: Value) -> dict[str, str]:
    return {condition.key: condition.value for condition in value.conditions}


# --- what a level takes over ----------------------------------------------------------------------

LEVELS = """\
source: {sheet}
training:
  {section}
  noise:
    {group}
    read: {value}
"""


@pytest.mark.parametrize(
    ("section", "group", "value", "source", "level"),
    [
        ("", "", "0.0175", "of-sheet", "sheet"),
        ("source: of-section", "", "0.0175", "of-section", "section"),
        ("", "source: of-group", "0.0175", "of-group", "group"),
        ("source: of-section", "source: of-group", "0.0175", "of-group", "group"),
        ("source: of-section", "source: of-group", "{value: 0.0175, source: own}", "own", None),
        ("", "", "{value: 0.0175, source: own}", "own", None),
        ("", "", "{value: 0.0175}", "of-sheet", "sheet"),
    ],
)
def test_the_nearest_source_wins(
    sheet: Reader, section: str, group: str, value: str, source: str, level: str | None
) -> None:
    text = LEVELS.format(sheet="of-sheet", section=section, group=group, value=value)
    found = evidence(sheet, text)
    assert found.source == source
    assert found.inherited.get("source") == level


def test_each_key_is_recorded_with_the_level_that_states_it(sheet: Reader) -> None:
    found = evidence(
        sheet,
        "source: paper\nverified: seed-document\n"
        "training:\n  by: lab\n  noise:\n    basis: simulated\n    read: {value: 0.0175, at: Table 4}\n",
    )
    assert found == Evidence("simulated", "paper", "Table 4", "lab", "seed-document", found.inherited)
    assert found.inherited == {"source": "sheet", "verified": "sheet", "by": "section", "basis": "group"}


def test_a_place_and_a_way_of_reading_are_dropped_when_a_nearer_source_is_named(sheet: Reader) -> None:
    found = evidence(
        sheet,
        "source: paper\nverified: seed-document\nby: lab\n"
        "training:\n  at: Section 3\n  noise:\n    read: {value: 0.0175, source: repository, basis: measured}\n",
    )
    assert (found.source, found.at, found.verified) == ("repository", "", "")
    assert (found.by, found.basis) == ("lab", "measured")


def test_a_place_and_a_way_of_reading_are_kept_when_the_same_source_is_named_again(sheet: Reader) -> None:
    found = evidence(
        sheet,
        "source: paper\nverified: seed-document\n"
        "training:\n  at: Section 3\n  noise:\n    read: {value: 0.0175, source: paper}\n",
    )
    assert (found.source, found.at, found.verified) == ("paper", "Section 3", "seed-document")


def test_a_nearer_source_brings_its_own_place_and_way_of_reading(sheet: Reader) -> None:
    found = evidence(
        sheet,
        "source: paper\nverified: seed-document\n"
        "training:\n  source: repository\n  at: README\n  verified: primary-repository\n  noise: {read: 0.0175}\n",
    )
    assert (found.source, found.at, found.verified) == ("repository", "README", "primary-repository")
    assert found.inherited == {"source": "section", "at": "section", "verified": "section"}


def test_a_nearer_place_stays_in_the_source_of_the_level_around(sheet: Reader) -> None:
    found = evidence(
        sheet, "source: paper\ntraining:\n  at: Section 3\n  noise:\n    at: Table 4\n    read: 0.0175\n"
    )
    assert (found.source, found.at) == ("paper", "Table 4")


def test_a_section_says_nothing_for_its_neighbour(sheet: Reader) -> None:
    text = "training:\n  source: paper\n  batch_size: '32'\ninference:\n  drift_compensation: none\n"
    assert evidence(sheet, text, "training.batch_size").source == "paper"
    assert evidence(sheet, text, "inference.drift_compensation") == Evidence()


def test_conditions_merge_key_by_key_and_the_nearest_wins(sheet: Reader) -> None:
    facts, _, findings = sheet(
        "performance:\n  conditions: {batch_size: 1, precision: FP16, split: test}\n"
        "  latency: {value: 1 ms, conditions: {batch_size: 8, state: inference}}\n  power: 3 W\n"
    )
    assert findings == []
    assert conditions(one(facts["performance.latency"])) == {
        "batch_size": "8", "precision": "FP16", "split": "test", "state": "inference",
    }  # fmt: skip
    assert conditions(one(facts["performance.power"])) == {
        "batch_size": "1", "precision": "FP16", "split": "test",
    }  # fmt: skip


def test_a_score_takes_over_the_conditions_and_the_evidence_of_its_table(sheet: Reader) -> None:
    facts, _, findings = sheet(
        "performance:\n  source: paper\n  accuracy:\n    benchmark: glue\n    basis: simulated\n"
        "    conditions: {split: validation, precision: FP16}\n"
        "    scores:\n      rte: 64.0\n      mnli: {value: 82.12, conditions: {subset: matched, precision: FP32}}\n"
    )
    assert findings == []
    content = one(facts["performance.accuracy"]).content
    assert isinstance(content, Scores)
    (rte,), (mnli,) = content.scores["rte"], content.scores["mnli"]
    assert (rte.evidence.source, rte.evidence.basis) == ("paper", "simulated")
    assert conditions(rte) == {"split": "validation", "precision": "FP16"}
    assert conditions(mnli) == {"split": "validation", "precision": "FP32", "subset": "matched"}


def test_a_condition_keeps_the_reason_it_was_inferred_from(sheet: Reader) -> None:
    facts, _, _ = sheet(
        "performance:\n  latency:\n    value: 1 ms\n"
        "    conditions: {batch_size: {value: 4, inferred: the prose says so}, n: 10}\n"
    )
    value = one(facts["performance.latency"])
    batch, n = value.condition("batch_size"), value.condition("n")
    assert batch is not None
    assert n is not None
    assert (batch.title, batch.value, batch.inferred) == ("Batch size", "4", "the prose says so")
    assert (n.title, n.value, n.inferred) == ("Examples", "10", "")
    assert value.condition("runs") is None


def test_the_head_of_the_document_is_its_outermost_level(loaded: Catalog) -> None:
    reader = FactReader(document_of("source: paper\nid: x\n"), loaded.template)
    assert reader.root().evidence == Evidence(source="paper", inherited={"source": "sheet"})
    assert FactReader(document_of("- a list"), loaded.template).root() == Context()


def test_facts_of_hardware_take_over_from_the_head_alone(loaded: Catalog) -> None:
    reader = FactReader(
        document_of("source: paper\npower_limit: 70 W\narea: {value: 545 mm2, source: page}\n"),
        loaded.template,
    )
    facts = reader.facts(loaded.template.hardware, reader.root(), depth=0)
    assert set(facts) == {"power_limit", "area"}
    assert one(facts["power_limit"]).evidence == Evidence(source="paper", inherited={"source": "sheet"})
    assert one(facts["area"]).evidence == Evidence(source="page")


# --- facts that are absent ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stated", "kind", "reason"),
    [
        ("{not_known: no source}", "not_known", "no source"),
        ("{not_applicable: no chip}", "not_applicable", "no chip"),
        ("{pending: {owner: The Lab, due: 2026-12-31}}", "pending", "The Lab, by 2026-12-31"),
        ("{not_known: no source, note: A remark.}", "not_known", "no source"),
    ],
)
def test_an_absence_is_kept_with_its_reason(sheet: Reader, stated: str, kind: str, reason: str) -> None:
    facts, _, findings = sheet(f"performance:\n  area: {stated}\n")
    assert findings == []
    absence = facts["performance.area"].absence
    assert absence is not None
    assert (absence.kind, absence.reason) == (kind, reason)
    assert facts["performance.area"].values == ()


def test_an_absence_has_evidence_like_a_value(sheet: Reader) -> None:
    facts, absences, findings = sheet(
        "source: paper\nsetup: {not_known: nobody said, at: Section 9}\n"
        "performance: {area: {not_known: no source, source: page}}\n"
    )
    assert findings == []
    setup, area = absences["setup"].evidence, facts["performance.area"].absence
    assert (setup.source, setup.at) == ("paper", "Section 9")
    assert area is not None
    assert area.evidence == Evidence(source="page")


def test_a_section_can_be_absent_as_a_whole(sheet: Reader) -> None:
    facts, absences, findings = sheet("setup: {pending: {owner: The Lab, due: 2026-12-31}}\n")
    assert findings == []
    assert facts == {}
    assert absences == {"setup": Absence("pending", "The Lab, by 2026-12-31", due="2026-12-31")}


def test_a_group_that_is_absent_is_so_for_each_of_its_facts(sheet: Reader) -> None:
    facts, absences, findings = sheet(
        "training:\n  epochs: three\n  noise: {not_applicable: none was added}\n"
    )
    assert findings == []
    assert absences == {}
    noise = {path: fact.absence for path, fact in facts.items() if path.startswith("training.noise.")}
    assert len(noise) == 6
    assert set(noise.values()) == {Absence("not_applicable", "none was added")}


@pytest.mark.parametrize("text", ["setup: {}\n", "setup: {source: paper, conditions: {n: 1}}\n"])
def test_a_section_without_facts_needs_a_reason(sheet: Reader, text: str) -> None:
    assert sheet(text) == ({}, {}, [("FS107", 1, 1)])


def test_a_fact_that_is_not_mentioned_is_neither_stated_nor_absent(sheet: Reader) -> None:
    facts, absences, _ = sheet("performance: {area: 1 mm2}\n")
    assert set(facts) == {"performance.area"}
    assert absences == {}


@pytest.mark.parametrize(
    "stated",
    [
        "{value: 1 mm2, not_known: no source}",
        "{not_known: no source, not_applicable: no chip}",
        "{value: 1 mm2, pending: {owner: The Lab, due: 2026-12-31}}",
        "{note: A remark.}",
        "{}",
    ],
)
def test_value_and_absence_exclude_each_other_and_one_is_needed(sheet: Reader, stated: str) -> None:
    _, _, findings = sheet(f"performance:\n  area: {stated}\n")
    assert findings == [("FS107", 2, 3)]


def test_a_section_with_facts_cannot_be_absent(sheet: Reader) -> None:
    _, _, findings = sheet("name: x\nperformance:\n  not_known: nothing was measured\n  area: 1 mm2\n")
    assert findings == [("FS107", 2, 1)]


def test_an_absent_score_has_no_values_and_hides_no_other(sheet: Reader) -> None:
    facts, _, findings = sheet(
        "performance:\n  accuracy:\n    benchmark: glue\n"
        "    scores: {rte: {not_known: the column is cut off}, cola: 55.65}\n"
    )
    assert findings == []
    content = one(facts["performance.accuracy"]).content
    assert isinstance(content, Scores)
    assert content.scores["rte"] == ()
    assert content.absences == {"rte": Absence("not_known", "the column is cut off")}
    assert len(content.scores["cola"]) == 1


# --- lists of values ------------------------------------------------------------------------------


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
