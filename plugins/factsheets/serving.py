# Pages while they are edited. Comes in: what makes a page, requests of a browser. Goes out: files in the served
# folder. A page is made when it is asked for, and again after an edit: none is ever older than its sheets.
"""Make pages of `mkdocs serve` when a browser asks for them."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any, TypeAlias

import click

Answer: TypeAlias = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

#: The address of the search index.
INDEX = "search/search_index.json"
#: So many of the pages asked for last are made at once after everything was built anew.
_LAST = 20


def will_reload() -> bool:
    """Whether the command that runs lets plugins put something before its server: not so without live reload."""
    context = click.get_current_context(silent=True)
    options = context.params if context else {}
    return options.get("livereload") is True or options.get("no_livereload") is False


class Served:
    """The pages in a served folder that are as they should be."""

    def __init__(
        self,
        folder: Path,
        make: Callable[[str], bytes | None],
        before_index: Callable[[], Iterator[Callable[[], object]]],
    ) -> None:
        """`make` gives the file at an address, b"" where it is none of ours, None where there is none (any more).

        `before_index` yields what is to be done before the search index can be made, in small steps.
        """
        self._folder, self._make, self._before_index = folder, make, before_index
        self._lock = RLock()
        self._made: dict[str, None] = {}  # in the order in which they were asked for
        self._last: list[str] = []

    @contextmanager
    def changing(self) -> Iterator[None]:
        """No page is made while this lasts; from then on all are made anew."""
        with self._lock:
            self._last = list(self._made)[-_LAST:]
            self._made.clear()
            yield

    def again(self) -> None:
        """Make the pages that were asked for last: a browser may wait for one of them."""
        for address in self._last:
            self.prepare(address)

    def prepare(self, address: str) -> None:
        """See to it that the file at an address is as it should be."""
        with self._lock:
            if address in self._made:
                return
            data = self._make(address)
            if data == b"":
                return
            file = self._folder / address
            if data is None:
                file.unlink(missing_ok=True)
            else:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data)
            self._made[address] = None

    def _gather(self) -> None:
        """Prepare the search index, which needs all pages: step by step, for others wait for theirs."""
        steps = self._before_index()
        more = True
        while more:
            with self._lock:
                step = next(steps, None)
                more = step is not None
                if step:
                    step()
            time.sleep(0)

    def app(self, original: Answer, mount: str) -> Answer:
        """The server's answer to a request, after the file is as it should be."""

        def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
            if path.startswith(mount):
                address = path.removeprefix(mount)
                if address == INDEX:
                    self._gather()
                self.prepare(f"{address}index.html" if not address or address.endswith("/") else address)
            return original(environ, start_response)

        return answer
