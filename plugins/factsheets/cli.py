# The edge to a terminal. Comes in: arguments. Goes out: text and an exit code: 0 no error, 1 errors,
# 2 usage. Must not know: MkDocs.
"""The command line."""

import io
import os
import sys
from collections import Counter
from pathlib import Path

import click

from factsheets import __version__
from factsheets.checking import Report
from factsheets.checking import check as check_paths
from factsheets.diagnostics import FORMATS, LEVELS, Finding, Level, has_errors
from factsheets.escape import diag
from factsheets.progress import Progress
from factsheets.project import Project, find_project
from factsheets.repair import repair_file
from factsheets.words import plural


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="factsheets")
def main() -> None:
    """Check and publish a catalog of AI FactSheets."""
    # A terminal that lacks a character shows its code point; that is no reason to fail.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _project(path: Path) -> Project:
    project = find_project(path)
    if project is None:
        raise click.UsageError(
            f"{diag(str(path))} lies in no catalog: there is no folder sheets/models above it"
        )
    return project


def _report(findings: tuple[Finding, ...], style: str) -> None:
    text = FORMATS[style](findings)
    if text:
        click.echo(text)


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--format",
    "style",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="Form of the report.",
)
@click.option(
    "--level",
    type=click.Choice(LEVELS),
    default="warning",
    show_default=True,
    help="The least level that is reported.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1),
    default=lambda: os.cpu_count() or 1,
    show_default="all cores",
    help="Processes to check a large catalog with.",
)
@click.option("--fix", is_flag=True, help="First make the repairs that are certain, in place.")
def check(paths: tuple[Path, ...], style: str, level: Level, jobs: int, *, fix: bool) -> None:
    """Check sheets: files, folders, or the whole catalog here.

    Errors stop a build. Warnings and notes are what the rules have to say of facts; a sheet can waive them with a
    reason. A file or folder outside a catalog is checked against the template that the package carries.
    """
    wanted = paths or (_project(Path.cwd()).root,)
    report = _checked(wanted, jobs)
    if fix and report.repairs:
        _repair(report)
        report = _checked(wanted, jobs)
    shown = tuple(f for f in report.findings if LEVELS.index(f.level) <= LEVELS.index(level))
    _report(shown, style)
    if style == "text":
        _summary(report, shown)
    sys.exit(1 if has_errors(report.findings) else 0)


def _checked(paths: tuple[Path, ...], jobs: int) -> Report:
    with Progress("Checking") as tick:
        report = check_paths(paths, tick, jobs)
    if report.empty:
        raise click.UsageError("there is no sheet to check here")
    return report


def _repair(report: Report) -> None:
    """Make the certain repairs, file by file."""
    files = sorted({path for path, _ in report.repairs})
    for file in files:
        try:
            repair_file(file, [repair for path, repair in report.repairs if path == file])
        except OSError as error:
            click.echo(f"{diag(str(file))}: {error.strerror}", err=True)
    click.echo(f"repaired {plural(len(report.repairs), 'place')} in {plural(len(files), 'file')}", err=True)


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
    click.echo("; ".join(said))


@main.command()
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder to write to."
)
def render(out: Path) -> None:
    """Write the catalog here as Markdown, for any site engine."""
    from factsheets.export import write_markdown  # noqa: PLC0415 - each command imports what it alone needs
    from factsheets.pipeline import load  # noqa: PLC0415
    from factsheets.site import Site  # noqa: PLC0415

    project = _project(Path.cwd())
    with Progress("Reading") as tick:
        catalog = load(project, tick)
    if has_errors(catalog.findings):
        _report(catalog.findings, "text")
        sys.exit(1)
    if not catalog.sheets:
        raise click.UsageError("there is no sheet to render here")
    try:
        written = write_markdown(Site(catalog), project, out)
    except OSError as error:
        click.echo(f"{diag(str(error.filename or out))}: {error.strerror}", err=True)
        sys.exit(1)
    click.echo(f"{written} pages written to {diag(str(out))}")


@main.command()
def roles() -> None:
    """List the roles, what each needs and how that is known."""
    from factsheets.pipeline import load  # noqa: PLC0415 - as above

    project = find_project(Path.cwd())
    catalog = load(project) if project else None
    template = catalog.template if catalog else None
    if catalog is None or template is None or not template.roles:
        raise click.UsageError("there is no catalog here, or its template has errors; try `factsheets check`")
    for role in template.roles.values():
        known = "nobody interviewed" if role.inferred else f"{len(role.interviewed)} interviewed"
        click.echo(f"{role.id}  {role.title} ({known})")
        for asked in role.asked:
            how = f"{asked.count} of {asked.of}" if asked.count else "inferred"
            click.echo(f"    {how:>8}  {template.needs[asked.need].title}")


@main.command()
@click.argument("code")
def explain(code: str) -> None:
    """Explain the code of a finding."""
    from factsheets.rules import explained  # noqa: PLC0415 - as above

    codes = explained()
    entry = codes.get(code.upper())
    if entry is None:
        raise click.UsageError(f"there is no code {diag(code)}; codes are {', '.join(codes)}")
    click.echo(f"{code.upper()}: {entry.title}\n\n{entry.why}\n\nWhat to do: {entry.fix}")
    if entry.wrong:
        click.echo(f"\nWrong:\n\n{_indented(entry.wrong)}\n\nRight:\n\n{_indented(entry.right)}")


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())
