# A search index in many small files, of which a browser loads a few. Comes in: records. Goes out: a folder. The program
# of Pagefind is spoken to directly: its Python package waits a tenth of a second for each record. Must not know: MkDocs.
"""Write the files of Pagefind."""

import base64
import json
import subprocess
from collections.abc import Iterable
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from msgspec import Struct

#: Parts of Pagefind that are search boxes of its own.
_UNUSED = ("pagefind-*ui.*", "pagefind-highlight.js", "pagefind-worker.js")
_BLOCK = 1 << 16
_STOPPED = "Pagefind stopped before the search index was written"


class ShardsError(Exception):
    """The index could not be written; the message says why, and what to do."""


class Record(Struct, frozen=True):
    """What can be found: a page, or a section of it. All are texts, not HTML."""

    url: str  # from the top of the site
    title: str
    page: str  # title of the page
    text: str


def program() -> Path:
    """Where the program is."""
    try:
        import pagefind_bin  # type: ignore[import-untyped]  # noqa: PLC0415 - an extra

        return Path(pagefind_bin.get_executable())
    except (ImportError, FileNotFoundError):
        raise ShardsError(
            "`search: pagefind` needs a package that is not installed: pip install 'factsheets[pagefind]'"
        ) from None


class _Service:
    """The program, which answers one message after the other."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        assert process.stdin  # both are pipes
        assert process.stdout
        self._to, self._from, self._count = process.stdin, process.stdout, 0

    def ask(self, kind: str, **payload: Any) -> dict[str, Any]:
        """Send a message and wait for its answer: both are JSON in base64, with a comma after it."""
        self._count += 1
        message = {"message_id": self._count, "payload": {"type": kind, **payload}}
        self._to.write(base64.b64encode(json.dumps(message).encode()) + b",")
        self._to.flush()
        data = bytearray()
        while not data.endswith(b","):
            block = self._from.read1(_BLOCK)  # type: ignore[attr-defined]  # a buffered reader
            if not block:
                raise ShardsError(_STOPPED)
            data += block
        answer: dict[str, Any] = json.loads(base64.b64decode(bytes(data[:-1])))["payload"]
        if answer["type"] == "Error":
            raise ShardsError(f"Pagefind: {answer.get('message')}")
        return answer


def write_shards(records: Iterable[Record], language: str, out: Path) -> None:
    """Write the index of all records into the folder `out`. Raises ShardsError."""
    try:
        files = _files(records, language)
    except BrokenPipeError:
        raise ShardsError(_STOPPED) from None
    for name, content in files:
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _files(records: Iterable[Record], language: str) -> list[tuple[str, bytes]]:
    """The files of the index. The program would write them, too, but says so before all are on the disk."""
    command = [str(program()), "--service"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:  # noqa: S603 - the program that we depend on
        service = _Service(process)
        index = service.ask("NewIndex", config={})["index_id"]
        for record in records:
            service.ask(
                "AddRecord",
                index_id=index,
                url=record.url,
                content=record.text or record.title,
                language=language,
                meta={"title": record.title, "page": record.page},
            )
        made = service.ask("GetFiles", index_id=index)["files"]
    files = [(str(file["path"]), base64.b64decode(file["content"])) for file in made]
    return [file for file in files if not any(fnmatch(file[0], pattern) for pattern in _UNUSED)]
