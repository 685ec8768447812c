# What the configuration of MkDocs says of a catalog. Comes in: its values. Goes out: the options of the plugin, Project,
# Site.
"""The plugin's options, and the site that they make of a catalog."""

from importlib.util import find_spec
from pathlib import Path

from mkdocs.config import base, load_config
from mkdocs.config import config_options as c
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException, PluginError
from mkdocs.plugins import get_plugin_logger

from factsheets.escape import diag
from factsheets.linked import leading_out
from factsheets.model import Catalog
from factsheets.project import NoCatalogError, Project, project_at
from factsheets.repository import repository_of
from factsheets.site import DESCRIPTION, Site

log = get_plugin_logger("factsheets")


class Cards(c.Type[bool]):
    """Yes or no; yes needs an extra."""

    def __init__(self, *, default: bool) -> None:
        super().__init__(bool, default=default)

    def run_validation(self, value: object) -> bool:
        """Say before anything is built what is missing."""
        wanted = super().run_validation(value)
        if wanted and not find_spec("PIL"):
            raise base.ValidationError(
                "needs a package that is not installed: pip install 'factsheets[cards]'"
            )
        return wanted


class FactsheetsConfig(base.Config):
    """Options of the plugin in `mkdocs.yml`."""

    catalog_dir = c.Dir(exists=True, default=".")
    """Folder that holds `sheets/`, and `schema/` if the catalog has a template of its own."""
    cards = Cards(default=False)
    """Whether each sheet has a picture of its own, with its figures, for links to it."""
    search = c.Choice(("theme", "pagefind"), default="theme")
    """What a built site's search box asks: the index of the theme, or one of Pagefind's in many small files."""


def is_readable(config: MkDocsConfig) -> bool:
    """Whether the configuration can be read again; says why not.

    While serving, MkDocs would answer no request until it can be.
    """
    try:
        load_config(config.config_file_path)
    except (MkDocsException, OSError) as error:
        log.error("mkdocs.yml cannot be read; the last good site stays up. %s", error)  # noqa: TRY400 - an author's slip
        return False
    return True


def _home(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent


def project_of(config: MkDocsConfig, options: FactsheetsConfig) -> Project:
    """The catalog that the options name."""
    try:
        project = project_at(_home(config) / options.catalog_dir)
    except NoCatalogError as error:
        raise PluginError(f"factsheets: {error}") from None
    home = _home(config).absolute()
    top = next((folder for folder in (home, *home.parents) if (folder / ".git").exists()), home)
    for link in leading_out(Path(config.docs_dir), top):
        raise PluginError(f"factsheets: {diag(str(link))} is a link that leads out of {diag(str(top))}")
    return project


def site_of(config: MkDocsConfig, options: FactsheetsConfig, project: Project, catalog: Catalog) -> Site:
    """A catalog with the name and the addresses of its site."""
    repository = repository_of(
        config.repo_url or "", config.edit_uri or "", _home(config), Path(config.docs_dir), project.root
    )
    return Site(
        catalog,
        config.site_name,
        config.site_description or DESCRIPTION,
        config.use_directory_urls,
        address=config.site_url or "",
        root=project.root,
        repository=repository,
        cards=options.cards and bool(config.site_url),
    )
