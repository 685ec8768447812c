"""The old site until the new one is whole: what is published, what stays, what is left behind."""

import errno
import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from factsheets import staging as module
from factsheets.staging import Staging


def nobody(process: str) -> None:
    pytest.fail(f"waits for {process}")


def filled(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def held(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files}


def begun(site: Path, **options: bool) -> Staging:
    staging = Staging(site, **options)
    staging.begin(nobody)
    return staging


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """An old site with a page that the new one has, one that it has not, and files that are not the site's."""
    return filled(tmp_path / "site", page="old", gone="old", deep__gone="old", **{".git__config": "kept"})


#: What the system can do, and where the site stands; the outcome is the same.
WAYS = ("exchange", "two steps", "a mount", "not our folder", "a mount, two steps")


def go(way: str, patch: pytest.MonkeyPatch) -> None:
    if "two steps" in way:
        patch.setattr(module, "exchanged", lambda *_: False)
    if "a mount" in way:
        patch.setattr(Path, "is_mount", lambda _: True)
    if way == "not our folder":
        patch.setattr(os, "access", lambda _, how: not how & os.W_OK)


@pytest.mark.parametrize("way", WAYS)
def test_the_new_site_takes_the_place_of_the_old_one(
    site: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    go(way, monkeypatch)
    before = held(site)
    staging = begun(site)
    filled(staging.new, page="new", deep__page="new", new="new")
    assert before == {name: text for name, text in held(site).items() if ".building" not in name}
    staging.publish()
    assert module.NEW == staging.state
    assert {".git/config": "kept", "deep/page": "new", "new": "new", "page": "new"} == held(site)
    assert ["site"] == os.listdir(site.parent)  # noqa: PTH208 - names


@pytest.mark.parametrize(
    ("way", "around"), [("exchange", "."), ("a mount", "site"), ("not our folder", "site")]
)
def test_the_work_stands_in_the_same_file_system_in_a_folder_of_ours(
    site: Path, way: str, around: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    go(way, monkeypatch)
    staging = begun(site)
    assert site.parent / around / ".site.building/new" == staging.new
    staging.discard()


@pytest.mark.parametrize("way", WAYS)
def test_what_is_kept_stays_beside_what_is_new(site: Path, way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    go(way, monkeypatch)
    (site / "link").symlink_to("page")
    inode = (site / "gone").stat().st_ino
    staging = begun(site, keep=True)
    filled(staging.new, page="new", deep__page="new")
    staging.publish()
    kept = {".git/config": "kept", "deep/gone": "old", "gone": "old"}
    assert kept | {"deep/page": "new", "page": "new", "link": "new"} == held(site)
    assert "page" == os.readlink(site / "link")  # noqa: PTH115 - a name
    assert inode == (site / "gone").stat().st_ino
    assert ["site"] == os.listdir(site.parent)  # noqa: PTH208 - names


def test_a_link_to_a_folder_is_kept_as_a_link(site: Path) -> None:
    (site / "link").symlink_to("deep")
    begun(site, keep=True).publish()
    assert "deep" == os.readlink(site / "link")  # noqa: PTH115 - a name


def test_the_first_site_of_all_is_published(tmp_path: Path) -> None:
    staging = begun(tmp_path / "a/b/site")
    filled(staging.new, page="new")
    staging.publish()
    assert {"page": "new"} == held(tmp_path / "a/b/site")
    assert ["site"] == os.listdir(tmp_path / "a/b")  # noqa: PTH208 - names


def test_the_folder_has_the_permissions_of_the_old_one(site: Path) -> None:
    site.chmod(0o2750)
    (site / ".git").chmod(0o700)
    staging = begun(site)
    staging.publish()
    assert 0o2750 == stat.S_IMODE(site.stat().st_mode)
    assert 0o700 == stat.S_IMODE((site / ".git").stat().st_mode)


def test_a_link_to_the_site_stays_a_link(site: Path) -> None:
    link = site.parent / "public"
    link.symlink_to("site")
    staging = begun(link)
    filled(staging.new, page="new")
    staging.publish()
    assert link.is_symlink()
    assert "new" == held(link)["page"]
    assert {"public", "site"} == set(os.listdir(site.parent))  # noqa: PTH208 - names


def test_who_works_in_the_folder_still_does_afterwards(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site)
    staging = begun(Path())
    filled(staging.new, page="new")
    staging.publish()
    assert "new" == Path("page").read_text(encoding="utf-8")
    assert {".git", "page"} == set(os.listdir())  # noqa: PTH208 - names


def test_what_a_killed_build_has_left_is_removed(site: Path) -> None:
    folder = filled(site.parent / ".site.building", new__half="half", old__page="older")
    begun(site).discard()
    assert not folder.exists()
    assert "old" == held(site)["page"]
    filled(folder, new="a file", old="a file")
    begun(site).discard()
    assert not folder.exists()


def test_a_site_that_was_moved_aside_by_a_killed_build_comes_back(site: Path) -> None:
    folder = filled(site.parent / ".site.building", new__page="new")
    before = held(site)
    site.rename(folder / "old")
    begun(site).discard()
    assert before == held(site)
    assert not folder.exists()


def test_a_site_that_cannot_be_moved_in_is_moved_back(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    go("two steps", monkeypatch)
    real, before = Path.rename, held(site)

    def refused(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise PermissionError(errno.EACCES, "no", str(self))
        return real(self, target)

    staging = begun(site)
    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(PermissionError):
        staging.publish()
    assert before == held(site)
    assert module.OLD == staging.state
    staging.give_up()
    assert ["site"] == os.listdir(site.parent)  # noqa: PTH208 - names


def test_it_is_said_where_only_some_entries_were_replaced(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> bool:
        raise PermissionError(errno.EACCES, "no", str(site / "page"))

    go("a mount", monkeypatch)
    staging = begun(site)
    filled(staging.new, first="new", page="new")
    monkeypatch.setattr(module, "exchanged", refused)
    with pytest.raises(PermissionError) as caught:
        staging.publish()
    assert staging.refused(caught.value).endswith(
        "some of the new files are in place; the next build completes them"
    )
    staging.give_up()
    assert {"first": "new", "page": "old"}.items() <= held(site).items()


def test_work_that_is_given_up_leaves_nothing(site: Path) -> None:
    before = held(site)
    staging = begun(site)
    filled(staging.new, page="new")
    staging.give_up()
    staging.give_up()
    assert before == held(site)
    assert ["site"] == os.listdir(site.parent)  # noqa: PTH208 - names


def test_giving_up_never_fails(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError

    staging = begun(site)
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "rmtree", refused)
        staging.give_up()
    staging.give_up()
    assert ["site"] == os.listdir(site.parent)  # noqa: PTH208 - names


def test_everything_is_on_the_disk_before_it_is_published_and_the_exchange_after_it(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def noted(name: str, real: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: Path) -> object:
            done.append(f"{name} {arguments[0].name}")
            return real(*arguments)

        return call

    for name in ("flush", "exchanged", "settle"):
        monkeypatch.setattr(module, name, noted(name, getattr(module, name)))
    staging = begun(site)
    staging.publish()
    assert ["flush new", "exchanged new", f"settle {site.parent.name}"] == done


def test_a_file_that_is_short_or_gone_stops_it(site: Path) -> None:
    staging = begun(site)
    filled(staging.new, page="new", other="new")
    page, other = str(staging.new / "page"), str(staging.new / "other")
    staging.check({page: 3, other: None})
    with pytest.raises(OSError, match="has 3 bytes, but 4 were written") as caught:
        staging.check({other: 3, page: 4})
    assert (errno.EIO, page) == (caught.value.errno, caught.value.filename)
    assert f"{site}/page: has 3 bytes, but 4 were written (EIO); what was there" in staging.refused(
        caught.value
    )
    (staging.new / "other").unlink()
    with pytest.raises(FileNotFoundError):
        staging.check({other: None})
    staging.discard()


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "full"), "SITE: full (ENOSPC); what was there before is as it was"),
        (OSError(errno.EIO, "bad", "/x"), "/x: bad (EIO); what was there before is as it was"),
        (OSError(errno.EIO, "bad", "/from", None, "/to"), "/to: bad (EIO); what was there"),
        (OSError(errno.EIO, "bad", b"name"), "SITE: name: bad (EIO); what was there"),
        (OSError("odd"), "SITE: odd (no number); what was there"),
        (OSError(errno.EIO, "bad", "/a\nb"), "/a\\x0ab: bad (EIO); what was there"),
    ],
)
def test_a_refusal_is_told_in_one_line(site: Path, error: OSError, said: str) -> None:
    staging = Staging(site)
    assert staging.refused(error).startswith(said.replace("SITE", str(site)))
    staging.state = module.NEW
    assert staging.refused(error).endswith("; the new files are in place")


@pytest.mark.parametrize(("length", "said"), [(400, "/" + 399 * "a"), (401, "/" + 398 * "a" + "…")])
def test_of_a_refused_path_so_much_is_told(site: Path, length: int, said: str) -> None:
    error = OSError(errno.ENAMETOOLONG, "long", "/".ljust(length, "a"))
    assert said == Staging(site).refused(error).partition(": long (ENAMETOOLONG)")[0]


def test_nothing_that_is_in_the_way_is_lost(site: Path) -> None:
    staging = begun(site, keep=True)
    filled(staging.new, page__below="new")
    with pytest.raises(NotADirectoryError) as one:
        staging.publish()
    assert str(site / "page") == one.value.filename
    staging.discard()
    staging = begun(site, keep=True)
    filled(staging.new, deep="new")
    with pytest.raises(IsADirectoryError) as other:
        staging.publish()
    assert str(site / "deep") == other.value.filename
    assert [errno.ENOTDIR, errno.EISDIR] == [one.value.errno, other.value.errno]
    staging.discard()
    assert "old" == held(site)["page"]


def test_without_links_what_stays_is_copied(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError

    (site / ".git/link").symlink_to("config")
    monkeypatch.setattr(os, "link", refused)
    staging = begun(site)
    staging.publish()
    assert {".git/config": "kept", ".git/link": "kept"} == held(site)
    assert (site / ".git/link").is_symlink()


def test_a_file_for_the_folder_is_refused_and_stays(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.write_text("a file", encoding="utf-8")
    staging = begun(site)
    with pytest.raises(NotADirectoryError) as caught:
        staging.publish()
    assert str(site) == caught.value.filename
    staging.give_up()
    assert "a file" == site.read_text(encoding="utf-8")
    assert ["site"] == os.listdir(tmp_path)  # noqa: PTH208 - names
