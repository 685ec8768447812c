# The list of models. Comes in: Site. Goes out: Page. What a reader needs to choose a model stands in its row, and what
# readers filter by beside it.
"""All sheets of a catalog in tables."""

from collections.abc import Mapping, Sequence
from typing import Any

from factsheets.derive import hardware_of, values_of
from factsheets.document import shorten
from factsheets.facets import NOT_STATED, answers_of, facets
from factsheets.highlights import headline, scores
from factsheets.model import Catalog, Items, Prose, Sheet, Text
from factsheets.pages import Page, Section
from factsheets.paging import Part
from factsheets.policy import sheet_footnotes, sheet_within
from factsheets.render import slug
from factsheets.site import Site
from factsheets.view import Coverage, absence_of
from factsheets.words import plural


def models(site: Site, part: Part) -> Page:
    """All sheets in tables, each publisher's that keeps its figures apart in one of its own."""
    writer = site.writer("models/")
    catalog = site.catalog
    groups: dict[str, list[Sheet]] = {"": []}
    for sheet in catalog.sheets.values():
        groups.setdefault(sheet_within(catalog, sheet), []).append(sheet)
    parts = list(part.groups(sorted(groups.items())))
    shown = [sheet for _, here, _ in parts for sheet in here]
    made = {}
    for name, here, elsewhere in parts:
        sheets = groups[name]
        notes = dict.fromkeys(note for sheet in sheets for note in sheet_footnotes(catalog, sheet))
        table = _model_table(site, sheets, here)
        made[name] = writer.render(
            "pages/models.html",
            table=table,
            footnotes=notes if name else (),
            elsewhere=elsewhere,
        )
    intro = writer.render(
        "pages/models_lead.html",
        kinds=sorted({sheet.kind for sheet in shown}),
        roles=tuple(catalog.template.roles.values()),
        facets=facets(answers_of(catalog, sheet) for sheet in shown),
        missing=NOT_STATED,
        count=len(shown),
    )
    if "" in made:
        intro += "\n" + made.pop("")
    sections = [
        Section(slug(name), f"{name} results, in a table of their own", html) for name, html in made.items()
    ]
    for folder, title, entries in (
        ("hardware", "Hardware", catalog.hardware.values()),
        ("benchmarks", "Benchmarks", catalog.benchmarks.values()),
    ):
        if entries and part.first:
            html = writer.render("pages/link_list.html", folder=folder, entries=tuple(entries))
            sections.append(Section(folder, title, html))
    return writer.page("Models", "All models of the catalog.", intro, tuple(sections), wide=True)


def _model_table(site: Site, sheets: Sequence[Sheet], here: Sequence[Sheet]) -> dict[str, Any]:
    """Rows of the list of models that stand here; columns for the headline metrics that some sheet has."""
    catalog = site.catalog
    wanted = [m for m in catalog.template.metrics.values() if m.headline and m.better != "none"]
    metrics = [m for m in wanted if any(values_of(sheet, m.id) for sheet in sheets)]
    rows = [
        {
            "sheet": sheet,
            "hardware": hardware_of(catalog, sheet),
            "purpose": _purpose(sheet),
            "trained_on": _trained_on(catalog, sheet),
            "facets": {"kind": [sheet.kind], **_by_slug(answers_of(catalog, sheet))},
            "scores": tuple(scores(catalog, sheet)),
            "figures": [(headline(sheet, metric), absence_of(sheet, metric.id)) for metric in metrics],
            "coverage": Coverage(tuple(site.states(sheet).values())),
        }
        for sheet in here
    ]
    return {
        "rows": rows,
        "metrics": metrics,
    }


def _by_slug(answers: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The answers of a sheet as the controls above the table name them."""
    given = {slug(title): [answer for answer in found if answer] for title, found in answers.items()}
    return {title: found for title, found in given.items() if found}


def _trained_on(catalog: Catalog, sheet: Sheet) -> str:
    """What a sheet says of its training data in a line: the data set by name, or the first sentence."""
    for fact in sheet.facts.values():
        for value in fact.values if fact.spec.meaning == "training-data" else ():
            if isinstance(value.content, Prose):
                return _first_sentence(value.content.markdown)
            if isinstance(value.content, Text):
                known = catalog.benchmarks.get(value.content.text)
                return known.name if known else value.content.text
    return ""


def _purpose(sheet: Sheet) -> str:
    """The tasks of a sheet in a line: the first list among the facts that say what it is for."""
    for fact in sheet.facts.values():
        for value in fact.values:
            if "purpose" in fact.spec.needs and isinstance(value.content, Items):
                first, *rest = value.content.items
                return first + (f", and {plural(len(rest), 'other')}" if rest else "")
    return ""


def _first_sentence(text: str) -> str:
    return shorten(" ".join(text.split()).partition(". ")[0].rstrip("."), 110)
