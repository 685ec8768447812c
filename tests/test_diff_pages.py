"""The pages for reviewers, in Chromium: whole without a server, without scripts, in both schemes, at both widths."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from command import Result
from factsheets.diff.pages import write_pages
from factsheets.diff.report import Report, Revision, SheetChange
from factsheets.diff.review import review
from factsheets.diff.revisions import trees
from hostile import poison
from revised import before, change, committed
from web import Watched, open_page


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalog with one change of each kind in its working tree."""
    root = before(tmp_path_factory.mktemp("pages") / "catalog")
    committed(root)
    change(root)
    return root


@pytest.fixture(scope="module")
def written(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of the change."""
    out = tmp_path_factory.mktemp("review")
    write_pages(*review(*trees("HEAD", None, root), root), out)
    return out


def opened(engine: Browser, path: Path, *, width: int = 1360, scheme: str = "light") -> Watched:
    watched = open_page(engine, width=width, scheme=scheme, scripts=False, own="file://")
    watched.page.goto(path.as_uri())
    return watched


def test_the_first_page_says_what_changed_and_leads_to_each_sheet(written: Path, engine: Browser) -> None:
    page = opened(engine, written / "index.html").page
    assert "1 thing to fix before merging" == page.inner_text("h1")
    names = page.locator(".rv-sheets a").all_inner_texts()
    assert "Alpha on an analog chip" == names[0]
    assert {"Fresh", "Gone", "Lost model", "Renamed model"} == set(names[1:])
    page.click("text=Alpha on an analog chip")
    assert "Alpha on an analog chip" == page.inner_text("h1")
    page.click("text=All of the change")
    assert "index.html" in page.url


def test_both_states_of_a_fact_stand_side_by_side(written: Path, engine: Browser) -> None:
    page = opened(engine, written / "alpha" / "index.html").page
    card = page.locator(".rv-card", has=page.locator("h2", has_text="Energy efficiency")).first
    sides = card.locator(".rv-side")
    assert "6589 inferences/s/W" in sides.nth(0).inner_text().replace("\u00a0", " ")
    assert "7000 inferences/s/W" in sides.nth(1).inner_text().replace("\u00a0", " ")
    one, two = (sides.nth(i).bounding_box() for i in (0, 1))
    assert one
    assert two
    assert one["y"] == two["y"]
    assert one["x"] + one["width"] <= two["x"]
    assert "+6.2 %, better" in card.inner_text()


def test_the_row_of_a_table_that_changed_is_marked_on_both_sides(written: Path, engine: Browser) -> None:
    page = opened(engine, written / "alpha" / "index.html").page
    marked = page.locator("tr.rv-changed:visible th").all_inner_texts()
    assert ["Two", "Two"] == [text.split()[0] for text in marked]


def test_words_of_a_text_are_marked(written: Path, engine: Browser) -> None:
    page = opened(engine, written / "alpha" / "index.html").page
    assert "computes" in page.locator("del").all_inner_texts()
    assert "calculates" in page.locator("ins").all_inner_texts()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1360])
@pytest.mark.parametrize("name", ["index.html", "alpha/index.html", "fresh/index.html", "gone/index.html"])
def test_a_page_fits_and_asks_for_nothing_elsewhere(
    name: str, width: int, scheme: str, written: Path, engine: Browser
) -> None:
    watched = opened(engine, written / name, width=width, scheme=scheme)
    page = watched.page
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [] == watched.foreign
    assert [] == watched.errors
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(set(ids)) == len(ids)
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 27, 36)"
    assert dark == (scheme == "dark")


def test_links_lead_to_pages_of_the_folder(written: Path) -> None:
    for path in written.rglob("*.html"):
        for target in re.findall(r'(?:href|src)="([^"#]+)"', path.read_text(encoding="utf-8")):
            assert (path.parent / target).is_file(), (path, target)


def test_the_same_change_gives_the_same_bytes(root: Path, written: Path, tmp_path: Path) -> None:
    write_pages(*review(*trees("HEAD", None, root), root), tmp_path)
    files = {path.relative_to(written) for path in written.rglob("*") if path.is_file()}
    assert files == {path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()}
    assert all((written / path).read_bytes() == (tmp_path / path).read_bytes() for path in files)


def test_hostile_text_comes_not_alive(catalog: Path, tmp_path: Path, engine: Browser) -> None:
    committed(catalog)
    poison(catalog)
    write_pages(*review(*trees("HEAD", None, catalog), catalog), tmp_path)
    watched = open_page(engine, own="file://")
    watched.page.add_init_script("window.pwned = () => { throw new Error('alive') }")
    for name in ("index.html", "bert-base-analog-pcm/index.html", "resnet9-hermes/index.html"):
        watched.page.goto((tmp_path / name).as_uri())
        assert 0 == watched.page.locator("main script, main [onclick], main [onerror], main [onload]").count()
    assert [] == [error for error in watched.errors if "alive" in error]
    assert [] == watched.foreign


@pytest.mark.parametrize(
    "identity", ["../../escaped", "/etc/x", "a/b", "assets", "con", "", "x" * 300, "\u202ex"]
)
def test_a_page_stands_in_its_folder_whatever_a_sheet_calls_itself(identity: str, tmp_path: Path) -> None:
    sheet = SheetChange(identity, "Name", "sheets/models/x.yaml", "changed")
    report = Report("factsheets.diff/1", "0", Revision("a"), Revision("b"), sheets=(sheet,))
    out = tmp_path / "inside" / "out"
    write_pages(report, None, None, out)
    assert {out / "sheet.0" / "index.html", out / "index.html"} == set(tmp_path.rglob("*.html"))
    assert 'href="sheet.0/index.html"' in (out / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["index.html", "alpha/index.html"])
def test_a_page_breaks_no_rule_of_accessibility(
    name: str, scheme: str, written: Path, engine: Browser
) -> None:
    watched = open_page(engine, scheme=scheme, own="file://")
    watched.page.goto((written / name).as_uri())
    found = Axe().run(watched.page).response["violations"]
    assert [] == [(rule["id"], [node["html"][:120] for node in rule["nodes"]][:3]) for rule in found]


def test_the_command_writes_pages_and_opens_them(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from command import run_main

    seen: list[str] = []
    monkeypatch.setattr("webbrowser.open", seen.append)
    monkeypatch.chdir(root)
    result: Result = run_main("diff", "HEAD", "--site", str(tmp_path / "out"), "--open", "--fail-on", "never")
    assert 0 == result.exit_code
    assert (tmp_path / "out" / "alpha" / "index.html").is_file()
    assert [(tmp_path / "out" / "index.html").as_uri()] == seen
