# What publishing asks of the operating system that Python has no call for. Comes in: paths. Goes out: nothing.
# Must not know: what the folders hold.
"""Exchange two folders in one step, and see to it that what was written is on the disk."""

import ctypes
import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

_HERE = -100  # AT_FDCWD: paths are relative to the working folder
_EXCHANGE = 2  # RENAME_EXCHANGE


def _call(name: str) -> Callable[..., Any] | None:
    """A function of the C library, where it has it."""
    try:
        found: Callable[..., Any] = getattr(ctypes.CDLL(None, use_errno=True), name)
    except (AttributeError, OSError, TypeError):  # an older library; none at all; Windows
        return None
    return found


def _fault(path: Path) -> OSError:
    number = ctypes.get_errno()
    return OSError(number, os.strerror(number), str(path))


def exchanged(one: Path, other: Path) -> bool:
    """Exchange what stands at two paths, in one step; False where the system or its file system cannot."""
    call = _call("renameat2")
    if call is None:
        return False
    if call(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    fault = _fault(other)
    if fault.errno in {errno.ENOSYS, errno.EINVAL}:
        return False
    raise fault


def flush(folder: Path) -> None:
    """Wait until everything that was written to the file system of a folder is on the disk; Linux only.

    One call for all files: a call for each takes longer than a build.
    """
    call = _call("syncfs")
    if call is None:
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        if call(handle) != 0:
            raise _fault(folder)
    finally:
        os.close(handle)


def settle(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, where the system can say so."""
    if not hasattr(os, "O_DIRECTORY"):  # Windows
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
