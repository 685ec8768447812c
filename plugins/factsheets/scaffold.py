# The text of a new sheet. Comes in: answers, the template, what readers ask for. Goes out: YAML with what was answered,
# and as comments what was not. Must not know: who was asked, where the sheet goes.
"""Scaffold a sheet, and copy from another one what may be said of this one, too."""

from collections.abc import Mapping, Sequence
from typing import Any

from factsheets.document import Document, Json, Steps
from factsheets.escape import diag
from factsheets.layout import Raw, written
from factsheets.model import Fact, Sheet, Value
from factsheets.questions import FactSpec, Template
from factsheets.read import plain_scalar, read
from factsheets.schema import Schemas
from factsheets.wanted import Wanted

#: Answers: keys of the head, and sections with facts and groups of facts.
Answers = dict[str, Any]

MODELINE = "# yaml-language-server: $schema=../../schema/{}.schema.json\n"
_INTRO = """# Behind a # stands what readers ask for and nobody has stated yet, most wanted first.
# Take the # away and fill it in, or say why it is absent: {not_known: reason}.
"""
#: What a model was found to do is not copied; what is said of it in words and sizes is, and marked.
_NOT_COPIED = frozenset({"scores", "series"})
#: Shapes that are typed as YAML; all others as they stand.
_YAML = frozenset({"scores", "series", "record", "figure"})

#: Longer examples are left out of comments.
_SHORT = 30


def scaffold(
    answers: Answers, template: Template, schemas: Schemas, asked: Sequence[Wanted] = (), *, editor: bool
) -> str:
    """A sheet with the answers; `asked` becomes comments, `editor` puts the line for editors on top."""
    sections = {section.key for section in template.sections}
    order = schemas.schema("factsheet").data["properties"]
    head = {key: answers[key] for key in order if key in answers and key not in sections}
    head |= {key: value for key, value in answers.items() if key not in order}
    stubs = [(spec, want) for want in asked if want.essential for spec in want.facts]
    blocks = [(MODELINE.format("factsheet") if editor else "") + (_INTRO if stubs else "") + written(head)]
    for key in _shown(template, answers, stubs):
        mine = [(spec, want) for spec, want in stubs if spec.section == key]
        if key in answers:
            lines = [f"  {line}" for spec, want in mine for line in _stub(spec, want)]
            blocks.append(written({key: answers[key]}) + "".join(f"{line}\n" for line in lines))
        else:
            lines = [f"# {key}:", *(_commented(line) for spec, want in mine for line in _stub(spec, want))]
            blocks.append("".join(f"{line}\n" for line in lines))
    return "\n".join(blocks)


def _shown(template: Template, answers: Answers, stubs: Sequence[tuple[FactSpec, Wanted]]) -> list[str]:
    """The sections that a scaffold shows: answered, or asked for."""
    shown = {*answers, *(spec.section for spec, _ in stubs)}
    return [section.key for section in template.sections if section.key in shown]


def _stub(spec: FactSpec, want: Wanted) -> list[str]:
    """A fact behind a #, ready to be filled in, with how many asked for it and an example."""
    others = "".join(f" (or {other.path})" for other in want.facts if other is not spec)
    example = f", such as {spec.example}" if 0 < len(spec.example) <= _SHORT else ""
    asked = f"{want.asked} asked" if want.count else "nobody was asked"
    said = diag(f"{asked}: {spec.title}{others}{example}", limit=160)
    *groups, key = spec.keys[1:]
    lines = [f"# {'  ' * depth}{group}:" for depth, group in enumerate(groups)]
    return [*lines, f"# {'  ' * len(groups)}{key}:  # {said}"]


def _commented(line: str) -> str:
    return f"#   {line.removeprefix('# ')}"


def put(answers: Answers, path: str, value: Any) -> None:
    """Answer the question at a path such as performance.latency."""
    *steps, last = path.split(".")
    inside = answers
    for step in steps:
        found = inside.get(step)
        if not isinstance(found, dict):
            found = inside[step] = {}
        inside = found
    inside[last] = value


def typed(spec: FactSpec | None, text: str) -> Any:
    """What somebody typed as the value of a fact. Raises ValueError where that is not possible."""
    text = text.strip()
    if spec and spec.shape == "list":
        return [item.strip() for item in text.split(";") if item.strip()]
    if spec and spec.shape in _YAML:
        document, findings = read(f"value: {text}".encode(), "")
        if document is None or findings:
            raise ValueError(f"{spec.path}: {findings[0].message}")
        return values_of(document, ("value",))
    return Raw(text) if spec and spec.shape == "quantity" and _is_number(text) else text


def as_typed(spec: FactSpec) -> str:
    """The template's example as somebody would type it; a list with `;` between its entries."""
    document, findings = read(f"value: {spec.example}".encode(), "")
    value = values_of(document, ("value",)) if spec.shape == "list" and document and not findings else None
    return "; ".join(map(str, value)) if isinstance(value, list) else spec.example


def _is_number(text: str) -> bool:
    try:
        return isinstance(plain_scalar(text), int | float)
    except OverflowError:
        return False


def values_of(document: Document, path: Steps = ()) -> Any:
    """What a document says at a path, numbers as they are spelled."""
    data: Json = document.data
    for step in path:
        data = data[step]  # type: ignore[index]  # the caller knows the path
    if isinstance(data, dict):
        return {key: values_of(document, (*path, key)) for key in data}
    if isinstance(data, list):
        return [values_of(document, (*path, index)) for index in range(len(data))]
    return data if isinstance(data, str) else Raw(document.spot(path).raw or "~")


def copied(sheet: Sheet) -> Answers:
    """What a sheet says of its model apart from results, each value marked as a copy in its note."""
    answers: Answers = {}
    for path, fact in sheet.facts.items():
        if fact.values and not fact.spec.metric and fact.spec.shape not in _NOT_COPIED:
            copies = [_copy(sheet, fact, index, value) for index, value in enumerate(fact.values)]
            put(answers, path, copies if _is_list(sheet, fact) else copies[0])
    return answers


def _is_list(sheet: Sheet, fact: Fact) -> bool:
    """Whether a fact has a list of values, in long form."""
    data = values_of(sheet.document, fact.spec.keys)
    return isinstance(data, list) and fact.spec.shape == "quantity"


def _copy(sheet: Sheet, fact: Fact, index: int, value: Value) -> Mapping[str, Any]:
    """A value in long form with the evidence that holds for it there."""
    data = values_of(sheet.document, fact.spec.keys)
    data = data[index] if _is_list(sheet, fact) else data
    content = data["value"] if isinstance(data, dict) and "value" in data else data
    conditions = {
        c.key: {"value": _condition(c.value), "inferred": c.inferred} if c.inferred else _condition(c.value)
        for c in value.conditions
    }
    found = value.evidence
    stated = {key: getattr(found, key) for key in ("basis", "source", "at", "verified")}
    note = f"Copied from {sheet.id}. {value.note}".strip()
    entries = {"value": content, "conditions": conditions, **stated, "note": note}
    return {key: entry for key, entry in entries.items() if entry}


def _condition(text: str) -> str:
    return Raw(text) if _is_number(text) else text
