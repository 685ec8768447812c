"""A catalog with a base and a head revision, for what is said of a change."""

import shutil
import subprocess
from pathlib import Path

from factsheets.diff.report import Report, Revision
from factsheets.diff.review import review
from factsheets.diff.revisions import trees

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "tests" / "diff"
#: Commits are told apart in golden files by these.
BASE, HEAD = Revision("main", "a" * 40), Revision("HEAD", "b" * 40)
#: Commits have one author and one time, so that a catalog has one id.
_AS = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "A"), ("EMAIL", "a@example.org"), ("DATE", "2026-01-31T00:00:00Z"))
}


def git(root: Path, *arguments: str) -> str:
    """Run git in a folder."""
    environment = {"PATH": "/usr/bin:/bin:/usr/local/bin", "HOME": str(root), "GIT_CONFIG_NOSYSTEM": "1"}
    command = [
        "git",
        "-C",
        str(root),
        "-c",
        "init.defaultBranch=main",
        "-c",
        "commit.gpgsign=false",
        *arguments,
    ]
    done = subprocess.run(command, env=environment | _AS, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def committed(root: Path, message: str = "a change") -> str:
    """Commit all there is; the id of the commit."""
    if not (root / ".git").exists():
        git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", message)
    return git(root, "rev-parse", "HEAD")


def small_catalog(root: Path) -> Path:
    """The small catalog of the tests with the repository's template."""
    shutil.copytree(ROOT / "schema", root / "schema")
    shutil.copytree(ROOT / "tests" / "base", root, dirs_exist_ok=True)
    return root


def before(root: Path) -> Path:
    """The state before the change that has one of each kind."""
    small_catalog(root)
    shutil.copytree(DATA / "before", root, dirs_exist_ok=True)
    return root


def change(root: Path) -> None:
    """Make the change that has one of each kind.

    Files get the time of now: git takes one of the same size and time for the same, and all files of a fresh clone are
    of one time.
    """
    for name in ("gone", "old", "lost"):
        (root / "sheets/models" / f"{name}.yaml").unlink()
    shutil.copytree(DATA / "after", root, dirs_exist_ok=True, copy_function=shutil.copyfile)


def revised(root: Path) -> Path:
    """A repository with two commits: the second makes one change of each kind."""
    before(root)
    committed(root)
    change(root)
    committed(root)
    return root


def compared(root: Path, base: str, head: str | None = None) -> Report:
    """What a change of a catalog says; `head` left out is the working tree."""
    return review(*trees(base, head, root), root)[0]
