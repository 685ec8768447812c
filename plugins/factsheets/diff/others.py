# What became of files that are no sheets. Comes in: both sides. Goes out: a plain sentence for each, of hardware also
# its facts, and the sheets that it reaches. Must not know: forms.
"""Changes of hardware, benchmarks, references, evaluations, figures and the template."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from factsheets.diff.facts import changes
from factsheets.diff.reach import Reach, values_of
from factsheets.diff.report import Other
from factsheets.diff.revisions import Tree
from factsheets.diff.sides import Side
from factsheets.diff.wording import listed
from factsheets.model import Sheet, Task
from factsheets.project import kind_of
from factsheets.words import plural

#: Keys that a sentence names; more are counted.
_FEW = 6


def others(one: Side, two: Side, reach: Reach) -> Iterator[Other]:
    """What became of each file that is no sheet; nothing of one that says the same."""
    for path in sorted(reach.changed):
        if not path.startswith("sheets/models/"):
            kind = _kind(path)
            found = _KINDS[kind](one, two, path)
            if found:
                yield found


def _kind(path: str) -> str:
    if path.startswith("schema/"):
        return "schema"
    return "figures" if path.startswith("sheets/figures/") else kind_of(Path(path))


def _state(one: Side, two: Side, path: str) -> str:
    if path not in one.tree.entries:
        return "added"
    return "removed" if path not in two.tree.entries else "changed"


def _hardware(one: Side, two: Side, path: str) -> Other | None:
    key = PurePosixPath(path).stem
    old, new = one.catalog.hardware.get(key), two.catalog.hardware.get(key)
    moved = changes(old, new, one.catalog, two.catalog)
    renamed = old is not None and new is not None and (old.name, old.kind) != (new.name, new.kind)
    state = _state(one, two, path)
    if not moved and state == "changed" and not renamed and (old or new):
        return None
    names = _naming(one, two, key)
    said = f"{plural(len(moved), 'fact')} changed" if state == "changed" else f"hardware {state}"
    if renamed and old and new:
        said += f"; {old.name}, {old.kind}, is now {new.name}, {new.kind}"
    told = new or old
    return Other(
        path, told.name if told else key, f"{said}; {_reached(names, 'names', 'name')} it", moved, names
    )


def _naming(one: Side, two: Side, key: str) -> tuple[str, ...]:
    """The names of the sheets with a fact that is the name of a file."""
    sheets: Mapping[str, Sheet] = {**one.catalog.sheets, **two.catalog.sheets}
    found = (
        sheet.name
        for sheet in sheets.values()
        for fact in sheet.facts.values()
        for value in fact.values
        if (fact.spec.refers and getattr(value.content, "text", "") == key)
        or getattr(value.content, "benchmark", "") == key
    )
    return tuple(dict.fromkeys(found))


def _reached(names: tuple[str, ...], verb: str, verbs: str) -> str:
    return f"{plural(len(names), 'sheet')} {verb if len(names) == 1 else verbs}"


def _benchmark(one: Side, two: Side, path: str) -> Other | None:
    key = PurePosixPath(path).stem
    old, new = one.catalog.benchmarks.get(key), two.catalog.benchmarks.get(key)
    if old == new and _same(one.tree, two.tree, path):
        return None
    names = _naming(one, two, key)
    told = new or old
    before, after = old.tasks if old else {}, new.tasks if new else {}
    told_of = [_keys(before, after), *_metrics(before, after)]
    said = f"benchmark {_state(one, two, path)}" + "".join(f": {words}" for words in filter(None, told_of))
    return Other(
        path, told.name if told else key, f"{said}; {_reached(names, 'has', 'have')} scores on it", (), names
    )


def _metrics(old: Mapping[str, Task], new: Mapping[str, Task]) -> Iterator[str]:
    """Tasks of which a score without a metric means another thing now."""
    for key in (key for key in new if key in old):
        was, now = (tasks[key].metrics[:1] for tasks in (old, new))
        if was != now:
            words = (" ".join(metrics).replace("_", " ") or "none" for metrics in (was, now))
            yield "scores of {} that name no metric were {} and are {}".format(key, *words)


def _references(one: Side, two: Side, path: str) -> Other | None:
    old, new = one.catalog.references, two.catalog.references
    said = _keys(old, new)
    if not said:
        return None if old or new else _plain(one, two, path)
    moved = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
    sheets: Mapping[str, Sheet] = {**one.catalog.sheets, **two.catalog.sheets}
    names = tuple(
        s.name
        for s in sheets.values()
        if any(v.evidence.source in moved for f in s.facts.values() for v in f.values)
    )
    return Other(path, "References", f"{said}; {_reached(names, 'cites', 'cite')} them", (), names)


def _keys(old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    """What came, went and changed, by key."""
    parts = (
        ("added", [key for key in new if key not in old]),
        ("removed", [key for key in old if key not in new]),
        ("changed", [key for key in new if key in old and old[key] != new[key]]),
    )
    return "; ".join(f"{what} {_some(keys)}" for what, keys in parts if keys)


def _some(keys: list[str]) -> str:
    return listed(keys if len(keys) <= _FEW else [*keys[: _FEW - 1], f"{len(keys) - _FEW + 1} more"])


def _evaluation(one: Side, two: Side, path: str) -> Other | None:
    if _same(one.tree, two.tree, path):
        return None
    rated = str((values_of(two.tree, path) or values_of(one.tree, path)).get("sheet", ""))
    names = tuple(side.catalog.names[rated] for side in (two, one) if rated in side.catalog.names)[:1]
    return Other(
        path, "Ratings", f"ratings of {names[0] if names else rated} {_state(one, two, path)}", (), names
    )


def _figure(one: Side, two: Side, path: str) -> Other:
    name = PurePosixPath(path).name
    sheets: Mapping[str, Sheet] = {**one.catalog.sheets, **two.catalog.sheets}
    shown = (
        s.name
        for s in sheets.values()
        if any(getattr(v.content, "image", "") == name for f in s.facts.values() for v in f.values)
    )
    names = tuple(dict.fromkeys(shown))
    return Other(
        path, name, f"image {_state(one, two, path)}; {_reached(names, 'shows', 'show')} it", (), names
    )


def _template(one: Side, two: Side, path: str) -> Other | None:
    if _same(one.tree, two.tree, path):
        return None
    said = f"the template: file {_state(one, two, path)}; every sheet was read by it anew"
    return Other(path, PurePosixPath(path).name, said)


def _plain(one: Side, two: Side, path: str) -> Other | None:
    if _same(one.tree, two.tree, path):
        return None
    return Other(path, PurePosixPath(path).stem.capitalize(), f"file {_state(one, two, path)}")


def _same(one: Tree, two: Tree, path: str) -> bool:
    """Whether a file says the same to a program that reads it."""
    if path not in one.entries or path not in two.entries:
        return False
    if path.endswith(".json"):
        try:
            first, second = (json.loads(tree.read([path]).get(path, b"")) for tree in (one, two))
        except (ValueError, RecursionError):
            return False
        return bool(json.dumps(first) == json.dumps(second))  # the order of keys is that of the page
    first, second = values_of(one, path), values_of(two, path)
    return bool(first) and json.dumps(first) == json.dumps(second)


_KINDS: Mapping[str, Callable[[Side, Side, str], Other | None]] = {
    "hardware": _hardware,
    "benchmarks": _benchmark,
    "references": _references,
    "evaluations": _evaluation,
    "figures": _figure,
    "study": _plain,
    "schema": _template,
}
