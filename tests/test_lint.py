"""Rules over a whole catalog: waivers, what they cost, and how a rule is added."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from editing import edit_yaml
from factsheets.codes import Code
from factsheets.diagnostics import LEVELS
from factsheets.lint import lint
from factsheets.model import Catalog, Sheet
from factsheets.pipeline import load
from factsheets.project import project_at
from factsheets.rules import RULES, Hit, explained, rule
from factsheets.rules.look import stated

ANALOG = "sheets/models/bert-base-analog-pcm.yaml"
DIGITAL = "sheets/models/bert-base-digital-paper.yaml"


def codes(catalog: Catalog) -> list[tuple[str, str, str]]:
    """Sheet, code and path of what no sheet waives."""
    return sorted((r.sheet, r.finding.code, r.path) for r in catalog.remarks if not r.waived)


def test_the_core_catalog_has_few_waivers_and_nothing_graver_than_a_note(loaded: Catalog) -> None:
    waivers = [w for sheet in loaded.sheets.values() for w in sheet.header.get("waive", [])]  # type: ignore[attr-defined]
    assert 0 < len(waivers) <= 15
    for waiver in waivers:
        assert waiver["reason"]
        assert waiver["at"]
    assert {"note"} == {r.finding.level for r in loaded.remarks if not r.waived}


def test_a_waiver_names_code_and_place_and_keeps_its_reason(catalog: Path) -> None:
    waiver = {"code": "FS312", "at": "performance", "reason": "The source does not say."}
    before = codes(load(project_at(catalog)))
    edit_yaml(catalog / ANALOG, "waive", 0, value=waiver)
    found = load(project_at(catalog))
    gone = set(before) - set(codes(found))
    assert {("bert-base-analog-pcm", "FS312", "performance.accuracy")} == gone
    waived = [
        r.waived for r in found.remarks if r.finding.code == "FS312" and r.sheet == "bert-base-analog-pcm"
    ]
    assert ["The source does not say."] == waived


@pytest.mark.parametrize(
    ("waiver", "message"),
    [
        (
            {"code": "FS312", "at": "performance.latency", "reason": "Why."},
            "FS312 has nothing to say at performance.latency",
        ),
        ({"code": "FS399", "at": "performance", "reason": "Why."}, "there is no rule FS399"),
    ],
)
def test_a_waiver_of_nothing_is_a_finding(catalog: Path, waiver: dict[str, str], message: str) -> None:
    edit_yaml(catalog / ANALOG, "waive", 0, value=waiver)
    found = [r.finding for r in load(project_at(catalog)).remarks if r.finding.code == "FS390"]
    assert [message] == [finding.message for finding in found]
    assert found[0].where.path == ANALOG


@pytest.mark.parametrize(
    ("code", "at", "fix"),
    [
        ("FS312", "performance.acuracy", "did you mean `performance.accuracy`?"),
        ("FS312", "performence", "did you mean `performance`?"),
        ("FS302", "performance.accuracy", "did you mean `FS312`? Else remove the waiver"),
        ("FS324", "performance.accuracy", "remove the waiver"),
        ("FS392", "performance.accuracy", "did you mean `FS312`?"),
    ],
)
def test_a_waiver_with_a_slip_of_the_pen_is_told_what_is_meant(
    catalog: Path, code: str, at: str, fix: str
) -> None:
    edit_yaml(catalog / ANALOG, "waive", 0, value={"code": code, "at": at, "reason": "Why."})
    found = load(project_at(catalog)).remarks
    assert [fix] == [r.finding.fix for r in found if r.finding.code == "FS390"]


@pytest.mark.parametrize("key", ["code", "at", "reason"])
def test_a_waiver_needs_code_place_and_reason(catalog: Path, key: str) -> None:
    waiver = {"code": "FS312", "at": "performance", "reason": "Why."}
    del waiver[key]
    edit_yaml(catalog / ANALOG, "waive", 0, value=waiver)
    assert ["FS102"] == [finding.code for finding in load(project_at(catalog)).findings]


def test_a_rule_is_added_by_one_function(loaded: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    """The decorated function is all: it runs, it is explained, and its page is written from its words."""
    known = dict(RULES)
    monkeypatch.setattr("factsheets.rules.kind.RULES", known)
    monkeypatch.setattr("factsheets.lint.RULES", known)
    monkeypatch.setattr("factsheets.rules.RULES", known)

    @rule("FS398", "note", Code("A hot chip", "It needs a fan.", "Say so.", "power: 300 W", "power: 3 W"))
    def chips_stay_cool(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
        """Power of more than 3 W."""
        for fact, value, quantity in stated(sheet, "power"):
            if quantity.si > Decimal(3):
                yield Hit(fact.spec.path, value.where, "more than 3 W")

    found = [r for r in lint(loaded, loaded.sheets) if r.finding.code == "FS398"]
    assert ("bert-base-analog-pcm", "performance.power", "Say so.") in [
        (r.sheet, r.path, r.finding.fix) for r in found
    ]
    assert "It needs a fan." == explained()["FS398"].why
    with pytest.raises(ValueError, match="FS398 is taken"):
        rule("FS398", "note", Code("", "", ""))(chips_stay_cool)


def test_levels_are_those_of_findings() -> None:
    assert {found.level for found in RULES.values()} <= set(LEVELS)


# --- figures of the paper, changed by a tenth ------------------------------------------------------

TASKS = ("rte", "mrpc", "stsb", "cola", "sst2", "qnli", "qqp", "mnli")
#: Figures that a second fact constrains. Nothing constrains the area: no part of it and no density is stated.
CONSTRAINED = [
    *((sheet, ("performance", "accuracy", "scores", task)) for sheet in (ANALOG, DIGITAL) for task in TASKS),
    *((ANALOG, ("performance", key)) for key in ("latency", "energy_efficiency", "power")),
    *((ANALOG, ("parameters", key)) for key in ("operations", "operations_on_tiles", "weights")),
    (ANALOG, ("parameters", "tile_size")),
]


@pytest.mark.parametrize("factor", ["1.1", "0.9"])
@pytest.mark.parametrize(
    ("sheet", "steps"), CONSTRAINED, ids=lambda part: part[-1] if isinstance(part, tuple) else ""
)
def test_a_tenth_more_or_less_is_caught(
    catalog: Path, loaded: Catalog, sheet: str, steps: tuple[str, ...], factor: str
) -> None:
    """A rule speaks up, or the value is no possible one any more, which is a finding too."""
    node = YAML(typ="rt", pure=True).load((catalog / sheet).read_text(encoding="utf-8"))
    for step in steps:
        node = node[step]
    if isinstance(node, dict):
        node, steps = node["value"], (*steps, "value")
    edit_yaml(catalog / sheet, *steps, value=changed(str(node), Decimal(factor)))
    found = load(project_at(catalog))
    new = [c for c in codes(found) if c not in codes(loaded)] + [f.code for f in found.findings]
    assert new, "nothing caught it"


def changed(text: str, factor: Decimal) -> str:
    """A value a tenth larger or smaller, in as many digits: "0.19 ms" is "0.21 ms"."""
    head, number, unit = "", text, ""
    if text.startswith("~ "):
        head, number = "~ ", text[2:]
    number, _, unit = number.partition(" ")
    value = Decimal(number)
    shown = (
        (value * factor).quantize(value).normalize()
        if unit != "x 512"
        else (value * factor).quantize(Decimal(1))
    )
    return f"{head}{shown:f} {unit}".strip()


@pytest.mark.parametrize(
    ("scores", "count"),
    [
        ("{one: 0.971, two: 80.2}", 1),
        ("{one: 0.971 %, two: 80.2}", 0),
        ("{one: 0.971}", 1),  # beside the baseline's
        ("{one: 0.971, two: 0.802}", 2),
        ("{one: 97.1, two: 80.2}", 0),
    ],
)
def test_a_share_of_one_among_percentages_is_told(small: Path, scores: str, count: int) -> None:
    path = small / "sheets/models/alpha.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("{one: 90.10, two: 80.20}", scores), encoding="utf-8")
    found = [r.finding for r in load(project_at(small)).remarks if r.finding.code == "FS319"]
    assert count == len(found)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("run #3 of the chip", "summary ends before `#3 of the chip`, which is read as a comment"),
        ('"run #3 of the chip"', ""),
        ("run # of the chip", ""),
        ("|\n    run #3 of the chip", ""),
    ],
)
def test_a_text_that_ends_where_a_comment_begins_is_told(small: Path, text: str, said: str) -> None:
    path = small / "sheets/models/alpha.yaml"
    before = path.read_text(encoding="utf-8")
    path.write_text(before.replace("A model on an analog chip.", text), encoding="utf-8")
    found = [r.finding.message for r in load(project_at(small)).remarks if r.finding.code == "FS337"]
    assert ([said] if said else []) == found
