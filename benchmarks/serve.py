# From a saved sheet to the page. Comes in: a catalog. Goes out: seconds. Must not know: how a page is made.
"""Measure what an author waits for: `mkdocs serve`, one edit, and the page that shows it."""

import contextlib
import os
import re
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.engines import EDITED

#: Pages that show the score at once, beside the sheet's own.
DEPENDENT = (
    f"models/{EDITED}/for/data-scientist/",
    f"models/{EDITED}/for/hw-researcher/",
    "models/",
    "compare/mrpc-accuracy-and-time/",
)
_SCORE = re.compile(r"(value: )(\d\d\.\d\d)( %, conditions: \{metric: f1\})")


@dataclass(frozen=True, slots=True)
class Served:
    """Seconds from saved to visible, edit by edit, and the pages that did not follow."""

    seconds: tuple[float, ...]
    stale: tuple[str, ...]

    @property
    def median(self) -> float:
        """Of all edits."""
        return statistics.median(self.seconds)


def edits_in_serve(catalog: Path, edits: int, patience: float = 600) -> Served:
    """Serve a catalog, edit one sheet several times, and put it back."""
    sheet = catalog / "sheets" / "models" / f"{EDITED}.yaml"
    before = sheet.read_text(encoding="utf-8")
    seconds: list[float] = []
    stale: set[str] = set()
    try:
        with _server(catalog) as address:
            _until(address + f"models/{EDITED}/", "</html>", patience)
            for number in range(edits):
                figure, word = f"8{number % 10}.{number + 11}", f"Power was left out {number} times"
                sheet.write_text(_edited(before, figure, word), encoding="utf-8")
                saved = time.perf_counter()
                _until(address + f"models/{EDITED}/", word, patience)
                seconds.append(time.perf_counter() - saved)
                stale |= {page for page in DEPENDENT if figure not in _get(address + page)}
                time.sleep(1)  # an author reads before the next edit
                if sum(seconds) > patience:
                    break
    finally:
        sheet.write_text(before, encoding="utf-8")
    return Served(tuple(seconds), tuple(sorted(stale)))


def _edited(text: str, figure: str, word: str) -> str:
    text, scores = _SCORE.subn(rf"\g<1>{figure}\g<3>", text, count=1)
    text, words = re.subn(r"Power was not measured", word, text, count=1)
    if not scores or not words:
        raise ValueError(f"{EDITED}.yaml has no longer what is edited here")
    return text


@contextlib.contextmanager
def _server(catalog: Path) -> Iterator[str]:
    """A running `mkdocs serve`, and the address of its home page."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "--quiet", "-a", f"127.0.0.1:{port}"]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=catalog, env=environment, stdout=quiet, stderr=quiet)
    try:
        yield f"http://127.0.0.1:{port}/factsheets/"
    finally:
        process.terminate()
        process.wait(timeout=60)


def _get(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=600) as answer:  # noqa: S310 - it is ours
            return str(answer.read().decode("utf-8"))
    except OSError:
        return ""


def _until(address: str, text: str, patience: float) -> None:
    """Ask for a page every hundredth of a second until it shows a text."""
    end = time.monotonic() + patience
    while text not in _get(address):
        if time.monotonic() > end:
            raise TimeoutError(f"{address} did not show {text!r} within {patience:.0f} s")
        time.sleep(0.01)
