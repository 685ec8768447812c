# Progress of long work, on a terminal only. Both edges use it; the core calls it as a function.
"""A line that counts up."""

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self, TypeAlias

#: Is told how much is done, of how much.
Tick: TypeAlias = Callable[[int, int], None]


def no_tick(done: int, total: int) -> None:
    """For callers that show no progress."""


#: Nothing is shown for work that is done sooner than this, in seconds.
_PATIENCE = 0.5


class Progress:
    """`with Progress("Reading") as tick: ... tick(done, total)`."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.started = time.monotonic()
        self.shown = False

    def __enter__(self) -> Self:
        return self

    def __call__(self, done: int, total: int) -> None:
        """Show how far the work is, at most once in a hundredth of it."""
        late = time.monotonic() - self.started > _PATIENCE
        if sys.stderr.isatty() and late and (done == total or done % max(1, total // 100) == 0):
            sys.stderr.write(f"\r{self.what} {done} of {total}")
            sys.stderr.flush()
            self.shown = True

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
