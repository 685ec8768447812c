# factsheets check: what is wrong in files, folders or the whole catalog.
"""Check sheets."""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from factsheets.checking import Report
from factsheets.checking import check as check_paths
from factsheets.commands.common import UsageError, existing, positive, print_report, project_at_or_above
from factsheets.diagnostics import FORMATS, LEVELS, Finding, has_errors
from factsheets.escape import diag
from factsheets.progress import Progress
from factsheets.words import plural

MORE = """Errors stop a build. Warnings and notes are what the rules have to say of facts; a sheet can waive them with a
reason. A file or folder outside a catalog is checked against the template that the package carries."""


def options(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("paths", nargs="*", type=existing, metavar="PATH", help="File or folder to check.")
    parser.add_argument(
        "--format", default="text", choices=FORMATS, help="Form of the report (default: %(default)s)."
    )
    parser.add_argument(
        "--level",
        default="warning",
        choices=LEVELS,
        help="The least level that is reported (default: %(default)s).",
    )
    parser.add_argument(
        "--jobs",
        type=positive,
        default=os.cpu_count() or 1,
        metavar="N",
        help="Processes to check a large catalog with (default: all cores).",
    )
    parser.add_argument(
        "--fix", action="store_true", help="First make the repairs that are certain, in place."
    )


def run(given: argparse.Namespace) -> int:
    """Check files and folders, and report."""
    wanted = given.paths or (project_at_or_above(Path.cwd()).root,)
    report = _checked(wanted, given.jobs)
    if given.fix and report.repairs:
        _repair(report)
        report = _checked(wanted, given.jobs)
    shown = tuple(f for f in report.findings if LEVELS.index(f.level) <= LEVELS.index(given.level))
    print_report(shown, given.format)
    if given.format == "text":
        _summary(report, shown)
    return 1 if has_errors(report.findings) else 0


def _checked(paths: Sequence[Path], jobs: int) -> Report:
    with Progress("Checking") as tick:
        report = check_paths(paths, tick, jobs)
    if report.empty:
        raise UsageError("there is no sheet to check here")
    return report


def _repair(report: Report) -> None:
    """Make the certain repairs, file by file."""
    from factsheets.repair import repair_file  # noqa: PLC0415 - rarely wanted

    files = sorted({path for path, _ in report.repairs})
    for file in files:
        try:
            repair_file(file, [repair for path, repair in report.repairs if path == file])
        except OSError as error:
            print(f"{diag(str(file))}: {error.strerror}", file=sys.stderr)
    done = f"repaired {plural(len(report.repairs), 'place')} in {plural(len(files), 'file')}"
    print(done, file=sys.stderr)


def _summary(report: Report, shown: tuple[Finding, ...]) -> None:
    """One line: how many files, what was found of each level, and what is not told."""
    counts = Counter(finding.level for finding in shown)
    found = ", ".join(plural(counts[level], level) for level in LEVELS if counts[level])
    said = [f"{plural(report.files, 'file')} checked, {found or 'nothing to mend'}"]
    hidden = Counter(finding.level for finding in report.findings) - counts
    said += [f"{plural(hidden[level], level)} not shown (--level note)" for level in LEVELS if hidden[level]]
    said += [f"{report.waived} waived"] if report.waived else []
    if report.loose:
        said.append(f"of {report.loose} outside a catalog, references to other files were not checked")
    print("; ".join(said))
