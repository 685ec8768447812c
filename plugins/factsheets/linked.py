# Links of the file system. Comes in: Project, folders. Goes out: findings. Files that are links, the reader refuses.
# Must not know: sheets, MkDocs.
"""Folders that are links: they would bring in what is not in the catalog, and what no reviewer sees."""

import os
from collections.abc import Iterator
from pathlib import Path

from factsheets.diagnostics import Finding, Where
from factsheets.project import KINDS, Project


def linked_folders(project: Project) -> list[Finding]:
    """Folders of the catalog that are links."""
    folders = [project.sheets, *(project.sheets / name for name in (*KINDS, "figures"))]
    return [
        Finding(
            "FS011", Where(project.shown(folder)), "this is a symbolic link", "put the folder itself here"
        )
        for folder in folders
        if folder.is_symlink()
    ]


def leading_out(folder: Path, root: Path) -> Iterator[Path]:
    """Links below a folder that lead out of `root`: MkDocs follows them, and would publish what is there."""
    top = os.path.realpath(root)
    for place, folders, files in os.walk(folder):
        for path in (Path(place, name) for name in [*folders, *files]):
            if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(top):
                yield path
