# What commands share: usage errors, the catalog here, the types of arguments, reports.
"""What commands share."""

import argparse
from collections.abc import Callable
from pathlib import Path

from factsheets.diagnostics import FORMATS, Finding
from factsheets.escape import diag
from factsheets.project import Project, find_project


class UsageError(Exception):
    """The command cannot be carried out as it was given."""


def existing(text: str) -> Path:
    """An argument that names a file or folder."""
    path = Path(text)
    if not _asked(path.exists, text):
        raise argparse.ArgumentTypeError(f"'{text}' does not exist")
    return path


def folder(text: str) -> Path:
    """An argument that names a folder, which need not be there yet."""
    path = Path(text)
    if _asked(path.exists, text) and not path.is_dir():
        raise argparse.ArgumentTypeError(f"'{text}' is no folder")
    return path


def _asked(question: Callable[[], bool], text: str) -> bool:
    """What the system says of a path; it may refuse to say anything."""
    try:
        return question()
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
        raise argparse.ArgumentTypeError(f"'{text}': {reason}") from None


def positive(text: str) -> int:
    """An argument that counts processes."""
    if not text.isascii() or not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError(f"'{text}' is no number of processes")
    return int(text)


def project_at_or_above(path: Path) -> Project:
    """The catalog that a path lies in; without one the command cannot be carried out."""
    project = find_project(path)
    if project is None:
        raise UsageError(f"{diag(str(path))} lies in no catalog: there is no folder sheets/models above it")
    return project


def print_report(findings: tuple[Finding, ...], style: str) -> None:
    """Print findings, where there are any."""
    text = FORMATS[style](findings)
    if text:
        print(text)
