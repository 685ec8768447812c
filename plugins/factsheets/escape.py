# One escape for each place that author text can end up in, and no other module may escape.
# Comes in: any string. Goes out: text that is safe at that one place. HTML itself is escaped by
# Jinja's autoescape in render.py; the only Markup made from author text is made in prose.py.
"""Escapes: terminal, workflow command, theme, search index, Markdown, LaTeX and CSV."""

import html
import re
from functools import lru_cache
from urllib.parse import quote

#: Code points that a terminal, a reviewer or a browser may take for something else: controls,
#: bidirectional overrides, invisible marks, tag characters, lone surrogates, non-characters.
UNSAFE = (
    r"\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    r"\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff"
)
_UNPRINTABLE = re.compile(f"[{UNSAFE}\\t\\n]")


def _visible(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"


def diag(text: str, limit: int = 120) -> str:
    """Author text in a message for people: one line, nothing that moves a cursor, cut to `limit`.

    GitHub's runner also obeys `##[command]` anywhere in a line and `::command` at its start.
    """
    shown = _UNPRINTABLE.sub(_visible, text)
    shown = shown.replace("##[", "#\\#[")
    if shown.lstrip().startswith("::"):
        shown = shown.replace("::", "\\:\\:", 1)
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def workflow_data(text: str) -> str:
    """The message of a GitHub workflow command."""
    return diag(text, limit=1000).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def workflow_property(text: str) -> str:
    """The value of a property of a GitHub workflow command."""
    return workflow_data(text).replace(":", "%3A").replace(",", "%2C")


#: Tags of our own markup: `<` and `>` of texts and attributes are escaped in it.
_TAG = re.compile(r"<[^<>]*>")
#: What a page shows on a click (workings, the evidence of each figure), controls, links to other pages, and charts, whose
#: figures stand in a table. They would be half of a search index.
_FOLDED = re.compile(r"<(details|form|nav|svg)\b")


def plain_text(markup: str) -> str:
    """The text of markup in one line. It is not HTML any more, and must be escaped where it becomes so again."""
    return " ".join(html.unescape(_TAG.sub("", markup)).replace("\u200b", "").split())


def index_text(markup: str) -> str:
    """Text for the search index, whose fields the browser reads as HTML: tags out, rest escaped.

    Words of neighbouring cells stay apart; what is folded up, drawn or a control is left out.
    """
    return html.escape(plain_text(_unfolded(markup).replace("<", " <")))


def _unfolded(markup: str) -> str:
    """Markup without its folded parts. A search for each end, as `.*?` would look for one from every beginning."""
    kept, at = [], 0
    for found in _FOLDED.finditer(markup):
        end = markup.find(f"</{found[1]}>", found.end())
        if end < 0:
            break
        if found.start() >= at:
            kept.append(markup[at : found.start()])
            at = end + len(f"</{found[1]}>")
    return " ".join([*kept, markup[at:]])


_LOOKALIKE = str.maketrans({"<": "‹", ">": "›", '"': "”", "'": "’", "&": "&amp;"})


def theme_text(text: str) -> str:
    """Titles and descriptions for a theme, whose templates do not escape and partly undo escapes.

    Material's own run `striptags` over titles, which turns `&lt;` back into `<`, also inside
    attributes. So the characters that could open a tag or close an attribute are replaced by ones
    that look alike; the heading on the page itself keeps the author's.
    """
    return text.translate(_LOOKALIKE)


_ADDRESS = re.compile(r"https?://[a-zA-Z0-9][a-zA-Z0-9.-]*(?::[0-9]+)?(?:/[!#-;=?-~]*)?", re.ASCII)


def is_address(text: str) -> bool:
    """Whether a whole text is a web address that may become a link."""
    return _ADDRESS.fullmatch(text) is not None


_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>#|~&!$]")


@lru_cache(maxsize=2048)
def markdown_text(text: str) -> str:
    """Text in one line that Markdown takes literally; something of ours stands before it in the line.

    Sheets say much in the same words: titles, tasks, conditions.
    """
    return _MARKDOWN.sub(r"\\\g<0>", " ".join(text.split()))


#: What a forge makes more of than text, after it has read the Markdown: mentions, references to issues,
#: addresses, emoji. A mark of no width parts it.
_ALIVE = re.compile(
    r"(?<=@)(?=\w)|(?<=#)(?=\d)|(?<=GH)(?=-\d)|(?<=:)(?=//)|(?<=www)(?=\.)|(?<=:)(?=[\w+-]+:)",
    re.IGNORECASE,
)
_APART = "\u2060"


def comment_text(text: str, limit: int = 400) -> str:
    """Text in one line of a comment on a forge: literal, and nobody is called by it.

    Like `markdown_text`, it has something of ours before it in the line.
    """
    shown = _UNPRINTABLE.sub(_visible, " ".join(text.split()))
    shown = shown if len(shown) <= limit else shown[: limit - 1] + "…"
    return _MARKDOWN.sub(r"\\\g<0>", _ALIVE.sub(_APART, shown))


def comment_code(text: str) -> str:
    """Text in one line of a comment as code, which nothing is made of."""
    shown = _UNPRINTABLE.sub(_visible, " ".join(text.split()))
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", shown)), default=0))
    space = " " if "`" in shown[:1] + shown[-1:] else ""
    return f"{fence}{space}{shown}{space}{fence}"


def comment_block(lines: list[str]) -> list[str]:
    """Lines of a comment as a block of code, its fence longer than any in it."""
    shown = [_UNPRINTABLE.sub(_visible, " ".join(line.split())) for line in lines]
    longest = max((len(run) for line in shown for run in re.findall("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    return [fence, *shown, fence]


def link_path(path: str) -> str:
    """A path in the address of a link: nothing in it ends the link, or the address."""
    return quote(path.encode("utf-8", "surrogateescape"), safe="/")


#: Names for braces, as `\{` would count as an opening one to BibTeX.
_LATEX = str.maketrans(
    {c: f"\\{c}" for c in "$&#_%"}
    | {"{": r"\textbraceleft{}", "}": r"\textbraceright{}", "\\": r"\textbackslash{}"}
    | {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)


def latex_text(text: str) -> str:
    """Text in one line for a field of BibTeX between braces."""
    return " ".join(text.split()).translate(_LATEX)


_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:e-?[0-9]+)?", re.ASCII)


def csv_text(text: str) -> str:
    """A cell that no spreadsheet takes for a formula; a negative number stays one."""
    return f"'{text}" if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text
