# What commands that ask share. Comes in: a question. Goes out: an answer from the terminal. Nobody is asked where there
# is no terminal: then everything that is missing is named at once.
"""Questions at a terminal."""

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from factsheets.commands.common import UsageError, print_report
from factsheets.diagnostics import Finding
from factsheets.escape import diag
from factsheets.progress import Progress
from factsheets.project import Project
from factsheets.read import read_file
from factsheets.saving import save
from factsheets.scaffold import Answers, values_of
from factsheets.suggest import did_you_mean
from factsheets.trial import Bench, bench


def at_terminal() -> bool:
    """Whether there is somebody to ask."""
    return sys.stdin.isatty()


def ask(question: str, *, optional: bool = False) -> str:
    """Ask until there is an answer; an optional one may be empty."""
    while True:
        print(question, end=" ", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
        if not line:
            raise UsageError(f"there was no answer to: {question.splitlines()[0]}")
        if line.strip() or optional:
            return line.strip()


def today() -> str:
    """The date that a new file has where none is given."""
    return datetime.now().astimezone().date().isoformat()


def add_writing(parser: argparse.ArgumentParser, what: str) -> None:
    """Options of commands that write a new file."""
    parser.add_argument("--answers", type=Path, metavar="FILE", help=f"YAML file with {what}.")
    parser.add_argument("--replace", action="store_true", help="Replace a file that is there already.")


def answers_in(file: Path | None) -> Answers:
    """The answers of a file, none without one."""
    if file is None:
        return {}
    document, findings = read_file(file, str(file))
    if document is None or findings or not isinstance(document.data, dict):
        reason = findings[0].message if findings else "it is no map (key: value)"
        raise UsageError(f"{diag(str(file))} cannot be used for answers: {diag(reason, limit=300)}")
    return dict(values_of(document))


def opened(project: Project) -> Bench | None:
    """The catalog to write for; None where its template is broken, which is reported."""
    with Progress("Reading") as tick:
        found, findings = bench(project, tick)
    print_report(findings, "text")
    return found


def sheet_id(found: Bench, text: str) -> str:
    """The id of a sheet that is named by its id or its file."""
    name = Path(text).stem if text.endswith((".yaml", ".yml")) else text
    if name not in found.catalog.sheets:
        hint = did_you_mean(name, list(found.catalog.sheets))
        raise UsageError(f"there is no sheet {diag(name)}; {hint}")
    return name


def place(found: Bench, kind: str, name: str, *, replace: bool) -> Path:
    """Where a new file goes: below its folder, and nowhere that is taken."""
    folder = found.project.sheets / kind
    path = folder / f"{name}.yaml"
    if not found.schemas.allows("id", name) or path.parent != folder or path.name != f"{name}.yaml":
        raise UsageError(f"`{diag(name)}` is no id: lower-case letters, digits and hyphens")
    if path.exists() and not replace:
        raise UsageError(f"{found.project.shown(path)} is there already; --replace writes it anew")
    return path


def kept(path: Path, text: str, faults: Sequence[Finding], shown: str, *, replace: bool) -> bool:
    """Write a file that has no faults; whether it is written."""
    if faults:
        print_report(tuple(faults), "text")
        print("nothing was written", file=sys.stderr)
        return False
    try:
        path.parent.mkdir(exist_ok=True)
        save(path, text, over=replace)
    except OSError as error:
        print(f"{diag(shown)}: {error.strerror}", file=sys.stderr)
        return False
    print(f"{diag(shown)} written")
    return True
