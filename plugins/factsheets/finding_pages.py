# The page of all that rules found. Comes in: Site. Goes out: Page.
"""What the rules have to say of the catalog, rule by rule."""

from collections import Counter
from collections.abc import Iterator

from factsheets.codes import Code
from factsheets.diagnostics import LEVELS, Remark
from factsheets.pages import Page, Section
from factsheets.paging import Part
from factsheets.questions import anchor_of
from factsheets.rules import explained
from factsheets.site import Site
from factsheets.words import plural


def findings_page(site: Site, part: Part) -> Page:
    """Every finding of a rule, waived ones with their reason, each leading to its fact."""
    writer = site.writer("findings/")
    codes = explained()
    sections = []
    found = dict(_by_code(site.catalog.remarks))
    for code, here, elsewhere in part.groups(found.items()):
        html = writer.render(
            "pages/finding.html",
            explained=codes[code],
            remarks=here,
            elsewhere=elsewhere,
            sheets=site.catalog.sheets,
            anchor_of=anchor_of,
        )
        sections.append(Section(code.lower(), _title(code, codes[code], found[code]), html))
    intro = writer.render("pages/findings.html", counts=_counts(site.catalog.remarks))
    return writer.page("Findings", "What the rules found in the sheets.", intro, tuple(sections))


def _by_code(remarks: tuple[Remark, ...]) -> Iterator[tuple[str, list[Remark]]]:
    """Findings by their rule: the gravest first, then by code."""
    found: dict[tuple[int, str], list[Remark]] = {}
    for remark in remarks:
        key = LEVELS.index(remark.finding.level), remark.finding.code
        found.setdefault(key, []).append(remark)
    for (_, code), group in sorted(found.items()):
        yield code, sorted(group, key=lambda remark: (remark.sheet, remark.finding.where))


def _title(code: str, entry: Code, remarks: list[Remark]) -> str:
    return f"{code} {entry.title} ({len(remarks)})"


def _counts(remarks: tuple[Remark, ...]) -> str:
    """How many findings there are of each level, and how many are waived."""
    counts = Counter(remark.finding.level for remark in remarks if not remark.waived)
    said = [plural(counts[level], level) for level in LEVELS if counts[level]]
    waived = sum(bool(remark.waived) for remark in remarks)
    return ", ".join([*(said or ["nothing"]), *([f"{waived} waived"] if waived else [])])
