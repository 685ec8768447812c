# The one reader. Comes in: bytes of a YAML (or JSON) file. Goes out: Document with the place of
# every node, or findings. It is the guard in front of everything: nothing past the limits, no
# anchors, tags or hidden characters come through. Must not know: schema, sheets.
"""YAML 1.2 values with positions, in one pass over libyaml's events."""

import re
import stat
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

from yaml._yaml import CParser
from yaml.error import MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from factsheets.diagnostics import Finding, Where
from factsheets.document import Document, Json, Spots, finding_in, line_of, shorten
from factsheets.escape import UNSAFE
from factsheets.intake import MAX_BYTES, read_regular

MAX_DEPTH = 32
MAX_NODES = 20_000
MAX_SCALAR = 64 << 10
MAX_KEY = 200
#: A key of so many characters is short enough in any script.
_SHORT_KEY = MAX_KEY // 4


_INTEGER = re.compile(r"[-+]?[0-9]+", re.ASCII).fullmatch
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", re.ASCII).fullmatch
_RADIX = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+", re.ASCII).fullmatch
_CONSTANTS: dict[str, Json] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_HIDDEN = re.compile(f"[{UNSAFE}]")
#: Bytes of which none begins or is a hidden character: of a text of them alone nothing need be looked for.
_PLAIN = bytes([*b"\t\n", *range(0x20, 0x7F)])
_NOT_FINITE = frozenset(
    {".inf", ".Inf", ".INF", "-.inf", "+.inf", "-.Inf", "-.INF", "+.Inf", "+.INF", ".nan", ".NaN", ".NAN"}
)


#: First characters of plain scalars that may be no text; "" of an empty one.
_NO_TEXT = frozenset(["", *"+-.0123456789~nNtTfF"])


class _StopError(Exception):
    """A fault past which the file cannot be read."""

    def __init__(self, code: str, message: str, fix: str, line: int, column: int) -> None:
        super().__init__(message)
        self.code, self.message, self.fix, self.line, self.column = code, message, fix, line, column


def _empty() -> _StopError:
    return _StopError("FS003", "the file is empty", "fill it in, or remove it", 1, 1)


def read_file(path: Path, shown: str) -> tuple[Document | None, list[Finding]]:
    """Read one file; `shown` is its path in findings. Never raises for a bad file."""
    try:
        status, data = read_regular(path)
    except OSError as error:
        reason = error.strerror or "the file cannot be read"
        return None, [Finding("FS001", Where(shown), reason.lower(), "check the path and its permissions")]
    if data is not None:
        return read(data, shown)
    if stat.S_ISREG(status.st_mode):
        return None, [_too_large(shown, status.st_size)]
    kind = "a symbolic link" if stat.S_ISLNK(status.st_mode) else "no regular file"
    return None, [Finding("FS011", Where(shown), f"this is {kind}", "put the file itself here")]


def _too_large(shown: str, size: int) -> Finding:
    fix = "split the sheet, or move long tables out of it"
    return Finding("FS007", Where(shown), f"the file has {size} bytes; {MAX_BYTES} are allowed", fix)


def read(data: bytes, path: str) -> tuple[Document | None, list[Finding]]:
    """Read the bytes of one file: the document, or what is wrong with it.

    Every exception of the parser ends here and becomes a finding.
    """
    if len(data) > MAX_BYTES:
        return None, [_too_large(path, len(data))]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8", "replace")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        found = f"byte 0x{error.object[error.start]:02x} is not UTF-8"
        return None, [Finding("FS002", Where(path, line, column), found, "save the file as UTF-8")]
    findings: list[Finding] = []
    try:
        if data.translate(None, _PLAIN):
            _refuse_hidden(text)
        builder = _Builder(path, text, findings)
        value = builder.build()
        return Document(path, text, value, builder.spots), findings
    except _StopError as stop:
        problem = stop
    except MarkedYAMLError as error:
        problem = _syntax(text, error, "JSON" if path.endswith(".json") else "YAML")
    except (YAMLError, ValueError, RecursionError, OverflowError) as error:
        problem = _StopError("FS004", f"this is not YAML: {error}", "mend or remove this part", 1, 1)
    where = Where(path, problem.line, problem.column)
    return None, [*findings, finding_in(text, problem.code, where, problem.message, problem.fix)]


def _refuse_hidden(text: str) -> None:
    """Refuse hidden characters; the carriage returns of Windows' line ends are none."""
    text = text.replace("\r\n", " \n")
    hidden = _HIDDEN.search(text)
    if hidden:
        start = text.rfind("\n", 0, hidden.start()) + 1
        line = text.count("\n", 0, hidden.start()) + 1
        message = f"the file has the hidden character U+{ord(hidden.group()):04X}"
        fix = "remove it; a reviewer cannot see it"
        raise _StopError("FS008", message, fix, line, hidden.start() - start + 1)


def _syntax(text: str, error: MarkedYAMLError, kind: str) -> _StopError:
    """Libyaml's complaint in words that say what to do."""
    from factsheets.complaints import behind  # noqa: PLC0415 - only where a file cannot be read

    at, opened = ((m.line, m.column) if m else None for m in (error.problem_mark, error.context_mark))
    found = behind([*text.split("\n"), ""], str(error.problem), at, opened) if at else None
    if found:
        where = found.line + 1, found.column + 1
        return _StopError("FS004", f"this is not {kind}: {found.message}", found.fix, *where)
    mark = error.problem_mark or error.context_mark
    problem, fix = str(error.problem or error), "mend this line"
    at_end = mark is not None and not text[mark.index :].strip()
    if at_end and error.context_mark and ("unexpected end" in problem or "flow" in str(error.context)):
        mark, problem, fix = (
            error.context_mark,
            "what is opened here is not closed",
            "close the quote or bracket",
        )
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    source = line_of(text, line)
    indent = source[: len(source) - len(source.lstrip())]
    if "mapping values are not allowed" in problem and source.count(": ") > 1:
        key, _, value = source.partition(":")
        problem = "a second `: ` in one line"
        fix = f'put quotes round the text: `{shorten(key.strip())}: "{shorten(value.strip())}"`'
    elif "mapping values are not allowed" in problem:
        problem, fix = "a key where none can be", "check the indentation of this line and the one above"
    elif "\t" in indent or ("cannot start any token" in problem and source[column - 1 : column] == "\t"):
        problem, fix = "a tab is used to indent", "indent with spaces"
    elif "cannot start any token" in problem or "block scalar" in str(error.context):
        problem, fix = "this text begins with a sign that YAML uses", 'put quotes round it, as in ">= 5 W"'
    elif "did not find expected" in problem:
        fix = "check indentation, quotes and brackets here and in the lines above"
    return _StopError("FS004", f"this is not {kind}: {problem}", fix, line, column)


def plain_scalar(text: str) -> Json:
    """The value of an unquoted scalar by YAML 1.2's core schema; `no` and dates are text.

    Raises OverflowError for a number that no reader downstream could hold.
    """
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] not in "+-.0123456789":
        return text
    if _INTEGER(text):
        if len(text) > 17 or abs(int(text)) >= 1 << 53:
            raise OverflowError(text)
        return int(text)
    if _FLOAT(text):
        number = float(text)
        if number in (float("inf"), float("-inf")):
            raise OverflowError(text)
        return number
    if text in _NOT_FINITE:
        raise OverflowError(text)
    if _RADIX(text):
        if len(text) > 12:
            raise OverflowError(text)
        return int(text, 0)
    return text


class _Builder:
    # PyYAML's types give no marks to events; libyaml always sets them, hence Any for an event.
    """Values from events. Duplicate keys and numbers out of range do not stop it; the rest does."""

    def __init__(self, path: str, text: str, findings: list[Finding]) -> None:
        self.path, self.text, self.findings = path, text, findings
        self.spots: dict[int, Spots] = {}
        self.composed: dict[
            int, dict[str, str]
        ] = {}  # keys that are not ASCII by their composed form, by map

    def build(self) -> Json:  # noqa: C901, PLR0912, PLR0915 - one loop, because calls in it would double its time
        """The value of the only document in the file.

        The state is local, and plain scalars are read in place: this loop is most of what reading costs.
        """
        get = CParser(self.text).get_event
        get()  # start of the stream
        if isinstance(get(), StreamEndEvent):
            raise _empty()
        root: list[Json] = []
        node: Any = root  # the mapping or list that is being filled
        spots: Spots = {}  # of its values
        key: Any = None  # the event of the key whose value comes next
        stack: list[Any] = []
        is_map, nodes = False, 0
        while True:
            event: Any = get()
            kind = type(event)
            if kind is ScalarEvent or kind is MappingStartEvent or kind is SequenceStartEvent:
                nodes += 1
                if nodes > MAX_NODES or event.anchor is not None or event.tag is not None:
                    self._guard(event, nodes)
                if kind is not ScalarEvent:
                    if (is_map and key is None) or len(stack) >= MAX_DEPTH:
                        self._refuse_open(event, len(stack))
                    stack.append((node, spots, key, is_map, event.start_mark))
                    is_map, key, spots = kind is MappingStartEvent, None, {}
                    node = {} if is_map else []
                    self.spots[id(node)] = spots
                    continue
                if is_map and key is None:
                    odd = event.style or len(name := event.value) > _SHORT_KEY or name in node
                    if odd or name == "<<" or not name.isascii():
                        self._check_key(event, node, spots)
                    key = event
                    continue
                mark, value = event.start_mark, event.value
                raw = value if event.implicit[0] and not event.style else ""
                if event.style == '"' or len(value) > MAX_SCALAR:
                    self._check_text(event)
                elif raw[:1] in _NO_TEXT and not event.style:
                    value = self._plain(event)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                value, raw = node, ""
                node, spots, key, is_map, mark = stack.pop()
            else:
                self._end(event, get)
                if root == [None]:
                    raise _empty()
                return root[0]
            at = key.start_mark if is_map else mark
            spots[key.value if is_map else len(node)] = (mark.line, mark.column, at.line, at.column, raw)
            if is_map:
                node[key.value], key = value, None
            else:
                node.append(value)

    def _end(self, event: Any, get: Callable[[], Any]) -> None:
        """The end of the document, and that nothing follows."""
        if type(event) is AliasEvent:
            self._refuse(event, "FS006", "aliases (*name) are not allowed", "write the value out")
        after = get()
        if not isinstance(after, StreamEndEvent):
            fix = "keep one document in a file; remove the `---`"
            self._refuse(after, "FS009", "the file has more than one document", fix)

    def _refuse(self, event: Any, code: str, message: str, fix: str) -> None:
        mark = event.start_mark
        raise _StopError(code, message, fix, mark.line + 1, mark.column + 1)

    def _guard(self, event: Any, nodes: int) -> None:
        if nodes > MAX_NODES:
            self._refuse(event, "FS007", f"more than {MAX_NODES} values in one file", "split the file")
        if event.anchor is not None:
            self._refuse(event, "FS006", "anchors (&name) are not allowed", "write the value out")
        fix = "remove the tag; quotes make a text of anything"
        name = event.tag.replace("tag:yaml.org,2002:", "!!")
        self._refuse(event, "FS006", f"the tag {name} is not allowed", fix)

    def _refuse_open(self, event: Any, depth: int) -> None:
        if depth >= MAX_DEPTH:
            self._refuse(event, "FS007", f"nested deeper than {MAX_DEPTH} levels", "make it flatter")
        self._refuse(event, "FS004", "a key must be plain text", "write `key: value`")

    def _check_text(self, event: Any) -> None:
        if len(event.value) > MAX_SCALAR:
            self._refuse(event, "FS007", f"a text longer than {MAX_SCALAR} characters", "shorten it")
        hidden = _HIDDEN.search(event.value)
        if hidden:  # written as an escape, such as "\u202e"
            name = f"U+{ord(hidden.group()):04X}"
            self._refuse(event, "FS008", f"the text holds the hidden character {name}", "remove it")

    def _plain(self, event: Any) -> Json:
        """The value of a plain scalar that may be something else than text."""
        try:
            return plain_scalar(event.value)
        except OverflowError:
            fix = "write a smaller number, or put quotes round it if it is a name"
            self._report(event, "FS010", f"`{event.value[:40]}` is too large a number, or none", fix)
            return str(event.value)

    def _check_key(self, event: Any, node: dict[str, Json], spots: Spots) -> None:
        name = event.value
        if len(name) > _SHORT_KEY and len(name.encode()) > MAX_KEY:
            self._refuse(event, "FS007", f"a key longer than {MAX_KEY} bytes", "shorten it")
        if name == "<<" and event.implicit[0]:
            self._refuse(event, "FS006", "merge keys (<<) are not allowed", "write the keys out")
        if event.style == '"':
            self._check_text(event)
        if name.isascii():
            first: str | None = name if name in node else None
        else:
            same = unicodedata.normalize("NFC", name)
            if same.isascii():  # such as the sign of kelvin, which is a K
                self._refuse(event, "FS008", f"the key is not `{same}`, but looks like it", f"write `{same}`")
            known = self.composed.setdefault(id(node), {})
            first = known.get(same)
            known.setdefault(same, name)
        if first is not None:
            fix = f"keep one; the first stands in line {spots[first][2] + 1}"
            self._report(event, "FS005", f"the key `{name}` is given twice", fix)

    def _report(self, event: Any, code: str, message: str, fix: str) -> None:
        where = Where(self.path, event.start_mark.line + 1, event.start_mark.column + 1)
        self.findings.append(finding_in(self.text, code, where, message, fix))
