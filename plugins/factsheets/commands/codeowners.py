# factsheets codeowners: who must look at a change of which sheet.
"""Write CODEOWNERS."""

import argparse
import sys
from pathlib import Path

from factsheets.commands.common import UsageError, print_report, project_at_or_above
from factsheets.diagnostics import has_errors
from factsheets.escape import diag
from factsheets.owners import is_plain, owners_in, producers, with_owners
from factsheets.pipeline import load
from factsheets.progress import Progress
from factsheets.read import read_file
from factsheets.saving import save

MORE = """owners.yaml, beside sheets/, names the owners of each producer: `edge-team: "@acme/edge"`. A sheet is owned by
those of its producers. Lines of .github/CODEOWNERS that others wrote stay."""


def options(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument(
        "--check", action="store_true", help="Write nothing; exit with 1 where the file is out of date."
    )


def run(given: argparse.Namespace) -> int:
    """Write CODEOWNERS, or say that it is out of date."""
    project = project_at_or_above(Path.cwd())
    file = project.root / "owners.yaml"
    if not file.exists():
        raise UsageError(f"there is no {diag(str(file))} that names owners of producers")
    with Progress("Reading") as tick:
        catalog = load(project, tick)
    document, findings = read_file(file, project.shown(file))
    owners, wrong = owners_in(document, catalog) if document else ({}, [])
    errors = (*(f for f in catalog.findings if f.level == "error"), *findings, *wrong)
    if has_errors(errors):
        print_report(errors, "text")
        return 1
    top = _repository(project.root)
    above = "" if top == project.root else f"{project.root.relative_to(top).as_posix()}/"
    if not is_plain(above):
        raise UsageError(f"the folder {diag(above)} has signs that mean something else in CODEOWNERS")
    for key in sorted({key for sheet in catalog.sheets.values() for key in producers(sheet)} - owners.keys()):
        print(f"{diag(key)} has no owner in owners.yaml", file=sys.stderr)
    target = top / ".github" / "CODEOWNERS"
    try:
        before = target.read_bytes().decode() if target.exists() else ""  # with the line ends of others
        after = with_owners(before, catalog, owners, above)
        if not given.check and after != before:
            target.parent.mkdir(exist_ok=True)
            save(target, after, over=True)
    except (OSError, ValueError) as error:
        print(f"{diag(str(target))}: {diag(str(error))}", file=sys.stderr)
        return 1
    said = "is as it should be" if after == before else "is out of date" if given.check else "written"
    print(f".github/CODEOWNERS {said}")
    if given.check and after != before:
        print("run `factsheets codeowners`", file=sys.stderr)
        return 1
    return 0


def _repository(root: Path) -> Path:
    """The top folder of the git repository that a catalog lies in; its own where it lies in none."""
    return next((path for path in (root, *root.parents) if (path / ".git").exists()), root)
