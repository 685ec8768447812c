# How far a change reaches. Comes in: two trees of files. Goes out: the sheets that changed, and those that may rest on
# what changed, by a look at their texts: nothing is read as YAML that need not be. Must not know: facts, findings.
"""Which sheets a change can have touched."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, TypeAlias

from msgspec import Struct

from factsheets.diff.revisions import Tree
from factsheets.project import kind_of
from factsheets.read import read

MODELS = "sheets/models/"
_WORD = re.compile(rb"\w+")
#: With more names to look for, all sheets are read.
_MANY = 400

#: What stands round a word that is all of a value.
_BEFORE = rb"""(?:[:,\[-][ ]+|\[|\n[ ]+)["']?"""
_BEHIND = rb"""["']?[ ]*(?:\r?\n|$|[\]}#]|,[ ]*(?:\w+:|[\w-]+[\]},]))"""

#: The words of a name, the name with its white space made one, and the file that is called so.
_Name: TypeAlias = tuple[frozenset[bytes], bytes, str]


class Reach(Struct, frozen=True):
    """What differs between two trees, and which sheets that reaches, by path."""

    changed: frozenset[str]
    sheets: frozenset[str]


class Texts:
    """The bytes of sheets, each content once."""

    def __init__(self, base: Tree, head: Tree) -> None:
        mine = head.of(MODELS)
        self._by_id = {mine[path]: data for path, data in head.read(mine).items()}
        other = {path: found for path, found in base.of(MODELS).items() if found not in self._by_id}
        self._by_id |= {other[path]: data for path, data in base.read(other).items()}
        self._names: dict[tuple[object, ...], list[_Name]] = {}

    def get(self, identity: str) -> bytes:
        """The bytes of a content."""
        return self._by_id.get(identity, b"")

    def names(self, seen: Mapping[str, tuple[str, str]], figures: tuple[str, ...]) -> list[_Name]:
        """What files are called by, for both sides once where they have the same ones."""
        key = (tuple(seen.items()), figures)
        if key not in self._names:
            told = [(name, path) for path in seen for name in _called(path, [seen])]
            told += [(PurePosixPath(path).name, path) for path in figures]
            plain = [(b" ".join(name.encode("utf-8", "replace").split()), path) for name, path in told]
            self._names[key] = [(frozenset(_WORD.findall(name)), name, path) for name, path in plain if name]
        return self._names[key]


def reach_of(base: Tree, head: Tree, texts: Texts, glances: Sequence[Mapping[str, tuple[str, str]]]) -> Reach:
    """What differs, and the sheets that may rest on it. `glances` has id and name of all sheets of each side, by path."""
    paths = base.entries.keys() | head.entries.keys()
    changed = frozenset(path for path in paths if base.entries.get(path) != head.entries.get(path))
    models = {path for path in paths if path.startswith(MODELS)}
    words = _words(base, head, changed)
    if words is None or len(words) > _MANY or any(path.startswith("schema/") for path in changed):
        return Reach(changed, frozenset(models))
    reached = {path for path in changed if path.startswith(MODELS)}
    rest = {path: head.entries[path] for path in models - reached}
    # Texts may speak of a sheet; where it keeps its id and name, only those that refer to it rest on it.
    renamed = {path for path in reached if len({tuple(side.get(path, ())) for side in glances}) > 1}
    spoken = words | {word for path in renamed for word in _called(path, glances)}
    named = {word for path in reached for word in _called(path, glances)} - spoken
    while (spoken or named) and rest:
        found = [_finder(spoken, rb"(?<![\w-])", rb"(?![\w-])"), _referring(named)]
        new = {p for p, identity in rest.items() if any(finder(texts.get(identity)) for finder in found)}
        reached |= new
        spoken, named = set(), {word for path in new for word in _called(path, glances)}
        rest = {path: identity for path, identity in rest.items() if path not in new}
    return Reach(changed, frozenset(reached))


def _called(path: str, glances: Sequence[Mapping[str, tuple[str, str]]]) -> set[str]:
    """Everything that a sheet is called by in other files."""
    known = [name for side in glances for name in side.get(path, ())]
    return {name for name in [*known, PurePosixPath(path).stem] if name}


def _words(base: Tree, head: Tree, changed: Iterable[str]) -> set[str] | None:
    """What sheets say that rest on another file that changed; None where all may."""
    words: set[str] = set()
    for path in changed:
        kind = kind_of(Path(path))
        if path.startswith(MODELS):
            continue
        if path.startswith("sheets/figures/") or kind in {"hardware", "benchmarks"}:
            words |= {PurePosixPath(path).stem, PurePosixPath(path).name}
        elif kind == "references":
            one, two = (values_of(tree, path) for tree in (base, head))
            words |= {key for key in one.keys() | two.keys() if one.get(key) != two.get(key)}
        elif kind == "evaluations":
            rated = {str(values_of(tree, path).get("sheet", "")) for tree in (base, head)}
            words |= {f"id: {name}" for name in rated if name}
        elif kind != "study":
            return None
    return words


def values_of(tree: Tree, path: str) -> dict[str, Any]:
    """The values of one file; none of what cannot be read."""
    document = read(tree.read([path]).get(path, b""), path)[0]
    return document.data if document and isinstance(document.data, dict) else {}


def _finder(words: set[str], before: bytes, behind: bytes) -> Callable[[bytes], bool]:
    """Finds words in a text. A look for the longest part of each comes first: most texts have none."""
    told = [word.encode("utf-8", "replace").split() for word in sorted(words)]
    longest = [max(parts, key=len) for parts in told if parts]
    either = b"|".join(rb"\s+".join(map(re.escape, parts)) for parts in told)
    pattern = re.compile(before + rb"(?:" + either + rb")" + behind)
    return lambda text: any(part in text for part in longest) and pattern.search(text) is not None


def _referring(words: set[str]) -> Callable[[bytes], bool]:
    """Finds words that are all of a value. A name of several words is one only where scores are against it."""
    ids = {word for word in words if len(word.split()) == 1}
    by_id, by_name = (_finder(some, _BEFORE, _BEHIND) for some in (ids, words - ids))
    return lambda text: by_id(text) or (b"against" in text and by_name(text))


def needed(tree: Tree, texts: Texts, own: set[str], seen: Mapping[str, tuple[str, str]]) -> set[str]:
    """Some sheets with those that they may name, and what these name; their images. By a look at their texts."""
    figures = tuple(tree.of("sheets/figures/"))
    if seen.keys() <= own:
        return own | set(figures)  # without a look at every text
    names = texts.names(seen, figures)
    found, waiting = set(own), list(own)
    while waiting and len(found) < len(seen) + len(figures):
        text = b" ".join(texts.get(tree.entries[waiting.pop()]).split())
        words = set(_WORD.findall(text))
        new = {path for parts, name, path in names if parts <= words and path not in found and name in text}
        found |= new
        waiting += [path for path in new if path.startswith(MODELS)]
    return found
