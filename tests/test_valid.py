# Sheets that must pass, and an analog sheet that Hypothesis spoils: both validators must agree on either.

import copy
import json
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from command import Result
from factsheets.checking import check
from factsheets.conditions import Condition
from factsheets.diagnostics import Finding, as_text, limited
from factsheets.document import Document, Json, Steps
from factsheets.facts import ABSENCES
from factsheets.model import Catalog, Fact, Value
from factsheets.questions import Template
from factsheets.read import read, read_file
from factsheets.resolve import resolve
from factsheets.resources import packaged_schema
from factsheets.schema import BASE, SHAPES, Schemas, values_at
from factsheets.template import load_template
from factsheets.validate import accepts, validate

VALID = Path(__file__).resolve().parent / "valid"
SHEETS = sorted(VALID.glob("*.yaml"))
ANALOG = VALID.parents[1] / "sheets" / "models" / "bert-base-analog-pcm.yaml"


@cache
def template() -> tuple[Template, Schemas]:
    loaded = load_template(packaged_schema(), "schema")
    assert loaded.template is not None
    assert loaded.schemas is not None
    return loaded.template, loaded.schemas


@cache
def oracle() -> Draft202012Validator:
    """The validator of jsonschema, which explains; the fast one is jsonschema-rs."""
    _, schemas = template()
    registry: Registry[Any] = Registry().with_resources(
        (uri, Resource.from_contents(content)) for uri, content in schemas.resources.items()
    )
    return Draft202012Validator({"$ref": f"{BASE}factsheet.schema.json"}, registry=registry)


def read_alone(document: Document) -> tuple[Catalog, list[Finding]]:
    """What is made of a sheet outside a catalog, and what is found in it."""
    asked, schemas = template()
    catalog = resolve({"models": [document]}, asked, {}, whole=False)
    return catalog, [*validate(document, "factsheet", schemas), *catalog.findings]


# --- sheets that pass -----------------------------------------------------------------------------


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.stem)
def test_a_valid_sheet_passes_and_both_validators_accept_it(sheet: Path, tmp_path: Path) -> None:
    report = check([Path(shutil.copy(sheet, tmp_path))])
    assert as_text(report.findings) == ""
    assert (report.files, report.loose) == (1, 1)

    document, _ = read_file(sheet, sheet.name)
    assert document is not None
    assert accepts(document, "factsheet", template()[1])
    assert oracle().is_valid(document.data)


def test_the_command_line_finds_nothing_to_mend_in_them(tmp_path: Path, cli: Callable[..., Result]) -> None:
    shutil.copytree(VALID, tmp_path / "valid")
    result = cli("check", "valid", cwd=tmp_path)
    assert result.exit_code == 0
    assert result.output.startswith(f"{len(SHEETS)} files checked, nothing to mend")


@cache
def all_facts() -> dict[tuple[str, str], tuple[Fact, Json]]:
    """Every fact of the valid sheets, with what its author wrote, by sheet and path."""
    found = {}
    for path in SHEETS:
        document, _ = read_file(path, path.name)
        assert document is not None
        catalog, _ = read_alone(document)
        for fact in catalog.sheets[path.stem].facts.values():
            found[path.stem, fact.spec.path] = (fact, values_at(document.data, *fact.spec.keys))
    return found


def all_values() -> Iterator[Value]:
    for fact, _ in all_facts().values():
        yield from fact.values


def test_they_show_every_shape_in_both_forms_and_absent() -> None:
    facts = all_facts().values()
    short = {fact.spec.shape for fact, written in facts if not isinstance(written, dict)}
    long = {fact.spec.shape for fact, written in facts if isinstance(written, dict) and fact.values}
    absent = {fact.spec.shape for fact, _ in facts if fact.absence}
    assert short == set(SHAPES) - {"figure"}  # which has no short form
    assert long == set(SHAPES)
    assert absent == set(SHAPES)


def test_they_show_every_kind_of_absence_of_facts_and_of_sections() -> None:
    absences = [fact.absence for fact, _ in all_facts().values() if fact.absence]
    document, _ = read_file(VALID / "absences.yaml", "absences.yaml")
    assert document is not None
    sections = read_alone(document)[0].sheets["absences"].absences
    assert {absence.kind for absence in absences} == set(ABSENCES)
    assert {key: absence.kind for key, absence in sections.items()} == {
        "setup": "pending",
        "inference": "not_applicable",
        "limitations": "not_known",
    }


def test_they_show_every_condition_stated_and_inferred() -> None:
    def keys(wanted: Callable[[Condition], bool]) -> set[str]:
        return {c.key for value in all_values() for c in value.conditions if wanted(c)}

    conditions = set(template()[0].conditions)
    assert keys(lambda c: not c.inferred) == conditions
    assert keys(lambda c: bool(c.inferred)) == conditions


def test_they_show_every_kind_of_uncertainty() -> None:
    values = list(all_values())
    assert any(value.std is not None for value in values)
    assert any(value.ci95 == (3.05, 3.21) for value in values)
    assert any(value.n_runs == 10 for value in values)
    assert {getattr(value.content, "limit", "") for value in values} == {"", "~", "<=", ">=", "<"}


def test_the_bytes_of_the_odd_files_are_as_their_names_say() -> None:
    windows = (VALID / "windows-line-ends.yaml").read_bytes()
    assert windows.count(b"\r\n") == windows.count(b"\n") > 0
    assert (VALID / "byte-order-mark.yaml").read_bytes().startswith(b"\xef\xbb\xbf")
    assert not (VALID / "no-line-end.yaml").read_bytes().endswith(b"\n")
    assert not (VALID / "beyond-ascii.yaml").read_bytes().isascii()


# --- sheets that Hypothesis spoils ----------------------------------------------------------------

Change: TypeAlias = Callable[[Any], None]

#: Texts that facts are written in, right and wrong.
SPELLINGS = (
    "1 ms", "0.19", "3,13 W", "3.13 Wat", "5 kHz/second", "~ 21.84 Gop", "<= 128", "about 780 mm2", "110 M", "64.00 %",
    "1 to 4", "5 to 1", "1 to 4 ms", "1 / 2", "1 /2", "512 x 512", "512 x", "x", "to", "/", "", " ", "NaN", "1e9", "-1",
    "analog", "measured", "draft", "published", "glue", "validation", "2026-01-31", "2026-13-01", "Bad Id", "mailto:",
    "https://example.org", "drawing.png", "drawing.svg", "not_known", "\u0660 ms", "\u00b5s", "line\nbreak",
    "512 \u00d7 512", "1 x 2 x 3 x 4 x 5", "~1 to 4", "1  ms ", "1\u00a0ms", "1\tms", "2026-02-31",
)  # fmt: skip
KEYS = (
    "value", "note", "source", "at", "by", "verified", "basis", "conditions", "not_known", "not_applicable", "pending",
    "owner", "due", "std", "ci95", "n_runs", "against", "benchmark", "scores", "mean", "batch_size", "inferred", "image",
    "alt", "caption", "task", "size", "latency", "method", "name", "role", "0", "constructor",
)  # fmt: skip

texts = st.sampled_from(SPELLINGS) | st.text(max_size=12)
keys = st.sampled_from(KEYS) | st.text(max_size=12)
numbers = st.integers(-10, 10) | st.floats(allow_nan=False, allow_infinity=False) | st.integers()
json_values = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=6,
)


def places(data: Any, path: Steps = ()) -> Iterator[Steps]:
    """Every place in a value, from the inside out."""
    steps = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, inner in steps:
        yield from places(inner, (*path, step))
        yield (*path, step)


def node_at(data: Any, path: Steps) -> Any:
    for step in path:
        data = data[step]
    return data


@cache
def analog() -> dict[str, Any]:
    document, _ = read_file(ANALOG, ANALOG.name)
    assert document is not None
    assert isinstance(document.data, dict)
    return document.data


@st.composite
def spoiled_sheets(draw: st.DrawFn) -> Any:
    """The analog sheet with keys deleted or renamed and values replaced, up to three times."""
    data = copy.deepcopy(analog())
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(list(places(data))))
        around, step = node_at(data, path[:-1]), path[-1]
        change = draw(st.sampled_from(("delete", "replace", "rename")))
        if change == "delete" and len(data) > 1:
            del around[step]
        elif change == "rename" and isinstance(around, dict):
            around[draw(keys)] = around.pop(step)
        else:
            around[step] = draw(json_values)
    return data


def test_the_sheet_that_is_spoiled_has_no_fault() -> None:
    document, found = read(json.dumps(analog()).encode(), "bert-base-analog-pcm.yaml")
    assert document is not None
    assert [*found, *read_alone(document)[1]] == []


@settings(deadline=None, derandomize=True, max_examples=400)
@given(spoiled_sheets())
@example({})
@example([])
@example({"id": "alpha", "performance": {"latency": {}}})
def test_validators_agree_on_a_spoiled_sheet_and_a_rejected_one_is_explained(data: Any) -> None:
    source = json.dumps(data, ensure_ascii=False).encode("utf-8", "surrogatepass")
    document, found = read(source, "bert-base-analog-pcm.yaml")
    if document is None:
        assert found
        return
    accepted = accepts(document, "factsheet", template()[1])
    assert accepted == oracle().is_valid(document.data)
    _, wrong = read_alone(document)
    assert accepted or wrong
    assert as_text(wrong).count(": error[") >= len(limited(wrong))
