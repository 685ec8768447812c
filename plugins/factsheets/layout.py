# One layout for all files. Comes in: the text of a file, the order of its keys; or values. Goes out: the text laid out, or
# why it stays as it is. What the file says must not change; that is looked at, not believed.
"""Lay out YAML: order of keys, indentation, blanks; nothing of what it says."""

import io
import re
from collections.abc import Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString, PlainScalarString

from factsheets.diagnostics import Finding, Where
from factsheets.document import Document, Json, Steps
from factsheets.order import Order, in_order
from factsheets.read import plain_scalar, read

#: No line is broken: authors break texts where they read best.
_WIDTH = 1 << 20
#: What may be a comment, to the end of its line.
_COMMENT = re.compile(r"(?:^|(?<=\s))#.*\S", re.MULTILINE)


class _AsTyped(VersionedResolver):
    """Takes every plain scalar for text, so that none is spelled anew: 0.190, 5E-5, ~."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        """The tag of a node."""
        if kind is ScalarNode and implicit[0]:
            return self.DEFAULT_SCALAR_TAG
        return super().resolve(kind, value, implicit)


def laid_out(data: bytes, shown: str, order: Order) -> tuple[str, list[Finding]]:
    """The text of a file laid out, or what is in the way; then the text is as it was, where it could be read."""
    document, findings = read(data, shown)
    if document is None or findings:
        return "", findings
    text = in_order(document, order)
    try:
        text = _round_trip(text)
    except (YAMLError, ValueError, AttributeError, TypeError) as error:
        return document.text, [_left(document, str(error).splitlines()[0])]
    after, faults = read(text.encode("utf-8"), shown)
    if after is None or faults or _said(after) != _said(document):
        return document.text, [_left(document, "it would say something else, or lose a comment")]
    return text, []


class Raw(str):
    """A scalar as it is to be spelled, such as a number."""

    __slots__ = ()


class Inline(dict[str, Any]):
    """A map that is written in one line, in braces."""


def written(data: Mapping[str, Any]) -> str:
    """Values as YAML in the layout of all files; the reader gives the same values back."""
    return _dumped(_spelled(data))


def _spelled(data: Any) -> Any:
    """The same values as ruamel.yaml writes them: no text is taken for a number, long ones are blocks."""
    if isinstance(data, Mapping):
        found = CommentedMap((key, _spelled(value)) for key, value in data.items())
        if isinstance(data, Inline):
            found.fa.set_flow_style()
        return found
    if isinstance(data, list | tuple):
        return CommentedSeq(_spelled(value) for value in data)
    if isinstance(data, Raw) or not isinstance(data, str):
        return PlainScalarString(str(data))
    if "\n" in data.strip() and not data.startswith(("\n", " ", "\t")):
        return LiteralScalarString(data)
    return DoubleQuotedScalarString(data) if _is_no_text(data) else data


def _is_no_text(text: str) -> bool:
    """Whether a text without quotes would be read as something else."""
    try:
        return not isinstance(plain_scalar(text), str)
    except OverflowError:
        return True


def _round_trip(text: str) -> str:
    return _dumped(_yaml().load(text.replace("\r\n", "\n")))


def _dumped(data: Any) -> str:
    out = io.StringIO()
    _yaml().dump(data, out)
    return out.getvalue()


def _yaml() -> YAML:
    yaml = YAML()
    yaml.Resolver = _AsTyped
    yaml.preserve_quotes = True
    yaml.width = _WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _left(document: Document, reason: str) -> Finding:
    fix = "compare the file with another one; what YAML allows and nobody needs is often in the way"
    return Finding("FS012", Where(document.path), f"the file cannot be laid out: {reason}", fix)


def _said(document: Document) -> tuple[Json, list[str], dict[Steps, str]]:
    """Values, comments and the spelling of plain scalars."""
    spelled: dict[Steps, str] = {}
    _spell(document, document.data, (), spelled)
    return document.data, sorted(_COMMENT.findall(document.text)), spelled


def _spell(document: Document, data: Json, path: Steps, spelled: dict[Steps, str]) -> None:
    entries: Any = (
        data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    )
    for step, entry in entries:
        if isinstance(entry, dict | list):
            _spell(document, entry, (*path, step), spelled)
        else:
            spelled[(*path, step)] = document.spot((*path, step)).raw
