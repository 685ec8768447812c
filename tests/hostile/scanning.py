"""What is wrong with a page or file that hostile text went into, found by the parsers that readers use."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

import html5lib
from markdown_it import MarkdownIt

#: What prose may make beside what our templates make.
PROSE = {"p", "ul", "ol", "li", "em", "strong", "code", "pre", "blockquote", "a", "br"}
#: Attributes that are fetched or run, and what they may hold.
_ADDRESSES = {
    "href",
    "src",
    "action",
    "formaction",
    "data",
    "poster",
    "srcset",
    "cite",
    "background",
    "xlink:href",
}
_SAFE = re.compile(r"(?:https?://|mailto:)\S*|(?![a-zA-Z][a-zA-Z0-9+.-]*:|//|\\|/\\)[^\s\\]*")
_SCHEMES_OF_LINKS = ("http", "https", "mailto")


def parsed(markup: str) -> Element:
    """A page or a part as browsers read it."""
    tree: Element = html5lib.parseFragment(markup, treebuilder="etree", namespaceHTMLElements=False)
    return tree


def shape(tree: Element) -> set[tuple[str, str]]:
    """Elements with their attributes; of those that run or are read by scripts, what they hold."""
    found = set()
    for element in tree.iter():
        tag = str(element.tag)
        found |= {(tag, name) for name in ["", *element.attrib]}
        if tag in {"script", "style"}:
            found.add((tag, f"text {element.text or ''}"))
        if "id" in element.attrib or "name" in element.attrib:
            found.add((tag, f"id {element.attrib.get('id', '')} {element.attrib.get('name', '')}"))
    return found


def alive(tree: Element, known: set[tuple[str, str]]) -> Iterator[str]:
    """Elements, attributes, scripts and ids that a page of harmless text has not, and addresses that lead elsewhere."""
    for tag, part in sorted(
        shape(tree) - known - {(tag, "") for tag in PROSE} - {("a", "href"), ("a", "rel")}
    ):
        yield f"<{tag} {part[:80]}>"
    for element in tree.iter():
        for name, value in element.attrib.items():
            if name in _ADDRESSES and not _SAFE.fullmatch(value):
                yield f"{name}={value[:80]}"
            if name in {"src", "srcset", "action"} and re.match(r"\s*(?:[a-z]+:)?//", value, re.IGNORECASE):
                yield f"foreign {name}={value[:80]}"
    yield from ragged(tree)


def ragged(tree: Element) -> Iterator[str]:
    """Tables whose rows have different numbers of cells."""
    for table in tree.iter("table"):
        widths: set[int] = set()
        below: list[int] = []
        for row in table.iter("tr"):
            width = below.pop(0) if below else 0
            for cell in [c for c in row if c.tag in {"td", "th"}]:
                span = int(cell.attrib.get("colspan", "1"))
                width += span
                for n in range(int(cell.attrib.get("rowspan", "1")) - 1):
                    below[n : n + 1] = [(below[n] if n < len(below) else 0) + span]
            widths.add(width)
        if len(widths) > 1:
            yield f"a table with rows of {sorted(widths)} cells"


def in_file(url: str, data: bytes) -> Iterator[str]:
    """What is wrong with a file for programs or readers."""
    text = data.decode()
    ending = url.rpartition(".")[2]
    if ending == "json":
        json.loads(text, parse_constant=_refuse)
    elif ending == "csv":
        yield from _in_csv(text)
    elif ending == "bib":
        yield from _in_bibtex(text)
    elif ending == "md":
        tree = parsed(MarkdownIt("commonmark").enable("table").render(text))
        allowed = {"DOCUMENT_FRAGMENT", "h1", "h2", "p", "ul", "li", "strong", "a"}
        yield from (f"<{e.tag}>" for e in tree.iter() if e.tag not in allowed)
    elif ending == "xml":
        yield from _in_xml(text)


def _refuse(constant: str) -> float:
    raise ValueError(constant)


def _in_csv(text: str) -> Iterator[str]:
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    if len({len(row) for row in rows}) > 1:
        yield f"rows of {sorted({len(row) for row in rows})} cells"
    number = re.compile(r"-?[0-9.]+(?:e-?[0-9]+)?").fullmatch
    yield from (
        f"formula {c[:40]}"
        for row in rows
        for c in row
        if c[:1] in set("=+-@\t\r\n＝＋－＠") and not number(c)
    )


def _in_bibtex(text: str) -> Iterator[str]:
    depth, ends = 0, 0
    for c in text:
        depth += (c == "{") - (c == "}")
        ends += c == "}" and depth == 0
    if depth or ends != text.count("\n@") + text.startswith("@"):
        yield "braces that do not match"


def _in_xml(text: str) -> Iterator[str]:
    tree = ET.fromstring(text)  # noqa: S314 - our own
    names = {str(e.tag).rpartition("}")[2] for e in tree.iter()}
    yield from (f"<{name}>" for name in names if name in {"script", "img", "svg", "iframe", "a", "style"})


def in_index(entries: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """Entries of the search index whose fields are more than text to a browser."""
    for entry in entries:
        for field in ("title", "text"):
            yield from (f"<{e.tag}> in the index" for e in list(parsed(entry[field])))
