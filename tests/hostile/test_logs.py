"""Rows 17, 19, 23, 37 (G14): nothing that a sheet, a name or an argument holds commands a runner, a terminal or a reviewer."""

import json
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from judging import VALID, is_command, judge
from payloads import STRINGS, WORKFLOW

from command import Result
from factsheets.diagnostics import FORMATS, Finding, Where
from factsheets.escape import UNSAFE, diag, workflow_data, workflow_property

Run = Callable[..., Result]
HIDDEN = re.compile(f"[{UNSAFE}]")
#: What moves a cursor, opens a link, writes a clipboard or a title, or hides text.
TERMINAL = (
    "\x1b[31mred", "\x1b[2J", "\x1b]0;title\x07", "\x1b]8;;http://evil.invalid\x1b\\x", "\x1b]52;c;aGk=\x07", "\x9b31m", "\x9d0;x\x9c", "\r\x1b[K", "a\rb", "a\b\b\bc",
    "\x07", "\x00", "\x7f", "\x0e", "\u202egnp.exe", "\u2066x\u2069", "\u200bx", "\ufeffx", "\u2028::error::x", "\x85::error::x", "\x0b::error::x", "\x0c::error::x", "\U000e0041\U000e0042", "\n::error::x", "\r\n##[error]x",
)  # fmt: skip


def decoded(value: str) -> str:
    """A value of a command as the runner takes it: `%25` last."""
    return (
        value.replace("%0D", "\r")
        .replace("%0A", "\n")
        .replace("%3A", ":")
        .replace("%2C", ",")
        .replace("%25", "%")
    )


def commands(log: str) -> list[tuple[str, dict[str, str], str]]:
    """The commands that GitHub's runner finds in a log."""
    found = []
    for line in re.split(r"\r\n|\r|\n", log):
        assert "##[" not in line
        at = line.lstrip()
        if at.startswith("::") and (match := re.fullmatch(r"::([^: ]*)(?: ([^:]*))?::(.*)", at)):
            pairs = (pair.partition("=") for pair in (match[2] or "").split(",") if pair)
            found.append((match[1].lower(), {k: decoded(v) for k, _, v in pairs}, decoded(match[3])))
    return found


@pytest.mark.parametrize("text", [*WORKFLOW, *TERMINAL])
def test_a_finding_is_one_annotation_whatever_it_holds(text: str) -> None:
    finding = Finding("FS101", Where(f"sheets/{text}.yaml", 3, 4), text, f"do {text}", excerpt=text)
    at_start = Finding("FS101", Where(text), text)
    ((name, values, message), (other, at, _)) = commands(FORMATS["github"]((finding, at_start)))
    assert ("error", "error") == (name, other)
    assert {"file", "line", "col", "title"} == values.keys() == at.keys()
    assert ("3", "4", "FactSheet FS101") == (values["line"], values["col"], values["title"])
    assert len(message.splitlines()) == 1
    for form in ("text", "json"):
        report = FORMATS[form]((at_start, finding))
        assert [] == commands(report)
        assert not any(is_command(line) for line in re.split(r"[\r\n]", report))
        assert not HIDDEN.search(report)


@pytest.mark.parametrize("text", [*WORKFLOW, *TERMINAL, *STRINGS[::9]])
def test_the_escapes_let_nothing_through(text: str) -> None:
    for shown in (diag(text), workflow_data(text), workflow_property(text)):
        assert not is_command(shown)
        assert not HIDDEN.search(shown)
        assert "\n" not in shown
        assert "\t" not in shown
    assert diag(decoded(workflow_data(text)), limit=1_000) == diag(diag(text, limit=1_000), limit=1_000)


def test_there_are_enough() -> None:
    assert len(WORKFLOW) >= 38


@pytest.mark.parametrize("style", FORMATS)
@pytest.mark.parametrize("text", [s for s in WORKFLOW if not HIDDEN.search(s)])
def test_no_sheet_commands_the_runner(text: str, style: str) -> None:
    """As a key, as a value that is wrong, and as what a reference names."""
    quoted = json.dumps(text, ensure_ascii=False)
    for data in (
        VALID + f"{quoted}: 1\n".encode(),
        VALID.replace(b"status: published", f"status: {quoted}".encode()),
        VALID.replace(b"baseline: beta", f"baseline: {quoted}".encode()),
        VALID.replace(b"{one: 90.10,", f"{{one: {quoted},".encode()),
        VALID + f"{text}\n".encode(),
        f"{text}\n".encode() + VALID,
    ):
        report = FORMATS[style](judge().findings(data))
        names = [name for name, _, _ in commands(report)]
        assert set(names) <= ({"error", "warning", "notice"} if style == "github" else set())
        assert len(names) == sum(is_command(line) for line in report.splitlines())


@pytest.mark.parametrize("text", [s for s in (*WORKFLOW[::4], *TERMINAL) if "/" not in s and "\x00" not in s])
def test_no_name_or_argument_commands_anything(small: Path, cli: Run, text: str) -> None:
    named = small / f"sheets/models/{text}.yaml"
    named.write_bytes(VALID)
    for words in (("check",), ("check", "--format", "github"), ("check", "--format", "json"), ("check", str(named)), ("check", text), ("explain", text), ("next", text),
                  ("rate", text), ("new", text), ("fmt", "--check"), ("fix",), (text,), ("check", f"--{text}")):  # fmt: skip
        output = cli(*words, cwd=small).output
        assert not HIDDEN.search(output), words
        known = {name for name, _, _ in commands(output)}
        assert known <= ({"error", "warning", "notice"} if "github" in words else set()), words


def test_what_is_harmless_is_shown_as_it_is() -> None:
    for text in (
        "na\u00efve",
        "\u4e2d\u6587",
        "\u0646\u0645\u06cc\u200c\u062e",
        "50 % of a::b",
        "C:\\x",
        "#1 [x]",
        "a # b",
    ):
        assert text == diag(text)
        assert unicodedata.normalize("NFC", text) == diag(text)
