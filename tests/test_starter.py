"""A new catalog is laid out, passes its checks, builds strictly, and touches nothing that was there."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from command import Result
from factsheets.starter import starter

Cli = Callable[..., Result]
COMMIT = "acme/sheets@" + "0123456789" * 4


def make(folder: Path, *targets: str) -> subprocess.CompletedProcess[str]:
    """Run make with the commands of this environment on the path."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "PYTHONWARNINGS": "ignore"}
    return subprocess.run(
        ["make", *targets],
        cwd=folder,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.mark.parametrize("options", [(), ("--schema",)], ids=["template of the package", "a copy"])
def test_a_new_catalog_passes_its_checks_and_builds_strictly(
    tmp_path: Path, cli: Cli, options: tuple[str, ...]
) -> None:
    result = cli("init", "mine", "--name", "Ours: é #1", *options, cwd=tmp_path)
    assert 0 == result.exit_code
    assert "\nmine/mkdocs.yml\n" in result.output
    assert "\nnext: cd mine, then make serve;" in result.output
    mine = tmp_path / "mine"
    assert (mine / "schema").is_dir() == bool(options)
    checked = cli("check", cwd=mine)
    assert (0, True) == (
        checked.exit_code,
        checked.output.startswith(("3 files", "3 files checked, nothing to mend")),
    )
    assert 0 == cli("fmt", "--check", cwd=mine).exit_code
    built = make(mine, "check", "build")
    assert 0 == built.returncode, built.stdout + built.stderr
    assert "WARNING" not in built.stderr
    page = (mine / "site/models/example-spotter/index.html").read_text("utf-8")
    assert "Ours: é #1" in page


def test_with_a_copy_of_the_template_editors_find_it(tmp_path: Path, cli: Cli) -> None:
    cli("init", ".", "--schema", cwd=tmp_path)
    for path in (tmp_path / "sheets").rglob("*.yaml"):
        first = path.read_text("utf-8").splitlines()[0]
        assert (path.parent / first.partition("$schema=")[2]).is_file()
    assert 0 == cli("new", "x", "--name", "X", "--set", "overview.summary=a", "--set", "purpose.tasks=b",
                    "--set", "performance.not_known=c", cwd=tmp_path).exit_code  # fmt: skip
    assert "yaml-language-server" in (tmp_path / "sheets/models/x.yaml").read_text("utf-8")


def test_the_workflow_uses_the_action_that_was_named(tmp_path: Path, cli: Cli) -> None:
    cli("init", ".", "--action", COMMIT, cwd=tmp_path)
    used = [
        step["uses"]
        for path in sorted((tmp_path / ".github/workflows").iterdir())
        for job in yaml.safe_load(path.read_text("utf-8"))["jobs"].values()
        for step in job["steps"]
    ]
    assert ["acme/sheets/.github/actions/comment@" + COMMIT[12:], COMMIT] == [u for u in used if "acme" in u]
    assert not any("OWNER" in text for text in starter("X", COMMIT, schema=False).values())


def test_without_an_action_somebody_must_say_where_it_is(tmp_path: Path, cli: Cli) -> None:
    assert (
        "put what OWNER/factsheets@COMMIT stands for into .github/workflows"
        in cli("init", ".", cwd=tmp_path).output
    )


def test_a_folder_with_other_files_is_taken_and_they_stay(tmp_path: Path, cli: Cli) -> None:
    (tmp_path / "README.md").write_text("mine")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/own.md").write_text("mine")
    assert 0 == cli("init", ".", cwd=tmp_path).exit_code
    assert {"mine"} == {(tmp_path / name).read_text() for name in ("README.md", "docs/own.md")}


@pytest.mark.parametrize("taken", ["Makefile", "mkdocs.yml", "docs/about.md", ".gitignore"])
def test_a_folder_with_one_of_its_files_is_refused_and_stays(tmp_path: Path, cli: Cli, taken: str) -> None:
    (tmp_path / taken).parent.mkdir(exist_ok=True)
    (tmp_path / taken).write_text("mine")
    before = sorted(tmp_path.rglob("*"))
    result = cli("init", ".", cwd=tmp_path)
    assert 2 == result.exit_code
    assert f"has {taken} already; nothing was written" in result.output
    assert before == sorted(tmp_path.rglob("*"))
    assert "mine" == (tmp_path / taken).read_text()


def test_links_and_files_in_place_of_folders_are_refused(tmp_path: Path, cli: Cli) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for name, place in (("one", "sheets"), ("two", "docs")):
        (tmp_path / name).mkdir()
        (tmp_path / name / place).symlink_to(elsewhere)
        assert 2 == cli("init", name, cwd=tmp_path).exit_code
    (tmp_path / "three").mkdir()
    (tmp_path / "three/docs").write_text("a file")
    assert 2 == cli("init", "three", cwd=tmp_path).exit_code
    assert [] == list(elsewhere.iterdir())
    assert 2 == cli("init", "three/docs", cwd=tmp_path).exit_code


@pytest.mark.parametrize("name", ["", " ", "a\nb", "a\x1bb", "\u202e"])
def test_a_name_is_one_line_of_text(tmp_path: Path, cli: Cli, name: str) -> None:
    result = cli("init", ".", "--name", name, cwd=tmp_path)
    assert 2 == result.exit_code
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "name", ["!!python/object:os.system", "*x", "a: b", "'\"\\", "# x", "{{ 7*7 }}", "${X}"]
)
def test_a_name_is_text_in_the_configuration(name: str) -> None:
    text = starter(name, COMMIT, schema=False)["mkdocs.yml"]
    assert name == yaml.safe_load(text)["site_name"]


@pytest.mark.parametrize(
    "action", ["x", "a/b@main", "a/b@" + "0" * 39, "a/b;c@" + "0" * 40, "../b@" + "0" * 40]
)
def test_an_action_is_named_by_its_commit(tmp_path: Path, cli: Cli, action: str) -> None:
    assert 2 == cli("init", ".", "--action", action, cwd=tmp_path).exit_code


def test_a_folder_that_cannot_be_written_is_told(
    tmp_path: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    result = cli("init", ".", cwd=tmp_path)
    assert 1 == result.exit_code
    assert "No space left on device" in result.stderr
