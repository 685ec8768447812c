# Documents to a catalog. Comes in: documents by kind, the template. Goes out: Catalog with what is
# wrong between files: two sheets with one id, a reference to nothing, a circle of baselines.
"""One catalog from many files."""

from collections.abc import Iterable, Mapping
from posixpath import basename, splitext
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from factsheets.diagnostics import Finding
from factsheets.document import Document
from factsheets.facts import FactReader
from factsheets.model import Absence, Benchmark, Catalog, Entity, Fact, Names, Sheet, Task, text_meant
from factsheets.project import KINDS
from factsheets.questions import Template
from factsheets.references import check_references
from factsheets.schema import values_at
from factsheets.study import check_study

#: Ids that would take the place of the site's own files, or of device names on Windows.
RESERVED = frozenset({"index", "404", "assets", "search", "sitemap", "for", "con", "prn", "aux", "nul"}) | {
    f"{device}{number}" for device in ("com", "lpt") for number in range(1, 10)
}


class _Build(Struct):
    """What has been read so far, and what is wrong with it."""

    template: Template
    findings: list[Finding] = field(default_factory=list)

    def entity(self, document: Document) -> Entity:
        reader = FactReader(document, self.template)
        facts = reader.facts(self.template.hardware, reader.root(), depth=0)
        self.findings += reader.findings
        data: Any = document.data
        return Entity(str(data["id"]), str(data.get("name", "")), str(data.get("kind", "")), facts, document)

    def sheet(self, document: Document) -> Sheet:
        reader = FactReader(document, self.template)
        root = reader.root()
        facts: dict[str, Fact] = {}
        absences: dict[str, Absence] = {}
        for spec in self.template.sections:
            found, absence = reader.section(spec, root)
            facts |= found
            if absence:
                absences[spec.key] = absence
        self.findings += reader.findings
        data: Any = document.data
        sections = {spec.key for spec in self.template.sections}
        header = {key: value for key, value in data.items() if key not in sections}
        kind = text_meant(facts, "hardware-kind")
        return Sheet(str(data["id"]), str(data.get("name", "")), kind, facts, document, header, absences)


def _of_its_hardware(sheet: Sheet, hardware: Mapping[str, Entity]) -> Sheet:
    """A sheet that does not say on what kind of hardware its model runs, but on which: the kind is that one's."""
    named = hardware.get(text_meant(sheet.facts, "inference-hardware")) if not sheet.kind else None
    return replace(sheet, kind=named.kind) if named else sheet


def resolve(
    documents: Mapping[str, list[Document]],
    template: Template,
    unread: Mapping[str, frozenset[str]],
    *,
    names: Names | None = None,
    whole: bool = True,
) -> Catalog:
    """The catalog of all documents (by kind: models, hardware, ..., references).

    `unread` names the files that could not be read: nothing is said of references to them.
    `names` has the name of every sheet by its id, where only some sheets are among the documents.
    With `whole` false the documents are loose files: what they refer to is not looked for.
    """
    build = _Build(template)
    named = {kind: _by_id(docs, build.findings) for kind, docs in documents.items() if kind in KINDS}
    study = documents.get("study", [])
    references = documents.get("references", [])
    sheets = {key: build.sheet(doc) for key, doc in named.get("models", {}).items()}
    hardware = {key: build.entity(doc) for key, doc in named.get("hardware", {}).items()}
    catalog = Catalog(
        template=template,
        sheets={key: _of_its_hardware(sheet, hardware) for key, sheet in sheets.items()},
        hardware=hardware,
        benchmarks={key: _benchmark(doc) for key, doc in named.get("benchmarks", {}).items()},
        references=references[0].data if references and isinstance(references[0].data, dict) else {},  # type: ignore[arg-type]
        evaluations=named.get("evaluations", {}),
        study=study[0] if study else None,
    )
    catalog = replace(
        catalog, names=names or Names((key, sheet.name) for key, sheet in catalog.sheets.items())
    )
    if whole:
        build.findings += check_references(catalog, named, unread)
        build.findings += check_study(catalog, unread)
        build.findings += _circles(catalog)
    return replace(catalog, findings=tuple(build.findings))


def _by_id(documents: Iterable[Document], findings: list[Finding]) -> dict[str, Document]:
    """Documents by id, which is also the name of the file; each id once, whatever its case."""
    named: dict[str, Document] = {}
    places: dict[str, Document] = {}
    # A file that is named like its id comes first, so that a copy of it is the one at fault.
    for document in sorted(documents, key=lambda d: values_at(d.data, "id") != _stem(d.path)):
        key = values_at(document.data, "id")
        if not isinstance(key, str):
            continue
        stem = _stem(document.path)
        if key in RESERVED:
            message = f"the id `{key}` is reserved"
            findings.append(document.finding("FS205", ("id",), message, "choose another id"))
        first = places.get(key.casefold())
        if first:
            message = f"the id `{key}` is already that of {first.path}"
            findings.append(document.finding("FS202", ("id",), message, "give each file an id of its own"))
            continue
        places[key.casefold()] = document
        if stem != key:
            fix = f"write `id: {stem}`, or rename the file to {key}.yaml"
            findings.append(
                document.finding("FS203", ("id",), f"the id `{key}` is not the file's name `{stem}`", fix)
            )
        named[key] = document
    return named


def _stem(path: str) -> str:
    return splitext(basename(path))[0]


def _benchmark(document: Document) -> Benchmark:
    data: Any = document.data
    tasks = {
        key: _task(key, entry) for key, entry in (data.get("tasks") or {}).items() if isinstance(entry, dict)
    }
    mean = data.get("mean") or {}
    return Benchmark(
        str(data["id"]), str(data.get("name", "")), str(data.get("description", "")), str(data.get("source", "")),
        tasks, str(mean.get("title", "Mean")), tuple(mean.get("tasks", ())), str(data.get("sizes_source", "")),
    )  # fmt: skip


def _task(key: str, entry: Mapping[str, Any]) -> Task:
    sizes = {name: str(size) for name, size in (entry.get("sizes") or {}).items()}
    metrics = tuple(entry.get("metrics") or ())
    return Task(
        key,
        str(entry.get("title", key)),
        metrics,
        str(entry.get("kind", "")),
        sizes,
        str(entry.get("note", "")),
    )


def _circles(catalog: Catalog) -> list[Finding]:
    """Sheets that are, over others, their own baseline or successor."""
    findings = []
    for key in ("baseline", "superseded_by"):
        for start, sheet in catalog.sheets.items():
            trail, name = {start: None}, str(sheet.header.get(key, ""))  # in order, and quick to look into
            while name in catalog.sheets and name not in trail:
                trail[name] = None
                name = str(catalog.sheets[name].header.get(key, ""))
            if name == start == min(trail):
                circle = " → ".join([*trail, start])
                findings.append(
                    sheet.document.finding("FS204", (key,), f"{key} goes in a circle: {circle}", "break it")
                )
    return findings
