# How facts are read: what a level takes over from the levels around it, absences, and lists of values.


import pytest

from factsheets.facts import Context, FactReader
from factsheets.model import Absence, Catalog, Evidence, Scores
from stated import Reader, conditions, document_of, evidence, one

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
