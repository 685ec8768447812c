"""Folders exchanged in one step, and what is said where a system cannot."""

import ctypes
import errno
import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from factsheets.disk import exchanged, flush, settle


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text(name, encoding="utf-8")
    return tmp_path / "one", tmp_path / "other"


def refusing(number: int) -> object:
    """A C library whose calls fail."""

    def call(*_: object) -> int:
        ctypes.set_errno(number)
        return -1

    return SimpleNamespace(renameat2=call, syncfs=call)


def test_two_folders_change_places(two: tuple[Path, Path]) -> None:
    assert exchanged(*two) is True
    assert ["other", "one"] == [(folder / "file").read_text(encoding="utf-8") for folder in two]


def test_paths_may_be_relative(two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(two[0].parent)
    assert exchanged(Path("one"), Path("other")) is True
    assert "other" == (two[0] / "file").read_text(encoding="utf-8")


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        exchanged(tmp_path, tmp_path / "none")
    assert str(tmp_path / "none") == caught.value.filename
    assert os.strerror(errno.ENOENT) == caught.value.strerror


@pytest.mark.parametrize("number", [errno.ENOSYS, errno.EINVAL])
def test_a_file_system_without_exchange_says_no(
    two: tuple[Path, Path], number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: refusing(number))
    assert exchanged(*two) is False


@pytest.mark.parametrize("missing", [AttributeError, OSError, TypeError])
def test_a_system_without_the_calls_does_without(
    two: tuple[Path, Path], missing: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object, **__: object) -> None:
        raise missing

    monkeypatch.setattr(ctypes, "CDLL", none)
    assert exchanged(*two) is False
    flush(two[0])
    assert "one" == (two[0] / "file").read_text(encoding="utf-8")


def opened(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """What is opened and not closed."""
    handles: list[int] = []
    real_open, real_close = os.open, os.close

    def open_(*arguments: object) -> int:
        handles.append(real_open(*arguments))  # type: ignore[arg-type]
        return handles[-1]

    def close(handle: int) -> None:
        handles.remove(handle)
        real_close(handle)

    monkeypatch.setattr(os, "open", open_)
    monkeypatch.setattr(os, "close", close)
    return handles


def test_what_is_written_is_flushed(two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    flushed, handles = [], opened(monkeypatch)

    def call(handle: int) -> int:
        flushed.append(os.fstat(handle).st_ino)
        return 0

    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: SimpleNamespace(syncfs=call))
    flush(two[0])
    assert [two[0].stat().st_ino] == flushed
    assert [] == handles


def test_an_error_of_the_disk_is_told(two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    handles = opened(monkeypatch)
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: refusing(errno.EIO))
    with pytest.raises(OSError, match=os.strerror(errno.EIO)) as caught:
        flush(two[0])
    assert (errno.EIO, str(two[0])) == (caught.value.errno, caught.value.filename)
    assert [] == handles


def test_the_names_in_a_folder_are_settled(two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    settled, handles = [], opened(monkeypatch)
    monkeypatch.setattr(os, "fsync", lambda handle: settled.append(os.fstat(handle).st_ino))
    settle(two[0])
    assert [two[0].stat().st_ino] == settled
    assert [] == handles
    with pytest.raises(NotADirectoryError):
        settle(two[0] / "file")
    monkeypatch.delattr(os, "O_DIRECTORY")
    settle(two[1])
    assert 1 == len(settled)
