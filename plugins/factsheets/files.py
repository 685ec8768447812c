# Files of a site besides those that MkDocs renders. Comes in: what makes a page, entries of search. Goes out: files,
# lines of the sitemap, the search index.
"""Made pages as MkDocs' files, and where else they are listed."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.utils import get_build_date
from msgspec import Struct, json

from factsheets.assets import SCRIPT, STYLE, assets
from factsheets.figures import figures
from factsheets.model import Catalog
from factsheets.project import Project

#: Where the package's own files are on a site.
FOLDER = "assets/factsheets"


class MadeFile(File):
    """A page outside the navigation or a file beside it, which is made at the moment that it is written."""

    make: Callable[[], bytes] | None = None  # None: nothing is written before somebody asks for it
    size: int | None = None  # when it is written

    def is_documentation_page(self) -> bool:
        """Nothing for MkDocs to render, though hand-written pages may link to it as to one."""
        return False

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002 - MkDocs' signature
        """Write the page or file."""
        if self.make is None:
            return
        data = self.make()
        path = self.abs_dest_path
        try:
            file = open(path, "wb")  # noqa: PTH123, SIM115 - there are many
        except FileNotFoundError:  # the folder is there for files beside a page
            _make(os.path.dirname(path))  # noqa: PTH120 - the same
            file = open(path, "wb")  # noqa: PTH123, SIM115 - the same
        try:
            with file:
                file.write(data)
        except OSError as error:
            error.filename = path  # a full disk does not say where
            raise
        self.size = len(data)


def _make(folder: str) -> None:
    """Make a folder. Most often the one around it is there, and one call of the system is enough."""
    try:
        os.mkdir(folder)  # noqa: PTH102 - there are many
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - the same


def made_file(config: MkDocsConfig, source: str, url: str, make: Callable[[], bytes] | None) -> MadeFile:
    """A file at an address of the site, outside the navigation."""
    file = MadeFile.generated(config, source, content="")
    assert isinstance(file, MadeFile)  # MkDocs' type says less
    file.dest_uri = url
    file.inclusion = InclusionLevel.NOT_IN_NAV
    file.make = make
    return file


def sizes(files: Iterable[File]) -> dict[str, int | None]:
    """The made files that were written, by their path, with their sizes."""
    return {f.abs_dest_path: f.size for f in files if isinstance(f, MadeFile) and f.size is not None}


def link_assets(config: MkDocsConfig) -> None:
    """Style and script on every page; the site's own styles come after ours."""
    style, script = f"{FOLDER}/{STYLE}", f"{FOLDER}/{SCRIPT}"
    if style not in config.extra_css:
        config.extra_css.insert(0, style)
    if script not in config.extra_javascript:
        config.extra_javascript.append(script)


def add_assets(files: Files, config: MkDocsConfig, project: Project, catalog: Catalog) -> None:
    """The package's own files, and the figures of the sheets."""
    for name, data in assets().items():
        files.append(File.generated(config, f"{FOLDER}/{name}", content=data))
    for name in sorted({name for _, _, name in figures(catalog)}):
        image = project.sheets / "figures" / name
        files.append(File.generated(config, f"{FOLDER}/figures/{name}", abs_src_path=str(image)))


class Listed(Struct, frozen=True):
    """A page as the sitemap sees it."""

    canonical_url: str
    update_date: str
    is_link: bool = False

    @property
    def page(self) -> "Listed":
        """The sitemap asks files for their pages."""
        return self


def listed(site_url: str, files: Iterable[File]) -> list[Listed]:
    """Lines of the sitemap for files."""
    date = get_build_date()
    return [Listed(urljoin(site_url, file.url), date) for file in files]


def search_index(theme: Mapping[str, Any], entries: Iterable[bytes]) -> Iterator[bytes]:
    """The theme's index, piece by piece, with our entries, which are JSON already, after its own."""
    yield json.encode({**theme, "docs": []}).removesuffix(b"]}")
    for number, entry in enumerate(chain(map(json.encode, theme["docs"]), entries)):
        yield b"," + entry if number else entry
    yield b"]}"
