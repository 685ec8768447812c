"""What a review reads: no more than a change reaches, and it says what a reading of all says."""

import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from factsheets.diff.reach import Reach, reach_of
from factsheets.diff.standings import open_shelf
from factsheets.parts import Work, resolved_part
from pictures import PNG
from revised import committed, compared

MODELS = "sheets/models"


def replaced(folder: str, old: str, new: str) -> Callable[[Path, random.Random], None]:
    """An edit of a random file that has a text."""

    def edit(root: Path, dice: random.Random) -> None:
        found = [root / folder] if folder.endswith(".yaml") else sorted((root / folder).rglob("*.yaml"))
        files = [p for p in found if old in p.read_text(encoding="utf-8")]
        assert files, old
        path = dice.choice(files)
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")

    return edit


def removed(root: Path, dice: random.Random) -> None:
    dice.choice(sorted((root / MODELS).iterdir())).unlink()


def renamed(root: Path, dice: random.Random) -> None:
    path = dice.choice(sorted((root / MODELS).iterdir()))
    text = path.read_text(encoding="utf-8").replace(f"id: {path.stem}", f"id: {path.stem}-2")
    path.unlink()
    path.with_name(f"{path.stem}-2.yaml").write_text(text, encoding="utf-8")


EDITS = (
    removed,
    renamed,
    replaced(MODELS, "\nname: ", "\nname: New "),
    replaced(MODELS, " W", " V"),
    replaced(MODELS, " ms", " us"),
    replaced(MODELS, "\nstatus: ", "\nstatus: [\n"),
    replaced(MODELS, "conditions: {", "conditions: {scenario: offline, "),
    replaced(MODELS, "\nsource: ", "\n#source: "),
    replaced("sheets/hardware", "kind: ", "kind: un"),
    replaced("sheets/hardware", "name: ", "name: New "),
    replaced("sheets/references.yaml", "title: ", "title: New "),
    replaced("sheets/benchmarks", "name: ", "name: New "),
)


def everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read all sheets, however far a change reaches."""
    found = reach_of

    def all_of(base: object, head: object, *rest: object) -> Reach:
        reach = found(base, head, *rest)  # type: ignore[arg-type]  # as they come
        paths = {*base.entries, *head.entries}  # type: ignore[attr-defined]  # trees
        return Reach(reach.changed, frozenset(path for path in paths if path.startswith(f"{MODELS}/")))

    monkeypatch.setattr("factsheets.diff.sides.reach_of", all_of)


@pytest.mark.parametrize("seed", range(10))
def test_a_review_says_what_a_reading_of_all_sheets_says(
    seed: int, catalog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    committed(catalog)
    dice = random.Random(seed)  # noqa: S311 - nothing is secret here
    for edit in dice.sample(EDITS, 2):
        edit(catalog, dice)
    some = compared(catalog, "HEAD")
    open_shelf(catalog).path.unlink(missing_ok=True)
    everything(monkeypatch)
    assert compared(catalog, "HEAD") == some


@pytest.mark.parametrize("seed", range(3))
def test_revisions_say_what_the_working_tree_says(seed: int, catalog: Path) -> None:
    committed(catalog)
    dice = random.Random(seed)  # noqa: S311 - nothing is secret here
    for edit in dice.sample(EDITS, 3):
        edit(catalog, dice)
    there = compared(catalog, "HEAD")
    committed(catalog)
    revised = compared(catalog, "HEAD~1", "HEAD")
    assert there.sheets == revised.sheets
    assert there.others == revised.others
    assert (there.ranks, there.pairs, there.pages) == (revised.ranks, revised.pairs, revised.pages)


def test_one_sheet_is_read_where_one_sheet_changed(catalog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    committed(catalog)
    path = catalog / MODELS / "resnet9-hermes.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("published", "review"), encoding="utf-8")
    compared(catalog, "HEAD")
    read: list[Path] = []

    def noted(work: Work, own: Sequence[Path]) -> Any:
        read.extend(own)
        return resolved_part(work, own)

    monkeypatch.setattr("factsheets.diff.sides.resolved_part", noted)
    compared(catalog, "HEAD")
    assert ["resnet9-hermes", "resnet9-hermes"] == [file.stem for file in read]


def test_a_change_of_the_template_reads_all_and_names_the_file(catalog: Path) -> None:
    committed(catalog)
    metrics = catalog / "schema/metrics.yaml"
    text = metrics.read_text(encoding="utf-8")
    metrics.write_text(f"# A comment\n{text}", encoding="utf-8")
    assert ("schema/metrics.yaml",) == compared(catalog, "HEAD").silent
    metrics.write_text(text.replace("title: Accuracy\n", "title: Exactness\n"), encoding="utf-8")
    (told,) = compared(catalog, "HEAD").others
    assert "the template: file changed; every sheet was read by it anew" == told.said


def test_a_template_that_cannot_be_read_is_a_finding(catalog: Path) -> None:
    committed(catalog)
    (catalog / "schema/roles.yaml").write_text("roles: [\n", encoding="utf-8")
    report = compared(catalog, "HEAD")
    assert any(found.path == "schema/roles.yaml" and found.level == "error" for found in report.new)


def test_a_sheet_that_cannot_be_read_loses_no_facts(catalog: Path) -> None:
    committed(catalog)
    path = catalog / MODELS / "resnet9-hermes.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "\n]: [\n", encoding="utf-8")
    (sheet,) = compared(catalog, "HEAD").sheets
    assert () == sheet.changes
    assert ["error"] == [found.level for found in sheet.findings]


def test_a_sheet_that_could_not_be_read_before_either_is_not_passed_over(catalog: Path) -> None:
    path = catalog / MODELS / "resnet9-hermes.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}\n]: [\n", encoding="utf-8")
    committed(catalog)
    path.write_text(f"{text.replace('published', 'review')}\n]: [\n", encoding="utf-8")
    report = compared(catalog, "HEAD")
    assert not report.says_nothing
    assert ["still"] == [found.state for found in report.sheets[0].findings]


def test_a_fact_that_leaves_the_template_is_gone_from_the_sheets(catalog: Path) -> None:
    committed(catalog)
    path = catalog / "schema/sections/training.schema.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    del data["properties"]["epochs"]
    path.write_text(json.dumps(data, indent=2), encoding="utf-8")
    report = compared(catalog, "HEAD")
    gone = {change.fact for sheet in report.sheets for change in sheet.changes if change.kind == "removed"}
    assert {"training.epochs"} == gone
    assert any(found.code == "FS101" for found in report.new)


def test_line_ends_that_git_would_change_are_no_change(catalog: Path) -> None:
    committed(catalog)
    for path in (catalog / "sheets").rglob("*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert () == compared(catalog, "HEAD").silent
    assert compared(catalog, "HEAD").says_nothing


def test_an_image_that_nobody_touched_is_not_mended(small: Path) -> None:
    """Where all sheets are read for a change of another file, their images are, too."""
    (small / "sheets/figures").mkdir()
    (small / "sheets/figures/net.png").write_bytes(PNG)
    path = small / MODELS / "alpha.yaml"
    shown = "  figure: {value: {image: net.png, alt: A drawing}}\npurpose:\n"
    path.write_text(path.read_text(encoding="utf-8").replace("purpose:\n", shown, 1), encoding="utf-8")
    base = committed(small)
    pair = small / "sheets/benchmarks/pair.yaml"
    pair.write_text(
        pair.read_text(encoding="utf-8").replace("[f1, accuracy]", "[accuracy, f1]"), encoding="utf-8"
    )
    report = compared(small, base)  # the working tree, whose images stand where they are
    assert [] == [found.code for sheet in report.sheets for found in sheet.findings if found.state == "fixed"]
    (other,) = report.others
    assert "scores of two that name no metric were f1 and are accuracy" in other.said
