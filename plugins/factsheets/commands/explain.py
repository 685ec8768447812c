# factsheets explain: what a code means, why it is there, and what to do.
"""Explain the code of a finding."""

import argparse

from factsheets.commands.common import UsageError
from factsheets.escape import diag
from factsheets.rules import explained

MORE = ""


def options(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("code", metavar="CODE", help="A code, such as FS110.")


def run(given: argparse.Namespace) -> int:
    """Explain the code of a finding."""
    codes = explained()
    entry = codes.get(given.code.upper())
    if entry is None:
        raise UsageError(f"there is no code {diag(given.code)}; codes are {', '.join(codes)}")
    print(f"{given.code.upper()}: {entry.title}\n\n{entry.why}\n\nWhat to do: {entry.fix}")
    if entry.wrong:
        print(f"\nWrong:\n\n{_indented(entry.wrong)}\n\nRight:\n\n{_indented(entry.right)}")
    return 0


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())
