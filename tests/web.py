"""A built site behind a small server, and a browser that takes note of what goes wrong."""

import functools
import gzip
import http.server
import io
import os
import subprocess
import sys
import threading
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import pytest
from playwright.sync_api import Browser, Page, Request

#: Files that are text to a host.
_TEXT = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".csv", ".yaml", ".md"}


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder with the headers that the site asks for: its policy must hold in every test."""

    def log_message(self, *arguments: object) -> None:
        pass

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """Text goes over the wire compressed, as from any host."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() and self.path.endswith("/") else path
        if path.suffix not in _TEXT or not path.is_file():
            return super().send_head()
        data = gzip.compress(path.read_bytes(), 9)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        return io.BytesIO(data)

    def end_headers(self) -> None:
        asked = Path(self.directory, "factsheets", "_headers")
        for line in asked.read_text().splitlines()[1:] if asked.exists() else ():
            name, _, value = line.strip().partition(": ")
            self.send_header(name, value)
        super().end_headers()


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, *arguments: object) -> None:
        """A browser that closes a connection early is no fault."""


def serve(folder: Path) -> Generator[str]:
    handler = functools.partial(_Quiet, directory=str(folder))
    server = _Server(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/factsheets/"
    server.shutdown()
    server.server_close()


def build(root: Path, out: Path) -> None:
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "--quiet",
        "--site-dir",
        str(out / "factsheets"),
    ]
    subprocess.run(command, cwd=root, env=environment, check=True, timeout=300)


@dataclass
class Watched:
    """A page with what went wrong on it."""

    page: Page
    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)


def open_page(
    engine: Browser, *, width: int = 1360, scheme: str = "light", scripts: bool = True, own: str = "127.0.0.1"
) -> Watched:
    context = engine.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=scripts,
    )
    watched = Watched(context.new_page())

    def request(made: Request) -> None:
        if own not in made.url and not made.url.startswith("data:"):
            watched.foreign.append(made.url)

    watched.page.on("request", request)
    watched.page.on("pageerror", lambda error: watched.errors.append(str(error)))
    watched.page.on("dialog", lambda dialog: watched.errors.append(dialog.message))
    watched.page.on(
        "console", lambda message: watched.errors.append(message.text) if message.type == "error" else None
    )
    return watched


def known(root: Path, folders: pytest.TempPathFactory) -> Iterator[str]:
    """A catalog's site below a sub-path, as on a project's pages; it knows its address, as instant navigation needs."""
    out = folders.mktemp("browser")
    server = serve(out)
    address = next(server)
    build(known_at(root, address), out)
    yield address
    server.close()


def known_at(root: Path, address: str) -> Path:
    """The catalog, which now knows where its site will be."""
    config = root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("https://example.org/factsheets/", address), encoding="utf-8")
    return root
