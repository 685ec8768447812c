"""Mistakes in YAML: the line that is named is the one where the author made it."""

import pytest

from factsheets.read import read

BRACKET = ("what is opened here is not closed", "close the bracket")
OUTDENTED = ("this line is indented less than those above and below", "indent it like them")
NO_COLON = ("this line has no `: `", "write `key: value`, with a space after the colon")
ELSE = "check indentation, quotes and brackets here and in the lines above"
LIST = "a `-` begins a list, and none can begin here"
TEXT = (
    "a `: ` in a text of several lines",
    "put quotes round the whole text, or begin it in a line of its own below `|`",
)
NOT_HERE = ("a key where none can be", "check the indentation of this line and the one above")


def spaced(key: str) -> tuple[str, str]:
    return "there is no space after the colon", f"write `{key}`"


MISTAKES = {
    "key not indented, with a value": ("p:\n  a: 1\nb: 2\n  c: 3", 3, 1, OUTDENTED),
    "key not indented, with a map": ("p:\n  a: 1\nb: {x: 2}\n  c: 3", 3, 1, OUTDENTED),
    "key not indented, after deeper ones": ("p:\n  a:\n    d: 1\n# note\n\nb: 2\n  c: {v: 1, w: 2}", 6, 1, OUTDENTED),
    "a fault below the name of a section": ('p:\n  x: 1\na:\n  b: "x" y', 4, 10, ("did not find expected key", ELSE)),
    "a fault after a key with a value": ('p:\n  x: 1\na: 2\n  b: "x" y', 3, 1, OUTDENTED),
    "no space in a long line": ("p:\n  area:" + "x" * 100 + "\n  c: 3", 2, 7, ("there is no space after the colon", "write a space after it")),
    "key indented too far": ("p:\n  a: 1\n    b: 2", 3, 6, NOT_HERE),
    "first key indented": ("  a: 1\nb: 2", 2, 1, ("did not find expected <document start>", ELSE)),
    "indented like nothing": ("p:\n    a: 1\n  b: 2", 3, 3, ("did not find expected key", ELSE)),
    "no space, and a key below": ("p:\n  x: 1\n  area:12.5 mm2\n  c: 3", 3, 7, spaced("area: 12.5 mm2")),
    "no space in the first key": ("p:\n  area:12.5 mm2\n  c: {v: 1}", 2, 7, spaced("area: 12.5 mm2")),
    "no space in the last key": ("p:\n  c: 3\n  area:12.5 mm2\n", 3, 7, spaced("area: 12.5 mm2")),
    "no space, with line ends of Windows": ("p:\r\n  area:12\r\n  c: 3\r\n", 2, 7, spaced("area: 12")),
    "no colon, and a key below": ("p:\n  a 1\n  c: 3", 2, 3, NO_COLON),
    "no colon after a key": ("p:\n  c: 3\n  a 1\n", 3, 3, NO_COLON),
    "an address is no key": ("p:\n  http://x\n  c: 3", 2, 3, NO_COLON),
    "a colon in a text of lines": ("p: this has\n  two parts: a and b", 2, 12, TEXT),
    "key on the first line": ("a b: c: d", 1, 7, ("a second `: ` in one line", 'put quotes round the text: `a b: "c: d"`')),
    "no closing brace": ("p:\n  a: {v: 1, c: {b: 1}\n  b: {v: 2}\nx: 1", 2, 6, BRACKET),
    "no closing bracket": ("p:\n  a: [b, c\n  d: 3\nx: 1", 2, 6, BRACKET),
    "no closing brace, a section below": ("a: {b: 1, c: {d: 2}\ne: 3", 1, 4, BRACKET),
    "a fault inside of brackets": ('a: {b: 1,\n  c: a "b": d,\n  e: 1}', 2, 11, ("did not find expected ',' or '}'", ELSE)),
    "a fault in a line of brackets": ("a: {b: x: y}", 1, 9, ("did not find expected ',' or '}'", ELSE)),
    "a text inside of brackets": ('a: {b: "1"\n"c" e}', 2, 1, ("did not find expected ',' or '}'", ELSE)),
    "a hyphen for nothing": ("a: -\nb: 1", 1, 4, (LIST, "say why there is no value: `{not_known: reason}`")),
    "a list in the line of its key": ("a: - b", 1, 4, (LIST, "write each entry in a line of its own")),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_where_it_was_made(name: str) -> None:
    text, line, column, (message, fix) = MISTAKES[name]
    document, (finding,) = read(text.encode(), "x.yaml")
    assert document is None
    assert (finding.where.line, finding.where.column) == (line, column)
    assert (finding.message, finding.fix) == (f"this is not YAML: {message}", fix)
