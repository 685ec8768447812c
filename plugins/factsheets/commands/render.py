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
from factsheets.staging import Staging

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
    site, staging = Site(catalog, root=project.root, exported=True), Staging(given.out, keep=True)
    try:
        staging.begin(lambda other: print(f"Waiting for process {other} to write it.", file=sys.stderr))
        written = write_markdown(site, project, staging.new)
        staging.publish()
    except OSError as error:
        print(staging.refused(error), file=sys.stderr)
        return 1
    finally:
        staging.give_up()
    print(f"{written} pages written to {diag(str(given.out))}")
    return 0
