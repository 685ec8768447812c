"""A build of MkDocs publishes a whole site or none, whatever it is asked for and whoever gets in its way."""

import errno
import io
import logging
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files

from factsheets import publishing
from factsheets.staging import Staging
from trees import CONFIG, left_over, manifest, rename_sheet, run, tiny


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tiny(tmp_path / "catalog")


def hook(root: Path, code: str, more: str = "") -> None:
    """Something that goes wrong in the middle of a build."""
    (root / "hook.py").write_text(code, encoding="utf-8")
    (root / "mkdocs.yml").write_text(f"{CONFIG}hooks: [hook.py]\n{more}", encoding="utf-8")


@pytest.fixture
def built(root: Path) -> dict[str, str]:
    assert 0 == run(root, "build")[0]
    return manifest(root / "site")


def test_a_build_publishes_and_leaves_nothing(root: Path) -> None:
    code, said = run(root, "build", "--strict")
    assert 0 == code
    assert f"factsheets: Published as {root}/site" in said
    assert (root / "site/models/alpha/index.html").is_file()
    assert [] == left_over(root)


def test_the_folder_can_be_another(root: Path, tmp_path: Path) -> None:
    assert 0 == run(root, "build", "--site-dir", str(tmp_path / "a/b"))[0]
    assert (tmp_path / "a/b/models/alpha/index.html").is_file()
    assert not (root / "site").exists()
    assert [] == left_over(tmp_path / "a")


def test_hidden_entries_of_the_site_stay_as_with_mkdocs(root: Path, built: dict[str, str]) -> None:
    (root / "site/.git").write_text("gitdir: elsewhere\n", encoding="utf-8")
    (root / "site/stale.html").write_text("stale", encoding="utf-8")
    assert 0 == run(root, "build")[0]
    assert {**built, ".git": manifest(root / "site")[".git"]} == manifest(root / "site")


FAULTS = {
    "a warning in strict mode": ("", "nav: [none.md]\n", "Aborted with 1 warnings in strict mode"),
    "a plugin's error": (
        "from mkdocs.exceptions import PluginError\n\n\ndef on_env(env, **_):\n    raise PluginError('no luck')\n",
        "",
        "no luck",
    ),
    "the last event of a plugin": (
        "from mkdocs.exceptions import PluginError\n\n\ndef on_post_build(**_):\n    raise PluginError('late')\n",
        "",
        "late",
    ),
    "a full disk": (
        "def on_post_page(output, **_):\n    raise OSError(28, 'No space left on device')\n",
        "",
        "site: No space left on device (ENOSPC); what was there before is as it was",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_build_that_fails_leaves_the_old_site(root: Path, built: dict[str, str], fault: str) -> None:
    code, more, said = FAULTS[fault]
    hook(root, code, more)
    rename_sheet(root, "Another")
    exit_code, output = run(root, "build", "--strict")
    assert 1 == exit_code
    assert said in output
    assert "Traceback" not in output
    assert built == manifest(root / "site")
    assert [] == left_over(root)


class Full(io.FileIO):
    """A file on a full disk."""

    def write(self, _: Any) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_names_the_file(
    root: Path, built: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real: Callable[..., Any] = open
    name = "models/alpha/for/data-scientist/index.html"

    def opened(file: Any, *more: Any, **named: Any) -> Any:
        return Full(file, "w") if str(file).endswith(name) else real(file, *more, **named)

    monkeypatch.setattr("builtins.open", opened)
    code, said = run(root, "build")
    assert 1 == code
    assert f"{root}/site/{name}: No space left on device (ENOSPC); what was there" in said
    assert built == manifest(root / "site")


def test_where_the_system_refused_something_is_told_on_demand(root: Path) -> None:
    hook(root, FAULTS["a full disk"][0])
    code, said = run(root, "build", "--verbose")
    assert 1 == code
    assert "The system refused this:" in said
    assert "No space left on device" in said.partition("Traceback")[2].partition("; what was there")[0]


def test_a_warning_without_strict_mode_stops_nothing(root: Path) -> None:
    hook(root, "", "nav: [none.md]\n")
    assert 0 == run(root, "build")[0]
    assert (root / "site/index.html").is_file()


def test_a_bad_sheet_leaves_the_old_site_and_every_one_is_named(root: Path, built: dict[str, str]) -> None:
    for name in ("alpha", "beta"):
        path = root / f"sheets/models/{name}.yaml"
        path.write_text(path.read_text(encoding="utf-8") + "unknown: x\n", encoding="utf-8")
    code, said = run(root, "build")
    assert 1 == code
    assert all(f"sheets/models/{name}.yaml:" in said for name in ("alpha", "beta"))
    assert built == manifest(root / "site")
    assert [] == left_over(root)


@pytest.mark.parametrize("stop", ["KeyboardInterrupt", "SystemExit"])
def test_a_build_that_is_stopped_leaves_the_old_site(root: Path, built: dict[str, str], stop: str) -> None:
    hook(root, f"def on_env(env, **_):\n    raise {stop}\n")
    run(root, "build")
    assert built == manifest(root / "site")
    assert [] == left_over(root)


def test_a_file_that_another_plugin_has_cut_is_noticed(root: Path, built: dict[str, str]) -> None:
    cut = "open(config.site_dir + '/models/alpha/for/data-scientist/index.html', 'w').close()"
    hook(root, f"def on_post_build(config, **_):\n    {cut}\n")
    code, said = run(root, "build")
    assert 1 == code
    assert f"{root}/site/models/alpha/for/data-scientist/index.html: has 0 bytes, but" in said
    assert built == manifest(root / "site")


def test_a_page_that_another_plugin_has_removed_is_noticed(root: Path, built: dict[str, str]) -> None:
    hook(
        root,
        "import os\n\n\ndef on_post_build(config, **_):\n    os.unlink(config.site_dir + '/models/index.html')\n",
    )
    code, said = run(root, "build")
    assert 1 == code
    assert f"{root}/site/models/index.html: No such file or directory (ENOENT)" in said
    assert built == manifest(root / "site")


def test_other_plugins_write_to_the_site_that_is_published(root: Path) -> None:
    code = (
        "from pathlib import Path\n\n\ndef on_config(config):\n    global where\n    where = config.site_dir\n\n\n"
        "def on_post_build(config, **_):\n    assert where == config.site_dir\n"
        "    Path(where, 'extra.txt').write_text('x')\n"
    )
    hook(root, code)
    assert 0 == run(root, "build")[0]
    assert "x" == (root / "site/extra.txt").read_text(encoding="utf-8")


def test_a_dirty_build_writes_into_the_old_site(root: Path, built: dict[str, str]) -> None:
    (root / "site/extra.txt").write_text("stays", encoding="utf-8")
    inode = (root / "site").stat().st_ino
    assert 0 == run(root, "build", "--dirty")[0]
    assert inode == (root / "site").stat().st_ino
    assert (root / "site/extra.txt").exists()


def test_pages_are_deployed_from_the_published_folder(root: Path) -> None:
    git = ("git", "-c", "user.name=a", "-c", "user.email=a@example.org")
    subprocess.run([*git, "init", "-q", "-b", "main"], cwd=root, check=True)
    subprocess.run([*git, "commit", "-q", "--allow-empty", "-m", "x"], cwd=root, check=True)
    subprocess.run(["git", "init", "-q", "--bare", "away.git"], cwd=root, check=True)
    subprocess.run(["git", "remote", "add", "origin", "away.git"], cwd=root, check=True)
    names = {f"GIT_{who}_{what}": "a" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in names.items():
            patch.setenv(name, value)
        code, said = run(root, "gh-deploy", "--quiet")
    assert 0 == code, said
    there = subprocess.run(
        ["git", "ls-tree", "-r", "--name-only", "gh-pages"],
        cwd=root / "away.git", text=True, capture_output=True, check=True,
    )  # fmt: skip
    assert {*manifest(root / "site"), ".nojekyll"} == set(there.stdout.split())


def test_the_same_configuration_can_be_built_twice(root: Path) -> None:
    config = load_config(str(root / "mkdocs.yml"))
    for _ in range(2):
        build(config)
        assert str(root / "site") == config.site_dir
        assert [] == left_over(root)


def test_a_build_of_another_program_that_fails_leaves_nothing(root: Path) -> None:
    hook(root, "def on_env(env, **_):\n    raise OSError(28, 'No space left on device')\n")
    config = load_config(str(root / "mkdocs.yml"))
    config.plugins.on_startup(
        command="build", dirty=False
    )  # MkDocs keeps plugins, with what a build before has told them
    with pytest.raises(PluginError, match="what was there before is as it was"):
        build(config)
    assert str(root / "site") == config.site_dir
    assert [] == left_over(root)


def test_while_serving_nothing_is_looked_for_twice(root: Path) -> None:
    config = load_config(str(root / "mkdocs.yml"))
    plugin = publishing.Published()
    plugin.in_place = True
    plugin.move(config)
    plugin.begin(config=config)
    plugin.found(Files([]), config=config)
    plugin.publish(config=config)
    plugin.on_build_error(error=OSError())
    plugin.on_shutdown()
    assert str(root / "site") == config.site_dir


def test_without_being_told_how_a_build_goes_beside_the_site(root: Path) -> None:
    config = load_config(str(root / "mkdocs.yml"))
    publishing.Published().move(config)
    assert str(root / ".site.building/new") == config.site_dir


def test_who_has_to_wait_is_told_for_whom(
    root: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Staging.begin

    def begin(self: Staging, waiting: Callable[[str], None]) -> None:
        waiting("17")
        real(self, waiting)

    monkeypatch.setattr(Staging, "begin", begin)
    with caplog.at_level(logging.INFO):
        build(load_config(str(root / "mkdocs.yml")))
    assert f"Another build, process 17, is writing {root}/site; this one waits." in caplog.text


def test_every_plugin_says_what_it_has_written() -> None:
    with pytest.raises(NotImplementedError):
        publishing.Published().written()
