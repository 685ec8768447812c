# One command, measured. Comes in: a command. Goes out: what it cost. Must not know: which tool it is.
"""Run a command in a child process and say what it cost."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took. `peak` is the resident memory of the largest process, not of all together."""

    cpu: float  # seconds, user and system, of the child and of all it waited for
    wall: float  # seconds
    peak: int  # bytes


class RunError(Exception):
    """A command ended otherwise than it should; the message has the end of what it wrote."""


def run(
    command: Sequence[str | Path],
    cwd: Path,
    env: Mapping[str, str] | None = None,
    allowed: Iterable[int] = (0,),
) -> Cost:
    """Run a command to its end. Raises RunError when it ends with a code that is not allowed."""
    with TemporaryFile() as log:
        began = time.perf_counter()
        child = subprocess.Popen(
            [str(part) for part in command], cwd=cwd, env=os.environ | dict(env or {}), stdout=log, stderr=log
        )
        _, status, used = os.wait4(child.pid, 0)
        wall = time.perf_counter() - began
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode not in allowed:
            log.seek(0)
            end = log.read().decode("utf-8", "replace")[-2000:]
            raise RunError(f"{command[0]} ended with {child.returncode}:\n{end}")
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss * 1024)


def written(folder: Path) -> tuple[int, int]:
    """How many files are below a folder, and their bytes."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return len(sizes), sum(sizes)


def remove(paths: Iterable[Path]) -> None:
    """Take away what an earlier run left."""
    for path in paths:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
