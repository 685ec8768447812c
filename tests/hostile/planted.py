"""A catalog whose every free text is hostile: a sheet that answers every fact of the template, and all that it names."""

import json
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path
from typing import Any

from judging import ROOT, large_judge

from factsheets.questions import FactSpec
from pictures import PNG

#: Longest text in one line.
LINE = 400
#: Free texts among the conditions.
_CONDITIONS = ("precision", "noise", "compensation", "variant", "subset")


class Texts:
    """Hostile texts for fields: each kind of field gets one after the other, so that it gets all of them in the end."""

    def __init__(self, strings: Sequence[str], together: int, start: int) -> None:
        self.strings, self.together, self.start = strings, together, start
        self.waiting: dict[str, Iterator[str]] = {}
        self.placed = Counter[str]()

    def of(self, kind: str, limit: int = LINE, before: str = "") -> str:
        """The next text for a kind of field: as many strings as there is room for, up to `together`."""
        if kind not in self.waiting:
            self.waiting[kind] = cycle(self.strings)
            for _ in range(self.start):
                next(self.waiting[kind])
        text, count = before, 0
        while count < self.together:
            more = f"{text} {next(self.waiting[kind])}".strip()
            if len(more) > limit:
                break
            text, count = more, count + 1
        self.placed[kind] += count
        return text or "x"


def evidence(texts: Texts) -> dict[str, Any]:
    """What stands beside a value."""
    return {"at": texts.of("at"), "note": texts.of("note", 2000), "source": "hostile-paper", "by": "lab"}


def conditions(texts: Texts) -> dict[str, Any]:
    """Conditions in free text, one of them inferred."""
    stated: dict[str, Any] = {name: texts.of(name) for name in _CONDITIONS}
    return stated | {"batch_size": {"value": 4, "inferred": texts.of("inferred")}}


def answer(spec: FactSpec, entry: dict[str, Any], texts: Texts) -> Any:  # noqa: PLR0911 - one for each shape
    """A fact with hostile text wherever its shape takes text; None where it takes a word of a list alone."""
    example = (entry.get("examples") or [None])[0]
    match spec.shape:
        case "prose":
            return {"value": "\n\n".join(texts.of("prose") for _ in range(3)), **evidence(texts)}
        case "text" if not spec.refers:
            return {"value": texts.of("text"), **evidence(texts)}
        case "list":
            if "http" in json.dumps(example):
                return None
            return {"value": [texts.of("item"), texts.of("item")], **evidence(texts)}
        case "figure":
            image = {"image": "hostile.png", "alt": texts.of("alt"), "caption": texts.of("caption")}
            return {"value": image, **evidence(texts)}
        case "quantity" if isinstance(example, str | int | float):
            return {"value": example, "conditions": conditions(texts), "basis": "measured", **evidence(texts)}
        case "range" | "pair" | "size" | "choice" if isinstance(example, str):
            return {"value": example, **evidence(texts)}
        case "record" if isinstance(example, list):
            rows = [
                {k: texts.of("cell", 60) if _is_free(v) else v for k, v in row.items()} for row in example
            ]
            return {"value": rows, **evidence(texts)}
    return None


def _is_free(value: object) -> bool:
    return isinstance(value, str) and " " in value and not value[0].isdigit()


def sheet(name: str, texts: Texts, refused: set[str]) -> dict[str, Any]:
    """A sheet that answers every fact that takes text."""
    loaded = large_judge().loaded
    assert loaded.template
    data: dict[str, Any] = {
        "factsheet": 1, "id": name, "name": texts.of("name", before="N"), "version": texts.of("version", before="1"), "date": "2026-01-31", "status": "published",
        "producers": {"lab": {"name": texts.of("producer"), "role": "hw-researcher"}}, "licence": texts.of("licence"), "source": "hostile-paper", "by": "lab",
        "verified": "seed-document", "changes": [{"date": "2026-01-31", "what": texts.of("change")}],
        "waive": [{"code": "FS312", "at": "performance", "reason": texts.of("waiver")}],
    }  # fmt: skip
    if name != "hostile-0":
        data["baseline"] = "hostile-0"
    for spec in loaded.template.facts.values():
        found = None if spec.path in refused else answer(spec, _entry(spec), texts)
        if found is not None:
            _set(data, spec.keys, found)
    _set(data, ("hardware", "kind"), "analog")
    _set(data, ("hardware", "inference"), "hostile-chip")
    scores = {"task": {"value": 90.1, "conditions": conditions(texts), "note": texts.of("note", 2000)}}
    against = {
        "benchmark": "hostile-bench",
        "against": texts.of("against"),
        "scores": {"task": 91.2},
        "basis": "measured",
    }
    split = {"split": "validation"}
    table = {
        "benchmark": "hostile-bench",
        "conditions": split,
        "basis": "simulated",
        "scores": scores,
        **evidence(texts),
    }
    _set(data, ("performance", "accuracy"), [table, against | {"conditions": {"split": "test"}}])
    _set(data, ("limitations",), {"not_known": texts.of("not_known")})
    return data


def _entry(spec: FactSpec) -> dict[str, Any]:
    schemas = large_judge().loaded.schemas
    assert schemas
    node: Any = schemas.schema(f"sections/{spec.section}" if spec.section else "hardware").data
    for key in spec.keys[1:] if spec.section else spec.keys:
        node = node["properties"][key]
    assert isinstance(node, dict)
    return node


def _set(data: dict[str, Any], keys: Sequence[str], value: Any) -> None:
    for key in keys[:-1]:
        data = data.setdefault(key, {})
    data[keys[-1]] = value


def around(texts: Texts, count: int) -> dict[str, Any]:
    """Hardware, a benchmark, references and evaluations, by path."""
    loaded = large_judge().loaded
    assert loaded.template
    chip: dict[str, Any] = {
        "id": "hostile-chip",
        "name": texts.of("hardware"),
        "kind": "analog",
        "source": "hostile-paper",
    }
    for spec in loaded.template.hardware.facts:
        found = answer(spec, _entry(spec), texts)
        if found is not None and spec.shape in {"text", "prose", "list", "quantity"}:
            _set(chip, spec.keys, {k: v for k, v in found.items() if k != "by"})
    task = {
        "title": texts.of("task"),
        "metrics": ["accuracy"],
        "note": texts.of("task note"),
        "kind": texts.of("task kind"),
    }
    bench = {"id": "hostile-bench", "name": texts.of("benchmark"), "description": texts.of("description"), "source": "hostile-paper",
             "tasks": {"task": task, "other": task}, "mean": {"title": texts.of("mean"), "tasks": ["task", "other"]}}  # fmt: skip
    paper = {"type": "article-journal", "title": texts.of("title"), "author": [{"literal": texts.of("author")}, {"family": texts.of("family"), "given": texts.of("given")}],
             "issued": 2026, "container-title": texts.of("journal"), "publisher": texts.of("publisher"), "note": texts.of("reference note", 2000), "version": texts.of("source version")}  # fmt: skip
    rating = {dimension: {"R1": "high"} for dimension in ("understandability", "relevance")}
    evaluations = {
        f"sheets/evaluations/e{n}.yaml": {
            "id": f"e{n}", "sheet": f"hostile-{n}", "iteration": 1, "date": "2026-01-31", "raters": {"R1": {"role": "hw-researcher"}},
            "ratings": {"overview": rating}, "comments": [{"rater": "R1", "section": "overview", "text": texts.of("comment", 2000)}],
        }
        for n in range(count)
    }  # fmt: skip
    return {"sheets/hardware/hostile-chip.yaml": chip, "sheets/benchmarks/hostile-bench.yaml": bench,
            "sheets/references.yaml": {"hostile-paper": paper}, **evaluations}  # fmt: skip


def plant(root: Path, texts: Texts, count: int, refused: set[str]) -> None:
    """Write a catalog of so many sheets, as JSON, which the reader takes as well."""
    shutil.copytree(ROOT / "schema", root / "schema")
    comparison = {
        "hostile": {
            "title": "All",
            "question": "Which?",
            "benchmark": "hostile-bench",
            "task": "task",
            "metrics": ["accuracy", "latency"],
            "alike": ["split"],
        }
    }
    (root / "schema/comparisons.yaml").write_text(json.dumps(comparison), encoding="utf-8")
    files = around(texts, count) | {
        f"sheets/models/hostile-{n}.yaml": sheet(f"hostile-{n}", texts, refused) for n in range(count)
    }
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    (root / "sheets/figures").mkdir()
    (root / "sheets/figures/hostile.png").write_bytes(PNG)
