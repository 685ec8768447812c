# factsheets render: the pages as Markdown, for other site engines.
"""Write the catalog as Markdown."""

import argparse
import sys
from pathlib import Path

from factsheets.commands.common import UsageError, folder, print_report, project_at_or_above
from factsheets.diagnostics import has_errors
from factsheets.escape import diag
from factsheets.export import write_markdown
from factsheets.pipeline import load
from factsheets.progress import Progress
from factsheets.site import Site

MORE = ""


def options(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("--out", required=True, type=folder, metavar="FOLDER", help="Folder to write to.")


def run(given: argparse.Namespace) -> int:
    """Write the catalog as Markdown."""
    project = project_at_or_above(Path.cwd())
    with Progress("Reading") as tick:
        catalog = load(project, tick)
    if has_errors(catalog.findings):
        print_report(catalog.findings, "text")
        return 1
    if not catalog.sheets:
        raise UsageError("there is no sheet to render here")
    try:
        written = write_markdown(Site(catalog, root=project.root, exported=True), project, given.out)
    except OSError as error:
        print(f"{diag(str(error.filename or given.out))}: {error.strerror}", file=sys.stderr)
        return 1
    print(f"{written} pages written to {diag(str(given.out))}")
    return 0
