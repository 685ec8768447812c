"""`mkdocs serve` through any number of broken files: it never ends, and shows the right page soon after the repair."""

import random
import shutil
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from test_serve import Server
from trees import CONFIG, tiny

TESTS = Path(__file__).resolve().parents[1]
PAGE = "models/alpha/"
SHEET = "sheets/models/alpha.yaml"

Break = Callable[[Path, random.Random], None]


def half_written(path: Path, dice: random.Random) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: dice.randrange(len(data))])


def garbage(path: Path, dice: random.Random) -> None:
    path.write_bytes(dice.randbytes(dice.choice((0, 1, 100, 1 << 21))))


def deleted(path: Path, dice: random.Random) -> None:
    path.unlink()


def renamed(path: Path, dice: random.Random) -> None:
    path.rename(path.with_name(f"{path.stem}-renamed{path.suffix}"))


def closed(path: Path, dice: random.Random) -> None:
    path.chmod(0)


def a_loop(path: Path, dice: random.Random) -> None:
    path.unlink()
    path.symlink_to(path.name)


#: What is broken how. A folder in the place of a file is not among them: where its repair gets the same inode, the
#: library that watches files for MkDocs takes the file for a folder that changed, and says nothing.
BREAKS: list[tuple[str, Break]] = [
    *((SHEET, how) for how in (half_written, garbage, deleted, renamed, closed, a_loop)),
    *(("sheets/hardware/chip.yaml", how) for how in (half_written, deleted, renamed)),
    *(("sheets/references.yaml", how) for how in (half_written, garbage, deleted)),
    *(("schema/sections/performance.schema.json", how) for how in (half_written, garbage, deleted)),
    *(("schema/roles.yaml", how) for how in (half_written, garbage, a_loop)),
    ("docs/by-hand.md", deleted),
    ("mkdocs.yml", half_written),
    ("mkdocs.yml", garbage),
    ("mkdocs.yml", deleted),
]


def memory(server: Server) -> float:
    """What the server holds, in MiB."""
    status = Path(f"/proc/{server.process.pid}/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


class Soak:
    """A server, and edits of its files."""

    def __init__(self, root: Path) -> None:
        config = CONFIG.replace("example.org/", "example.org/factsheets/")
        self.root = tiny(root, config)
        shutil.copytree(TESTS.parent / "schema", root / "schema", dirs_exist_ok=True)
        shutil.copytree(TESTS / "base/schema", root / "schema", dirs_exist_ok=True)
        self.good = {path: (root / path).read_bytes() for path, _ in BREAKS}
        self.dice = random.Random(10)  # noqa: S311 - edits that can be repeated
        self.server = Server(root)

    def until(self, shows: Callable[[str], bool]) -> float:
        """How long it takes until the page shows something."""
        begun = time.monotonic()
        self.server.until(shows, PAGE)
        return time.monotonic() - begun

    def edit(self, number: int) -> float:
        """Break a file, look at the page, repair it, and see how long the page needs to be right."""
        path, how = self.dice.choice(BREAKS)
        file = self.root / path
        how(file, self.dice)
        time.sleep(self.dice.uniform(0, 1))
        self.server.page(PAGE)
        file.unlink(missing_ok=True)
        file.with_name(f"{file.stem}-renamed{file.suffix}").unlink(missing_ok=True)
        self.good[SHEET] = b"\n".join(
            f"name: Soaked {number}".encode() if line.startswith(b"name: ") else line
            for line in self.good[SHEET].split(b"\n")
        )
        for name in {path, SHEET}:
            (self.root / name).write_bytes(self.good[name])
        took = self.until(lambda text: f"<h1>Soaked {number}<" in text and "fs-banner" not in text)
        assert self.server.process.poll() is None
        return took


@pytest.mark.slow
def test_the_server_outlives_every_broken_file(tmp_path: Path, long: bool) -> None:
    edits = 1000 if long else 30
    soak = Soak(tmp_path / "catalog")
    try:
        soak.until(lambda text: "<h1>" in text)
        took, held = [], []
        for number in range(edits):
            took.append(soak.edit(number))
            held.append(memory(soak.server))
        settled = min(
            edits // 2, 200
        )  # until then, modules are imported, and kinds of findings seen for the first time
        growth = held[-1] / held[settled] - 1
        print(f"{edits} edits; right after {statistics.median(took):.2f} s in the middle,", end=" ")
        print(f"{max(took):.2f} s at most; {held[settled]:.0f} MiB, then {growth:+.1%}")
        assert max(took) < 10  # 2 s on a machine that does nothing else
        assert growth < 0.1
        assert "Traceback" not in soak.server.log.read_text(encoding="utf-8")
    finally:
        soak.server.process.terminate()
        soak.server.process.wait(timeout=20)
