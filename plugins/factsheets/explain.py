# Why a document is not valid, in words that say what to do. Comes in: a document and its schema.
# Goes out: findings. Only asked when the fast validator has said no, for jsonschema is slow to
# import and to run. It takes the fields of jsonschema's errors, never their text.
"""Findings from JSON Schema errors."""

from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from factsheets.diagnostics import Finding
from factsheets.document import Document, Steps, dotted, shorten
from factsheets.schema import BASE, Schema, Schemas
from factsheets.suggest import did_you_mean, suggest

_TYPES = {
    "string": "text", "object": "a map (key: value)", "array": "a list", "number": "a number",
    "integer": "a whole number", "boolean": "true or false", "null": "nothing",
}  # fmt: skip
#: Definitions whose text the core reads itself and explains better (units.py, values.py).
_READ_BY_CORE = ("quantity_value", "range_value", "pair_value", "size_value")


def explain(document: Document, schema: Schema, schemas: Schemas) -> list[Finding]:
    """One finding for each fault of shape in `document`."""
    registry: Registry[Any] = Registry().with_resources(
        (uri, Resource.from_contents(content)) for uri, content in schemas.resources.items()
    )
    root = {"$ref": f"{BASE}{schema.name}.schema.json"}
    validator = Draft202012Validator(root, registry=registry)
    explainer = _Explainer(document, schemas)
    findings: list[Finding] = []
    mistyped: set[Steps] = set()
    for error in validator.iter_errors(document.data):
        path = tuple(error.absolute_path)
        if error.validator == "type":
            if path in mistyped:
                continue  # the shape and its short form both complain
            mistyped.add(path)
        findings += explainer.of(error)
    return findings


class _Explainer:
    # An error is Any: jsonschema's types allow for fields that are never unset here.
    def __init__(self, document: Document, schemas: Schemas) -> None:
        self.document, self.schemas = document, schemas
        self.core_read = [schemas.shapes.get(name) for name in _READ_BY_CORE]

    def of(self, error: Any) -> Iterator[Finding]:
        """The findings that one error stands for; none where it only follows from another."""
        path: Steps = tuple(error.absolute_path)
        name = dotted(path)
        match str(error.validator):
            case "additionalProperties" | "unevaluatedProperties":
                yield from self._unknown_keys(error, path, name)
            case "required":
                yield from self._missing(error, path, name)
            case "type":
                yield self._wrong_type(error, path, name)
            case "enum" | "const":
                allowed = error.validator_value
                values = [str(v) for v in allowed] if isinstance(allowed, list) else [str(allowed)]
                message = f"{name}: `{shorten(error.instance)}` is not one of its values"
                yield self.document.finding("FS104", path, message, did_you_mean(str(error.instance), values))
            case "pattern" if error.schema in self.core_read:
                return
            case "pattern" | "format":
                form = _form(error.schema)
                yield self.document.finding(
                    "FS105", path, f"{name}: `{shorten(error.instance)}` is not {form}", f"write {form}"
                )
            case _:
                yield self._out_of_range(error, path, name)

    def _unknown_keys(self, error: Any, path: Steps, name: str) -> Iterator[Finding]:
        instance = error.instance
        allowed = self.allowed_keys(error.schema)
        for key in instance if isinstance(instance, dict) else ():
            if key in allowed:
                continue
            if key[:1].isdigit() and instance[key] is None:
                fix = "a comma in `{ }` ends an entry: write a decimal point"
                message = f"{name}: `,{key}` is read as a new entry"
                yield self.document.finding("FS116", (*path, key), message, fix, key=True)
                continue
            free = [k for k in allowed if k not in instance]
            message = f"{name} has no key `{shorten(key)}`"
            fix = (
                f"did you mean `{meant}`?"
                if (meant := suggest(key, free))
                else self._elsewhere(key, path, free)
            )
            yield self.document.finding("FS101", (*path, key), message, fix, key=True)

    def _elsewhere(self, key: str, path: Steps, free: list[str]) -> str:
        """Where a known key belongs that stands in the wrong place."""
        found = []
        if path and path[-1] != "conditions":
            for section in self.schemas.sections():
                found += [spec.path for spec in section.facts if spec.path.endswith(f".{key}")]
        same = [place for place in found if place.split(".")[0] == path[0]] or found
        return f"`{key}` belongs in {same[0].rpartition('.')[0]}" if same else did_you_mean(key, free)

    def allowed_keys(self, schema: Mapping[str, Any]) -> list[str]:
        """Keys that a closed map may have: its own and those of the definitions it refers to."""
        keys = list(schema.get("properties", {}))
        definition = str(schema.get("$ref", "")).rpartition("#/$defs/")[2]
        if definition in self.schemas.shapes:
            keys += self.allowed_keys(self.schemas.shapes[definition])
        return list(dict.fromkeys(keys))

    def _missing(self, error: Any, path: Steps, name: str) -> Iterator[Finding]:
        """All missing keys of a map come as one error each: take the ones that no typo explains."""
        properties = error.schema.get("properties", {})
        missing = [k for k in error.validator_value if k not in error.instance]
        strange = [k for k in error.instance if k not in properties]
        for key in missing:
            if any(suggest(k, [key]) for k in strange):
                continue
            hint = properties.get(key, {})
            title = str(hint.get("description") or hint.get("title") or "").partition(". ")[0]
            fix = f"add `{key}:`" + (f" ({title.rstrip('.')})" if title else "")
            yield self.document.finding("FS102", path, f"{name} has no `{key}`", fix, key=True)

    def _wrong_type(self, error: Any, path: Steps, name: str) -> Finding:
        wanted = error.validator_value
        types = [wanted] if isinstance(wanted, str) else list(wanted)
        value = error.instance
        if value is None:
            fix = "write the value, or say why there is none: `{not_known: reason}`"
            return self.document.finding("FS103", path, f"{name} has no value", fix, key=True)
        fix = f"write {_any_of([_TYPES[t] for t in types])}"
        if "string" in types and isinstance(value, int | float):
            raw = self.document.spot(path).raw or str(value)
            fix = f'put quotes round it: "{raw}"'
        elif isinstance(value, str) and "array" in types and "string" not in types:
            fix = "write a list: a line `- text` for each entry"
        elif isinstance(value, dict) and types == ["string"]:
            fix = "put quotes round the text: a colon and a space make a map of it"
        elif types == ["object"] and error.schema.get("required"):
            fix = "write `{" + ", ".join(f"{key}: …" for key in error.schema["required"]) + "}`"
        message = f"{name} must be {_any_of([_TYPES[t] for t in types])}, not {_kind(value)}"
        return self.document.finding("FS103", path, message, fix)

    def _out_of_range(self, error: Any, path: Steps, name: str) -> Finding:
        limit, rule = error.validator_value, str(error.validator)
        words = {
            "minimum": f"at least {limit}", "maximum": f"at most {limit}",
            "minLength": "not empty", "maxLength": f"at most {limit} characters long",
            "minItems": f"a list of at least {limit}", "maxItems": f"a list of at most {limit}",
            "minProperties": "not empty", "uniqueItems": "without repetitions",
        }  # fmt: skip
        should = words.get(rule, f"as the template says ({rule})")
        return self.document.finding("FS106", path, f"{name} must be {should}", f"make it {should}")


def _form(schema: Mapping[str, Any]) -> str:
    return str(schema.get("patternErrorMessage") or schema.get("description") or "in the expected form")


def _any_of(words: list[str]) -> str:
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " or " + words[-1]


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, str):
        return "text"
    return "a map" if isinstance(value, dict) else "a list" if isinstance(value, list) else "a number"
