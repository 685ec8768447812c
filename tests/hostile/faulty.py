"""Builds in which the n-th call of the system fails; run as a program: each build is a fork of one that is warm.

    python tests/hostile/faulty.py FOLDER SHARE MODE    prints a line of JSON for each fault

FOLDER gets a catalog with an old site. SHARE is the number of faults to spread over all calls, 0 for every call with
every fault that fits it. MODE is `once`; `full` for a disk that stays full; `kill` for a process that ends right
before the call, as by kill -9.
"""

import builtins
import ctypes
import errno
import io
import json
import os
import shutil
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

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

    def __init__(self, number: int, which: int = 0, mode: str = "once") -> None:
        self.number, self.which, self.mode = number, which, mode
        self.armed = False
        self.calls: list[str] = []
        self.raised = 0

    def call(self, kind: str) -> int:
        """The number of the error with which a call fails, or 0."""
        if not self.armed:
            return 0
        self.calls.append(kind)
        now = len(self.calls)
        if self.mode == "full" and now >= self.number and kind in GROWS:
            self.raised = errno.ENOSPC
            return self.raised
        if self.mode == "full" or now != self.number:
            return 0
        if self.mode == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
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


class Outcome(NamedTuple):
    """What a build came to."""

    code: int
    output: str
    calls: list[str]
    raised: int  # the error that it met


def in_a_fork(root: Path, faults: Faults) -> Outcome:
    """Build with faults."""
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
        calls, raised = json.loads(counted.read() or "[[], 0]")
        return Outcome(code, output.read().decode(), calls, raised)


def points(calls: list[str], share: int, mode: str) -> Iterator[tuple[int, int]]:
    """Which calls fail with which of their errors."""
    kinds = enumerate(calls, 1)
    if mode == "once":
        found = [(number, which) for number, kind in kinds for which in range(len(FAULTS[kind]))]
    else:
        found = [(number, 0) for number, kind in kinds if mode == "kill" or kind in GROWS]
    if not share:
        yield from found
        return
    yield from found[:: max(1, len(found) // share)]
    swap = calls.index("rename") + 1  # the calls round the one that publishes are never left out
    yield from (point for point in found if abs(point[0] - swap) <= 3)


class Trial:
    """A catalog whose site is old, and what it and the new one hold."""

    def __init__(self, root: Path) -> None:
        self.root, self.site, self.kept = root, root / "site", root / "kept"
        tiny(root)
        assert build(root) == 0
        (self.site / ".well-known").mkdir()
        (self.site / ".well-known/kept").write_text("by hand", encoding="utf-8")
        shutil.copytree(self.site, self.kept)
        self.old = manifest(self.site)
        rename_sheet(root, "Another name")
        done = in_a_fork(root, Faults(0))
        assert done.code == 0, done.output
        self.calls, self.new = done.calls, manifest(self.site)
        assert self.old != self.new

    def tree(self) -> str:
        """Which of the two sites is published."""
        now = manifest(self.site) if self.site.exists() else {}
        return "old" if now == self.old else "new" if now == self.new else "broken"

    def point(self, number: int, which: int, mode: str) -> dict[str, object]:
        """A build from the old site to the new one, with one fault."""
        if self.tree() != "old":
            shutil.rmtree(self.site)
            shutil.copytree(self.kept, self.site)
        done = in_a_fork(self.root, Faults(number, which, mode))
        said = {"number": number, "kind": self.calls[number - 1], "tree": self.tree(), "mode": mode}
        if mode == "kill":
            after = in_a_fork(self.root, Faults(0))
            said |= {"next": self.tree(), "next_output": after.output}
        said |= {"code": done.code, "output": done.output, "left": left_over(self.root)}
        return said | {"raised": done.raised, "strerror": os.strerror(done.raised)}


def main(root: Path, share: int, mode: str) -> None:
    """Try each fault."""
    os.environ |= {"SOURCE_DATE_EPOCH": "1700000000", "NO_MKDOCS_2_WARNING": "1"}
    trial = Trial(root)
    for number, which in points(trial.calls, share, mode):
        print(json.dumps(trial.point(number, which, mode)), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
