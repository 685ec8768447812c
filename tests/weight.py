"""What a reader's browser loads."""

import gzip
from pathlib import Path

from playwright.sync_api import Browser, Response

from web import open_page

#: Bytes over the wire, at most: of a first visit, and of our own scripts and styles.
FIRST_VISIT = 200_000
OWN = 12_000


def compressed(data: bytes) -> int:
    """Bytes over the wire, as a host sends text."""
    return len(gzip.compress(data, 9))


def own_files(site: Path) -> dict[str, bytes]:
    """Our scripts and styles on a built site, by name."""
    folder = site / "assets" / "factsheets"
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir()) if p.suffix in {".css", ".js"}}


def first_visit(engine: Browser, address: str) -> int:
    """What the first visit of a comparison takes: text compressed, the font as it is."""
    watched = open_page(engine)
    seen: dict[str, int] = {}

    def note(response: Response) -> None:
        body = response.body()
        seen[response.url] = len(body) if Path(response.url).suffix == ".woff2" else compressed(body)

    watched.page.on("response", note)
    watched.page.goto(address + "compare/glue/", wait_until="networkidle")
    assert any(url.endswith("search_index.json") for url in seen)
    watched.page.context.close()
    return sum(seen.values())
