"""A change that brings a fault: every one that `check` has a code for is a finding of the change, and nothing falls over."""

import shutil
from pathlib import Path

import pytest

from factsheets.checking import check
from factsheets.diff.as_json import read_report, written
from factsheets.diff.as_markdown import as_markdown
from factsheets.diff.as_text import as_text
from factsheets.diff.pages import write_pages
from factsheets.diff.review import review
from factsheets.diff.revisions import trees
from revised import small_catalog
from test_invalid import CASES, INVALID


@pytest.mark.parametrize("case", CASES)
def test_a_fault_is_a_finding_of_the_change_that_brings_it(case: str, tmp_path: Path) -> None:
    one, two = small_catalog(tmp_path / "one"), small_catalog(tmp_path / "two")
    shutil.copytree(
        INVALID / case, two, dirs_exist_ok=True, symlinks=True, ignore=shutil.ignore_patterns("report.txt")
    )
    report, before, after = review(*trees(str(one), str(two), two), two)
    wanted = {(f.code, f.where.path) for f in check([two]).findings if f.level == "error"}
    assert wanted == {(f.code, f.path) for f in report.new if f.level == "error" and f.code != "FS601"}
    assert as_text(report)
    assert as_markdown(report)
    assert report == read_report(written(report))
    write_pages(report, before, after, tmp_path / "pages")


@pytest.mark.parametrize("case", CASES)
def test_the_change_back_brings_no_error(case: str, tmp_path: Path) -> None:
    one, two = small_catalog(tmp_path / "one"), small_catalog(tmp_path / "two")
    shutil.copytree(
        INVALID / case, one, dirs_exist_ok=True, symlinks=True, ignore=shutil.ignore_patterns("report.txt")
    )
    report = review(*trees(str(one), str(two), two), two)[0]
    assert [] == [found for found in report.new if found.level == "error"]
