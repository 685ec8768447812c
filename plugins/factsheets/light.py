# A catalog for pages. Comes in: Project. Goes out: Catalog with remarks, part by part without what its sheets were
# read from: that is more than half of the memory, and no page needs it. Must not know: pages, who follows edits.
"""Read a catalog in parts, and keep of its sheets what pages say."""

from msgspec import Struct
from msgspec.structs import replace

from factsheets.diagnostics import Finding, Remark, ordered
from factsheets.document import Document
from factsheets.headlines import glance
from factsheets.model import Catalog, Sheet
from factsheets.parts import Work, in_parts, part, work_of
from factsheets.pipeline import resolved
from factsheets.progress import Tick, no_tick
from factsheets.project import Project
from factsheets.template import load_template


class Light(Struct, frozen=True):
    """A catalog, and what is needed to read some of its sheets again."""

    catalog: Catalog
    work: Work | None = None  # none where the template has an error
    named: dict[str, set[str]] = {}  # by the path of a sheet, the paths of those that it names


def read_light(project: Project, tick: Tick = no_tick) -> Light:
    """Read a catalog. Its findings say what is wrong; with an error, make no pages of it."""
    loaded = load_template(project.schema, project.shown(project.schema))
    if loaded.template is None:
        return Light(Catalog.empty(ordered(loaded.findings)))
    glances = [glance(file, project.shown(file), {}) for file in project.files()]
    work = work_of(project, loaded, glances)
    catalog = resolved(project, loaded.template, work.shared, work.names)
    findings: list[Finding] = [*catalog.findings]
    remarks: list[Remark] = []
    sheets: dict[str, Sheet] = {}
    named: dict[str, set[str]] = {}
    models = [found.file for found in glances if found.of_sheet]
    for own in in_parts(models):
        found, names = part(work, own)
        paths = {project.shown(file) for file in own}
        named |= {path: names[path] for path in paths}
        findings += (finding for finding in found.findings if finding.where.path in paths)
        remarks += found.remarks
        sheets |= {k: without_text(s) for k, s in found.sheets.items() if s.document.path in paths}
        tick(len(named), len(models))
    catalog = replace(catalog, sheets=sheets, findings=ordered(findings), remarks=tuple(remarks))
    return Light(catalog, work, named)


def without_text(sheet: Sheet) -> Sheet:
    """The sheet without what it was read from."""
    return replace(sheet, document=Document(sheet.document.path, "", None, {}))
