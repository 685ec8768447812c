# The search box of Material, answered by Pagefind. Comes in: MkDocs' configuration and files, entries of the search
# index. Goes out: our script in the place of the theme's, and the files that it reads. Must not know: pages, sheets.
"""Put Pagefind behind the theme's search box."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

from factsheets.resources import WORKER
from factsheets.search import records
from factsheets.shards import ShardsError, program, write_shards

#: Names of the plugin that gives Material its search box.
SEARCH = ("search", "material/search")
#: The script that answers the box of Material, and whatever goes with it.
_THEIRS = "assets/javascripts/workers/search."


def check_box(config: MkDocsConfig) -> None:
    """Say before anything is built what is missing: the old site is still there."""
    if not any(name in config.plugins for name in SEARCH):
        raise PluginError(
            "factsheets: `search: pagefind` needs the plugin `search`, which brings the search box"
        )
    if not any(found for folder in config.theme.dirs for found in Path(folder).glob(f"{_THEIRS}*.js")):
        raise PluginError("factsheets: `search: pagefind` needs Material, whose search box it answers")
    try:
        program()
    except ShardsError as error:
        raise PluginError(f"factsheets: {error}") from None


def answer_box(files: Files, config: MkDocsConfig) -> None:
    """Put our script in the place of the one that answers the theme's box."""
    for file in [file for file in files if file.src_uri.startswith(_THEIRS)]:
        files.remove(file)
        if file.src_uri.endswith(".js"):
            files.append(File.generated(config, file.src_uri, abs_src_path=str(WORKER)))


def write_index(entries: Iterable[Mapping[str, str]], config: MkDocsConfig) -> None:
    """Write what our script reads: the entries of the search index, in many small files."""
    language = str(config.theme.get("language") or "en").partition("-")[0]
    try:
        write_shards(records(entries), language, Path(config.site_dir) / "pagefind")
    except ShardsError as error:
        raise PluginError(f"factsheets: {error}") from None
