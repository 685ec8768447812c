# What a reader takes away from a sheet. Comes in: Site, Sheet. Goes out: files to be made beside its page.
# Must not know: MkDocs.
"""Downloads of a sheet."""

from collections.abc import Callable
from functools import partial

from factsheets.intake import read_regular
from factsheets.model import Sheet
from factsheets.pages import PlannedFile
from factsheets.sheet_citation import sheet_citation
from factsheets.sheet_data import sheet_json
from factsheets.sheet_markdown import sheet_markdown
from factsheets.side_rows import side_rows
from factsheets.site import Site, sheet_url
from factsheets.view import SheetView

#: The forms of a sheet by the ending of the file, with the names and media types that readers and programs know.
FORMS = {
    "yaml": ("YAML", "application/yaml"),
    "json": ("JSON", "application/json"),
    "md": ("Markdown", "text/markdown"),
    "bib": ("BibTeX", "application/x-bibtex"),
    "csl.json": ("CSL-JSON", "application/vnd.citationstyles.csl+json"),
}


def endings(site: Site) -> tuple[str, ...]:
    """Of the forms that the site has."""
    return tuple(ending for ending in FORMS if ending != "md" or not site.exported)


def file_url(sheet: Sheet, ending: str) -> str:
    """Where a form of a sheet is."""
    return f"{sheet_url(sheet)}{sheet.id}.{ending}"


def sheet_files(site: Site, sheet: Sheet, full: Callable[[], SheetView]) -> tuple[PlannedFile, ...]:
    """All forms of a sheet, and its rows for setting it beside others; `full` is asked for its facts when one is made."""
    makes: dict[str, Callable[[], bytes]] = {
        "yaml": partial(_source, site, sheet),
        "json": partial(sheet_json, site, sheet),
        "md": lambda: sheet_markdown(site, full()).encode(),
        "bib": partial(_bibtex, site, sheet),
        "csl.json": partial(_csl, site, sheet),
    }
    forms = (PlannedFile(file_url(sheet, ending), makes[ending]) for ending in endings(site))
    return (*forms, PlannedFile(f"{sheet_url(sheet)}rows.json", lambda: side_rows(site, full())))


def _bibtex(site: Site, sheet: Sheet) -> bytes:
    return sheet_citation(site, sheet).bibtex.encode()


def _csl(site: Site, sheet: Sheet) -> bytes:
    return sheet_citation(site, sheet).csl


def _source(site: Site, sheet: Sheet) -> bytes:
    """The author's file, byte for byte: no text of it is kept."""
    _, data = read_regular(site.root / sheet.document.path)
    return data or b""  # what is no regular file any more, the next check reports
