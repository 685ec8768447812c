# A file that is not on disk yet, checked with all that the catalog has. Comes in: Project, a text. Goes out: Catalog
# and findings. Writes nothing.
"""Try a file before it is written."""

from msgspec import Struct
from msgspec.structs import replace

from factsheets.diagnostics import Finding, has_errors, ordered
from factsheets.model import Catalog, Names
from factsheets.pipeline import resolved, with_remarks
from factsheets.progress import Tick, no_tick
from factsheets.project import Project
from factsheets.questions import Template
from factsheets.schema import Schemas
from factsheets.sources import Sources, read_sources, with_text
from factsheets.template import load_template


class Bench(Struct, frozen=True):
    """A catalog, read once, that files can be tried in."""

    project: Project
    template: Template
    schemas: Schemas
    catalog: Catalog
    shared: Sources  # all files that are no sheets

    def tried(self, kind: str, name: str, text: str) -> tuple[Catalog, tuple[Finding, ...]]:
        """A file `name` of a kind with all that the catalog shares, and what is wrong with it.

        The file that is there already is replaced, as far as the trial goes; of other sheets the names are known.
        """
        shown = self.project.shown(self.project.sheets / kind / f"{name}.yaml")
        documents = {k: [d for d in found if d.path != shown] for k, found in self.shared.documents.items()}
        others = replace(self.shared, documents=documents)
        sources = with_text(others, kind, text.encode("utf-8"), shown, self.schemas)
        names = Names({**self.catalog.names, **({name: name} if kind == "models" else {})})
        catalog = resolved(self.project, self.template, sources, names)
        found = ordered(finding for finding in catalog.findings if finding.where.path == shown)
        return catalog if found else with_remarks(catalog, ()), found


def bench(project: Project, tick: Tick = no_tick) -> tuple[Bench | None, tuple[Finding, ...]]:
    """A catalog to try files in; None, and what is wrong, where its template cannot be used."""
    loaded = load_template(project.schema, project.shown(project.schema))
    if loaded.template is None or loaded.schemas is None:
        return None, ordered(loaded.findings)
    sources = read_sources(project.files(), project.shown, loaded.schemas, tick)
    catalog = resolved(project, loaded.template, sources)
    if not has_errors(catalog.findings):
        catalog = with_remarks(catalog, ())  # with derived values; no rule is asked
    rest = {kind: found for kind, found in sources.documents.items() if kind != "models"}
    shared = replace(sources, documents=rest, findings=[], refused=[])
    return Bench(project, loaded.template, loaded.schemas, catalog, shared), ()
