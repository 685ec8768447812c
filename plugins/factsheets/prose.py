# Prose of authors. Comes in: Markdown. Goes out: the only Markup that is made from author text.
"""Prose facts as sanitised HTML."""

import re
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_MARKDOWN = MarkdownIt("commonmark", {"html": False, "linkify": False, "typographer": False})
# No headings (they would break the order of the page), no images (remote, or unchecked files).
_MARKDOWN.disable(["heading", "lheading", "image", "html_block", "html_inline", "reference", "hr"])
_TAGS = {"p", "ul", "ol", "li", "em", "strong", "code", "pre", "blockquote", "a", "br"}
#: Addresses that say where they lead: `https:x` is one on the site itself, and `https://a@b` is one of b.
_LINK = re.compile(r"https?://[^/?#\s\\@]+(?:[/?#][^\s\\]*)?|mailto:[^\s\\]+", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n(?=[^\S\n]*\n)")


@lru_cache(maxsize=4096)
def prose(text: str) -> Markup:
    """Markdown of a prose fact as HTML: rendered without raw HTML, then sanitised.

    Attributes but a link's address are dropped, ids and classes among them: an author-made id
    could take the place of one that the theme reads its settings from.
    """
    rendered = _MARKDOWN.render(text)
    clean = nh3.clean(
        rendered,
        tags=_TAGS,
        attributes={"a": {"href"}, "*": set()},
        attribute_filter=_link,
        url_relative="deny",
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener nofollow",
        strip_comments=True,
    )
    # A blank line would end the HTML block when the page is written as Markdown.
    return Markup(_BLANK_LINE.sub("&#10;", clean.strip()))  # noqa: S704 - nh3 has just cleaned it


def _link(_element: str, attribute: str, value: str) -> str | None:
    """An attribute as it may stay: no address that does not say where it leads."""
    return value if attribute != "href" or _LINK.fullmatch(value) else None
