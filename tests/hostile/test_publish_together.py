"""Builds of one site at the same time: one after the other publishes, and none is mixed with another."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from trees import CONFIG, left_over, manifest, rename_sheet, tiny

ENVIRONMENT = os.environ | {
    "SOURCE_DATE_EPOCH": "1700000000",
    "NO_MKDOCS_2_WARNING": "1",
    "PYTHONWARNINGS": "ignore",
}


def started(root: Path, site: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "mkdocs", "build", "-f", str(root / "mkdocs.yml"), "-d", str(site)]
    return subprocess.Popen(command, env=ENVIRONMENT, text=True, stderr=subprocess.PIPE)


def ended(build: subprocess.Popen[str]) -> str:
    _, said = build.communicate(timeout=300)
    assert build.returncode == 0, said
    return said


@pytest.mark.slow
def test_builds_at_once_publish_one_whole_site(tmp_path: Path, long: bool) -> None:
    catalogs = [tiny(tmp_path / str(number), CONFIG) for number in range(4)]
    for number, root in enumerate(catalogs):
        rename_sheet(root, f"Version {number}")
        ended(started(root, tmp_path / f"alone-{number}"))
    whole = [manifest(tmp_path / f"alone-{number}") for number in range(4)]
    dice = random.Random(9)  # noqa: S311 - any sequence will do
    site, waited = tmp_path / "site", 0
    for _ in range(50 if long else 3):
        builds = []
        for root in catalogs[: dice.randint(2, 4)]:
            builds.append(started(root, site))
            time.sleep(dice.uniform(0, 0.3))
        waited += sum("Another build, process " in ended(build) for build in builds)
        assert manifest(site) in whole
        assert [] == left_over(tmp_path)
    print("builds that waited:", waited)
    assert waited


@pytest.mark.slow
def test_a_builder_that_was_killed_keeps_nobody_waiting(tmp_path: Path) -> None:
    root = tiny(tmp_path / "catalog")
    hook = "import os, signal\n\n\ndef on_env(env, **_):\n    os.kill(os.getpid(), signal.SIGKILL)\n"
    (root / "killing.py").write_text(hook, encoding="utf-8")
    (root / "mkdocs.yml").write_text(f"{CONFIG}hooks: [killing.py]\n", encoding="utf-8")
    killed = started(root, root / "site")
    killed.communicate(timeout=60)
    assert -9 == killed.returncode
    assert [".site.building"] == left_over(root)
    (root / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    assert "Another build" not in ended(started(root, root / "site"))
    assert [] == left_over(root)
