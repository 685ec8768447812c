# What is kept of a check. Comes in: verdicts on files. Goes out: the same, from a file of the user's cache.
# It is JSON behind its digest, the user's own, and lies outside the repository: nobody who may change sheets can so change
# what is said of them, and what is damaged is not believed.
"""Verdicts on files, remembered by what they rest on."""

import os
import stat
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from msgspec import DecodeError, Struct, field, json

from factsheets.diagnostics import Finding, Remark
from factsheets.headlines import Glance
from factsheets.intake import read_regular

#: Raised when the form of the file changes.
_FORM = 3
#: Of a file of the cache; a catalog of 100,000 sheets comes to less.
_MAX = 256 << 20


class Verdict(Struct, frozen=True, array_like=True):
    """What is to be said of one file, and the digests of all files that it rests on, by path."""

    findings: tuple[Finding, ...]
    remarks: tuple[Remark, ...]
    rests_on: Mapping[str, str]


class Kept(Struct):
    """What the cache holds. All verdicts rest on `basis`, too: template, package, names, shared files."""

    form: int = _FORM
    basis: str = ""
    #: Digest, id and name of sheets, by path.
    seen: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    verdicts: dict[str, Verdict] = field(default_factory=dict)


class Store(Kept):
    """The verdicts on one catalog, with their place in the cache."""

    path: Path = Path()

    def see(self, glances: Iterable[Glance], basis: str) -> None:
        """Take note of the files as they are now."""
        self.seen = {g.shown: (g.digest, g.id, g.name) for g in glances if g.of_sheet}
        if basis != self.basis:
            self.basis, self.verdicts = basis, {}

    def known(self, file: str) -> bool:
        """Whether nothing changed that the verdict on a file rests on."""
        verdict = self.verdicts.get(file)
        rests_on = verdict.rests_on.items() if verdict else ()
        return verdict is not None and all(self.seen.get(p, ("",))[0] == digest for p, digest in rests_on)

    def save(self) -> None:
        """Write the verdicts on files that still exist."""
        kept = {file: found for file, found in self.verdicts.items() if file in self.seen or not file}
        keep(self.path, json.encode(Kept(_FORM, self.basis, self.seen, kept)))


def cache_folder() -> Path:
    """Where the system keeps what programs can make again.

    platformdirs knows it, too, but to import it takes an eighth of the time of a check that finds nothing new.
    """
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "factsheets" / "Cache"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "factsheets"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "factsheets"


def open_store(*paths: Path) -> Store:
    """The store of the catalog at a path, or of some files; an empty one where there is none."""
    path = cache_file("check", *paths)
    try:
        kept = json.decode(believed(path), type=Kept)
    except (OSError, DecodeError):
        return Store(path=path)  # not there, or not in our form
    return (
        Store(_FORM, kept.basis, kept.seen, kept.verdicts, path) if kept.form == _FORM else Store(path=path)
    )


def cache_file(kind: str, *paths: Path) -> Path:
    """Where the cache keeps what it has of some files; the empty path where who changes them could put one there."""
    name = sha256("\n".join(map(str, paths)).encode()).hexdigest()[:16]
    path = cache_folder() / f"{kind}-{name}.json"
    if any(path.absolute().is_relative_to(_repository(place)) for place in paths):
        return Path()
    return path


def keep(path: Path, data: bytes) -> None:
    """Write a file of the cache; one that cannot be written is none."""
    if not path.name:
        return
    beside = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(sha256(data).hexdigest().encode() + b"\n" + data)
        beside.chmod(0o600)
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink()


def believed(path: Path) -> bytes:
    """What we have written to a file of the cache; nothing where it may be somebody else's, or is damaged."""
    status, data = read_regular(path, _MAX)
    others = stat.S_IWGRP | stat.S_IWOTH
    if data is None or (os.name == "posix" and (status.st_uid != os.getuid() or status.st_mode & others)):
        return b""
    digest, _, rest = data.partition(b"\n")
    return rest if digest == sha256(rest).hexdigest().encode() else b""


def _repository(path: Path) -> Path:
    """The folder that whoever changes the files at a path may write to: of its git repository, else its own."""
    path = path.absolute()
    own = path if path.is_dir() else path.parent
    return next((folder for folder in (own, *own.parents) if (folder / ".git").exists()), own)
