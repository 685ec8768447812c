# The template as a whole. Comes in: the schema folder. Goes out: Template and Schemas, or findings.
# Must not know: sheets.
"""Read `schema/`: sections, roles, metrics and comparisons."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from factsheets.diagnostics import Finding, Where
from factsheets.document import Document, Steps
from factsheets.questions import Asked, Comparison, Metric, Need, Pair, Role, SectionSpec, Template
from factsheets.read import read_file
from factsheets.schema import Schemas, load_schemas
from factsheets.suggest import did_you_mean
from factsheets.validate import validate

_FILES = ("roles", "metrics", "comparisons")
#: Where a name stands, the name, the names there are, and what it should name.
_Named: TypeAlias = tuple[Steps, str, Mapping[str, Any], str]


@dataclass(frozen=True, slots=True)
class Loaded:
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
    findings += _dangling(template, schemas, documents["roles"])
    findings += _unlisted(template, schemas)
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
        participants={code: person["role"] for code, person in people.items()},
        metrics={key: _metric(key, entry) for key, entry in data["metrics"].items()},
        comparisons=tuple(
            _comparison(key, entry, documents["comparisons"].where((key,), key=True))
            for key, entry in data["comparisons"].items()
        ),
        conditions={key: entry["title"] for key, entry in conditions.items()},
        condition_dimensions={k: e["x-dimension"] for k, e in conditions.items() if "x-dimension" in e},
    )


def _page_order(needs: Mapping[str, Need], sections: Sequence[SectionSpec]) -> list[str]:
    """Needs in the order in which the template's facts answer them."""
    answered = [need for section in sections for fact in section.facts for need in fact.needs]
    return sorted(needs, key=lambda need: answered.index(need) if need in answered else len(answered))


def _need(key: str, entry: Mapping[str, Any]) -> Need:
    essential = tuple((e,) if isinstance(e, str) else tuple(e) for e in entry["essential"])
    return Need(key, entry["title"], entry["question"], entry["origin"], essential)


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
    )  # fmt: skip


def _comparison(key: str, entry: Mapping[str, Any], where: Where) -> Comparison:
    return Comparison(
        id=key,
        title=entry["title"],
        question=entry["question"],
        benchmark=entry.get("benchmark", ""),
        metrics=tuple(entry.get("metrics", ())),
        pin={name: str(value) for name, value in entry.get("pin", {}).items()},
        rows_by=tuple(entry.get("rows_by", ())),
        alike=tuple(entry["alike"]),
        pairs=tuple(Pair(p["baseline"], tuple(p["sheets"]), p["title"]) for p in entry.get("pairs", ())),
        caveats=tuple(entry.get("caveats", ())),
        where=where,
    )


def _dangling(template: Template, schemas: Schemas, roles: Document) -> list[Finding]:
    """Needs, roles, metrics and facts that the template names but does not have."""
    named = [*((roles, *rest) for rest in _named_by_roles(template, roles.data))]
    for section in template.sections:
        document = schemas.documents[f"sections/{section.key}"]
        named += [(document, *rest) for rest in _named_by_section(template, section)]
    hardware = _named_by_facts(template, template.hardware, 0)
    named += [(schemas.documents["hardware"], *rest) for rest in hardware]
    return [
        document.finding("FS402", path, f"there is no {what} `{name}`", did_you_mean(name, allowed))
        for document, path, name, allowed, what in named
        if name and name not in allowed
    ]


def _unlisted(template: Template, schemas: Schemas) -> list[Finding]:
    """Section files that the root schema does not list: nobody would be asked for their facts."""
    listed = {f"sections/{section.key}" for section in template.sections}
    fix = 'add it to the properties of factsheet.schema.json: {"$ref": "sections/….schema.json"}'
    return [
        schemas.documents[name].finding("FS402", (), "no sheet asks for this section", fix)
        for name in sorted(schemas.documents)
        if name.startswith("sections/") and name not in listed
    ]


def _named_by_roles(template: Template, data: Any) -> Iterator[_Named]:
    for key, need in template.needs.items():
        for i, group in enumerate(need.essential):
            yield from ((("needs", key, "essential", i), path, template.facts, "fact") for path in group)
    for code, person in data["participants"].items():
        place: Steps = ("participants", code)
        yield (*place, "role"), person["role"], template.roles, "role"
        for i, need_id in enumerate(person.get("needs", ())):
            yield (*place, "needs", i), need_id, template.needs, "need"
    for key, role in data["roles"].items():
        for need_id in role.get("inferred", {}):
            yield ("roles", key, "inferred", need_id), need_id, template.needs, "need"


def _named_by_section(template: Template, section: SectionSpec) -> Iterator[_Named]:
    for need_id in section.needs:
        yield ("x-needs",), need_id, template.needs, "need"
    yield ("x-producer",), section.producer, template.roles, "role"
    yield from _named_by_facts(template, section, 1)


def _named_by_facts(template: Template, section: SectionSpec, depth: int) -> Iterator[_Named]:
    """What facts name themselves; what they have from their section is reported there."""
    for fact in section.facts:
        steps: Steps = tuple(step for key in fact.keys[depth:] for step in ("properties", key))
        for need_id in fact.needs if fact.needs != section.needs else ():
            yield (*steps, "x-needs"), need_id, template.needs, "need"
        yield (*steps, "x-metric"), fact.metric, template.metrics, "metric"
        if fact.producer != section.producer:
            yield (*steps, "x-producer"), fact.producer, template.roles, "role"
