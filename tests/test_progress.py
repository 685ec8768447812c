"""Long work shows how far it is, on a terminal only, and leaves nothing behind."""

import io

import pytest

from factsheets import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_long_work_counts_up_and_clears_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setattr(progress, "_PATIENCE", -1)
    with progress.Progress("Reading") as tick:
        tick(1, 2)
        tick(2, 2)
    assert "\rReading 1 of 2\rReading 2 of 2\r\x1b[K" == terminal.getvalue()


def test_short_work_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    with progress.Progress("Reading") as tick:
        tick(1, 1)
    assert not terminal.getvalue()


def test_a_file_gets_no_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    log = io.StringIO()
    monkeypatch.setattr("sys.stderr", log)
    monkeypatch.setattr(progress, "_PATIENCE", -1)
    with progress.Progress("Reading") as tick:
        tick(1, 1)
    assert not log.getvalue()
