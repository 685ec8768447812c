# Two states of a catalog. Comes in: what the user named: git revisions or folders. Goes out: Tree, the files of one
# state with the id of their content, and their bytes. Nothing is checked out, no link is followed, and what is too
# large is not kept. Must not know: what the files say.
"""Files of a git revision, of a folder, or of the working tree."""

import os
import re
import subprocess
from collections.abc import Callable, Iterable, Mapping
from hashlib import new as new_hash
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from msgspec import Struct

from factsheets.escape import diag
from factsheets.intake import MAX_BYTES, read_regular
from factsheets.linked import unlisted
from factsheets.project import FILES, KINDS, Project, project_at

#: Files of one revision, and bytes of what is read of it.
_MOST_FILES = 200_000
_MOST_BYTES = 1 << 30
#: The files of a catalog; nothing else of a revision is looked at.
_PART = r"[^/\\:\x00-\x1f]+"
_OURS = re.compile(
    rf"sheets/(?:(?:{'|'.join(KINDS)})/{_PART}\.(?i:ya?ml)|{'|'.join(map(re.escape, FILES))}|figures/{_PART})"
    rf"|schema/(?:{_PART}/){{0,3}}{_PART}\.(?:json|yaml)"
)


class RevisionError(Exception):
    """There is no such revision or folder, or it cannot be read."""


class Tree(Struct, frozen=True):
    """The files of one state of a catalog: the id of their content, by path from the top of the catalog."""

    name: str
    commit: str
    folder: str  # of the catalog in its repository, with a slash behind it
    entries: Mapping[str, str]
    read: Callable[[Iterable[str]], dict[str, bytes]]  # bytes by path; those that cannot be read are left out
    root: Path | None = None  # where the files stand; None of a revision

    def of(self, prefix: str) -> dict[str, str]:
        """The files below a prefix."""
        return {path: found for path, found in self.entries.items() if path.startswith(prefix)}


def trees(base: str, head: str | None, root: Path) -> tuple[Tree, Tree]:
    """Both states; `head` left out is the working tree. `root` is the catalog that revisions are of.

    Raises RevisionError.
    """
    one = _tree(base, root)
    two = _tree(head, root) if head is not None else _folder(project_at(root), "the working tree", one)
    # The change that brings a catalog has no sheet before it.
    if not any(tree.of("sheets/models/") for tree in (one, two)):
        raise RevisionError(f"there is no sheet below sheets/models in '{one.name}', nor in '{two.name}'")
    return one, two


def is_catalog(name: str) -> bool:
    """Whether this is the folder of a catalog; never raises."""
    return os.path.isdir(Path(name) / "sheets" / "models")  # noqa: PTH112 - Path.is_dir raises where a name is too long


def _tree(name: str, root: Path) -> Tree:
    if name.startswith("-") or not name.strip() or "\0" in name:
        raise RevisionError(f"'{name}' is no revision")
    found = _revision(name, root)
    if found:
        return found
    if is_catalog(name):
        return _folder(project_at(Path(name)), name)
    raise RevisionError(
        f"'{diag(name)}' is no revision of this repository, and no folder with sheets/models in it"
    )


def _command(root: Path, *arguments: str) -> list[str]:
    return ["git", "--no-pager", "--no-replace-objects", "-C", str(root), *arguments]


def _environment() -> dict[str, str]:
    return os.environ | {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}


def _git(root: Path, *arguments: str) -> bytes | None:
    """What git says; None where it refuses."""
    command = _command(root, *arguments)
    try:
        done = subprocess.run(command, capture_output=True, env=_environment(), check=False)  # noqa: S603 - no shell; revisions cannot begin with a hyphen
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None


def _revision(name: str, root: Path) -> Tree | None:
    """A revision of the repository that the catalog is in."""
    asked = _git(root, "rev-parse", "--show-prefix", f"{name}^{{commit}}")
    lines = (asked or b"").decode("utf-8", "surrogateescape").split("\n")
    if len(lines) != 3 or not re.fullmatch(r"[0-9a-f]{40,64}", lines[1]):
        return None
    folder, commit = lines[:2]
    listed = _git(root, "ls-tree", "-r", "-z", commit, "--", "sheets", "schema")
    if listed is None:
        raise RevisionError(f"git cannot list the files of '{name}'")
    entries: dict[str, str] = {}
    for line in listed.split(b"\0")[:-1]:
        about, _, raw = line.partition(b"\t")
        path = raw.decode("utf-8", "surrogateescape")
        mode, _, identity = about.decode().split(" ")
        if mode == "120000":
            raise RevisionError(f"{path} is a symbolic link in '{name}'; none is followed")
        if mode.startswith("100") and _OURS.fullmatch(path):
            entries[path] = identity
    if len(entries) > _MOST_FILES:
        raise RevisionError(f"'{name}' has more than {_MOST_FILES} files")
    return Tree(name, commit, folder, entries, lambda paths: _blobs(root, entries, paths))


def _blobs(root: Path, entries: Mapping[str, str], paths: Iterable[str]) -> dict[str, bytes]:
    """The bytes of some files; of what is too large as many as show that it is."""
    wanted = [path for path in paths if path in entries]
    if not wanted:
        return {}
    with TemporaryFile() as asked:
        asked.write("".join(f"{entries[path]}\n" for path in wanted).encode())
        asked.seek(0)
        command = _command(root, "cat-file", "--batch")
        with subprocess.Popen(  # noqa: S603 - no shell, and the ids are git's own
            command, stdin=asked, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment()
        ) as git:
            assert git.stdout  # it is a pipe
            found = {path: _blob(git.stdout, path) for path in wanted}
    if sum(map(len, found.values())) > _MOST_BYTES:
        raise RevisionError("the files of the revision are too large together")
    return found


def _blob(told: IO[bytes], path: str) -> bytes:
    """The next file that git tells of."""
    size = told.readline().rpartition(b" ")[2].strip()
    if not size.isdigit():
        raise RevisionError(f"git has lost {path}")
    data = told.read(min(int(size), MAX_BYTES + 1))
    rest = int(size) - len(data) + 1  # and the end of the line
    while rest > 0:
        passed = told.read(min(rest, MAX_BYTES))
        if not passed:
            raise RevisionError(f"git has lost {path}")
        rest -= len(passed)
    return data


def _folder(project: Project, name: str, beside: Tree | None = None) -> Tree:
    """The files of a folder. Their ids are those that git would give them, to be compared with a revision's."""
    for finding in unlisted(project):
        raise RevisionError(f"{finding.where.path} of '{name}': {finding.message}")
    files = [*project.files(), *project.template_files(), *sorted((project.sheets / "figures").glob("*"))]
    longest = max((len(found) for found in beside.entries.values()), default=40) if beside else 40
    kept: dict[str, bytes] = {}
    entries: dict[str, str] = {}
    for file in files:
        path = project.shown(file)
        try:
            status, data = read_regular(file)
        except OSError as error:
            entries[path] = f"no {error.errno}"
            continue
        if data is None:
            entries[path] = f"{status.st_mode} {status.st_size} {status.st_mtime_ns}"
            continue
        kept[path] = data
        entries[path] = _identity(data, longest)
        if beside and entries[path] != beside.entries.get(path) and b"\r\n" in data:
            plain = _identity(data.replace(b"\r\n", b"\n"), longest)  # as git may keep it
            entries[path] = plain if plain == beside.entries.get(path) else entries[path]
    folder = beside.folder if beside else ""
    return Tree(
        name, "", folder, entries, lambda paths: {p: kept[p] for p in paths if p in kept}, project.root
    )


def _identity(data: bytes, length: int) -> str:
    """The id that git gives to a content, in a repository with ids of a length."""
    digest = new_hash("sha1" if length == 40 else "sha256", b"blob %d\0" % len(data))
    digest.update(data)
    return digest.hexdigest()
