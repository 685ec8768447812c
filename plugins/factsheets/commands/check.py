# factsheets check: what is wrong in files, folders or the whole catalog.
"""Check sheets."""

import argparse
from collections import Counter

from factsheets.checking import Report
from factsheets.commands.common import print_report
from factsheets.commands.paths import add_jobs, add_paths, checked, paths_of
from factsheets.diagnostics import FORMATS, LEVELS, Finding, has_errors
from factsheets.words import plural

MORE = """Errors stop a build. Warnings and notes are what the rules have to say of facts; a sheet can waive them with a
reason. A file or folder outside a catalog is checked against the template that the package carries."""


def options(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    add_paths(parser, "check")
    parser.add_argument(
        "--format", default="text", choices=FORMATS, help="Form of the report (default: %(default)s)."
    )
    parser.add_argument(
        "--level",
        default="warning",
        choices=LEVELS,
        help="The least level that is reported (default: %(default)s).",
    )
    add_jobs(parser)


def run(given: argparse.Namespace) -> int:
    """Check files and folders, and report."""
    report = checked(paths_of(given), given.jobs)
    shown = tuple(f for f in report.findings if LEVELS.index(f.level) <= LEVELS.index(given.level))
    print_report(shown, given.format)
    if given.format == "text":
        _summary(report, shown)
    return 1 if has_errors(report.findings) else 0


def _summary(report: Report, shown: tuple[Finding, ...]) -> None:
    """One line: how many files, what was found of each level, and what is not told."""
    counts = Counter(finding.level for finding in shown)
    found = ", ".join(plural(counts[level], level) for level in LEVELS if counts[level])
    said = [f"{plural(report.files, 'file')} checked, {found or 'nothing to mend'}"]
    hidden = Counter(finding.level for finding in report.findings) - counts
    said += [f"{plural(hidden[level], level)} not shown (--level note)" for level in LEVELS if hidden[level]]
    said += [f"{report.waived} waived"] if report.waived else []
    said += ["the catalog has no sheet"] if report.sheetless else []
    if report.loose:
        said.append(f"of {report.loose} outside a catalog, references to other files were not checked")
    print("; ".join(said))
