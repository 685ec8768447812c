# A check of files and folders. Comes in: paths. Goes out: Report. A catalog is checked in parts, on all cores
# where it pays, and what did not change since the last check is not checked again.
"""Check a catalog, or files outside of one."""

import json
import os
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from factsheets import __version__
from factsheets.diagnostics import Finding, Remark, Repair, has_errors, ordered
from factsheets.headlines import Glance, digest_of, glance
from factsheets.progress import Tick, no_tick
from factsheets.project import Project, find_project
from factsheets.resources import packaged_schema
from factsheets.verdicts import Store, open_store


class Report(Struct, frozen=True):
    """What a check found, and in how many files."""

    findings: tuple[Finding, ...]
    files: int
    waived: int = 0  # what rules found and the sheets waive
    repairs: tuple[tuple[Path, Repair], ...] = ()  # certain ones, with their files
    loose: int = 0  # files outside a catalog, whose references were not looked for
    empty: bool = False  # nothing was checked, or a whole catalog that has no sheet


def check(paths: Sequence[Path], tick: Tick = no_tick, jobs: int = 1) -> Report:
    """Check files and folders, in up to `jobs` processes. Those of a catalog are checked with all it has.

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
    reports = [_of_catalog(project, wanted[root], tick, jobs) for root, project in projects.items()]
    reports.append(Report(tuple(_check_loose(loose, tick)), len(loose), loose=len(loose)))
    files = sum(report.files for report in reports)
    return Report(
        findings=ordered(finding for report in reports for finding in report.findings),
        files=files,
        waived=sum(report.waived for report in reports),
        repairs=tuple(repair for report in reports for repair in report.repairs),
        loose=len(loose),
        empty=any(report.empty for report in reports) or not files,
    )


def _of_catalog(project: Project, wanted: Sequence[Path], tick: Tick, jobs: int) -> Report:
    """What is found in some paths of a catalog."""
    whole = any(_covers(path, project.sheets) for path in wanted)
    store = open_store(project.root)
    glances = [glance(file, project.shown(file), store.seen) for file in project.files()]
    inside = glances if whole else [g for g in glances if any(_covers(path, g.file) for path in wanted)]
    findings, remarks = _examined(project, store, glances, inside, tick, jobs)
    files = {found.shown: found.file for found in inside}
    shown = files.keys() | {project.shown(p) for p in wanted if p.is_file()}
    told = [f for f in findings if whole or f.where.path in shown or _of_template(f, project)]
    remarks = [] if has_errors(findings) else [r for r in remarks if r.finding.where.path in shown]
    template = [] if whole else project.template_files()
    return Report(
        findings=(*told, *(r.finding for r in remarks if not r.waived)),
        files=len(inside) + sum(any(_covers(path, p) for path in wanted) for p in template),
        waived=sum(bool(r.waived) for r in remarks),
        repairs=tuple((files[r.repair.where.path], r.repair) for r in remarks if r.repair and not r.waived),
        empty=whole and not any(found.of_sheet for found in inside),
    )


def _examined(
    project: Project, store: Store, glances: Sequence[Glance], inside: Sequence[Glance], tick: Tick, jobs: int
) -> tuple[list[Finding], list[Remark]]:
    """What is to be said of a catalog, as far as it concerns the files `inside`.

    Errors in other sheets are found only where something inside names them.
    """
    store.see(glances, _basis(project, glances))
    wanted = [found for found in inside if found.of_sheet]
    stale = [found for found in wanted if not store.known(found.shown)]
    if stale or not store.known(""):
        from factsheets.parts import check_parts  # noqa: PLC0415 - not where nothing changed: it is slow to import

        broken = check_parts(project, glances, stale, store, tick, jobs)
        if broken:
            return list(broken), []
        store.save()
    verdicts = [store.verdicts[""], *(store.verdicts[found.shown] for found in wanted)]
    findings = [finding for verdict in verdicts for finding in verdict.findings]
    return findings, [remark for verdict in verdicts for remark in verdict.remarks]


def _basis(project: Project, glances: Sequence[Glance]) -> str:
    """The digest of what every verdict rests on: this package, the template, shared files, ids and names."""
    package = sorted(Path(__file__).parent.rglob("*.py"))
    rest = [
        __version__,
        max(path.stat().st_mtime_ns for path in package),
        digest_of(project.schema_files()),
        digest_of(sorted((project.sheets / "figures").glob("*"))),
        [
            (found.shown, found.id, found.name) if found.of_sheet else (found.shown, found.digest)
            for found in glances
        ],
    ]
    return sha256(json.dumps(rest).encode()).hexdigest()


def _covers(path: Path, file: Path) -> bool:
    return file == path or file.is_relative_to(path)


def _of_template(finding: Finding, project: Project) -> bool:
    return finding.where.path.startswith(project.shown(project.schema) + "/")


def _files_below(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(p for p in path.rglob("*") if p.suffix.lower() in {".yaml", ".yml"} and not p.is_dir())
    return [path]


def _check_loose(files: Sequence[Path], tick: Tick) -> Iterator[Finding]:
    """Files outside a catalog, against the template that the package carries."""
    if not files:
        return
    from factsheets.resolve import resolve  # noqa: PLC0415 - the same
    from factsheets.sources import read_sources, with_shape  # noqa: PLC0415
    from factsheets.template import load_template  # noqa: PLC0415

    loaded = load_template(packaged_schema(), "schema")
    yield from loaded.findings
    if loaded.template and loaded.schemas:
        sources = read_sources(files, lambda path: path.as_posix(), loaded.schemas, tick)
        found = resolve(sources.documents, loaded.template, sources.unread, whole=False).findings
        yield from with_shape(sources, found)
