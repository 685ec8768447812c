# The garbage collector, kept still. Comes in: nothing. Goes out: nothing.
"""Work without a search for garbage where what is made stays."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def all_kept() -> Iterator[None]:
    """Look for no garbage in what is read, all of which stays: it took a quarter of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()  # nor later
        if was_on:
            gc.enable()


def let_go() -> None:
    """Look for garbage again, also in what was kept: a process that goes on makes everything anew, time and again."""
    gc.unfreeze()
    gc.collect()
