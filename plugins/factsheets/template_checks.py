# What a template names, and whether it has it. Comes in: Template, its documents. Goes out: findings.
"""Names, formulas and files of `schema/` that do not fit together."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from factsheets.diagnostics import Finding
from factsheets.document import Document, Steps
from factsheets.formula import FormulaError, Powers, dimension, names
from factsheets.questions import Metric, SectionSpec, Template
from factsheets.schema import Schemas
from factsheets.suggest import did_you_mean
from factsheets.units import DIMENSIONS, UnitError, parse, parse_unit

#: Where a name stands, the name, the names there are, and what it should name.
_Named: TypeAlias = tuple[Steps, str, Mapping[str, Any], str]
#: Units that are counted: 1 / (inference/J) is an energy, and operations are weights times tokens.
_COUNTED = frozenset({"inference", "op", "token", "bit"})


def check_template(template: Template, schemas: Schemas, documents: Mapping[str, Document]) -> list[Finding]:
    """Everything in the template that names nothing, or cannot be worked out."""
    findings = _dangling(template, schemas, documents["roles"]) + _unlisted(template, schemas)
    findings += _units(template, documents["metrics"]) + _contradictions(template, schemas)
    findings += [] if findings else _formulas(template, documents["metrics"])
    findings += _pins(schemas, documents["comparisons"])
    return findings + _glossary(template, documents["glossary"])


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


def _units(template: Template, document: Document) -> list[Finding]:
    """Units of metrics, and of the scales beside them, that are none or measure something else."""
    findings = []
    for key, metric in template.metrics.items():
        wanted = _powers_of(metric.dimension)
        scales = [
            (i, scale.unit) for i, scale in enumerate(metric.scales) if scale.unit and not scale.inverse
        ]
        units: list[tuple[Steps, str]] = [((key, "unit"), metric.unit)]
        units += [((key, "scales", i, "unit"), unit) for i, unit in scales]
        for place, unit in units:
            fix = f"write a unit of {metric.dimension}, such as `{DIMENSIONS[metric.dimension]}`"
            try:
                message = (
                    "" if parse_unit(unit)[1] == wanted else f"`{unit}` is no unit of {metric.dimension}"
                )
            except UnitError as error:
                message = error.message
            if message:
                findings.append(document.finding("FS406", place, message, fix))
    return findings


def _contradictions(template: Template, schemas: Schemas) -> list[Finding]:
    """Facts whose dimension is not that of their metric: every value of theirs would be refused, or misread."""
    findings = []
    sections = [(section, schemas.documents[f"sections/{section.key}"], 1) for section in template.sections]
    for section, document, depth in [*sections, (template.hardware, schemas.documents["hardware"], 0)]:
        for fact in section.facts:
            metric = template.metrics.get(fact.metric)
            if metric and fact.dimension and _powers_of(fact.dimension) != _powers_of(metric.dimension):
                place: Steps = tuple(step for key in fact.keys[depth:] for step in ("properties", key))
                message = (
                    f"{fact.path} is asked for as {fact.dimension}, and `{metric.id}` is {metric.dimension}"
                )
                fix = f"write `{metric.dimension}`, or name another metric"
                findings.append(document.finding("FS406", (*place, "x-dimension"), message, fix))
    return findings


def _pins(schemas: Schemas, document: Document) -> list[Finding]:
    """Values of pinned conditions that no sheet can state: the comparison would have no row."""
    known: Mapping[str, Any] = schemas.shapes["conditions"]["properties"]
    data: Any = document.data
    findings = []
    for key, entry in data.items():
        for name, value in entry.get("pin", {}).items():
            fix = _amiss(
                schemas.named(known.get(name, {})), known.get(name, {}).get("x-dimension", ""), value
            )
            if fix:
                message = f"comparison {key}: no value has the {name} `{value}`"
                findings.append(document.finding("FS403", (key, "pin", name), message, fix))
    return findings


def _amiss(schema: Mapping[str, Any], dimension: str, value: object) -> str:
    """What to write instead of a value that a condition cannot have; "" of one that it can."""
    if "enum" in schema:
        return "" if value in schema["enum"] else did_you_mean(str(value), schema["enum"])
    if schema.get("type") == "integer":
        return "" if isinstance(value, int) and value > 0 else "write a whole number"
    try:
        if dimension:
            parse(str(value), dimension)
    except UnitError as error:
        return error.fix
    return ""


def _glossary(template: Template, document: Document) -> list[Finding]:
    """Facts and terms that the glossary names but the template does not have."""
    named: list[_Named] = []
    for key, term in template.terms.items():
        named += [((key, "facts", i), path, template.facts, "fact") for i, path in enumerate(term.facts)]
        named += [((key, "see", i), other, template.terms, "term") for i, other in enumerate(term.see)]
    return [
        document.finding("FS402", path, f"there is no {what} `{name}`", did_you_mean(name, allowed))
        for path, name, allowed, what in named
        if name not in allowed
    ]


def _formulas(template: Template, document: Document) -> list[Finding]:
    """Formulas that cannot be read, name nothing, or give another dimension than their metric has."""
    findings = []
    known: dict[str, Powers] = {key: {} for key in (*template.conditions, *_sides(template))}
    known |= {key: _powers(metric) for key, metric in template.metrics.items()}
    for key, metric in template.metrics.items():
        if metric.beside and metric.beside not in template.metrics:
            fix = did_you_mean(metric.beside, template.metrics)
            message = f"there is no metric `{metric.beside}`"
            findings.append(document.finding("FS402", (key, "beside"), message, fix))
        for i, way in enumerate(metric.ways):
            place: Steps = (key, "derived", i)
            try:
                wrong = next((n for n in (*names(way.formula), way.under) if n and n not in known), "")
                found = {} if wrong else dimension(way.formula, known)
            except FormulaError as error:
                findings.append(
                    document.finding("FS404", (*place, "formula"), str(error), "correct the formula")
                )
                continue
            never = "" if wrong else _never(key, way.formula, template)
            if never:
                message = f"nothing states `{never}`, or works it out before"
                fix = "name what a fact states, or move the metric below what it is worked out from"
                message = f"the formula names its own metric, `{key}`" if never == key else message
                findings.append(document.finding("FS404", (*place, "formula"), message, fix))
            elif wrong:
                message = f"there is no metric or condition `{wrong}`"
                findings.append(
                    document.finding("FS402", (*place, "formula"), message, did_you_mean(wrong, known))
                )
            elif found != known[key]:
                message = f"the formula does not give {metric.dimension}"
                findings.append(
                    document.finding("FS404", (*place, "formula"), message, "correct the formula")
                )
    return findings


def _never(key: str, formula: str, template: Template) -> str:
    """A name in the formula of a metric that never has a value when it is worked out; "" where there is none."""
    order = list(template.metrics)
    facts = [*template.facts.values(), *template.hardware.facts]
    given = {fact.metric for fact in facts} | {*template.conditions, *_sides(template)}
    given |= {other for other in order[: order.index(key)] if template.metrics[other].ways}
    return next((name for name in names(formula) if name == key or name not in given), "")


def _powers_of(named: str) -> tuple[tuple[str, int], ...]:
    return parse_unit(DIMENSIONS[named])[1]


def _powers(metric: Metric) -> Powers:
    return {base: power for base, power in _powers_of(metric.dimension) if base not in _COUNTED}


def _sides(template: Template) -> list[str]:
    """Names of the sides of a size that has a metric."""
    sizes = [fact.metric for fact in template.facts.values() if fact.shape == "size" and fact.metric]
    return [metric + side for metric in sizes for side in ("_rows", "_columns")]
