# Files outside a catalog. Comes in: paths. Goes out: findings, remembered for as long as nothing changes.
# Must not know: what the files refer to; there is no catalog to look in.
"""Check files against the template that the package carries."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from factsheets.diagnostics import Finding
from factsheets.headlines import digest_of, rules_of
from factsheets.progress import Tick
from factsheets.project import schema_files
from factsheets.resources import packaged_schema
from factsheets.verdicts import Verdict, open_store


def check_loose(files: Sequence[Path], tick: Tick) -> tuple[Finding, ...]:
    """What is wrong with files outside a catalog; they are checked together, for ids are unique."""
    if not files:
        return ()
    store = open_store(*(file.absolute() for file in files))
    shown = [file.as_posix() for file in files]
    store.see((), "\n".join([rules_of(schema_files(packaged_schema())), digest_of(files), *shown]))
    if not store.known(""):
        store.verdicts[""] = Verdict(tuple(_checked(files, tick)), (), {})
        store.save()
    return store.verdicts[""].findings


def _checked(files: Sequence[Path], tick: Tick) -> Iterator[Finding]:
    from factsheets.resolve import resolve  # noqa: PLC0415 - not where nothing changed: they are slow to import
    from factsheets.sources import read_sources, with_shape  # noqa: PLC0415
    from factsheets.template import load_template  # noqa: PLC0415

    loaded = load_template(packaged_schema(), "schema")
    yield from loaded.findings
    if loaded.template and loaded.schemas:
        sources = read_sources(files, lambda path: path.as_posix(), loaded.schemas, tick)
        found = resolve(sources.documents, loaded.template, sources.unread, whole=False).findings
        yield from with_shape(sources, found)
