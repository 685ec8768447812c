# The template as a whole. Comes in: the schema folder. Goes out: Template and Schemas, or findings.
# Must not know: sheets.
"""Read `schema/`: sections, roles, metrics and comparisons."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from factsheets.conditions import Condition, conditioned
from factsheets.diagnostics import Finding, Where
from factsheets.document import Document
from factsheets.questions import (
    Asked,
    Beside,
    Comparison,
    Metric,
    Need,
    Pair,
    Participant,
    Role,
    Scale,
    SectionSpec,
    Template,
    Term,
    Way,
    Words,
)
from factsheets.read import read_file
from factsheets.schema import Schemas, load_schemas
from factsheets.template_checks import check_template
from factsheets.validate import validate

_FILES = ("roles", "metrics", "comparisons", "glossary")


class Loaded(Struct, frozen=True):
    """What the schema folder gives; both are None when it has an error."""

    template: Template | None
    schemas: Schemas | None
    findings: tuple[Finding, ...]


def load_template(folder: Path, shown: str) -> Loaded:
    """Read the template; `shown` is how findings name the folder."""
    schemas, findings = load_schemas(folder, shown)
    usable = schemas if not findings else None
    documents: dict[str, Document] = {}
    for name in _FILES:
        path = folder / f"{name}.yaml"
        document, found = read_file(path, f"{shown}/{name}.yaml")
        findings += found
        if document and usable and not found:
            findings += validate(document, f"meta/{name}", usable)
            documents[name] = document
    if schemas is None or findings:
        return Loaded(None, None, tuple(findings))
    for name in sorted(schemas.documents):
        if name.startswith("sections/") or name == "hardware":
            meta = "meta/hardware" if name == "hardware" else "meta/section"
            findings += validate(schemas.documents[name], meta, schemas)
    if findings:
        return Loaded(None, None, tuple(findings))
    template = _assemble(schemas, {name: doc.data for name, doc in documents.items()}, documents)
    findings += check_template(template, schemas, documents)
    return Loaded(None if findings else template, None if findings else schemas, tuple(findings))


def _assemble(schemas: Schemas, data: Mapping[str, Any], documents: Mapping[str, Document]) -> Template:
    roles = data["roles"]
    needs = {key: _need(key, entry) for key, entry in roles["needs"].items()}
    people = roles["participants"]
    conditions = schemas.shapes["conditions"]["properties"]
    sections = tuple(schemas.sections())
    order = _page_order(needs, sections)
    return Template(
        sections=sections,
        hardware=schemas.section("", schemas.schema("hardware").data),
        needs=needs,
        roles={key: _role(key, entry, people, order) for key, entry in roles["roles"].items()},
        participants={code: _participant(code, person) for code, person in people.items()},
        metrics={key: _metric(key, entry) for key, entry in data["metrics"].items()},
        comparisons=tuple(
            _comparison(key, entry, documents["comparisons"].where((key,), key=True), conditions)
            for key, entry in data["comparisons"].items()
        ),
        conditions={key: entry["title"] for key, entry in conditions.items()},
        condition_dimensions={k: e["x-dimension"] for k, e in conditions.items() if "x-dimension" in e},
        terms={key: _term(key, entry) for key, entry in data["glossary"].items()},
        compared=_words(documents["comparisons"]),
    )


def _words(document: Document) -> Words:
    """The words of the entries of a file, each where it first stands in its entry: names, and keys that name conditions."""
    places: dict[tuple[str, str], Where] = {}
    data: Any = document.data
    waiting = [(entry, node) for entry, node in data.items()]
    for entry, node in waiting:
        spots = document.inside(node)
        for step, value in node.items() if isinstance(node, dict) else enumerate(node):
            if isinstance(step, str):
                places.setdefault((entry, step), document.at(spots[step], key=True))
            if isinstance(value, dict | list):
                waiting.append((entry, value))
            else:
                places.setdefault((entry, str(value)), document.at(spots[step]))
    return Words(document.text, places)


def _page_order(needs: Mapping[str, Need], sections: Sequence[SectionSpec]) -> list[str]:
    """Needs in the order in which the template's facts answer them."""
    answered = [need for section in sections for fact in section.facts for need in fact.needs]
    return sorted(needs, key=lambda need: answered.index(need) if need in answered else len(answered))


def _need(key: str, entry: Mapping[str, Any]) -> Need:
    essential = tuple((e,) if isinstance(e, str) else tuple(e) for e in entry["essential"])
    aliases = tuple(entry.get("aliases", ()))
    return Need(key, entry["title"], entry["question"], entry["origin"], essential, aliases)


def _participant(code: str, entry: Mapping[str, Any]) -> Participant:
    return Participant(code, entry["role"], tuple(entry["phases"]), frozenset(entry.get("needs", ())))


def _role(key: str, entry: Mapping[str, Any], people: Mapping[str, Any], order: list[str]) -> Role:
    """A role with its needs: most asked first, then in the order of the needs."""
    asked_people = {c: p for c, p in people.items() if p["role"] == key and "needs" in p}
    asked = []
    for need in order:
        count = sum(need in person["needs"] for person in asked_people.values())
        quotes = [p["quoted"][need] for p in asked_people.values() if need in p.get("quoted", {})]
        reason = entry.get("inferred", {}).get(need, "")
        if count or quotes or reason:
            quoted = quotes[0] if quotes else ""
            asked.append(Asked(need, count or len(quotes), len(asked_people), reason, quoted))
    asked.sort(key=lambda a: -a.count)
    return Role(
        id=key,
        title=entry["title"],
        short=entry["short"],
        description=entry["description"],
        asks=entry["asks"],
        tasks=tuple(entry["tasks"]),
        interviewed=tuple(asked_people),
        asked=tuple(asked),
    )


def _metric(key: str, entry: Mapping[str, Any]) -> Metric:
    low, high = entry.get("range", (None, None))
    return Metric(
        key, entry["title"], entry["short"], entry["dimension"], entry["unit"], entry["better"],
        entry.get("decimals"), low, high, entry.get("headline", False), entry["description"],
        ways=tuple(Way(**way) for way in entry.get("derived", ())),
        beside=entry.get("beside", ""),
        complement=entry.get("complement", False),
        proportion=entry.get("proportion", False),
        relative=entry.get("relative", False),
        scales=tuple(Scale(**scale) for scale in entry.get("scales", ())),
        meant={key: str(value) for key, value in entry.get("meant", {}).items()},
    )  # fmt: skip


def _term(key: str, entry: Mapping[str, Any]) -> Term:
    lists = (tuple(entry.get(name, ())) for name in ("aliases", "facts", "see"))
    return Term(key, entry["title"], entry["definition"], *lists)


def _pinned(pin: Mapping[str, Any], conditions: Mapping[str, Any]) -> dict[str, Condition]:
    """Conditions by name; one that the template does not have is a finding of its own."""
    specs = {key: conditions.get(key, {}) for key in pin}
    return {
        key: conditioned(key, spec.get("title", key), str(pin[key]), spec.get("x-dimension", ""))
        for key, spec in specs.items()
    }


def _comparison(
    key: str, entry: Mapping[str, Any], where: Where, conditions: Mapping[str, Any]
) -> Comparison:
    return Comparison(
        id=key,
        title=entry["title"],
        question=entry["question"],
        benchmark=entry.get("benchmark", ""),
        metrics=tuple(entry.get("metrics", ())),
        pin=_pinned(entry.get("pin", {}), conditions),
        rows_by=tuple(entry.get("rows_by", ())),
        alike=tuple(entry["alike"]),
        pairs=tuple(Pair(p["baseline"], tuple(p["sheets"]), p["title"]) for p in entry.get("pairs", ())),
        caveats=tuple(entry.get("caveats", ())),
        where=where,
        task=entry.get("task", ""),
        by_pair=entry.get("by_pair", False),
        sheets=tuple(entry.get("sheets", ())),
        best_first=entry.get("best_first", False),
        within=entry.get("within", ""),
        chart=entry.get("chart", ""),
        beside=tuple(_beside(figure) for figure in entry.get("beside", ())),
    )


def _beside(entry: Mapping[str, Any]) -> Beside:
    words = {key: str(entry.get(key, "")) for key in ("basis", "source", "at", "verified", "note")}
    conditions = {key: str(value) for key, value in entry.get("conditions", {}).items()}
    return Beside(entry["title"], entry["metric"], entry["value"], conditions=conditions, **words)
