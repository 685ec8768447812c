"""What a reader's browser loads: little, and nothing twice."""

import gzip
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Response

from factsheets.resources import ASSETS
from web import open_page

#: Bytes over the wire, as a host sends them: text compressed, the font as it is.
FIRST_VISIT = 200_000
OWN = 12_000


def compressed(data: bytes) -> int:
    return len(gzip.compress(data, 9))


def test_scripts_and_styles_of_every_page_are_small() -> None:
    own = [ASSETS / name for name in ("factsheets.css", "tables.js", "roles.js")]
    assert sum(compressed(path.read_bytes()) for path in own) <= OWN


@pytest.mark.browser
def test_the_first_visit_of_a_comparison_is_light(engine: Browser, address: str) -> None:
    watched = open_page(engine)
    seen: dict[str, int] = {}

    def note(response: Response) -> None:
        body = response.body()
        seen[response.url] = len(body) if Path(response.url).suffix == ".woff2" else compressed(body)

    watched.page.on("response", note)
    watched.page.goto(address + "compare/glue/", wait_until="networkidle")
    assert any(url.endswith("search_index.json") for url in seen)
    assert sum(seen.values()) <= FIRST_VISIT, sorted(seen.items(), key=lambda item: -item[1])
    watched.page.context.close()
