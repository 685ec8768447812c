# The command line: exit codes, the forms of a report, what is refused, and what a quick check must not import.

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from command import Result
from editing import spoil
from factsheets.codes import CODES
from pictures import PNG

Cli: TypeAlias = Callable[..., Result]


# --- check ----------------------------------------------------------------------------------------


def test_a_catalog_without_a_fault_is_clean(catalog: Path, cli: Cli) -> None:
    result = cli("check", cwd=catalog)
    files = len(list((catalog / "sheets").rglob("*.yaml")))
    assert result.exit_code == 0
    assert result.output.startswith(f"{files} files checked, nothing to mend; 69 notes not shown")


def test_a_fault_is_exit_code_1_and_the_last_line_counts(broken: Path, cli: Cli) -> None:
    result = cli("check", cwd=broken)
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        "sheets/models/alpha.yaml:6:9: error[FS104] status: `publishd` is not one of its values",
        "    6 | status: publishd",
        "      |         ^",
        "    fix: did you mean `published`?",
        "6 files checked, 1 error",
    ]


def test_json_is_the_whole_of_the_output(broken: Path, cli: Cli) -> None:
    result = cli("check", "--format", "json", cwd=broken)
    assert result.exit_code == 1
    assert json.loads(result.output) == {
        "schema": "factsheets.check/1",
        "findings": [
            {
                "code": "FS104",
                "where": {"path": "sheets/models/alpha.yaml", "line": 6, "column": 9},
                "message": "status: `publishd` is not one of its values",
                "fix": "did you mean `published`?",
                "level": "error",
                "excerpt": "status: publishd",
                "cut": 0,
            }
        ],
    }


def test_github_gets_one_command_for_each_finding(broken: Path, cli: Cli) -> None:
    spoil(broken, "70 W", "70 Wat", "sheets/hardware/gpu.yaml")
    result = cli("check", "--format", "github", cwd=broken)
    assert result.exit_code == 1
    first, second = result.output.splitlines()
    assert first.startswith("::error file=sheets/hardware/gpu.yaml,line=5,col=17,title=FactSheet FS110::")
    assert second == (
        "::error file=sheets/models/alpha.yaml,line=6,col=9,title=FactSheet FS104::"
        "status: `publishd` is not one of its values. Fix: did you mean `published`?"
    )


@pytest.mark.parametrize(
    ("style", "output"),
    [
        ("text", "6 files checked, nothing to mend; 5 notes not shown (--level note)\n"),
        ("json", '{\n  "schema": "factsheets.check/1",\n  "findings": []\n}\n'),
        ("github", ""),
    ],
)
def test_every_form_of_a_clean_report(small: Path, cli: Cli, style: str, output: str) -> None:
    result = cli("check", "--format", style, cwd=small)
    assert (result.exit_code, result.output) == (0, output)


def test_the_catalog_is_found_from_any_folder_inside_it(broken: Path, cli: Cli) -> None:
    inside = cli("check", cwd=broken / "sheets" / "hardware")
    assert inside.output == cli("check", cwd=broken).output
    assert inside.exit_code == 1


def test_a_single_file_is_checked_with_all_the_catalog_has(small: Path, cli: Cli) -> None:
    spoil(small, "baseline: beta", "baseline: bta")
    result = cli("check", "sheets/models/alpha.yaml", cwd=small)
    assert "did you mean `beta`?" in result.output
    assert result.output.endswith("1 file checked, 1 error\n")


def test_faults_of_other_files_are_left_out(broken: Path, cli: Cli) -> None:
    assert cli("check", "sheets/models/beta.yaml", cwd=broken).exit_code == 0
    hardware = cli("check", "sheets/hardware", cwd=broken)
    assert (hardware.exit_code, hardware.output) == (0, "2 files checked, nothing to mend\n")
    both = cli("check", "sheets/models/beta.yaml", "sheets/models", cwd=broken)
    assert (both.exit_code, both.output.splitlines()[-1]) == (1, "2 files checked, 1 error")


def test_a_fault_of_the_template_is_reported_for_any_file(small: Path, cli: Cli) -> None:
    spoil(small, "[split]", "[splt]", "schema/comparisons.yaml")
    result = cli("check", "sheets/models/beta.yaml", cwd=small)
    assert result.exit_code == 1
    assert result.output.startswith("schema/comparisons.yaml:5:11: error[FS403]")


def test_a_catalog_without_a_template_of_its_own_has_the_packages(small: Path, cli: Cli) -> None:
    shutil.rmtree(small / "schema")
    result = cli("check", cwd=small)
    assert (result.exit_code, result.output) == (
        0,
        "6 files checked, nothing to mend; 5 notes not shown (--level note)\n",
    )


def test_a_file_outside_a_catalog_is_checked_alone_and_says_so(loose: Path, cli: Cli) -> None:
    spoil(loose, "status: draft", "status: draft\nbaseline: nowhere\nsource: nothing", "smallest.yaml")
    result = cli("check", "smallest.yaml", cwd=loose)
    assert result.exit_code == 0
    assert result.output == (
        "1 file checked, nothing to mend; of 1 outside a catalog, references to other files were not checked\n"
    )


def test_a_fault_in_a_file_outside_a_catalog_is_found(loose: Path, cli: Cli) -> None:
    spoil(loose, "status: draft", "status: drft", "smallest.yaml")
    result = cli("check", str(loose / "smallest.yaml"), cwd=loose)
    assert result.exit_code == 1
    assert result.output.startswith(f"{(loose / 'smallest.yaml').as_posix()}:6:9: error[FS104]")


def test_a_folder_outside_a_catalog_is_searched_to_the_bottom(loose: Path, cli: Cli) -> None:
    deep = loose / "some" / "where"
    deep.mkdir(parents=True)
    (loose / "smallest.yaml").rename(deep / "smallest.yml")
    (deep / "notes.txt").write_text("no sheet", encoding="utf-8")
    result = cli("check", ".", cwd=loose)
    assert result.exit_code == 0
    assert result.output.startswith("1 file checked, nothing to mend; of 1 outside")


def test_loose_files_are_of_the_kind_that_their_folder_says(loose: Path, small: Path, cli: Cli) -> None:
    for kind in ("hardware", "benchmarks"):
        shutil.copytree(small / "sheets" / kind, loose / kind)
    shutil.copy(small / "sheets" / "references.yaml", loose)
    result = cli("check", ".", cwd=loose)
    assert result.exit_code == 0
    assert result.output.startswith("5 files checked, nothing to mend; of 5 outside")


def test_files_inside_and_outside_a_catalog_go_into_one_report(broken: Path, loose: Path, cli: Cli) -> None:
    spoil(loose, "status: draft", "status: drft", "smallest.yaml")
    result = cli("check", str(broken), str(loose), cwd=loose)
    assert result.exit_code == 1
    assert result.output.count("error[FS104]") == 2
    assert "7 files checked, 2 errors; of 1 outside a catalog" in result.output


# --- what is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check"], "lies in no catalog: there is no folder sheets/models above it"),
        (["check", "."], "there is no sheet to check here"),
        (["check", "missing.yaml"], "'missing.yaml' does not exist"),
        (["check", "--format", "xml"], "invalid choice: 'xml'"),
        (["check", "--strict"], "unrecognized arguments: --strict"),
        (["check", "--fix"], "unrecognized arguments: --fix"),
        (["fix"], "lies in no catalog"),
        (["fmt", "."], "there is no sheet to lay out here"),
        (["new", "x"], "lies in no catalog"),
        (["next"], "the following arguments are required: SHEET"),
        (["next", "x"], "lies in no catalog"),
        (["rate", "x"], "lies in no catalog"),
        (["init"], "the following arguments are required: DIR"),
        (["codeowners"], "lies in no catalog"),
        (["render"], "the following arguments are required: --out"),
        (["render", "--out", "out"], "lies in no catalog"),
        (["roles"], "there is no catalog here"),
        (["explain"], "the following arguments are required: CODE"),
        (["explain", "FS000"], "there is no code FS000; codes are FS001, FS002"),
        (["publish"], "invalid choice: 'publish'"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_exit_code_2(tmp_path: Path, cli: Cli, arguments: list[str], message: str) -> None:
    result = cli(*arguments, cwd=tmp_path)
    assert result.exit_code == 2
    assert message in result.output
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", [["check"], ["check", "sheets"], ["render", "--out", "../out"]])
def test_a_catalog_without_sheets_is_exit_code_2(tmp_path: Path, cli: Cli, arguments: list[str]) -> None:
    (tmp_path / "empty" / "sheets" / "models").mkdir(parents=True)
    result = cli(*arguments, cwd=tmp_path / "empty")
    assert result.exit_code == 2
    assert "there is no sheet" in result.output
    assert not (tmp_path / "out").exists()


def test_a_code_is_echoed_as_one_short_line(tmp_path: Path, cli: Cli) -> None:
    result = cli("explain", "\x1b[31m\n" + "x" * 500, cwd=tmp_path)
    assert result.exit_code == 2
    assert "\x1b" not in result.output
    assert "x" * 121 not in result.output


# --- render ---------------------------------------------------------------------------------------


def test_render_writes_markdown_and_assets(small: Path, tmp_path: Path, cli: Cli) -> None:
    out = tmp_path / "out"
    result = cli("render", "--out", str(out), cwd=small)
    pages = list(out.rglob("index.md"))
    assert result.exit_code == 0
    assert f"{len(pages)} pages written to" in result.output
    assert (out / "models" / "alpha" / "index.md").is_file()
    assert (out / "assets" / "factsheets" / "factsheets.css").is_file()


def test_render_copies_the_figures_that_sheets_show(small: Path, tmp_path: Path, cli: Cli) -> None:
    figure = "  figure: {value: {image: drawing.png, alt: A drawing}}\npurpose:"
    spoil(small, "purpose:", figure)
    (small / "sheets" / "figures").mkdir()
    image = PNG
    for name in ("drawing.png", "unused.png"):
        (small / "sheets" / "figures" / name).write_bytes(image)
    assert cli("render", "--out", str(tmp_path / "out"), cwd=small).exit_code == 0
    copied = list((tmp_path / "out" / "assets" / "factsheets" / "figures").iterdir())
    assert [(path.name, path.read_bytes()) for path in copied] == [("drawing.png", image)]


def test_render_refuses_a_broken_catalog_and_writes_nothing(broken: Path, tmp_path: Path, cli: Cli) -> None:
    before = sorted(broken.rglob("*"))
    result = cli("render", "--out", str(tmp_path / "out"), cwd=broken)
    assert result.exit_code == 1
    assert result.output.startswith("sheets/models/alpha.yaml:6:9: error[FS104]")
    assert not (tmp_path / "out").exists()
    assert sorted(broken.rglob("*")) == before


def test_render_refuses_a_broken_template_and_writes_nothing(small: Path, tmp_path: Path, cli: Cli) -> None:
    (small / "schema" / "roles.yaml").unlink()
    result = cli("render", "--out", str(tmp_path / "out"), cwd=small)
    assert result.exit_code == 1
    assert "error[FS001]" in result.output
    assert not (tmp_path / "out").exists()


def test_render_refuses_a_file_for_its_folder(small: Path, tmp_path: Path, cli: Cli) -> None:
    (tmp_path / "out").write_text("in the way", encoding="utf-8")
    assert cli("render", "--out", str(tmp_path / "out"), cwd=small).exit_code == 2
    assert (tmp_path / "out").read_text(encoding="utf-8") == "in the way"


def test_render_says_what_could_not_be_written(small: Path, tmp_path: Path, cli: Cli) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "models").write_text("in the way", encoding="utf-8")
    result = cli("render", "--out", str(out), cwd=small)
    assert result.exit_code == 1
    assert str(out / "models") in result.output


# --- roles and explain ----------------------------------------------------------------------------


def test_roles_are_listed_with_their_needs_and_how_these_are_known(catalog: Path, cli: Cli) -> None:
    result = cli("roles", cwd=catalog)
    lines = result.output.splitlines()
    assert result.exit_code == 0
    assert [line for line in lines if not line.startswith(" ")] == [
        "hw-researcher  Hardware or Systems Researcher (3 interviewed)",
        "aihw-algorithm-designer  AI Hardware Algorithm Designer (2 interviewed)",
        "data-scientist  Data Scientist (3 interviewed)",
        "ai-engineer  AI Engineer (nobody interviewed)",
        "software-developer  Software Developer (2 interviewed)",
        "business-expert  Business Expert (nobody interviewed)",
    ]
    assert lines[1] == "      3 of 3  Purpose"
    assert "    inferred  Robustness" in lines
    assert len(lines) == 6 + 12 + 8 + 10 + 6 + 6 + 5


def test_roles_of_a_broken_template_are_not_listed(small: Path, cli: Cli) -> None:
    (small / "schema" / "metrics.yaml").unlink()
    result = cli("roles", cwd=small)
    assert result.exit_code == 2
    assert "its template has errors; try `factsheets check`" in result.output


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_explained_in_either_case(tmp_path: Path, cli: Cli, code: str) -> None:
    result = cli("explain", code, cwd=tmp_path)
    entry = CODES[code]
    assert result.exit_code == 0
    assert result.output.startswith(f"{code}: {entry.title}\n\n{entry.why}\n\nWhat to do: {entry.fix}\n")
    assert ("\nWrong:\n" in result.output) == bool(entry.wrong)
    assert result.output == cli("explain", code.lower(), cwd=tmp_path).output


def test_an_explanation_shows_the_wrong_and_the_right_form(tmp_path: Path, cli: Cli) -> None:
    assert cli("explain", "FS103", cwd=tmp_path).output.endswith(
        '\nWrong:\n\n    version: 1.0\n\nRight:\n\n    version: "1.0"\n'
    )
