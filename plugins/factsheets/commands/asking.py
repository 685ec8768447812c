# What commands that ask share. Comes in: a question. Goes out: an answer from the terminal. Nobody is asked where there
# is no terminal: then everything that is missing is named at once.
"""Questions at a terminal."""

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime
from os.path import realpath
from pathlib import Path
from typing import Any

from factsheets.commands.common import UsageError, print_report
from factsheets.diagnostics import Finding
from factsheets.escape import diag
from factsheets.linked import unlisted
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
    """The catalog to write for; None where its template or a folder cannot be read, which is reported."""
    with Progress("Reading") as tick:
        found, findings = bench(project, tick)
    unread = unlisted(project)
    print_report((*unread, *findings), "text")
    return None if unread else found


def sheet_id(found: Bench, text: str) -> str:
    """The id of a sheet that is named by its id or its file."""
    sheets = found.catalog.sheets
    is_file = text.endswith((".yaml", ".yml"))
    name = Path(text).stem if is_file else text
    if name not in sheets:
        raise UsageError(f"there is no sheet {diag(name)}; {did_you_mean(name, list(sheets))}")
    path = sheets[name].document.path
    if is_file and Path(text).name != text and realpath(text) != realpath(found.project.root / path):
        raise UsageError(f"{diag(text)} is no sheet of the catalog here; {diag(name)} is {diag(path)}")
    return name


def place(found: Bench, kind: str, name: str, *, replace: bool, hint: str = "") -> Path:
    """Where a new file goes: below its folder, and nowhere that is taken."""
    folder = found.project.sheets / kind
    path = folder / f"{name}.yaml"
    if not found.schemas.allows("id", name) or path.parent != folder or path.name != f"{name}.yaml":
        values: Any = found.schemas.documents["values"].data
        most = values["$defs"]["id"].get("maxLength", len(name))
        long = f"it has {len(name)} characters, {most} are the most"
        why = long if len(name) > most else "lower-case letters, digits and hyphens"
        raise UsageError(f"`{diag(name)}` is no id: {why}{hint}")
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
