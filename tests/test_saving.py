"""Files are written whole or not at all, and nothing is overwritten unasked."""

import errno
from pathlib import Path

import pytest

from factsheets.saving import save


def test_a_new_file_has_its_text_byte_for_byte(tmp_path: Path) -> None:
    save(tmp_path / "a.yaml", "x: 1\r\ny: ü\n")
    assert "x: 1\r\ny: ü\n".encode() == (tmp_path / "a.yaml").read_bytes()
    assert ["a.yaml"] == [p.name for p in tmp_path.iterdir()]


def test_what_is_there_stays_unless_the_caller_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("old")
    with pytest.raises(FileExistsError):
        save(path, "new")
    assert ["a.yaml"] == [p.name for p in tmp_path.iterdir()]
    assert "old" == path.read_text()
    save(path, "new", over=True)
    assert "new" == path.read_text()


def test_a_replaced_file_keeps_its_permissions_and_a_new_one_has_the_users(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.write_text("")
    old.chmod(0o640)
    save(old, "x", over=True)
    save(new, "x")
    (tmp_path / "plain").write_text("")
    assert 0o640 == old.stat().st_mode & 0o777
    assert (tmp_path / "plain").stat().st_mode == new.stat().st_mode


@pytest.mark.parametrize("code", [errno.EPERM, errno.EOPNOTSUPP])
def test_a_file_system_without_hard_links_will_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def none(*_: object) -> None:
        raise OSError(code, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", none)
    path = tmp_path / "a.yaml"
    save(path, "new")
    assert "new" == path.read_text()
    with pytest.raises(FileExistsError):
        save(path, "newer")
    assert "new" == path.read_text()
    monkeypatch.setattr(Path, "replace", none)
    with pytest.raises(OSError, match="not permitted"):
        save(tmp_path / "b.yaml", "new")
    assert ["a.yaml"] == [p.name for p in tmp_path.iterdir()]


@pytest.mark.parametrize(
    "broken", ["os.fsync", "pathlib.Path.chmod", "pathlib.Path.replace", "pathlib.Path.hardlink_to"]
)
@pytest.mark.parametrize("over", [True, False])
def test_a_fault_at_any_step_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str, over: bool
) -> None:
    path = tmp_path / "a.yaml"
    if over:
        path.write_text("old")

    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(broken, fails)
        if broken != ("pathlib.Path.hardlink_to" if over else "pathlib.Path.replace"):
            with pytest.raises(OSError, match="No space"):
                save(path, "new", over=over)
    assert (["a.yaml"] if over else []) == [p.name for p in tmp_path.iterdir()]
    assert not over or "old" == path.read_text()
