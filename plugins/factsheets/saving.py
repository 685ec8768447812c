# Files written whole or not at all. Comes in: a path and its text. Goes out: the file. Must not know: what it says.
"""Write files so that nobody ever sees half of one."""

import errno
import os
import tempfile
from pathlib import Path

#: What file systems say that have no hard links, such as exFAT and some shares.
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}


def save(path: Path, text: str, *, over: bool = False) -> None:
    """Write a file: beside it first, then moved to its place, so that it is whole at every moment.

    What is there stays, unless `over` says that it is to be replaced; its permissions stay in any case. Raises
    FileExistsError for a file that may not be replaced, OSError where the file cannot be written.
    """
    mode = path.stat().st_mode & 0o7777 if over and path.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    beside = Path(name)
    try:
        with open(handle, "w", encoding="utf-8", newline="") as file:  # noqa: PTH123 - a handle has no path to open
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(mode)
        if over:
            beside.replace(path)
        else:
            _put(path, beside)
    finally:
        beside.unlink(missing_ok=True)


def _put(path: Path, beside: Path) -> None:
    """Give a file its name; unlike a move, it fails where the name is taken."""
    try:
        path.hardlink_to(beside)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        path.open("x").close()  # it takes the name, or fails
        try:
            beside.replace(path)
        except OSError:
            path.unlink()
            raise


def _umask() -> int:
    """The permissions that new files do without; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
