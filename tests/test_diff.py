"""What a change says: one of each kind, in each form; what is no change; how far it reaches."""

import random
import shutil
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from factsheets.diff.report import Change, Report, SheetChange
from factsheets.diff.wording import pieces
from revised import committed, compared, revised, small_catalog

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with two commits: the second makes one change of each kind."""
    return revised(tmp_path_factory.mktemp("each") / "catalog")


@pytest.fixture(scope="module")
def report(repository: Path) -> Report:
    return compared(repository, "HEAD~1", "HEAD")


@pytest.fixture(scope="module")
def alpha(report: Report) -> SheetChange:
    return next(sheet for sheet in report.sheets if sheet.id == "alpha")


def of(sheet: SheetChange, title: str) -> Change:
    found = [each for each in sheet.changes if each.title == title]
    assert len(found) == 1, [each.title for each in sheet.changes]
    return found[0]


def said(found: Change) -> tuple[str, str, str, str]:
    """Kind, both texts and the words of a change, with plain spaces."""
    sides = (side.text.replace("\u00a0", " ") if side else "" for side in (found.before, found.after))
    return (found.kind, *sides, found.said)  # type: ignore[return-value]  # of four


# --- facts ----------------------------------------------------------------------------------------


def test_a_value_that_moved_is_told_with_its_share_and_its_direction(alpha: SheetChange) -> None:
    efficiency = of(alpha, "Energy efficiency")
    assert ("value", "6589 inferences/s/W", "7000 inferences/s/W", "+6.2 %, better") == said(efficiency)
    assert efficiency.relative == pytest.approx(7000 / 6589 - 1)
    assert "better" == efficiency.direction


def test_scores_move_in_points(alpha: SheetChange) -> None:
    score = of(alpha, "Two, F1")
    assert ("value", "80.20", "79.10", "−1.10 points, worse") == said(score)
    assert -1.1 == score.points


def test_the_same_value_in_another_unit_is_no_change_of_the_value(alpha: SheetChange) -> None:
    latency = of(alpha, "Latency, batch 4")
    told = ("unit", "0.19 ms", "190 µs", "the same value, stated more precisely and in another unit")
    assert told == said(latency)
    assert latency.relative is None
    assert "" == latency.direction


def test_values_of_a_list_are_matched_by_their_conditions(alpha: SheetChange) -> None:
    assert ("value", "0.30 ms", "0.25 ms", "−16.7 %, better") == said(of(alpha, "Latency, batch 8"))
    ages = [each for each in alpha.changes if each.fact == "robustness.accuracy_over_time"]
    assert [("added", "79.1 %")] == [
        (each.kind, each.after.text.replace("\u00a0", " ")) for each in ages if each.after
    ]


def test_a_more_precise_value_is_no_other_value(alpha: SheetChange) -> None:
    power = of(alpha, "Power")
    assert ("precision", "3.1 W", "3.13 W", "more precise, and within what stood there before") == said(power)
    assert ("boundary: chip → board", "basis: simulated → measured") == power.also


def test_texts_are_told_word_by_word(alpha: SheetChange) -> None:
    marks = {piece.mark: piece.text for piece in of(alpha, "Summary").words if piece.mark != "="}
    assert {"-": "computes", "+": "calculates"} == marks


def test_facts_come_go_and_are_renamed(alpha: SheetChange) -> None:
    assert "added" == of(alpha, "Size on disk").kind
    assert "removed" == of(alpha, "Domain").kind
    renamed = of(alpha, "Interface")
    assert ("renamed", "was Setup instructions: Software") == (renamed.kind, renamed.said)
    assert not [each for each in alpha.changes if each.fact == "setup.software"]


def test_an_absence_is_told(alpha: SheetChange) -> None:
    assert ("absence", "said to be absent") == (
        of(alpha, "Size on chip").kind,
        of(alpha, "Size on chip").said,
    )


def test_what_follows_from_a_fact_stands_behind_it(alpha: SheetChange) -> None:
    titles = [each.title for each in alpha.changes]
    assert titles.index("Pair mean of both") == titles.index("Two, F1") + 1
    energy = of(alpha, "Energy per inference, batch 4")
    assert ("derived", "−5.9 %, better") == (energy.kind, energy.said)
    assert titles.index("Energy efficiency") < titles.index(energy.title) < titles.index("Power")


def test_a_lost_source_is_an_error(alpha: SheetChange) -> None:
    (lost,) = (found for found in alpha.findings if found.code == "FS601")
    assert ("error", "new", "performance.energy_efficiency", 41) == (
        lost.level,
        lost.state,
        lost.fact,
        lost.line,
    )
    assert "source: paper2026 → none" in of(alpha, "Energy efficiency").also


def test_a_source_that_all_facts_lose_is_told_once(tmp_path: Path) -> None:
    root = small_catalog(tmp_path / "catalog")
    committed(root)
    path = root / "sheets/models/alpha.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("\nsource: paper2026", ""), encoding="utf-8")
    found = [one for one in compared(root, "HEAD").new if one.code == "FS601"]
    assert 1 == len(found)
    assert "7 facts lost their source paper2026, Summary the first of them" == found[0].message


def test_readers_and_producers_are_named(alpha: SheetChange) -> None:
    assert "hw-researcher" in of(alpha, "Power").roles
    assert {"lab": "The Lab"} == alpha.producers


# --- around the facts -----------------------------------------------------------------------------


def test_findings_come_and_are_mended(alpha: SheetChange) -> None:
    states = {(found.code, found.state) for found in alpha.findings if found.level != "note"}
    assert {("FS601", "new"), ("FS301", "new"), ("FS302", "new"), ("FS390", "fixed")} == states


def test_waivers_and_ratings_are_told(alpha: SheetChange) -> None:
    assert [("FS340", "removed")] == [(waiver.code, waiver.state) for waiver in alpha.waivers]
    assert [("Overview", "stale")] == [(rated.section, rated.state) for rated in alpha.rated]


def test_sheets_come_go_and_are_renamed(report: Report) -> None:
    states = {(sheet.id, sheet.state, sheet.was) for sheet in report.sheets}
    renamed = {("new", "renamed", "old"), ("found", "renamed", "lost")}
    assert {("alpha", "changed", ""), ("fresh", "added", ""), ("gone", "removed", ""), *renamed} == states


def test_an_address_breaks_only_where_nobody_says_where_the_sheet_went(report: Report) -> None:
    pages = report.pages
    assert {"models/old/", "models/old/for/data-scientist/"} <= set(pages.moved)
    assert {"models/gone/", "models/lost/"} <= set(pages.broken)
    assert [] == [url for url in pages.broken if url.startswith("models/old/")]
    told = [found.path for found in report.new if found.code == "FS602"]
    assert ["sheets/models/found.yaml", "sheets/models/gone.yaml"] == sorted(told)


def test_a_sheet_that_is_only_written_anew_says_the_same(report: Report) -> None:
    assert ("sheets/models/beta.yaml",) == report.silent


def test_ranks_frontier_and_differences_move(report: Report) -> None:
    ranks = {(rank.sheet, rank.title, rank.kind): (rank.before, rank.after) for rank in report.ranks}
    assert ((4, 5), (5, 5)) == ranks["alpha", "Score", ""]
    assert (None, (1, 5)) == ranks["fresh", "Score", ""]
    assert ((1, 5), (2, 5)) == ranks["found", "F1", ""]
    (frontier,) = report.frontiers
    assert ("Fresh",) == frontier.joined
    assert ("−1.70", "−2.25") in {(pair.before, pair.after) for pair in report.pairs}


def test_hardware_and_references_are_told_with_whom_they_reach(report: Report) -> None:
    chip, references = report.others
    assert ("512 × 512", "256 × 256") == tuple(
        side.text for side in (chip.changes[0].before, chip.changes[0].after) if side
    )
    assert ("Alpha on an analog chip",) == chip.sheets
    assert references.said.startswith("added talk2026; changed paper2026; ")


# --- what is no change ----------------------------------------------------------------------------


def test_a_state_beside_itself_says_nothing(repository: Path) -> None:
    for name in ("HEAD", "HEAD~1"):
        assert compared(repository, name, name).says_nothing


def shuffled(data: Any, dice: random.Random) -> Any:
    """The same data with its keys in another order; lists keep theirs."""
    if isinstance(data, dict):
        keys = dice.sample(list(data), len(data))
        return {key: shuffled(data[key], dice) for key in keys}
    return [shuffled(entry, dice) for entry in data] if isinstance(data, list) else data


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6), style=st.sampled_from(['"', "'", None]))
def test_a_sheet_that_is_serialised_anew_says_the_same(
    seed: int, style: str | None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("anew") / "catalog"
    shutil.copytree(ROOT / "sheets", root / "sheets")
    shutil.copytree(ROOT / "schema", root / "schema")
    dice = random.Random(seed)  # noqa: S311 - nothing is secret here
    path = dice.choice(sorted((root / "sheets/models").iterdir()))
    other = shutil.copytree(root, root.parent / "other")
    yaml = YAML(typ="rt", pure=True)
    data = yaml.load(path.read_text(encoding="utf-8"))
    yaml = YAML(typ="rt", pure=True)
    yaml.width, yaml.preserve_quotes, yaml.default_style = dice.choice([40, 80, 4000]), None, None
    with (other / "sheets/models" / path.name).open("w", encoding="utf-8") as file:
        if style:
            file.write(f"# Written anew with {style}\n")
        yaml.dump(shuffled(data, dice), file)
    assert compared(root, str(root), str(other)).says_nothing


# --- size -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", [("a",), ("a", "b"), tuple(map(str, range(997)))], ids=["one", "two", "many"]
)
def test_words_of_long_texts_are_compared_in_no_time(words: tuple[str, ...]) -> None:
    dice = random.Random(1)  # noqa: S311 - nothing is secret here
    one, two = (" ".join(dice.choices(words, k=10_000)) for _ in "ab")
    begun = time.process_time()
    pieces(one, two)
    pieces(one[:1500], two[:1500])
    assert time.process_time() - begun < 2


def test_the_place_of_a_changed_word_is_found_in_a_long_text() -> None:
    text = " ".join(map(str, range(5000)))
    found = pieces(text, text.replace(" 2500 ", " other "))
    assert ["… 2492 2493 2494 2495 2496 2497 2498 2499", "2500", "other"] == [
        piece.text for piece in found[:3]
    ]
    assert "2501 2502 2503 2504 2505 2506 2507 2508 …" == found[3].text
