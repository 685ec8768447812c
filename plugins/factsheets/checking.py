# A check of files and folders. Comes in: paths. Goes out: Report. A catalog is checked in parts, on all cores
# where it pays, and what did not change since the last check is not checked again.
"""Check a catalog, or files outside of one."""

import os
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from msgspec import Struct, json

from factsheets.diagnostics import Finding, Remark, Repair, has_errors, ordered
from factsheets.headlines import Glance, digest_of, glance, rules_of
from factsheets.kept import all_kept
from factsheets.linked import unfit_folders
from factsheets.loose import check_loose
from factsheets.progress import Tick, no_tick
from factsheets.project import Project, find_project, schema_files
from factsheets.verdicts import Store, open_store


class Report(Struct, frozen=True):
    """What a check found, and in how many files."""

    findings: tuple[Finding, ...]
    files: int
    waived: int = 0  # what rules found and the sheets waive
    repairs: tuple[tuple[Path, Repair], ...] = ()  # certain ones, with their files
    loose: int = 0  # files outside a catalog, whose references were not looked for
    empty: bool = False  # nothing was checked
    sheetless: bool = False  # a whole catalog, which has no sheet


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
            loose += files_below(path)
    with all_kept():
        reports = [_of_catalog(project, wanted[root], tick, jobs) for root, project in projects.items()]
        reports.append(Report(check_loose(loose, tick), len(loose), loose=len(loose)))
    files = sum(report.files for report in reports)
    return Report(
        findings=ordered(finding for report in reports for finding in report.findings),
        files=files,
        waived=sum(report.waived for report in reports),
        repairs=tuple(repair for report in reports for repair in report.repairs),
        loose=len(loose),
        empty=any(report.empty for report in reports) or not files,
        sheetless=any(report.sheetless for report in reports),
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
        empty=whole and not inside,
        sheetless=whole and not any(found.of_sheet for found in inside),
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
    rest = [
        rules_of(schema_files(project.schema)),
        digest_of(sorted((project.sheets / "figures").glob("*"))),
        [(finding.code, finding.where.path) for finding in unfit_folders(project)],
        [
            (found.shown, found.id, found.name) if found.of_sheet else (found.shown, found.digest)
            for found in glances
        ],
    ]
    return sha256(json.encode(rest)).hexdigest()


def _covers(path: Path, file: Path) -> bool:
    return file == path or file.is_relative_to(path)


def _of_template(finding: Finding, project: Project) -> bool:
    return finding.where.path.startswith(project.shown(project.schema) + "/")


def files_below(path: Path) -> list[Path]:
    """The YAML files below a folder; a file is its own."""
    if path.is_dir():
        return sorted(p for p in path.rglob("*") if p.suffix.lower() in {".yaml", ".yml"} and not p.is_dir())
    return [path]
