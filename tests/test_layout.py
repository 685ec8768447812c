"""Laying out moves lines and says nothing else: the same values, comments and spelling, in the template's order."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from command import Result
from factsheets.layout import Inline, Raw, laid_out, written
from factsheets.order import Order, order_of
from factsheets.project import KINDS, kind_of, project_at
from factsheets.read import read
from factsheets.schema import Schemas, load_schemas

Cli = Callable[..., Result]
ROOT = Path(__file__).resolve().parents[1]
SHEET = "sheets/models/alpha.yaml"


@pytest.fixture(scope="module")
def schemas() -> Schemas:
    found, findings = load_schemas(ROOT / "schema", "schema")
    assert found
    assert [] == findings
    return found


@pytest.fixture(scope="module")
def order(schemas: Schemas) -> Order:
    return order_of(schemas, "factsheet")


def new(text: str, order: Order) -> str:
    """The text laid out; nothing is in the way, and a second time changes nothing."""
    found, findings = laid_out(text.encode(), "x.yaml", order)
    assert [] == findings
    assert (found, []) == laid_out(found.encode(), "x.yaml", order)
    return found


def test_keys_stand_as_in_the_template_with_their_comments_and_blank_lines(order: Order) -> None:
    before = (
        "# yaml-language-server: $schema=x\n"
        "# About the file.\n"
        "\n"
        "name: N   # the name\n"
        "# of the id\n"
        "id: i\n"
        "factsheet: 1\n"
        "\n"
        "performance:\n"
        "  at: Table 2\n"
        "  # how fast\n"
        "  latency: 0.190 ms\n"
        "  accuracy: {benchmark: b, mean: 5E1}\n"
        "\n"
        "# in short\n"
        "overview:\n"
        "  summary: |\n"
        "    # no comment\n"
        "\n"
        "    text\n"
        "# the end\n"
    )
    assert new(before, order) == (
        "# yaml-language-server: $schema=x\n"
        "# About the file.\n"
        "\n"
        "factsheet: 1\n"
        "# of the id\n"
        "id: i\n"
        "name: N   # the name\n"
        "\n"
        "# in short\n"
        "overview:\n"
        "  summary: |\n"
        "    # no comment\n"
        "\n"
        "    text\n"
        "\n"
        "performance:\n"
        "  at: Table 2\n"
        "  accuracy: {benchmark: b, mean: 5E1}\n"
        "  # how fast\n"
        "  latency: 0.190 ms\n"
        "# the end\n"
    )


def test_indentation_and_line_ends_are_one(order: Order) -> None:
    before = "\ufefffactsheet: 1\r\npurpose:\r\n    tasks:\r\n    - one\r\n    -   two\r\n"
    assert "factsheet: 1\npurpose:\n  tasks:\n    - one\n    - two\n" == new(before, order)


@pytest.mark.parametrize(
    "value",
    ["0.190", "5E-5", "+1", ".5", "1.", "0x1F", "0o17", "~", "null", "Null", "yes", "'yes'", '"1.0"', "2026-01-31", "12e3", ""],
)  # fmt: skip
def test_no_scalar_is_spelled_anew(order: Order, value: str) -> None:
    text = f"factsheet: 1\nname: {value}".rstrip() + "\n"
    assert text == new(text, order)


def test_a_key_that_the_template_does_not_list_stays_behind_the_one_above_it(order: Order) -> None:
    text = "performance:\n  latency: 1 ms\n  mine: 2\n  accuracy: 3\n"
    assert "performance:\n  accuracy: 3\n  latency: 1 ms\n  mine: 2\n" == new(text, order)


@pytest.mark.parametrize(
    "text",
    [
        "performance: {latency: 1 ms, accuracy: 3}\n",
        "performance: {\n    latency: 1 ms,\n    accuracy: 3\n  }\n",
        "{\n  id: i,\n  factsheet: 1\n}\n",
    ],
)
def test_what_stands_in_braces_keeps_its_order(order: Order, text: str) -> None:
    found, _ = read(new(text, order).encode(), "x.yaml")
    before, _ = read(text.encode(), "x.yaml")
    assert found
    assert before
    assert before.data == found.data
    assert ("latency" not in text) or new(text, order).index("latency") < new(text, order).index("accuracy")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: &x 1\n", "FS006"),
        ("a: 1\na: 2\n", "FS005"),
        ("a: [\n", "FS004"),
        ("", "FS003"),
        ("overview:\n  summary: 'one\n\n  # two'\n  links: 1\npurpose: {tasks: {a: 'x #\n y'}}\n", "FS012"),
    ],
)
def test_a_file_that_cannot_be_laid_out_is_named_and_stays(order: Order, text: str, code: str) -> None:
    _, findings = laid_out(text.encode(), "x.yaml", order)
    assert [code] == [finding.code for finding in findings]


@pytest.mark.parametrize("path", sorted((ROOT / "tests/valid").glob("*.yaml")), ids=lambda p: p.stem)
def test_valid_sheets_say_the_same_after(order: Order, path: Path) -> None:
    before, _ = read(path.read_bytes(), "x.yaml")
    after, _ = read(new(path.read_text("utf-8"), order).encode(), "x.yaml")
    assert before
    assert after
    assert before.data == after.data


def plain(text: str) -> Any:
    """The values of a file, every scalar as its text."""
    return yaml.load(text, yaml.BaseLoader)  # noqa: S506 - it makes texts, lists and maps, and nothing else


def shuffled(data: Any, chance: random.Random) -> Any:
    """The same values with their keys in another order."""
    if isinstance(data, dict):
        keys = list(data)
        chance.shuffle(keys)
        return {key: shuffled(data[key], chance) for key in keys}
    return data


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False), st.sampled_from(project_at(ROOT).files()))
def test_any_order_of_keys_comes_to_the_templates(
    schemas: Schemas, chance: random.Random, path: Path
) -> None:
    kind = kind_of(path)
    order = order_of(schemas, KINDS.get(kind, kind))
    data = plain(path.read_text("utf-8"))
    text = yaml.safe_dump(shuffled(data, chance), sort_keys=False, allow_unicode=True, width=10**6)
    found = new(text, order)
    assert data == plain(found)
    ranks = [list(order).index(key) for key in plain(found) if key in order]
    assert kind == "references" or sorted(ranks) == ranks


texts = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=40)
values = st.recursive(
    texts | st.just("two\n\n# lines\n"),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(st.from_regex(r"[a-z_]{1,9}", fullmatch=True), inner, min_size=1, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.from_regex(r"[a-z_]{1,9}", fullmatch=True), values, min_size=1, max_size=4))
def test_what_is_written_is_read_as_it_was(data: dict[str, Any]) -> None:
    document, findings = read(written(data).encode(), "x.yaml")
    assert [] == findings
    assert document
    assert data == document.data


def test_texts_that_look_like_something_else_have_quotes_and_numbers_keep_their_spelling() -> None:
    text = written(
        {"version": "1.0", "none": "~", "date": "2026-01-31", "n": Raw("0.190"), "in": Inline(a="b")}
    )
    assert 'version: "1.0"\nnone: "~"\ndate: 2026-01-31\nn: 0.190\nin: {a: b}\n' == text


# --- the command ----------------------------------------------------------------------------------


def test_the_files_of_this_repository_are_laid_out(cli: Cli) -> None:
    result = cli("fmt", "--check", cwd=ROOT)
    assert (0, f"{len(project_at(ROOT).files())} files as they should be\n") == (
        result.exit_code,
        result.output,
    )


def test_check_writes_nothing_and_fmt_writes_what_check_named(small: Path, cli: Cli) -> None:
    path = small / SHEET
    path.write_text(path.read_text("utf-8").replace("factsheet: 1\nid: alpha", "id: alpha\nfactsheet: 1"))
    before = path.read_bytes()
    result = cli("fmt", "--check", cwd=small)
    assert 1 == result.exit_code
    assert f"{SHEET}: would be laid out anew\n" in result.output
    assert "run `factsheets fmt`" in result.stderr
    assert before == path.read_bytes()
    assert f"{SHEET}: laid out anew\n" in cli("fmt", SHEET, cwd=small).output
    assert path.read_text("utf-8").startswith("factsheet: 1\nid: alpha\n")
    assert 0 == cli("fmt", "--check", SHEET, cwd=small).exit_code


def test_a_broken_file_is_named_stays_and_hides_no_other(small: Path, cli: Cli) -> None:
    broken, good = small / SHEET, small / "sheets/models/beta.yaml"
    broken.write_text("id: [\n")
    good.write_text(good.read_text("utf-8").replace("factsheet: 1\nid: beta", "id: beta\nfactsheet: 1"))
    result = cli("fmt", "sheets/models", cwd=small)
    assert 1 == result.exit_code
    assert f"{SHEET}:2:1: error[FS004]" in result.output
    assert "id: [\n" == broken.read_text()
    assert good.read_text("utf-8").startswith("factsheet: 1")


def test_a_link_is_refused_and_a_file_that_cannot_be_written_is_told(
    small: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    (small / "sheets/models/link.yaml").symlink_to(small / SHEET)
    assert "error[FS011]" in cli("fmt", "sheets/models/link.yaml", cwd=small).output
    path = small / SHEET
    path.write_text(path.read_text("utf-8").replace("factsheet: 1\nid: alpha", "id: alpha\nfactsheet: 1"))

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    result = cli("fmt", SHEET, cwd=small)
    assert 1 == result.exit_code
    assert "error[FS001] no space left on device" in result.output


def test_loose_files_follow_the_template_of_the_package(tmp_path: Path, cli: Cli) -> None:
    (tmp_path / "x.yaml").write_text("id: x\nfactsheet: 1\n")
    assert 0 == cli("fmt", "x.yaml", cwd=tmp_path).exit_code
    assert "factsheet: 1\nid: x\n" == (tmp_path / "x.yaml").read_text()


def test_a_path_without_sheets_is_wrong_usage(small: Path, cli: Cli) -> None:
    assert 2 == cli("fmt", "schema", cwd=small).exit_code
