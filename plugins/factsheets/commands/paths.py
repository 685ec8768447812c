# What commands on files and folders share: their arguments, and the report on what these name.
"""Files and folders as arguments."""

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

from factsheets.checking import Report, check
from factsheets.commands.common import UsageError, existing, positive, project_at_or_above
from factsheets.progress import Progress


def add_paths(parser: argparse.ArgumentParser, purpose: str) -> None:
    """Files and folders as arguments; see `paths_of`."""
    parser.add_argument(
        "paths", nargs="*", type=existing, metavar="PATH", help=f"File or folder to {purpose}."
    )


def add_jobs(parser: argparse.ArgumentParser) -> None:
    """How many processes check a catalog."""
    parser.add_argument(
        "--jobs",
        type=positive,
        default=os.cpu_count() or 1,
        metavar="N",
        help="Processes to check a large catalog with (default: all cores).",
    )


def paths_of(given: argparse.Namespace) -> Sequence[Path]:
    """The paths that were given; the whole catalog here where there are none."""
    return given.paths or (project_at_or_above(Path.cwd()).root,)


def checked(paths: Sequence[Path], jobs: int) -> Report:
    """The report on files and folders; there must be a file of a catalog among them."""
    with Progress("Checking") as tick:
        report = check(paths, tick, jobs)
    if report.empty and not report.findings:
        raise UsageError("there is no sheet to check here, nor anything else")
    return report
