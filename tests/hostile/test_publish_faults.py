"""Whatever the system refuses while a site is built, the old site or the new one is published, whole."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).resolve().parents[1]


def tried(root: Path, share: int, mode: str) -> list[dict[str, Any]]:
    """What builds with faults came to."""
    command = [sys.executable, str(TESTS / "hostile/faulty.py"), str(root), str(share), mode]
    environment = os.environ | {"PYTHONPATH": str(TESTS), "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(command, env=environment, text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def wrong(point: dict[str, Any], root: Path) -> Iterator[str]:
    """What a fault has cost."""
    if point["tree"] == "broken":
        yield "the published site is neither the old nor the new one"
    if point["code"] == 0 and point["tree"] != "new":
        yield "a build that says nothing has published nothing"
    if "Traceback" in point["output"]:
        yield "a traceback"
    if point["left"]:
        yield f"left behind: {point['left']}"
    if point["code"] != 0:
        said = point["output"].lower()
        if point["strerror"].lower() not in said and "could not be listed" not in said:
            yield "the reason is not told"
        if "/" not in said:
            yield "the path is not told"


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["once", "full"])
def test_a_refused_call_costs_nobody_the_old_site(tmp_path: Path, mode: str, long: bool) -> None:
    share = 0 if long else {"once": 45, "full": 12}[mode]
    points = tried(tmp_path / "catalog", share, mode)
    found = {
        (p["number"], p["kind"]): [*wrong(p, tmp_path), p["output"]] for p in points if [*wrong(p, tmp_path)]
    }
    print(len(points), "faults:", Counter(f"{p['tree']}, exit {p['code']}" for p in points))
    assert len(points) >= share
    assert {} == found


@pytest.mark.slow
def test_a_build_that_is_killed_at_any_call_costs_nothing_and_leaves_no_work(
    tmp_path: Path, long: bool
) -> None:
    points = tried(tmp_path / "catalog", 0 if long else 20, "kill")
    print(len(points), "kills:", Counter(p["tree"] for p in points))
    assert {-9} == {p["code"] for p in points}
    assert {"old", "new"} == {p["tree"] for p in points}
    assert [] == [p for p in points if p["next"] != "new" or p["next_output"] or p["left"]]
