# Where a catalog's folders are. Comes in: a path. Goes out: Project. Reads no sheet.
"""Find the catalog that a path belongs to."""

import os
from pathlib import Path

from msgspec import Struct

from factsheets.resources import packaged_schema

#: Folders of `sheets/`, each with the schema of its files.
KINDS = {
    "models": "factsheet",
    "hardware": "hardware",
    "benchmarks": "benchmark",
    "evaluations": "evaluation",
}
#: Files of `sheets/` itself, each with the schema that has its name.
FILES = {"references.yaml": "references", "study.yaml": "study"}


class NoCatalogError(Exception):
    """There is nothing to check or to publish at the given place."""


class Project(Struct, frozen=True):
    """A catalog: its root (paths in findings are relative to it), its sheets and its template."""

    root: Path
    sheets: Path
    schema: Path

    def shown(self, path: Path) -> str:
        """The path as findings print it: relative to the root where it lies below it."""
        name, top = str(path), f"{self.root}{os.sep}"
        if name.startswith(top):
            return name[len(top) :].replace(os.sep, "/")
        full = path.absolute()
        return full.relative_to(self.root).as_posix() if full.is_relative_to(self.root) else full.as_posix()

    def files(self) -> list[Path]:
        """All YAML files of the catalog, in a fixed order; none behind a folder that is a link."""
        if self.sheets.is_symlink():
            return []
        found = [path for kind in KINDS for path in sheet_files(self.sheets / kind)]
        return [*found, *(self.sheets / name for name in FILES if os.path.lexists(self.sheets / name))]

    def template_files(self) -> list[Path]:
        """The files of the catalog's own template; those of the package are not its own."""
        if not self.schema.is_relative_to(self.root):
            return []
        return schema_files(self.schema)


def schema_files(folder: Path) -> list[Path]:
    """The files of a template."""
    return sorted(p for p in folder.rglob("*") if p.suffix in {".json", ".yaml"})


def sheet_files(folder: Path) -> list[Path]:
    """The YAML files of one folder, sorted by name. Symbolic links are listed; the reader refuses them."""
    if folder.is_symlink():
        return []
    # Names, not paths: in a large catalog half of a check that finds nothing new was sorting paths.
    try:
        names = sorted(filter(is_sheet_name, os.listdir(folder)))  # noqa: PTH208
    except OSError:  # it is not there; where it cannot be read, a finding says so
        return []
    return [folder / name for name in names]


def is_sheet_name(name: str) -> bool:
    """Whether a file is one of YAML, by its name."""
    return os.path.splitext(name)[1].lower() in {".yaml", ".yml"}  # noqa: PTH122


def project_at(root: Path, schema: Path | None = None) -> Project:
    """The catalog whose top folder is `root`.

    The template is `schema` where it is given, else `schema/` beside `sheets/`, else the package's.
    Raises NoCatalogError when `root` has no `sheets/models`.
    """
    root = root.absolute()
    sheets = root / "sheets"
    if not (sheets / "models").is_dir():
        raise NoCatalogError(f"there is no folder sheets/models in {root}")
    own = root / "schema"
    return Project(
        root, sheets, schema or (own if (own / "factsheet.schema.json").is_file() else packaged_schema())
    )


def find_project(path: Path) -> Project | None:
    """The catalog that `path` lies in, or None for a loose file or folder."""
    path = path.absolute()
    for folder in [path, *path.parents]:
        if (folder / "sheets" / "models").is_dir():
            return project_at(folder)
    return None


def kind_of(path: Path) -> str:
    """The kind of a YAML file by the folder it is in; a loose file is a model's sheet."""
    if path.name in FILES:
        return FILES[path.name]
    folder = path.parent.name
    return folder if folder in KINDS else "models"
