"""The values that the reader makes of what it takes."""

import pytest

from factsheets.document import Json
from factsheets.read import read
from reading import value


def test_quoted_merge_sign_is_a_key() -> None:
    assert value("'<<': 1") == {"<<": 1}


def test_one_marked_document_is_fine() -> None:
    assert value("%YAML 1.2\n---\na: 1\n...\n# end\n") == {"a": 1}


VALUES: dict[str, Json] = {
    "no": "no", "No": "No", "yes": "yes", "on": "on", "off": "off", "y": "y", "N": "N",
    "true": True, "True": True, "TRUE": True, "tRUE": "tRUE", "false": False, "FALSE": False,
    "null": None, "Null": None, "NULL": None, "~": None, "": None, "nULL": "nULL", "none": "none",
    "2022-11-14": "2022-11-14", "2022-11-14T10:00:00Z": "2022-11-14T10:00:00Z",
    "0": 0, "7": 7, "-7": -7, "+7": 7, "017": 17, "08": 8, "0o17": 15, "0x1F": 31, "0xff": 255,
    "-0x1F": "-0x1F", "0o18": "0o18", "0b101": "0b101", "1:30": "1:30", "190:20:30": "190:20:30",
    "1_000": "1_000", "1,000": "1,000", "9007199254740991": 9007199254740991,
    "-9007199254740991": -9007199254740991,
    "1.0": 1.0, "1.": 1.0, ".5": 0.5, "-.5": -0.5, "5E-5": 5e-05, "1e3": 1000.0, "+1.5e+3": 1500.0,
    ".5e3": 500.0, "1e": "1e", "e5": "e5", ".": ".", "1.2.3": "1.2.3", "1 ": 1, "- 1": [1],
    "-": [None], "1e-999": 0.0, "inf": "inf", "nan": "nan", "-.nan": "-.nan", "Infinity": "Infinity",
    '"12"': "12", "'1.0'": "1.0", '"true"': "true", "'null'": "null", '""': "", "''": "",
    "'no'": "no", '"12e4567"': "12e4567", "'.inf'": ".inf", "|\n  12": "12", ">-\n  null": "null",
    "3.13 W": "3.13 W", "110 M": "110 M", "<= 128": "<= 128", "[MASK]": ["MASK"],
    "\u0661\u0662": "\u0661\u0662", "\uff11": "\uff11", "a#b": "a#b", "a # b": "a", "a:b": "a:b",
    "http://x.y/z": "http://x.y/z", "{}": {}, "[]": [], "[1, 2,]": [1, 2],
}  # fmt: skip


@pytest.mark.parametrize("text", VALUES)
def test_value(text: str) -> None:
    wanted = VALUES[text]
    read_as = value(f"a:\n  {text}" if text.startswith("-") and isinstance(wanted, list) else f"a: {text}")
    assert read_as == {"a": wanted}
    assert isinstance(read_as, dict)
    assert type(read_as["a"]) is type(wanted)


def test_plain_number_keeps_its_spelling() -> None:
    document, _ = read(b"a: 5E-5\nb: '5E-5'\nc: 1.50\nd: 017", "x")
    assert document is not None
    assert [document.spot((key,)).raw for key in "abcd"] == ["5E-5", "", "1.50", "017"]


def test_keys_are_text() -> None:
    assert value("1: a\ntrue: b\n~: c\n1.0: d\n2022-11-14: e\nno: f") == {
        "1": "a", "true": "b", "~": "c", "1.0": "d", "2022-11-14": "e", "no": "f",
    }  # fmt: skip


def test_text_forms() -> None:
    text = "a: one\n  two\nb: |\n  one\n  two\nc: >-\n  one\n  two\n\n  three\nd: 'it''s'\ne: \"\\t\\u00e9\\x41\""
    assert value(text) == {
        "a": "one two", "b": "one\ntwo\n", "c": "one two\nthree", "d": "it's", "e": "\t\u00e9A",
    }  # fmt: skip


def test_order_of_keys_stays() -> None:
    data = value("z: 1\na: 2\nm: 3")
    assert isinstance(data, dict)
    assert list(data) == ["z", "a", "m"]


@pytest.mark.parametrize("text", ["false", "False", "FALSE", "true", "True", "TRUE"])
def test_truth_in_three_spellings(text: str) -> None:
    assert (text.lower() == "true") is value(text)
