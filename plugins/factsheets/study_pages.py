# Pages of the study. Comes in: Site. Goes out: Page. Tables and figures are made from data.
"""The study that the template follows: its tables, figures, method and slips."""

from collections.abc import Iterator
from typing import Any

from factsheets.blocks import Blocks
from factsheets.evaluation import DIMENSIONS
from factsheets.model import Sheet
from factsheets.pages import Page, Section
from factsheets.site import Site, Writer
from factsheets.study import NamedSection, Study
from factsheets.view import reading

#: Where the pages that a step of the method leads to are: address and anchor.
_PLACES = {
    "roles": ("roles/", "", "Roles"),
    "models": ("models/", "", "Models"),
    "compare": ("compare/", "", "Comparisons"),
    "ratings": ("ratings/", "", "Ratings"),
    "references": ("references/", "", "References"),
    "glossary": ("glossary/", "", "Glossary"),
    "table-1": ("study/", "table-1", "Table 1"),
    "table-3": ("study/", "table-3", "Table 3"),
    "table-5": ("study/", "table-5", "Table 5"),
    "table-6": ("study/", "table-6", "Table 6"),
}


def study_page(site: Site, study: Study) -> Page:
    """The page of the study that the catalog has."""
    writer = site.writer("study/")
    common = {
        "study": study,
        "template": site.catalog.template,
        "references": site.short_references,
        "sheet": site.catalog.sheets.get(study.data.get("sheet", "")),
    }
    intro = writer.render("study/intro.html", **common)
    sections = [section for section in _sections(site, writer, study, common) if section]
    return writer.page("Study", str(study.data["title"]), intro, tuple(sections))


def _sections(site: Site, writer: Writer, study: Study, common: dict[str, Any]) -> Iterator[Section | None]:
    yield Section("table-1", "Table 1: roles", writer.render("study/roles.html", **common))
    yield Section("table-2", "Table 2: who took part", writer.render("study/participants.html", **common))
    yield Section("table-3", "Table 3: who needs what", writer.render("study/needs.html", **common))
    yield Section(
        "figure-1", "Figure 1: a layer on a crossbar", writer.render("study/crossbar.html", **crossbar())
    )
    if study.data.get("lifecycle"):
        yield Section("figure-2", "Figure 2: lifecycle", writer.render("study/lifecycle.html", **common))
    if study.new and common["sheet"]:
        yield _new_facts(site, writer, study, common["sheet"])
    names = _names(study)
    yield Section(
        "table-5", "Table 5: the template", writer.render("study/template.html", names=names, **common)
    )
    if study.ratings:
        html = writer.render("study/ratings.html", dimensions=DIMENSIONS, **common)
        yield Section("table-6", "Table 6: ratings", html)
    yield Section(
        "method", "The method, step by step", writer.render("study/steps.html", places=_PLACES, **common)
    )
    if study.data.get("slips"):
        yield Section(
            "slips", "Where the study contradicts itself", writer.render("study/slips.html", **common)
        )


def _new_facts(site: Site, writer: Writer, study: Study, sheet: Sheet) -> Section:
    """Table 4: the sections with what is new, as the sheet has them."""
    blocks = {block.anchor: block for block in reading(sheet, site.catalog.template).full().blocks}
    rendered = Blocks(site, sheet)
    shown = [
        (named, rendered.html(blocks[named.section.anchor]))
        for named in study.new
        if named.section.anchor in blocks
    ]
    return Section(
        "table-4", "Table 4: what is new", writer.render("study/new_facts.html", shown=shown, sheet=sheet)
    )


def _names(study: Study) -> list[tuple[NamedSection, list[str]]]:
    """Each section of Table 5 with the other names that it goes by."""
    return [
        (
            named,
            [
                n
                for n in (named.section.title, *named.section.aliases)
                if n.casefold() != named.name.casefold()
            ],
        )
        for named in study.template
    ]


def crossbar(inputs: int = 3, outputs: int = 2) -> dict[str, Any]:
    """Places of the parts of Figure 1, in units of the drawing.

    Each output has two columns, one for the positive and one for the negative part of its weights.
    """
    rows = [{"y": 60 + 50 * i, "name": i + 1} for i in range(inputs)]
    pairs = [{"x": 420 + 110 * j, "name": j + 1} for j in range(outputs)]
    neurons = [{"y": 60 + 50 * (inputs - outputs) / 2 + 50 * j, "name": j + 1} for j in range(outputs)]
    return {"rows": rows, "pairs": pairs, "neurons": neurons, "bottom": 60 + 50 * inputs}
