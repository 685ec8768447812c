"""Bad files are refused with their place; values are those of YAML 1.2."""

import pytest
from yaml.error import MarkedYAMLError, YAMLError

from factsheets import read as reader
from factsheets.codes import CODES
from factsheets.diagnostics import Where
from factsheets.document import Json, line_of
from factsheets.intake import MAX_BYTES
from factsheets.read import MAX_DEPTH, MAX_KEY, MAX_NODES, MAX_SCALAR, read
from reading import Place, places, value

STOPS: dict[str, tuple[bytes, Place]] = {
    # FS002
    "latin-1": (b"name: caf\xe9\n", ("FS002", 1, 10)),
    "latin-1 in a later line": (b"a: 1\n\nb: \xff", ("FS002", 3, 4)),
    "bad byte after wide characters": ("a: \u00e9\u4e2d".encode() + b"\x80", ("FS002", 1, 6)),
    "cut UTF-8": (b"a: \xe4\xb8", ("FS002", 1, 4)),
    "UTF-16": (b"\xff\xfea\x00", ("FS002", 1, 1)),
    "surrogate": (b"a: \xed\xa0\x80", ("FS002", 1, 4)),
    "overlong slash": (b"a: \xc0\xaf", ("FS002", 1, 4)),
    # FS003
    "no bytes": (b"", ("FS003", 1, 1)),
    "only a BOM": (b"\xef\xbb\xbf", ("FS003", 1, 1)),
    "only comments": (b"# one\n\n  # two\n", ("FS003", 1, 1)),
    "only blank lines": (b"\n \n\r\n", ("FS003", 1, 1)),
    "only a marker": (b"---\n", ("FS003", 1, 1)),
    "only null": (b"null\n", ("FS003", 1, 1)),
    # FS004
    "colon in a text": (b"id: x\nname: BERT: analog", ("FS004", 2, 11)),
    "tab for indentation": (b"a:\n\tb: 1", ("FS004", 2, 1)),
    "tab after spaces": (b"a: |\n  x\n \ty", ("FS004", 3, 2)),
    "missing colon": (b"a: 1\nfoo\nb: 2", ("FS004", 2, 1)),
    "key indented too far": (b"a: 1\n  b: 2", ("FS004", 2, 4)),
    "key indented too little": (b"a:\n  b: 1\n c: 2", ("FS004", 3, 2)),
    "key after a list": (b"- a\nb: 1", ("FS004", 2, 1)),
    "list after a key": (b"a: b\n- c", ("FS004", 2, 1)),
    "unclosed bracket": (b"a: [1, 2\n", ("FS004", 1, 4)),
    "unclosed brace": (b"a: {b: 1", ("FS004", 1, 4)),
    "crossed brackets": (b"a: {b: 1]", ("FS004", 1, 9)),
    "bracket too many": (b"a: ]", ("FS004", 1, 4)),
    "unclosed single quote": (b"a: 'x", ("FS004", 1, 4)),
    "unclosed double quote": (b'a: "x', ("FS004", 1, 4)),
    "text after a quoted text": (b'a: "x" y', ("FS004", 1, 8)),
    "unknown escape": (b'a: "\\q"', ("FS004", 1, 5)),
    "reserved at sign": (b"a: @x", ("FS004", 1, 4)),
    "reserved backtick": (b"a: `x`", ("FS004", 1, 4)),
    "at least, without quotes": (b"a: >= 5 W", ("FS004", 1, 5)),
    "percent at the start": (b"a: %x", ("FS004", 1, 4)),
    "future version": (b"%YAML 3.0\n---\na: 1", ("FS004", 1, 1)),
    "list as a key": (b"? [a]\n: 1", ("FS004", 1, 3)),
    "mapping as a key": (b"a: 1\n{b: 1}: 2", ("FS004", 2, 1)),
    # FS006
    "anchor on a number": (b"a: &n 1", ("FS006", 1, 4)),
    "anchor on a mapping": (b"a: &n\n  b: 1", ("FS006", 1, 4)),
    "anchor on a list": (b"- &n [1]", ("FS006", 1, 3)),
    "anchor on a key": (b"&n a: 1", ("FS006", 1, 1)),
    "alias": (b"a: 1\nb: *n", ("FS006", 2, 4)),
    "alias as a key": (b"*n : 1", ("FS006", 1, 1)),
    "merge key": (b"a: 1\n<<: {b: 2}", ("FS006", 2, 1)),
    "core tag": (b"a: !!str 1", ("FS006", 1, 4)),
    "local tag": (b"- 1\n- !x 2", ("FS006", 2, 3)),
    "python tag": (b"a: !!python/object/apply:os.system ['id']", ("FS006", 1, 4)),
    "verbatim tag": (b"a: !<tag:yaml.org,2002:int> 3", ("FS006", 1, 4)),
    "tag on a mapping": (b"!!map\na: 1", ("FS006", 1, 1)),
    "tag that says text": (b"a: ! 1", ("FS006", 1, 4)),
    # FS007
    "too deep": (b"[" * (MAX_DEPTH + 1), ("FS007", 1, MAX_DEPTH + 1)),
    "20,001 nodes in a list": (b"- 1\n" * MAX_NODES, ("FS007", MAX_NODES, 3)),
    "20,001 nodes in a mapping": (
        b"".join(b"k%d: 1\n" % n for n in range(MAX_NODES // 2)),
        ("FS007", MAX_NODES // 2, 8),
    ),
    "long key": (b"a: 1\n" + b"k" * (MAX_KEY + 1) + b": 1", ("FS007", 2, 1)),
    "long key in bytes": (b"\xc3\xa9" * 101 + b": 1", ("FS007", 1, 1)),
    "long plain text": (b"a: " + b"x" * (MAX_SCALAR + 1), ("FS007", 1, 4)),
    "long block text": (b"a: |\n  " + b"x" * (MAX_SCALAR + 1), ("FS007", 1, 4)),
    "file over 1 MiB": (b"a: 1\n#" + b"x" * (MAX_BYTES - 5), ("FS007", 1, 1)),
    # FS009
    "two documents": (b"a: 1\n---\nb: 2\n", ("FS009", 2, 1)),
    "second document empty": (b"a: 1\n...\n---\n", ("FS009", 3, 1)),
    "first document empty": (b"---\n---\na: 1\n", ("FS009", 2, 1)),
}


@pytest.mark.parametrize(("data", "place"), STOPS.values(), ids=STOPS.keys())
def test_refused(data: bytes, place: Place) -> None:
    document, findings = read(data, "x.yaml")
    assert (document, places(findings)) == (None, [place])
    assert findings[0].where.path == "x.yaml"
    assert findings[0].message
    assert findings[0].fix


HIDDEN = {
    "NUL": "\x00", "bell": "\x07", "backspace": "\x08", "vertical tab": "\x0b", "form feed": "\x0c",
    "escape": "\x1b", "delete": "\x7f", "NEL": "\x85", "CSI": "\x9b", "lone CR": "\r",
    "arabic letter mark": "\u061c", "zero width space": "\u200b", "left-to-right mark": "\u200e",
    "right-to-left mark": "\u200f", "LS": "\u2028", "PS": "\u2029", "bidi embedding": "\u202a",
    "bidi override": "\u202e", "word joiner": "\u2060", "invisible times": "\u2062",
    "bidi isolate": "\u2066", "end of isolate": "\u2069", "BOM inside": "\ufeff",
    "interlinear": "\ufff9", "non-character": "\ufdd0", "last code point of the plane": "\uffff",
    "tag character": "\U000e0041", "variation selector 17": "\U000e0100",
}  # fmt: skip


@pytest.mark.parametrize("character", HIDDEN.values(), ids=HIDDEN.keys())
@pytest.mark.parametrize(
    ("before", "line", "column"),
    [("\n", 2, 1), ("# \u00e9", 1, 4), ("a: 1\r\nb: \u4e2d\U0001f600 ", 2, 7), ('a: "', 1, 5)],
    ids=["at the start of a line", "in a comment", "after Windows line ends", "in quotes"],
)
def test_hidden_character(character: str, before: str, line: int, column: int) -> None:
    document, findings = read(f'{before}{character}x"\n'.encode(), "x.yaml")
    assert (document, places(findings)) == (None, [("FS008", line, column)])


def test_hidden_character_is_named() -> None:
    (found,) = read("a: \u202eb".encode(), "x.yaml")[1]
    assert found.message == "the file has the hidden character U+202E"
    assert found.excerpt == "a: \u202eb"


def test_first_of_several_hidden_characters() -> None:
    assert places(read("a: 1\r\nb\r: \u202e".encode(), "x")[1]) == [("FS008", 2, 2)]
    assert places(read("a: 1\r\nb\u202e: \r".encode(), "x")[1]) == [("FS008", 2, 2)]


@pytest.mark.parametrize(
    "text",
    ["na\u00efve", "\u4e2d\u6587", "\U0001f600", "\u0646\u0645\u06cc\u200c\u062e", "a\u00a0b", "\U0001f468\u200d\U0001f4bb", "a\tb"],
    ids=["accent", "Chinese", "emoji", "zero width non-joiner", "no-break space", "joined emoji", "tab"],
)  # fmt: skip
def test_ordinary_characters_stay(text: str) -> None:
    assert value(f"a: {text}") == {"a": text}


GOES_ON: dict[str, tuple[str, Json, list[Place]]] = {
    "key twice": ("a: 1\nb: 2\na: 3", {"a": 3, "b": 2}, [("FS005", 3, 1)]),
    "key thrice": ("a: 1\na: 2\na: 3", {"a": 3}, [("FS005", 2, 1), ("FS005", 3, 1)]),
    "key twice, once in quotes": ("a: 1\n'a': 2", {"a": 2}, [("FS005", 2, 1)]),
    "key twice in braces": ('x: {a: 1, "a": 2}', {"x": {"a": 2}}, [("FS005", 1, 11)]),
    "key twice, once escaped": ('a: 1\n"\\u0061": 2', {"a": 2}, [("FS005", 2, 1)]),
    "key twice, NFC and NFD": (
        "\u00e9: 1\ne\u0301: 2", {"\u00e9": 1, "e\u0301": 2}, [("FS005", 2, 1)],
    ),
    "key twice, NFD and NFC": (
        "e\u0301: 1\n\u00e9: 2", {"\u00e9": 2, "e\u0301": 1}, [("FS005", 2, 1)],
    ),
    "number as a key twice": ("1: a\n'1': b", {"1": "b"}, [("FS005", 2, 1)]),
    "key twice inside a list": ("- {a: 1}\n- a: 1\n  a: 2", [{"a": 1}, {"a": 2}], [("FS005", 3, 3)]),
    "two faults": ("a: 1\na: .nan", {"a": ".nan"}, [("FS005", 2, 1), ("FS010", 2, 4)]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "data", "wanted"), GOES_ON.values(), ids=GOES_ON.keys())
def test_found_and_read_on(text: str, data: Json, wanted: list[Place]) -> None:
    document, findings = read(text.encode(), "x.yaml")
    assert places(findings) == wanted
    assert document is not None
    assert document.data == data


def test_same_key_in_two_mappings_is_fine() -> None:
    assert value("a: {x: 1}\nb: {x: 1}\nx: [{x: 1}, {x: 1}]")


def test_duplicate_names_the_first_line() -> None:
    (found,) = read(b"a: 1\nb: 2\na: 3", "x")[1]
    assert found.message == "the key `a` is given twice"
    assert found.fix == "keep one; the first stands in line 1"
    assert found.excerpt == "a: 3"


@pytest.mark.parametrize(
    "text",
    ["1e999", "-1e999", "12e4567", ".inf", ".Inf", ".INF", "-.inf", "+.inf", ".nan", ".NaN", ".NAN",
     "9007199254740992", "-9007199254740992", "+9007199254740993", "9" * 400, "0x" + "f" * 60,
     "0o" + "7" * 60, "0xffffffffffffff", "1.8e308"],
)  # fmt: skip
def test_number_out_of_range(text: str) -> None:
    document, findings = read(f"a: 1\nb: [{text}]".encode(), "x")
    assert places(findings) == [("FS010", 2, 5)]
    assert document is not None
    assert document.data == {"a": 1, "b": [text]}
    assert document.spot(("b", 0)).raw == text


def test_stop_keeps_what_was_found_before() -> None:
    document, findings = read(b"a: 1\na: .inf\nb: *x", "x")
    assert document is None
    assert places(findings) == [("FS005", 2, 1), ("FS010", 2, 4), ("FS006", 3, 4)]


@pytest.mark.parametrize(
    ("text", "message", "fix"),
    [
        (
            "name: BERT: analog",
            "this is not YAML: a second `: ` in one line",
            'put quotes round the text: `name: "BERT: analog"`',
        ),
        ("a:\n\tb: 1", "this is not YAML: a tab is used to indent", "indent with spaces"),
        (
            "a: 1\nfoo\nb: 2",
            "this is not YAML: this line has no `: `",
            "write `key: value`, with a space after the colon",
        ),
        (
            "a: [1\n",
            "this is not YAML: what is opened here is not closed",
            "close the quote or bracket",
        ),
        (
            "a: @x",
            "this is not YAML: this text begins with a sign that YAML uses",
            'put quotes round it, as in ">= 5 W"',
        ),
        (
            "a: >= 5",
            "this is not YAML: this text begins with a sign that YAML uses",
            'put quotes round it, as in ">= 5 W"',
        ),
        ('a: "\\q"', "this is not YAML: found unknown escape character", "mend this line"),
    ],
    ids=["colon", "tab", "no colon", "bracket", "at sign", "at least", "other"],
)
def test_syntax_in_words(text: str, message: str, fix: str) -> None:
    (found,) = read(text.encode(), "x")[1]
    assert (found.message, found.fix) == (message, fix)
    assert found.excerpt == line_of(text, found.where.line)


@pytest.mark.parametrize("code", [code for code in CODES if code < "FS099" and CODES[code].wrong])
def test_example_of_the_code(code: str) -> None:
    assert [found.code for found in read(CODES[code].wrong.encode(), "x")[1]][:1] == [code]
    assert places(read(CODES[code].right.encode(), "x")[1]) == []


LIMITS: dict[str, tuple[bytes, int]] = {
    "32 levels": (b"[" * MAX_DEPTH + b"]" * MAX_DEPTH, 1),
    "20,000 nodes": (b"- 1\n" * (MAX_NODES - 1), MAX_NODES - 1),
    "key of 200 bytes": (b"\xc3\xa9" * 100 + b": 1", 1),
    "text of 64 KiB": (b"- " + b"x" * MAX_SCALAR, 1),
    "file of 1 MiB": (b"- 1\n#" + b"x" * (MAX_BYTES - 5), 1),
}


@pytest.mark.parametrize(("data", "length"), LIMITS.values(), ids=LIMITS.keys())
def test_at_the_limit(data: bytes, length: int) -> None:
    document, findings = read(data, "x")
    assert places(findings) == []
    assert document is not None
    assert isinstance(document.data, dict | list)
    assert len(document.data) == length


def test_limits_are_those_of_the_documentation() -> None:
    assert (MAX_BYTES, MAX_DEPTH, MAX_NODES, MAX_SCALAR, MAX_KEY) == (1_048_576, 32, 20_000, 65_536, 200)
    assert CODES["FS007"].why == "Files are at most 1 MiB, 32 levels deep and 20,000 values long."


@pytest.mark.parametrize(
    "error",
    [
        YAMLError("odd"),
        MarkedYAMLError(problem="odd"),
        ValueError("odd"),
        RecursionError("odd"),
        OverflowError("odd"),
    ],
)
def test_what_the_parser_raises_without_a_place_is_a_finding(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hidden characters that libyaml refuses so are refused before it; another version may have more."""

    def fails(_text: str) -> None:
        raise error

    monkeypatch.setattr(reader, "CParser", fails)
    document, findings = read(b"a: 1", "a.yaml")
    assert document is None
    assert [("FS004", "this is not YAML: odd", Where("a.yaml"))] == [
        (f.code, f.message, f.where) for f in findings
    ]
