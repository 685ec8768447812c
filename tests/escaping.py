"""What the tests of escapes share."""

from xml.etree.ElementTree import Element

import html5lib
from hypothesis import settings

fuzz = settings(deadline=None, derandomize=True, max_examples=500)


def elements(markup: str) -> list[Element]:
    """The elements that a browser makes of a piece of HTML, found by html5lib."""
    root = html5lib.parseFragment(markup, treebuilder="etree", namespaceHTMLElements=False)
    return [element for element in root.iter() if element is not root]


def text_of(markup: str) -> str:
    root = html5lib.parseFragment(markup, treebuilder="etree", namespaceHTMLElements=False)
    return "".join(root.itertext()).strip()


PIECES = [
    "<", ">", "</", "<a href=", "<script>", "</script>", "<img src=x onerror=", "javascript:", "data:", "http://a.b", "mailto:",
    "[", "]", "(", ")", "[x](", "![", "`", "```\n", "\n", "\n\n", " ", "    ", "*", "**", "_", "- ", "1. ", "> ", "# ", "{: #x }",
    "&#10;", "&#13;", "&#x0a;", "&NewLine;", "&Tab;", "&lt;", "&", "\\", "'", '"', "<!--", "-->", "<![CDATA[", "<?", "x", "\t",
    "\u00a0", "\x0c", "\u2028", "\x85", "=", "---",
]  # fmt: skip
