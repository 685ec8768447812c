# The edge to MkDocs; theme.py and files.py are its halves. Comes in: MkDocs' events. Goes out: pages.
# The catalog is loaded in on_pre_build: MkDocs empties the site folder right after that.
"""The MkDocs plugin."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext
from msgspec import json

from factsheets.diagnostics import Finding, as_text, has_errors
from factsheets.feed import SITEMAP, sitemap
from factsheets.files import add_assets, link_assets, listed, made_file, search_index, sizes
from factsheets.headers import inline_scripts, write_headers
from factsheets.heads import head, with_head
from factsheets.index_pages import nothing
from factsheets.light import read_light
from factsheets.live import LiveCatalog, Stamps, rest
from factsheets.model import Catalog
from factsheets.options import FactsheetsConfig, is_readable, project_of, site_of
from factsheets.pages import LinkCheck, Page, Planned, PlannedFile
from factsheets.progress import Progress
from factsheets.publish import planned
from factsheets.publishing import Published
from factsheets.render import render
from factsheets.search import advice
from factsheets.search_box import SEARCH, answer_box, check_box, write_index
from factsheets.serving import INDEX, Served, will_reload
from factsheets.theme import FinishedPage, Theme, completed, filling, nav_titles, others, with_banner

log = get_plugin_logger("factsheets")


class FactsheetsPlugin(Published, BasePlugin[FactsheetsConfig]):
    """Reads the catalog, and hands MkDocs its finished pages."""

    def __init__(self) -> None:
        super().__init__()
        self.serving = False
        self.lazy = False  # whether pages may wait until a browser asks for them
        self.catalog = Catalog.empty(())
        self.beside: dict[str, tuple[Planned, PlannedFile]] = {}  # files and their pages, by address
        self.by_hand: set[str] = set()  # addresses of ours at which somebody put a page or file
        self.findings: tuple[Finding, ...] = ()
        self.plans: dict[str, Planned] = {}  # by URL
        self.links = LinkCheck()
        self.entries: dict[str, list[bytes]] = {}  # of the search index, as JSON, by URL of the page
        self.made: list[tuple[Planned, File]] = []
        self.in_full: dict[str, FinishedPage] = {}  # by URL
        self.theme: Theme | None = None
        self.scripts = set[str]()  # digests of inline ones
        self.live: LiveCatalog | None = None
        self.served: Served | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Begin in a mode. That this method exists keeps the plugin, and with it the last good catalog."""
        self.serving, self.live, self.served = command == "serve", None, None
        self.in_place = self.serving or dirty
        self.lazy = self.serving and will_reload()

    def configure(self, config: MkDocsConfig) -> None:
        """Watch sheets and template, and add style and script."""
        self.project = project_of(config, self.config)
        self.sharded = self.config.search == "pagefind" and not self.serving
        if self.sharded:
            check_box(config)
        if self.serving and (self.live is None or self.live.project != self.project):
            self.live = LiveCatalog(self.project)
        link_assets(config)
        watched = [str(self.project.sheets), str(self.project.schema)]
        config.watch.extend(path for path in watched if path not in config.watch)

    on_config = CombinedEvent(Published.move, configure)

    def load(self, *, config: MkDocsConfig) -> None:
        """Load the catalog.

        In `build` a bad sheet stops here, with the old site untouched; in `serve` the last good
        catalog stays up.
        """
        with Progress("Reading sheets") as tick:
            catalog = self.live.load(tick) if self.live else read_light(self.project, tick).catalog
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

    on_pre_build = CombinedEvent(Published.begin, load)

    def _plan(self, config: MkDocsConfig) -> None:
        """All pages of the catalog as it is now."""
        self.site = site_of(config, self.config, self.project, self.catalog)
        plans = list(planned(self.site) if self.catalog.template.sections else nothing(self.site))
        self.beside = {file.url: (plan, file) for plan in plans for file in plan.files}
        if self.site.address:
            self.beside[SITEMAP] = plans[0], PlannedFile(SITEMAP, self._sitemap)
        self.plans = {plan.url: plan for plan in plans if plan.url not in self.by_hand}

    def add_files(self, files: Files, *, config: MkDocsConfig) -> None:
        """Add the pages, the files beside them, and the package's own assets."""
        self.by_hand = set()
        self._plan(config)
        titles = {"index.md": "Home", **nav_titles(config.nav)}
        changing = others(config, [self, *(config.plugins.get(name) for name in SEARCH)])
        if changing:
            log.info("MkDocs renders every page in full: %s may change each.", ", ".join(changing))
        self.links, self.entries, self.made, self.in_full, self.theme = LinkCheck(), {}, [], {}, None
        for plan in list(self.plans.values()):
            source = f"{plan.url}index.md"
            if files.get_file_from_path(source):  # written by hand
                self.links.add(plan.make())
                del self.plans[plan.url]
                self.by_hand.add(plan.url)
            elif plan.in_nav or source in titles or changing:
                if plan.exists():
                    files.append(self._in_full(plan, source, titles.get(source), config))
            elif self.lazy or plan.exists():
                files.append(self._made(plan, source, config))
            for beside in plan.files:
                self._beside(plan, beside, files, config)
        if SITEMAP in self.beside:
            self._beside(*self.beside[SITEMAP], files, config)
        add_assets(files, config, self.project, self.catalog)
        if self.sharded:
            answer_box(files, config)

    on_files = CombinedEvent(Published.found, add_files)

    def _page(self, plan: Planned) -> Page:
        """Make a page, and keep what is needed of all pages."""
        page = with_head(self.site, plan.make())
        if not self.serving:
            self.links.add(page)
        if plan.searchable:
            self.entries[plan.url] = [json.encode(entry) for entry in page.search_entries()]
        return page

    def _in_full(self, plan: Planned, source: str, title: str | None, config: MkDocsConfig) -> File:
        """A page that MkDocs renders with the theme."""
        page = self._page(plan)
        file = File.generated(config, source, content="")
        file.inclusion = InclusionLevel.INCLUDED if plan.in_nav else InclusionLevel.NOT_IN_NAV
        made = FinishedPage(
            filling(page), file, config, title=title, wide=page.wide, canonical=page.canonical
        )
        self.in_full[plan.url] = made
        return file

    def _made(self, plan: Planned, source: str, config: MkDocsConfig) -> File:
        """A page that is written as a file, in the frame that the theme gives its kind."""
        make = None if self.lazy else partial(self._html, plan)
        file = made_file(config, source, f"{plan.url}index.html", make)
        self.made.append((plan, file))
        return file

    def _beside(self, plan: Planned, file: PlannedFile, files: Files, config: MkDocsConfig) -> None:
        """A file that is there when a page is, unless somebody wrote one by hand."""
        if files.get_file_from_path(file.url):
            self.by_hand.add(file.url)
        elif self.lazy or plan.exists():
            files.append(made_file(config, file.url, file.url, None if self.lazy else file.make))

    def _html(self, plan: Planned) -> bytes:
        assert self.theme  # set in on_env, before any file is written
        return self.theme.html(self._page(plan), self._banner()).encode()

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        """Remember the navigation for the frames."""
        self.nav, self.files = nav, files

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        """From here on pages can be rendered in the theme."""
        self.theme = Theme(config, env, self.nav, files)

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """The sitemap names all pages; MkDocs knows only those that it renders."""
        if template_name == "sitemap.xml" and config.site_url:
            there = (file for plan, file in self.made if plan.exists())
            context["pages"] = [*context["pages"], *listed(config.site_url, there)]  # type: ignore[list-item]
        return context

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Complete the page that stands for one that is not there."""
        return self._completed(output, "") if template_name.endswith(".html") else output

    def _sitemap(self) -> bytes:
        """Addresses that search engines should know."""
        assert self.theme  # set in on_env, before any file is written
        rest = "" if self.site.directory_urls else "index.html"
        made = (p for p in self.plans.values() if p.url not in self.in_full and p.own and p.exists())
        ours = [self.site.link(f"{plan.url}{rest}") for plan in made]
        return sitemap(self.site, [*self.theme.addresses(), *ours])

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

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Complete every page, also those written by hand."""
        if isinstance(page, FinishedPage):
            return self._completed(output, page.finished.head)
        said = str(page.meta.get("description") or config.site_description or "")
        return self._completed(output, head(self.site, str(page.title), said, page.canonical_url or ""))

    def _completed(self, output: str, head: str) -> str:
        """A whole page, and note of its inline scripts: the theme's are the same on all pages of a frame."""
        self.scripts |= inline_scripts(output)
        return completed(output, head)

    @event_priority(-100)
    def complete(self, *, config: MkDocsConfig) -> None:
        """Merge the search entries, and check that every link between our pages leads somewhere."""
        index = Path(config.site_dir) / INDEX
        self.index = json.decode(index.read_bytes()) if index.is_file() else {}
        if self.index:
            with index.open("wb") as file:
                file.writelines(self._delivered(config))
        write_headers(Path(config.site_dir, "_headers"), self.scripts, wasm=self.sharded)
        for finding in self.links.findings():
            log.warning("%s /%s: %s", finding.code, finding.where.path, finding.message)
        if self.served:
            self.served.again()

    on_post_build = CombinedEvent(complete, Published.publish)

    def written(self) -> dict[str, int | None]:
        """The pages of ours and the files beside them."""
        return dict.fromkeys(page.file.abs_dest_path for page in self.in_full.values()) | sizes(self.files)

    def _entries(self) -> Iterator[bytes]:
        """One entry for each section of a full sheet, as JSON; role pages repeat facts."""
        return (entry for url in self.plans for entry in self.entries.get(url, ()))

    def _search_index(self) -> Iterator[bytes]:
        """The theme's index with our entries."""
        return search_index(self.index, self._entries())

    def _delivered(self, config: MkDocsConfig) -> Iterator[bytes]:
        """The index that a browser loads; without entries where there is one in many files."""
        if self.sharded:
            write_index(chain(self.index["docs"], map(json.decode, self._entries())), config)
            return search_index({**self.index, "docs": []}, ())
        if not self.serving and (said := advice(self._search_index())):
            log.info("%s", said)
        return self._search_index()

    # --- serving --------------------------------------------------------------------------------------

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """From here on pages are made when a browser asks for them, and an edited sheet is read alone."""
        self.served = Served(Path(config.site_dir), self._file, self._missing_entries)
        app = server.get_app()
        assert app  # the server has set it itself
        server.set_app(self.served.app(app, server.mount_path))
        self.rest = self._rest(config)
        server.builder = partial(self._rebuild, config, builder)
        return server

    def _rest(self, config: MkDocsConfig) -> Stamps:
        return rest(self.project, [config.docs_dir, config.config_file_path, *config.watch])

    def _rebuild(self, config: MkDocsConfig, builder: Callable[..., None]) -> None:
        """After an edit of sheets alone, follow it; after any other, build everything anew."""
        assert self.served  # set before this is called
        assert self.live
        if not is_readable(config):
            return
        before, self.rest = self.rest, self._rest(config)
        with self.served.changing():
            catalog = self.live.follow() if before == self.rest else None
            if catalog is None:
                builder()
            else:
                self._forget(catalog)
                self._plan(config)

    def _forget(self, catalog: Catalog) -> None:
        """Take over a catalog; of the search index, only what it has of sheets that did not change stays."""
        same = [key for key, sheet in self.catalog.sheets.items() if catalog.sheets.get(key) is sheet]
        urls = [f"models/{key}/" for key in same]
        self.entries = {url: self.entries[url] for url in urls if url in self.entries}
        self.catalog = catalog

    def _missing_entries(self) -> Iterator[Callable[[], object]]:
        """What there is to do before the search index is complete, a page at a time."""
        for plan in list(self.plans.values()):
            wanted = plan.searchable and plan.url not in self.entries and self.plans.get(plan.url) is plan
            if wanted and plan.exists():
                yield partial(self._page, plan)

    def _file(self, address: str) -> bytes | None:
        """The file at an address, see Served."""
        if address == INDEX and self.index:
            return b"".join(self._search_index())
        url = address.removesuffix("index.html")
        plan = self.plans.get(url)
        if plan is None or url == address:
            return self._made_beside(address)
        if not plan.exists():
            return None
        if url not in self.in_full:
            return self._html(plan)
        assert self.theme  # a page in full has been rendered
        page = self._page(plan)
        return self.theme.again(self.in_full[url], with_banner(filling(page), self._banner())).encode()

    def _made_beside(self, address: str) -> bytes | None:
        """A file beside a page, see Served."""
        if address not in self.beside or address in self.by_hand:
            return b""
        plan, file = self.beside[address]
        return file.make() if plan.exists() else None
