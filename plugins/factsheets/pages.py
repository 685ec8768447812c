# Finished pages as values. Comes in: rendered HTML. Goes out: Page, in HTML or Markdown form.
# Must not know: MkDocs, Jinja, sheets.
"""Pages of the site, links between them, and their two written forms."""

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from factsheets.diagnostics import Finding, Where
from factsheets.escape import index_text


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of a page with the HTML below it."""

    id: str
    title: str
    html: Markup


@dataclass(frozen=True, slots=True)
class Page:
    """A finished page. `url` ends with a slash; the home page's is empty."""

    url: str
    title: str
    description: str
    intro: Markup
    sections: tuple[Section, ...] = ()
    foot: Markup = field(default_factory=Markup)
    links: frozenset[tuple[str, str]] = frozenset()
    anchors: frozenset[str] = frozenset()
    canonical: str = ""  # the URL of the page that search engines should name instead
    in_nav: bool = False
    searchable: bool = True
    wide: bool = False  # without a table of contents beside it

    @property
    def html(self) -> str:
        """The body as HTML: a first heading, the intro, then each section under its own."""
        parts = [f"<h1>{escape(self.title)}</h1>", self.intro]
        for section in self.sections:
            anchor = f'<a class="headerlink" href="#{section.id}" title="Permanent link">¶</a>'
            parts.append(f'<h2 id="{section.id}">{escape(section.title)}{anchor}</h2>')
            parts.append(section.html)
        return "\n".join([*parts, self.foot])

    @property
    def markdown(self) -> str:
        """The same page for another engine: headings in Markdown, each with its HTML block."""
        parts = [f"# {_heading(self.title)}", _block(self.intro)]
        for section in self.sections:
            parts += [f"## {_heading(section.title)}", _block(section.html, section.id)]
        return "\n\n".join(part for part in [*parts, _block(self.foot)] if part) + "\n"

    def search_entries(self) -> list[dict[str, str]]:
        """One entry for the page and one for each section; the browser reads the fields as HTML."""
        if not self.searchable:
            return []
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


@dataclass(slots=True)
class Linker:
    """Addresses for the templates of one page. Every link and anchor is recorded for `check_links`."""

    page: str
    directory_urls: bool = True
    links: set[tuple[str, str]] = field(default_factory=set)
    anchors: set[str] = field(default_factory=set)

    def url(self, target: str, anchor: str = "") -> str:
        """The relative address of a page (ends with a slash, or is empty) or of a file."""
        is_page = not target or target.endswith("/")
        if is_page:
            self.links.add((target, anchor))
        relative = posixpath.relpath("/" + target, "/" + self.page)
        if is_page:
            relative = (
                ("./" if relative == "." else relative + "/")
                if self.directory_urls
                else (posixpath.join(relative, "index.html"))
            )
        return relative + (f"#{anchor}" if anchor else "")

    def anchor(self, name: str) -> str:
        """An id of the page."""
        self.anchors.add(name)
        return name


def check_links(pages: Iterable[Page]) -> list[Finding]:
    """Links that lead nowhere, and two pages at one address. Compares what was recorded."""
    by_url: dict[str, Page] = {}
    findings = []
    for page in pages:
        if page.url in by_url:
            findings.append(
                Finding("FS502", Where(page.url or "/"), "two pages have this address", "rename one")
            )
        by_url[page.url] = page
    for page in by_url.values():
        for target, anchor in sorted(page.links):
            found = by_url.get(target)
            ids = found.anchors | {s.id for s in found.sections} if found else frozenset()
            if found is None or (anchor and anchor not in ids):
                address = target + (f"#{anchor}" if anchor else "")
                message = f"a link leads to /{address}, which is not there"
                findings.append(
                    Finding("FS501", Where(page.url or "/"), message, "this is a fault of the template")
                )
    return findings
