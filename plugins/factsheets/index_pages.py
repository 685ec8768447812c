# Pages over the whole catalog. Comes in: Site. Goes out: Page.
"""Roles and comparisons, and the plan of all such pages."""

from collections.abc import Iterator
from functools import partial

from msgspec.structs import replace

from factsheets.chart_part import chart_part
from factsheets.feed import site_files
from factsheets.finding_pages import findings_page
from factsheets.home_page import home
from factsheets.model_pages import models
from factsheets.pages import Page, Planned, PlannedFile, Section
from factsheets.paging import Part, listed, single
from factsheets.questions import Comparison, Role
from factsheets.rating_pages import ratings_pages
from factsheets.reference_pages import benchmark_pages, glossary_page, references_page
from factsheets.site import Site
from factsheets.study import study_of
from factsheets.study_pages import study_page
from factsheets.table import Table
from factsheets.table_data import table_csv, table_json
from factsheets.view import coverage

#: So many pairs of sheets are offered to be set side by side.
_PAIRS = 12

#: Addresses of the pages that a site's nav may name.
NAV = ("", "models/", "compare/", "roles/", "ratings/", "study/", "glossary/", "references/")


def roles_index(site: Site) -> Page:
    """The roles, and the matrix of who asked for what."""
    writer = site.writer("roles/")
    template = site.catalog.template
    roles = tuple(template.roles.values())
    rows = [
        (need, [next((a for a in role.asked if a.need == need.id), None) for role in roles])
        for need in template.needs.values()
    ]
    needs = writer.render("pages/needs.html", roles=roles, rows=rows)
    sections = (Section("needs", "Who asked for what", needs),)
    intro = writer.render("pages/roles.html", roles=roles)
    return writer.page("Roles", "Who reads FactSheets, and what each role needs.", intro, sections, wide=True)


def role_page(site: Site, role: Role, part: Part) -> Page:
    """Who a role is, what it needs and how that is known, and how far each sheet meets it."""
    writer = site.writer(f"roles/{role.id}/")
    template = site.catalog.template
    needs = [(template.needs[a.need], a) for a in role.asked]
    here = part.of(tuple(site.catalog.sheets.values()))
    rows = [(sheet, coverage(site.states(sheet), role)) for sheet in here]
    asked = Section(
        "needs", "What this role needs", writer.render("pages/role_needs.html", role=role, needs=needs)
    )
    listed = Section(
        "models", "Models for this role", writer.render("pages/role_models.html", role=role, rows=rows)
    )
    intro = writer.render("pages/role.html", role=role)
    sections = (asked, listed) if part.first else (listed,)
    return writer.page(role.title, f"What the {role.title} needs to know of a model.", intro, sections)


def compare_index(site: Site) -> Page:
    """The comparisons."""
    writer = site.writer("compare/")
    intro = writer.render("pages/comparisons.html", comparisons=[table.comparison for table in site.tables])
    return writer.page("Compare", "Comparisons between models.", intro, wide=True)


def beside(site: Site) -> Page:
    """Any sheets side by side; a script reads them."""
    writer = site.writer("side-by-side/")
    sheets = site.catalog.sheets
    pairs = [(sheets[one], sheets[two]) for one, two in _pairs(site) if one in sheets and two in sheets]
    intro = writer.render("pages/beside.html", pairs=pairs[:_PAIRS])
    return writer.page("Side by side", "Sheets of the catalog, fact by fact.", intro, wide=True)


def _pairs(site: Site) -> Iterator[tuple[str, str]]:
    """Ids of sheets and their baselines, each pair once: as sheets declare them, then as comparisons name them."""
    declared = [(sheet.id, sheet.baseline) for sheet in site.catalog.sheets.values()]
    named = [(key, p.baseline) for c in site.comparisons for p in c.pairs for key in p.sheets]
    yield from dict.fromkeys([*declared, *named])


def _and(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _has_rows(site: Site, comparison: Comparison) -> bool:
    return bool(site.table(comparison).groups)


def _runs(site: Site, comparison: Comparison) -> Iterator[int]:
    """How many rows of a comparison stay together: a baseline with those that are set against it."""
    for group in site.table(comparison).groups:
        count = len(group.rows)
        yield from (count,) if any(row.variant for row in group.rows) else single(count)


def _most(site: Site, comparison: Comparison) -> int:
    """A comparison has no more rows than this, before its table is made: it has them of sheets and their values."""
    values = site.stated.total() if comparison.by_pair else 0
    if comparison.metrics:
        values = site.stated[comparison.metrics[0]]
    return (len(site.catalog.sheets) + values) * (1 + len(comparison.pairs))


def _of_part(table: Table, part: Part) -> Table:
    """The rows that stand on a page; what the whole table comes to stands on the first."""
    shown = part.groups((group, group.rows) for group in table.groups)
    groups = tuple(replace(group, rows=tuple(rows)) for group, rows, _ in shown if rows)
    table = replace(table, groups=groups)
    return table if part.first else replace(table, short=(), asides=(), left_out=(), apart=())


def comparison_page(site: Site, comparison: Comparison, part: Part) -> Page:
    """One comparison table."""
    table = _of_part(site.table(comparison), part)
    writer = site.writer(f"compare/{comparison.id}/")
    titles = {**site.catalog.template.conditions, "basis": "Basis"}
    intro = writer.render(
        "pages/comparison.html",
        comparison=comparison,
        table=table,
        chart=chart_part(site, site.table(comparison)) if part.first else "",
        rows=len(site.table(comparison).rows),
        conditions=titles,
        references=site.short_references,
        alike=_and([titles[key].lower() for key in comparison.alike]),
        roles=tuple(site.catalog.template.roles.values()),
    )
    return writer.page(comparison.title, comparison.question, intro, wide=True)


def _table_files(site: Site, comparison: Comparison) -> tuple[PlannedFile, ...]:
    """A comparison with the rows of all its pages, for programs."""
    name = f"compare/{comparison.id}/{comparison.id}"
    return (
        PlannedFile(f"{name}.csv", lambda: table_csv(site.table(comparison))),
        PlannedFile(f"{name}.json", lambda: table_json(site, site.table(comparison))),
    )


def nothing(site: Site) -> Iterator[Planned]:
    """What stands at the index pages while a catalog could not be read since the server began."""
    for url in NAV:
        yield Planned(url, partial(_nothing, site, url), in_nav=True)


def _nothing(site: Site, url: str) -> Page:
    writer = site.writer(url)
    return writer.page(site.name, "", writer.render("pages/nothing.html"))


def index_pages(site: Site) -> Iterator[Planned]:
    """Every page that is not about one sheet or one piece of hardware."""
    sheets = len(site.catalog.sheets)
    yield Planned("", partial(home, site), in_nav=True, files=site_files(site))
    yield from listed(site, "models/", partial(models, site), sheets, in_nav=True)
    yield Planned("compare/", partial(compare_index, site), in_nav=True)
    yield Planned("side-by-side/", partial(beside, site), searchable=False)
    yield Planned("roles/", partial(roles_index, site), in_nav=True)
    yield from ratings_pages(site)
    yield Planned("references/", partial(references_page, site), in_nav=True)
    yield from listed(site, "findings/", partial(findings_page, site), len(site.catalog.remarks))
    yield Planned("glossary/", partial(glossary_page, site), in_nav=True)
    study = study_of(site.catalog)
    if study:
        yield Planned("study/", partial(study_page, site, study), in_nav=True)
    for role in site.catalog.template.roles.values():
        yield from listed(site, f"roles/{role.id}/", partial(role_page, site, role), sheets)
    for comparison in site.comparisons:
        make = partial(comparison_page, site, comparison)
        yield from listed(
            site,
            f"compare/{comparison.id}/",
            make,
            _most(site, comparison),
            partial(_runs, site, comparison),
            exists=partial(_has_rows, site, comparison),
            files=_table_files(site, comparison),
        )
    for benchmark in site.catalog.benchmarks.values():
        yield from benchmark_pages(site, benchmark)
