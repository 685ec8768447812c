# A page of the product as ordinary Markdown. Comes in: HTML of the product. Goes out: Markdown.
# Must not know: MkDocs, Hugo, how a page is made.
"""HTML of the product's pages to the Markdown that an author would have written by hand.

The visible text is the same. Drawings (`svg`) are left out, and so are anchors: a link leads to a page.
Links are relative addresses of folders, as in the HTML: every engine leaves them as they are.
"""

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urldefrag

_MARKS = {"b": "**", "strong": "**", "em": "*", "i": "*", "cite": "*", "code": "`", "dt": "**"}
_CELLS = frozenset({"td", "th"})
_HEADS = frozenset({"h2", "h3", "h4"})
_LISTS = frozenset({"ul", "ol"})
#: Elements that end what was written before them, outside a cell.
_BLOCKS = (
    frozenset({"p", "div", "dl", "li", "details", "summary", "nav", "figure", "figcaption", "caption"})
    | _HEADS
    | _LISTS
)
_VOID = frozenset({"br", "hr", "img", "input", "wbr"})
_FIRST = re.compile(r"(?:(?=[-+])|(?<=\d)(?=[.)]))")


def markdown_of(html: str) -> str:
    """Markdown of a piece of HTML; blocks stand apart by an empty line."""
    writer = _Writer()
    writer.feed(str(html))  # text that is known to be safe would be checked anew at each step
    writer.close()
    writer.flush()
    return "".join(_spaced(writer.blocks)).strip("\n")


def _spaced(blocks: list[str]) -> Iterator[str]:
    """Blocks with an empty line between them; the items of a list follow each other."""
    was_item = False
    for block in blocks:
        is_item = block.lstrip(" ").startswith("- ")
        yield ("\n" if was_item and is_item else "\n\n") + block
        was_item = is_item


def escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([\\`*_{}\[\]#])", r"\\\1", text).replace("|", "&#124;").replace("~", "&#126;")


def _plain_start(text: str) -> str:
    """A paragraph that begins like a list would become one."""
    begins_list = re.match(r"[-+]|\d+[.)]\s", text)
    return _FIRST.sub(r"\\", text, count=1) if begins_list else text


class _Writer(HTMLParser):
    """Collects text until a block ends, then writes it with what its place asks for."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self.text: list[str] = []
        self.starts: list[tuple[int, str]] = []  # where a mark or a link begins, and its address
        self.lists = 0  # how deep in lists
        self.before = ""  # what the next block begins with: signs of a heading, or of an item of a list
        self.drawing = 0
        self.cell = False
        self.rows: list[list[str]] = []

    def updatepos(self, _: int, j: int) -> int:
        """Nobody asks for line numbers; counting them takes a tenth of the time."""
        return j

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, a mark or a cell."""
        if tag == "svg" or self.drawing:
            self.drawing += tag not in _VOID
            return
        if tag in _CELLS or tag == "dt" or (tag in _BLOCKS and not self.cell):
            self.flush()
            self.cell |= tag in _CELLS
            self.lists += tag in _LISTS
            if tag == "li":
                self.before = "- "
            elif tag in _HEADS and not self.lists:
                self.before = "#" * int(tag[1]) + " "
        elif tag == "tr":
            self.rows.append([])
        elif tag not in _MARKS and tag != "a":
            self.text.append(" ")
        if tag in _MARKS or tag == "a":
            self.starts.append((len(self.text), dict(attrs).get("href") or ""))

    def handle_endtag(self, tag: str) -> None:
        """End a block, a mark or a cell."""
        if self.drawing:
            self.drawing -= 1
        elif tag in _MARKS:
            self._mark(_MARKS[tag])
            self.text += [": "] if tag == "dt" else []
        elif tag == "a":
            self._link()
        elif tag in _CELLS:
            self.rows[-1].append(self._taken())
            self.cell = False
        elif tag == "table":
            self._table()
        elif tag in _BLOCKS and not self.cell:
            self.flush()
            self.lists -= tag in _LISTS
        else:
            self.text.append(" ")

    def handle_data(self, data: str) -> None:
        """Text; that of code is escaped by its mark."""
        if not self.drawing:
            self.text.append(escaped(data))

    def _taken(self) -> str:
        text = " ".join("".join(self.text).split())
        self.text.clear()
        self.starts.clear()
        return text

    def flush(self) -> None:
        """Write what has been collected as a block."""
        text = self._taken()
        if text:
            inside = "    " * (self.lists - (self.before == "- "))
            self.blocks.append(inside + (self.before + text if self.before else _plain_start(text)))
            self.before = ""

    def _piece(self) -> tuple[str, str]:
        start, href = self.starts.pop() if self.starts else (len(self.text), "")
        piece = " ".join("".join(self.text[start:]).split())
        del self.text[start:]
        return piece, href

    def _mark(self, mark: str) -> None:
        piece, _ = self._piece()
        if mark == "`":
            piece = unescape(re.sub(r"\\(.)", r"\1", piece))
        self.text += [" ", mark, piece, mark, " "] if piece else []

    def _link(self) -> None:
        piece, href = self._piece()
        address = urldefrag(href)[0]
        if not address or address == "./" or not piece:
            self.text.append(piece)
        else:
            self.text.append(f"[{piece}](<{address}>)" if "(" in address else f"[{piece}]({address})")

    def _table(self) -> None:
        """The rows as a pipe table, all as long as the longest; the first is its head."""
        width = max((len(row) for row in self.rows), default=0)
        lines = ["| " + " | ".join(row + [""] * (width - len(row))) + " |" for row in self.rows if row]
        if lines:
            inside = "    " * self.lists
            rule = "|" + " --- |" * width
            self.blocks.append("\n".join(inside + line for line in [lines[0], rule, *lines[1:]]))
        self.rows.clear()
