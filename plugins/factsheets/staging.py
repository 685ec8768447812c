# Publishing: a site is written beside the old one, and takes its place in one step when it is whole.
# Comes in: the folder of a site. Goes out: a folder to write to. Must not know: what a site consists of, MkDocs.
"""The published folder holds the old site, whole, until the new one is."""

import errno
import os
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from factsheets.disk import exchanged, flush, settle
from factsheets.escape import diag
from factsheets.lock import Lock

#: What there is while nothing was published, while entries are replaced one by one, and afterwards.
OLD = "what was there before is as it was"
MIXED = "some of the new files are in place; the next build completes them"
NEW = "the new files are in place"


class Staging:
    """The folder in which the next site grows: `.site.building/new` beside `site`."""

    def __init__(self, site: Path, *, keep: bool = False) -> None:
        """`keep`: what is in the old site and not in the new one stays; else only hidden entries do."""
        self.site = Path(os.path.realpath(site))
        self._inside = self.site.is_dir() and _is_fixed(self.site)
        around = self.site if self._inside else self.site.parent
        self._folder = around / f".{self.site.name}.building"
        self.new = self._folder / "new"
        self._aside = self._folder / "old"
        self._lock = Lock(self._folder)
        self._keep = keep
        self.state = OLD

    def begin(self, waiting: Callable[[str], None]) -> None:
        """Make the folder, with nothing in it; calls `waiting` with a process number where another one builds.

        A build that was killed may have left its folder and, where the system cannot exchange two folders in one
        step, the old site in it. Raises OSError.
        """
        self._lock.take(waiting)
        if not self.site.exists() and self._aside.exists():
            self._aside.rename(self.site)
        self._clear()
        self.new.mkdir()

    def check(self, sizes: Mapping[str, int | None]) -> None:
        """See to it that files, by their path, are there, as long as they were written. Raises OSError."""
        for path, size in sizes.items():
            there = os.stat(path).st_size  # noqa: PTH116 - there are many
            if there != (size or there):
                raise OSError(errno.EIO, f"has {there} bytes, but {size} were written", path)

    def publish(self) -> None:
        """Let the new site take the place of the old one, and remove that. Raises OSError."""
        if self.site.exists():
            shutil.copymode(self.site, self.new)
            _take_over(self.site, self.new, self._stays)
        flush(self.new)
        if self._inside:
            self.state = MIXED
            self._replace_entries()
        else:
            self._replace(self.site, self.new)
        self.state = NEW
        settle(self._folder.parent)
        self.discard()

    def _stays(self, name: str) -> bool:
        if self._inside:
            return self._keep and (self.new / name).exists()
        return self._keep or name.startswith(".")

    def _replace_entries(self) -> None:
        """The entries of the folder, one after the other; what is hidden is not the site's, as for MkDocs."""
        names = set(os.listdir(self.new))  # noqa: PTH208 - names
        for name in sorted(names):
            self._replace(self.site / name, self.new / name)
        for name in [] if self._keep else sorted(set(os.listdir(self.site)) - names):  # noqa: PTH208 - names
            if not name.startswith("."):
                (self.site / name).rename(self.new / name)

    def _replace(self, old: Path, new: Path) -> None:
        if not os.path.lexists(old):
            new.rename(old)
        elif not exchanged(new, old):
            old.rename(self._aside)
            try:
                new.rename(old)
            except OSError:
                self._aside.rename(old)
                raise
            self._aside.rename(new)

    def discard(self) -> None:
        """Remove what is left of the work, and let the next one in. Raises OSError."""
        if self._lock.held():
            self._clear()
            self._lock.release()

    def give_up(self) -> None:
        """Remove as much as the system lets us: the reason is told already, and the next build removes the rest."""
        with suppress(OSError):
            self.discard()

    def refused(self, error: OSError) -> str:
        """In one line what the system refused, and what became of the site."""
        named = Path(os.fsdecode(error.filename2 or error.filename or self.site))
        path = str(named).replace(str(self.new), str(self.site))
        if not named.is_absolute():  # the name of an entry of a folder that is being removed
            path = f"{self.site}: {path}"
        number = errno.errorcode.get(error.errno or 0, "no number")
        return f"{diag(path, 400)}: {error.strerror or error} ({number}); {self.state}"

    def _clear(self) -> None:
        for path in (self.new, self._aside):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)


def _is_fixed(site: Path) -> bool:
    """Whether a folder cannot be replaced, only its entries.

    A mount cannot be renamed; in somebody else's folder nothing can be made beside ours; and who works in the
    folder would find himself in a removed one.
    """
    return site.is_mount() or not os.access(site.parent, os.W_OK | os.X_OK) or Path.cwd().is_relative_to(site)


def _take_over(old: Path, new: Path, stays: Callable[[str], bool]) -> None:
    """Have in a new folder also what stays of an old one. Files are linked: a copy of a repository takes time."""
    with os.scandir(old) as entries:
        for entry in entries:
            target = new / entry.name
            if not stays(entry.name):
                continue
            if entry.is_dir(follow_symlinks=False):
                _take_over_folder(Path(entry.path), target)
            elif target.is_dir():
                raise NotADirectoryError(errno.ENOTDIR, "is in the way of a folder", entry.path)
            elif not os.path.lexists(target):
                _link(entry.path, target)


def _take_over_folder(old: Path, new: Path) -> None:
    if not os.path.lexists(new):
        new.mkdir()
        shutil.copymode(old, new)
    elif not new.is_dir():
        raise IsADirectoryError(errno.EISDIR, "is in the way of a file", str(old))
    _take_over(old, new, lambda _: True)


def _link(old: str, new: Path) -> None:
    try:
        os.link(old, new, follow_symlinks=False)
    except OSError:  # a file system without links
        shutil.copy2(old, new, follow_symlinks=False)
