# The only module that knows where the package's own files are: schema, templates, assets.
"""Files that travel with the package."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent

TEMPLATES = _PACKAGE / "templates"
ASSETS = _PACKAGE / "assets"
#: Files of a new catalog.
STARTER = _PACKAGE / "starter"
#: What the JSON form of `factsheets diff` looks like; it is written from the records of its report.
DIFF_SCHEMA = _PACKAGE / "diff" / "report.schema.json"
#: Answers the search box of the theme with Pagefind.
WORKER = _PACKAGE / "workers" / "pagefind.js"


def packaged_schema() -> Path:
    """The template that the package carries.

    A wheel has it inside the package; in a checkout (an editable install) it is the one at the top.
    """
    inside = _PACKAGE / "schema"
    return inside if inside.is_dir() else _PACKAGE.parents[1] / "schema"
