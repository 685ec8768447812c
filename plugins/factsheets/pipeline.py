# The only composition of the steps. Comes in: Project or paths. Goes out: Catalog, pages, findings.
# Prints nothing, raises nothing for a bad sheet.
"""From a folder to a catalog, and from a catalog to pages."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeAlias

from factsheets.check_comparisons import check_comparisons
from factsheets.derive import derive
from factsheets.diagnostics import Finding, ordered
from factsheets.document import Document
from factsheets.figures import check_figures
from factsheets.index_pages import index_pages
from factsheets.lint import lint
from factsheets.model import Catalog, Repair
from factsheets.pages import Page, Planned
from factsheets.project import KINDS, Project, find_project, kind_of
from factsheets.ranges import check_ranges
from factsheets.read import read_file
from factsheets.resolve import resolve
from factsheets.resources import packaged_schema
from factsheets.schema import Schemas
from factsheets.sheet_pages import hardware_page, sheet_pages
from factsheets.site import Site
from factsheets.template import Loaded, load_template
from factsheets.validate import accepts, validate

#: Kinds whose documents are only understood when they have their shape; facts are read leniently.
_STRICT = frozenset({"benchmarks", "evaluations", "study"})

Tick: TypeAlias = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found, and in how many files."""

    findings: tuple[Finding, ...]
    files: int
    waived: int = 0  # what rules found and the sheets waive
    repairs: tuple[tuple[Path, Repair], ...] = ()  # certain ones, with their files
    loose: int = 0  # files outside a catalog, whose references were not looked for
    empty: bool = False  # nothing was checked, or a whole catalog that has no sheet


@dataclass(frozen=True, slots=True)
class _Read:
    """Documents by kind, with the names of the files that could not be read."""

    documents: Mapping[str, list[Document]]
    unread: Mapping[str, frozenset[str]]
    findings: list[Finding]
    refused: list[Document]  # documents that the schema refuses, where the reason is left to the core


def _no_tick(done: int, total: int) -> None:
    """For callers that show no progress."""


def _read(files: Sequence[Path], shown: Callable[[Path], str], schemas: Schemas, tick: Tick) -> _Read:
    """Read and validate files; a broken one never hides the others."""
    documents: dict[str, list[Document]] = {}
    unread: dict[str, set[str]] = {}
    findings: list[Finding] = []
    refused: list[Document] = []
    for done, path in enumerate(files, 1):
        kind = kind_of(path)
        document, found = read_file(path, shown(path))
        findings += found
        if document is None:
            unread.setdefault(kind, set()).add(path.stem)
        else:
            spots = {(f.where.line, f.where.column) for f in found}
            name = KINDS.get(kind, kind)
            wrong = validate(document, name, schemas)
            if not wrong and not accepts(document, name, schemas):
                refused.append(document)
            findings += [f for f in wrong if (f.where.line, f.where.column) not in spots]
            if wrong and kind in _STRICT:
                unread.setdefault(kind, set()).add(path.stem)
            elif isinstance(document.data, dict):
                documents.setdefault(kind, []).append(document)
        tick(done, len(files))
    return _Read(documents, {kind: frozenset(names) for kind, names in unread.items()}, findings, refused)


def load(project: Project, tick: Tick = _no_tick) -> Catalog:
    """The catalog of a project. `findings` says what is wrong; with an error, make no pages of it."""
    loaded = load_template(project.schema, project.shown(project.schema))
    if loaded.template is None or loaded.schemas is None:
        return _broken(loaded)
    read = _read(project.files(), project.shown, loaded.schemas, tick)
    catalog = resolve(read.documents, loaded.template, read.unread)
    figures = check_figures(catalog, project.sheets / "figures")
    findings = _with_shape(read, [*catalog.findings, *figures])
    if project.schema.is_relative_to(project.root):
        findings += check_comparisons(catalog, read.unread)
    if not has_errors(findings):
        findings += check_ranges(catalog)
    catalog = replace(catalog, findings=_one_per_fault(findings))
    if has_errors(catalog.findings):
        return catalog
    catalog = derive(catalog)
    return replace(catalog, remarks=lint(catalog))


def _broken(loaded: Loaded) -> Catalog:
    """A catalog of nothing, which says what is wrong with its template."""
    return Catalog.empty(ordered(loaded.findings))


def _with_shape(read: _Read, found: Iterable[Finding]) -> list[Finding]:
    """All findings: those of shape, and those of the core where the shape is right.

    A name that is malformed names nothing, too: that is not told again. And what the schema refuses
    must not pass because the core found nothing to say.
    """
    places = {finding.where for finding in read.findings}
    findings = [*read.findings, *(f for f in found if f.where not in places)]
    told = {finding.where.path for finding in findings}
    fix = "compare it with the template in schema/, and report this: the reason should be told"
    for document in read.refused:
        if document.path not in told:
            message = "the file does not follow the template"
            findings.append(document.finding("FS105", (), message, fix))
    return findings


def _one_per_fault(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Drop what only follows from a comma in a flow map: the number that it cut has lost its unit."""
    found = ordered(findings)
    cut = {(f.where.path, f.where.line) for f in found if f.code == "FS116"}
    return tuple(
        f
        for f in found
        if (f.where.path, f.where.line) not in cut or f.code not in {"FS110", "FS112", "FS113", "FS115"}
    )


def has_errors(findings: Sequence[Finding]) -> bool:
    """Whether one of the findings stops publishing."""
    return any(finding.level == "error" for finding in findings)


def check(paths: Sequence[Path], tick: Tick = _no_tick) -> Report:
    """Check files and folders. Those of a catalog are checked with all it has, others alone.

    Only findings in the given paths, and in the template that they follow, are reported.
    """
    projects: dict[Path, Project] = {}
    wanted: dict[Path, list[Path]] = {}
    loose: list[Path] = []
    for path in paths:
        project = find_project(path)
        if project:
            projects[project.root] = project
            wanted.setdefault(project.root, []).append(Path(os.path.normpath(path.absolute())))
        else:
            loose += _files_below(path)
    findings: list[Finding] = []
    repairs: list[tuple[Path, Repair]] = []
    files, waived, empty = len(loose), 0, False
    for root, project in projects.items():
        catalog = load(project, tick)
        inside = [f for f in project.files() if any(_covers(path, f) for path in wanted[root])]
        shown = {project.shown(f) for f in inside} | {project.shown(p) for p in wanted[root] if p.is_file()}
        whole = any(_covers(path, project.sheets) for path in wanted[root])
        findings += [
            f for f in catalog.findings if whole or f.where.path in shown or _of_template(f, project)
        ]
        remarks = [r for r in catalog.remarks if r.finding.where.path in shown]
        findings += [r.finding for r in remarks if not r.waived]
        waived += sum(bool(r.waived) for r in remarks)
        places = {project.shown(file): file for file in inside}
        repairs += [(places[r.repair.where.path], r.repair) for r in remarks if r.repair and not r.waived]
        template = [] if whole else project.template_files()
        files += len(inside) + sum(any(_covers(path, p) for path in wanted[root]) for p in template)
        empty |= whole and not any(kind_of(file) == "models" for file in inside)
    findings += _check_loose(loose, tick)
    return Report(ordered(findings), files, waived, tuple(repairs), len(loose), empty or not files)


def _covers(path: Path, file: Path) -> bool:
    return file == path or file.is_relative_to(path)


def _of_template(finding: Finding, project: Project) -> bool:
    return finding.where.path.startswith(project.shown(project.schema) + "/")


def _files_below(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(p for p in path.rglob("*") if p.suffix.lower() in {".yaml", ".yml"} and not p.is_dir())
    return [path]


def _check_loose(files: Sequence[Path], tick: Tick) -> list[Finding]:
    """Files outside a catalog, against the template that the package carries."""
    if not files:
        return []
    loaded = load_template(packaged_schema(), "schema")
    if loaded.template is None or loaded.schemas is None:
        return list(loaded.findings)
    read = _read(files, lambda path: path.as_posix(), loaded.schemas, tick)
    found = resolve(read.documents, loaded.template, read.unread, whole=False).findings
    return _with_shape(read, found)


def planned(site: Site) -> Iterator[Planned]:
    """All pages of the site, none of them made yet."""
    yield from index_pages(site)
    for sheet in site.catalog.sheets.values():
        yield from sheet_pages(site, sheet)
    for entity in site.catalog.hardware.values():
        yield Planned(f"hardware/{entity.id}/", partial(hardware_page, site, entity))


def pages(site: Site) -> Iterator[Page]:
    """All pages of the site, one after the other."""
    return (plan.make() for plan in planned(site))
