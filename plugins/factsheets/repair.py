# Certain repairs. Comes in: pieces of text to be replaced, with their places. Goes out: files written anew.
# A splice: every byte that is not repaired stays as it was.
"""Mend what can be mended without asking."""

from collections.abc import Iterable
from pathlib import Path

from factsheets.diagnostics import Repair
from factsheets.saving import save


def repaired(text: str, repairs: Iterable[Repair]) -> str:
    """The text with every repair made whose old text still stands at its place."""
    lines = text.split("\n")
    for repair in sorted(set(repairs), key=lambda r: r.where, reverse=True):
        line, start = repair.where.line - 1, repair.where.column - 1
        if line < len(lines) and lines[line].startswith(repair.old, start):
            end = start + len(repair.old)
            lines[line] = lines[line][:start] + repair.new + lines[line][end:]
    return "\n".join(lines)


def repair_file(path: Path, repairs: Iterable[Repair]) -> None:
    """Repair a file in place. Raises OSError where it cannot be read or written."""
    save(path, repaired(path.read_bytes().decode("utf-8"), repairs), over=True)
