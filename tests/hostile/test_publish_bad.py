"""Whatever is wrong with a catalog, the old site stays, and every bad file is named in one run."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pictures import PNG
from test_publishing import FAULTS, hook
from trees import CONFIG, left_over, manifest, run, tiny

TESTS = Path(__file__).resolve().parents[1]


def bad_sheet(path: Path, dice: random.Random) -> None:
    worse = (
        "unknown: x\n",
        "id: twice\nid: twice\n",
        "name: A: B\n",
        "- list\n",
        "",
        "\0",
        "a: &b [*b]\n",
        "{",
    )
    path.write_text(dice.choice(worse), encoding="utf-8")


def no_file(path: Path, dice: random.Random) -> None:
    path.unlink()
    if dice.random() < 0.5:
        path.mkdir()
    else:
        path.symlink_to(dice.choice(("/etc/passwd", "nothing")))


def bad_template(path: Path, dice: random.Random) -> None:
    data = path.read_bytes()
    path.write_bytes(dice.choice((b"", b"[", b"\xff\xfe", data[: len(data) // 2])))


def bad_figure(path: Path, dice: random.Random) -> None:
    worse = (b"<svg onload=alert(1)>", b"", b"\x89PNG\r\n\x1a\n" + bytes(6 << 20))
    path.write_bytes(dice.choice(worse))


Break = Callable[[Path, random.Random], None]
SHEETS: tuple[Break, ...] = (bad_sheet, no_file)


def prepared(root: Path) -> Path:
    """A catalog with a template of its own and a figure, and its site."""
    tiny(root)
    shutil.copytree(TESTS.parent / "schema", root / "schema", dirs_exist_ok=True)
    shutil.copytree(TESTS / "base/schema", root / "schema", dirs_exist_ok=True)
    (root / "sheets/figures").mkdir()
    (root / "sheets/figures/chart.png").write_bytes(PNG)
    sheet = root / "sheets/models/beta.yaml"
    figure = "overview:\n  figure: {value: {image: chart.png, alt: A chart.}}"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("overview:", figure, 1), encoding="utf-8")
    code, said = run(root, "build")
    assert code == 0, said
    return root


def broken(root: Path, dice: random.Random) -> set[str]:
    """Break something; which files a report has to name."""
    kind = dice.choice(("sheets", "sheets", "template", "figure", "plugin"))
    if kind == "plugin":
        code, more, _ = FAULTS[dice.choice(sorted(FAULTS))]
        hook(root, code, more)
        return set()
    if kind == "figure":
        bad_figure(root / "sheets/figures/chart.png", dice)
        return {"chart.png"}
    if kind == "template":
        files = sorted(path for path in (root / "schema").rglob("*.json") if path.parent.name != "meta")
        chosen = dice.choice(files)
        bad_template(chosen, dice)
        return {chosen.name}
    models = sorted((root / "sheets").rglob("*.yaml"))
    chosen_ones = dice.sample(models, dice.randint(1, len(models)))
    for path in chosen_ones:
        dice.choice(SHEETS)(path, dice)
    return {path.relative_to(root).as_posix() for path in chosen_ones}


@pytest.mark.slow
def test_the_old_site_stays_whatever_is_wrong(tmp_path: Path, long: bool) -> None:
    good = prepared(tmp_path / "good")
    before = manifest(good / "site")
    dice = random.Random(8)  # noqa: S311 - faults that can be repeated
    root = tmp_path / "catalog"
    for number in range(100 if long else 15):
        shutil.copytree(good, root)
        named = broken(root, dice)
        code, said = run(root, "build", "--strict")
        assert code == 1, (number, named, said)
        assert before == manifest(root / "site"), (number, named)
        assert [] == left_over(root)
        assert set() == {name for name in named if name not in said}, (number, said)
        assert "Traceback" not in said
        shutil.rmtree(root)
        (good / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")


def test_a_list_of_references_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    root = tiny(tmp_path / "catalog")
    path = root / "sheets/references.yaml"
    path.unlink()
    path.symlink_to("nothing")
    code, said = run(root, "build")
    assert code == 1
    assert "sheets/references.yaml:1:1: error[FS011]" in said
