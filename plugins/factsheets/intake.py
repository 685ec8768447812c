# The bytes of a file, for those who look at it and for those who read it. Comes in: a path. Goes out: its bytes.
# Links, devices and files past the limit are never opened.
"""Read a regular file in as few calls of the system as there can be: they are what a look at a file costs."""

import os
import stat
from pathlib import Path

#: A larger file is not read.
MAX_BYTES = 1 << 20
#: A file that becomes a link or a pipe after the look at it is not followed, and not waited for.
_FLAGS = os.O_RDONLY
for _name in ("O_BINARY", "O_NOFOLLOW", "O_NONBLOCK"):
    _FLAGS |= getattr(os, _name, 0)


def read_regular(path: Path, limit: int = MAX_BYTES) -> tuple[os.stat_result, bytes | None]:
    """The status of a file, and its bytes; None of what is no regular file, or is larger than the limit.

    Raises OSError where the system refuses it.
    """
    status = os.lstat(path)
    if not stat.S_ISREG(status.st_mode) or status.st_size > limit:
        return status, None
    handle = os.open(path, _FLAGS)
    try:
        data = os.read(handle, status.st_size + 1)
        if (
            len(data) > status.st_size
        ):  # it has grown since the look at it; the reader refuses what is too large
            data += os.read(handle, limit)
        return status, data
    finally:
        os.close(handle)
