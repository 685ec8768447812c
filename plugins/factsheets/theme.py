# Finished pages in MkDocs' theme. Comes in: Page. Goes out: whole pages. A kind of page is rendered by the theme
# a few times and its frame filled in from then on; where the theme is not understood, it renders every page.
"""Pages of the core as pages of MkDocs."""

import re
from collections.abc import Collection
from typing import Any

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import _TocToken, get_toc
from msgspec import Struct
from msgspec.structs import replace

from factsheets.escape import theme_text
from factsheets.frame import Filling, Frame, learn
from factsheets.pages import Page
from factsheets.render import render

log = get_plugin_logger("factsheets")


class Kind(Struct, frozen=True):
    """Pages that the theme frames alike but for what stands in a Filling."""

    folder: str  # the address before the page's own part: "models/"
    rest: str  # and after it: "/for/data-scientist/"
    wide: bool
    headings: bool
    canonical: bool  # whether search engines should know the page `folder/id/` instead


def kind_of(page: Page) -> Kind | None:
    """The kind of a page below a folder; None for one that has an address of its own."""
    folder, _, below = page.url.partition("/")
    own, _, rest = below.partition("/")
    if not own or page.canonical not in {"", f"{folder}/{own}/"}:
        return None
    return Kind(f"{folder}/", f"/{rest}", page.wide, bool(page.sections), bool(page.canonical))


def filling(page: Page) -> Filling:
    """The parts of a page as a theme may have them, whose templates do not escape."""
    own = page.url.split("/")[1] if page.url.count("/") > 1 else ""
    headings = tuple((section.id, theme_text(section.title)) for section in page.sections)
    title, description = theme_text(page.title), theme_text(page.description)
    return Filling(own, title, description, page.html, headings, page.head)


#: Where a theme names our style sheet: it knows the way from each page to the assets.
_STYLE = re.compile(r'<link rel="stylesheet" href="([^"]*)/factsheets\.css"')


#: The scripts that a page ends with. Deferred together they run in their order, when the page has been shown.
_ENDING = re.compile(r'(?:<script src="[^"]*"></script>\s*)+</body>')


def completed(html: str, head: str) -> str:
    """A whole page with more in its head: what it says of itself, and the font, without which text would move.

    And with its scripts put off, for which a browser would wait before it shows anything.
    """
    style = _STYLE.search(html)
    font = render("parts/font.html", folder=style[1]) if style else ""
    html = html.replace("</head>", f"{font}{head}</head>", 1)
    return _ENDING.sub(lambda scripts: scripts[0].replace("<script src", "<script defer src"), html)


#: Events that another plugin could change a page in.
_OF_PAGES = ("pre_page", "page_read_source", "page_markdown", "page_content", "page_context", "post_page")


def others(config: MkDocsConfig, known: Collection[object]) -> list[str]:
    """Names of plugins and hooks that could change single pages, besides those that are known."""
    handlers = [handler for event in _OF_PAGES for handler in config.plugins.events[event]]
    owners = [getattr(handler, "__self__", handler) for handler in handlers]
    return sorted({getattr(o, "__module__", str(o)) for o in owners if not any(o is k for k in known)})


def with_banner(page: Filling, banner: str) -> Filling:
    """The same with something on top of its body."""
    return replace(page, body=banner + page.body) if banner else page


def nav_titles(nav: Any) -> dict[str, str]:
    """Titles that `nav` in mkdocs.yml gives to pages. MkDocs does not apply them to finished pages."""
    titles: dict[str, str] = {}
    for entry in nav if isinstance(nav, list) else ():
        for title, target in entry.items() if isinstance(entry, dict) else ():
            if isinstance(target, str):
                titles[target] = str(title)
            else:
                titles |= nav_titles(target)
    return titles


class FinishedPage(MkDocsPage):
    """A page whose body the core has made: nothing is left for Markdown to do."""

    def __init__(self, page: Filling, file: File, config: MkDocsConfig, **more: Any) -> None:
        """`more`: its `title` in the navigation, whether it is `wide`, and the `canonical` address."""
        super().__init__(more.get("title") or page.title, file, config)
        self.finished, self.wide, self.canonical = page, more.get("wide", False), more.get("canonical", "")

    def read_source(self, config: MkDocsConfig) -> None:
        """Meta data that the theme reads; there is no source."""
        tabs = "navigation.tabs" in (config.theme.get("features") or ())
        hide = [*(["navigation"] if tabs else []), *(["toc"] if self.wide else [])]
        # Search entries are merged in on_post_build: the theme's own would read the page once more.
        self.meta = {
            "title": self.finished.title,
            "hide": hide,
            "description": self.finished.description,
            "search": {"exclude": True},
        }
        self.markdown = ""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Hand over the finished body and its table of contents."""
        self.content = self.finished.body
        self.toc = get_toc([_entry(anchor, title) for anchor, title in self.finished.headings])
        self.present_anchor_ids = {anchor for anchor, _ in self.finished.headings}
        self.links_to_anchors = {}

    def name_canonical(self, config: MkDocsConfig) -> None:
        """A role page names the full sheet as the page that search engines should know."""
        if self.canonical and config.site_url:
            self.canonical_url = config.site_url + self.canonical


def _entry(anchor: str, title: str) -> _TocToken:
    return {"level": 2, "id": anchor, "name": title, "children": []}


class Theme:
    """Renders finished pages outside the navigation, by their frames where it can."""

    def __init__(self, config: MkDocsConfig, env: Environment, nav: Navigation, files: Files) -> None:
        self._config, self._env, self._nav, self._files = config, env, nav, files
        self._pages = files.documentation_pages()
        self._frames: dict[Kind, Frame | None] = {}

    def html(self, page: Page, banner: str = "") -> str:
        """A whole page; `banner` stands on top of its body."""
        kind, parts = kind_of(page), with_banner(filling(page), banner)
        if kind is None:
            return self.rendered(parts, page.url, wide=page.wide, canonical=page.canonical)
        if kind not in self._frames:
            self._frames[kind] = self._learnt(kind, parts)
        frame = self._frames[kind]
        return frame.fill(parts) if frame else self._of_kind(kind, parts)

    def rendered(self, parts: Filling, url: str, *, wide: bool = False, canonical: str = "") -> str:
        """A whole page as MkDocs renders it."""
        file = File.generated(self._config, f"{url}index.md", content="")
        return self._in_theme(FinishedPage(parts, file, self._config, wide=wide, canonical=canonical))

    def again(self, page: FinishedPage, parts: Filling) -> str:
        """A page of the navigation with other parts."""
        page.finished = parts
        return self._in_theme(page)

    def addresses(self) -> list[str]:
        """Where the pages are that MkDocs renders, but for those that name another page instead."""
        pages = (file.page for file in self._pages if file.page)
        return [p.canonical_url or "" for p in pages if not getattr(p, "canonical", "")]

    def _in_theme(self, page: FinishedPage) -> str:
        """What MkDocs does with a page, step by step."""
        plugins = self._config.plugins
        page.read_source(self._config)
        page.render(self._config, self._files)
        page.active = True
        context = get_context(self._nav, self._pages, self._config, page)
        context = plugins.on_page_context(context, page=page, config=self._config, nav=self._nav)
        html = self._env.get_template("main.html").render(context)
        html = str(plugins.on_post_page(html, page=page, config=self._config))
        page.active = False
        return html

    def _of_kind(self, kind: Kind, parts: Filling) -> str:
        canonical = f"{kind.folder}{parts.id}/" if kind.canonical else ""
        url = f"{kind.folder}{parts.id}{kind.rest}"
        return self.rendered(parts, url, wide=kind.wide, canonical=canonical)

    def _learnt(self, kind: Kind, first: Filling) -> Frame | None:
        """The frame of a kind, proved on its first page, too."""
        # Links of the navigation to other pages of the folder would depend on where the page is.
        top = (kind.folder, f"{kind.folder}index.html")
        beside = any(p.url.startswith(kind.folder) and p.url not in top for p in self._nav.pages)
        frame = None if beside else learn(lambda parts: self._of_kind(kind, parts), headings=kind.headings)
        if frame is None or frame.fill(first) != self._of_kind(kind, first):
            address = f"{kind.folder}…{kind.rest}"
            log.info("The theme renders every page %s: its frame is not the same on all of them.", address)
            return None
        return frame
