# The edge to a terminal. Comes in: arguments. Goes out: text and an exit code: 0 no error, 1 errors,
# 2 usage. Must not know: MkDocs.
"""The command line."""

import argparse
import io
import os
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from factsheets import __version__
from factsheets.checking import Report
from factsheets.checking import check as check_paths
from factsheets.diagnostics import FORMATS, LEVELS, Finding, has_errors
from factsheets.escape import diag
from factsheets.progress import Progress
from factsheets.project import Project, find_project
from factsheets.repair import repair_file
from factsheets.words import plural

_CHECK = """Errors stop a build. Warnings and notes are what the rules have to say of facts; a sheet can waive them with a
reason. A file or folder outside a catalog is checked against the template that the package carries."""


class _UsageError(Exception):
    """The command cannot be carried out as it was given."""


class _Parser(argparse.ArgumentParser):
    """A parser that shows what the user typed as text that cannot harm a terminal."""

    def error(self, message: str) -> NoReturn:
        super().error(diag(message, limit=400))


def parser() -> argparse.ArgumentParser:
    """Commands and options, with their help."""
    top = _Parser(prog="factsheets", description="Check and publish a catalog of AI FactSheets.")
    top.add_argument("--version", action="version", version=f"factsheets, version {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def command(run: Callable[[argparse.Namespace], int], purpose: str, more: str = "") -> _Parser:
        added = commands.add_parser(run.__name__, help=purpose, description=f"{purpose} {more}".strip())
        added.set_defaults(run=run)
        return added

    added = command(check, "Check sheets: files, folders, or the whole catalog here.", _CHECK)
    added.add_argument("paths", nargs="*", type=_existing, metavar="PATH", help="File or folder to check.")
    added.add_argument(
        "--format", default="text", choices=FORMATS, help="Form of the report (default: %(default)s)."
    )
    added.add_argument(
        "--level",
        default="warning",
        choices=LEVELS,
        help="The least level that is reported (default: %(default)s).",
    )
    added.add_argument(
        "--jobs",
        type=_positive,
        default=os.cpu_count() or 1,
        metavar="N",
        help="Processes to check a large catalog with (default: all cores).",
    )
    added.add_argument(
        "--fix", action="store_true", help="First make the repairs that are certain, in place."
    )
    added = command(render, "Write the catalog here as Markdown, for any site engine.")
    added.add_argument("--out", required=True, type=_folder, metavar="FOLDER", help="Folder to write to.")
    command(roles, "List the roles, what each needs and how that is known.")
    added = command(explain, "Explain the code of a finding.")
    added.add_argument("code", metavar="CODE", help="A code, such as FS110.")
    return top


def _existing(text: str) -> Path:
    path = Path(text)
    if not path.exists():
        raise argparse.ArgumentTypeError(f"'{text}' does not exist")
    return path


def _folder(text: str) -> Path:
    path = Path(text)
    if path.exists() and not path.is_dir():
        raise argparse.ArgumentTypeError(f"'{text}' is no folder")
    return path


def _positive(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError(f"'{text}' is no number of processes")
    return int(text)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit code. Exits by itself, with 2, where the command is given wrongly."""
    # A terminal that lacks a character shows its code point; that is no reason to fail.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    read = parser()
    given = read.parse_args(arguments)
    try:
        code: int = given.run(given)
        sys.stdout.flush()
    except _UsageError as error:
        read.error(str(error))
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130
    return code


def _project(path: Path) -> Project:
    project = find_project(path)
    if project is None:
        raise _UsageError(f"{diag(str(path))} lies in no catalog: there is no folder sheets/models above it")
    return project


def _report(findings: tuple[Finding, ...], style: str) -> None:
    text = FORMATS[style](findings)
    if text:
        print(text)


def check(given: argparse.Namespace) -> int:
    """Check files and folders, and report."""
    wanted = given.paths or (_project(Path.cwd()).root,)
    report = _checked(wanted, given.jobs)
    if given.fix and report.repairs:
        _repair(report)
        report = _checked(wanted, given.jobs)
    shown = tuple(f for f in report.findings if LEVELS.index(f.level) <= LEVELS.index(given.level))
    _report(shown, given.format)
    if given.format == "text":
        _summary(report, shown)
    return 1 if has_errors(report.findings) else 0


def _checked(paths: Sequence[Path], jobs: int) -> Report:
    with Progress("Checking") as tick:
        report = check_paths(paths, tick, jobs)
    if report.empty:
        raise _UsageError("there is no sheet to check here")
    return report


def _repair(report: Report) -> None:
    """Make the certain repairs, file by file."""
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


def render(given: argparse.Namespace) -> int:
    """Write the catalog as Markdown."""
    from factsheets.export import write_markdown  # noqa: PLC0415 - each command imports what it alone needs
    from factsheets.pipeline import load  # noqa: PLC0415
    from factsheets.site import Site  # noqa: PLC0415

    project = _project(Path.cwd())
    with Progress("Reading") as tick:
        catalog = load(project, tick)
    if has_errors(catalog.findings):
        _report(catalog.findings, "text")
        return 1
    if not catalog.sheets:
        raise _UsageError("there is no sheet to render here")
    try:
        written = write_markdown(Site(catalog, root=project.root, exported=True), project, given.out)
    except OSError as error:
        print(f"{diag(str(error.filename or given.out))}: {error.strerror}", file=sys.stderr)
        return 1
    print(f"{written} pages written to {diag(str(given.out))}")
    return 0


def roles(_given: argparse.Namespace) -> int:
    """List the roles."""
    from factsheets.pipeline import load  # noqa: PLC0415 - as above

    project = find_project(Path.cwd())
    catalog = load(project) if project else None
    template = catalog.template if catalog else None
    if catalog is None or template is None or not template.roles:
        raise _UsageError("there is no catalog here, or its template has errors; try `factsheets check`")
    for role in template.roles.values():
        known = "nobody interviewed" if role.inferred else f"{len(role.interviewed)} interviewed"
        print(f"{role.id}  {role.title} ({known})")
        for asked in role.asked:
            how = f"{asked.count} of {asked.of}" if asked.count else "inferred"
            print(f"    {how:>8}  {template.needs[asked.need].title}")
    return 0


def explain(given: argparse.Namespace) -> int:
    """Explain the code of a finding."""
    from factsheets.rules import explained  # noqa: PLC0415 - as above

    codes = explained()
    entry = codes.get(given.code.upper())
    if entry is None:
        raise _UsageError(f"there is no code {diag(given.code)}; codes are {', '.join(codes)}")
    print(f"{given.code.upper()}: {entry.title}\n\n{entry.why}\n\nWhat to do: {entry.fix}")
    if entry.wrong:
        print(f"\nWrong:\n\n{_indented(entry.wrong)}\n\nRight:\n\n{_indented(entry.right)}")
    return 0


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())
