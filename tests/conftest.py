"""What all tests share: copies of the catalog, the command line, and golden files."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

import browser as chromium
from command import Result, run_main
from editing import spoil
from factsheets.facts import FactReader
from factsheets.model import Absence, Catalog, Fact
from factsheets.pipeline import load
from factsheets.project import project_at
from stated import Reader, Sheet, document_of
from web import Watched, known, open_page

ROOT = Path(__file__).resolve().parents[1]
SMALLEST = ROOT / "tests/valid/smallest.yaml"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write expected outputs anew")
    parser.addoption("--long", action="store_true", help="the long form of tests/hostile, as for a release")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether expected outputs are to be written instead of compared."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def long(request: pytest.FixtureRequest) -> bool:
    """Whether tests of tests/hostile run in their long form."""
    return bool(request.config.getoption("--long"))


@pytest.fixture(scope="session", autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tests remember nothing from one run to the next."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


def copy_of_the_catalog(target: Path) -> Path:
    """A copy of the repository's catalog with what MkDocs needs."""
    for name in ("sheets", "schema", "site_src"):
        shutil.copytree(ROOT / name, target / name)
    shutil.copy(ROOT / "mkdocs.yml", target)
    return target


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    """A copy of the repository's catalog that a test may change."""
    return copy_of_the_catalog(tmp_path / "catalog")


#: Sheets that suffice where a test builds a whole site.
FEW = ("bert-base-analog-pcm", "bert-base-digital-paper", "bert-base-t4", "bert-base-titan-rtx")


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """A copy of the catalog with four of its sheets and one of its comparisons."""
    root = copy_of_the_catalog(tmp_path / "few")
    for path in (root / "sheets/models").iterdir():
        if path.stem not in FEW:
            path.unlink()
    comparisons = root / "schema/comparisons.yaml"
    glue, _, _ = comparisons.read_text(encoding="utf-8").partition("\nglue-analog-generations:")
    comparisons.write_text(glue, encoding="utf-8")
    return root


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A small catalog of six files without a fault, with the repository's template."""
    root = tmp_path / "small"
    shutil.copytree(ROOT / "schema", root / "schema")
    shutil.copytree(ROOT / "tests" / "base", root, dirs_exist_ok=True)
    return root


@pytest.fixture
def broken(small: Path) -> Path:
    """The small catalog with one fault, in line 6 of a sheet."""
    spoil(small, "status: published", "status: publishd")
    return small


@pytest.fixture
def loose(tmp_path: Path) -> Path:
    """A folder outside a catalog with one valid sheet."""
    folder = tmp_path / "loose"
    folder.mkdir()
    shutil.copy(SMALLEST, folder)
    return folder


@pytest.fixture(scope="session")
def loaded() -> Catalog:
    """The repository's catalog, read once."""
    return load(project_at(ROOT))


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run the command line: cli("check", cwd=folder)."""

    def run(*arguments: str, cwd: Path) -> Result:
        monkeypatch.chdir(cwd)
        return run_main(*arguments)

    return run


@pytest.fixture(scope="session")
def engine() -> Iterator[Browser]:
    """Chromium."""
    path = chromium.find()
    assert path, "no Chromium: run `python tests/browser.py --install`"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=list(chromium.ARGUMENTS))
        yield running
        running.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the repository's own site is served."""
    yield from known(copy_of_the_catalog(tmp_path_factory.mktemp("site")), tmp_path_factory)


@pytest.fixture
def watched(engine: Browser) -> Iterator[Watched]:
    """A reader at a desk, for whom nothing may go wrong."""
    found = open_page(engine)
    yield found
    assert ([], []) == (found.errors, found.foreign)
    found.page.context.close()


@pytest.fixture
def sheet(loaded: Catalog) -> Reader:
    """Read a sheet: facts by path, absences by section, and the place of each finding."""

    def read_sheet(text: str) -> Sheet:
        reader = FactReader(document_of(text), loaded.template)
        facts: dict[str, Fact] = {}
        absences: dict[str, Absence] = {}
        for section in loaded.template.sections:
            found, absence = reader.section(section, reader.root())
            facts |= found
            if absence:
                absences[section.key] = absence
        return facts, absences, [(f.code, f.where.line, f.where.column) for f in reader.findings]

    return read_sheet


@pytest.fixture
def schema(tmp_path: Path) -> Path:
    """A copy of the template that a test may change."""
    return Path(shutil.copytree(ROOT / "schema", tmp_path / "schema"))
