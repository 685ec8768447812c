"""What a folder holds, and a small catalog with a site."""

import hashlib
import logging
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from mkdocs.__main__ import cli

CONFIG = """site_name: Tiny
site_url: https://example.org/
theme: {name: mkdocs, highlightjs: false}
plugins: [factsheets]
"""


def manifest(folder: Path) -> dict[str, str]:
    """Every file below a folder with the hash of its bytes."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def tiny(root: Path, config: str = CONFIG) -> Path:
    """A catalog of six files, with the package's template and a theme that takes no time."""
    shutil.copytree(Path(__file__).parent / "base", root)
    (root / "docs").mkdir()
    (root / "docs/by-hand.md").write_text("# By hand\n\nText.\n", encoding="utf-8")
    (root / "mkdocs.yml").write_text(config, encoding="utf-8")
    return root


def rename_sheet(root: Path, name: str) -> None:
    """Another name for one of its models, which is on many pages."""
    path = root / "sheets/models/alpha.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    renamed = [f"name: {name}" if line.startswith("name: ") else line for line in lines]
    path.write_text("\n".join(renamed) + "\n", encoding="utf-8")


def left_over(root: Path) -> list[str]:
    """What a build has left beside the site."""
    return sorted(path.name for path in root.glob(".*.building"))


def run(root: Path, *words: str) -> tuple[int, str]:
    """The exit code and the output of a command of MkDocs, which takes the process for its own."""
    logs = [logging.getLogger(name) for name in ("mkdocs", "mkdocs.commands.build")]
    before = [(log, log.handlers[:], log.filters[:], log.level) for log in logs]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1700000000")
        patch.chdir(root)
        done = CliRunner().invoke(cli, words)
    for log, handlers, filters, level in before:
        log.handlers[:], log.filters[:], log.level = handlers, filters, level
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output
