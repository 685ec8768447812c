# Pages that other pages refer to. Comes in: Site. Goes out: Page.
"""Benchmarks, references and the glossary."""

from factsheets.model import Benchmark
from factsheets.pages import Page, Section
from factsheets.site import Site


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
    return writer.page("References", "Where the facts of this catalog stand.", intro, wide=True)


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
