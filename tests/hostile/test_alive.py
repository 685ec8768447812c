"""Rows 1 to 12, 36, 46 (G3) in Chromium: with hostile text in every field, nothing runs, fails or is fetched from elsewhere."""

import shutil
from pathlib import Path

import pytest
from judging import ROOT
from payloads import STRINGS
from planted import Texts, plant
from playwright.sync_api import Browser

from web import build, open_page, serve

pytestmark = pytest.mark.browser
#: What hostile text would call, whichever way it comes alive; each call is noted.
WATCH = """
window.calls = [];
for (const name of ['pwned', 'alert', 'confirm', 'prompt', 'open'])
  window[name] = function () { window.calls.push(name) };
for (const event of ['securitypolicyviolation'])
  document.addEventListener(event, e => window.calls.push(event + ' ' + e.violatedDirective + ' ' + e.blockedURI));
"""
_PROBE = """() => ({
  calls: window.calls,
  polluted: [({}).polluted, Object.prototype.x, [].polluted].filter(x => x !== undefined),
  config: typeof window.__md_config,
  settings: (() => { const e = document.querySelectorAll('#__config'); return [e.length, e[0] && e[0].tagName] })(),
  on: [...document.querySelectorAll('article *')].filter(e => e.getAttributeNames().some(n => /^on|^style$/.test(n))).map(e => e.outerHTML.slice(0, 80)),
})"""


def site(root: Path, start: int, together: int) -> Path:
    """A built site of a catalog with hostile text."""
    catalog = root / "catalog"
    plant(catalog, Texts(STRINGS, together, start), 3, set())
    shutil.copytree(ROOT / "site_src", catalog / "site_src")
    shutil.copy(ROOT / "mkdocs.yml", catalog)
    build(catalog, root / "out")
    return root / "out"


def test_nothing_comes_alive_in_a_browser(engine: Browser, tmp_path: Path, long: bool) -> None:
    """One site in the short form; in the long one as many as it takes for all strings."""
    for run in range(8 if long else 1):
        look(engine, site(tmp_path / str(run), start=run * 81, together=8 if run else 1), every_role=long)


def look(engine: Browser, out: Path, *, every_role: bool) -> None:
    """Visit the pages of a site, and search it."""
    server = serve(out)
    base = next(server)
    watched = open_page(engine)
    page = watched.page
    page.add_init_script(WATCH)
    top = out / "factsheets"
    urls = sorted(path.parent.relative_to(top).as_posix() for path in top.rglob("index.html"))
    assert len(urls) > 20
    for url in urls if every_role else [u for u in urls if "/for/" not in u or "hw-researcher" in u]:
        page.goto(f"{base}{url}/".replace("/./", "/"))
        page.mouse.move(300, 400)
        page.keyboard.press("Tab")
        found = page.evaluate(_PROBE)
        assert [] == found["calls"], url
        assert [] == found["polluted"], url
        assert [] == found["on"], url
        assert found["settings"] in ([1, "SCRIPT"], [0, None]), url
    page.goto(base)
    for query in ("hostile", "pwned", "<img src=x onerror=pwned()>", "__proto__", "constructor"):
        page.locator("input.md-search__input").fill("")
        page.keyboard.press("/")
        page.keyboard.type(query)
        page.wait_for_timeout(300)
        assert [] == page.evaluate(_PROBE)["calls"], query
    page.goto(f"{base}?q=<img src=x onerror=pwned()>#<img src=x onerror=pwned()>")
    page.wait_for_timeout(300)
    assert [] == page.evaluate(_PROBE)["calls"]
    assert ([], []) == (watched.errors, watched.foreign)
    page.context.close()
    server.close()


def test_the_instruments_would_notice(engine: Browser, tmp_path: Path) -> None:
    folder = tmp_path / "factsheets"
    folder.mkdir()
    (folder / "index.html").write_text(
        "<article><p onclick=x>a</p></article><img src=x onerror=pwned()><img src=http://evil.invalid/x.png>"
    )
    server = serve(tmp_path)
    watched = open_page(engine)
    watched.page.add_init_script(WATCH)
    watched.page.goto(next(server))
    watched.page.wait_for_timeout(300)
    found = watched.page.evaluate(_PROBE)
    assert ["pwned"] == found["calls"][:1]
    assert found["on"]
    assert watched.foreign
    watched.page.context.close()
    server.close()
