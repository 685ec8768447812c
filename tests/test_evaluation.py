"""Evaluations as values, and ratings that go stale when the section changes that they rated."""

from pathlib import Path

import pytest

from factsheets.diagnostics import Remark, Where
from factsheets.evaluation import CURRENT, STALE, UNTIED, Evaluation, evaluations_of
from factsheets.fingerprint import fingerprint
from factsheets.model import Catalog
from factsheets.pipeline import load
from factsheets.project import project_at

#: Two readers of the small catalog's sheet; `{}` is what the round says beside their ratings.
ROUND = """\
id: {id}
sheet: alpha
iteration: {iteration}
date: 2026-02-01
source: paper2026
at: Table 1
{more}raters:
  R1-eng: {{role: ai-engineer}}
  R2-hw: {{role: hw-researcher}}
ratings:
  performance:
    relevance: {{R1-eng: high, R2-hw: not_applicable}}
    completeness: {{R1-eng: {given}, R2-hw: high}}
  overview:
    completeness: {{R2-hw: medium}}
comments:
  - {{rater: R1-eng, section: performance, text: At which temperature?}}
  - {{rater: R2-hw, text: Good to read.}}
"""


def write_round(
    root: Path, name: str = "round-1", iteration: int = 1, more: str = "", given: str = "low"
) -> Path:
    """Write an evaluation of the sheet alpha."""
    path = root / f"sheets/evaluations/{name}.yaml"
    path.parent.mkdir(exist_ok=True)
    text = ROUND.format(id=name, iteration=iteration, more=more, given=given)
    path.write_text(text, encoding="utf-8")
    return path


def loaded_with(root: Path) -> Catalog:
    catalog = load(project_at(root))
    assert () == catalog.findings
    return catalog


def version(root: Path, section: str = "performance") -> str:
    return fingerprint(loaded_with(root).sheets["alpha"], section)


def of_alpha(root: Path) -> tuple[Evaluation, ...]:
    catalog = loaded_with(root)
    return evaluations_of(catalog, catalog.sheets["alpha"])


def state(root: Path, section: str = "performance") -> str:
    (evaluation,) = of_alpha(root)
    rated = evaluation.section(section)
    assert rated
    return rated.state


def change(root: Path, old: str, new: str) -> None:
    path = root / "sheets/models/alpha.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def stale(root: Path) -> list[Remark]:
    return [remark for remark in loaded_with(root).remarks if remark.finding.code == "FS360"]


def test_an_evaluation_is_read_whole(small: Path) -> None:
    write_round(small)
    (evaluation,) = of_alpha(small)
    assert ("round-1", "alpha", 1, "2026-02-01") == (
        evaluation.id, evaluation.sheet.id, evaluation.iteration, evaluation.date,
    )  # fmt: skip
    assert ("paper2026", "Table 1", "") == (
        evaluation.evidence.source, evaluation.evidence.at, evaluation.evidence.verified,
    )  # fmt: skip
    assert [("R1-eng", "AI Engineer"), ("R2-hw", "Hardware or Systems Researcher")] == [
        (rater.code, rater.role.title) for rater in evaluation.raters
    ]
    assert ["overview", "performance"] == [rated.section.key for rated in evaluation.sections]
    assert [("performance", "At which temperature?"), (None, "Good to read.")] == [
        (comment.section and comment.section.key, comment.text) for comment in evaluation.comments
    ]


def test_each_cell_is_found_by_dimension_and_rater(small: Path) -> None:
    write_round(small)
    rated = of_alpha(small)[0].section("performance")
    assert rated
    assert ["low", "high", "not_applicable", ""] == [
        rated.given("completeness", "R1-eng"), rated.given("completeness", "R2-hw"),
        rated.given("relevance", "R2-hw"), rated.given("presentability", "R2-hw"),
    ]  # fmt: skip
    assert of_alpha(small)[0].section("purpose") is None


def test_ratings_are_counted_over_all_sections(small: Path) -> None:
    write_round(small)
    (evaluation,) = of_alpha(small)
    assert {"low": 1, "high": 1, "medium": 1} == evaluation.counts("completeness")
    assert {"low": 1, "high": 2, "medium": 1, "not_applicable": 1} == evaluation.counts()


def test_evaluations_of_a_sheet_stand_in_the_order_of_their_iterations(small: Path) -> None:
    for name, iteration in (("a", 10), ("b", 9), ("c", 9)):
        write_round(small, name, iteration)
    assert ["b", "c", "a"] == [evaluation.id for evaluation in of_alpha(small)]
    catalog = loaded_with(small)
    assert () == evaluations_of(catalog, catalog.sheets["beta"])


def test_a_rating_is_tied_to_a_version_where_the_evaluation_names_one(small: Path) -> None:
    write_round(small, more=f'rated: {{performance: "{version(small)}"}}\n')
    assert (CURRENT, UNTIED) == (state(small), state(small, "overview"))
    assert [] == stale(small)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("0.19 ms", "0.21 ms", STALE),
        ("basis: simulated", "basis: estimated", STALE),
        ("source: paper2026\nby: lab", "by: lab", STALE),
        ("value: 0.19 ms", 'value: "0.19 ms"  # a comment', CURRENT),
        ("status: published", "status: review", CURRENT),
        ("telling one from two", "telling two from one", CURRENT),
    ],
)
def test_a_rating_goes_stale_when_its_section_says_something_else(
    small: Path, old: str, new: str, expected: str
) -> None:
    write_round(small, more=f'rated: {{performance: "{version(small)}"}}\n')
    change(small, old, new)
    assert expected == state(small)
    assert (1 if expected == STALE else 0) == len(stale(small))


def test_the_finding_points_into_the_evaluation_and_holds_both_versions(small: Path) -> None:
    before = version(small)
    write_round(small, more=f'rated:\n  performance: "{before}"\n')
    change(small, "0.19 ms", "0.21 ms")
    (remark,) = stale(small)
    assert ("alpha", "performance", "") == (remark.sheet, remark.path, remark.waived)
    finding = remark.finding
    assert ("note", Where("sheets/evaluations/round-1.yaml", 8, 16)) == (finding.level, finding.where)
    assert f'  performance: "{before}"' == finding.excerpt
    assert f"performance was rated as {before} in round-1, and is {version(small)} now" == finding.message


def test_the_papers_ratings_are_not_tied_to_a_version(loaded: Catalog) -> None:
    (evaluation,) = evaluations_of(loaded, loaded.sheets["bert-base-analog-pcm"])
    assert {UNTIED} == {rated.state for rated in evaluation.sections}
    assert 10 == len(evaluation.sections)
