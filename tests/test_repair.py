"""Certain repairs are splices: every byte that is not repaired stays."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from command import Result
from factsheets.diagnostics import Repair, Where
from factsheets.repair import repaired

Cli = Callable[..., Result]
SHEET = "sheets/models/alpha.yaml"


def at(line: int, column: int, old: str, new: str) -> Repair:
    return Repair(Where("x.yaml", line, column), old, new)


def test_several_repairs_of_one_line_do_not_move_each_other() -> None:
    assert "a: 1 ms, b: 2 ms" == repaired(
        "a: 1 msec, b: 2 msec", [at(1, 4, "1 msec", "1 ms"), at(1, 15, "2 msec", "2 ms")]
    )


@given(st.text(), st.integers(1, 5), st.integers(1, 10))
def test_a_repair_whose_old_text_is_gone_changes_nothing(text: str, line: int, column: int) -> None:
    assert text == repaired(text, [at(line, column, "\x00not there", "new")])


def test_the_rest_of_the_file_is_byte_for_byte_the_same(small: Path, cli: Cli) -> None:
    path = small / SHEET
    before = (
        path.read_bytes()
        .replace(b"value: 0.19 ms", b"value:   0.19 msec   # as printed")
        .replace(b"\n", b"\r\n")
    )
    path.write_bytes(before)
    result = cli("fix", cwd=small)
    assert 0 == result.exit_code
    assert "1 place repaired in 1 file\n" == result.output
    assert before.replace(b"0.19 msec ", b"0.19 ms ") == path.read_bytes()


def test_a_quoted_value_is_left_alone(small: Path, cli: Cli) -> None:
    path = small / SHEET
    path.write_text(path.read_text("utf-8").replace("value: 0.19 ms", 'value: "0.19 msec"'), encoding="utf-8")
    before = path.read_bytes()
    cli("fix", cwd=small)
    assert before == path.read_bytes()


def test_nothing_is_repaired_while_a_file_has_errors(small: Path, cli: Cli) -> None:
    path = small / SHEET
    path.write_text(
        path.read_text("utf-8").replace("0.19 ms", "0.19 msec") + "unknown: 1\n", encoding="utf-8"
    )
    before = path.read_bytes()
    assert 1 == cli("fix", cwd=small).exit_code
    assert before == path.read_bytes()


def test_only_the_files_that_were_asked_for_are_repaired(small: Path, cli: Cli) -> None:
    path = small / SHEET
    path.write_text(path.read_text("utf-8").replace("0.19 ms", "0.19 msec"), encoding="utf-8")
    before = path.read_bytes()
    cli("fix", "sheets/models/beta.yaml", cwd=small)
    assert before == path.read_bytes()


def test_where_nothing_is_to_be_repaired_fix_says_so(small: Path, cli: Cli) -> None:
    result = cli("fix", cwd=small)
    assert (0, "nothing to repair\n") == (result.exit_code, result.output)


def test_a_file_that_cannot_be_written_is_told(
    small: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = small / SHEET
    path.write_text(path.read_text("utf-8").replace("0.19 ms", "0.19 msec"), encoding="utf-8")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    result = cli("fix", cwd=small)
    assert 1 == result.exit_code
    assert "alpha.yaml: No space left on device" in result.stderr
    assert "0.19 msec" in path.read_text("utf-8")
