# A build of MkDocs into a folder beside the site. Comes in: MkDocs' events. Goes out: the published site, or the old one.
# Must not know: sheets, pages.
"""The half of the plugin that sees to it that no build costs anyone the site that was there before."""

import errno
import logging
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NoReturn

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.utils import CountHandler

from factsheets.staging import Staging

log = get_plugin_logger("factsheets")

#: Before all other plugins take note of where the site goes, and after all of them have written to it.
_FIRST, _LAST = 1000, -1000
#: What a theme has for browsers; its other files are templates.
_SERVED = (".css", ".js", ".map", ".woff", ".woff2", ".ttf", ".png", ".svg", ".ico")


class Published:
    """Builds beside the site, and lets the new site take its place when nothing went wrong."""

    def __init__(self) -> None:
        #: `serve` has a folder of its own, and `--dirty` writes into the old site on purpose.
        self.in_place = False
        self._staging: Staging | None = None
        self._config: MkDocsConfig | None = None
        self._site_dir = ""

    @event_priority(_FIRST)
    def move(self, config: MkDocsConfig) -> None:
        """From here on, the folder of the site is the one beside it."""
        if not self.in_place:
            self._config, self._site_dir = config, config.site_dir
            self._staging = Staging(Path(config.site_dir))
            config.site_dir = str(self._staging.new)

    @event_priority(_FIRST)
    def begin(self, *, config: MkDocsConfig) -> None:
        """Wait for another build of this site. Sheets are read after that: the last one to publish is no older."""
        if self._staging:
            self._staging.begin(self._waiting)

    def _waiting(self, process: str) -> None:
        assert self._staging  # it calls this
        log.info("Another build, process %s, is writing %s; this one waits.", process, self._staging.site)

    @event_priority(_FIRST)
    def found(self, files: Files, *, config: MkDocsConfig) -> None:
        """MkDocs takes a folder that it cannot list for an empty one; a site without it is not whole."""
        folder = next(_unlisted(files, config), None) if self._staging else None
        if folder:
            raise OSError(errno.EIO, "the folder could not be listed", folder)

    def written(self) -> Mapping[str, int | None]:
        """The files that must be there, by their path, with their sizes where those are known."""
        raise NotImplementedError

    @event_priority(_LAST)
    def publish(self, *, config: MkDocsConfig) -> None:
        """Publish. In strict mode MkDocs fails after this where there was a warning."""
        if not self._staging or (config.strict and _warned()):
            return
        self._staging.check(self.written())
        self._staging.publish()
        log.info("Published as %s", self._staging.site)
        self._end()

    def _end(self) -> None:
        """The folder of the site is the published one again: `gh-deploy` takes it from there."""
        assert self._config  # there is no end without a beginning
        self._config.site_dir = self._site_dir
        self._staging = None

    @event_priority(_LAST)
    def on_build_error(self, *, error: Exception) -> None:
        """Remove what there is of the new site; say in one line what the system refused."""
        if not self._staging:
            return
        staging = self._staging
        self.on_shutdown()
        if isinstance(error, OSError):
            log.debug("The system refused this:", exc_info=error)
            raise PluginError(f"factsheets: {staging.refused(error)}") from None

    def on_shutdown(self) -> None:
        """Also where somebody has stopped the build."""
        if self._staging:
            self._staging.give_up()
            self._end()


def _unlisted(files: Files, config: MkDocsConfig) -> Iterator[str]:
    """Folders of the documentation and the theme of which there should be files."""
    known = {os.path.dirname(file.abs_src_path) for file in files if file.abs_src_path}  # noqa: PTH120 - as MkDocs has it
    for folder, _, names in os.walk(config.docs_dir, onerror=_raise, followlinks=True):
        if names and folder not in known:
            yield folder
    for theme in config.theme.dirs:
        for folder, inside, names in os.walk(theme, onerror=_raise):
            inside[:] = [name for name in inside if not name.startswith(".")]  # icons, thousands of them
            parts = Path(folder).relative_to(theme).parts
            served = set(filter(_is_served, ("/".join((*parts, name)) for name in names)))
            if served - config.theme.static_templates - files.src_uris.keys():
                yield folder


def _is_served(uri: str) -> bool:
    """Whether MkDocs takes a file of a theme into the site."""
    hidden, readme = "/." in f"/{uri}", "readme" in uri.lower()
    return uri.endswith(_SERVED) and not (hidden or readme or uri.startswith("locales/"))


def _raise(error: OSError) -> NoReturn:
    raise error


def _warned() -> bool:
    handlers = logging.getLogger("mkdocs").handlers
    return any(handler.get_counts() for handler in handlers if isinstance(handler, CountHandler))
