"""Builds that are killed at random moments; run as a program: each is a fork of one that is warm.

    python tests/hostile/killed.py FOLDER SHEETS ROUNDS    prints a line of JSON

No build cleans up after the one before by hand: each starts from what the kill has left.
"""

import json
import os
import random
import signal
import sys
import time
from collections import Counter
from pathlib import Path

from faulty import build

from trees import left_over, manifest, rename_sheet, tiny


def started(root: Path) -> int:
    """A build in a process of its own."""
    child = os.fork()
    if child == 0:
        os._exit(build(root))
    return child


def many(root: Path, sheets: int) -> None:
    """Fill a catalog with copies of a sheet."""
    models = root / "sheets/models"
    text = (models / "beta.yaml").read_text(encoding="utf-8")
    for number in range(sheets - 2):
        copied = text.replace("id: beta", f"id: beta-{number}").replace("name: Beta", f"name: Beta {number}")
        (models / f"beta-{number}.yaml").write_text(copied, encoding="utf-8")


def main(root: Path, sheets: int, rounds: int) -> None:
    """Two versions of a catalog in turn; after each kill one of their sites is there, whole."""
    os.environ |= {"SOURCE_DATE_EPOCH": "1700000000", "NO_MKDOCS_2_WARNING": "1"}
    dice = random.Random(6)  # noqa: S311 - any sequence will do
    many(tiny(root), sheets)
    whole, took = [], 0.0
    for version in (0, 1):
        rename_sheet(root, f"Version {version}")
        begun = time.monotonic()
        assert os.waitpid(started(root), 0)[1] == 0
        took = time.monotonic() - begun
        whole.append(manifest(root / "site"))
    found: Counter[str] = Counter()
    for number in range(rounds):
        rename_sheet(root, f"Version {number % 2}")
        child = started(root)
        time.sleep(dice.uniform(0, took))
        os.kill(child, signal.SIGKILL)
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        found["killed" if ended == -signal.SIGKILL else "ended before"] += 1
        found["whole" if manifest(root / "site") in whole else "broken"] += 1
        found["work left, for the next build to remove"] += bool(left_over(root))
    rename_sheet(root, "Version 0")
    assert os.waitpid(started(root), 0)[1] == 0
    assert manifest(root / "site") == whole[0]
    assert left_over(root) == []
    print(json.dumps({"files": len(whole[0]), "seconds": round(took, 2), **found}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
