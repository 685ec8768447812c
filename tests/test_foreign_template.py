"""A catalog with a template of its own: other sections, roles, needs and metrics, and every command and page works."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from command import Result
from links import broken_links
from test_site import build

Cli = Callable[..., Result]
ROOT = Path(__file__).resolve().parents[1]
NEW = ("new", "three", "--name", "Third", "--set", "about.hears=Dutch; Frisian")


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """A catalog of speech recognizers. Only what says how values are written is the package's."""
    root = tmp_path / "foreign"
    shutil.copytree(ROOT / "tests/foreign", root)
    for name in ("values", "benchmark", "evaluation", "references", "study"):
        shutil.copy(ROOT / f"schema/{name}.schema.json", root / "schema")
    shutil.copytree(ROOT / "schema/meta", root / "schema/meta")
    (root / "docs").mkdir()
    (root / "mkdocs.yml").write_text(
        "site_name: X\ntheme: {name: material, font: false}\nplugins: [search, factsheets]\n"
    )
    return root


def test_it_builds_strictly_and_its_pages_are_its_own(foreign: Path) -> None:
    result = build(foreign)
    assert 0 == result.returncode, result.stderr
    site = foreign / "site"
    assert [] == broken_links(site)
    page = (site / "models/one/for/operator/index.html").read_text("utf-8")
    assert "Delay" in page
    assert "English" not in page
    assert "Which one answers first?" in (site / "compare/delay/index.html").read_text("utf-8")
    for path in site.rglob("*.html"):
        assert "analog" not in path.read_text("utf-8").casefold(), path


def test_it_is_checked_laid_out_and_rendered(foreign: Path, cli: Cli) -> None:
    assert "3 files checked, nothing to mend" in cli("check", cwd=foreign).output
    assert "3 files as they should be\n" == cli("fmt", "--check", cwd=foreign).output
    assert 0 == cli("render", "--out", "out", cwd=foreign).exit_code
    assert "Delay" in (foreign / "out/models/one/index.md").read_text("utf-8")


def test_new_asks_for_its_head_and_its_sections(foreign: Path, cli: Cli) -> None:
    lacking = cli(*NEW, cwd=foreign)
    assert 2 == lacking.exit_code
    assert "missing: --set owner=VALUE\n" in lacking.output
    assert 0 == cli(*NEW, "--set", "owner=The speech team", cwd=foreign).exit_code
    text = (foreign / "sheets/models/three.yaml").read_text("utf-8")
    assert "  hears:\n    - Dutch\n    - Frisian\n" in text
    assert "# running:\n#   delay:  # 1 of 2 asked: Delay (or running.memory), such as 0.4 s\n" in text
    assert 0 == cli("check", cwd=foreign).exit_code


def test_next_and_rate_know_its_roles(foreign: Path, cli: Cli) -> None:
    assert "2 of 2  about.story" in cli("next", "one", "--role", "buyer", cwd=foreign).output
    assert (
        0
        == cli(
            "rate", "one", "--rater", "B2", "--role", "buyer", "--rating", "running=H", cwd=foreign
        ).exit_code
    )
    assert 0 == cli("check", cwd=foreign).exit_code


@pytest.mark.parametrize("key", ["version", "date", "status"])
def test_a_template_without_what_pages_name_is_a_finding(foreign: Path, cli: Cli, key: str) -> None:
    path = foreign / "schema/factsheet.schema.json"
    path.write_text(
        path.read_text("utf-8").replace(f'"{key}", ', "", 1).replace(f', "{key}"', "", 1), encoding="utf-8"
    )
    result = cli("check", cwd=foreign)
    assert 1 == result.exit_code
    assert f"error[FS405] every sheet must have `{key}`" in result.output


def test_a_section_in_a_file_of_another_name_is_a_finding(foreign: Path, cli: Cli) -> None:
    path = foreign / "schema/factsheet.schema.json"
    (foreign / "schema/sections/about.schema.json").rename(foreign / "schema/sections/over.schema.json")
    path.write_text(path.read_text("utf-8").replace("sections/about", "sections/over"), encoding="utf-8")
    result = cli("check", cwd=foreign)
    assert 1 == result.exit_code
    assert "error[FS405] the section `about` does not stand in sections/about.schema.json" in result.output
