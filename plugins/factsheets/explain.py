# Why a document is not valid, in words that say what to do. Comes in: a document and its schema.
# Goes out: findings. Only asked when the fast validator has said no, for jsonschema is slow to
# import and to run. It takes the fields of jsonschema's errors, never their text.
"""Findings from JSON Schema errors."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from factsheets.diagnostics import MAX_PER_FILE, Finding
from factsheets.document import Document, Steps, dotted, shorten
from factsheets.schema import BASE, Schema, Schemas
from factsheets.suggest import did_you_mean, suggest, there_is
from factsheets.units import DIMENSIONS, THOUSANDS

_TYPES = {
    "string": "text", "object": "a map (key: value)", "array": "a list", "number": "a number",
    "integer": "a whole number", "boolean": "true or false", "null": "nothing",
}  # fmt: skip
#: Rules about the keys of a map; all others are about one value.
_ABOUT_KEYS = frozenset({"additionalProperties", "unevaluatedProperties", "required", "dependentRequired"})
#: The only format that is checked: a pattern cannot know how long February is.
FORMATS = FormatChecker(["date"])
#: Faults of shape that are explained; far more than a report shows.
_ENOUGH = 1_000
#: Definitions whose text the core reads itself and explains better (units.py, values.py).
_READ_BY_CORE = ("quantity_value", "range_value", "pair_value", "size_value")


def explain(document: Document, schema: Schema, schemas: Schemas) -> list[Finding]:
    """One finding for each fault of shape in `document`."""
    registry: Registry[Any] = Registry().with_resources(
        (uri, DRAFT202012.create_resource(content)) for uri, content in schemas.resources.items()
    )
    root = {"$ref": f"{BASE}{schema.name}.schema.json"}
    validator = Draft202012Validator(root, registry=registry, format_checker=FORMATS)
    explainer = _Explainer(document, schemas)
    findings: list[Finding] = []
    told: set[Steps] = set()
    for error in validator.iter_errors(document.data):
        if len(findings) >= _ENOUGH:
            break
        path: Steps = tuple(error.absolute_path)
        if error.validator not in _ABOUT_KEYS:
            if path in told:
                continue  # a shape and its short form, or two rules, complain of one value
            told.add(path)
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
            case "required" | "dependentRequired":
                yield from self._missing(error, path, name)
            case "type":
                yield self._wrong_type(error, path, name)
            case "enum" | "const":
                yield self._not_allowed(error, path, name)
            case "pattern" if error.schema in self.core_read:
                return
            case "pattern" | "format":
                form = _form(error.schema)
                yield self.document.finding(
                    "FS105", path, f"{name}: `{shorten(error.instance)}` is not {form}", f"write {form}"
                )
            case _:
                yield self._out_of_range(error, path, name)

    def _not_allowed(self, error: Any, path: Steps, name: str) -> Finding:
        allowed = (
            error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
        )
        words = [str(value) for value in allowed]
        said = shorten(error.instance)
        quoted = str(error.instance) in words
        fix = f"remove the quotes: {said}" if quoted else did_you_mean(str(error.instance), words)
        return self.document.finding("FS104", path, f"{name}: `{said}` is not one of its values", fix)

    def _unknown_keys(self, error: Any, path: Steps, name: str) -> Iterator[Finding]:
        instance = error.instance if isinstance(error.instance, dict) else {}
        allowed = self.allowed_keys(error.schema)
        free = [key for key in allowed if key not in instance]
        inside = self._of_the_value(error.schema, instance)
        if inside:
            keys = " and ".join(f"`{key}`" for key in inside)
            fix = f"write `{{value: {{{', '.join(f'{key}: …' for key in inside)}}}}}`"
            message = f"{name}: {keys} belong{'s' if len(inside) == 1 else ''} in `value`"
            yield self.document.finding("FS101", (*path, inside[0]), message, fix, key=True)
        allowed = [*allowed, *inside]
        cut = dict(_cut_by_commas(instance))
        for number, key in enumerate(key for key in instance if key not in allowed):
            place: Steps = (*path, key)
            if key in cut:
                if cut[key]:
                    message = f"{name}: `,{key}` is read as a new entry"
                    yield self.document.finding("FS116", place, message, _uncut(cut[key]), key=True)
                continue
            # Past what a report shows, nobody reads what was meant.
            meant = suggest(key, free) if number < MAX_PER_FILE else None
            fix = f"did you mean `{meant}`?" if meant else self._elsewhere(key, path, free or allowed)
            yield self.document.finding("FS101", place, f"{name} has no key `{shorten(key)}`", fix, key=True)

    def _of_the_value(self, schema: Mapping[str, Any], instance: Mapping[str, Any]) -> list[str]:
        """The keys of a map that belong into its value, which it lacks: those of a figure."""
        known = () if "value" in instance else self._value_of(schema).get("properties", ())
        return [key for key in instance if key in known]

    def _value_of(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        """What the schema of a long form says of its value."""
        value = schema.get("properties", {}).get("value")
        return self.schemas.named(value) if isinstance(value, dict) else {}

    def _elsewhere(self, key: str, path: Steps, free: list[str]) -> str:
        """Where a known key belongs that stands in the wrong place."""
        inner = self.schemas.shapes["conditions"]["properties"]
        if key in inner and path[-1:] != ("conditions",):
            return f"`{key}` belongs in `conditions`"
        if not path and key in self.schemas.shapes["context"]["properties"]:
            return f"`{key}` stands on a section, a group or a fact"
        found = self.homes.get(key, []) if path[-1:] != ("conditions",) else []
        same = [place for place in found if path and place.split(".")[0] == path[0]] or found
        if not path and len(same) > 1:
            return f"indent `{key}`: it belongs in a section"
        return f"`{key}` belongs in {same[0].rpartition('.')[0]}" if same else there_is(free)

    @cached_property
    def homes(self) -> dict[str, list[str]]:
        """Where each key of the template belongs."""
        found: dict[str, list[str]] = {}
        for section in self.schemas.sections():
            for spec in section.facts:
                found.setdefault(spec.keys[-1], []).append(spec.path)
        return found

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
        missing = [k for k in _required(error) if k not in error.instance]
        closed = False in (
            error.schema.get("additionalProperties"),
            error.schema.get("unevaluatedProperties"),
        )
        strange = [k for k in error.instance if k not in properties] if closed else []
        for key in missing:
            if any(suggest(k, [key]) for k in strange):
                continue
            fix = f"add `{key}:`{_hint(properties.get(key))}"
            yield self.document.finding("FS102", path, f"{name} has no `{key}`", fix, key=True)

    def _wrong_type(self, error: Any, path: Steps, name: str) -> Finding:
        wanted = error.validator_value
        types = [wanted] if isinstance(wanted, str) else list(wanted)
        value = error.instance
        if value is None:
            is_section = len(path) == 1 and "object" in types
            fix = "write what belongs in it" if is_section else "write the value"
            if len(path) > 1 or is_section:
                fix += ", or say why there is none: `{not_known: reason}`"
            return self.document.finding("FS103", path, f"{name} has no value", fix, key=True)
        message = f"{name} must be {_any_of([_TYPES[t] for t in types])}, not {_kind(value)}"
        return self.document.finding("FS103", path, message, self._retype(error.schema, types, value, path))

    def _retype(self, schema: Mapping[str, Any], types: list[str], value: object, path: Steps) -> str:
        """What to write instead of a value of the wrong type."""
        short = str(schema.get("else", {}).get("$ref", "")).rpartition("/")[2]
        form = self.schemas.shapes.get(short, {}).get("patternErrorMessage", "")
        if form and short in _READ_BY_CORE:
            return f"write {form}"
        if "string" in types and isinstance(value, int | float):
            raw, dimension = self.document.spot(path).raw or value, self.schemas.dimension_of(path)
            unit = "h" if dimension == "time" else DIMENSIONS.get(dimension, "")
            return f"add the unit, such as `{raw} {unit}`" if unit else f'put quotes round it: "{raw}"'
        if types == ["string"] and isinstance(value, dict):
            return "put quotes round the text: a colon and a space make a map of it"
        if "object" in types and (keys := self._figure(schema, value) or _keys_of(schema, path)):
            return f"write {keys}"
        if "array" in types and isinstance(value, str):
            return "write a list: a line `- text` for each entry"
        return f"write {_any_of([_TYPES[t] for t in types])}"

    def _figure(self, schema: Mapping[str, Any], value: object) -> str:
        """The map whose value is a map, such as a figure, with the text that stands in its place."""
        keys = self._value_of(schema).get("required", ())
        first = [f"{key}: {shorten(value) if isinstance(value, str) else '…'}" for key in keys[:1]]
        return f"`{{value: {{{', '.join([*first, *(f'{key}: …' for key in keys[1:])])}}}}}`" if keys else ""

    def _out_of_range(self, error: Any, path: Steps, name: str) -> Finding:
        limit, rule = error.validator_value, str(error.validator)
        words = {
            "minimum": f"at least {limit}", "maximum": f"at most {limit}",
            "minLength": "not empty", "maxLength": f"at most {limit} characters long",
            "minItems": f"a list of at least {limit}", "maxItems": f"a list of at most {limit}",
            "minProperties": "not empty", "uniqueItems": "without repetitions",
        }  # fmt: skip
        should = words.get(rule, f"as the template says ({rule})")
        form = error.schema.get("patternErrorMessage", "")
        also = f": {form}" if form and rule == "maxLength" else ""
        return self.document.finding("FS106", path, f"{name} must be {should}", f"make it {should}{also}")


def _cut_by_commas(instance: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Entries of a map that are the rest of a number, each with the number; "" after the first one of a number.

    `{value: 1,250,000 op}` is read as `value: 1`, `250` and `000 op`.
    """
    first, parts = "", list[str]()
    for key, value in instance.items():
        if parts and value is None and key[:1].isdigit():
            parts.append(key)
            first = first or key
            continue
        yield from _parts_of(first, parts)
        first, parts = "", [str(value)] if isinstance(value, int | float | str) else []
    yield from _parts_of(first, parts)


def _parts_of(first: str, parts: list[str]) -> Iterator[tuple[str, str]]:
    for key in parts[1:]:
        yield key, ",".join(parts) if key == first else ""


def _uncut(number: str) -> str:
    """What to write instead of a number with a comma: after it three digits are thousands, but not in 0,175."""
    rule = "a comma in `{ }` ends an entry"
    if THOUSANDS.match(number):
        return (
            f"{rule}: leave the comma out, `{shorten(number.replace(',', ''))}`, or put quotes round a text"
        )
    return (
        f"{rule}: write a decimal point, `{shorten(number.replace(',', '.', 1))}`, or put quotes round a text"
    )


def _required(error: Any) -> list[str]:
    """Names that must be there, by `required` or by `dependentRequired`."""
    if error.validator == "required":
        return list(error.validator_value)
    return [name for key, names in error.validator_value.items() if key in error.instance for name in names]


def _hint(entry: object) -> str:
    """What a missing key is for: its values, or the first sentence of its description."""
    if not isinstance(entry, dict):
        return ""
    if "enum" in entry:
        return " (" + _any_of([str(value) for value in entry["enum"]]) + ")"
    said = str(entry.get("description") or "").partition(". ")[0].rstrip(".")
    return f" ({said})" if said else ""


def _keys_of(schema: Mapping[str, Any], path: Steps) -> str:
    """The map that should stand here, by its keys; "" where a text would do as well."""
    if path and isinstance(path[-1], int) and "value" in schema.get("properties", {}):
        return "`- value:` with the conditions that tell it from the others"
    keys = schema.get("required", ())
    snippets = schema.get("defaultSnippets") or [{}]
    body = snippets[0].get("body")
    if not keys and isinstance(body, dict) and "string" not in schema.get("type", ()):
        keys = list(body)
    return "`{" + ", ".join(f"{key}: …" for key in keys) + "}`" if keys else ""


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
