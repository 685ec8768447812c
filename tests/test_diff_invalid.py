"""A change that brings a fault: every one that `check` has a code for is a finding of the change, and nothing falls over."""

import shutil
from pathlib import Path

import pytest

from factsheets.diff.as_json import read_report, written
from factsheets.diff.as_markdown import as_markdown
from factsheets.diff.as_text import as_text
from factsheets.diff.pages import write_pages
from factsheets.diff.review import review
from factsheets.diff.revisions import trees
from revised import small_catalog
from test_invalid import CASES, INVALID


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalog without a fault."""
    return small_catalog(tmp_path_factory.mktemp("sound") / "catalog")


#: A link is made by its own test. A file in a subfolder is no part of a revision; `check` tells it (test_folders.py).
APART = {"symlink", "sheet-in-a-subfolder"}


@pytest.mark.parametrize("case", [case for case in CASES if case not in APART])
def test_a_fault_is_a_finding_of_the_change_that_brings_it(case: str, sound: Path, tmp_path: Path) -> None:
    faulty = tmp_path / "faulty"
    (faulty / "sheets").mkdir(parents=True)
    if (INVALID / case / "schema").exists():
        shutil.copytree(sound / "schema", faulty / "schema")
    else:
        (faulty / "schema").symlink_to(sound / "schema")
    shutil.copytree(sound / "sheets", faulty / "sheets", dirs_exist_ok=True)
    kept = shutil.ignore_patterns("report.txt")
    shutil.copytree(INVALID / case, faulty, dirs_exist_ok=True, symlinks=True, ignore=kept)

    report, before, after = review(*trees(str(sound), str(faulty), faulty), faulty)
    found = {one.code for one in report.new if one.level == "error" and one.code != "FS601"}
    assert set(CASES[case].split()) == found
    assert as_text(report)
    assert as_markdown(report)
    assert report == read_report(written(report))
    write_pages(report, before, after, tmp_path / "pages")

    back = review(*trees(str(faulty), str(sound), faulty), faulty)[0]
    assert [] == [found for found in back.new if found.level == "error"]
