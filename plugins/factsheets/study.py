# The study that a template follows. Comes in: Catalog with its study document. Goes out: its tables as
# values, names resolved through titles and aliases; or findings where a name resolves to nothing.
"""Tables of a study of readers, worked out from the catalog's own data."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from factsheets.diagnostics import Finding
from factsheets.document import Document, Steps
from factsheets.evaluation import Evaluation, RatedSection, counts, evaluations_of
from factsheets.model import Catalog
from factsheets.questions import Need, Participant, SectionSpec, Template
from factsheets.schema import values_at
from factsheets.suggest import did_you_mean


class NeedRow(Struct, frozen=True):
    """One row of Table 3: a need under the name that the study prints, and who asked for it."""

    name: str
    need: Need
    asked: tuple[bool, ...]  # in the order of the participants

    @property
    def count(self) -> int:
        """How many asked for it."""
        return sum(self.asked)


class NamedSection(Struct, frozen=True):
    """A section under the name that a table prints, with what the table asks for."""

    name: str
    section: SectionSpec
    asks: str = ""


class Ratings(Struct, frozen=True):
    """Table 6: an evaluation, and its sections under the names that the table prints."""

    evaluation: Evaluation
    rows: tuple[tuple[str, RatedSection | None], ...]  # None where nobody rated the section

    def counts(self, *dimensions: str) -> Counter[str]:
        """How often each rating was given in the table, in some dimensions or in all."""
        return counts((r for _, rated in self.rows if rated for r in rated.ratings), *dimensions)


class Study(Struct, frozen=True):
    """A study, ready to be shown."""

    data: Mapping[str, Any]
    interviewed: tuple[Participant, ...]  # those who were asked for their needs
    needs: tuple[NeedRow, ...]
    new: tuple[NamedSection, ...]  # Table 4
    template: tuple[NamedSection, ...]  # Table 5
    ratings: Ratings | None


def section_named(template: Template, name: str) -> SectionSpec | None:
    """The section that goes by a name: its title, or one of its aliases."""
    wanted = name.casefold()
    return next((s for s in template.sections if wanted in _names(s.title, s.aliases)), None)


def need_named(template: Template, name: str) -> Need | None:
    """The need that goes by a name: its title, or one of its aliases."""
    wanted = name.casefold()
    return next((n for n in template.needs.values() if wanted in _names(n.title, n.aliases)), None)


def _names(title: str, aliases: Iterable[str]) -> set[str]:
    return {name.casefold() for name in (title, *aliases)}


def study_of(catalog: Catalog) -> Study | None:
    """The study of a catalog whose names have been checked, or None where it has none."""
    if catalog.study is None or not isinstance(catalog.study.data, dict):
        return None
    data: Any = catalog.study.data
    template = catalog.template
    interviewed = tuple(p for p in _by_role(template) if p.needs)
    needs = []
    for name in data["table_3"]:
        need = need_named(template, name)
        if need:
            needs.append(NeedRow(name, need, tuple(need.id in person.needs for person in interviewed)))
    return Study(
        data=data,
        interviewed=interviewed,
        needs=tuple(needs),
        new=tuple(_sections(template, [{"name": name} for name in data.get("table_4", ())])),
        template=tuple(_sections(template, data["table_5"])),
        ratings=_ratings(catalog, data),
    )


def _by_role(template: Template) -> list[Participant]:
    """Participants in the order of the roles, as the study's table has its columns."""
    roles = list(template.roles)
    return sorted(template.participants.values(), key=lambda person: roles.index(person.role))


def _sections(template: Template, entries: Iterable[Mapping[str, Any]]) -> Iterator[NamedSection]:
    for entry in entries:
        section = section_named(template, entry["name"])
        if section:
            yield NamedSection(entry["name"], section, entry.get("asks", ""))


def _ratings(catalog: Catalog, data: Mapping[str, Any]) -> Ratings | None:
    found = (e for sheet in catalog.sheets.values() for e in evaluations_of(catalog, sheet))
    evaluation = next((e for e in found if e.id == data.get("evaluation")), None)
    if evaluation is None:
        return None
    named = _sections(catalog.template, [{"name": name} for name in data.get("table_6", ())])
    return Ratings(evaluation, tuple((row.name, evaluation.section(row.section.key)) for row in named))


# --- findings -------------------------------------------------------------------------------------


def check_study(catalog: Catalog, unread: Mapping[str, frozenset[str]]) -> list[Finding]:
    """Names in the study that stand for nothing. Files that could not be read may define them."""
    document = catalog.study
    if document is None:
        return []
    template = catalog.template
    sections = [n for s in template.sections for n in (s.title, *s.aliases)]
    needs = [n for need in template.needs.values() for n in (need.title, *need.aliases)]
    known: dict[str, Collection[str]] = {
        "section": sections,
        "need": needs,
        "role": template.roles,
        "sheet": catalog.names.known(unread.get("models", frozenset())),
        "evaluation": [*catalog.evaluations, *unread.get("evaluations", ())],
        "reference": catalog.references,
    }
    return [
        finding
        for path, name, what in _named(document)
        if (what != "reference" or "references" not in unread)
        and (finding := _unknown(document, path, name, what, known[what]))
    ]


def _named(document: Document) -> Iterator[tuple[Steps, str, str]]:
    """Everything that the study names: where, the name, and what it should name."""
    data = document.data
    for key, what in (("source", "reference"), ("sheet", "sheet"), ("evaluation", "evaluation")):
        name = values_at(data, key)
        if isinstance(name, str):
            yield (key,), name, what
    for key, what in (("table_3", "need"), ("table_4", "section"), ("table_6", "section")):
        for i, name in enumerate(_list(data, key)):
            yield (key, i), str(name), what
    for i, entry in enumerate(_list(data, "table_5")):
        yield ("table_5", i, "name"), str(values_at(entry, "name")), "section"
    for i, stage in enumerate(_list(data, "lifecycle")):
        for j, role in enumerate(_list(stage, "roles")):
            yield ("lifecycle", i, "roles", j), str(role), "role"


def _list(data: Any, key: str) -> list[Any]:
    found = values_at(data, key)
    return found if isinstance(found, list) else []


def _unknown(
    document: Document, path: Steps, name: str, what: str, allowed: Collection[str]
) -> Finding | None:
    if name in allowed or name.casefold() in {known.casefold() for known in allowed}:
        return None
    return document.finding("FS201", path, f"there is no {what} `{name}`", did_you_mean(name, allowed))
