# Both states of a catalog, as far as a change reaches. Comes in: two trees of files, a folder for what is read of
# revisions. Goes out: the sheets that changed, those that name what changed, and what is wrong with them, on each side.
# Must not know: what differs between facts, forms.
"""Read of two states what a change can have touched."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from msgspec import Struct, json
from msgspec.structs import replace

from factsheets.diagnostics import Finding, Remark
from factsheets.diff.reach import MODELS, Reach, Texts, needed, reach_of
from factsheets.diff.revisions import Tree
from factsheets.diff.standings import Entry, Shelf, Standing, standings
from factsheets.headlines import headline, rules_of
from factsheets.intake import MAX_BYTES
from factsheets.kept import all_kept
from factsheets.model import Catalog, Names
from factsheets.parts import Work, by_name, in_parts, resolved_part, shared_are_sound
from factsheets.pipeline import with_remarks
from factsheets.progress import Tick
from factsheets.project import Project, project_at, schema_files
from factsheets.resources import packaged_schema
from factsheets.sources import Sources, read_sources
from factsheets.template import Loaded, load_template


class Side(Struct, frozen=True):
    """One state, as far as the change reaches."""

    tree: Tree
    project: Project
    loaded: Loaded
    catalog: Catalog  # the sheets at hand, also those in which something is wrong
    sound: Catalog  # those in which nothing is, with what follows from their facts and what rules say of them
    paths: Mapping[str, str]  # of all sheets, by id
    findings: tuple[Finding, ...] = ()
    entries: Mapping[str, Entry] = {}  # how all sheets stand in comparisons

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What rules say of the sheets at hand."""
        return self.sound.remarks


def read_sides(base: Tree, head: Tree, folder: Path, shelf: Shelf, tick: Tick) -> tuple[Side, Side, Reach]:
    """Read both states. What is read of revisions is written below `folder`."""
    with all_kept():
        texts = Texts(base, head)
        glances = [_glances(tree, texts, shelf) for tree in (base, head)]
        reach = reach_of(base, head, texts, glances)
        roots = [_rooted(tree, folder / side) for tree, side in ((base, "base"), (head, "head"))]
        templates = _templates(base, head, roots)
        sides = []
        known: dict[str, Sources] = {}
        for tree, project, loaded, seen in zip((base, head), roots, templates, glances, strict=True):
            sides.append(_side(_State(tree, project, loaded, seen, known), texts, reach, shelf, tick))
        return sides[0], sides[1], reach


def _glances(tree: Tree, texts: Texts, shelf: Shelf) -> dict[str, tuple[str, str]]:
    """Id and name of every sheet, by path."""
    found = {}
    for path, identity in tree.of(MODELS).items():
        known = shelf.before.names.get(identity) or headline(texts.get(identity), Path(path))
        shelf.now.names[identity] = found[path] = known
    return found


# --- reading --------------------------------------------------------------------------------------


def _rooted(tree: Tree, folder: Path) -> Project:
    """Where the files of a tree stand, or will."""
    if tree.root:
        return project_at(tree.root)
    (folder / MODELS).mkdir(parents=True)
    own = "schema/factsheet.schema.json" in tree.entries
    return Project(folder, folder / "sheets", folder / "schema" if own else packaged_schema())


def _write(tree: Tree, project: Project, paths: Iterable[str]) -> None:
    """Write files of a revision below its folder, once; files of a folder stand where they are."""
    if tree.root:
        return
    for path, data in tree.read(p for p in paths if not (project.root / p).exists()).items():
        target = project.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data[: MAX_BYTES + 1])


def _templates(base: Tree, head: Tree, projects: list[Project]) -> list[Loaded]:
    """The template of each side; read once where it is one, from where it stands."""
    loaded = [_template(head, projects[1])]
    one = base.of("schema/") == head.of("schema/")
    return [*loaded, *loaded] if one else [_template(base, projects[0]), *loaded]


def _template(tree: Tree, project: Project) -> Loaded:
    _write(tree, project, tree.of("schema/"))
    return load_template(project.schema, project.shown(project.schema))


class _State(Struct, frozen=True):
    """One side before its sheets are read; `seen` has id and name of each of them by path."""

    tree: Tree
    project: Project
    loaded: Loaded
    seen: Mapping[str, tuple[str, str]]
    known: dict[str, Sources]  # what sides share, by the basis of their standings

    def file(self, path: str) -> Path:
        return self.project.root / path


def _side(state: _State, texts: Texts, reach: Reach, shelf: Shelf, tick: Tick) -> Side:
    tree, project, loaded, seen = state.tree, state.project, state.loaded, state.seen
    paths = {identity: path for path, (identity, _) in seen.items()}
    if loaded.template is None:
        nothing = Catalog.empty(loaded.findings)
        return Side(tree, project, loaded, nothing, nothing, paths, loaded.findings)
    own = _with_partners(loaded, {p for p in seen if p in reach.sheets}, paths)
    work = _work(state, needed(tree, texts, own, seen))
    catalog, named = resolved_part(work, [state.file(p) for p in sorted(own)])
    ids = {key for key, sheet in catalog.sheets.items() if sheet.document.path in reach.sheets}
    fine = shared_are_sound(catalog, named)
    sound = with_remarks(catalog, ids) if fine else replace(catalog, sheets={})
    findings = tuple(f for f in catalog.findings if f.where.path in reach.sheets or f.where.path not in seen)
    entries = _entries(state, work, sound, shelf, tick) if fine else {}
    return Side(tree, project, loaded, catalog, sound, paths, findings, entries)


def _work(state: _State, needed: set[str]) -> Work:
    """What all parts of one side share. The sheets that are needed are written first, and only they can be read."""
    tree, project, loaded = state.tree, state.project, state.loaded
    shared = sorted(p for p in tree.of("sheets/") if not p.startswith((MODELS, "sheets/figures/")))
    _write(tree, project, [*shared, *needed])
    basis = _basis(tree, project)
    assert loaded.schemas  # the caller has looked
    if basis not in state.known:
        files = [state.file(p) for p in shared]
        state.known[basis] = read_sources(files, project.shown, loaded.schemas)
    files_by_name = by_name((state.file(p), *name) for p, name in state.seen.items() if p in needed)
    return Work(project, loaded, state.known[basis], Names(state.seen.values()), files_by_name, {})


def _with_partners(loaded: Loaded, own: set[str], paths: Mapping[str, str]) -> set[str]:
    """The sheets with those that comparisons set beside them."""
    found = set(own)
    for comparison in loaded.template.comparisons if loaded.template else ():
        for pair in comparison.pairs:
            members = {paths[key] for key in (pair.baseline, *pair.sheets) if key in paths}
            found |= members if members & own else set()
    return found


# --- how sheets stand -----------------------------------------------------------------------------


def _entries(state: _State, work: Work, sound: Catalog, shelf: Shelf, tick: Tick) -> dict[str, Entry]:
    """How all sheets stand in comparisons: as kept, else as at hand, else as read now."""
    tree, basis = state.tree, _basis(state.tree, work.project)
    kept = shelf.before.standings.get(basis, {})
    now = shelf.now.standings.setdefault(basis, {})
    now |= {content: kept[content] for p in state.seen if (content := tree.entries[p]) in kept}
    _stand(sound, tree, now)
    missing = [p for p in state.seen if tree.entries[p] not in now]
    _write(tree, work.project, missing)
    done = 0
    for some in in_parts([state.file(p) for p in missing]):
        _stand(with_remarks(resolved_part(work, some)[0], ()), tree, now)
        done += len(some)
        tick(done, len(missing))
    for path in missing:
        now.setdefault(tree.entries[path], ())  # one that cannot be understood stands nowhere
    return {key: (key, name, now[tree.entries[path]]) for path, (key, name) in state.seen.items()}


def _stand(catalog: Catalog, tree: Tree, now: dict[str, tuple[Standing, ...]]) -> None:
    """Take note of how the sheets of a catalog stand that are not yet known."""
    ids = {key: tree.entries[sheet.document.path] for key, sheet in catalog.sheets.items()}
    new = [key for key, content in ids.items() if content not in now]
    now |= {ids[key]: rows for key, rows in standings(catalog, new).items()} if new else {}


def _basis(tree: Tree, project: Project) -> str:
    """What all standings rest on: this package, the template, the files that are no sheets."""
    packaged = not any(path.startswith("schema/") for path in tree.entries)
    shared = sorted((p, i) for p, i in tree.entries.items() if not p.startswith((MODELS, "sheets/figures/")))
    rest = [rules_of(schema_files(project.schema) if packaged else ()), shared]
    return sha256(json.encode(rest)).hexdigest()[:16]
