"""While serving: an edit shows, a broken sheet keeps the last good catalog up, nothing restarts."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

SHEET = "sheets/models/bert-base-analog-pcm.yaml"
PAGE = "models/bert-base-analog-pcm/"


class Server:
    """`mkdocs serve` on a copy of the catalog."""

    def __init__(self, root: Path, *options: str) -> None:
        self.root = root
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.log = root / "serve.log"
        command = [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{self.port}", *options]
        with self.log.open("wb") as log:
            environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
            self.process = subprocess.Popen(command, cwd=root, env=environment, stdout=log, stderr=log)

    def page(self, path: str = PAGE) -> str:
        url = f"http://127.0.0.1:{self.port}/factsheets/{path}"
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                return str(answer.read().decode("utf-8"))
        except OSError:
            return ""

    def until(self, shows: Callable[[str], bool], path: str = PAGE, seconds: float = 30) -> str:
        """Ask for a page until it shows what is waited for; its text, or the server's log on failure."""
        end = time.monotonic() + seconds
        text = ""
        while time.monotonic() < end:
            text = self.page(path)
            if text and shows(text):
                return text
            time.sleep(0.2)
        pytest.fail(f"not seen; page:\n{text[:2000]}\nlog:\n{self.log.read_text(encoding='utf-8')[-3000:]}")

    def said(self, text: str) -> None:
        """Wait until something stands in the log."""
        end = time.monotonic() + 30
        while text not in self.log.read_text(encoding="utf-8"):
            assert time.monotonic() < end, self.log.read_text(encoding="utf-8")[-3000:]
            time.sleep(0.1)

    def edit(self, path: str, old: str, new: str) -> None:
        file = self.root / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def catalog(few: Path) -> Path:
    """Four sheets: what is tested here does not depend on their number."""
    return few


@pytest.fixture
def server(catalog: Path) -> Iterator[Server]:
    running = Server(catalog)
    yield running
    running.process.terminate()
    running.process.wait(timeout=20)


@pytest.mark.slow
def test_edits_show_and_a_broken_sheet_keeps_the_last_good_catalog_up(server: Server) -> None:
    server.until(lambda text: "80.57" in text)

    server.edit(SHEET, "rte: 64.00", "rte: 72.00")
    server.until(lambda text: "81.57" in text)

    server.edit(SHEET, "rte: 72.00", "rte: 72,00 %")
    broken = server.until(lambda text: "fs-banner" in text)
    assert "81.57" in broken
    assert "This is the last good catalog." in broken
    assert re.search(r"sheets/models/bert-base-analog-pcm\.yaml:\d+:\d+</code> FS113", broken)
    assert "fs-banner" in server.page("reading/")

    server.edit(SHEET, "rte: 72,00 %", "rte: 64.00")
    server.until(lambda text: "80.57" in text and "fs-banner" not in text)

    server.edit(
        "schema/sections/training.schema.json", '"title": "Read noise"', '"title": "Noise of reading"'
    )
    server.until(lambda text: "Noise of reading" in text)

    server.edit("mkdocs.yml", "site_name: ", "site_name: [")
    server.said("mkdocs.yml cannot be read; the last good site stays up.")
    assert "Noise of reading" in server.page()
    server.edit("mkdocs.yml", "site_name: [", "site_name: Other ")
    server.until(lambda text: " - Other " in text)

    assert server.process.poll() is None
    assert "Traceback" not in server.log.read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_catalog_that_is_broken_from_the_start_is_served_with_its_findings(catalog: Path) -> None:
    (catalog / "schema/roles.yaml").write_text("needs: [\n", encoding="utf-8")
    running = Server(catalog)
    try:
        text = running.until(lambda text: "fs-banner" in text, path="")
        assert "The catalog has errors." in text
        assert "schema/roles.yaml" in text
    finally:
        running.process.terminate()
        running.process.wait(timeout=20)


@pytest.mark.slow
def test_without_live_reload_all_pages_are_there(catalog: Path) -> None:
    running = Server(catalog, "--no-livereload")
    try:
        running.until(lambda text: "80.57" in text)
        assert "80.57" in running.page(f"{PAGE}for/data-scientist/")
    finally:
        running.process.terminate()
        running.process.wait(timeout=20)


@pytest.mark.slow
def test_a_new_sheet_gets_its_pages_and_a_file_of_an_editor_none(server: Server) -> None:
    server.until(lambda text: "80.57" in text)
    old = server.root / "sheets/models/bert-base-t4.yaml"
    (old.parent / ".bert-base-t4.yaml.swp").write_bytes(b"\x00")
    text = old.read_text(encoding="utf-8").replace("id: bert-base-t4", "id: bert-copy", 1)
    (old.parent / "bert-copy.yaml").write_text(text, encoding="utf-8")
    server.until(lambda page: "<h1>" in page, "models/bert-copy/")
    assert "models/bert-copy/" in server.page("models/")
    (old.parent / "bert-copy.yaml").unlink()
    server.until(lambda page: "models/bert-copy/" not in page, "models/")
    assert "" == server.page("models/bert-copy/")
