"""A build that is killed at a random moment costs nobody the site, and the next build needs no help."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]


@pytest.mark.slow
def test_kills_at_random_moments_break_no_site(tmp_path: Path, long: bool) -> None:
    sheets, rounds = (500, 200) if long else (20, 20)
    program = [sys.executable, str(TESTS / "hostile/killed.py")]
    environment = os.environ | {"PYTHONPATH": str(TESTS), "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(
        [*program, str(tmp_path / "catalog"), str(sheets), str(rounds)],
        env=environment, text=True, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout)
    print(found)
    assert (rounds, 0) == (found["whole"], found.get("broken", 0))
    assert found["killed"] > rounds / 2
