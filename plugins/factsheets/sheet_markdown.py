# A sheet as plain Markdown. Comes in: a full view of it. Goes out: text without HTML, in which nothing that an author
# wrote is markup. Must not know: pages, files.
"""The Markdown form of a sheet."""

from collections.abc import Iterator
from functools import lru_cache

from factsheets.alike import basis_words, condition_words
from factsheets.compare_metrics import shown
from factsheets.escape import markdown_text as md
from factsheets.model import Absence, Evidence, Prose, Rows, Scores, Value
from factsheets.questions import FactSpec
from factsheets.said import text_of, under
from factsheets.site import Site
from factsheets.view import Item, SheetView


def sheet_markdown(site: Site, view: SheetView) -> str:
    """The full sheet: a heading for each section, a line for each figure, its evidence behind it."""
    sheet = view.sheet
    head = [sheet.kind, f"version {sheet.header['version']}", str(sheet.header["date"])]
    lines = [f"# {md(sheet.name)}", "", f"FactSheet, {md(', '.join(filter(None, head)))}"]
    if url := site.link(f"models/{sheet.id}/"):
        lines += ["", f"<{url}>"]
    for block in view.blocks:
        lines += ["", f"## {md(block.title)}", ""]
        if block.absence:
            lines.append(f"- {_absent(block.absence)}")
        for item in block.items:
            lines += _item(site, item)
    lines += _findings(site, view)
    lines += _sources(site, view)
    return "\n".join(lines) + "\n"


def _item(site: Site, item: Item) -> Iterator[str]:
    spec, fact = item.spec, item.fact
    title = _title(spec.group, spec.title)
    if fact and fact.absence:
        yield f"- {title} {_absent(fact.absence)}"
    for value in fact.values if fact else ():
        yield from _value(site, spec, title, value)
    for derived in (*item.derived, *item.beside):
        metric = site.catalog.template.metrics[derived.metric]
        said = [*map(condition_words, derived.conditions), basis_words(derived.evidence)]
        kind = "checked" if derived.stated else "derived"
        yield (
            f"- **{md(metric.title)}, {kind}:** {md(shown(derived, metric))} = {md(derived.words)} = "
            f"{md(derived.formula)} ({md(', '.join(said))})"
        )


@lru_cache(maxsize=1024)
def _title(group: str, title: str) -> str:
    return f"**{md(f'{group}: {title}' if group else title)}:**"


def _value(site: Site, spec: FactSpec, title: str, value: Value) -> Iterator[str]:
    content, given = value.content, value.evidence
    evidence = _evidence(site.short_references.get(given.source, ""), given)
    said = ", ".join(filter(None, [md(under(value)), evidence]))
    behind = f" ({said})" if said else ""
    if isinstance(content, Prose):
        yield f"- {title}{behind}"
        paragraphs = (part.strip() for part in content.markdown.split("\n\n"))
        yield from (f"  - “{md(part)}”" for part in paragraphs if part)
    elif isinstance(content, Scores):
        yield f"- {title}{behind}"
        yield from _scores(site, content)
    elif isinstance(content, Rows):
        yield f"- {title}{behind}"
        for row in content.rows:
            cells = (f"{spec.columns.get(key, key)} {text}" for key, text in row.items())
            yield f"  - {md(', '.join(cells))}"
    else:
        yield f"- {title} {md(text_of(content))}{behind}"
    if value.note:
        yield f"  - Note: {md(value.note)}"


def _scores(site: Site, content: Scores) -> Iterator[str]:
    benchmark = site.catalog.benchmarks.get(content.benchmark)
    for key, values in content.scores.items():
        task = benchmark.tasks.get(key) if benchmark else None
        for value in values:
            said = under(value)
            behind = f" ({md(said)})" if said else ""
            yield f"  - {md(task.title if task else key)}: {md(text_of(value.content))}{behind}"
    for key, absence in content.absences.items():
        task = benchmark.tasks.get(key) if benchmark else None
        yield f"  - {md(task.title if task else key)}: {_absent(absence)}"
    if content.mean:
        yield f"  - Mean as published: {md(text_of(content.mean.content))}"


def _absent(absence: Absence) -> str:
    return f"{absence.words}: {md(absence.reason)}"


@lru_cache(maxsize=256)
def _evidence(source: str, evidence: Evidence) -> str:
    """Basis, source and how it was read, in a line; a sheet has the same evidence for many facts."""
    read = f"read: {evidence.verified.replace('-', ' ')}" if evidence.verified else ""
    basis = evidence.basis.replace("not-stated", "basis not stated")
    return md(", ".join(filter(None, [basis, source, evidence.at, read])))


def _findings(site: Site, view: SheetView) -> Iterator[str]:
    found = site.remarks_of(view.sheet)
    if found:
        yield from ("", "## Findings", "")
    for remark in found:
        waived = f" (waived: {md(remark.waived)})" if remark.waived else ""
        yield f"- {remark.finding.code} {md(remark.finding.message)}{waived}"


def _sources(site: Site, view: SheetView) -> Iterator[str]:
    facts = [fact for fact in view.sheet.facts.values() if fact.values]
    keys = dict.fromkeys(value.evidence.source for fact in facts for value in fact.values)
    found = [site.references[key] for key in keys if key in site.references]
    if found:
        yield from ("", "## References", "")
    for one in found:
        parts = [one.authors, one.title, one.container, one.year, one.doi or one.link]
        yield f"- {md('. '.join(filter(None, parts)))}"
