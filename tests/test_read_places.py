"""Every value and key has its place; files are read as they stand."""

import os
from pathlib import Path
from typing import Literal

import pytest

from factsheets.diagnostics import Finding, Where
from factsheets.document import dotted, line_of, shorten
from factsheets.intake import MAX_BYTES
from factsheets.read import MAX_KEY, MAX_NODES, MAX_SCALAR, plain_scalar, read, read_file
from reading import SHEET, oracle_places, our_places, places, steps


def test_windows_line_ends_and_bom() -> None:
    plain, _ = read(SHEET.encode(), "x")
    windows, findings = read(b"\xef\xbb\xbf" + SHEET.replace("\n", "\r\n").encode(), "x")
    assert places(findings) == []
    assert plain is not None
    assert windows is not None
    assert windows.data == plain.data
    for path in steps(plain.data):
        assert windows.spot(path) == plain.spot(path)
    assert windows.finding("FS101", ("id",), "").excerpt == "id: bert-analog"


NESTED = """\
a: 1
b:
  c: [1, {x: 2, 'y z':   "3"}, [[]], {}]   # comment
  d:
  - q
  # comment
  -   - r
      - s: 1
        t: |
          text
        u:   {v: w,
              x: [y,
                z]}

  \u00e9\u4e2d:    \U0001f600
  "long \\u0041 key"   : >
    folded
f:
    - {"a":1}
    -
      g: h
? explicit
:   - i
    - j: k
z: plain
  on two lines
"""


FLOW = (
    '{"a": [1, 2, {"b": null, "c": [true, {"d": "\u00e9"}, "\U0001f600", 5E-5]}],\n  "e": {\n"f" : {}}, g: h}'
)


def sheet_without_nothing() -> str:
    return SHEET.replace("deep: ~", "deep: null")


@pytest.mark.parametrize(
    "text", [NESTED, FLOW, sheet_without_nothing(), "- 1\n- a: b\n  c: d\n-\n  - e\n"],
    ids=["block", "flow", "sheet", "list"],
)  # fmt: skip
def test_places_are_those_of_ruamel(text: str) -> None:
    assert our_places(text) == oracle_places(text)


def test_place_of_nothing_is_after_its_colon() -> None:
    document, _ = read(b"a:\n  b:\n  c: 1\nd: [{e: }]", "x")
    assert document is not None
    assert document.where(("a", "b")) == Where("x", 2, 5)
    assert document.where(("a", "b"), key=True) == Where("x", 2, 3)
    assert document.data == {"a": {"b": None, "c": 1}, "d": [{"e": None}]}


def test_place_of_the_nearest_node() -> None:
    document, _ = read(b"a:\n  b: [1, 2]", "x")
    assert document is not None
    assert document.where() == Where("x", 1, 1)
    assert document.where(("no",)) == Where("x", 1, 1)
    assert document.where(("a", "no", "deeper")) == Where("x", 2, 3)
    assert document.where(("a", "b", 7)) == Where("x", 2, 6)
    assert document.where(("a", "b", 1, "x")) == Where("x", 2, 10)


def test_place_of_the_last_of_two_keys() -> None:
    document, _ = read(b"a: {x: 1}\na: {x: 2}", "x")
    assert document is not None
    assert document.where(("a", "x")) == Where("x", 2, 8)


def test_finding_has_offset_and_line() -> None:
    document, _ = read(b"a:\n  power: 3.13 Wat\n", "sheets/x.yaml")
    assert document is not None
    assert document.finding("FS110", ("a", "power"), "unknown", "fix", offset=5) == Finding(
        "FS110", Where("sheets/x.yaml", 2, 15), "unknown", "fix", excerpt="  power: 3.13 Wat"
    )
    assert document.finding("FS101", ("a", "power"), "key", key=True).where == Where("sheets/x.yaml", 2, 3)


def test_names_of_places() -> None:
    assert dotted(()) == "the file"
    assert dotted(("performance", "latency", 1, "value")) == "performance.latency[2].value"
    assert dotted((0, "a")) == "[1].a"
    assert len(dotted(("x" * 300,))) == 120


def test_shorten() -> None:
    assert shorten("abc", 3) == "abc"
    assert shorten("abcd", 3) == "ab\u2026"
    assert shorten(12.5) == "12.5"


def test_line_of() -> None:
    assert [line_of("a\r\nb\n\nc", number) for number in (1, 2, 3, 4, 5)] == ["a", "b", "", "c", ""]


def test_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("a: 1\n")
    document, findings = read_file(tmp_path / "x.yaml", "sheets/x.yaml")
    assert places(findings) == []
    assert document is not None
    assert (document.path, document.data) == ("sheets/x.yaml", {"a": 1})


def test_symbolic_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("a: 1\n")
    (tmp_path / "link.yaml").symlink_to(tmp_path / "x.yaml")
    assert read_file(tmp_path / "link.yaml", "link.yaml") == (
        None,
        [Finding("FS011", Where("link.yaml"), "this is a symbolic link", "put the file itself here")],
    )


def test_dangling_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "link.yaml").symlink_to(tmp_path / "nothing")
    assert places(read_file(tmp_path / "link.yaml", "x")[1]) == [("FS011", 1, 1)]


@pytest.mark.parametrize("kind", ["folder", "pipe"])
def test_no_regular_file(tmp_path: Path, kind: Literal["folder", "pipe"]) -> None:
    path = tmp_path / "x.yaml"
    if kind == "folder":
        path.mkdir()
    else:
        os.mkfifo(path)
    assert read_file(path, "x.yaml") == (
        None,
        [Finding("FS011", Where("x.yaml"), "this is no regular file", "put the file itself here")],
    )


def test_missing_file(tmp_path: Path) -> None:
    assert read_file(tmp_path / "x.yaml", "x.yaml") == (
        None,
        [
            Finding(
                "FS001",
                Where("x.yaml"),
                "no such file or directory",
                "check the path and its permissions",
            )
        ],
    )


def test_file_in_place_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a: 1\n")
    assert places(read_file(tmp_path / "file" / "x.yaml", "x")[1]) == [("FS001", 1, 1)]


def test_large_file_is_not_loaded(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    with path.open("wb") as file:
        file.truncate(1 << 40)  # a sparse terabyte: reading it would not end
    (found,) = read_file(path, "x.yaml")[1]
    assert (found.code, found.where) == ("FS007", Where("x.yaml"))
    assert found.message == f"the file has {1 << 40} bytes; {MAX_BYTES} are allowed"


@pytest.mark.parametrize("character", ["a", "\u00e9", "\u4e2d", "\U0001f600"])
def test_a_key_is_measured_in_bytes(character: str) -> None:
    most = MAX_KEY // len(character.encode())
    assert [] == read(f"{character * most}: 1".encode(), "x.yaml")[1]
    assert [("FS007", 1, 1)] == places(read(f"{character * (most + 1)}: 1".encode(), "x.yaml")[1])


def test_a_second_colon_is_told_from_a_key_in_the_wrong_place() -> None:
    def said(text: str) -> list[str]:
        return [finding.message for finding in read(text.encode(), "x.yaml")[1]]

    assert ["this is not YAML: a second `: ` in one line"] == said("a: b: c")
    assert ["this is not YAML: a key where none can be"] == said("a: b\n  c: d")
    assert ["this is not YAML: this line has no `: `"] == said('a: 1\n"b: c: d"\ne: 2')


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: &b 1", "anchors (&name) are not allowed"),
        ("a: &b !c 1", "anchors (&name) are not allowed"),
        ("a: !c 1", "the tag !c is not allowed"),
        ("a: !!int 1", "the tag !!int is not allowed"),
        ("a: !c [1]", "the tag !c is not allowed"),
    ],
)
def test_what_is_refused_is_named(text: str, message: str) -> None:
    assert [message] == [finding.message for finding in read(text.encode(), "x.yaml")[1]]


@pytest.mark.parametrize("text", ["a: ! [1]", "a: ! {b: 1}", "a: ! 1", "a: ! '1'"])
def test_the_tag_without_a_name_is_a_tag(text: str) -> None:
    assert ["the tag ! is not allowed"] == [f.message for f in read(text.encode(), "x.yaml")[1]]


def test_a_number_in_another_base_has_twelve_signs_at_most() -> None:
    assert 0xFFFFFFFFFF == plain_scalar("0xffffffffff")
    with pytest.raises(OverflowError):
        plain_scalar("0x1ffffffffff")


def test_a_quoted_text_may_be_as_long_as_any() -> None:
    assert [] == read(f'a: "{"x" * MAX_SCALAR}"'.encode(), "x.yaml")[1]
    assert ["FS007"] == [f.code for f in read(f'a: "{"x" * (MAX_SCALAR + 1)}"'.encode(), "x.yaml")[1]]


def test_the_last_value_that_there_may_be_is_looked_at_like_the_others() -> None:
    before = "- x\n" * (MAX_NODES - 2)
    assert [] == read(f"{before}- x".encode(), "x.yaml")[1]
    assert ["FS006"] == [f.code for f in read(f"{before}- &a x".encode(), "x.yaml")[1]]
    assert ["FS007"] == [f.code for f in read(f"{before}- x\n- x".encode(), "x.yaml")[1]]


@pytest.mark.parametrize("code", sorted({*range(0x20), 0x7F} - {*b"\t\n"}))
def test_each_control_character_is_hidden_in_a_file_that_is_ascii_otherwise(code: int) -> None:
    assert [("FS008", 1, 5)] == places(read(b"a: x" + bytes([code]) + b"y", "x.yaml")[1])


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a:\n\tb: 1", "a tab is used to indent"),
        ("a:\n  b: 1\n\tc: 1", "a tab is used to indent"),
        ("a: @b\tc", "this text begins with a sign that YAML uses"),
        ('a: "b"\tx', "did not find expected key"),
    ],
)
def test_a_tab_is_named_where_it_is_the_fault(text: str, problem: str) -> None:
    assert [f"this is not YAML: {problem}"] == [f.message for f in read(text.encode(), "x.yaml")[1]]


def test_a_number_has_seventeen_signs_at_most() -> None:
    assert 1 == plain_scalar("0" * 16 + "1")
    with pytest.raises(OverflowError):
        plain_scalar("0" * 17 + "1")


def test_what_is_expected_elsewhere_is_looked_for_in_the_lines_above_too() -> None:
    (found,) = read(b'a: "b" x', "x.yaml")[1]
    assert "check indentation, quotes and brackets here and in the lines above" == found.fix


def test_a_tab_after_a_dash_is_one_that_indents() -> None:
    assert ["this is not YAML: a tab is used to indent"] == [f.message for f in read(b"-\tx: y", "x.yaml")[1]]


def test_a_key_that_is_given_twice_says_where_the_first_stands() -> None:
    (found,) = read(b"a: 1\nb: 2\nc: 3\nb: 4", "x.yaml")[1]
    assert ("keep one; the first stands in line 2", Where("x.yaml", 4, 1)) == (found.fix, found.where)


def test_a_number_that_is_too_large_is_shown_by_its_first_forty_signs() -> None:
    found = read(b"a: " + b"7" * 41, "x.yaml")[1]
    assert [f"`{'7' * 40}` is too large a number, or none"] == [f.message for f in found]
