"""Nothing that axe-core finds fault with: every kind of page, two widths, light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from kinds import MORE, PAGES, TAGS
from web import open_page

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1360, 390])
def test_axe_finds_nothing(engine: Browser, address: str, width: int, scheme: str) -> None:
    watched = open_page(engine, width=width, scheme=scheme)
    axe, found = Axe(), {}
    for path in (*PAGES, *MORE):
        watched.page.goto(address + path)
        watched.page.wait_for_timeout(150)
        result = axe.run(watched.page, options={"runOnly": TAGS, "resultTypes": ["violations"]})
        for violation in result.response["violations"]:
            nodes = [node["html"][:160] for node in violation["nodes"]]
            found[f"{path} {violation['id']}"] = nodes[:3]
    assert {} == found
    watched.page.context.close()
