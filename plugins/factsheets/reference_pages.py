# Pages that other pages refer to. Comes in: Site. Goes out: Page.
"""Benchmarks, references and the glossary."""

from collections.abc import Iterator
from functools import partial

from factsheets.highlights import results
from factsheets.model import Benchmark
from factsheets.model_lists import model_groups
from factsheets.pages import Page, Planned, Section
from factsheets.paging import Part, listed, single
from factsheets.site import Site


def benchmark_pages(site: Site, benchmark: Benchmark) -> Iterator[Planned]:
    """A benchmark; more than one page where very many sheets have scores on it."""
    make, most = partial(_benchmark_page, site, benchmark), len(site.catalog.sheets)
    yield from listed(site, f"benchmarks/{benchmark.id}/", make, most, partial(_rows, site, benchmark))


def _rows(site: Site, benchmark: Benchmark) -> tuple[int, ...]:
    """How many models have scores on a benchmark: asked for when its page is, not when that is planned."""
    return single(len(site.on_benchmark.get(benchmark.id, ())))


def _benchmark_page(site: Site, benchmark: Benchmark, part: Part) -> Page:
    """A benchmark with its tasks, metrics and sizes, and the models that have scores on it."""
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
    on = part.of(site.on_benchmark.get(benchmark.id, ()))
    models = writer.render(
        "parts/model_list.html",
        groups=model_groups(site.catalog, on, lambda sheet: results(site.catalog, sheet, benchmark)),
        title=f"Models with scores on {benchmark.name}",
        head="Score",
    )
    scored = Section("models", "Models with scores", models)
    comparisons = site.comparisons_on(benchmark.id)
    if not part.first:
        return writer.page(benchmark.name, description, intro, (scored,))
    cards = writer.render("pages/cards.html", comparisons=comparisons)
    compared = (Section("comparisons", "Comparisons", cards),) if comparisons else ()
    return writer.page(
        benchmark.name, description, intro, (Section("tasks", "Tasks", tasks), scored, *compared)
    )


def references_page(site: Site) -> Page:
    """All references, in the order of their short names."""
    writer = site.writer("references/")
    entries = sorted(site.references.values(), key=lambda c: (c.short.casefold(), c.key))
    intro = writer.render("pages/references.html", entries=entries)
    return writer.page("References", "The sources of this catalog's facts.", intro, wide=True)


def glossary_page(site: Site) -> Page:
    """The terms of the glossary, then every metric; the facts that lead here link to them."""
    writer = site.writer("glossary/")
    template = site.catalog.template
    terms = writer.render("pages/terms.html", terms=template.terms, facts=template.facts)
    metrics = writer.render(
        "pages/metrics.html", metrics=tuple(template.metrics.values()), titles=template.metrics
    )
    sections = (Section("terms", "Terms", terms), Section("metrics", "Metrics", metrics))
    intro = writer.render("pages/glossary.html")
    return writer.page("Glossary", "Terms of this catalog, and every metric.", intro, sections)
