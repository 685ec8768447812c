# JSON Schema files as they stand in schema/. Comes in: the folder. Goes out: Schemas, which say yes
# or no to a document, and the questions (FactSpec) read from the properties. Must not know: sheets.
"""The schema folder: documents, verdicts, and the questions that its sections ask."""

import json
import posixpath
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import jsonschema_rs
from msgspec import Struct, field

from factsheets.diagnostics import Finding, Where
from factsheets.document import Document, Json, Steps
from factsheets.questions import FactSpec, SectionSpec
from factsheets.read import read_file

BASE = "https://factsheets.invalid/schema/"
#: Shapes a fact can take: definitions of values.schema.json, each with a template and a reader.
SHAPES = (
    "prose", "text", "choice", "quantity", "range", "pair", "size", "scores", "series", "list",
    "figure", "record",
)  # fmt: skip
_VALUES = "values.schema.json"
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
#: Keys that every sheet has, whatever its template.
_HEAD = ("factsheet", "id", "name", "version", "date", "status")
_REQUIRED = (
    "factsheet", "values", "hardware", "benchmark", "evaluation", "references", "study", "meta/section", "meta/hardware",
    "meta/roles", "meta/metrics", "meta/comparisons", "meta/glossary",
)  # fmt: skip


class Schema(Struct, frozen=True, eq=False):
    """One schema file with its fast validator."""

    name: str
    document: Document
    validator: jsonschema_rs.Validator

    @property
    def data(self) -> dict[str, Any]:
        """The schema itself."""
        assert isinstance(self.document.data, dict)  # the same
        return self.document.data


#: Definitions that name each other in a longer row are not followed.
_FAR = 6


class Schemas(Struct, frozen=True, eq=False, dict=True):
    """All schema files of one template, by name ("sections/training")."""

    documents: Mapping[str, Document]
    _validators: dict[str, Schema] = field(default_factory=dict)

    @cached_property
    def resources(self) -> dict[str, Any]:
        """Every schema by its address, for validators that must not fetch."""
        return {f"{BASE}{name}.schema.json": doc.data for name, doc in self.documents.items()}

    def schema(self, name: str) -> Schema:
        """The schema `name`, its validator made once. Raises KeyError for an unknown name."""
        if name not in self._validators:
            document = self.documents[name]
            assert isinstance(document.data, dict)  # load_schemas let only mappings through
            validator = jsonschema_rs.validator_for(
                document.data,
                registry=self._registry,
                base_uri=f"{BASE}{name}.schema.json",
                offline=True,
                validate_formats=True,
            )
            self._validators[name] = Schema(name, document, validator)
        return self._validators[name]

    @cached_property
    def _registry(self) -> jsonschema_rs.Registry:
        return jsonschema_rs.Registry(resources=list(self.resources.items()))

    def allows(self, shape: str, value: Json) -> bool:
        """Whether a value by itself is what a definition of values.schema.json says, such as an id."""
        name = f"values#/$defs/{shape}"
        if name not in self._validators:
            found = jsonschema_rs.validator_for(
                {"$ref": f"{BASE}{_VALUES}#/$defs/{shape}"},
                registry=self._registry,
                offline=True,
                validate_formats=True,
            )
            self._validators[name] = Schema(name, self.documents["values"], found)
        return bool(self._validators[name].validator.is_valid(value))

    @cached_property
    def shapes(self) -> dict[str, Any]:
        """The definitions that facts refer to."""
        values = self.documents["values"].data
        assert isinstance(values, dict)
        definitions = values["$defs"]
        assert isinstance(definitions, dict)
        return definitions

    def named(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        """What a schema says of a value that is no map: its own words, or those of the definition that it names."""
        for _ in range(_FAR):
            definition = str(schema.get("$ref", "")).rpartition("#/$defs/")[2]
            schema = schema.get("else") or self.shapes.get(definition) or schema
        return schema

    def dimension_of(self, path: Steps) -> str:
        """The dimension of the condition that stands at a path; "" of any other, and of what is no condition."""
        steps = path[:-1] if path[-1:] == ("value",) else path
        known = self.shapes["conditions"]["properties"] if steps[-2:-1] == ("conditions",) else {}
        return str(known.get(steps[-1], {}).get("x-dimension", "")) if known else ""

    def sections(self) -> list[SectionSpec]:
        """The sections of a sheet, in the order of the root schema."""
        root = self.schema("factsheet").data["properties"]
        specs = []
        for key, entry in root.items():
            reference = str(entry.get("$ref", ""))
            if reference.startswith("sections/"):
                name = reference.removesuffix(".schema.json")
                specs.append(self.section(key, self.schema(name).data))
        return specs

    def section(self, key: str, data: Mapping[str, Any]) -> SectionSpec:
        """One section's title, needs and questions."""
        needs = tuple(data.get("x-needs", ()))
        common = {"needs": needs, "producer": str(data.get("x-producer", "")), "section_title": data["title"]}
        facts = tuple(self._facts(data["properties"], key, key, "", common))
        aliases = tuple(data.get("x-aliases", ()))
        producer = str(data.get("x-producer", ""))
        return SectionSpec(key, data["title"], data["description"], aliases, needs, producer, facts)

    def _facts(
        self, properties: Mapping[str, Any], path: str, section: str, group: str, common: dict[str, Any]
    ) -> Iterator[FactSpec]:
        for key, entry in properties.items():
            shape = shape_of(entry)
            if shape:
                yield self._fact(f"{path}.{key}".lstrip("."), section, group, shape, entry, common)
            elif "properties" in entry and "title" in entry:
                inner = common | {
                    "needs": tuple(entry.get("x-needs", common["needs"])),
                    "producer": entry.get("x-producer", common["producer"]),
                }
                yield from self._facts(
                    entry["properties"], f"{path}.{key}".lstrip("."), section, entry["title"], inner
                )

    def _fact(
        self,
        path: str,
        section: str,
        group: str,
        shape: str,
        entry: Mapping[str, Any],
        common: dict[str, Any],
    ) -> FactSpec:
        example = _written((entry.get("examples") or [""])[0])
        return FactSpec(
            path=path,
            section=section,
            section_title=common["section_title"],
            group=group,
            title=entry.get("title", path),
            shape=shape,
            description=entry.get("description", ""),
            example=f'"{example}"'
            if shape == "text" and example.isdigit()
            else example,  # else it is a number
            dimension=entry.get("x-dimension", "number"),
            metric=entry.get("x-metric", ""),
            needs=tuple(entry.get("x-needs", common["needs"])),
            producer=entry.get("x-producer", common["producer"]),
            labels=tuple(entry.get("x-labels", ())),
            columns=self._columns(section, entry),
            refers=entry.get("x-refers", ""),
            meaning=entry.get("x-meaning", ""),
            facet=entry.get("x-facet", ""),
        )

    def _columns(self, section: str, entry: Mapping[str, Any]) -> dict[str, str]:
        """Column titles of a record, from the row that its items refer to."""
        reference = str(entry.get("items", {}).get("$ref", ""))
        definitions = self.schema(f"sections/{section}").data.get("$defs", {}) if reference else {}
        row = definitions.get(reference.rpartition("/")[2], {})
        return {key: column.get("title", key) for key, column in row.get("properties", {}).items()}


def _written(value: Any, apart: str = "") -> str:
    """An example as an author would write it in one line of YAML; `apart` are the signs that end it inside of others."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_written(entry, ',[]{}')}" for key, entry in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_written(entry, ",[]{}") for entry in value) + "]"
    text = str(value)
    plain = text[:1] not in "[]{}>|*&!%#`@,?'\"" and ": " not in text and " #" not in text
    return text if not text or (plain and not any(sign in text for sign in apart)) else json.dumps(text)


def shape_of(entry: Mapping[str, Any]) -> str:
    """The shape that a property refers to, or "" when it is no fact."""
    target, _, definition = str(entry.get("$ref", "")).rpartition("#/$defs/")
    return definition if target.endswith(_VALUES) and definition in SHAPES else ""


def load_schemas(folder: Path, shown: str) -> tuple[Schemas | None, list[Finding]]:
    """Read every schema file below `folder`; `shown` is how findings name the folder.

    The reader takes JSON as well, so a fault in a schema has its line and column, too.
    """
    documents: dict[str, Document] = {}
    findings: list[Finding] = []
    for path in sorted(folder.rglob("*.schema.json")):
        name = path.relative_to(folder).as_posix()
        document, found = read_file(path, f"{shown}/{name}")
        findings += found
        if document and isinstance(document.data, dict):
            documents[name.removesuffix(".schema.json")] = document
    for name in _REQUIRED:
        if name not in documents and not findings:
            where = Where(f"{shown}/{name}.schema.json")
            findings.append(Finding("FS401", where, "the template lacks this file", "restore it"))
    if findings:
        return None, findings
    schemas = Schemas(documents)
    faults = [*_other_drafts(schemas), *_broken_references(schemas)] or _unusable(schemas) or _root(schemas)
    return schemas, faults


def _root(schemas: Schemas) -> list[Finding]:
    """What every sheet must have for pages and files to name it, and where its sections stand."""
    document = schemas.documents["factsheet"]
    findings = []
    required = values_at(document.data, "required")
    for key in _HEAD:
        if not isinstance(required, list) or key not in required:
            fix = f"add it to properties, and to required: {', '.join(_HEAD)}"
            message = f"every sheet must have `{key}`: pages, feeds and citations name it"
            findings.append(document.finding("FS405", ("required",), message, fix))
    properties = values_at(document.data, "properties")
    for key, entry in properties.items() if isinstance(properties, dict) else ():
        target = values_at(entry, "$ref")
        file = f"sections/{key}.schema.json"
        if isinstance(target, str) and target.startswith("sections/") and target != file:
            message = f"the section `{key}` does not stand in {file}"
            fix = f'rename the file, and write "$ref": "{file}"'
            findings.append(document.finding("FS405", ("properties", key, "$ref"), message, fix))
    return findings


def _other_drafts(schemas: Schemas) -> list[Finding]:
    """Schemas of another draft: one of them in the folder would make all of them fail."""
    fix = f'write "$schema": "{_DRAFT}"'
    return [
        document.finding("FS401", ("$schema",), "a schema follows JSON Schema 2020-12", fix)
        for document in schemas.documents.values()
        if values_at(document.data, "$schema") != _DRAFT
    ]


def _broken_references(schemas: Schemas) -> list[Finding]:
    """Every `$ref` that leads to no file, or to no part of it."""
    findings = []
    for name, document in schemas.documents.items():
        for path, target in _references(document.data, ()):
            file, _, pointer = target.partition("#")
            folder = posixpath.dirname(name)
            other = (
                posixpath.normpath(posixpath.join(folder, file)).removesuffix(".schema.json")
                if file
                else name
            )
            node: Json = schemas.documents[other].data if other in schemas.documents else None
            for step in pointer.split("/")[1:]:
                node = node.get(step) if isinstance(node, dict) else None
            if node is None and not target.startswith(("http:", "https:")):
                fix = "correct the reference, or add what it names"
                findings.append(document.finding("FS401", path, f"`{target}` leads to nothing", fix))
            elif node is None:
                fix = "name a file of the schema folder; nothing is fetched"
                findings.append(
                    document.finding("FS401", path, f"`{target}` is not in the schema folder", fix)
                )
    return findings


def _references(data: Json, path: Steps) -> Iterator[tuple[Steps, str]]:
    """Every `$ref` of a schema with its place."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key == "$ref" and isinstance(value, str):
                yield (*path, key), value
            elif key != "$schema":
                yield from _references(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _references(value, (*path, index))


def _unusable(schemas: Schemas) -> list[Finding]:
    """Schemas that no validator can be made of: a wrong keyword, a wrong `$schema`."""
    findings = []
    for name, document in schemas.documents.items():
        try:
            schemas.schema(name)
        except (
            jsonschema_rs.ValidationError,
            jsonschema_rs.ReferencingError,
            ValueError,
            TypeError,
        ) as error:
            reason = str(error).splitlines()[0]
            message = f"this is no usable JSON Schema: {reason}"
            findings.append(Finding("FS401", document.where(), message, "mend it"))
    # The root refers to the sections, and fails with each of them.
    root = schemas.documents["factsheet"].path
    return [finding for finding in findings if finding.where.path != root] or findings


def values_at(data: Json, *steps: str) -> Json:
    """The value below `data` at `steps`, None where there is none."""
    for step in steps:
        data = data.get(step) if isinstance(data, dict) else None
    return data
