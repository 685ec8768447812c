"""Ratings counted: the newest by section, the least complete first, shares over iterations."""

from pathlib import Path

import pytest

from factsheets.evaluation import CURRENT, STALE, UNTIED, Evaluation, evaluations_of
from factsheets.model import Catalog
from factsheets.tallies import Share, Tally, roles_of, tallies, trend, work_list
from test_evaluation import change, loaded_with, version, write_round

PAPER = "bert-base-analog-pcm"


def tallied(root: Path, role: str = "") -> dict[str, Tally]:
    catalog = loaded_with(root)
    found = evaluations_of(catalog, catalog.sheets["alpha"])
    role_of = catalog.template.roles.get(role)
    return {tally.section.key: tally for tally in tallies(found, catalog.template, role_of)}


def of_the_paper(loaded: Catalog) -> tuple[Evaluation, ...]:
    return evaluations_of(loaded, loaded.sheets[PAPER])


def test_ratings_of_all_readers_and_of_one_role(small: Path) -> None:
    write_round(small)
    assert {"low": 1, "high": 1} == tallied(small)["performance"].counts["completeness"]
    assert {"low": 1} == tallied(small, "ai-engineer")["performance"].counts["completeness"]
    assert ["performance"] == list(tallied(small, "ai-engineer"))
    assert {} == tallied(small, "data-scientist")


def test_the_newest_iteration_in_which_a_section_was_rated_counts(small: Path) -> None:
    write_round(small)
    path = write_round(small, "round-2", 2, given="high")
    text = path.read_text(encoding="utf-8").replace("  overview:\n    completeness: {R2-hw: medium}\n", "")
    path.write_text(text, encoding="utf-8")
    found = tallied(small)
    assert (2, {"high": 2}) == (found["performance"].iteration, found["performance"].counts["completeness"])
    assert (1, {"medium": 1}) == (found["overview"].iteration, found["overview"].counts["completeness"])


def test_two_evaluations_of_one_iteration_count_together(small: Path) -> None:
    write_round(small, "one")
    write_round(small, "other", given="medium")
    assert {"low": 1, "medium": 1, "high": 2} == tallied(small)["performance"].counts["completeness"]


def test_the_worst_state_of_one_iteration_is_told(small: Path) -> None:
    tied = f'rated: {{performance: "{version(small)}"}}\n'
    write_round(small, "one", more=tied)
    assert CURRENT == tallied(small)["performance"].state
    write_round(small, "other")
    assert UNTIED == tallied(small)["performance"].state
    change(small, "0.19 ms", "0.21 ms")
    assert STALE == tallied(small)["performance"].state


def test_the_least_complete_section_comes_first(loaded: Catalog) -> None:
    """What the AI engineer of the paper found low, in the order of the sheet, then medium, then high."""
    engineer = loaded.template.roles["ai-engineer"]
    order = work_list(tallies(of_the_paper(loaded), loaded.template, engineer))
    assert [
        "training_data", "hardware", "test_data", "performance", "overview", "architecture", "parameters", "training",
        "inference", "purpose",
    ] == [tally.section.key for tally in order]  # fmt: skip


def test_low_counts_before_medium_and_no_mean_is_made(loaded: Catalog) -> None:
    order = work_list(tallies(of_the_paper(loaded), loaded.template))
    found = [(t.counts["completeness"]["low"], t.counts["completeness"]["medium"]) for t in order]
    assert [(2, 1), (2, 1), (1, 3), (1, 2), (1, 2), (1, 2), (0, 3), (0, 2), (0, 2), (0, 0)] == found


def test_stale_sections_come_last(small: Path) -> None:
    write_round(small, more=f'rated: {{performance: "{version(small)}"}}\n')
    assert ["performance", "overview"] == [t.section.key for t in work_list(tallied(small).values())]
    change(small, "0.19 ms", "0.21 ms")
    assert ["overview", "performance"] == [t.section.key for t in work_list(tallied(small).values())]


def test_only_roles_that_rated_have_a_list(loaded: Catalog) -> None:
    found = roles_of(of_the_paper(loaded), loaded.template)
    assert ["hw-researcher", "data-scientist", "ai-engineer"] == [role.id for role in found]


def test_the_share_of_high_over_two_iterations(small: Path) -> None:
    write_round(small)
    write_round(small, "round-2", 2, given="high")
    catalog = loaded_with(small)
    found = trend(evaluations_of(catalog, catalog.sheets["alpha"]))
    assert (Share(1, 1, 3), Share(2, 2, 3)) == found["completeness"]
    assert [33, 67] == [share.percent for share in found["completeness"]]


def test_what_was_not_rated_or_not_applicable_is_no_part_of_a_share(small: Path) -> None:
    write_round(small)
    catalog = loaded_with(small)
    found = trend(evaluations_of(catalog, catalog.sheets["alpha"]))
    assert (Share(1, 1, 1),) == found["relevance"]
    assert (Share(1, 0, 0),) == found["presentability"]


@pytest.mark.parametrize(
    ("high", "of", "percent"), [(0, 0, 0), (1, 8, 13), (2, 3, 67), (1, 3, 33), (4, 4, 100)]
)
def test_shares_are_rounded_half_up(high: int, of: int, percent: int) -> None:
    assert percent == Share(1, high, of).percent
