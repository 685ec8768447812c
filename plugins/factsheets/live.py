# A catalog that is being edited. Comes in: Project. Goes out: Catalog, after an edit without reading all again.
# Must not know: how it is served.
"""A catalog that follows its files."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeAlias

from msgspec.structs import replace

from factsheets.diagnostics import has_errors
from factsheets.kept import let_go
from factsheets.light import read_light
from factsheets.model import Catalog
from factsheets.parts import Work, part, reached
from factsheets.progress import Tick, no_tick
from factsheets.project import Project

#: What tells that a file changed: time and size, by path.
Stamps: TypeAlias = Mapping[Path, tuple[int, int]]


def stamps(files: Iterable[Path]) -> Stamps:
    """The files as they are now; those that are gone are left out."""
    found = {}
    for file in files:
        try:
            status = file.lstat()
        except OSError:
            continue
        found[file] = (status.st_mtime_ns, status.st_size)
    return found


def rest(project: Project, watched: Iterable[str]) -> Stamps:
    """Everything that is watched but sheets, and what editors put beside them."""
    ours = {str(project.sheets), str(project.schema)}
    files = (file for path in watched if path not in ours for file in [Path(path), *Path(path).rglob("*")])
    return stamps([*files, *project.template_files(), *(project.sheets / "figures").glob("*")])


class LiveCatalog:
    """A catalog with what is needed to read again only the sheets that changed."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.catalog = Catalog.empty(())
        self._work: Work | None = None
        self._stamps: Stamps = {}
        self._named: dict[str, set[str]] = {}

    def load(self, tick: Tick = no_tick) -> Catalog:
        """The catalog of all files."""
        let_go()
        self._stamps = stamps(self.project.files())
        light = read_light(self.project, tick)
        self._work = None
        if not has_errors(light.catalog.findings):
            self.catalog, self._work, self._named = light.catalog, light.work, light.named
        return light.catalog

    def _file(self, path: str) -> Path:
        return self.project.root / path

    def follow(self) -> Catalog | None:
        """The catalog with the sheets that changed, and those that name them, read again.

        None where that would not do: another file changed, one came or went, a sheet has another id or
        name, or something is wrong.
        """
        before, now = self._stamps, stamps(self.project.files())
        changed = {self.project.shown(file) for file in now if before.get(file) != now[file]}
        if self._work is None or before.keys() != now.keys() or not changed <= self._named.keys():
            return None
        affected = [path for path in self._named if not changed.isdisjoint(reached(path, self._named))]
        found, named = part(self._work, [self._file(path) for path in affected])
        sheets = {sheet.document.path: sheet for sheet in found.sheets.values()}
        if has_errors(found.findings) or any(
            self.catalog.names.get(sheet.id) != sheet.name for sheet in sheets.values()
        ):
            return None
        self._stamps = now
        self._named |= {path: named[path] for path in affected}
        self.catalog = _merged(self.catalog, found, {sheets[path].id for path in affected})
        return self.catalog


def _merged(catalog: Catalog, part: Catalog, ids: set[str]) -> Catalog:
    """The catalog with some of its sheets as they are in a part of it, and what rules say of them."""
    sheets = {key: part.sheets[key] if key in ids else sheet for key, sheet in catalog.sheets.items()}
    said = {key: [remark for remark in part.remarks if remark.sheet == key] for key in ids}
    for remark in catalog.remarks:
        if remark.sheet not in ids:
            said.setdefault(remark.sheet, []).append(remark)
    remarks = tuple(remark for key in sheets for remark in said.get(key, ()))
    return replace(catalog, sheets=sheets, remarks=remarks)
