"""`make quality`: measure the repository's own site as its readers' browsers and other people's tools see it.

Writes `docs/quality.md`. Ends with 1 where a figure misses its mark.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, sync_playwright

import audits
import browser as chromium
from conftest import ROOT, copy_of_the_catalog
from kinds import MORE, PAGES, TAGS
from links import broken_links
from web import build, known_at, open_page, serve
from weight import FIRST_VISIT, OWN, compressed, first_visit, own_files

#: The pages that Lighthouse looks at: home, a sheet, a role page, a comparison.
LOOKED_AT = {
    "home": "",
    "sheet": "models/bert-base-analog-pcm/",
    "role page": "models/bert-base-analog-pcm/for/hw-researcher/",
    "comparison": "compare/glue/",
}
ROUNDS = 3
#: Every shift of the layout that no key or click has brought about, summed up.
_SHIFTS = """() => new Promise((tell) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => tell(sum), 250);
})"""


@dataclass(frozen=True)
class Figure:
    """What was measured, and what it must reach."""

    what: str
    value: float
    mark: float
    least: bool = False  # whether more is better

    @property
    def met(self) -> bool:
        """Whether the mark is reached."""
        return self.value >= self.mark if self.least else self.value <= self.mark

    @property
    def row(self) -> str:
        """A line of the table."""
        bound = "at least" if self.least else "at most"
        return f"| {self.what} | {self.value:,.10g} | {bound} {self.mark:,.10g} | {'met' if self.met else 'not met'} |"


def by_lighthouse(address: str) -> Iterator[Figure]:
    """Scores on a phone, and how far the layout moves."""
    for name, path in LOOKED_AT.items():
        found = audits.lighthouse(address + path, ROUNDS)
        for category in audits.CATEGORIES:
            mark = 95 if category == "performance" else 100
            yield Figure(f"Lighthouse, {name}: {category}", found[category], mark, least=True)
        yield Figure(f"Lighthouse, {name}: layout shift", round(found["layout shift"], 4), 0.02)


def in_chromium(engine: Browser, address: str) -> Iterator[Figure]:
    """All kinds of pages at two widths, light and dark."""
    axe, violations, errors, foreign, shift = Axe(), 0, 0, 0, 0.0
    for width in (1360, 390):
        for scheme in ("light", "dark"):
            watched = open_page(engine, width=width, scheme=scheme)
            for path in (*PAGES, *MORE):
                watched.page.goto(address + path)
                shift = max(shift, watched.page.evaluate(_SHIFTS))
                result = axe.run(watched.page, options={"runOnly": TAGS, "resultTypes": ["violations"]})
                violations += len(result.response["violations"])
            errors, foreign = errors + len(watched.errors), foreign + len(watched.foreign)
            watched.page.context.close()
    kinds = len(PAGES) + len(MORE)
    yield Figure(f"axe-core, WCAG 2.2 AA and best practice, {kinds} pages x 4: violations", violations, 0)
    yield Figure(f"Console errors and violations of the policy, {kinds} pages x 4", errors, 0)
    yield Figure(f"Requests to other hosts, {kinds} pages x 4", foreign, 0)
    yield Figure(f"Largest layout shift, {kinds} pages x 4", round(shift, 4), 0.02)
    yield Figure(
        "First visit of a comparison, bytes over the wire", first_visit(engine, address), FIRST_VISIT
    )


def of_files(site: Path) -> Iterator[Figure]:
    """What can be told without a browser."""
    own = sum(compressed(data) for data in own_files(site).values())
    yield Figure("Own scripts and styles, all of them, bytes compressed", own, OWN)
    yield Figure("Links that lead nowhere", len(broken_links(site)), 0)
    pages = [site / path.partition("?")[0] for path in (*PAGES, *MORE)]
    files = [path / "index.html" if path.is_dir() else path for path in pages]
    errors = len(audits.html_errors(files))
    yield Figure(f"Nu HTML checker, {len(files)} pages: errors that are not the theme’s", errors, 0)


PAGE = """# Quality of the site

For those who publish a catalog. Written by `make quality`, which needs npm and Java; do not edit it here.

The site is the one of this repository, below a path, served compressed and with the headers that it asks for. Lighthouse {lighthouse}
looks at it as a slow phone does, {rounds} times; the medians stand here. The Nu HTML checker is {vnu}.

| what | measured | must be | |
| --- | ---: | ---: | --- |
{rows}

Measured on {date}. The tests in `tests/test_accessible.py`, `test_weight.py`, `test_browser.py` and `test_site.py` keep all but
the figures of Lighthouse and of the HTML checker at every change.
"""


def measured(engine: Browser, folder: Path) -> list[Figure]:
    """All figures of the site, built into a folder."""
    server = serve(folder)
    address = next(server)
    build(known_at(copy_of_the_catalog(folder / "catalog"), address), folder)
    steps: tuple[Callable[[], Iterator[Figure]], ...] = (
        lambda: of_files(folder / "factsheets"),
        lambda: in_chromium(engine, address),
        lambda: by_lighthouse(address),
    )
    found = []
    for step in steps:
        for figure in step():
            print(figure.row, flush=True)
            found.append(figure)
    server.close()
    return found


def main() -> int:
    """Measure, write the page, and say whether all marks are reached."""
    audits.install()
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        engine = playwright.chromium.launch(executable_path=chromium.find(), args=list(chromium.ARGUMENTS))
        figures = measured(engine, Path(folder))
        engine.close()
    text = PAGE.format(
        lighthouse=audits.PACKAGES["lighthouse"],
        vnu=audits.PACKAGES["vnu-jar"],
        rounds=ROUNDS,
        rows="\n".join(figure.row for figure in figures),
        date=f"{datetime.now(UTC):%Y-%m-%d}",
    )
    (ROOT / "docs" / "quality.md").write_text(text, encoding="utf-8")
    return 0 if all(figure.met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
