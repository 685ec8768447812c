"""What is made stays out of the search for garbage, but not for ever."""

import gc
import weakref
from pathlib import Path

from factsheets.kept import all_kept, let_go
from factsheets.live import LiveCatalog
from factsheets.project import project_at


class Ring:
    """Garbage that only a search finds."""

    def __init__(self) -> None:
        self.me = self


def test_what_was_kept_is_looked_at_again() -> None:
    with all_kept():
        assert not gc.isenabled()
        ring = Ring()
        gone = weakref.ref(ring)
        del ring
    assert gc.isenabled()
    gc.collect()
    assert gone() is not None
    let_go()
    assert gone() is None


def test_where_there_was_no_search_there_is_none_afterwards() -> None:
    gc.disable()
    try:
        with all_kept():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
        let_go()


def test_a_catalog_that_is_read_time_and_again_keeps_nothing_of_the_time_before(small: Path) -> None:
    live = LiveCatalog(project_at(small))
    live.load()
    ring = Ring()
    gone = weakref.ref(ring)
    del ring
    gc.freeze()
    live.load()
    assert gone() is None
    let_go()
