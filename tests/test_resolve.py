# From many files to one catalog: ids, circles, and references to nothing.

from collections.abc import Callable, Iterable

import pytest

from factsheets.diagnostics import Finding
from factsheets.document import Document
from factsheets.model import Absence, Catalog, Text
from factsheets.questions import Template
from factsheets.read import read
from factsheets.resolve import RESERVED, resolve

HEAD = "factsheet: 1\nname: A sheet\n"
NOTHING: dict[str, frozenset[str]] = {}


def document(text: str, path: str) -> Document:
    found, findings = read(text.encode(), path)
    assert found is not None
    assert findings == []
    return found


def model(key: str, more: str = "", file: str = "") -> Document:
    return document(f"id: {key}\n{HEAD}{more}", f"sheets/models/{file or key}.yaml")


@pytest.fixture
def template(loaded: Catalog) -> Template:
    return loaded.template


@pytest.fixture
def models(template: Template) -> Callable[..., Catalog]:
    """The catalog of some sheets and nothing else."""
    return lambda *documents: resolve({"models": list(documents)}, template, NOTHING)


def codes(findings: Iterable[Finding]) -> list[str]:
    return [finding.code for finding in findings]


def places(findings: Iterable[Finding]) -> list[tuple[str, int, int]]:
    return [(finding.code, finding.where.line, finding.where.column) for finding in findings]


# --- ids ------------------------------------------------------------------------------------------


def test_documents_are_named_by_their_ids_in_the_order_of_their_files(models: Callable[..., Catalog]) -> None:
    catalog = models(model("beta"), model("alpha"))
    assert catalog.findings == ()
    assert list(catalog.sheets) == ["beta", "alpha"]
    assert catalog.sheets["beta"].name == "A sheet"


@pytest.mark.parametrize("second", ["alpha", "Alpha", "ALPHA"])
def test_an_id_stands_once_whatever_its_case(models: Callable[..., Catalog], second: str) -> None:
    catalog = models(model("alpha"), model(second))
    assert places(catalog.findings) == [("FS202", 1, 5)]
    assert "sheets/models/alpha.yaml" in catalog.findings[0].message
    assert list(catalog.sheets) == ["alpha"]


def test_an_id_may_stand_once_in_each_kind(template: Template) -> None:
    chip = document("id: alpha\nname: A chip\nkind: analog\n", "sheets/hardware/alpha.yaml")
    catalog = resolve({"models": [model("alpha")], "hardware": [chip]}, template, NOTHING)
    assert catalog.findings == ()
    assert (list(catalog.sheets), list(catalog.hardware)) == (["alpha"], ["alpha"])


def test_an_id_is_the_name_of_its_file(models: Callable[..., Catalog]) -> None:
    catalog = models(model("alpha", file="beta"))
    assert places(catalog.findings) == [("FS203", 1, 5)]
    assert catalog.findings[0].fix == "write `id: beta`, or rename the file to alpha.yaml"


@pytest.mark.parametrize("key", sorted(RESERVED))
def test_the_sites_own_names_and_device_names_are_no_ids(models: Callable[..., Catalog], key: str) -> None:
    number = key.isdigit()  # as a plain number it would be no text
    catalog = models(model(f'"{key}"' if number else key, file=key))
    assert places(catalog.findings) == [("FS205", 1, 5)]


@pytest.mark.parametrize("text", ["name: No id\n", "id: 12\n", "id:\n", "id: [alpha]\n"])
def test_a_document_without_an_id_is_passed_over(models: Callable[..., Catalog], text: str) -> None:
    catalog = models(document(text, "sheets/models/alpha.yaml"), model("beta"))
    assert catalog.findings == ()
    assert list(catalog.sheets) == ["beta"]


# --- what a catalog holds -------------------------------------------------------------------------


def test_a_sheet_has_facts_absent_sections_its_head_and_the_kind_of_its_hardware(
    models: Callable[..., Catalog],
) -> None:
    text = (
        "licence: MIT\nhardware: {kind: {value: analog, note: A remark.}}\nsetup: {not_known: nobody said}\n"
    )
    sheet = models(model("alpha", text)).sheets["alpha"]
    assert sheet.kind == "analog"
    assert sheet.facts["hardware.kind"].values[0].content == Text("analog")
    assert sheet.absences == {"setup": Absence("not_known", "nobody said")}
    assert dict(sheet.header) == {"id": "alpha", "factsheet": 1, "name": "A sheet", "licence": "MIT"}
    assert sheet.baseline == ""


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("{kind: digital}", "digital"), ("{kind: {not_known: not said}}", ""), ("{}", ""), ("[analog]", "")],
)
def test_the_kind_of_hardware_is_read_from_either_form(
    models: Callable[..., Catalog], kind: str, expected: str
) -> None:
    assert models(model("alpha", f"hardware: {kind}\n")).sheets["alpha"].kind == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [("", "analog"), ("kind: digital, ", "digital"), ("kind: {not_known: not said}, ", "analog")],
)
def test_a_sheet_that_names_its_hardware_alone_has_the_kind_of_that(
    template: Template, said: str, expected: str
) -> None:
    chip = document("id: chip\nname: A chip\nkind: analog\n", "sheets/hardware/chip.yaml")
    sheet = model("alpha", f"hardware: {{{said}inference: chip}}\n")
    found = resolve({"models": [sheet], "hardware": [chip]}, template, NOTHING)
    assert found.sheets["alpha"].kind == expected


def test_a_benchmark_has_its_tasks_metrics_and_mean(template: Template) -> None:
    text = (
        "id: pair\nname: Pair\ntasks:\n"
        "  one: {title: One, metrics: [f1, accuracy], sizes: {train: 2.5k, test: 10}, note: A remark.}\n"
        "  two: {metrics: [accuracy]}\nmean: {title: Mean of both, tasks: [one, two]}\n"
    )
    catalog = resolve({"benchmarks": [document(text, "sheets/benchmarks/pair.yaml")]}, template, NOTHING)
    assert catalog.findings == ()
    pair = catalog.benchmarks["pair"]
    assert (pair.mean_title, pair.mean_tasks) == ("Mean of both", ("one", "two"))
    assert (pair.tasks["one"].metrics, pair.tasks["one"].sizes) == (
        ("f1", "accuracy"),
        {"train": "2.5k", "test": "10"},
    )
    assert (pair.tasks["two"].title, pair.tasks["two"].metrics) == ("two", ("accuracy",))


def test_references_are_kept_as_they_stand(template: Template) -> None:
    references = document("paper: {type: document, title: A paper}\n", "sheets/references.yaml")
    catalog = resolve({"references": [references]}, template, NOTHING)
    assert catalog.references == {"paper": {"type": "document", "title": "A paper"}}


# --- circles --------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["baseline", "superseded_by"])
def test_a_circle_is_found_over_any_number_of_sheets(models: Callable[..., Catalog], key: str) -> None:
    names = ["one", "two", "three"]
    following = dict(zip(names, [*names[1:], names[0]], strict=True))
    catalog = models(*(model(name, f"{key}: {following[name]}\n") for name in names))
    assert set(places(catalog.findings)) == {("FS204", 4, len(key) + 3)}
    circles = [finding.message.partition(": ")[2].split(" → ") for finding in catalog.findings]
    assert all(circle[0] == circle[-1] and sorted(circle[1:]) == sorted(names) for circle in circles)


@pytest.mark.parametrize("key", ["baseline", "superseded_by"])
def test_a_sheet_that_names_itself_is_a_circle(models: Callable[..., Catalog], key: str) -> None:
    catalog = models(model("alpha", f"{key}: alpha\n"))
    assert [finding.message for finding in catalog.findings] == [f"{key} goes in a circle: alpha → alpha"]


def test_a_sheet_that_leads_into_a_circle_is_no_part_of_it(models: Callable[..., Catalog]) -> None:
    catalog = models(model("alpha", "baseline: beta\n"), model("beta", "baseline: beta\n"))
    assert [finding.where.path for finding in catalog.findings] == ["sheets/models/beta.yaml"]


def test_a_chain_is_no_circle(models: Callable[..., Catalog]) -> None:
    chain = [model("one", "baseline: two\n"), model("two", "baseline: three\n"), model("three")]
    assert models(*chain, model("four", "baseline: two\n")).findings == ()


def test_a_baseline_that_supersedes_its_sheet_is_no_circle(models: Callable[..., Catalog]) -> None:
    catalog = models(model("one", "baseline: two\n"), model("two", "superseded_by: one\n"))
    assert catalog.findings == ()


# --- references -----------------------------------------------------------------------------------

#: Sheets with one reference to nothing, and where it stands.
DANGLING = {
    "source of the sheet": ("source: papr\n", (4, 9)),
    "source of a section": ("performance: {source: papr, area: 1 mm2}\n", (4, 23)),
    "source of a value": ("performance: {area: {value: 1 mm2, source: papr}}\n", (4, 44)),
    "source of an absence": ("performance: {area: {not_known: not said, source: papr}}\n", (4, 51)),
    "source of a score": (
        "performance: {accuracy: {benchmark: pair, scores: {one: {value: 1, source: papr}}}}\n",
        (4, 76),
    ),
    "source in a list": ("performance: {area: [{value: 1 mm2, source: papr}]}\n", (4, 45)),
    "producer": ("performance: {area: {value: 1 mm2, by: lab}}\n", (4, 40)),
    "role of a producer": ("producers: {lab: {name: The Lab, role: wizard}}\n", (4, 40)),
    "baseline": ("baseline: bta\n", (4, 11)),
    "successor": ("superseded_by: bta\n", (4, 16)),
    "hardware": ("hardware: {inference: ship}\n", (4, 23)),
    "hardware in its long form": ("hardware: {inference: {value: ship}}\n", (4, 31)),
    "accelerator": ("hardware: {training_accelerator: ship}\n", (4, 34)),
    "data set": ("training_data: {dataset: pear}\n", (4, 26)),
    "benchmark": ("performance: {accuracy: {benchmark: pear, scores: {one: 1}}}\n", (4, 37)),
    "task": ("performance: {accuracy: {benchmark: pair, scores: {three: 1}}}\n", (4, 52)),
    "benchmark of a second table": (
        "performance: {accuracy: [\n{benchmark: pair, scores: {one: 1}},\n{benchmark: glue, scores: {one: 1}}]}\n",
        (6, 13),
    ),
    "metric": ("performance: {area: {value: 1 mm2, conditions: {metric: acuracy}}}\n", (4, 57)),
    "inferred metric": (
        "performance: {area: {value: 1 mm2, conditions: {metric: {value: acuracy, inferred: x}}}}\n",
        (4, 57),
    ),
}  # fmt: skip


def small(*sheets: Document) -> dict[str, list[Document]]:
    return {
        "models": [model("beta"), *sheets],
        "hardware": [document("id: chip\nname: A chip\n", "sheets/hardware/chip.yaml")],
        "benchmarks": [
            document(
                "id: pair\nname: Pair\ntasks: {one: {metrics: [accuracy]}, two: {metrics: [f1]}}\n",
                "sheets/benchmarks/pair.yaml",
            )
        ],
        "references": [document("paper: {type: document, title: A paper}\n", "sheets/references.yaml")],
    }


@pytest.mark.parametrize("name", DANGLING)
def test_a_name_that_stands_for_nothing_is_found_where_it_stands(template: Template, name: str) -> None:
    text, (line, column) = DANGLING[name]
    catalog = resolve(small(model("alpha", text)), template, NOTHING)
    assert places(catalog.findings) == [("FS201", line, column)]


@pytest.mark.parametrize("name", DANGLING)
def test_references_of_loose_files_are_not_looked_for(template: Template, name: str) -> None:
    loose = resolve({"models": [model("alpha", DANGLING[name][0])]}, template, NOTHING, whole=False)
    assert loose.findings == ()


def test_references_to_what_is_there_are_no_findings(template: Template) -> None:
    text = (
        "source: paper\nby: lab\nbaseline: beta\nproducers: {lab: {name: The Lab, role: hw-researcher}}\n"
        "hardware: {inference: chip, training_accelerator: {not_known: not said}}\n"
        "performance:\n  accuracy:\n    benchmark: pair\n    conditions: {metric: accuracy}\n    scores: {one: 1}\n"
    )
    assert resolve(small(model("alpha", text)), template, NOTHING).findings == ()


@pytest.mark.parametrize(
    ("kind", "unread", "text"),
    [
        ("models", "bta", "baseline: bta\n"),
        ("models", "bta", "superseded_by: bta\n"),
        ("hardware", "ship", "hardware: {inference: ship}\n"),
        ("benchmarks", "pear", "performance: {accuracy: {benchmark: pear, scores: {three: 1}}}\n"),
        ("references", "references", "source: papr\n"),
    ],
)
def test_nothing_is_said_of_names_that_an_unread_file_may_define(
    template: Template, kind: str, unread: str, text: str
) -> None:
    documents = small(model("alpha", text))
    assert codes(resolve(documents, template, NOTHING).findings) == ["FS201"]
    assert resolve(documents, template, {kind: frozenset({unread})}).findings == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("sheet: beta", "sheet: bta"),
        ("role: hw-researcher", "role: wizard"),
        ("overview: {relevance: {P1: high}}", "overwiew: {relevance: {P1: high}}"),
        ("overview: {relevance: {P1: high}}", "overview: {relevance: {P2: high}}"),
        ("source: paper", "source: papr"),
    ],
)
def test_an_evaluation_names_a_sheet_raters_roles_and_sections(
    template: Template, old: str, new: str
) -> None:
    text = (
        "id: round\nsheet: beta\nsource: paper\nraters: {P1: {role: hw-researcher}}\n"
        "ratings:\n  overview: {relevance: {P1: high}}\n"
    )
    for evaluation, expected in ((text, []), (text.replace(old, new), ["FS201"])):
        documents = small() | {"evaluations": [document(evaluation, "sheets/evaluations/round.yaml")]}
        assert codes(resolve(documents, template, NOTHING).findings) == expected


@pytest.mark.parametrize(("old", "new"), [("metrics: [f1]", "metrics: [F1]"), ("[one, two]", "[one, three]")])
def test_a_benchmark_names_metrics_and_its_own_tasks(template: Template, old: str, new: str) -> None:
    text = (
        "id: other\nname: Other\ntasks: {one: {metrics: [accuracy]}, two: {metrics: [f1]}}\n"
        "mean: {title: Mean, tasks: [one, two]}\n"
    )
    for benchmark, expected in ((text, []), (text.replace(old, new), ["FS201"])):
        documents = {"benchmarks": [document(benchmark, "sheets/benchmarks/other.yaml")]}
        assert codes(resolve(documents, template, NOTHING).findings) == expected


def test_a_misspelled_name_brings_the_one_that_is_meant(template: Template) -> None:
    for name in ("source of the sheet", "baseline", "hardware", "metric"):
        (finding,) = resolve(small(model("alpha", DANGLING[name][0])), template, NOTHING).findings
        assert finding.fix in {
            f"did you mean `{meant}`?" for meant in ("paper", "beta", "chip", "accuracy")
        }, name


def test_a_former_id_is_that_of_no_other_sheet(template: Template) -> None:
    catalog = resolve(small(model("alpha", "renamed_from: [older, beta]\n")), template, NOTHING)
    assert places(catalog.findings) == [("FS202", 4, 23)]
    assert "`beta`" in catalog.findings[0].message
