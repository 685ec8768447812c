"""A check in parts, with what it remembers, says what a reading of the whole catalog says."""

import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factsheets import parts, sources
from factsheets.checking import Report, check
from factsheets.diagnostics import Finding, has_errors, ordered
from factsheets.document import Document
from factsheets.headlines import glance
from factsheets.pipeline import load
from factsheets.project import project_at
from factsheets.read import read, read_file
from factsheets.verdicts import open_store

MODELS = "sheets/models"


def whole(root: Path) -> tuple[Finding, ...]:
    """What a reading of the whole catalog finds."""
    catalog = load(project_at(root))
    return ordered([*catalog.findings, *(r.finding for r in catalog.remarks if not r.waived)])


def forget(root: Path) -> None:
    open_store(root).path.unlink(missing_ok=True)


def names(report: Report) -> list[tuple[str, str]]:
    return [(f.code, f.where.path) for f in report.findings]


# --- edits, each to a random file -----------------------------------------------------------------


def replaced(root: Path, dice: random.Random, folder: str, old: str, new: str) -> None:
    files = [p for p in sorted((root / folder).rglob("*.yaml")) if old in p.read_text(encoding="utf-8")]
    if files:
        path = dice.choice(files)
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def renamed(root: Path, dice: random.Random) -> None:
    """Another name in the sheet: texts and quoted baselines of others may speak of it."""
    replaced(root, dice, MODELS, "\nname: ", f"\nname: {dice.choice(['BERT', 'X', 'RTE'])} ")


def removed(root: Path, dice: random.Random) -> None:
    dice.choice(sorted((root / MODELS).iterdir())).unlink()


def copied(root: Path, dice: random.Random) -> None:
    path = dice.choice(sorted((root / MODELS).iterdir()))
    (root / MODELS / f"copy-{dice.randrange(99)}.yaml").write_bytes(path.read_bytes())


def moved(root: Path, dice: random.Random) -> None:
    path = dice.choice(sorted((root / MODELS).iterdir()))
    path.rename(path.with_name(f"moved-{dice.randrange(99)}.yaml"))


EDITS: list[Callable[[Path, random.Random], None]] = [
    renamed,
    removed,
    copied,
    moved,
    lambda root, dice: replaced(root, dice, MODELS, " W", " V"),
    lambda root, dice: replaced(root, dice, MODELS, " V", " W"),
    lambda root, dice: replaced(root, dice, MODELS, "0", "7"),
    lambda root, dice: replaced(root, dice, MODELS, "mnli: 8", "mnli: 7"),
    lambda root, dice: replaced(root, dice, MODELS, "\nstatus: ", "\nstatus: [\n"),
    lambda root, dice: replaced(root, dice, MODELS, "\nstatus: [\n", "\nstatus: "),
    lambda root, dice: replaced(root, dice, MODELS, "\nbaseline: ", "\nbaseline: x"),
    lambda root, dice: replaced(root, dice, MODELS, "\nbaseline: x", "\nbaseline: "),
    lambda root, dice: replaced(root, dice, "sheets/hardware", "W", "kW"),
    lambda root, dice: replaced(root, dice, "sheets/benchmarks", "validation: ", "validation: 1"),
    lambda root, dice: replaced(root, dice, "sheets", "year: 20", "year: 19"),
    lambda root, dice: replaced(root, dice, "schema", "better: higher", "better: lower"),
    lambda root, dice: replaced(root, dice, "schema", "\n    title: ", "\n    title: A "),
]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_remembered_fresh_and_whole_agree_whatever_is_edited(
    catalog: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "_SIZE", 5)  # so that sheets name sheets of other parts
    dice = random.Random(seed)  # noqa: S311 - edits that can be repeated
    for _ in range(9):
        edit = dice.choice(EDITS)
        edit(catalog, dice)
        remembered = check([catalog])
        forget(catalog)
        fresh = check([catalog])
        assert fresh == remembered
        assert whole(catalog) == fresh.findings


def test_several_processes_find_what_one_finds(catalog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "_SIZE", 8)
    replaced(catalog, random.Random(0), MODELS, "kind: analog", "kind: anlog")  # noqa: S311
    one = check([catalog], jobs=1)
    forget(catalog)
    assert one == check([catalog], jobs=3)
    assert has_errors(one.findings)


def test_only_what_changed_is_read_again(catalog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check([catalog])
    read_again: set[str] = set()
    original = read_file

    def noted(path: Path, shown: str) -> tuple[Document | None, list[Finding]]:
        read_again.add(shown)
        return original(path, shown)

    monkeypatch.setattr(sources, "read_file", noted)
    check([catalog])
    assert set() == read_again
    changed = catalog / MODELS / "bert-base-t4.yaml"
    changed.write_text(changed.read_text(encoding="utf-8") + "# a remark\n", encoding="utf-8")
    check([catalog])
    assert {f"{MODELS}/bert-base-t4.yaml"} == {path for path in read_again if path.startswith(MODELS)}


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"form": 1}', '{"form": 1, "basis": "", "seen": 3, "verdicts": {"": [1]}}']
)
def test_a_cache_that_is_none_is_not_used(small: Path, text: str) -> None:
    fresh = check([small])
    open_store(small).path.write_text(text, encoding="utf-8")
    assert fresh == check([small])


def test_a_cache_that_cannot_be_written_costs_nothing(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = check([small])
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert fresh == check([small])


def test_an_error_in_one_sheet_does_not_hide_what_rules_say_of_another(catalog: Path) -> None:
    sheet = catalog / MODELS / "bert-base-t4.yaml"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("\nstatus: ", "\nstatus: ["), encoding="utf-8")
    assert has_errors(check([catalog]).findings)
    other = check([catalog / MODELS / "bert-base-analog-pcm.yaml"])
    assert not has_errors(other.findings)
    assert other.waived + len(other.findings) > 0


def test_a_check_of_what_is_known_imports_no_reader(small: Path) -> None:
    code = (
        "import sys; from factsheets.cli import main\n"
        "try: main(['check'])\n"
        "except SystemExit: pass\n"
        "slow = {'yaml', 'jsonschema', 'jsonschema_rs', 'jinja2', 'markdown_it', 'mkdocs', 'ruamel', 'factsheets.model'}\n"
        "print(sorted(slow & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code]
    lines = [
        subprocess.run(command, cwd=small, env=os.environ, capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    ]
    assert "[]" != lines[0].splitlines()[-1]
    assert "[]" == lines[1].splitlines()[-1]


# --- what sheets say of themselves ----------------------------------------------------------------


def said(path: Path) -> tuple[str, str]:
    """Id and name as the reader has them."""
    document, _ = read(path.read_bytes(), path.name)
    data = document.data if document and isinstance(document.data, dict) else {}
    return str(data.get("id") or path.stem), str(data.get("name") or "")


def test_a_glance_sees_what_the_reader_reads(catalog: Path) -> None:
    for path in sorted((catalog / MODELS).iterdir()):
        seen = glance(path, path.name, {})
        assert said(path) == (seen.id, seen.name)


SCALARS = st.one_of(
    st.text(st.sampled_from("aB1 :#'\"\\-~.,é!&*|>{}[]\n"), max_size=12),
    st.sampled_from(
        ["null", "True", "no", "12", "1e3", "a: b", "a #b", "'it''s'", '"a\\u0041"', "|\n  a", "a\n  b", "~"]
    ),
)


@given(
    name=SCALARS, identity=SCALARS, before=st.sampled_from(["", "x: |\n  id: no\n", "x: 'a\n\n  name: b'\n"])
)
def test_a_glance_sees_what_the_reader_reads_of_any_scalar(
    tmp_path_factory: pytest.TempPathFactory, name: str, identity: str, before: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "models" / "some.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{before}name: {name}\nid: {identity}\n", encoding="utf-8")
    document, _ = read(path.read_bytes(), path.name)
    if document:
        seen = glance(path, path.name, {})
        assert said(path) == (seen.id, seen.name)
