# One build of a site at a time. Comes in: a folder. Goes out: a lock that ends with its process, however that ends.
# Must not know: what is done in the folder.
"""A lock on a folder that is there only while somebody works in it; who does is written in it."""

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO


class Lock:
    """Held by one process at a time."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "lock"
        self._file: IO[str] | None = None

    def held(self) -> bool:
        """Whether this process holds it here."""
        return self._file is not None

    def take(self, waiting: Callable[[str], None]) -> None:
        """Hold the lock, and make the folder.

        Where another process holds it, calls `waiting` with that process's number, and waits. A lock on a file
        that is gone by then keeps nobody out, and is taken anew. Raises OSError.
        """
        while self._file is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            try:
                file = self._path.open("a+", encoding="ascii")
            except FileNotFoundError:  # the one before has just left, with the folder
                continue
            except OSError:
                with suppress(OSError):
                    self._leave()
                raise
            self._take(file, waiting)

    def _take(self, file: IO[str], waiting: Callable[[str], None]) -> None:
        try:
            _wait(file, waiting)
            if not _is_at(file, self._path):
                file.close()
                return
            self._file = file
            file.truncate(0)
            file.write(f"{os.getpid()}\n")
            file.flush()
        except BaseException:
            self._file = file
            with suppress(OSError):
                self.release()
            raise

    def release(self) -> None:
        """Let the next one in, and remove the folder, unless he is there already.

        Where the system refuses that, with OSError, the lock is still held.
        """
        assert self._file is not None  # nobody releases what he does not hold
        if _is_at(self._file, self._path):
            self._path.unlink()
        self._leave()
        with suppress(OSError):  # what is left to write is a number that nobody needs any more
            self._file.close()
        self._file = None

    def _leave(self) -> None:
        try:
            self._path.parent.rmdir()
        except OSError as error:
            if error.errno not in {errno.ENOTEMPTY, errno.EEXIST, errno.ENOENT}:
                raise


def _wait(file: IO[str], waiting: Callable[[str], None]) -> None:
    try:
        import fcntl  # noqa: PLC0415 - not everywhere
    except ImportError:  # Windows has no such locks: there, nothing keeps two builds of one site apart
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        waiting(file.read().strip())
        fcntl.flock(file, fcntl.LOCK_EX)


def _is_at(file: IO[str], path: Path) -> bool:
    """Whether an open file is still the one at a path."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False
