# Finished pages as values. Comes in: rendered HTML. Goes out: Page, in HTML or Markdown form.
# Must not know: MkDocs, Jinja, sheets.
"""Pages of the site, links between them, and their two written forms."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from markupsafe import Markup, escape
from msgspec import Struct, field

from factsheets.diagnostics import Finding, Where
from factsheets.escape import index_text

#: In rendered parts: the way from the page to the top of the site. A part can so stand on any page.
#: Sheets cannot hold this character, nor the next one: the reader refuses them.
ROOT = "\ufdd0"
#: In rendered parts: an id follows that links may lead to.
ANCHOR = "\ufdd1"

_END = re.compile('[" ]')


def address(target: str, anchor: str = "", *, directory_urls: bool = True) -> str:
    """A link to a page (ends with a slash, or is empty) or to a file, for a part that any page may have."""
    is_page = not target or target.endswith("/")
    file = "index.html" if is_page and not directory_urls else ""
    return f"{ROOT}{target}{file}" + (f"#{anchor}" if anchor else "")


def identity(name: str) -> str:
    """An id that links may lead to."""
    return ANCHOR + name


class Section(Struct, frozen=True):
    """A heading of a page with the HTML below it."""

    id: str
    title: str
    html: Markup


class Page(Struct, frozen=True, dict=True):
    """A finished page. `url` ends with a slash; the home page's is empty."""

    url: str
    title: str
    description: str
    intro: Markup
    sections: tuple[Section, ...] = ()
    foot: Markup = field(default_factory=Markup)
    canonical: str = ""  # the URL of the page that search engines should name instead
    wide: bool = False  # without a table of contents beside it
    data: Mapping[str, Any] = field(default_factory=dict)  # what the page is about, for search engines
    card: str = ""  # the URL of the picture for links to it, where it has one of its own
    head: str = ""  # what the page adds to the head of its HTML

    @cached_property
    def _parts(self) -> str:
        """The body as it was rendered, for any page."""
        parts = [f"<h1>{escape(self.title)}</h1>", self.intro]
        for section in self.sections:
            anchor = f'<a class="headerlink" href="#{section.id}" title="Permanent link">¶</a>'
            parts.append(f'<h2 id="{section.id}">{escape(section.title)}{anchor}</h2>')
            parts.append(section.html)
        return "\n".join([*parts, self.foot])

    @property
    def html(self) -> str:
        """The body as HTML: a first heading, the intro, then each section under its own."""
        return self.placed(self._parts)

    def placed(self, html: str) -> str:
        """A part as it stands on this page: links lead from here."""
        return html.replace(ROOT, "../" * self.url.count("/") or "./").replace(ANCHOR, "")

    @property
    def links(self) -> frozenset[tuple[str, str]]:
        """Address and anchor of all that the page links to on the site."""
        found = {part.partition('"')[0] for part in self._parts.split(ROOT)[1:]}
        links = (
            (target.removesuffix("index.html"), anchor)
            for target, _, anchor in (link.partition("#") for link in found)
        )
        return frozenset((target, anchor) for target, anchor in links if not target or target.endswith("/"))

    @property
    def anchors(self) -> frozenset[str]:
        """The ids that links may lead to."""
        found = {_END.split(part, 1)[0] for part in self._parts.split(ANCHOR)[1:]}
        return frozenset(found).union(section.id for section in self.sections)

    @property
    def markdown(self) -> str:
        """The same page for another engine: headings in Markdown, each with its HTML block."""
        parts = [f"# {_heading(self.title)}", _block(self.intro)]
        for section in self.sections:
            parts += [f"## {_heading(section.title)}", _block(section.html, section.id)]
        return self.placed("\n\n".join(part for part in [*parts, _block(self.foot)] if part)) + "\n"

    def search_entries(self) -> list[dict[str, str]]:
        """One entry for the page and one for each section; the browser reads the fields as HTML."""
        parts = [("", self.title, self.intro), *((f"#{s.id}", s.title, s.html) for s in self.sections)]
        return [
            {"location": self.url + anchor, "title": str(escape(title)), "text": index_text(html)}
            for anchor, title, html in parts
        ]


def _heading(text: str) -> str:
    """Text of a heading so that Markdown takes it literally."""
    return "".join(f"&#{ord(c)};" if c in "\\`*_{}[]()#+-.!|<>&~^:\n" else c for c in text)


def _block(html: str, anchor: str = "") -> str:
    """HTML as one block that Markdown leaves alone: no blank line, nothing indented."""
    lines = [line.strip() for line in html.splitlines()]
    inner = "\n".join(line for line in lines if line)
    identity = f' id="{anchor}"' if anchor else ""
    return f"<div{identity}>\n{inner}\n</div>" if inner else ""


#: A link of a part, to another page or to a place on its own.
_LINK = re.compile(rf'<a (?:class="[^"]*" )?href="(?:{ROOT}[^"]*|#[^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_FIGURE = re.compile(rf'src="{ROOT}assets/factsheets/figures/([^"/]+)"')


def alone(part: Markup, mark: str, figures: str, rows: Sequence[str] = ()) -> Markup:
    """A part for a page that has no site beside it.

    Its links are text, its ids and labels begin with `mark`, its images stand below the folder `figures`; rows of tables whose
    title is among `rows` are marked as changed.
    """
    html = _LINK.sub(r"\1", _FIGURE.sub(lambda found: f'src="{figures}{found[1]}"', part))
    html = (
        html.replace(ANCHOR, f"{mark}-").replace(ROOT, "").replace(' aria-label="', f' aria-label="{mark}: ')
    )
    for title in rows:
        head = f'<th scope="row">{escape(title)} <small>'
        html = re.sub(rf'<tr(?: class="fs-total")?>({re.escape(head)})', r'<tr class="rv-changed">\1', html)
    return Markup(html)  # noqa: S704 - of a part that was rendered with escapes


class PlannedFile(Struct, frozen=True):
    """A file that can be made when it is wanted; `url` is its address on the site."""

    url: str
    make: Callable[[], bytes]


class Planned(Struct, frozen=True):
    """A page that can be made when it is wanted."""

    url: str
    make: Callable[[], Page]
    in_nav: bool = False
    exists: Callable[[], bool] = lambda: True  # whether it has something to show
    searchable: bool = True
    own: bool = True  # whether search engines should know it; they know another one instead of a role page
    files: tuple[PlannedFile, ...] = ()  # that are there when the page is


class LinkCheck(Struct):
    """Finds links that lead nowhere, and two pages at one address; holds no page while it does."""

    _ids: dict[str, frozenset[str]] = field(default_factory=dict)
    _wanted: dict[tuple[str, str], str] = field(default_factory=dict)  # with the first page that has the link
    _sets: dict[frozenset[str], frozenset[str]] = field(default_factory=dict)
    _findings: list[Finding] = field(default_factory=list)

    def add(self, page: Page) -> None:
        """Take note of a page."""
        if page.url in self._ids:
            self._findings.append(
                Finding("FS502", Where(page.url or "/"), "two pages have this address", "rename one")
            )
        anchors = page.anchors
        self._ids[page.url] = self._sets.setdefault(anchors, anchors)  # sheets have the same ones
        for link in page.links:
            self._wanted.setdefault(link, page.url)

    def findings(self) -> list[Finding]:
        """What is wrong with the pages so far."""
        found = list(self._findings)
        for (target, anchor), url in sorted(self._wanted.items()):
            if anchor not in self._ids.get(target, ()) if anchor else target not in self._ids:
                where = Where(url or "/")
                message = f"a link leads to /{target}{'#' * bool(anchor)}{anchor}, which is not there"
                found.append(Finding("FS501", where, message, "this is a fault of the template"))
        return found


def check_links(pages: Iterable[Page]) -> list[Finding]:
    """Links that lead nowhere, and two pages at one address; a link that many pages have is told once."""
    check = LinkCheck()
    for page in pages:
        check.add(page)
    return check.findings()
