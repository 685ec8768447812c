"""Full and role views: which facts, in which order, and which needs are met."""

from pathlib import Path

import pytest

from factsheets.model import Catalog
from factsheets.pipeline import load
from factsheets.project import project_at
from factsheets.view import MET, PARTLY, SAID, UNMET, SheetView, need_state, reading

ANALOG = "bert-base-analog-pcm"


def paths(view: SheetView) -> list[str]:
    return [item.spec.path for block in view.blocks for item in block.items]


def edited(catalog: Path, old: str, new: str) -> Catalog:
    path = catalog / f"sheets/models/{ANALOG}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return load(project_at(catalog))


def state(catalog: Catalog, need: str, sheet: str = ANALOG) -> str:
    return need_state(catalog.sheets[sheet], catalog.template.needs[need], catalog.template).state


def test_the_full_view_prints_every_stated_fact_once(loaded: Catalog) -> None:
    for sheet in loaded.sheets.values():
        printed = paths(reading(sheet, loaded.template).full())
        assert len(printed) == len(set(printed))
        assert set(sheet.facts) <= set(printed)


def test_a_role_view_is_a_part_of_the_full_view_and_counts_the_rest(loaded: Catalog) -> None:
    for sheet in loaded.sheets.values():
        everything = paths(reading(sheet, loaded.template).full())
        for role in loaded.template.roles.values():
            view = reading(sheet, loaded.template).of(role)
            printed = paths(view)
            assert len(printed) == len(set(printed))
            assert set(printed) <= set(everything)
            assert len(everything) == len(printed) + view.left_out_count


def test_a_role_sees_a_fact_exactly_when_someone_asked_for_one_of_its_needs(loaded: Catalog) -> None:
    sheet = loaded.sheets[ANALOG]
    for role in loaded.template.roles.values():
        asked = {a.need for a in role.asked}
        wanted = {path for path, fact in sheet.facts.items() if asked & set(fact.spec.needs)}
        assert wanted <= set(paths(reading(sheet, loaded.template).of(role)))


def test_blocks_are_ordered_by_who_asked_then_by_the_template(loaded: Catalog) -> None:
    view = reading(loaded.sheets[ANALOG], loaded.template).of(loaded.template.roles["hw-researcher"])
    order = [(block.anchor, block.asked.count) for block in view.blocks if block.asked]
    assert order == [
        ("purpose", 3), ("model-parameters", 3), ("training-testing-methodology", 3), ("hardware-performance", 3),
        ("overview", 2), ("model-architecture", 2), ("inference-methodology", 2), ("prediction-time", 2),
        ("accuracy", 1), ("robustness", 1),
    ]  # fmt: skip


def test_performance_splits_by_fact(loaded: Catalog) -> None:
    software = loaded.template.roles["software-developer"]
    printed = paths(reading(loaded.sheets[ANALOG], loaded.template).of(software))
    assert "performance.latency" in printed
    assert "performance.power" not in printed
    assert "performance.accuracy" not in printed


def test_the_papers_sheet_leaves_three_needs_unmet(loaded: Catalog) -> None:
    unmet = [
        (s.need.id, len(roles))
        for s, roles, _ in reading(loaded.sheets[ANALOG], loaded.template).full().unmet
    ]
    assert [("setup", 3), ("robustness", 3), ("limitations", 4)] == unmet


def test_a_need_is_partly_met_when_some_essential_facts_are_stated(catalog: Path) -> None:
    assert PARTLY == state(edited(catalog, "  tile_size: 512 x 512\n", ""), "model-parameters")


def test_a_reason_counts_apart_from_stated_and_missing(catalog: Path) -> None:
    changed = edited(
        catalog, "\nperformance:\n", "\nlimitations:\n  not_known: nobody looked\n\nperformance:\n"
    )
    assert SAID == state(changed, "limitations")


def test_somebody_owing_a_fact_does_not_meet_the_need(catalog: Path) -> None:
    owed = "\nsetup:\n  steps:\n    pending: {owner: platform team, due: 2027-01-31}\n\nperformance:\n"
    assert UNMET == state(edited(catalog, "\nperformance:\n", owed), "setup")


def test_a_derived_value_meets_a_need_but_an_upper_bound_does_not(loaded: Catalog) -> None:
    assert MET == state(loaded, "hardware-performance")
    t4 = loaded.sheets["bert-base-t4"]
    found = need_state(t4, loaded.template.needs["hardware-performance"], loaded.template)
    assert PARTLY == found.state
    assert ("Energy per inference or Energy efficiency (an upper bound follows)",) == found.missing


@pytest.mark.parametrize("role", ["ai-engineer", "business-expert"])
def test_roles_without_interviews_have_inferred_needs_only(loaded: Catalog, role: str) -> None:
    found = loaded.template.roles[role]
    assert found.inferred
    assert all(asked.reason and not asked.count for asked in found.asked)
