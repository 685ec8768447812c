# Pages over the whole catalog. Comes in: Site. Goes out: Page.
"""Home, models, roles, comparisons, benchmarks and references."""

from collections.abc import Iterator
from typing import Any

from factsheets.derive import hardware_of
from factsheets.highlights import highlights
from factsheets.model import Benchmark, Catalog, Items, Sheet
from factsheets.pages import Page, Section
from factsheets.questions import Role
from factsheets.render import plural
from factsheets.site import Site
from factsheets.table import Table
from factsheets.view import coverage, full_view


def home(site: Site) -> Page:
    """What brings you here?"""
    writer = site.writer("")
    roles = tuple(site.catalog.template.roles.values())
    comparisons = [table.comparison for table in site.tables]
    sections = [
        Section("roles", "What brings you here?", writer.render("pages/home_roles.html", roles=roles)),
        Section(
            "catalog", "In this catalog",
            writer.render("pages/home_catalog.html", counts=_counts(site.catalog), comparisons=comparisons),
        ),
    ]  # fmt: skip
    intro = writer.render("pages/home.html", lead=site.description)
    return writer.page(site.name, site.description, intro, tuple(sections), in_nav=True, wide=True)


def _counts(catalog: Catalog) -> str:
    kinds = [s.kind for s in catalog.sheets.values()]
    values = [v for s in catalog.sheets.values() for f in s.facts.values() for v in f.values]
    sourced = sum(bool(v.evidence.source) for v in values)
    by_kind = [f"{kinds.count(kind)} on {kind} hardware" for kind in ("analog", "digital") if kind in kinds]
    said = plural(len(kinds), "model") + (f": {', '.join(by_kind)}" if by_kind else "")
    return f"{said}. {plural(len(values), 'stated fact')}, {sourced} of them with a source."


def models(site: Site) -> Page:
    """All sheets in a table; hardware and benchmarks below."""
    writer = site.writer("models/")
    catalog = site.catalog
    columns: dict[str, str] = {}
    rows: list[dict[str, Any]] = []
    for sheet in catalog.sheets.values():
        figures = {h.title: h.text for h in highlights(catalog, sheet)}
        columns |= {title: title for title in figures}
        rows.append({"sheet": sheet, "figures": figures, "hardware": hardware_of(catalog, sheet)})
    for row in rows:
        row["cells"] = [
            {"text": row["figures"].get(c, "not stated"), "miss": c not in row["figures"]} for c in columns
        ]
        row["coverage"] = full_view(row["sheet"], catalog.template).coverage
        row["purpose"] = _purpose(row["sheet"])
    intro = writer.render("pages/models.html", rows=rows, columns=list(columns))
    sections = []
    for folder, title, entries in (
        ("hardware", "Hardware", catalog.hardware.values()),
        ("benchmarks", "Benchmarks", catalog.benchmarks.values()),
    ):
        if entries:
            html = writer.render("pages/link_list.html", folder=folder, entries=tuple(entries))
            sections.append(Section(folder, title, html))
    return writer.page("Models", "All models of the catalog.", intro, tuple(sections), in_nav=True, wide=True)


def _purpose(sheet: Sheet) -> str:
    """The tasks of a sheet in a line: the first list among the facts that say what it is for."""
    for fact in sheet.facts.values():
        for value in fact.values:
            if "purpose" in fact.spec.needs and isinstance(value.content, Items):
                first, *rest = value.content.items
                return first + (f" and {len(rest)} more" if rest else "")
    return ""


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
    return writer.page(
        "Roles", "Who reads FactSheets, and what each role needs.", intro, sections, in_nav=True, wide=True
    )


def role_page(site: Site, role: Role) -> Page:
    """Who a role is, what it needs and how that is known, and how far each sheet meets it."""
    writer = site.writer(f"roles/{role.id}/")
    template = site.catalog.template
    needs = [(template.needs[a.need], a) for a in role.asked]
    rows = [(sheet, coverage(sheet, role, template)) for sheet in site.catalog.sheets.values()]
    sections = (
        Section(
            "needs", "What this role needs", writer.render("pages/role_needs.html", role=role, needs=needs)
        ),
        Section(
            "models", "Models for this role", writer.render("pages/role_models.html", role=role, rows=rows)
        ),
    )
    intro = writer.render("pages/role.html", role=role)
    return writer.page(role.title, f"What a {role.title} needs to know of a model.", intro, sections)


def compare_index(site: Site) -> Page:
    """The comparisons."""
    writer = site.writer("compare/")
    intro = writer.render("pages/comparisons.html", comparisons=[table.comparison for table in site.tables])
    return writer.page("Compare", "Comparisons between models.", intro, in_nav=True, wide=True)


def _and(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def comparison_page(site: Site, table: Table) -> Page:
    """One comparison table."""
    comparison = table.comparison
    writer = site.writer(f"compare/{comparison.id}/")
    titles = {**site.catalog.template.conditions, "basis": "Basis"}
    intro = writer.render(
        "pages/comparison.html",
        comparison=comparison,
        table=table,
        conditions=titles,
        alike=_and([titles[key].lower() for key in comparison.alike]),
    )
    return writer.page(comparison.title, comparison.question, intro, wide=True)


def benchmark_page(site: Site, benchmark: Benchmark) -> Page:
    """A benchmark with its tasks, metrics and sizes."""
    writer = site.writer(f"benchmarks/{benchmark.id}/")
    splits = list(dict.fromkeys(split for task in benchmark.tasks.values() for split in task.sizes))
    tasks = writer.render(
        "pages/benchmark_tasks.html",
        benchmark=benchmark,
        splits=splits,
        metrics=site.catalog.template.metrics,
    )
    intro = writer.render(
        "pages/benchmark.html",
        benchmark=benchmark,
        titles={key: task.title for key, task in benchmark.tasks.items()},
        references=site.short_references,
    )
    description = benchmark.description or f"Tasks of {benchmark.name}."
    return writer.page(benchmark.name, description, intro, (Section("tasks", "Tasks", tasks),))


def references_page(site: Site) -> Page:
    """All references, in the order of their short names."""
    writer = site.writer("references/")
    entries = sorted(site.references.values(), key=lambda c: (c.short.casefold(), c.key))
    intro = writer.render("pages/references.html", entries=entries)
    return writer.page("References", "Where the facts of this catalog stand.", intro, in_nav=True, wide=True)


def nothing(site: Site) -> list[Page]:
    """What stands at the index pages while a catalog could not be read since the server began."""
    writers = [site.writer(url) for url in ("", "models/", "compare/", "roles/", "references/")]
    return [w.page(site.name, "", w.render("pages/nothing.html"), in_nav=True) for w in writers]


def index_pages(site: Site) -> Iterator[Page]:
    """Every page that is not about one sheet or one piece of hardware."""
    yield home(site)
    yield models(site)
    yield compare_index(site)
    yield roles_index(site)
    yield references_page(site)
    for role in site.catalog.template.roles.values():
        yield role_page(site, role)
    for table in site.tables:
        yield comparison_page(site, table)
    for benchmark in site.catalog.benchmarks.values():
        yield benchmark_page(site, benchmark)
