# The only composition of the steps. Comes in: Project. Goes out: Catalog with findings and remarks.
# Prints nothing, raises nothing for a bad sheet.
"""From a folder to a catalog."""

from collections.abc import Collection, Sequence
from pathlib import PurePosixPath

from msgspec.structs import replace

from factsheets.check_comparisons import check_comparisons
from factsheets.derive import derive
from factsheets.diagnostics import Finding, has_errors, ordered
from factsheets.figures import check_figures
from factsheets.kept import all_kept
from factsheets.linked import unfit_folders
from factsheets.lint import lint
from factsheets.model import Catalog, Names
from factsheets.progress import Tick, no_tick
from factsheets.project import Project
from factsheets.questions import Template
from factsheets.ranges import check_ranges
from factsheets.resolve import resolve
from factsheets.sources import Sources, one_per_fault, read_sources, with_shape
from factsheets.template import load_template


def load(project: Project, tick: Tick = no_tick) -> Catalog:
    """The catalog of a project. `findings` says what is wrong; with an error, make no pages of it."""
    loaded = load_template(project.schema, project.shown(project.schema))
    if loaded.template is None or loaded.schemas is None:
        return Catalog.empty(ordered(loaded.findings))
    with all_kept():
        sources = read_sources(project.files(), project.shown, loaded.schemas, tick)
        catalog = resolved(project, loaded.template, sources)
        return catalog if has_errors(catalog.findings) else with_remarks(catalog, set(catalog.sheets))


def resolved(project: Project, template: Template, sources: Sources, names: Names | None = None) -> Catalog:
    """The catalog of what was read, and what is wrong with it.

    `names` has the name of every sheet by its id, where only some of the sheets were read.
    """
    catalog = resolve(sources.documents, template, sources.unread, names=names)
    figures = check_figures(catalog, project.sheets / "figures")
    findings = with_shape(sources, [*catalog.findings, *figures, *unfit_folders(project)])
    if project.schema.is_relative_to(project.root):
        findings += check_comparisons(catalog, sources.unread)
    findings += check_ranges(_sound(catalog, findings))
    return replace(catalog, findings=one_per_fault(findings))


def with_remarks(catalog: Catalog, ids: Collection[str]) -> Catalog:
    """The catalog with derived facts, and with what rules have to say of some of its sheets."""
    catalog = derive(_sound(catalog, catalog.findings))
    return replace(catalog, remarks=lint(catalog, ids))


def _sound(catalog: Catalog, findings: Sequence[Finding]) -> Catalog:
    """The catalog with those sheets alone whose own file has no error; none where a shared file has one."""
    broken = {finding.where.path for finding in findings if finding.level == "error"}
    shared = any(PurePosixPath(path).parent.as_posix() != "sheets/models" for path in broken)
    sheets = () if shared else catalog.sheets.items()
    sound = {key: sheet for key, sheet in sheets if sheet.document.path not in broken}
    return replace(catalog, sheets=sound) if len(sound) < len(catalog.sheets) else catalog
