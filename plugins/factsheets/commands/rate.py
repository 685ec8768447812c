# factsheets rate: an evaluation by one reader, tied to the versions of the sections that were rated.
"""Record an evaluation."""

import argparse
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
from factsheets.model import Sheet
from factsheets.questions import SectionSpec
from factsheets.rating_file import evaluation_text, in_words, iteration_of
from factsheets.suggest import did_you_mean
from factsheets.trial import Bench

MORE = """Ratings are letters: H high, M medium, L low, - not rated, N not applicable; one for all, or four, for
understandability, relevance, presentability and completeness. Each section is rated in the version that it has now. A
rater is known by a code and a role. At a terminal, what is missing is asked for."""

_KEYS = ("rater", "role", "iteration", "date")


def options(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("sheet", metavar="SHEET", help="The sheet's id, or its file.")
    parser.add_argument("--rater", metavar="CODE", help="A code for the rater, such as R1-eng; no name.")
    parser.add_argument("--role", metavar="ROLE", help="The rater's role.")
    parser.add_argument(
        "--rating",
        action="append",
        default=[],
        metavar="SECTION=LETTERS",
        dest="ratings",
        help="How a section is rated, such as overview=HHML.",
    )
    parser.add_argument(
        "--comment",
        action="append",
        default=[],
        metavar="SECTION=TEXT",
        dest="comments",
        help="What the rater says of a section; with nothing before the =, of the sheet.",
    )
    parser.add_argument("--iteration", metavar="N", help="The round of evaluation (default: the last one).")
    parser.add_argument("--date", metavar="DATE", help="When the ratings were given (default: today).")
    parser.add_argument(
        "--id", metavar="ID", help="The evaluation's id (default: of sheet, round and rater)."
    )
    add_writing(parser, "rater, role, ratings and comments")


def run(given: argparse.Namespace) -> int:
    """Write an evaluation."""
    found = opened(project_at_or_above(Path.cwd()))
    if found is None:
        return 1
    sheet = found.catalog.sheets[sheet_id(found, given.sheet)]
    answers = _answers(given)
    if at_terminal():
        _ask(found, sheet, answers)
    lacking = [text for key, text in _NEEDED.items() if not answers.get(key)]
    if lacking:
        raise UsageError(f"missing: {'; '.join(lacking)}")
    _check(found, answers)
    iteration = str(answers.get("iteration") or iteration_of(found.catalog, sheet))
    name = given.id or f"{sheet.id}-{iteration}-{str(answers['rater']).lower()}"
    path = place(
        found, "evaluations", name, replace=given.replace, hint="" if given.id else "; --id gives another"
    )
    head = {"id": name, "sheet": sheet.id, "iteration": iteration, "date": answers.get("date") or today()}
    rater = (str(answers["rater"]), str(answers["role"]))
    editor = found.project.schema.is_relative_to(found.project.root)
    text = evaluation_text(sheet, head, rater, answers["ratings"], answers.get("comments", {}), editor=editor)
    _, faults = found.tried("evaluations", name, text)
    return 0 if kept(path, text, faults, found.project.shown(path), replace=given.replace) else 1


_NEEDED = {"rater": "--rater CODE", "role": "--role ROLE", "ratings": "--rating SECTION=LETTERS"}


def _answers(given: argparse.Namespace) -> dict[str, Any]:
    """What is known before anybody is asked: the file, then options."""
    answers: dict[str, Any] = answers_in(given.answers)
    for key in ("ratings", "comments"):
        entries = answers.get(key, {})
        if not isinstance(entries, dict):
            raise UsageError(f"{key} in the answers must be a map, such as overview: HHML")
        entries = {str(k): str(v) for k, v in entries.items()}
        for entry in getattr(given, key):
            section, equals, text = entry.partition("=")
            if not equals:
                raise UsageError(f"--{key[:-1]} takes SECTION=…, not {diag(entry)}")
            entries[section] = text
        answers[key] = entries
    return answers | {key: value for key in _KEYS if (value := getattr(given, key)) is not None}


def _check(found: Bench, answers: dict[str, Any]) -> None:
    """Sections and letters; what else is wrong, the file says."""
    known = [section.key for section in found.template.sections]
    for section, letters in answers["ratings"].items():
        if section not in known:
            hint = did_you_mean(section, known)
            raise UsageError(f"there is no section {diag(section)}; {hint}")
        try:
            in_words(letters)
        except ValueError as error:
            raise UsageError(diag(str(error), limit=300)) from None


def _ask(found: Bench, sheet: Sheet, answers: dict[str, Any]) -> None:
    """Ask for what is missing; a section is passed over with Enter."""
    roles = found.template.roles
    answers["rater"] = answers.get("rater") or ask("A code for the rater, such as R1-eng; no name\n>")
    while answers.get("role") not in roles:
        answers["role"] = ask(f"The rater's role: {', '.join(roles)}\n>")
    if answers["ratings"]:
        return
    for section in _stated(found, sheet):
        while section.key not in answers["ratings"]:
            letters = ask(f"{section.title}, such as H or HHML; Enter for no rating\n>", optional=True)
            if not letters:
                break
            try:
                in_words(letters)
            except ValueError as error:
                print(str(error))
                continue
            answers["ratings"][section.key] = letters


def _stated(found: Bench, sheet: Sheet) -> Iterator[SectionSpec]:
    """The sections of which the sheet says something."""
    said = {fact.spec.section for fact in sheet.facts.values()} | sheet.absences.keys()
    return (section for section in found.template.sections if section.key in said)
