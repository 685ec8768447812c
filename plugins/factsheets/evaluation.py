# Evaluations as values. Comes in: Catalog with the documents of its evaluations, their shape and names checked.
# Goes out: who rated which section how, and whether it still says what was rated. Must not know: pages.
"""How readers rated sheets."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from factsheets.document import Document
from factsheets.fingerprint import fingerprint
from factsheets.model import Catalog, Evidence, Sheet
from factsheets.questions import Role, SectionSpec, Template

#: Words of schema/evaluation.schema.json.
DIMENSIONS = ("understandability", "relevance", "presentability", "completeness")
RATINGS = ("high", "medium", "low", "not_rated", "not_applicable")
#: What became of a section since it was rated. UNTIED: the evaluation does not say which version was.
CURRENT, STALE, UNTIED = (
    "unchanged since",
    "rated before it changed",
    "rated in what may have been another text",
)


class Rater(Struct, frozen=True):
    """A reader who rated, by code and role alone."""

    code: str
    role: Role


class Rating(Struct, frozen=True):
    """What one rater gave a section in one dimension: one of RATINGS."""

    rater: Rater
    dimension: str
    given: str


class RatedSection(Struct, frozen=True):
    """A section with its ratings, the version that was rated ("" where nobody wrote it down) and that of now."""

    section: SectionSpec
    ratings: tuple[Rating, ...]
    rated: str
    now: str

    @property
    def state(self) -> str:
        """CURRENT, STALE or UNTIED."""
        if not self.rated:
            return UNTIED
        return CURRENT if self.rated == self.now else STALE

    def given(self, dimension: str, code: str) -> str:
        """What one rater gave in one dimension; "" for nothing."""
        found = (r.given for r in self.ratings if (r.dimension, r.rater.code) == (dimension, code))
        return next(found, "")


class Comment(Struct, frozen=True):
    """What a rater said, of a section or of the whole sheet."""

    rater: Rater
    section: SectionSpec | None
    text: str


class Evaluation(Struct, frozen=True):
    """One round in which readers rated a sheet."""

    id: str
    sheet: Sheet
    iteration: int
    date: str
    evidence: Evidence
    raters: tuple[Rater, ...]
    sections: tuple[RatedSection, ...]  # in the order of the template
    comments: tuple[Comment, ...]
    document: Document

    def section(self, key: str) -> RatedSection | None:
        """The section `key`, where it was rated."""
        return next((rated for rated in self.sections if rated.section.key == key), None)

    def counts(self, *dimensions: str) -> Counter[str]:
        """How often each rating was given, in some dimensions or in all."""
        return counts((r for rated in self.sections for r in rated.ratings), *dimensions)


def counts(ratings: Iterable[Rating], *dimensions: str) -> Counter[str]:
    """How often each rating was given, in some dimensions or in all."""
    return Counter(rating.given for rating in ratings if rating.dimension in (dimensions or DIMENSIONS))


def evaluations_of(catalog: Catalog, sheet: Sheet) -> tuple[Evaluation, ...]:
    """The evaluations of a sheet, the first iteration first."""
    found = (_evaluation(document, sheet, catalog.template) for document in catalog.rated.get(sheet.id, ()))
    return tuple(sorted(found, key=lambda e: (e.iteration, e.date, e.id)))


def _data(document: Document) -> Any:
    """The values of a document whose shape has been checked."""
    return document.data


def _evaluation(document: Document, sheet: Sheet, template: Template) -> Evaluation:
    data = _data(document)
    raters = {code: Rater(code, template.roles[who["role"]]) for code, who in data["raters"].items()}
    sections = {section.key: section for section in template.sections}
    evidence = Evidence(**{key: data.get(key, "") for key in ("source", "at", "verified")})
    rated = (
        RatedSection(
            section,
            tuple(_ratings(data["ratings"][key], raters)),
            data.get("rated", {}).get(key, ""),
            fingerprint(sheet, key),
        )
        for key, section in sections.items()
        if key in data["ratings"]
    )
    comments = (
        Comment(raters[entry["rater"]], sections.get(entry.get("section", "")), entry["text"])
        for entry in data.get("comments", ())
    )
    return Evaluation(
        data["id"], sheet, data["iteration"], data["date"], evidence,
        tuple(raters.values()), tuple(rated), tuple(comments), document,
    )  # fmt: skip


def _ratings(given: dict[str, dict[str, str]], raters: dict[str, Rater]) -> Iterable[Rating]:
    for dimension in DIMENSIONS:
        for code, rating in given.get(dimension, {}).items():
            yield Rating(raters[code], dimension, rating)
