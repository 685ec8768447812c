"""Fuzz the check: mutated files of every kind, in all processes there are. `make fuzz`, or `python tests/hostile/fuzz.py -n N`.

What fails is kept in tests/hostile/corpus, cut to what is needed, and is tested from then on.
"""

import argparse
import multiprocessing
import os
import sys
import time
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

from judging import BASE, ROOT, SHOWN, Judge, judge, large_judge  # noqa: E402 - beside this file
from mutating import mutated  # noqa: E402 - the same

CORPUS = Path(__file__).parent / "corpus"
#: In processor time, for one file.
LIMIT = 2.0
_CHUNK = 250


class Failure(NamedTuple):
    """A file that the check does not stand, and what it does."""

    shown: str
    data: bytes
    error: str


@cache
def seeds() -> tuple[tuple[str, bytes, bool], ...]:
    """What is mutated: paths, files, and whether they are of the large catalog. Most are the small one's."""
    small = [
        (path.relative_to(BASE).as_posix(), path.read_bytes(), False)
        for path in BASE.rglob("sheets/**/*.yaml")
    ]
    named = ("sheets/evaluations/bert-base-analog-pcm-2022.yaml", "sheets/study.yaml", "sheets/references.yaml",
             "sheets/models/bert-base-analog-pcm.yaml", "sheets/benchmarks/glue.yaml")  # fmt: skip
    large = [(name, (ROOT / name).read_bytes(), True) for name in named]
    kept = [(SHOWN, path.read_bytes(), False) for path in sorted(CORPUS.glob("*.yaml"))]
    return (*sorted(small), *kept, *large)


def chosen(seed: int) -> tuple[str, bytes, bool]:
    """The file that a seed stands for: one in forty is of the large catalog, which takes longer."""
    small = [entry for entry in seeds() if not entry[2]]
    large = [entry for entry in seeds() if entry[2]]
    shown, data, of_large = large[seed // 40 % len(large)] if seed % 40 == 0 else small[seed % len(small)]
    return shown, mutated(data, seed), of_large


def failure(judged: Judge, shown: str, data: bytes) -> str:
    """What goes wrong with a file; "" where nothing does."""
    start = time.process_time()
    try:
        judged.findings(data, shown)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
        return f"{type(error).__name__}: {error}"[:300]
    took = time.process_time() - start
    return f"took {took:.1f} s" if took > LIMIT else ""


def _run(first: int) -> list[Failure]:
    found = []
    for seed in range(first, first + _CHUNK):
        shown, data, of_large = chosen(seed)
        error = failure(large_judge() if of_large else judge(), shown, data)
        if error:
            found.append(Failure(shown, data, error))
    return found


def fuzz(count: int, first: int = 0, jobs: int = 0) -> Iterator[Failure]:
    """All that fails among so many files."""
    judge(), large_judge()  # once, for all processes
    starts = range(first, first + count, _CHUNK)
    with multiprocessing.get_context("fork").Pool(jobs or os.cpu_count()) as pool:
        for failures in pool.imap_unordered(_run, starts):
            yield from failures


def smaller(found: Failure) -> bytes:
    """The file without the lines that its failure does not need."""
    judged = judge() if found.shown.startswith(SHOWN.rpartition("/")[0]) else large_judge()
    kind = found.error.partition(":")[0]
    lines = found.data.split(b"\n")
    size = len(lines) // 2
    while size:
        at = 0
        while at < len(lines):
            less = lines[:at] + lines[at + size :]
            if failure(judged, found.shown, b"\n".join(less)).startswith(kind):
                lines = less
            else:
                at += size
        size //= 2
    return b"\n".join(lines)


def main(words: Sequence[str] | None = None) -> int:
    """Fuzz, and keep what fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=20_000, help="How many files (default: %(default)s).")
    parser.add_argument("--first", type=int, default=0, help="The first seed; another one gives other files.")
    given = parser.parse_args(words)
    start, failed = time.monotonic(), 0
    for found in fuzz(given.n, given.first):
        failed += 1
        print(f"{found.shown}: {found.error}")
        if failed <= 20:
            data = smaller(found) if found.data else b""
            kind = found.shown.rpartition("/")[0].rpartition("/")[2]
            CORPUS.mkdir(exist_ok=True)
            (CORPUS / f"{kind}-{sha256(data).hexdigest()[:12]}.yaml").write_bytes(data)
    took = time.monotonic() - start
    print(f"{given.n} files, {failed} failed, {took:.0f} s, {given.n / took:.0f} a second")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
