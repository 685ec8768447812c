# factsheets new: a sheet with what was answered, and what is asked for as comments.
"""Scaffold a sheet."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from factsheets.commands.asking import (
    add_writing,
    answers_in,
    ask,
    at_terminal,
    kept,
    opened,
    place,
    sheet_id,
    today,
)
from factsheets.commands.common import UsageError, project_at_or_above
from factsheets.escape import diag
from factsheets.questions import FactSpec, SectionSpec
from factsheets.scaffold import Answers, as_typed, copied, put, scaffold, typed
from factsheets.trial import Bench
from factsheets.wanted import wanted

MORE = """Only what was answered is written; what readers ask for stands behind a #, most wanted first. At a terminal, what
is missing is asked for. The sheet is a draft that passes `factsheets check`, or is not written."""

#: What a head says where nobody was asked.
_GIVEN = {"version": "1.0", "status": "draft"}


def options(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("id", nargs="?", metavar="ID", help="The sheet's id, such as spotter-analog.")
    parser.add_argument("--name", help="What readers call the model, with the hardware.")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="PATH=VALUE",
        dest="given",
        help="An answer, such as performance.latency='0.19 ms'; entries of a list are separated by `;`.",
    )
    parser.add_argument(
        "--from",
        dest="origin",
        metavar="SHEET",
        help="A sheet to copy from. Results are not copied; what is copied is marked, and found by `check`.",
    )
    add_writing(parser, "answers, in the form of a sheet")


def run(given: argparse.Namespace) -> int:
    """Write a new sheet."""
    found = opened(project_at_or_above(Path.cwd()))
    if found is None:
        return 1
    answers = _answers(found, given)
    if at_terminal():
        _ask(found, answers, replace=given.replace)
    lacking = list(_lacking(found, answers))
    if lacking:
        raise UsageError(f"missing: {'; '.join(lacking)}")
    name = str(answers["id"])
    path = place(found, "models", name, replace=given.replace)
    catalog, faults = found.tried("models", name, _text(found, answers))
    roles = tuple(found.template.roles.values())
    asked = () if faults else wanted(catalog.sheets[name], found.template, roles)
    shown = found.project.shown(path)
    if not kept(path, _text(found, answers, asked), faults, shown, replace=given.replace):
        return 1
    print(f"`factsheets next {name}` says what to state next")
    return 0


def _text(found: Bench, answers: Answers, asked: Any = ()) -> str:
    editor = found.project.schema.is_relative_to(found.project.root)
    return scaffold(answers, found.template, found.schemas, asked, editor=editor)


def _answers(found: Bench, given: argparse.Namespace) -> Answers:
    """What is known before anybody is asked: copies, then the file, then options."""
    answers: Answers = {}
    if given.origin is not None:
        answers = copied(found.catalog.sheets[sheet_id(found, given.origin)])
    for key, value in answers_in(given.answers).items():
        answers[key] = answers[key] | value if _both_maps(answers.get(key), value) else value
    for entry in given.given:
        path, equals, text = entry.partition("=")
        if not equals or not all(path.split(".")):
            raise UsageError(f"--set takes PATH=VALUE, not {diag(entry)}")
        try:
            put(answers, path, typed(found.template.facts.get(path), text))
        except ValueError as error:
            raise UsageError(diag(str(error), limit=300)) from None
    answers |= {key: text for key, text in (("id", given.id), ("name", given.name)) if text is not None}
    head = found.schemas.schema("factsheet").data["properties"]
    usual = {
        **_GIVEN,
        "date": today(),
        **{k: entry["const"] for k, entry in head.items() if "const" in entry},
    }
    return {**{key: usual[key] for key in usual if key in head}, **answers}


def _both_maps(one: Any, other: Any) -> bool:
    return isinstance(one, dict) and isinstance(other, dict)


def _required(found: Bench) -> tuple[list[str], list[SectionSpec]]:
    """Keys of the head and sections that a sheet cannot do without."""
    required = found.schemas.schema("factsheet").data.get("required", ())
    sections = {section.key: section for section in found.template.sections}
    return [k for k in required if k not in sections], [sections[k] for k in required if k in sections]


def _lacking(found: Bench, answers: Answers) -> Iterator[str]:
    """What is missing, each with the option that gives it."""
    keys, sections = _required(found)
    for key in keys:
        if not answers.get(key):
            yield {"id": "ID", "name": "--name NAME"}.get(key, f"--set {key}=VALUE")
    for section in sections:
        if not answers.get(section.key):
            yield f"a fact of {section.key}, such as --set {_first(found, section).path}=VALUE"


def _first(found: Bench, section: SectionSpec) -> FactSpec:
    """The fact of a section to ask for first: one that a need is not met without, and that is quickly typed."""
    essential = {path for need in found.template.needs.values() for group in need.essential for path in group}
    plain = [f for f in section.facts if f.shape not in {"scores", "series", "record", "figure"}]
    return next((f for f in plain if f.path in essential), (plain or section.facts)[0])


def _ask(found: Bench, answers: Answers, *, replace: bool) -> None:
    """Ask for what is missing; a wrong answer is explained, and asked for again."""
    keys, sections = _required(found)
    head = found.schemas.schema("factsheet").data["properties"]
    for key in keys:
        while not answers.get(key):
            answers[key] = ask(f"{head[key].get('title', key)}\n    {head[key].get('description', '')}\n>")
            if key == "id":
                _refused(found, answers, replace=replace)
    for section in sections:
        spec = _first(found, section)
        while not answers.get(section.key):
            text = ask(_question(section, spec))
            if text == "?":
                answers[section.key] = {"not_known": ask("Why is nothing known of it?\n>")}
                continue
            for said in _answered(found, answers, spec, text):
                print(diag(said, limit=400), file=sys.stderr)
                answers.pop(section.key, None)


def _answered(found: Bench, answers: Answers, spec: FactSpec, text: str) -> list[str]:
    """Take an answer in; what is wrong with it."""
    try:
        put(answers, spec.path, typed(spec, text))
    except ValueError as error:
        return [str(error)]
    faults = found.tried("models", str(answers["id"]), _text(found, answers))[1]
    # What is missing comes next.
    return [f"{fault.message}; {fault.fix}" for fault in faults if fault.code != "FS102"]


def _question(section: SectionSpec, spec: FactSpec) -> str:
    """What is asked, with an example in the form that is typed."""
    lines = [f"{section.title}, {spec.title.lower()}", spec.description]
    lines += [f"for example: {as_typed(spec)}"] if spec.example else []
    return "\n    ".join([*lines, "? where it is not known"]) + "\n>"


def _refused(found: Bench, answers: Answers, *, replace: bool) -> None:
    """Take an id back that is none, or taken."""
    try:
        place(found, "models", str(answers["id"]), replace=replace)
    except UsageError as error:
        print(str(error), file=sys.stderr)
        del answers["id"]
