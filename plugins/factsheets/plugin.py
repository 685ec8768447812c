# The edge to MkDocs, and the only module that imports it. Comes in: MkDocs' events. Goes out: pages.
# The catalog is loaded in on_pre_build: MkDocs empties the site folder right after that.
"""The MkDocs plugin."""

import json
from pathlib import Path
from typing import Any, Literal

from mkdocs.config import base
from mkdocs.config import config_options as c
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import _TocToken, get_toc
from mkdocs.utils.templates import TemplateContext

from factsheets.diagnostics import Finding, as_text
from factsheets.escape import theme_text
from factsheets.figures import figures
from factsheets.index_pages import nothing
from factsheets.model import Catalog
from factsheets.pages import Linker, Page, Section, check_links
from factsheets.pipeline import has_errors, load, pages
from factsheets.progress import Progress
from factsheets.project import NoCatalogError, Project, project_at
from factsheets.render import render
from factsheets.resources import ASSETS
from factsheets.site import DESCRIPTION, Site

log = get_plugin_logger("factsheets")
_ASSETS = "assets/factsheets"


class FactsheetsConfig(base.Config):
    """Options of the plugin in `mkdocs.yml`."""

    catalog_dir = c.Dir(exists=True, default=".")
    """Folder that holds `sheets/`, and `schema/` if the catalog has a template of its own."""


class FinishedPage(MkDocsPage):
    """A page whose body the core has made: nothing is left for Markdown to do."""

    def __init__(self, page: Page, file: File, config: MkDocsConfig, nav_title: str | None) -> None:
        super().__init__(nav_title or theme_text(page.title), file, config)
        self.finished = page

    def read_source(self, config: MkDocsConfig) -> None:
        """Meta data that the theme reads; there is no source."""
        tabs = "navigation.tabs" in (config.theme.get("features") or ())
        hide = [*(["navigation"] if tabs else []), *(["toc"] if self.finished.wide else [])]
        # Search entries are merged in on_post_build: the theme's own would read the page once more.
        self.meta = {
            "title": theme_text(self.finished.title),
            "hide": hide,
            "description": theme_text(self.finished.description),
            "search": {"exclude": True},
        }
        self.markdown = ""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Hand over the finished body and its table of contents."""
        self.content = self.finished.html
        self.toc = get_toc([_toc_entry(section) for section in self.finished.sections])
        self.present_anchor_ids = {section.id for section in self.finished.sections}
        self.links_to_anchors = {}


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


def _toc_entry(section: Section) -> _TocToken:
    return {"level": 2, "id": section.id, "name": theme_text(section.title), "children": []}


class FactsheetsPlugin(BasePlugin[FactsheetsConfig]):
    """Reads the catalog, and hands MkDocs its finished pages."""

    def __init__(self) -> None:
        self.serving = False
        self.catalog = Catalog.empty(())
        self.findings: tuple[Finding, ...] = ()
        self.pages: list[Page] = []
        self.replaced: set[str] = set()  # URLs of pages that a page written by hand takes the place of

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
        self.pages = list(pages(site)) if self.catalog.template.sections else nothing(site)
        titles = {"index.md": "Home", **_nav_titles(config.nav)}
        self.replaced.clear()
        for page in self.pages:
            file = File.generated(config, f"{page.url}index.md", content="")
            file.inclusion = InclusionLevel.INCLUDED if page.in_nav else InclusionLevel.NOT_IN_NAV
            if files.get_file_from_path(file.src_uri):
                self.replaced.add(page.url)
                continue
            FinishedPage(page, file, config, titles.get(file.src_uri))
            files.append(file)
        self._assets(files, config)
        return files

    def _assets(self, files: Files, config: MkDocsConfig) -> None:
        for path in sorted(p for p in ASSETS.rglob("*") if p.is_file()):
            name = f"{_ASSETS}/{path.relative_to(ASSETS).as_posix()}"
            files.append(File.generated(config, name, abs_src_path=str(path)))
        for name in sorted({name for _, _, name in figures(self.catalog)}):
            image = self.project.sheets / "figures" / name
            files.append(File.generated(config, f"{_ASSETS}/figures/{name}", abs_src_path=str(image)))

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Put the findings on top of every page while a broken sheet waits for its repair."""
        if not self.findings or not has_errors(self.findings):
            return html
        kept = bool(self.catalog.sheets)
        return render("parts/banner.html", Linker(""), findings=self.findings, kept=kept) + html

    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: object
    ) -> TemplateContext:
        """A role page names the full sheet as the page that search engines should know."""
        if isinstance(page, FinishedPage) and page.finished.canonical and config.site_url:
            page.canonical_url = config.site_url + page.finished.canonical
        return context

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Merge the search entries, and check that every link between our pages leads somewhere."""
        self._merge_search(Path(config.site_dir) / "search" / "search_index.json", config)
        for finding in check_links(self.pages):
            log.warning("%s /%s: %s", finding.code, finding.where.path, finding.message)

    def _merge_search(self, index: Path, config: MkDocsConfig) -> None:
        """Add one entry for each section of a full sheet; role pages repeat facts and have none."""
        if not index.is_file():
            return
        data = json.loads(index.read_text(encoding="utf-8"))
        for page in self.pages:
            for entry in page.search_entries() if page.url not in self.replaced else ():
                if not config.use_directory_urls:
                    url, found, anchor = entry["location"].partition("#")
                    entry["location"] = f"{url}index.html{found}{anchor}"
                data["docs"].append(entry)
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        index.write_text(text, encoding="utf-8", newline="\n")
