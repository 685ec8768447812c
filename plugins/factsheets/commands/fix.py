# factsheets fix: the repairs that are certain, in place.
"""Make certain repairs."""

import argparse
import sys

from factsheets.commands.common import print_report
from factsheets.commands.paths import add_jobs, add_paths, checked, paths_of
from factsheets.diagnostics import has_errors
from factsheets.escape import diag
from factsheets.repair import repair_file
from factsheets.words import plural

MORE = """Every other byte of a file stays as it was. Nothing is repaired while there are errors, and nothing that a sheet
waives."""


def options(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    add_paths(parser, "repair")
    add_jobs(parser)


def run(given: argparse.Namespace) -> int:
    """Repair files, and say how many places."""
    report = checked(paths_of(given), given.jobs)
    if has_errors(report.findings):
        print_report(tuple(f for f in report.findings if f.level == "error"), "text")
        return 1
    files = sorted({path for path, _ in report.repairs})
    for file in files:
        try:
            repair_file(file, [repair for path, repair in report.repairs if path == file])
        except OSError as error:
            print(f"{diag(str(file))}: {error.strerror}", file=sys.stderr)
            return 1
    count = len(report.repairs)
    print(
        f"{plural(count, 'place')} repaired in {plural(len(files), 'file')}" if count else "nothing to repair"
    )
    return 0
