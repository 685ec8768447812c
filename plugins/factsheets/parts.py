# A catalog in parts. Comes in: Project, sheets that are to be checked. Goes out: verdicts. A part is some sheets with
# all that they name, so that parts can be checked by themselves: on several cores, and only where something changed.
"""Check sheets part by part."""

import multiprocessing
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from factsheets.diagnostics import Finding, Remark, has_errors
from factsheets.document import Document, Json
from factsheets.headlines import Glance
from factsheets.kept import all_kept
from factsheets.model import Catalog, Names
from factsheets.pipeline import resolved, with_remarks
from factsheets.progress import Tick
from factsheets.project import Project
from factsheets.schema import values_at
from factsheets.sources import Sources, read_sources
from factsheets.template import Loaded, load_template
from factsheets.verdicts import Store, Verdict

#: A key of this name, however it is quoted; prose has the word in nearly every sheet.
_AGAINST = re.compile(r"""against["']?\s*:""")
#: Sheets in a part: enough that what all parts share costs little, few enough to share out.
_SIZE = 256


class Work(Struct, frozen=True):
    """What all parts share."""

    project: Project
    loaded: Loaded
    shared: Sources  # all files that are no sheets
    names: Names
    files: Mapping[str, set[Path]]  # of sheets, by id, by name and by the name of the file, in lower case
    digests: Mapping[str, str]


def check_parts(
    project: Project,
    glances: Sequence[Glance],
    stale: Sequence[Glance],
    store: Store,
    tick: Tick,
    jobs: int,
) -> tuple[Finding, ...]:
    """Check the stale sheets, and what all sheets share; the verdicts go to the store.

    Returns what is wrong with the template: with an error there, nothing can be checked.
    """
    loaded = load_template(project.schema, project.shown(project.schema))
    if loaded.template:
        _examine(work_of(project, loaded, glances), [found.file for found in stale], store, tick, jobs)
    return loaded.findings


def work_of(project: Project, loaded: Loaded, glances: Sequence[Glance]) -> Work:
    """What all parts of a catalog share, its files other than sheets among it."""
    sheets = [found for found in glances if found.of_sheet]
    assert loaded.schemas  # a template comes with its schemas
    rest = [found.file for found in glances if not found.of_sheet]
    shared = read_sources(rest, project.shown, loaded.schemas)
    names = Names((found.id, found.name) for found in sheets)
    files = by_name((found.file, found.id, found.name) for found in sheets)
    return Work(project, loaded, shared, names, files, {found.shown: found.digest for found in sheets})


def by_name(sheets: Iterable[tuple[Path, str, str]]) -> dict[str, set[Path]]:
    """Files by the ids, names and file names of their sheets, in lower case."""
    found: dict[str, set[Path]] = {}
    for file, identity, name in sheets:
        for key in {name, identity, file.stem} - {""}:
            found.setdefault(key.casefold(), set()).add(file)
    return found


def _examine(work: Work, stale: Sequence[Path], store: Store, tick: Tick, jobs: int) -> None:
    assert work.loaded.template  # the caller has looked
    catalog = resolved(work.project, work.loaded.template, work.shared, work.names)
    store.verdicts[""] = Verdict(catalog.findings, (), {})
    parts = in_parts(stale)
    done = 0
    for part, verdicts in zip(parts, _spread(work, parts, jobs), strict=True):
        for file, verdict in zip(part, verdicts, strict=True):
            store.verdicts[work.project.shown(file)] = verdict
        done += len(part)
        tick(done, len(stale))


def in_parts(files: Sequence[Path]) -> list[Sequence[Path]]:
    """Files in the numbers in which they are read together."""
    return [files[start : start + _SIZE] for start in range(0, len(files), _SIZE)]


def _spread(work: Work, parts: Sequence[Sequence[Path]], jobs: int) -> Iterator[list[Verdict]]:
    """Check parts, in several processes where the system can fork them."""
    if jobs < 2 or len(parts) < 2 or "fork" not in multiprocessing.get_all_start_methods():
        yield from (_part(work, part) for part in parts)
        return
    _inherited[:] = [work, parts]
    with multiprocessing.get_context("fork").Pool(min(jobs, len(parts))) as pool:
        yield from pool.imap(_numbered_part, range(len(parts)))


#: What forked processes find here need not be sent to them.
_inherited: list[Any] = []


def _numbered_part(number: int) -> list[Verdict]:
    work, parts = _inherited
    return _part(work, parts[number])


def _part(work: Work, own: Sequence[Path]) -> list[Verdict]:
    """The verdicts on some sheets."""
    catalog, named = part(work, own)
    findings: dict[str, list[Finding]] = {}
    for finding in catalog.findings:
        findings.setdefault(finding.where.path, []).append(finding)
    remarks: dict[str, list[Remark]] = {}
    for remark in catalog.remarks:
        remarks.setdefault(catalog.sheets[remark.sheet].document.path, []).append(remark)
    verdicts = []
    for path in map(work.project.shown, own):
        rests_on = {file: work.digests[file] for file in reached(path, named)}
        verdicts.append(Verdict(tuple(findings.get(path, ())), tuple(remarks.get(path, ())), rests_on))
    return verdicts


def part(work: Work, own: Sequence[Path]) -> tuple[Catalog, dict[str, set[str]]]:
    """The catalog of some sheets and of all that they name, with remarks on the sheets themselves.

    Also which sheets each of them names, by path.
    """
    with all_kept():
        catalog, named = resolved_part(work, own)
        if shared_are_sound(catalog, named):
            paths = {work.project.shown(file) for file in own}
            ids = {key for key, sheet in catalog.sheets.items() if sheet.document.path in paths}
            catalog = with_remarks(catalog, ids)
    return catalog, named


def resolved_part(work: Work, own: Sequence[Path]) -> tuple[Catalog, dict[str, set[str]]]:
    """The same without derived facts and remarks, but with the sheets in which something is wrong."""
    assert work.loaded.template  # the caller has looked
    sources, named = _with_named(work, own)
    shared = work.shared.with_others(sources)
    return resolved(work.project, work.loaded.template, shared, work.names), named


def shared_are_sound(catalog: Catalog, named: Collection[str]) -> bool:
    """Whether no file has an error that is none of the sheets at hand, whose paths are given."""
    return not has_errors([f for f in catalog.findings if f.where.path not in named])


def _with_named(work: Work, own: Sequence[Path]) -> tuple[Sources, dict[str, set[str]]]:
    """Some sheets with all that they name, and what those name; by path, the paths that each names."""
    sources, named = Sources(), dict[str, set[str]]()
    waiting = set(own)
    assert work.loaded.schemas  # a template comes with its schemas
    while waiting:
        read = read_sources(sorted(waiting), work.project.shown, work.loaded.schemas)
        named |= {work.project.shown(file): set() for file in waiting}
        waiting = set()
        for document in read.documents.get("models", ()):
            files = named_by(work, document)
            named[document.path] = {work.project.shown(file) for file in files}
            waiting |= files
        sources = sources.with_others(read)
        waiting = {file for file in waiting if work.project.shown(file) not in named}
    return sources, named


def named_by(work: Work, document: Document) -> set[Path]:
    """The files of the sheets that a sheet names."""
    return {file for name in _names(document, work.loaded) for file in work.files.get(name, ())}


def _names(document: Document, loaded: Loaded) -> Iterator[str]:
    """Everything in a sheet that may name a sheet: by id, or by name where scores are quoted."""
    data = document.data if isinstance(document.data, dict) else {}
    yield from (str(data.get(key, "")).casefold() for key in ("id", "baseline", "superseded_by"))
    specs = loaded.template.facts.values() if loaded.template else ()
    for spec in specs:
        if spec.refers == "models":
            yield from _texts(values_at(data, *spec.keys))
    if _AGAINST.search(document.text):
        yield from _against(data)


def _against(data: Json) -> Iterator[str]:
    waiting: list[Json] = [data]
    for node in waiting:
        if isinstance(node, dict) and "against" in node:
            yield from _texts(node["against"])
        inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
        waiting += [value for value in inner if value.__class__ is dict or value.__class__ is list]


def _texts(data: Json) -> Iterator[str]:
    if isinstance(data, str):
        yield data.casefold()
    elif isinstance(data, dict | list):
        for value in data.values() if isinstance(data, dict) else data:
            yield from _texts(value)


def reached(path: str, named: Mapping[str, set[str]]) -> set[str]:
    """A path with all that it names, and what those name."""
    found, waiting = {path}, [path]
    while waiting:
        new = named.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found
