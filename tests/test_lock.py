"""One at a time; a lock never outlives its process, and leaves nothing behind."""

import errno
import os
import sys
import threading
from pathlib import Path

import pytest

from factsheets.lock import Lock


def nobody(process: str) -> None:
    pytest.fail(f"waits for {process}")


def test_a_lock_makes_its_folder_names_its_process_and_goes(tmp_path: Path) -> None:
    folder = tmp_path / "a/b"
    lock = Lock(folder)
    assert not lock.held()
    lock.take(nobody)
    assert lock.held()
    assert f"{os.getpid()}\n" == (folder / "lock").read_text(encoding="ascii")
    lock.release()
    assert not lock.held()
    assert not folder.exists()


def test_what_a_dead_process_has_left_keeps_nobody_out(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x/lock").write_text("999999\n", encoding="ascii")
    lock = Lock(tmp_path / "x")
    lock.take(nobody)
    assert f"{os.getpid()}\n" == (tmp_path / "x/lock").read_text(encoding="ascii")
    lock.release()


def test_a_second_one_waits_and_says_for_whom(tmp_path: Path) -> None:
    first, second = Lock(tmp_path / "x"), Lock(tmp_path / "x")
    said: list[str] = []
    told = threading.Event()

    def waiting(process: str) -> None:
        said.append(process)
        told.set()

    first.take(nobody)
    thread = threading.Thread(target=second.take, args=(waiting,))
    thread.start()
    assert told.wait(10)
    assert not second.held()
    first.release()
    thread.join(10)
    assert second.held()
    assert [str(os.getpid())] == said
    second.release()
    assert not (tmp_path / "x").exists()


def test_a_folder_that_is_not_empty_stays(tmp_path: Path) -> None:
    lock = Lock(tmp_path / "x")
    lock.take(nobody)
    (tmp_path / "x/work").write_bytes(b"")
    lock.release()
    assert ["work"] == os.listdir(tmp_path / "x")  # noqa: PTH208 - names


def test_the_folder_may_go_between_two_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, times = Path.open, []

    def gone(self: Path, *arguments: object, **named: object) -> object:
        times.append(self)
        if len(times) == 1:
            self.parent.rmdir()
        return real(self, *arguments, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", gone)
    lock = Lock(tmp_path / "x")
    lock.take(nobody)
    assert lock.held()
    assert 2 == len(times)
    lock.release()


def test_a_lock_on_a_file_that_is_gone_is_taken_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    real, times = fcntl.flock, []

    def flock(file: object, how: int) -> None:
        real(file, how)  # type: ignore[arg-type]
        times.append(file)
        if len(times) == 1:
            (tmp_path / "x/lock").unlink()

    monkeypatch.setattr(fcntl, "flock", flock)
    lock = Lock(tmp_path / "x")
    lock.take(nobody)
    assert times[0].closed  # type: ignore[attr-defined]
    assert f"{os.getpid()}\n" == (tmp_path / "x/lock").read_text(encoding="ascii")
    lock.release()


def test_a_lock_that_somebody_has_removed_takes_no_other_with_it(tmp_path: Path) -> None:
    lock = Lock(tmp_path / "x")
    lock.take(nobody)
    (tmp_path / "x/lock").unlink()
    (tmp_path / "x/lock").write_text("of another", encoding="ascii")
    lock.release()
    assert "of another" == (tmp_path / "x/lock").read_text(encoding="ascii")
    lock = Lock(tmp_path / "y")
    lock.take(nobody)
    (tmp_path / "y/lock").unlink()
    lock.release()
    assert not (tmp_path / "y").exists()


def test_where_the_file_cannot_be_opened_no_folder_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(self: Path, *_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "no", str(self))

    monkeypatch.setattr(Path, "open", refused)
    with pytest.raises(PermissionError):
        Lock(tmp_path / "x").take(nobody)
    assert not (tmp_path / "x").exists()
    monkeypatch.setattr(Path, "rmdir", refused)
    with pytest.raises(PermissionError) as caught:
        Lock(tmp_path / "x").take(nobody)
    assert str(tmp_path / "x/lock") == caught.value.filename


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "full"), KeyboardInterrupt()])
def test_who_cannot_take_it_leaves_nothing(
    tmp_path: Path, error: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused() -> int:
        raise error

    monkeypatch.setattr(os, "getpid", refused)
    lock = Lock(tmp_path / "x")
    with pytest.raises(type(error)):
        lock.take(nobody)
    assert not lock.held()
    assert not (tmp_path / "x").exists()


def test_a_lock_that_cannot_be_removed_is_still_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(self: Path, *_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "no", str(self))

    lock = Lock(tmp_path / "x")
    lock.take(nobody)
    for name in ("unlink", "rmdir"):
        with monkeypatch.context() as patch:
            patch.setattr(Path, name, refused)
            with pytest.raises(PermissionError):
                lock.release()
        assert lock.held()
    lock.release()
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("number", [errno.ENOTEMPTY, errno.EEXIST, errno.ENOENT])
def test_one_who_is_there_already_keeps_the_folder(
    tmp_path: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(self: Path) -> None:
        raise OSError(number, "another")

    lock = Lock(tmp_path / "x")
    lock.take(nobody)
    monkeypatch.setattr(Path, "rmdir", refused)
    lock.release()
    assert not lock.held()


def test_without_such_locks_nobody_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fcntl", None)
    first, second = Lock(tmp_path / "x"), Lock(tmp_path / "x")
    first.take(nobody)
    second.take(nobody)
    assert second.held()
    second.release()
    first.release()
