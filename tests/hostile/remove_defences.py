"""Remove each defence in turn, and see its test fail: `make defences`.

`defences*.yaml` say what each is, the text of the code that it consists of, what stands there without it, and the test.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue
from typing import NamedTuple

from ruamel.yaml import YAML

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
_NEEDED = ("plugins", "schema", "sheets", "site_src", "tests", "mkdocs.yml", "pyproject.toml")


class Defence(NamedTuple):
    """A piece of code, and the test that fails without it."""

    what: str
    file: str
    old: str
    new: str
    test: str
    row: str = ""
    only: str = ""  # those of the file's tests that have these words


def defences() -> list[Defence]:
    """All of them."""
    read = YAML(typ="safe", pure=True).load
    data = [entry for path in sorted(HERE.glob("defences*.yaml")) for entry in read(path.read_text("utf-8"))]
    return [Defence(**{key: str(value) for key, value in entry.items()}) for entry in data]


def copied() -> Path:
    """A copy of what the tests need."""
    folder = Path(tempfile.mkdtemp(prefix="defences-"))
    for name in _NEEDED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    return folder


def tested(folder: Path, defence: Defence) -> tuple[bool, str]:
    """Whether a test passes in a copy, and the end of what it prints."""
    words = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", defence.test]
    words += ["-k", defence.only] if defence.only else []
    environment = os.environ | {"PYTHONPATH": str(folder / "plugins"), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return done.returncode == 0, done.stdout[-1500:]


def needed(folder: Path, defence: Defence) -> str:
    """Whether the test needs the defence: "" where it fails without it, else what is wrong."""
    path = folder / defence.file
    text = path.read_text("utf-8")
    if text.count(defence.old) != 1:
        return f"its code stands {text.count(defence.old)} times in {defence.file}"
    try:
        path.write_text(text.replace(defence.old, defence.new), "utf-8")
        passes, said = tested(folder, defence)
    finally:
        path.write_text(text, "utf-8")
    if passes:
        return "its test passes without it"
    return "" if " failed" in said else f"its test cannot be run:\n{said}"


def main(words: Sequence[str] | None = None) -> int:
    """Remove the defences, and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-k", default="", metavar="WORD", help="Only defences that have this word.")
    given = parser.parse_args(words)
    chosen = [defence for defence in defences() if given.k in defence.what]
    folders: Queue[Path] = Queue()
    for _ in range(os.cpu_count() or 1):
        folders.put(copied())

    def looked(defence: Defence) -> str:
        folder = folders.get()
        try:
            return needed(folder, defence)
        finally:
            folders.put(folder)

    with ThreadPoolExecutor(folders.qsize()) as pool:
        results = list(pool.map(looked, chosen))
    while not folders.empty():
        shutil.rmtree(folders.get())
    for defence, wrong in zip(chosen, results, strict=True):
        print(
            f"{'ok  ' if not wrong else 'FAIL'} {defence.row:>6}  {defence.what}"
            + (f": {wrong}" if wrong else "")
        )
    good = results.count("")
    print(f"{good} of {len(chosen)} defences are needed by their tests")
    return 0 if good == len(chosen) else 1


if __name__ == "__main__":
    sys.exit(main())
