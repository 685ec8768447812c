# The edge to a terminal. Comes in: arguments. Goes out: text and an exit code: 0 no error, 1 errors,
# 2 usage. Must not know: MkDocs, what commands do.
"""The command line."""

import argparse
import errno
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from factsheets import __version__
from factsheets.commands.common import UsageError
from factsheets.escape import diag

#: Each command with its purpose; it is carried out by the module of its name in `commands`.
COMMANDS = {
    "check": "Check sheets: files, folders, or the whole catalog here.",
    "diff": "Review a change of facts: what it says, and what it does to the catalog.",
    "init": "Begin a catalog of your own.",
    "new": "Scaffold a sheet.",
    "next": "Say what a sheet should state next, by who asked for it.",
    "rate": "Record how a reader rates a sheet.",
    "fmt": "Lay out the files of a catalog: order of keys, indentation.",
    "fix": "Make the repairs that are certain, in place.",
    "render": "Write the catalog here as Markdown, for any site engine.",
    "codeowners": "Write CODEOWNERS from the producers of the sheets.",
    "roles": "List the roles, what each needs and how that is known.",
    "explain": "Explain the code of a finding.",
}


class _Parser(argparse.ArgumentParser):
    """A parser that shows what the user typed as text that cannot harm a terminal."""

    def error(self, message: str) -> NoReturn:
        super().error(diag(message, limit=400))


def parser(wanted: str = "") -> argparse.ArgumentParser:
    """All commands, and the options of the wanted one; of all, where none is named."""
    top = _Parser(prog="factsheets", description="Check and publish a catalog of AI FactSheets.")
    top.add_argument("--version", action="version", version=f"factsheets, version {__version__}")
    # With the name of the program given, argparse does not look at the terminal to make it up.
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True, prog=top.prog)
    for name, purpose in COMMANDS.items():
        added = commands.add_parser(name, help=purpose)
        if name == (wanted or name):
            module = import_module(f"factsheets.commands.{name}")
            added.description = f"{purpose} {module.MORE}".strip()
            module.options(added)
            added.set_defaults(run=module.run, command=added)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit code. Exits by itself, with 2, where the command is given wrongly."""
    # A terminal that lacks a character shows its code point; that is no reason to fail.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    words = sys.argv[1:] if arguments is None else arguments
    read = parser(next((word for word in words if word in COMMANDS), "-"))
    given, rest = read.parse_known_args(words)
    if rest:
        given.command.error(f"unrecognized arguments: {' '.join(rest)}")
    try:
        code: int = given.run(given)
        sys.stdout.flush()
    except UsageError as error:
        given.command.error(str(error))
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:  # what no command expects: a folder that nobody may enter, a full disk
        place = f"{diag(str(error.filename))}: " if error.filename else ""
        name = errno.errorcode.get(error.errno or 0, type(error).__name__)
        reason = diag((error.strerror or str(error)).lower())
        read.exit(2, f"{read.prog}: error: {place}{reason} ({name})\n")
    except KeyboardInterrupt:
        return 130
    return code
