"""Builds in which the n-th call of the system fails; run as a program: each build is a fork of one that is warm.

    python tests/hostile/faulty.py FOLDER SHARE MODE    prints a line of JSON for each fault

FOLDER gets a catalog with an old site. SHARE is the number of faults to spread over all calls, 0 for every call with
every fault that fits it. MODE is `once`, or `full` for a disk that stays full.
"""

import builtins
import ctypes
import errno
import io
import json
import os
import shutil
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from mkdocs import __main__ as command
from mkdocs.commands import build as builder

from factsheets import disk
from trees import left_over, manifest, rename_sheet, tiny

#: The calls that fail, with what each can fail with.
FAULTS = {
    "open": (errno.EMFILE, errno.EACCES, errno.EIO, errno.ENOSPC),
    "write": (errno.ENOSPC, errno.EIO),
    "mkdir": (errno.ENOSPC, errno.EACCES),
    "rename": (errno.EACCES, errno.EIO),
    "link": (errno.ENOSPC, errno.EPERM),
    "remove": (errno.EIO, errno.EACCES),
    "list": (errno.EMFILE, errno.EIO),
    "sync": (errno.EIO, errno.ENOSPC),
}
#: The functions of `os` that are such calls.
CALLS = {
    "open": "open",
    "mkdir": "mkdir",
    "rename": "rename",
    "replace": "rename",
    "link": "link",
    "unlink": "remove",
    "rmdir": "remove",
    "scandir": "list",
    "listdir": "list",
    "sendfile": "write",
    "fsync": "sync",
}
#: What a full disk refuses.
GROWS = {"write", "mkdir", "link"}


class Faults:
    """Counts calls while it is armed, and lets one of them fail, or from there on all that need space."""

    def __init__(self, number: int, which: int, *, stays_full: bool) -> None:
        self.number, self.which, self.stays_full = number, which, stays_full
        self.armed = False
        self.calls: list[str] = []
        self.raised = 0

    def call(self, kind: str) -> int:
        """The number of the error with which a call fails, or 0."""
        if not self.armed:
            return 0
        self.calls.append(kind)
        now = len(self.calls)
        if self.stays_full and now >= self.number and kind in GROWS:
            self.raised = errno.ENOSPC
            return self.raised
        if self.stays_full or now != self.number:
            return 0
        self.raised = FAULTS[kind][self.which % len(FAULTS[kind])]
        return self.raised

    def check(self, kind: str, path: object = None) -> None:
        """Fail as Python does."""
        number = self.call(kind)
        if number:
            named = (os.fspath(path),) if isinstance(path, str | bytes | os.PathLike) else ()
            raise OSError(number, os.strerror(number), *named)


def inject(faults: Faults) -> None:  # noqa: C901 - one function for each kind of call
    """Put the faults below Python's own functions, in this process for good."""
    real_open, real_call, real_build = io.open, disk._call, builder.build

    class Raw(io.FileIO):
        def write(self, data: Any) -> int:
            faults.check("write")
            return super().write(data)

    def opened(file: Any, mode: str = "r", *more: Any, **named: Any) -> Any:
        faults.check("open", file)
        if not set(mode) & set("wax") or more or isinstance(file, int):
            return real_open(file, mode, *more, **named)
        raw = Raw(file, mode.replace("b", "").replace("t", ""))
        buffered = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
        return buffered if "b" in mode else io.TextIOWrapper(buffered, **named)

    def failing(kind: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            faults.check(kind, arguments[0] if arguments else None)
            return real(*arguments, **named)

        return call

    def of_the_library(name: str) -> Callable[..., Any] | None:
        real = real_call(name)

        def call(*arguments: Any) -> int:
            number = faults.call({"renameat2": "rename", "syncfs": "sync"}[name])
            if number:
                ctypes.set_errno(number)
                return -1
            assert real  # this runs on Linux
            return int(real(*arguments))

        return call

    def armed(*arguments: Any, **named: Any) -> None:
        faults.armed = True
        try:
            real_build(*arguments, **named)
        finally:
            faults.armed = False

    builtins.open = io.open = opened
    for name, kind in CALLS.items():
        setattr(os, name, failing(kind, getattr(os, name)))
    disk._call = of_the_library
    builder.build = armed


def build(root: Path) -> int:
    """What `mkdocs build` does; its exit code."""
    try:
        command.cli(["build", "--quiet", "-f", str(root / "mkdocs.yml")])
    except SystemExit as stopped:
        return int(stopped.code or 0)
    except BaseException:  # noqa: BLE001 - as Python itself would
        traceback.print_exc()
    return 1


def in_a_fork(root: Path, faults: Faults) -> tuple[int, str, list[str], int]:
    """Build with faults: exit code, output, calls, and the error that was raised or 0."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as counted:
        child = os.fork()
        if child == 0:
            os.dup2(output.fileno(), 1)
            os.dup2(output.fileno(), 2)
            inject(faults)
            code = build(root)
            sys.stdout.flush()
            sys.stderr.flush()
            os.write(counted.fileno(), json.dumps([faults.calls, faults.raised]).encode())
            os._exit(code)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        output.seek(0)
        counted.seek(0)
        calls, raised = json.loads(counted.read())
        return code, output.read().decode(), calls, raised


def points(calls: list[str], share: int, *, stays_full: bool) -> Iterator[tuple[int, int]]:
    """Which calls fail with which of their errors."""
    if stays_full:
        found = [(n, 0) for n, kind in enumerate(calls, 1) if kind in GROWS]
    else:
        found = [(n, which) for n, kind in enumerate(calls, 1) for which in range(len(FAULTS[kind]))]
    # The last calls are those that publish: none of them is ever left out.
    publishing = [point for point in found if point[0] > len(calls) - 20][:: 1 if not share else 2]
    yield from found if not share else [*found[:: max(1, len(found) // share)], *publishing]


def main(root: Path, share: int, mode: str) -> None:
    """Prepare an old site, and try each fault on the way to a new one."""
    site, old_site = root / "site", root / "old"
    tiny(root)
    os.environ |= {"SOURCE_DATE_EPOCH": "1700000000", "NO_MKDOCS_2_WARNING": "1"}
    assert build(root) == 0
    (site / ".well-known").mkdir()
    (site / ".well-known/kept").write_text("by hand", encoding="utf-8")
    shutil.copytree(site, old_site)
    old = manifest(site)
    rename_sheet(root, "Another name")
    code, output, calls, _ = in_a_fork(root, Faults(0, 0, stays_full=False))
    assert code == 0, output
    new = manifest(site)
    assert old != new
    for number, which in points(calls, share, stays_full=mode == "full"):
        if manifest(site) != old:
            shutil.rmtree(site)
            shutil.copytree(old_site, site)
        code, output, seen, raised = in_a_fork(root, Faults(number, which, stays_full=mode == "full"))
        now = manifest(site) if site.exists() else {}
        tree = "old" if now == old else "new" if now == new else "broken"
        kind = seen[number - 1] if len(seen) >= number else ""
        point = {
            "number": number,
            "kind": kind,
            "errno": raised,
            "code": code,
            "tree": tree,
            "output": output,
        }
        print(json.dumps(point | {"left": left_over(root), "strerror": os.strerror(raised)}), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
