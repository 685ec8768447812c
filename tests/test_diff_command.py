"""`factsheets diff`: exit codes, what it compares, what it refuses, and reports that were written before."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from command import Result
from factsheets.diff.as_annotations import as_github
from factsheets.diff.as_json import read_report
from factsheets.diff.shape import NOTHING
from factsheets.project import find_project
from revised import before, committed, compared, revised, small_catalog

Cli: TypeAlias = Callable[..., Result]


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with two commits: the second makes one change of each kind."""
    return revised(tmp_path_factory.mktemp("command") / "catalog")


def test_exit_codes_say_what_the_change_brings(repository: Path, cli: Cli) -> None:
    assert 1 == cli("diff", "HEAD~1", "HEAD", cwd=repository).exit_code
    assert 0 == cli("diff", "HEAD~1", "HEAD", "--fail-on", "never", cwd=repository).exit_code
    same = cli("diff", "HEAD", cwd=repository)
    assert (0, f"{NOTHING}\n") == (same.exit_code, same.output)


@pytest.mark.parametrize(
    "name", ["nonsense", "--", "", "HEAD:sheets", "HEAD..HEAD~1", "..", "/dev/null", "a\0b"]
)
def test_what_is_no_revision_is_wrong_usage(name: str, repository: Path, cli: Cli) -> None:
    assert 2 == cli("diff", name, cwd=repository).exit_code


@pytest.mark.parametrize("name", ["-x", "--output=/tmp/x", "--upload-pack=x"])
def test_a_revision_that_looks_like_an_option_never_reaches_git(
    name: str, repository: Path, cli: Cli
) -> None:
    result = cli("diff", "--", name, cwd=repository)
    assert 2 == result.exit_code
    assert "is no revision" in result.output


def test_warnings_fail_where_that_is_asked_for(tmp_path: Path, cli: Cli) -> None:
    root = small_catalog(tmp_path / "catalog")
    committed(root)
    (root / "sheets/models/beta.yaml").rename(root / "sheets/models/gamma.yaml")
    for name in ("alpha", "gamma"):
        path = root / f"sheets/models/{name}.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace(" beta", " gamma"), encoding="utf-8")
    assert 0 == cli("diff", "HEAD", cwd=root).exit_code
    assert 1 == cli("diff", "HEAD", "--fail-on", "warning", cwd=root).exit_code


def test_the_working_tree_is_what_stands_there_where_no_head_is_named(tmp_path: Path, cli: Cli) -> None:
    root = small_catalog(tmp_path / "inside" / "catalog")
    committed(root.parent)
    path = root / "sheets/models/beta.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("1.92 ms", "1.80 ms"), encoding="utf-8")
    result = cli("diff", "HEAD", "--format", "json", cwd=root / "sheets")
    found = read_report(result.output.encode())
    assert "catalog/" == found.folder
    assert ["value"] == [each.kind for each in found.sheets[0].changes if each.kind != "derived"]
    assert "file=catalog/" not in as_github(found)  # nothing is wrong with it


def test_folders_need_no_repository(tmp_path: Path, cli: Cli) -> None:
    one, two = small_catalog(tmp_path / "one"), before(tmp_path / "two")
    result = cli("diff", str(one), str(two), cwd=tmp_path)
    assert "Renamed model" in result.output
    assert cli("diff", str(one), str(one), cwd=tmp_path).output == f"{NOTHING}\n"
    assert find_project(tmp_path) is None


def test_a_link_in_a_revision_is_refused(tmp_path: Path, cli: Cli) -> None:
    root = small_catalog(tmp_path / "catalog")
    committed(root)
    (root / "sheets/models/link.yaml").symlink_to("/etc/passwd")
    committed(root)
    result = cli("diff", "HEAD~1", "HEAD", cwd=root)
    assert 2 == result.exit_code
    assert "is a symbolic link in 'HEAD'; none is followed" in " ".join(result.output.split())


def test_a_file_that_is_too_large_is_a_finding_and_kept_nowhere(tmp_path: Path, cli: Cli) -> None:
    root = small_catalog(tmp_path / "catalog")
    committed(root)
    path = root / "sheets/models/beta.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# " + "x" * (3 << 20), encoding="utf-8")
    committed(root)
    (found,) = compared(root, "HEAD~1", "HEAD").new
    assert ("FS007", "sheets/models/beta.yaml") == (found.code, found.path)


def test_a_report_that_was_written_is_shown_again(repository: Path, tmp_path: Path, cli: Cli) -> None:
    told = cli("diff", "HEAD~1", "HEAD", "--format", "json", cwd=repository)
    (tmp_path / "diff.json").write_text(told.output, encoding="utf-8")
    for form in ("text", "markdown", "github", "sarif", "rdjson"):
        direct = cli("diff", "HEAD~1", "HEAD", "--format", form, cwd=repository)
        again = cli("diff", "--from", "diff.json", "--format", form, cwd=tmp_path)
        assert (0, direct.output) == (again.exit_code, again.output)
    assert 1 == cli("diff", "--from", "diff.json", "--fail-on", "error", cwd=tmp_path).exit_code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"schema": "factsheets.diff/2"}',
        "[" * 100_000,
        '{"schema": "factsheets.diff/1", "x": 1}',
        " " * (9 << 20),
        "\xff",
    ],
    ids=["empty", "list", "nothing", "another-form", "deep", "unknown", "large", "bytes"],
)
def test_a_file_that_is_no_report_is_wrong_usage(text: str, tmp_path: Path, cli: Cli) -> None:
    (tmp_path / "diff.json").write_bytes(text.encode("latin-1"))
    result = cli("diff", "--from", "diff.json", "--format", "markdown", cwd=tmp_path)
    assert 2 == result.exit_code
    assert "cannot be shown" in result.output
