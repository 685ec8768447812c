"""The same catalog gives the same bytes, wherever, whenever and by whomever it is built."""

import gzip
import itertools
import os
import random
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest

from trees import manifest

EPOCH = "1700000000"
#: The last one is C without Python's own switch to UTF-8: what is opened without an encoding is read as ASCII.
LOCALES = ("C", "C.UTF-8", "ASCII")
ZONES = ("UTC", "Asia/Kathmandu", "America/St_Johns")
SEEDS = ("0", "1", "2", "3", "random")
PATHS = ("a", "another place/ü")
UMASKS = (0o022, 0o077)


class Build(NamedTuple):
    """What a build may not depend on."""

    locale: str
    zone: str
    seed: str
    path: str
    umask: int


def builds(*, long: bool) -> list[Build]:
    """All of them, or eight that have every value."""
    every = [Build(*values) for values in itertools.product(LOCALES, ZONES, SEEDS, PATHS, UMASKS)]
    if long:
        return every
    return [
        Build(LOCALES[i % 3], ZONES[(i + i // 3) % 3], SEEDS[i % 5], PATHS[i % 2], UMASKS[i // 2 % 2])
        for i in range(8)
    ]


def copied(source: Path, target: Path, dice: random.Random) -> Path:
    """A copy whose files came into being in another order and at another time."""
    files = [path for path in sorted(source.rglob("*")) if path.is_file()]
    dice.shuffle(files)
    for path in files:
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
        os.utime(copy, (dice.randrange(10**9), dice.randrange(10**9)))
    return target


def run(root: Path, build: Build) -> dict[str, str]:
    """Build once."""
    environment = os.environ | {
        "LC_ALL": build.locale.replace("ASCII", "C"),
        "PYTHONUTF8": "0" if build.locale == "ASCII" else "",
        "PYTHONCOERCECLOCALE": "0" if build.locale == "ASCII" else "",
        "TZ": build.zone,
        "PYTHONHASHSEED": build.seed,
        "SOURCE_DATE_EPOCH": EPOCH,
        "NO_MKDOCS_2_WARNING": "1",
    }
    command = [sys.executable, "-W", "ignore", "-m", "mkdocs", "build", "--strict", "--quiet"]
    done = subprocess.run(
        command, cwd=root, env=environment, umask=build.umask, text=True, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return manifest(root / "site")


@pytest.mark.slow
def test_every_build_has_the_same_bytes(few: Path, tmp_path: Path, long: bool) -> None:
    dice = random.Random(11)  # noqa: S311 - any order will do
    wanted = builds(long=long)
    roots = [copied(few, tmp_path / str(n) / b.path, dice) for n, b in enumerate(wanted)]
    with ThreadPoolExecutor(2) as two:
        first, *others = two.map(run, roots, wanted)
    assert first
    found = {wanted[n]: changed(first, other) for n, other in enumerate(others, 1) if other != first}
    print(len(wanted), "builds of", len(first), "files")
    assert {} == found
    for root, build in zip(roots[:4], wanted[:4], strict=True):
        assert [] == list(telling(root / "site", str(root), build.path))
        assert [] == list(other_modes(root / "site", build.umask))


def changed(one: dict[str, str], other: dict[str, str]) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def telling(site: Path, *words: str) -> Iterator[Path]:
    """Files that tell where they were built."""
    for path in site.rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        data += gzip.decompress(data) if path.suffix == ".gz" else b""
        if any(word.encode() in data for word in words if len(word) > 1):
            yield path


def other_modes(site: Path, umask: int) -> Iterator[Path]:
    """Files and folders with other permissions than the builder's umask says: those are his to choose."""
    for path in site.rglob("*"):
        whole = 0o777 if path.is_dir() else 0o666
        if stat.S_IMODE(path.stat().st_mode) != whole & ~umask:
            yield path


@pytest.mark.slow
def test_line_ends_and_marks_of_order_change_nothing_but_the_files_themselves(
    few: Path, tmp_path: Path
) -> None:
    plain = run(few, builds(long=False)[0])
    other = shutil.copytree(few, tmp_path / "windows", ignore=shutil.ignore_patterns("site"))
    for path in (other / "sheets").rglob("*.yaml"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    for path in (other / "schema").rglob("*.*"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    given_away = {f"models/{path.stem}/{path.name}" for path in (few / "sheets/models").iterdir()}
    assert given_away == set(changed(plain, run(other, builds(long=False)[0])))


def test_the_date_is_the_one_that_the_builder_gives(few: Path) -> None:
    run(few, builds(long=False)[0])
    packed = (few / "site/sitemap.xml.gz").read_bytes()
    assert "<lastmod>2023-11-14</lastmod>" in gzip.decompress(packed).decode()
    # The header of gzip: the time stamp of that day's beginning or end, and a name without a folder.
    stamp = int.from_bytes(packed[4:8], "little")
    assert int(EPOCH) - 86400 < stamp <= int(EPOCH)
    assert b"sitemap.xml\0" == packed[10:22]
