# The edge to MkDocs, and the only module that imports it. Comes in: MkDocs' events. Goes out: pages.
# The catalog is loaded in on_pre_build: MkDocs empties the site folder right after that.
"""The MkDocs plugin."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urljoin

from jinja2 import Environment
from mkdocs.config import base
from mkdocs.config import config_options as c
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import get_build_date
from mkdocs.utils.templates import TemplateContext

from factsheets.diagnostics import Finding, as_text, has_errors
from factsheets.figures import figures
from factsheets.index_pages import nothing
from factsheets.model import Catalog
from factsheets.pages import LinkCheck, Page, Planned
from factsheets.pipeline import load
from factsheets.progress import Progress
from factsheets.project import NoCatalogError, Project, project_at
from factsheets.publish import planned
from factsheets.render import render
from factsheets.resources import ASSETS
from factsheets.site import DESCRIPTION, Site
from factsheets.theme import FinishedPage, Theme, filling

log = get_plugin_logger("factsheets")
_ASSETS = "assets/factsheets"


class FactsheetsConfig(base.Config):
    """Options of the plugin in `mkdocs.yml`."""

    catalog_dir = c.Dir(exists=True, default=".")
    """Folder that holds `sheets/`, and `schema/` if the catalog has a template of its own."""


def _nav_titles(nav: Any) -> dict[str, str]:
    """Titles that `nav` in mkdocs.yml gives to pages. MkDocs does not apply them to finished pages."""
    titles: dict[str, str] = {}
    for entry in nav if isinstance(nav, list) else ():
        for title, target in entry.items() if isinstance(entry, dict) else ():
            if isinstance(target, str):
                titles[target] = str(title)
            else:
                titles |= _nav_titles(target)
    return titles


#: Events that another plugin could change a page in.
_OF_PAGES = ("pre_page", "page_read_source", "page_markdown", "page_content", "page_context", "post_page")


class MadeFile(File):
    """A page outside the navigation, which is made at the moment that it is written."""

    make: Callable[[], str]

    def is_documentation_page(self) -> bool:
        """Nothing for MkDocs to render, though hand-written pages may link to it as to one."""
        return False

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002 - MkDocs' signature
        """Write the page."""
        data = self.make().encode()
        try:
            Path(self.abs_dest_path).write_bytes(data)
        except FileNotFoundError:
            Path(self.abs_dest_path).parent.mkdir(parents=True, exist_ok=True)
            Path(self.abs_dest_path).write_bytes(data)


@dataclass(frozen=True, slots=True)
class _Listed:
    """A page as the sitemap sees it."""

    canonical_url: str
    update_date: str
    is_link: bool = False

    @property
    def page(self) -> "_Listed":
        """The sitemap asks files for their pages."""
        return self


class FactsheetsPlugin(BasePlugin[FactsheetsConfig]):
    """Reads the catalog, and hands MkDocs its finished pages."""

    def __init__(self) -> None:
        self.serving = False
        self.catalog = Catalog.empty(())
        self.findings: tuple[Finding, ...] = ()
        self.links = LinkCheck()
        self.entries: list[str] = []  # of the search index, as JSON
        self.made: list[MadeFile] = []
        self.theme: Theme | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember the mode. That this method exists keeps the plugin, and with it the last good catalog."""
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Watch sheets and template, and add the style sheet."""
        self.project = self._project(config)
        style = f"{_ASSETS}/factsheets.css"
        if style not in config.extra_css:
            config.extra_css.insert(0, style)
        watched = [str(self.project.sheets), str(self.project.schema)]
        config.watch.extend(path for path in watched if path not in config.watch)
        return config

    def _project(self, config: MkDocsConfig) -> Project:
        root = Path(config.config_file_path).parent / self.config.catalog_dir
        try:
            return project_at(root)
        except NoCatalogError as error:
            raise PluginError(f"factsheets: {error}") from None

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Load the catalog.

        In `build` a bad sheet stops here, with the old site untouched; in `serve` the last good
        catalog stays up.
        """
        with Progress("Reading sheets") as tick:
            catalog = load(self.project, tick)
        self.findings = catalog.findings
        if not has_errors(catalog.findings):
            if not catalog.sheets and not self.serving:
                raise PluginError(f"factsheets: there is no sheet in {self.project.sheets}/models")
            self.catalog = catalog
            return
        report = as_text(catalog.findings)
        if not self.serving:
            raise PluginError(
                f"the catalog has {len(catalog.findings)} finding(s); the site is as it was\n{report}"
            )
        # Not as an error: in strict mode that would stop the build, and with it the last good catalog.
        log.info("The catalog has errors; the last good one stays up.\n%s", report)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages and the package's own assets."""
        description = config.site_description or DESCRIPTION
        site = Site(self.catalog, config.site_name, description, config.use_directory_urls)
        plans = planned(site) if self.catalog.template.sections else nothing(site)
        titles = {"index.md": "Home", **_nav_titles(config.nav)}
        others = self._others(config)
        if others:
            log.info("MkDocs renders every page in full: %s may change each.", ", ".join(others))
        self.links, self.entries, self.made, self.theme = LinkCheck(), [], [], None
        for plan in plans:
            source = f"{plan.url}index.md"
            if files.get_file_from_path(source):  # written by hand
                self.links.add(plan.make())
            elif plan.in_nav or source in titles or others:
                files.append(self._in_full(plan, source, titles.get(source), config))
            else:
                files.append(self._made(plan, source, config))
        self._assets(files, config)
        return files

    def _others(self, config: MkDocsConfig) -> list[str]:
        """Names of other plugins and hooks that could change single pages."""
        search = [config.plugins.get(name) for name in ("search", "material/search")]
        handlers = [handler for event in _OF_PAGES for handler in config.plugins.events[event]]
        owners = [getattr(handler, "__self__", handler) for handler in handlers]
        others = [owner for owner in owners if owner is not self and owner not in search]
        return sorted({getattr(owner, "__module__", str(owner)) for owner in others})

    def _page(self, plan: Planned) -> Page:
        """Make a page, and keep what is needed of all pages."""
        page = plan.make()
        self.links.add(page)
        for entry in page.search_entries():
            self.entries.append(json.dumps(entry, ensure_ascii=False, separators=(",", ":")))
        return page

    def _in_full(self, plan: Planned, source: str, title: str | None, config: MkDocsConfig) -> File:
        """A page that MkDocs renders with the theme."""
        page = self._page(plan)
        file = File.generated(config, source, content="")
        file.inclusion = InclusionLevel.INCLUDED if plan.in_nav else InclusionLevel.NOT_IN_NAV
        FinishedPage(filling(page), file, config, title=title, wide=page.wide, canonical=page.canonical)
        return file

    def _made(self, plan: Planned, source: str, config: MkDocsConfig) -> File:
        """A page that is written as a file, in the frame that the theme gives its kind."""
        file = MadeFile.generated(config, source, content="")
        assert isinstance(file, MadeFile)  # MkDocs' type says less
        file.dest_uri = f"{plan.url}index.html"
        file.inclusion = InclusionLevel.NOT_IN_NAV
        file.make = partial(self._html, plan)
        self.made.append(file)
        return file

    def _html(self, plan: Planned) -> str:
        assert self.theme  # set in on_env, before any file is written
        return self.theme.html(self._page(plan), self._banner())

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        """Remember the navigation for the frames."""
        self.nav = nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        """From here on pages can be rendered in the theme."""
        self.theme = Theme(config, env, self.nav, files)

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """The sitemap names all pages; MkDocs knows only those that it renders."""
        if template_name == "sitemap.xml" and config.site_url:
            date = get_build_date()
            made = [_Listed(urljoin(config.site_url, file.url), date) for file in self.made]
            context["pages"] = [*context["pages"], *made]  # type: ignore[list-item]
        return context

    def _assets(self, files: Files, config: MkDocsConfig) -> None:
        for path in sorted(p for p in ASSETS.rglob("*") if p.is_file()):
            name = f"{_ASSETS}/{path.relative_to(ASSETS).as_posix()}"
            files.append(File.generated(config, name, abs_src_path=str(path)))
        for name in sorted({name for _, _, name in figures(self.catalog)}):
            image = self.project.sheets / "figures" / name
            files.append(File.generated(config, f"{_ASSETS}/figures/{name}", abs_src_path=str(image)))

    def _banner(self) -> str:
        """The findings, while a broken sheet waits for its repair."""
        if not has_errors(self.findings):
            return ""
        return render("parts/banner.html", findings=self.findings, kept=bool(self.catalog.sheets))

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Put the findings on top of every page while a broken sheet waits for its repair."""
        return self._banner() + html

    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Not before: the sitemap has each page under its own address."""
        if isinstance(page, FinishedPage):
            page.name_canonical(config)
        return context

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Merge the search entries, and check that every link between our pages leads somewhere."""
        self._merge_search(Path(config.site_dir) / "search" / "search_index.json")
        for finding in self.links.findings():
            log.warning("%s /%s: %s", finding.code, finding.where.path, finding.message)

    def _merge_search(self, index: Path) -> None:
        """Add one entry for each section of a full sheet; role pages repeat facts and have none."""
        if not index.is_file():
            return
        data = json.loads(index.read_text(encoding="utf-8"))
        entries = [json.dumps(entry, ensure_ascii=False, separators=(",", ":")) for entry in data.pop("docs")]
        head = json.dumps({**data, "docs": []}, ensure_ascii=False, separators=(",", ":"))
        text = head.removesuffix("]}") + ",".join([*entries, *self.entries]) + "]}"
        index.write_text(text, encoding="utf-8", newline="\n")
