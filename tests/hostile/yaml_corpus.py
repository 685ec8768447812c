"""Hostile YAML by class: each part of a sheet, in each place where it can stand.

A case says what must come of it: one code that the first finding has, or "" where the sheet is as good as before.
Large ones are made here, so that none has to be kept.
"""

from collections.abc import Iterator
from typing import NamedTuple

from judging import VALID

TEXT = VALID.decode()


class Case(NamedTuple):
    """A file, and the code of what is wrong with it."""

    name: str
    data: bytes
    code: str


#: Where a value can stand in a sheet; `@` is its place.
PLACES = {
    "line": TEXT.replace("name: Alpha on an analog chip", "name: @"),
    "block": TEXT.replace("summary: A model on an analog chip.", "summary: @"),
    "list": TEXT.replace("tasks: [telling one from two]", "tasks:\n    - @"),
    "flow": TEXT.replace("{name: The Lab, role: hw-researcher}", "{name: @, role: hw-researcher}"),
}
#: Values that may stand nowhere, by class.
VALUES: dict[str, dict[str, str]] = {
    "FS006": {
        "anchor": "&a text", "anchored map": "&a {b: c}", "anchored list": "&a [b]", "alias": "*a",
        "tag python": "!!python/object/apply:os.system ['id']",
        "tag python name": "!!python/name:os.system x", "tag binary": "!!binary aGk=", "tag set": "!!set {a}",
        "tag omap": "!!omap [a: 1]", "tag local": "!include /etc/passwd", "tag env": "!ENV HOME", "tag str": "!!str x",
        "tag int": "!!int x", "tag float": "!!float .nan", "tag timestamp": "!!timestamp 2001-13-45", "tag null": "!!null x",
        "tag verbatim": "!<tag:evil.invalid,2000:x> y", "tag ruby": "!ruby/object:Gem::Installer x", "tag js": "!!js/function 'x'",
        "tag merge": "!!merge x", "tag value": "!!value =", "tag yaml": "!!yaml '&'", "anchor and tag": "&a !!str x",
    },
    "FS007": {
        "deep list": "[" * 40 + "]" * 40, "deep map": "{a: " * 40 + "x" + "}" * 40, "deep and open": "[" * 50_000,
        "deep maps, open": "{a: " * 40, "long text": "x" * 65_600, "long quoted": '"' + "x" * 65_600 + '"',
        "many nodes": "[" + ", ".join(["x"] * 20_000) + "]", "long key": "{" + "k" * 201 + ": 1}",
        "long wide key": "{" + "\u00e9" * 101 + ": 1}", "many empty maps": "[" + "{}, " * 20_000 + "]",
    },
    "FS008": {
        f"escaped {name}": f'"a{escape}b"'
        for name, escape in {
            "NUL": "\\0", "bell": "\\a", "escape": "\\e", "bidi override": "\\u202e", "line separator": "\\L", "NEL": "\\N",
            "tag character": "\\U000e0041", "non-character": "\\ufdd0", "other non-character": "\\uffff",
            "zero width": "\\u200b", "delete": "\\x7f", "CSI": "\\x9b", "carriage return": "\\r",
        }.items()
    },
    "FS004": {
        "surrogates escaped": '"\\ud83d\\ude00"', "lone surrogate": '"\\ud800"', "past Unicode": '"\\U00110000"',
        "open quote": '"x', "open single quote": "'x", "open bracket": "[x", "open brace": "{x", "closed twice": "]",
        "reserved": "@x", "backtick": "`x`", "percent": "%x", "anchor with odd name": "&\u00e9 x", "bad escape": '"\\q"', "short escape": '"\\u00"',
        "map as a key": "{{a: 1}: 2}", "list as a key": "{[a]: 2}", "two colons": "a: b: c",
        "pipe with text": "| x", "alias without name": "*", "anchor without name": "&",
        "tag not declared": "!undeclared!x y",
    },
}  # fmt: skip
#: Values that no sheet can have there, but that are well-formed.
ODD = {
    "infinity": (".inf", "FS010"), "minus infinity": ("-.INF", "FS010"), "not a number": (".nan", "FS010"),
    "2^53": ("9007199254740992", "FS010"), "6,000 digits": ("9" * 6_000, "FS010"), "hex of 6,000 digits": ("0x" + "f" * 6_000, "FS010"),
    "octal": ("0o" + "7" * 60, "FS010"), "1e999": ("1e999", "FS010"), "30,000 digits after the point": ("0." + "1" * 30_000, ""),
    "null": ("null", ""), "no": ("no", ""), "1.10": ("1.10", ""), "012": ("012", ""), "1e5": ("1e5", ""), "12:30": ("12:30", ""),
    "date": ("2022-11-14", ""), "hex": ("0x1F", ""), "true": ("true", ""), "empty": ("", ""), "tilde": ("~", ""), "empty map": ("{}", ""),
    "empty list": ("[]", ""), "sexagesimal": ("190:20:30", ""), "underscores": ("1_000", ""), "binary": ("0b101", ""),
    "equals": ("=", ""), "quoted merge": ("'<<'", ""), "prototype": ("__proto__", ""), "constructor": ("constructor", ""),
    "include": ("'--8<-- \"/etc/passwd\"'", ""), "jinja": ("'{% include \"/etc/passwd\" %}'", ""), "env": ("'${HOME} $HOME'", ""),
    "format": ("'%s %n {0.__class__} \\\\g<0>'", ""), "workflow": ("'::error::x ##[error]y'", ""),
}  # fmt: skip
#: What may not be appended to a sheet.
AFTER = {
    "second document": ("---\nid: b\n", "FS009"), "second document after an end": ("...\n---\nid: b\n", "FS009"),
    "merge": ("<<: {id: b}\n", "FS006"), "merge list": ("<<: [{id: b}]\n", "FS006"),
    "merge bomb": ("a: &a {b: c}\n" + "".join(f"x{n}: &x{n}\n  <<: [*a, *a]\n" for n in range(30)), "FS006"),
    "billion laughs": ("a: &a [x]\n" + "".join(f"b{n}: &b{n} [{'*a, ' * 9}*a]\n" for n in range(9)), "FS006"),
    "itself": ("a: &a [*a]\n", "FS006"), "itself as a key": ("&a a: *a\n", "FS006"),
    "key twice": ("id: alpha\n", "FS005"), "key twice, quoted": ("'id': alpha\n", "FS005"),
    "key twice, escaped": ('"\\x69d": alpha\n', "FS005"), "key twice, explicit": ("? id\n: alpha\n", "FS005"),
    "key twice, composed": ("caf\u00e9: 1\ncafe\u0301: 2\n", "FS005"), "key twice, as numbers": ("1: a\n'1': b\n", "FS005"),
    "kelvin for K": ("\u212ay: 1\n", "FS008"), "Greek question mark": ("\u037e: 1\n", "FS008"),
    "full-width key": ("\uff49\uff44: beta\n", "FS101"), "Cyrillic key": ("\u0456d: beta\n", "FS101"), "prototype": ("__proto__: {a: 1}\n", "FS101"),
    "constructor": ("constructor: {prototype: {a: 1}}\n", "FS101"), "include": ("!include x: 1\n", "FS006"),
    "reference": ("$ref: file:///etc/passwd\n", "FS101"), "map as a key": ("? {a: 1}\n: 2\n", "FS004"),
    "list as a key": ("? [a]\n: 2\n", "FS004"), "empty key": (": 1\n", "FS004"), "null key": ("~: 1\n", "FS101"), "tab": ("\tx: 1\n", "FS004"),
    "9,000 unknown keys": ("".join(f"k{n}: 1\n" for n in range(9_000)), "FS101"),
    "9,000 unknown keys, not ASCII": ("".join(f"\u00e9{n}: 1\n" for n in range(9_000)), "FS101"),
    "9,000 equal keys": ("k: 1\n" * 9_000, "FS005"), "9,000 equal keys, not ASCII": ("\u00e9: 1\n" * 9_000, "FS005"),
    "1 MiB in a comment": ("#" + "x" * (1 << 20) + "\n", "FS007"), "100,000 blank lines": ("\n" * 100_000, ""),
    "100,000 comments": ("#\n" * 100_000, ""), "300,000 blanks": (" " * 300_000 + "\n", ""),
    "hidden in a comment": ("# x\u202ey\n", "FS008"), "tag characters in a comment": ("# \U000e0041\U000e0042\n", "FS008"),
    "NUL": ("\0", "FS008"), "escape": ("# \x1b]8;;http://evil.invalid\x1b\\\n", "FS008"), "backspaces": ("# x\b\b\n", "FS008"),
    "lone return": ("# x\ry\n", "FS008"), "line separator": ("x\u2028y: 1\n", "FS008"), "NEL": ("x\x85y: 1\n", "FS008"),
    "form feed": ("x: 1\x0c\n", "FS008"), "byte order mark": ("\ufeffx: 1\n", "FS008"), "directive": ("%YAML 1.1\n", "FS004"),
    "front matter": ("---\n---\nname: b\n", "FS009"), "end and text": ("...\nname: b\n", "FS004"),
    "name of another": ("renamed_from: [beta]\n", "FS202"), "20,000 former ids": ("renamed_from: [" + "x, " * 19_000 + "x]\n", "FS106"),
    "unknown baseline": ("superseded_by: nobody\n", "FS201"), "itself as successor": ("superseded_by: alpha\n", "FS204"),
    "waivers": ("waive:\n" + "- {code: FS399, at: x, reason: y}\n" * 2_000, "FS390"),
    "changes": ("changes:\n" + "- {date: 2026-02-31, what: y}\n" * 3_000, "FS105"),
    "wrong producers": ("training:\n  by: nobody\n", "FS201"), "unknown source": ("training:\n  source: nobody\n", "FS201"),
    "image from above": ("architecture:\n  figure: {value: {image: ../../etc/passwd, alt: x}}\n", "FS105"),
    "image by address": ("architecture:\n  figure: {value: {image: 'https://evil.invalid/x.png', alt: x}}\n", "FS105"),
    "image that is a drawing": ("architecture:\n  figure: {value: {image: x.svg, alt: x}}\n", "FS105"),
}  # fmt: skip
#: What once took seconds, or made a report of a gigabyte: a part of the sheet, and what stands there instead.
FOUND = {
    "9,000 unknown scores": ("{one: 90.10, two: 80.20}", "{" + ", ".join(f"t{n}: 1" for n in range(9_000)) + "}", "FS201"),
    "19,000 lists for tasks": ("[telling one from two]", "[" + ", ".join(["[]"] * 19_000) + "]", "FS103"),
    "19,000 numbers for a value": ("\n    value: 0.19 ms\n    conditions: {batch_size: 4}", " [" + ", ".join(["3"] * 19_000) + "]", "FS103"),
    "60,000 digits": ("0.19 ms", '"' + "0" * 60_000 + '\\n"', "FS106"),
    "60,000 blanks in a name": ("Alpha on an analog chip", "a" + " " * 60_000 + "# b", ""),
    "900,000 blanks in a name": ("Alpha on an analog chip", "a" + " " * 900_000 + "\tb", "FS007"),
    "percentage of 1,000 digits": ("{one: 90.10, two: 80.20}", '{one: "1e999 %", two: "-1e999 %"}', "FS115"),
}  # fmt: skip
#: Other ids of the sheet.
IDS = {
    "above": ("../../etc/passwd", "FS105"), "absolute": ("/etc/passwd", "FS105"), "backslash": ("..\\\\x", "FS105"), "escaped": ("'%2e%2e'", "FS105"),
    "dots": ("'..'", "FS105"), "dot": ("'.'", "FS105"), "trailing dot": ("alpha.", "FS105"), "trailing line end": ('"alpha\\n"', "FS105"),
    "upper case": ("Alpha", "FS105"), "full-width": ("\uff41lpha", "FS105"), "Cyrillic": ("\u0430lpha", "FS105"), "dotless": ("alph\u0131", "FS105"),
    "index": ("index", "FS205"), "404": ("'404'", "FS205"), "search": ("search", "FS205"), "assets": ("assets", "FS205"), "con": ("con", "FS205"),
    "com1": ("com1", "FS205"), "nul": ("nul", "FS205"), "of another": ("beta", "FS202"), "long": ("a" * 64, "FS106"), "number": ("12", "FS103"),
    "list": ("[alpha]", "FS103"), "map": ("{a: b}", "FS103"), "script": ("'<script>'", "FS105"), "prototype": ("__proto__", "FS105"), "UNC": ("//host/share", "FS105"),
    "device": ("/dev/zero", "FS105"), "git": (".git", "FS105"), "blank": ("' '", "FS105"), "nothing": ("", "FS103"),
}  # fmt: skip
#: The whole file in bytes.
BYTES = {
    "nothing": (b"", "FS003"), "a mark": (b"\xef\xbb\xbf", "FS003"), "null": (b"~", "FS003"), "number": (b"1", "FS103"), "text": (b"x", "FS103"), "list": (b"[]", "FS103"),
    "UTF-16": (VALID.decode().encode("utf-16"), "FS002"), "UTF-16 without mark": (VALID.decode().encode("utf-16-le"), "FS008"),
    "UTF-32": (VALID.decode().encode("utf-32"), "FS002"), "latin-1": (VALID + b"# caf\xe9\n", "FS002"), "overlong": (VALID + b"# \xc0\xaf\n", "FS002"),
    "surrogates": (VALID + b"# \xed\xa0\x80\n", "FS002"), "past Unicode": (VALID + b"# \xf4\x90\x80\x80\n", "FS002"), "cut": (VALID + b"# \xe4\xb8", "FS002"),
    "EBCDIC": (VALID.decode().encode("cp037"), "FS002"), "UTF-7": (b"+ADw-script+AD4-: 1\n" + VALID, "FS101"), "with a mark": (b"\xef\xbb\xbf" + VALID, ""),
    "Windows' line ends": (VALID.replace(b"\n", b"\r\n"), ""), "old Macintosh's": (VALID.replace(b"\n", b"\r"), "FS008"), "ZIP": (b"PK\x03\x04" + VALID, "FS008"),
    "PNG": (b"\x89PNG\r\n\x1a\n" + VALID, "FS002"), "HTML": (b"<html><script>x</script>\n" + VALID, "FS004"), "XML": (b'<?xml version="1.0"?>\n' + VALID, "FS004"),
    "pickle": (b"cos\nsystem\n(S'id'\ntR.", "FS103"), "100,000 brackets": (b"[" * 100_000, "FS007"), "100,000 braces": (b"{" * 100_000, "FS004"),
    "100,000 dashes": (b"- " * 100_000, "FS007"), "100,000 questions": (b"? " * 100_000, "FS004"), "over 1 MiB": (VALID + b"#" * (1 << 20), "FS007"),
    "1.1 (directive)": (b"%YAML 1.1\n---\n" + VALID, ""), "3.0": (b"%YAML 3.0\n---\n" + VALID, "FS004"), "tag directive": (b"%TAG ! tag:evil.invalid,2000:\n---\n" + VALID, ""),
    "tag directive used": (b"%TAG !e! tag:evil.invalid,2000:\n---\n!e!x\n" + VALID, "FS006"), "JSON": (b'{"factsheet": 1}', "FS102"),
    "1 MB of quotes": (b"a: " + b"''" * 500_000, "FS007"), "1 MB of colons": (b"a" + b": a" * 300_000, "FS004"), "1 MB in one key": (b"k" * 1_000_000 + b": 1", "FS007"),
    "block without end": (b"a: |9\n" + b"          x\n" * 40_000, "FS007"), "many folded lines": (b"a: >\n" + b"  x\n" * 40_000, "FS007"),
}  # fmt: skip


def cases() -> Iterator[Case]:
    """All files, each once."""
    for place, text in PLACES.items():
        for code, values in VALUES.items():
            for name, value in values.items():
                yield Case(f"{name} as {place}", text.replace("@", value).encode(), code)
        for name, (value, code) in ODD.items():
            yield Case(f"{name} as {place}", text.replace("@", value).encode(), code)
    for name, (value, code) in AFTER.items():
        yield Case(f"{name} after it", (TEXT + value).encode(), code)
    for name, (old, new, code) in FOUND.items():
        yield Case(f"{name}, found before", TEXT.replace(old, new).encode(), code)
    for name, (value, code) in IDS.items():
        yield Case(f"{name} as id", TEXT.replace("id: alpha", f"id: {value}").encode(), code)
    for name, (data, code) in BYTES.items():
        yield Case(f"{name} as file", data, code)
