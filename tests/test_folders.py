"""Folders and paths that the system says nothing of: one finding or one line, never a traceback."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from command import Result
from revised import committed

Cli = Callable[..., Result]
LONG = "a" * 300


@pytest.fixture
def closed(small: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Close a folder of the catalog: it cannot be listed, whoever runs the test."""

    def close(name: str) -> None:
        def refusing(original: Callable[..., Any]) -> Callable[..., Any]:
            def ask(path: Any = ".", *rest: Any) -> Any:
                if not isinstance(path, int) and Path(path) == small / name:
                    raise PermissionError(13, "Permission denied", str(path))
                return original(path, *rest)

            return ask

        for question in ("listdir", "scandir"):
            monkeypatch.setattr(os, question, refusing(getattr(os, question)))

    return close


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("check", LONG), "file name too long"),
        (("fmt", LONG), "file name too long"),
        (("init", LONG), "file name too long"),
        (("render", "--out", LONG), "file name too long"),
        (("diff", "--from", LONG), "file name too long"),
        (("diff", LONG), "is no revision of this repository"),
        (("diff", LONG, LONG), "is no revision of this repository"),
        (("diff", "HEAD", "--site", LONG), "file name too long"),
    ],
)
def test_a_name_that_is_too_long_is_wrong_usage(
    small: Path, cli: Cli, arguments: tuple[str, ...], said: str
) -> None:
    committed(small)
    result = cli(*arguments, cwd=small)
    assert 2 == result.exit_code
    assert said in " ".join(result.stderr.split())


@pytest.mark.parametrize("arguments", [("check", "x"), ("fmt", "x"), ("init", "x"), ("diff", "--from", "x")])
def test_a_path_in_a_folder_that_nobody_may_enter_is_wrong_usage(
    small: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    def refuse(path: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "exists", refuse)
    result = cli(*arguments, cwd=small)
    assert 2 == result.exit_code
    assert "'x': permission denied" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("check",), 1), (("fmt", "--check"), 1), (("next", "alpha"), 1), (("diff", "HEAD"), 2)],
)
@pytest.mark.parametrize("name", ["sheets/hardware", "sheets"])
def test_a_folder_that_cannot_be_listed_is_named(
    small: Path, cli: Cli, closed: Callable[[str], None], arguments: tuple[str, ...], code: int, name: str
) -> None:
    committed(small)
    closed(name)
    result = cli(*arguments, cwd=small)
    assert code == result.exit_code
    assert name in result.output
    assert "permission denied" in result.output
    assert ("error[FS001]" in result.output) == (code == 1)


def test_what_no_command_expects_is_one_line(small: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bool:
        raise PermissionError(13, "Permission denied", "a\x1b\nb")

    monkeypatch.setattr(Path, "is_dir", refuse)
    result = cli("check", cwd=small)
    assert 2 == result.exit_code
    assert result.stderr == "factsheets: error: a\\x1b\\x0ab: permission denied (EACCES)\n"


def test_a_sheet_in_a_subfolder_is_told_when_it_is_asked_for(small: Path, cli: Cli) -> None:
    path = small / "sheets/models/sub/x.yaml"
    path.parent.mkdir()
    (small / "sheets/models/alpha.yaml").rename(path)
    result = cli("check", str(path), cwd=small)
    assert 1 == result.exit_code
    assert "sheets/models/sub/x.yaml:1:1: error[FS013]" in result.output
    assert "move it to sheets/models/" in result.output


def test_what_is_no_sheet_may_lie_in_a_subfolder(small: Path, cli: Cli) -> None:
    folder = small / "sheets/models/notes"
    folder.mkdir()
    for name in ("README.md", "x.yaml~"):
        (folder / name).write_text("notes", encoding="utf-8")
    result = cli("check", cwd=small)
    assert 0 == result.exit_code, result.output
    assert "notes" not in result.output.replace("notes not shown", "")
