"""A file is opened only where it is a regular one of a sensible size."""

import os
from pathlib import Path

import pytest

from factsheets.intake import MAX_BYTES, read_regular


@pytest.mark.parametrize(
    "data", [b"", b"a: 1\n", b"x" * MAX_BYTES], ids=["empty", "small", "as large as may be"]
)
def test_a_file_is_read_whole(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(data)
    status, found = read_regular(file)
    assert (status.st_size, found) == (len(data), data)


def test_what_is_too_large_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"x" * (MAX_BYTES + 1))
    status, found = read_regular(file)
    assert (status.st_size, found) == (MAX_BYTES + 1, None)


def test_links_folders_and_pipes_are_not_opened(tmp_path: Path) -> None:
    (tmp_path / "real.yaml").write_text("a: 1")
    (tmp_path / "link.yaml").symlink_to(tmp_path / "real.yaml")
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "folder.yaml").mkdir()
    for name in ("link", "pipe", "folder"):
        assert read_regular(tmp_path / f"{name}.yaml")[1] is None


def test_what_is_not_there_raises(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_regular(tmp_path / "nothing.yaml")


def test_a_file_that_became_a_link_after_the_look_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secret").write_text("secret")
    file = tmp_path / "a.yaml"
    file.write_text("a: 1")
    looked = os.lstat(file)
    file.unlink()
    file.symlink_to(tmp_path / "secret")
    monkeypatch.setattr(os, "lstat", lambda _path: looked)
    with pytest.raises(OSError, match="symbolic links"):
        read_regular(file)


def test_a_file_that_grew_after_the_look_is_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("a: 1")
    looked = os.lstat(file)
    file.write_text("a: 1\nb: 2\nc: 3\n")
    monkeypatch.setattr(os, "lstat", lambda _path: looked)
    assert read_regular(file)[1] == b"a: 1\nb: 2\nc: 3\n"


def test_no_file_stays_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("a: 1")
    opened: list[int] = []
    really = os.open

    def opening(path: Path, flags: int) -> int:
        opened.append(really(path, flags))
        return opened[-1]

    monkeypatch.setattr(os, "open", opening)
    read_regular(file)
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(*opened)
