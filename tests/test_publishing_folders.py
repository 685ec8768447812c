"""Folders that MkDocs could not list, and what it takes for files of a theme."""

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.theme import Theme

from factsheets import publishing
from trees import CONFIG, manifest, run, tiny


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tiny(tmp_path / "catalog")


@pytest.fixture
def built(root: Path) -> dict[str, str]:
    assert 0 == run(root, "build")[0]
    return manifest(root / "site")


def test_a_folder_that_is_empty_or_hidden_from_nobody_stops_nothing(root: Path) -> None:
    (root / "docs/empty").mkdir()
    (root / "docs/README.md").write_text("# Read\n", encoding="utf-8")
    (root / "theme/.icons").mkdir(parents=True)
    (root / "theme/.icons/x.svg").write_text("<svg/>", encoding="utf-8")
    (root / "theme/own.css").write_text("", encoding="utf-8")
    (root / "theme/static.js").write_text("", encoding="utf-8")
    theme = "{name: mkdocs, highlightjs: false, custom_dir: theme, static_templates: [static.js]}"
    config = CONFIG.replace("{name: mkdocs, highlightjs: false}", theme)
    (root / "mkdocs.yml").write_text(config, encoding="utf-8")
    code, said = run(root, "build", "--strict")
    assert 0 == code, said
    assert (root / "site/own.css").is_file()


def blind(monkeypatch: pytest.MonkeyPatch, folder: Path, before: int) -> None:
    """MkDocs' look into a folder finds nothing, as where the system refuses it; it comes after some of ours."""
    real: Callable[..., Any] = os.walk
    looked: list[str] = []

    def walk(top: str, *more: Any, **named: Any) -> Iterator[Any]:
        for found in real(top, *more, **named):
            if str(found[0]) == str(folder):
                looked.append(found[0])
            if str(found[0]) != str(folder) or len(looked) != before + 1:
                yield found

    monkeypatch.setattr(os, "walk", walk)


@pytest.mark.parametrize(("folder", "before"), [("docs", 1), ("theme/css", 0)])
def test_a_folder_that_mkdocs_could_not_list_stops_the_build(
    root: Path, built: dict[str, str], folder: str, before: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "theme/css").mkdir(parents=True)
    (root / "theme/css/own.css").write_text("", encoding="utf-8")
    config = CONFIG.replace("highlightjs: false", "highlightjs: false, custom_dir: theme")
    (root / "mkdocs.yml").write_text(config, encoding="utf-8")
    blind(monkeypatch, root / folder, before)
    code, said = run(root, "build")
    assert 1 == code
    assert f"{root}/{folder}: the folder could not be listed (EIO)" in said
    assert built == manifest(root / "site")


def test_files_of_a_theme_for_browsers_are_told_from_templates(tmp_path: Path) -> None:
    served = ["css", "js", "map", "woff", "woff2", "ttf", "png", "svg", "ico"]
    for ending in [*served, "html", "py", "md"]:
        (tmp_path / "theme" / ending).mkdir(parents=True)
        (tmp_path / "theme" / ending / f"x.{ending}").write_bytes(b"")
    for left_out in (".icons/svg/x.svg", "dot/.x.css", "read/README.png", "locales/de/x.js"):
        (tmp_path / "theme" / left_out).parent.mkdir(parents=True)
        (tmp_path / "theme" / left_out).write_bytes(b"")
    config = MkDocsConfig()
    config.docs_dir = str(tmp_path / "docs")
    config.theme = Theme(custom_dir=str(tmp_path / "theme"), static_templates=["ico/x.ico"])
    config.theme.dirs = [str(tmp_path / "theme")]
    (tmp_path / "docs").mkdir()
    found = {Path(folder).name for folder in publishing._unlisted(Files([]), config)}
    assert {*served} - {"ico"} == found


def test_a_folder_that_is_a_link_is_looked_into_as_mkdocs_does(tmp_path: Path) -> None:
    for folder in ("docs", "elsewhere"):
        (tmp_path / folder).mkdir()
    (tmp_path / "elsewhere/page.md").write_text("# Page\n", encoding="utf-8")
    (tmp_path / "docs/linked").symlink_to(tmp_path / "elsewhere")
    config = MkDocsConfig()
    config.docs_dir = str(tmp_path / "docs")
    config.theme = Theme(name="mkdocs")
    config.theme.dirs = []
    assert [f"{tmp_path}/docs/linked"] == list(publishing._unlisted(Files([]), config))


def test_a_folder_that_nobody_may_list_stops_the_build(
    root: Path, built: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real: Callable[..., Any] = os.scandir
    closed = root / "docs/closed"
    closed.mkdir()

    def scandir(path: Any = ".") -> Any:
        if str(path) == str(closed):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    code, said = run(root, "build")
    assert 1 == code
    assert f"{closed}: Permission denied (EACCES)" in said
    assert built == manifest(root / "site")
