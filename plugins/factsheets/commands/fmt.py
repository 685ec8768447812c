# factsheets fmt: one layout for all files of a catalog.
"""Lay out files."""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from factsheets.checking import files_below
from factsheets.commands.common import UsageError, print_report
from factsheets.commands.paths import add_paths, paths_of
from factsheets.diagnostics import Finding, Where
from factsheets.escape import diag
from factsheets.intake import read_regular
from factsheets.layout import laid_out
from factsheets.linked import unlisted
from factsheets.order import order_of
from factsheets.project import KINDS, Project, find_project, kind_of
from factsheets.read import read_file
from factsheets.resources import packaged_schema
from factsheets.saving import save
from factsheets.schema import Schemas, load_schemas
from factsheets.words import plural

MORE = """Keys stand in the order of the template, each with the comments above it. Comments, quotes and the spelling of
numbers stay, and so does what a file says: a file where they would not is left alone and named."""


def options(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    add_paths(parser, "lay out")
    parser.add_argument(
        "--check", action="store_true", help="Write nothing; exit with 1 where a file would change."
    )


def run(given: argparse.Namespace) -> int:
    """Lay out files, or say which ones would change."""
    files = list(dict.fromkeys(_files(paths_of(given))))
    if not files:
        raise UsageError("there is no sheet to lay out here")
    schemas: dict[Path, Schemas] = {}
    findings: list[Finding] = []
    changed: list[str] = []
    for project, file in files:
        folder, shown = _template(project)
        if folder not in schemas:
            found, wrong = load_schemas(folder, shown)
            if found is None or wrong:
                print_report(tuple(wrong), "text")
                return 1
            schemas[folder] = found
        wrong, new = _one(project, file, schemas[folder], write=not given.check)
        findings += wrong
        changed += [project.shown(file) if project else str(file)] if new else []
    unread = [f for project in dict.fromkeys(p for p, _ in files if p) for f in unlisted(project)]
    print_report((*unread, *findings), "text")
    for name in changed:
        print(f"{diag(name)}: {'would be laid out anew' if given.check else 'laid out anew'}")
    same = len(files) - len(changed) - len({finding.where.path for finding in findings})
    print(f"{plural(same, 'file')} as it should be" if same == 1 else f"{same} files as they should be")
    if given.check and changed:
        print("run `factsheets fmt`", file=sys.stderr)
    return 1 if findings or unread or (given.check and changed) else 0


def _one(project: Project | None, file: Path, schemas: Schemas, *, write: bool) -> tuple[list[Finding], bool]:
    """Lay out one file: what is in the way, and whether it changes."""
    shown = project.shown(file) if project else file.as_posix()
    kind = kind_of(file)
    try:
        before = read_regular(file)[1]
        if before is None:
            return read_file(file, shown)[1], False
        text, findings = laid_out(before, shown, order_of(schemas, KINDS.get(kind, kind)))
        new = not findings and text.encode("utf-8") != before
        if new and write:
            save(file, text, over=True)
    except OSError as error:
        reason = (error.strerror or "the file cannot be written").lower()
        return [Finding("FS001", Where(shown), reason, "check the path and its permissions")], False
    return findings, new


def _template(project: Project | None) -> tuple[Path, str]:
    """The folder of the template that a file follows, and its name in findings."""
    return (project.schema, project.shown(project.schema)) if project else (packaged_schema(), "schema")


def _files(paths: Sequence[Path]) -> Iterator[tuple[Project | None, Path]]:
    """The files to lay out, each with its catalog; of a catalog only what is its own."""
    for path in paths:
        project = find_project(path)
        full = Path(os.path.normpath(path.absolute()))
        if project:
            yield from ((project, f) for f in project.files() if f == full or f.is_relative_to(full))
        else:
            yield from ((None, file) for file in files_below(path))
