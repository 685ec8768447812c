# The files of a catalog. Comes in: paths, schemas. Goes out: documents by kind, and what is wrong with them.
# Must not know: what the documents say of each other.
"""Read and validate files; a broken one never hides the others."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from msgspec import Struct, field

from factsheets.diagnostics import Finding, ordered
from factsheets.document import Document
from factsheets.progress import Tick, no_tick
from factsheets.project import KINDS, kind_of
from factsheets.read import read, read_file
from factsheets.schema import Schemas
from factsheets.validate import accepts, validate

#: Kinds whose documents are only understood when they have their shape; facts are read leniently.
_STRICT = frozenset({"benchmarks", "evaluations", "study"})


class Sources(Struct, frozen=True):
    """Documents by kind, with the names of the files that could not be read."""

    documents: dict[str, list[Document]] = field(default_factory=dict)
    unread: dict[str, frozenset[str]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    refused: list[Document] = field(default_factory=list)  # by the schema, the reason being left to the core

    def with_others(self, other: "Sources") -> "Sources":
        """Both together."""
        kinds = {*self.documents, *other.documents}
        missing = {*self.unread, *other.unread}
        return Sources(
            {kind: self.documents.get(kind, []) + other.documents.get(kind, []) for kind in kinds},
            {k: self.unread.get(k, frozenset()) | other.unread.get(k, frozenset()) for k in missing},
            self.findings + other.findings,
            self.refused + other.refused,
        )


def read_sources(
    files: Sequence[Path], shown: Callable[[Path], str], schemas: Schemas, tick: Tick = no_tick
) -> Sources:
    """Read and validate files."""
    found = Sources()
    unread: dict[str, set[str]] = {}
    for done, path in enumerate(files, 1):
        kind = kind_of(path)
        if not _take(kind, *read_file(path, shown(path)), schemas, found):
            unread.setdefault(kind, set()).add(path.stem)
        tick(done, len(files))
    found.unread.update({kind: frozenset(names) for kind, names in unread.items()})
    return found


def with_text(sources: Sources, kind: str, data: bytes, shown: str, schemas: Schemas) -> Sources:
    """The sources with a file that is not on disk."""
    found = Sources()
    _take(kind, *read(data, shown), schemas, found)
    return sources.with_others(found)


def _take(
    kind: str, document: Document | None, wrong: list[Finding], schemas: Schemas, found: Sources
) -> bool:
    """Take in what was read of a file; whether it can be understood."""
    found.findings.extend(wrong)
    return document is not None and _add(document, kind, wrong, schemas, found)


def _add(document: Document, kind: str, before: list[Finding], schemas: Schemas, found: Sources) -> bool:
    """Validate a document and add it; whether it can be understood."""
    name = KINDS.get(kind, kind)
    accepted = accepts(document, name, schemas)
    wrong = [] if accepted else validate(document, name, schemas)
    if not accepted and not wrong:
        found.refused.append(document)
    spots = {(f.where.line, f.where.column) for f in before}
    found.findings.extend(f for f in wrong if (f.where.line, f.where.column) not in spots)
    if wrong and kind in _STRICT:
        return False
    if isinstance(document.data, dict):
        found.documents.setdefault(kind, []).append(document)
    return True


def with_shape(sources: Sources, found: Iterable[Finding]) -> list[Finding]:
    """All findings: those of shape, and those of the core where the shape is right.

    A name that is malformed names nothing, too: that is not told again. And what the schema refuses
    must not pass because the core found nothing to say.
    """
    places = {finding.where for finding in sources.findings}
    findings = [*sources.findings, *(f for f in found if f.where not in places)]
    told = {finding.where.path for finding in findings}
    fix = "compare it with the template in schema/, and report this: the reason should be told"
    for document in sources.refused:
        if document.path not in told:
            message = "the file does not follow the template"
            findings.append(document.finding("FS105", (), message, fix))
    return findings


def one_per_fault(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Drop what only follows from a comma in a flow map: the number that it cut has lost its unit."""
    found = ordered(findings)
    cut = {(f.where.path, f.where.line) for f in found if f.code == "FS116"}
    return tuple(
        f
        for f in found
        if (f.where.path, f.where.line) not in cut or f.code not in {"FS110", "FS112", "FS113", "FS115"}
    )
