"""What is remembered of a check: where it lies, and when it holds."""

import os
import sys
from pathlib import Path

import pytest
from msgspec import json

from factsheets.headlines import Glance
from factsheets.verdicts import Kept, Store, Verdict, believed, cache_file, cache_folder, keep, open_store


@pytest.mark.parametrize(
    ("platform", "folder"),
    [
        ("linux", ".cache/factsheets"),
        ("darwin", "Library/Caches/factsheets"),
        ("win32", "AppData/Local/factsheets/Cache"),
    ],
)
def test_the_cache_lies_where_the_system_keeps_caches(
    platform: str, folder: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    assert tmp_path / folder == cache_folder()


@pytest.mark.parametrize(
    ("platform", "name", "folder"),
    [("linux", "XDG_CACHE_HOME", "factsheets"), ("win32", "LOCALAPPDATA", "factsheets/Cache")],
)
def test_the_environment_may_say_where_caches_lie(
    platform: str, name: str, folder: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv(name, str(tmp_path))
    assert tmp_path / folder == cache_folder()


def test_a_cache_inside_the_repository_is_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "top/.git").mkdir(parents=True)
    (tmp_path / "top/catalog").mkdir()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "top/cache"))
    assert Path() == cache_file("check", tmp_path / "top/catalog")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert tmp_path / "cache/factsheets" == cache_file("check", tmp_path / "top/catalog").parent


def test_a_cache_beside_a_file_is_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "sheet.yaml").write_text("a: 1", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert Path() == cache_file("check", tmp_path / "sheet.yaml")


def test_files_and_kinds_have_caches_of_their_own(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    assert 4 == len(
        {
            cache_file("check", one),
            cache_file("check", two),
            cache_file("diff", one),
            cache_file("check", one, two),
        }
    )


def test_what_is_kept_is_believed_and_the_users_own(tmp_path: Path) -> None:
    path = tmp_path / "new/folder/check.json"
    keep(path, b"one\ntwo")
    keep(path, b"three\nfour")
    assert b"three\nfour" == believed(path)
    assert 0o600 == path.stat().st_mode & 0o777
    assert [path] == list(path.parent.iterdir())


def test_what_cannot_be_kept_leaves_nothing(tmp_path: Path) -> None:
    keep(Path(), b"one")
    (tmp_path / "check.json").mkdir()
    keep(tmp_path / "check.json", b"one")
    assert [tmp_path / "check.json"] == list(tmp_path.iterdir())


@pytest.mark.parametrize("mode", [0o620, 0o602])
def test_what_others_may_write_is_not_believed(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "check.json"
    keep(path, b"one")
    path.chmod(mode)
    assert b"" == believed(path)


def test_another_users_and_damaged_ones_are_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "check.json"
    keep(path, b"one")
    own = os.getuid()
    with monkeypatch.context() as patch:
        patch.setattr(os, "getuid", lambda: own + 1)
        assert b"" == believed(path)
    path.write_bytes(path.read_bytes() + b"x")
    assert b"" == believed(path)


def test_a_cache_past_the_bound_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, asked = tmp_path / "check.json", []
    path.touch(mode=0o600)

    def read(*_: int) -> bytes:
        asked.append(path.stat().st_size)
        return b""

    monkeypatch.setattr(os, "read", read)
    for size in (256 << 20, (256 << 20) + 1):
        os.truncate(path, size)
        believed(path)
    assert [256 << 20] == asked


def test_the_form_of_the_file_is_that_of_its_number() -> None:
    """A cache that an older release wrote in another form must not be read: whoever changes the form raises the number."""
    verdict = Verdict((), (), {"a": "1"})
    kept = b'{"form":3,"basis":"x","seen":{"a":["1","id","name"]},"verdicts":{"a":[[],[],{"a":"1"}]}}'
    assert kept == json.encode(Kept(basis="x", seen={"a": ("1", "id", "name")}, verdicts={"a": verdict}))


def glance(shown: str, digest: str, *, of_sheet: bool = True) -> Glance:
    return Glance(Path(shown), shown, of_sheet, digest, "id", "name")


def test_a_verdict_holds_as_long_as_all_that_it_rests_on() -> None:
    store = Store()
    store.see([glance("a", "1"), glance("b", "2"), glance("owners", "3", of_sheet=False)], "basis")
    assert {"a": ("1", "id", "name"), "b": ("2", "id", "name")} == store.seen
    assert not store.known("a")
    store.verdicts["a"] = Verdict((), (), {"a": "1", "b": "2"})
    assert store.known("a")
    store.see([glance("a", "1"), glance("b", "2")], "basis")
    assert store.known("a")
    store.see([glance("a", "1"), glance("b", "other")], "basis")
    assert not store.known("a")
    store.see([glance("a", "1")], "basis")
    assert not store.known("a")
    store.see([glance("a", "1"), glance("b", "2")], "another basis")
    assert {} == store.verdicts


def test_verdicts_on_files_that_are_gone_are_not_saved(tmp_path: Path) -> None:
    path = cache_file("check", tmp_path)
    store = Store(path=path)
    store.see([glance("a", "1")], "basis")
    verdict = Verdict((), (), {"a": "1"})
    store.verdicts |= {"a": verdict, "gone": verdict, "": verdict}
    store.save()
    again = open_store(tmp_path)
    assert {"a": verdict, "": verdict} == again.verdicts
    assert ("basis", path, store.seen) == (again.basis, again.path, again.seen)
    path.unlink()
    assert ("", {}, path) == ((empty := open_store(tmp_path)).basis, empty.verdicts, empty.path)


@pytest.mark.parametrize("form", [2, 4])
def test_a_cache_of_another_form_is_empty(tmp_path: Path, form: int) -> None:
    path = cache_file("check", tmp_path)
    keep(path, json.encode(Kept(form, "basis")))
    assert ("", path) == ((store := open_store(tmp_path)).basis, store.path)
