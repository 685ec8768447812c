"""The version of a section: another one when it says something else, the same however it is written."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

from factsheets.diff.facts import changes
from factsheets.fingerprint import LENGTH, fingerprint
from factsheets.model import Catalog, Sheet
from factsheets.read import read
from factsheets.resolve import resolve
from factsheets.template import load_template
from reading import steps

ROOT = Path(__file__).resolve().parents[1]
TEMPLATE = load_template(ROOT / "schema", "schema").template
TEXT = (ROOT / "sheets/models/bert-base-analog-pcm.yaml").read_text(encoding="utf-8")
HEAD = 'factsheet: 1\nid: x\nname: X\nversion: "1.0"\ndate: 2026-01-31\nstatus: draft\n'


def catalog_of(text: str) -> Catalog:
    assert TEMPLATE
    document, _ = read(text.encode(), "sheets/models/x.yaml")
    assert document
    return resolve({"models": [document]}, TEMPLATE, {}, whole=False)


def sheet_of(text: str) -> Sheet:
    (sheet,) = catalog_of(text).sheets.values()
    return sheet


def reviewed(before: str, after: str) -> set[str]:
    """The sections in which a review of the change tells something."""
    sides = [catalog_of(before), catalog_of(after)]
    one, two = (next(iter(side.sheets.values())) for side in sides)
    return {change.fact.partition(".")[0] for change in changes(one, two, *sides)}


def versions(sheet: Sheet) -> dict[str, str]:
    assert TEMPLATE
    return {section.key: fingerprint(sheet, section.key) for section in TEMPLATE.sections}


def version(text: str, section: str = "performance") -> str:
    return fingerprint(sheet_of(HEAD + text), section)


BASE = "performance:\n  latency: {value: 0.19 ms, conditions: {batch_size: 4, n: 5}, source: a, note: Some words.}"
SAME = {
    "other order of keys": "performance:\n  latency: {note: Some words., source: a, conditions: {n: 5, batch_size: 4}, value: 0.19 ms}",
    "quotes and a comment": BASE.replace("0.19 ms", '"0.19 ms"').replace("a, note", "'a', note") + " # a comment",
    "the same unit in another spelling": BASE.replace("0.19 ms", "0.19 msec"),
    "another unit, the same number and precision": BASE.replace("0.19 ms", "0.00019 s"),
    "stated further out": "source: a\nperformance:\n  conditions: {batch_size: 4}\n"
    "  latency: {value: 0.19 ms, conditions: {n: 5}, note: Some words.}",
    "text in a block": BASE.replace("{value: 0.19 ms, conditions: {batch_size: 4, n: 5}, source: a, note: Some words.}", "")
    + "\n    value: 0.19 ms\n    conditions: {batch_size: 4, n: 5}\n    source: a\n    note: |\n      Some words.\n",
}  # fmt: skip
OTHER = {
    "value": BASE.replace("0.19", "0.18"),
    "precision": BASE.replace("0.19", "0.190"),
    "limit": BASE.replace("0.19", "~ 0.19"),
    "unit": BASE.replace("ms", "s"),
    "condition": BASE.replace("batch_size: 4", "batch_size: 8"),
    "condition left out": BASE.replace(", n: 5", ""),
    "condition inferred": BASE.replace("batch_size: 4", "batch_size: {value: 4, inferred: by reason}"),
    "condition inferred for another reason": BASE.replace("batch_size: 4", "batch_size: {value: 4, inferred: by guess}"),
    "basis": BASE.replace("source: a", "source: a, basis: measured"),
    "source": BASE.replace("source: a", "source: b"),
    "place in the source": BASE.replace("source: a", "source: a, at: Table 2"),
    "how it was read": BASE.replace("source: a", "source: a, verified: full-text-copy"),
    "who supplied it": BASE.replace("source: a", "source: a, by: lab"),
    "note": BASE.replace("Some words", "Other words"),
    "deviation": BASE.replace("source: a", "source: a, std: 0.02"),
    "interval": BASE.replace("source: a", "source: a, ci95: [0.18, 0.20]"),
    "runs": BASE.replace("source: a", "source: a, n_runs: 5"),
    "baseline of the value": BASE.replace("source: a", "source: a, against: the GPU"),
    "absence": "performance:\n  latency: {not_known: No clock., source: a}",
    "another absence": "performance:\n  latency: {not_applicable: No clock., source: a}",
    "another reason": "performance:\n  latency: {not_known: No time., source: a}",
    "one fact more": BASE + "\n  power: 3 W",
    "nothing": "purpose:\n  domain: text",
    "absence of the section": "performance:\n  not_known: Nobody measured.",
}  # fmt: skip


@pytest.mark.parametrize("text", SAME.values(), ids=SAME)
def test_writing_it_otherwise_changes_nothing(text: str) -> None:
    assert version(BASE) == version(text)


def test_saying_something_else_changes_the_version_each_time() -> None:
    found = {name: version(text) for name, text in {"base": BASE, **OTHER}.items()}
    assert len(found) == len(set(found.values())), sorted(found.items(), key=lambda item: item[1])


@pytest.mark.parametrize("text", OTHER.values(), ids=OTHER)
def test_what_changes_a_version_is_told_in_a_review(text: str) -> None:
    for before in (BASE, OTHER["condition inferred"]):
        assert before == text or "performance" in reviewed(HEAD + before, HEAD + text)


def test_a_short_form_is_its_long_form() -> None:
    assert version("performance:\n  latency: 0.19 ms") == version("performance:\n  latency: {value: 0.19 ms}")
    short, long = "overview:\n  summary: A model.", "overview:\n  summary: {value: A model.}"
    assert version(short, "overview") == version(long, "overview")


def test_a_deviation_is_in_the_unit_of_its_value() -> None:
    """0.190 ms and 190 us are one value, but 0.02 ms and 0.02 us are two deviations."""
    one = "performance:\n  latency: {value: 0.190 ms, std: 0.02}"
    assert version(one) == version("performance:\n  latency: {value: 190 us, std: 20}")
    assert version(one) != version("performance:\n  latency: {value: 190 us, std: 0.02}")


def test_the_order_of_values_says_nothing_that_of_texts_does() -> None:
    values = [f"    - {{value: {i} ms, conditions: {{batch_size: {i}}}}}\n" for i in (1, 2)]
    text = "performance:\n  latency:\n"
    assert version(text + "".join(values)) == version(text + "".join(reversed(values)))
    tasks = "purpose:\n  tasks: [{}, {}]"
    assert version(tasks.format("a", "b"), "purpose") != version(tasks.format("b", "a"), "purpose")


def test_the_head_of_a_sheet_belongs_to_no_section() -> None:
    assert versions(sheet_of(HEAD + BASE)) == versions(sheet_of(HEAD.replace("draft", "review") + BASE))


def test_a_version_never_changes_without_a_change_of_the_sheet() -> None:
    """Ratings name these versions: whoever changes how they are made makes every rating stale."""
    assert "2f8fb85f32fe" == version(BASE)
    assert LENGTH == len(version(BASE))


def shuffled(data: st.DataObject, node: Any) -> Any:
    """The same values with the keys of every map in another order, and without comments and quotes."""
    if isinstance(node, dict):
        keys = data.draw(st.permutations(list(node)))
        return CommentedMap((key, shuffled(data, node[key])) for key in keys)
    return [shuffled(data, value) for value in node] if isinstance(node, list) else node


def written(node: Any) -> str:
    out = io.StringIO()
    yaml = YAML(typ="rt", pure=True)
    yaml.width = 40
    yaml.dump(node, out)
    return out.getvalue()


@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_a_whole_sheet_written_otherwise_keeps_all_its_versions(data: st.DataObject) -> None:
    text = written(shuffled(data, YAML(typ="rt", pure=True).load(TEXT)))
    assert versions(sheet_of(TEXT)) == versions(sheet_of(text))


def more(leaf: Any) -> Any:
    return f"{leaf} more" if isinstance(leaf, str) else leaf + 1


def finer(leaf: Any) -> Any:
    """The same numbers with a zero behind, where they have decimals."""
    found = re.sub(r"\b\d+\.\d+", r"\g<0>0", str(leaf))
    return found if found != str(leaf) else more(leaf)


@pytest.mark.parametrize("otherwise", [more, finer])
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_a_change_anywhere_in_a_section_changes_its_version_alone_and_is_told(
    otherwise: Callable[[Any], Any], data: st.DataObject
) -> None:
    assert TEMPLATE
    yaml = YAML(typ="rt", pure=True)
    root = yaml.load(TEXT)
    sections = {section.key for section in TEMPLATE.sections}
    leaves = [path for path in steps(root) if path[0] in sections and len(path) > 2]
    *path, last = data.draw(
        st.sampled_from([p for p in leaves if isinstance(_at(root, p), str | int | float)])
    )
    node = _at(root, tuple(path))
    node[last] = otherwise(node[last])
    text = written(root)
    before, after = versions(sheet_of(TEXT)), versions(sheet_of(text))
    other = {key for key in before if before[key] != after[key]}
    assert {path[0]} == other or (otherwise is finer and not other)  # 70.4 of a number that is written 70.40
    assert other <= reviewed(TEXT, text)


def _at(node: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        node = node[step]
    return node


def test_sections_of_the_catalog_differ_where_their_facts_do(loaded: Catalog) -> None:
    stated = [
        fingerprint(sheet, section.key)
        for sheet in loaded.sheets.values()
        for section in loaded.template.sections
        if section.key == "overview"
    ]
    assert len(set(stated)) == len(loaded.sheets)
