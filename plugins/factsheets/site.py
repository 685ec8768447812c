# What all pages of a site share. Comes in: Catalog, names. Goes out: writers of single pages.
"""The site that pages are made for."""

from collections import Counter
from collections.abc import Collection, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from markupsafe import Markup
from msgspec import Struct

from factsheets.cite import Citation, citation
from factsheets.compare import compare, stands_in, usable
from factsheets.derive import hardware_of
from factsheets.diagnostics import Remark, Where
from factsheets.evaluation import Evaluation, evaluations_of
from factsheets.highlights import results
from factsheets.model import Catalog, Sheet
from factsheets.pages import Page, Section
from factsheets.questions import Comparison, FactSpec, Role
from factsheets.render import piece, render
from factsheets.table import Table
from factsheets.view import States, need_states

#: What the site is about, where its configuration does not say.
DESCRIPTION = "What each model was built for, how it was trained, how well it does and what it costs to run."


def sheet_url(sheet: Sheet, role: Role | None = None) -> str:
    """Where a sheet's page is."""
    return address_of(sheet.id, role)


def address_of(sheet: str, role: Role | None = None) -> str:
    """Where the page of a sheet is, or was, by its id."""
    return f"models/{sheet}/" + (f"for/{role.id}/" if role else "")


class Site(Struct, frozen=True, eq=False, dict=True):
    """The catalog and how its site is named and addressed."""

    catalog: Catalog
    name: str = "FactSheets"
    description: str = DESCRIPTION
    directory_urls: bool = True
    address: str = ""  # where the site will be, "" where that is not said
    root: Path = Path()  # of the catalog's files
    repository: str = ""  # where that folder is seen on the web, "" where nowhere
    cards: bool = False  # whether each sheet has a picture of its own for links to it
    exported: bool = False  # for another engine, which takes each file in Markdown for a page

    def link(self, url: str) -> str:
        """The whole address of a page or file; "" where nobody knows it."""
        return self.address + url if self.address else ""

    def source(self, where: Where) -> str:
        """The address of a line of a sheet in its repository; "" where there is none."""
        return f"{self.repository}{where.path}#L{where.line}" if self.repository else ""

    @cached_property
    def references(self) -> dict[str, Citation]:
        """All references by key."""
        return {key: citation(key, entry) for key, entry in self.catalog.references.items()}

    @cached_property
    def short_references(self) -> dict[str, str]:
        """How a reference is named in passing, by key."""
        return {key: found.short for key, found in self.references.items()}

    @cached_property
    def comparisons(self) -> tuple[Comparison, ...]:
        """The comparisons that this catalog could have."""
        return tuple(c for c in self.catalog.template.comparisons if usable(self.catalog, c))

    @property
    def tables(self) -> tuple[Table, ...]:
        """The comparisons that have a row in this catalog."""
        return tuple(table for c in self.comparisons if (table := self.table(c)).groups)

    def table(self, comparison: Comparison) -> Table:
        """The table of a comparison."""
        if comparison.id not in self._tables:
            self._tables[comparison.id] = compare(self.catalog, comparison)
        return self._tables[comparison.id]

    def standing_in(self, sheet: Sheet) -> tuple[Comparison, ...]:
        """The comparisons that a sheet stands in, found without their tables: no page of a sheet waits for those."""
        return tuple(stands_in(self.catalog, sheet, self.comparisons))

    def comparisons_on(self, benchmark: str) -> tuple[Comparison, ...]:
        """The comparisons of scores on a benchmark, or of what else holds for its tasks."""
        return tuple(table.comparison for table in self.tables if table.comparison.benchmark == benchmark)

    @cached_property
    def _tables(self) -> dict[str, Table]:
        return {}

    def remarks(self, sheet: Sheet, paths: Collection[str]) -> tuple[Remark, ...]:
        """What rules have to say of some facts of a sheet; of the sheet as a whole where the path is ""."""
        return tuple(remark for remark in self.remarks_of(sheet) if remark.path in paths)

    def remarks_of(self, sheet: Sheet) -> Sequence[Remark]:
        """All that rules have to say of a sheet."""
        return self._remarks.get(sheet.id, ())

    def states(self, sheet: Sheet) -> States:
        """How far a sheet meets each need."""
        if sheet.id not in self._states:
            self._states[sheet.id] = need_states(sheet, self.catalog.template)
        return self._states[sheet.id]

    @cached_property
    def _states(self) -> dict[str, States]:
        return {}

    @cached_property
    def _remarks(self) -> dict[str, list[Remark]]:
        found: dict[str, list[Remark]] = {}
        for remark in self.catalog.remarks:
            found.setdefault(remark.sheet, []).append(remark)
        return found

    @cached_property
    def stated(self) -> Counter[str]:
        """How many values all sheets state or have derived, by metric."""
        found = Counter[str]()
        for sheet in self.catalog.sheets.values():
            for fact in sheet.facts.values():
                found[fact.spec.metric] += len(fact.values)
            found.update(derived.metric for derived in sheet.derived)
        return found

    @cached_property
    def on_hardware(self) -> dict[str, list[Sheet]]:
        """The sheets that run on each piece of hardware, by its id."""
        found: dict[str, list[Sheet]] = {}
        for sheet in self.catalog.sheets.values():
            entity = hardware_of(self.catalog, sheet)
            if entity:
                found.setdefault(entity.id, []).append(sheet)
        return found

    @cached_property
    def on_benchmark(self) -> dict[str, list[Sheet]]:
        """The sheets that say how they do on each benchmark, by its id."""
        found: dict[str, list[Sheet]] = {}
        for sheet in self.catalog.sheets.values():
            for benchmark in self.catalog.benchmarks.values():
                if any(results(self.catalog, sheet, benchmark)):
                    found.setdefault(benchmark.id, []).append(sheet)
        return found

    @cached_property
    def evaluations(self) -> dict[str, tuple[Evaluation, ...]]:
        """The evaluations of each sheet that was rated, by its id; the first iteration first."""
        sheets = self.catalog.sheets.values()
        return {sheet.id: found for sheet in sheets if (found := evaluations_of(self.catalog, sheet))}

    def explained(self, spec: FactSpec) -> str:
        """Where the glossary explains a fact: the anchor of a term or of its metric, or ""."""
        terms = self.catalog.template.terms_of.get(spec.path, ())
        if terms:
            return f"term-{terms[0].id}"
        return (
            f"metric-{spec.metric.replace('_', '-')}" if spec.metric in self.catalog.template.metrics else ""
        )

    def render(self, template: str, /, **values: Any) -> Markup:
        """A part of any page."""
        return render(template, directory_urls=self.directory_urls, **values)

    def piece(self, macro: str, /, *values: Any) -> Markup:
        """A small part of any page."""
        return piece(macro, *values, directory_urls=self.directory_urls)

    def writer(self, url: str) -> "Writer":
        """A writer for the page at `url`."""
        return Writer(self, url)


class Writer(Struct, frozen=True):
    """Renders the parts of one page and puts them together."""

    site: Site
    url: str

    def render(self, template: str, /, **values: Any) -> Markup:
        """A part of the page."""
        return self.site.render(template, **values)

    def page(
        self, title: str, description: str, intro: Markup, sections: tuple[Section, ...] = (), **more: Any
    ) -> Page:
        """The page of all parts."""
        return Page(self.url, title, description, intro, sections, **more)
