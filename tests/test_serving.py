"""No page is ever older than its sheets: served after edits, the site is what a fresh build gives."""

import random
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from factsheets import paging
from factsheets.live import LiveCatalog
from factsheets.pipeline import load
from factsheets.project import project_at
from factsheets.serving import INDEX, Served

MODELS = "sheets/models"
URL = "http://127.0.0.1:8000/"


def noise(root: Path, dice: random.Random) -> None:
    """A remark: nothing changes."""
    path = dice.choice(sorted((root / MODELS).iterdir()))
    path.write_text(path.read_text(encoding="utf-8") + "\n# a remark\n", encoding="utf-8")


def edits(old: str, new: str, folder: str = MODELS) -> Callable[[Path, random.Random], None]:
    def edit(root: Path, dice: random.Random) -> None:
        found = [p for p in sorted((root / folder).rglob("*.yaml")) if old in p.read_text(encoding="utf-8")]
        if found:
            path = dice.choice(found)
            path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")

    return edit


def removed(root: Path, dice: random.Random) -> None:
    (root / MODELS / "bert-base-titan-rtx.yaml").unlink(missing_ok=True)


EDITS = [
    noise,
    edits(" ms", " us"),
    edits("basis: measured", "basis: simulated"),
    edits("basis: estimated", "basis: measured"),
    edits("rte: 6", "rte: 5"),
    edits("split: validation", "split: test"),
    edits("\nstatus: published", "\nstatus: draft"),
    edits("\nbaseline: bert-base-digital-paper", ""),
    edits("\nname: ", "\nname: A "),
    edits("\nname: ", "\nname: Another ", "sheets/hardware"),
    edits("title: ", "title: The ", "schema"),
    edits("\n", "\nrenamed_from: [former]\n"),
    removed,
]


def configured(root: Path, out: Path) -> Any:
    """The configuration, with plugins of its own: MkDocs keeps those with `on_startup` as long as it runs."""
    dict(MkDocsConfig._schema)["plugins"].plugin_cache.clear()  # type: ignore[attr-defined]
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(out), strict=False)
    config.site_url = URL
    return config


def edited(root: Path, dice: random.Random) -> None:
    """A random edit that leaves no error: with one, the last good catalog would stay up."""
    before = {
        path: path.read_bytes() for folder in ("sheets", "schema") for path in (root / folder).rglob("*.yaml")
    }
    while True:
        dice.choice(EDITS)(root, dice)
        if not load(project_at(root)).findings:
            return
        for path, data in before.items():
            if not path.is_file() or path.read_bytes() != data:
                path.write_bytes(data)


class Server:
    """What MkDocs' server does, without a network."""

    def __init__(self, root: Path) -> None:
        self.root, self.out = root, root / "served"
        config = self._config()
        config.plugins.on_startup(command="serve", dirty=False)
        config.plugins["factsheets"].lazy = True  # as it is below the command line of MkDocs
        self.config = config
        build(config, serve_url=URL)
        server: Any = SimpleNamespace(
            mount_path="/", get_app=lambda: lambda *_: [], set_app=self._set, builder=None
        )
        self.builder = (
            config.plugins["factsheets"].on_serve(server, config=config, builder=self._build).builder
        )

    def _config(self) -> Any:
        return configured(self.root, self.out)

    def _build(self) -> None:
        config = self.config
        build(config, serve_url=URL)

    def _set(self, app: Callable[..., Any]) -> None:
        self.app = app

    def get(self, path: str) -> bytes | None:
        self.app({"PATH_INFO": f"/{path}"}, None)
        file = self.out / path
        return file.read_bytes() if file.is_file() else None


def fresh(root: Path, out: Path) -> dict[str, bytes]:
    """All pages of a build of the same catalog, and the files beside them."""
    config = configured(root, out)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    beside = config.plugins["factsheets"].beside
    found = {p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*") if p.is_file()}
    assert not beside.keys() - found.keys()
    return {name: data for name, data in found.items() if name.endswith(".html") or name in beside}


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_every_page_is_that_of_a_fresh_build_whatever_is_edited(few: Path, tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - edits that can be repeated
    server = Server(few)
    for number in range(7):
        edited(few, dice)
        server.builder()
        expected = fresh(few, tmp_path / f"fresh-{number}")
        served = {name: server.get(name) for name in expected}
        assert [] == [name for name in expected if served[name] != expected[name]]
        former = "models/former/index.html"
        assert (server.get(former) is None) == (former not in expected)


@pytest.mark.slow
def test_an_edited_sheet_is_read_alone(few: Path) -> None:
    server = Server(few)
    built: list[str] = []
    server._build = lambda: built.append("anew")  # type: ignore[method-assign]
    sheet = few / MODELS / "bert-base-t4.yaml"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("88.29 %", "88.31 %"), encoding="utf-8")
    server.builder()
    for page in ("models/bert-base-t4/", "models/bert-base-t4/for/data-scientist/", "models/"):
        assert b"88.31" in (server.get(f"{page}index.html") or b""), page
    assert b"88.31" in (server.get(INDEX) or b"")
    assert b"88.29" not in (server.get(INDEX) or b"")
    assert [] == built


@pytest.mark.slow
def test_what_was_written_by_hand_stays_while_sheets_are_edited(few: Path) -> None:
    for name in ("robots.txt", "models/bert-base-t4/bert-base-t4.json", "compare/glue/index.md"):
        (few / "site_src" / name).parent.mkdir(parents=True, exist_ok=True)
        (few / "site_src" / name).write_text("By hand.\n", encoding="utf-8")
    server = Server(few)
    for _ in range(2):
        assert b"By hand.\n" == server.get("robots.txt")
        assert b"By hand.\n" == server.get("models/bert-base-t4/bert-base-t4.json")
        assert b"By hand." in (server.get("compare/glue/index.html") or b"")
        assert (server.get("compare/glue/glue.csv") or b"").startswith(b"group,id,")
        noise(few, random.Random(1))  # noqa: S311 - an edit that can be repeated
        server.builder()


@pytest.mark.slow
def test_the_sitemaps_have_only_pages_that_are_there(few: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While serving, too, where more pages are planned than a listing turns out to need."""
    monkeypatch.setattr(paging, "ROWS", 3)
    server = Server(few)
    for name in ("sitemap.xml", "sitemap-sheets.xml"):
        text = (server.get(name) or b"").decode()
        found = [unescape(url).removeprefix(URL) for url in re.findall("<loc>(.*?)</loc>", text)]
        assert "models/page/2/" in found
        assert [] == [url for url in found if server.get(f"{url}index.html") is None]
        assert ("/for/" in text) == (name == "sitemap.xml")


def test_a_catalog_that_is_followed_is_the_catalog_read_anew(catalog: Path) -> None:
    live = LiveCatalog(project_at(catalog))
    live.load()
    for name in ("bert-base-digital-paper", "bert-base-analog-pcm"):
        path = catalog / MODELS / f"{name}.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace("rte: 6", "rte: 5"), encoding="utf-8")
        found, whole = live.follow(), load(project_at(catalog))
        assert found
        assert whole.remarks == found.remarks
        assert list(whole.sheets) == list(found.sheets)
        for key, sheet in whole.sheets.items():
            assert (sheet.facts, sheet.derived, sheet.header) == (
                found.sheets[key].facts,
                found.sheets[key].derived,
                found.sheets[key].header,
            )


def test_a_sheet_that_names_an_edited_one_is_judged_again(catalog: Path) -> None:
    live = LiveCatalog(project_at(catalog))
    before = [r for r in live.load().remarks if r.sheet == "bert-base-analog-pcm"]
    path = catalog / MODELS / "bert-base-digital-paper.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("value: test", "value: validation"), encoding="utf-8"
    )
    found = live.follow()
    assert found
    assert before != [r for r in found.remarks if r.sheet == "bert-base-analog-pcm"]
    assert load(project_at(catalog)).remarks == found.remarks


@pytest.mark.parametrize(
    "name", ["sheets/references.yaml", "sheets/hardware/nvidia-t4.yaml", "sheets/models/new.yaml"]
)
def test_other_edits_are_not_followed(catalog: Path, name: str) -> None:
    live = LiveCatalog(project_at(catalog))
    live.load()
    with (catalog / name).open("a", encoding="utf-8") as file:
        file.write("\n# a remark\n")
    assert live.follow() is None


def test_a_sheet_that_breaks_is_not_followed(catalog: Path) -> None:
    live = LiveCatalog(project_at(catalog))
    live.load()
    path = catalog / MODELS / "bert-base-t4.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("1.2 ms", "1,2 ms"), encoding="utf-8")
    assert live.follow() is None


def test_a_page_is_made_once_and_again_after_a_change(tmp_path: Path) -> None:
    made: list[str] = []

    def make(address: str) -> bytes | None:
        made.append(address)
        return {"a/index.html": b"<p>a</p>", "gone/index.html": None}.get(address, b"")

    served = Served(tmp_path, make, lambda: iter(()))
    for _ in range(2):
        served.prepare("a/index.html")
    assert ["a/index.html"] == made
    assert "<p>a</p>" == (tmp_path / "a/index.html").read_text(encoding="utf-8")
    with served.changing():
        pass
    served.again()
    assert ["a/index.html", "a/index.html"] == made
    (tmp_path / "gone").mkdir()
    (tmp_path / "gone/index.html").write_text("old", encoding="utf-8")
    served.prepare("gone/index.html")
    assert not (tmp_path / "gone/index.html").exists()
    served.prepare("../outside")
    assert not (tmp_path.parent / "outside").exists()
