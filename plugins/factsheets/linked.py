# Folders of a catalog. Comes in: Project, folders. Goes out: findings: links, what cannot be listed, sheets that lie too
# deep to be read. Files that are links, the reader refuses. Must not know: what sheets say, MkDocs.
"""Folders that are links would bring in what no reviewer sees; others would hide what is in the catalog."""

import os
from collections.abc import Iterator
from pathlib import Path

from factsheets.diagnostics import Finding, Where
from factsheets.project import KINDS, Project, is_sheet_name


def unfit_folders(project: Project) -> list[Finding]:
    """What is wrong with the folders of the catalog."""
    folders = [project.sheets, *(project.sheets / name for name in (*KINDS, "figures"))]
    return [finding for folder in folders for finding in _unfit(project, folder)]


def unlisted(project: Project) -> list[Finding]:
    """Folders of the catalog that cannot be listed: what lies in them is not to be taken for gone."""
    return [finding for finding in unfit_folders(project) if finding.code == "FS001"]


def _unfit(project: Project, folder: Path) -> Iterator[Finding]:
    shown = project.shown(folder)
    if folder.is_symlink():
        yield Finding("FS011", Where(shown), "this is a symbolic link", "put the folder itself here")
        return
    try:
        inner = [entry.name for entry in os.scandir(folder) if entry.is_dir(follow_symlinks=False)]
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        reason = (error.strerror or "the folder cannot be read").lower()
        yield Finding("FS001", Where(shown), reason, "check the permissions of the folder")
        return
    for name in sorted(inner) if folder.name in KINDS else ():
        for place, _, files in sorted(os.walk(folder / name)):
            for file in sorted(files):
                if is_sheet_name(file):
                    where = Where(project.shown(Path(place, file)))
                    yield Finding("FS013", where, "a file in a subfolder is not read", f"move it to {shown}/")


def leading_out(folder: Path, root: Path) -> Iterator[Path]:
    """Links below a folder that lead out of `root`: MkDocs follows them, and would publish what is there."""
    top = os.path.realpath(root)
    for place, folders, files in os.walk(folder):
        for path in (Path(place, name) for name in [*folders, *files]):
            if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(top):
                yield path
