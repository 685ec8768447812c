"""The program itself: its help, what it imports, and how it ends."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from command import Result
from factsheets import __version__
from factsheets.diagnostics import FORMATS

Cli: TypeAlias = Callable[..., Result]

COMMANDS = ("check", "init", "new", "next", "rate", "fmt", "fix", "render", "codeowners", "roles", "explain")


def test_the_help_lists_every_command_with_its_purpose(tmp_path: Path, cli: Cli) -> None:
    result = cli("--help", cwd=tmp_path)
    assert result.exit_code == 0
    assert "Check and publish a catalog of AI FactSheets." in result.output
    for name in COMMANDS:
        assert re.search(rf"^ +{name}\s+[A-Z].*", result.output, re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_every_command_has_help(tmp_path: Path, cli: Cli, command: str, option: str) -> None:
    result = cli(command, option, cwd=tmp_path)
    assert result.exit_code == 0
    assert result.output.startswith(f"usage: factsheets {command}")


@pytest.mark.parametrize(
    "words",
    [
        "new",
        "next nothing",
        "rate nothing",
        "diff a b c d",
        "check --strict",
        "explain FS000",
        "render --out x",
    ],
)
def test_a_command_given_wrongly_shows_its_own_usage(tmp_path: Path, cli: Cli, words: str) -> None:
    result = cli(*words.split(), cwd=tmp_path)
    command = words.split(maxsplit=1)[0]
    assert result.exit_code == 2
    assert result.output.startswith(f"usage: factsheets {command} ")
    assert f"\nfactsheets {command}: error: " in result.output


def test_a_catalog_without_sheets_is_checked_all_the_same(small: Path, cli: Cli) -> None:
    for sheet in (small / "sheets/models").iterdir():
        sheet.unlink()
    (small / "schema/comparisons.yaml").write_text("{}\n", encoding="utf-8")
    result = cli("check", cwd=small)
    assert (result.exit_code, result.output) == (
        0,
        "4 files checked, nothing to mend; the catalog has no sheet\n",
    )
    chip = small / "sheets/hardware/chip.yaml"
    chip.write_text(chip.read_text(encoding="utf-8").replace("name:", "nmae:"), encoding="utf-8")
    result = cli("check", cwd=small)
    assert result.exit_code == 1
    assert "sheets/hardware/chip.yaml:2:1: error[FS101]" in result.output


def test_the_help_of_check_names_its_formats(tmp_path: Path, cli: Cli) -> None:
    output = cli("check", "--help", cwd=tmp_path).output
    assert f"{{{','.join(FORMATS)}}}" in output
    assert "(default: text)" in output


def test_the_version_is_that_of_the_package(tmp_path: Path, cli: Cli) -> None:
    assert cli("--version", cwd=tmp_path).output == f"factsheets, version {__version__}\n"


# --- the program itself ---------------------------------------------------------------------------

#: Slow to import, or for the site or for tests alone; a check of valid files needs none of them.
HEAVY = ("mkdocs", "material", "jsonschema", "referencing", "ruamel", "pint", "hypothesis")

RUN = """
import sys
from factsheets.cli import main
try:
    sys.exit(main())
finally:
    print(*sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""


def run(cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the program by itself; its standard error ends with the names of what it imported."""
    return subprocess.run(
        [sys.executable, "-c", RUN, *arguments],
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def imported(done: subprocess.CompletedProcess[Any]) -> set[str]:
    return set(done.stderr.splitlines()[-1].split())


def test_checking_a_valid_file_imports_nothing_heavy(loose: Path) -> None:
    done = run(loose, "check", "smallest.yaml")
    assert (done.returncode, done.stderr.count("\n")) == (0, 1)
    assert "factsheets" in imported(done)
    assert imported(done).isdisjoint(HEAVY)


def test_checking_a_valid_catalog_imports_nothing_heavy(small: Path) -> None:
    done = run(small, "check")
    assert (done.returncode, done.stdout) == (
        0,
        "6 files checked, nothing to mend; 5 notes not shown (--level note)\n",
    )
    assert imported(done).isdisjoint(HEAVY)


def test_only_explaining_a_fault_imports_jsonschema(broken: Path) -> None:
    done = run(broken, "check")
    assert done.returncode == 1
    assert imported(done) & set(HEAVY) == {"jsonschema", "referencing"}


def test_the_installed_program_ends_with_the_exit_code(loose: Path) -> None:
    program = Path(sys.executable).with_name("factsheets")
    codes = [
        subprocess.run([program, "check", *arguments], cwd=loose, capture_output=True, check=False).returncode
        for arguments in (["smallest.yaml"], ["missing.yaml"])
    ]
    assert codes == [0, 2]
