"""CODEOWNERS follows from the producers of sheets; lines of others stay."""

from collections.abc import Callable
from pathlib import Path

import pytest

from command import Result
from factsheets.owners import BEGIN, END

Cli = Callable[..., Result]
LINES = f"{BEGIN}\n/sheets/models/alpha.yaml @acme/lab a@example.org\n{{beta}}{END}\n"


@pytest.fixture
def owned(small: Path) -> Path:
    """A repository whose owners are named."""
    (small / ".git").mkdir()
    (small / "owners.yaml").write_text('lab: ["@acme/lab", a@example.org]\n')
    return small


def block(root: Path) -> str:
    return (root / ".github/CODEOWNERS").read_text("utf-8")


def test_sheets_are_owned_by_those_of_their_producers(owned: Path, cli: Cli) -> None:
    result = cli("codeowners", cwd=owned)
    assert (0, ".github/CODEOWNERS written\n") == (result.exit_code, result.output)
    assert block(owned).startswith(f"{BEGIN}\n/sheets/models/alpha.yaml @acme/lab a@example.org\n")
    assert block(owned).endswith(f"{END}\n")
    assert ".github/CODEOWNERS is as it should be\n" == cli("codeowners", "--check", cwd=owned).output


def test_lines_of_others_stay_above_and_below(owned: Path, cli: Cli) -> None:
    (owned / ".github").mkdir()
    (owned / ".github/CODEOWNERS").write_text("* @acme/all")
    cli("codeowners", cwd=owned)
    text = block(owned)
    assert text.startswith(f"* @acme/all\n\n{BEGIN}\n")
    (owned / ".github/CODEOWNERS").write_text(text + "/docs @acme/docs\n")
    (owned / "owners.yaml").write_text('lab: "@other"\n')
    cli("codeowners", cwd=owned)
    assert block(owned) == text.replace("@acme/lab a@example.org", "@other") + "/docs @acme/docs\n"


def test_check_writes_nothing_and_says_what_to_do(owned: Path, cli: Cli) -> None:
    result = cli("codeowners", "--check", cwd=owned)
    assert 1 == result.exit_code
    assert ".github/CODEOWNERS is out of date\n" in result.output
    assert "run `factsheets codeowners`" in result.stderr
    assert not (owned / ".github").exists()


def test_a_catalog_below_the_top_of_the_repository_names_its_folder(owned: Path, cli: Cli) -> None:
    top = owned.parent / "top"
    top.mkdir()
    (owned / ".git").rename(top / ".git")
    owned.rename(top / "catalog")
    assert 0 == cli("codeowners", cwd=top / "catalog").exit_code
    assert "\n/catalog/sheets/models/alpha.yaml @acme/lab" in block(top)
    (top / "catalog").rename(top / "a b")
    assert 2 == cli("codeowners", cwd=top / "a b").exit_code


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('labb: "@a"\n', "no sheet has the producer `labb`"),
        ("lab: someone\n", "lab: this is no owner"),
        ("lab: []\n", "lab: this is no owner"),
        ('lab: "@a\\n* @mallory"\n', "lab: this is no owner"),
        ('lab: "@a @b"\n', "lab: this is no owner"),
        ("lab: {a: b}\n", "lab: this is no owner"),
        ("- a\n", "the file must be a map"),
        ("lab: [\n", "this is not YAML"),
    ],
)
def test_wrong_owners_are_findings_and_nothing_is_written(
    owned: Path, cli: Cli, text: str, said: str
) -> None:
    (owned / "owners.yaml").write_text(text)
    result = cli("codeowners", cwd=owned)
    assert 1 == result.exit_code
    assert said in result.output
    assert not (owned / ".github").exists()


def test_a_producer_without_an_owner_is_told(owned: Path, cli: Cli) -> None:
    (owned / "owners.yaml").write_text("{}\n")
    result = cli("codeowners", cwd=owned)
    assert 0 == result.exit_code
    assert "lab has no owner in owners.yaml" in result.stderr


def test_without_owners_it_is_wrong_usage(small: Path, cli: Cli) -> None:
    assert 2 == cli("codeowners", cwd=small).exit_code


def test_a_beginning_without_an_end_loses_nothing(owned: Path, cli: Cli) -> None:
    (owned / ".github").mkdir()
    (owned / ".github/CODEOWNERS").write_text(f"{BEGIN}\n/mine @me\n")
    result = cli("codeowners", cwd=owned)
    assert 1 == result.exit_code
    assert f"the line `{END}` is missing" in result.stderr
    assert block(owned) == f"{BEGIN}\n/mine @me\n"


def test_a_file_whose_last_newline_an_editor_took_is_written_again(owned: Path, cli: Cli) -> None:
    cli("codeowners", cwd=owned)
    text = block(owned)
    (owned / ".github/CODEOWNERS").write_text(text.removesuffix("\n"), "utf-8")
    assert 0 == cli("codeowners", cwd=owned).exit_code
    assert text == block(owned)


def test_the_line_ends_of_others_stay(owned: Path, cli: Cli) -> None:
    file = owned / ".github/CODEOWNERS"
    file.parent.mkdir()
    file.write_bytes(b"* @acme/all\r\n")
    cli("codeowners", cwd=owned)
    written = file.read_bytes()
    assert written.startswith(b"* @acme/all\r\n\r\n# begin")
    assert written.count(b"\n") == written.count(b"\r\n")
    file.write_bytes(written + b"/docs @acme/docs\r\n")
    (owned / "owners.yaml").write_text('lab: "@other"\n')
    assert 0 == cli("codeowners", cwd=owned).exit_code
    assert (
        written.replace(b"@acme/lab a@example.org", b"@other") + b"/docs @acme/docs\r\n" == file.read_bytes()
    )
