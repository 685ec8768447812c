"""What all tests share: copies of the catalog, the command line, and golden files."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from factsheets.cli import main
from factsheets.model import Catalog
from factsheets.pipeline import load
from factsheets.project import project_at

ROOT = Path(__file__).resolve().parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write expected outputs anew")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether expected outputs are to be written instead of compared."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    """A copy of the repository's catalog that a test may change."""
    target = tmp_path / "catalog"
    for name in ("sheets", "schema", "site_src"):
        shutil.copytree(ROOT / name, target / name)
    shutil.copy(ROOT / "mkdocs.yml", target)
    return target


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A small catalog of six files without a fault, with the repository's template."""
    root = tmp_path / "small"
    shutil.copytree(ROOT / "schema", root / "schema")
    shutil.copytree(ROOT / "tests" / "base", root, dirs_exist_ok=True)
    return root


@pytest.fixture(scope="session")
def loaded() -> Catalog:
    """The repository's catalog, read once."""
    return load(project_at(ROOT))


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run the command line: cli("check", cwd=folder)."""

    def run(*arguments: str, cwd: Path) -> Result:
        monkeypatch.chdir(cwd)
        return CliRunner().invoke(main, list(arguments), catch_exceptions=False)

    return run
