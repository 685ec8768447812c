"""A cache that somebody forged, or that is damaged, passes no sheet and stops no check."""

import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest

from command import Result
from factsheets.diff.standings import open_shelf
from factsheets.verdicts import open_store

Run = Callable[..., Result]
ALPHA = "sheets/models/alpha.yaml"
BROKEN = "error[FS104]"


@pytest.fixture
def kept(small: Path, cli: Run) -> Path:
    """The cache of a catalog that had nothing wrong; now a sheet has a fault, and the cache says otherwise."""
    assert 0 == cli("check", cwd=small).exit_code
    path = open_store(small).path
    assert open_store(small).known(ALPHA)
    status = (small / ALPHA).stat()
    before = sha256((small / ALPHA).read_bytes()).hexdigest()
    text = (small / ALPHA).read_text().replace("status: published", "status: publishes")
    (small / ALPHA).write_text(text)
    os.utime(small / ALPHA, ns=(status.st_atime_ns, status.st_mtime_ns))
    after = sha256((small / ALPHA).read_bytes()).hexdigest()
    _, _, rest = path.read_bytes().partition(b"\n")
    forged = rest.replace(before.encode(), after.encode())
    path.write_bytes(sha256(forged).hexdigest().encode() + b"\n" + forged)
    return path


def test_the_forgery_works_where_nothing_defends(small: Path, kept: Path, cli: Run) -> None:
    """Whoever can write as the user has already won: so the tests below forge well, and fail for their own reason."""
    assert 0 == cli("check", cwd=small).exit_code


def test_a_cache_that_others_may_write_is_not_believed(small: Path, kept: Path, cli: Run) -> None:
    for mode in (0o620, 0o602, 0o666):
        kept.chmod(mode)
        assert BROKEN in cli("check", cwd=small).output
        kept.unlink()  # the check has written its own
        assert BROKEN in cli("check", cwd=small).output


def test_a_cache_of_another_user_is_not_believed(
    small: Path, kept: Path, cli: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: own + 1)
    assert BROKEN in cli("check", cwd=small).output


def test_a_cache_that_is_a_link_is_not_believed(small: Path, kept: Path, tmp_path: Path, cli: Run) -> None:
    kept.rename(tmp_path / "elsewhere")
    kept.symlink_to(tmp_path / "elsewhere")
    assert BROKEN in cli("check", cwd=small).output


@pytest.mark.parametrize("top", [".", ".."])
def test_a_cache_in_the_repository_is_neither_believed_nor_written(
    small: Path, kept: Path, cli: Run, monkeypatch: pytest.MonkeyPatch, top: str
) -> None:
    """As where a job keeps its caches in the checkout, which a pull request may bring files for."""
    (small / top / ".git").mkdir()
    inside = small / top / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(inside))
    (inside / "factsheets").mkdir(parents=True)
    kept.rename(inside / "factsheets" / kept.name)
    before = (inside / "factsheets" / kept.name).read_bytes()
    assert BROKEN in cli("check", cwd=small).output
    assert before == (inside / "factsheets" / kept.name).read_bytes()


DAMAGE = (
    b"", b"\xff", b"[]", b"null", b"{}", b"{" * 100_000, b"[" * 100_000, b'{"form":3,"x":' + b"[" * 100_000, b'{"form":3,"basis":"\xff"}',
    b'{"form":3,"seen":{"a":["\\ud800","b","c"]}}', b'{"form":1e400}', b'{"form":3,"verdicts":{"":[[],[],{}]}}', b"\0" * 1_000,
)  # fmt: skip


@pytest.mark.parametrize("data", DAMAGE, ids=lambda data: str(data[:20]))
def test_a_damaged_cache_stops_nothing(small: Path, kept: Path, cli: Run, data: bytes) -> None:
    kept.write_bytes(data)
    assert BROKEN in cli("check", cwd=small).output


def test_any_damage_is_noticed(small: Path, kept: Path, cli: Run) -> None:
    whole = kept.read_bytes()
    random = Random(1)  # noqa: S311 - the same each time
    for _ in range(30):
        at = random.randrange(len(whole))
        kept.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << random.randrange(8)]) + whole[at + 1 :])
        assert BROKEN in cli("check", cwd=small).output


def test_a_folder_in_place_of_the_cache_stops_nothing(small: Path, kept: Path, cli: Run) -> None:
    kept.unlink()
    kept.mkdir()
    assert BROKEN in cli("check", cwd=small).output


@pytest.mark.parametrize("data", [b"", b"{}", b"[" * 100_000, b"\xff", b'{"form":2,"names":{"a":["b","c"]}}'])
def test_what_a_review_remembers_is_believed_only_as_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "catalog").mkdir()
    shelf = open_shelf(tmp_path / "catalog")
    shelf.path.parent.mkdir(parents=True)
    shelf.path.write_bytes(data)
    assert {} == open_shelf(tmp_path / "catalog").before.names
    assert not open_shelf(tmp_path).path.name  # the cache lies in this one
