# Pages for reviewers. Comes in: Report, both sides. Goes out: files of a folder that stands alone: what changed, and each
# sheet with both states of its facts side by side, by the site's own parts. Must not know: git, arguments.
"""Both states of what changed, as pages."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from factsheets.blocks import Blocks
from factsheets.diff.report import Report, SheetChange
from factsheets.diff.shape import NOTHING, Row, headline, lowered, ordinal, rows, verdict, worst_first
from factsheets.diff.sides import Side
from factsheets.model import Sheet
from factsheets.pages import alone
from factsheets.render import render, slug
from factsheets.resolve import RESERVED
from factsheets.resources import ASSETS, TEMPLATES
from factsheets.site import Site
from factsheets.view import Block, Reading
from factsheets.words import plural

_FONT = "inter-latin-wght-normal.woff2"
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
_SLATE = re.compile(r'^\[data-md-color-scheme="slate"\] (\{.*?^\})', re.MULTILINE | re.DOTALL)
#: Sheets with more facts than this are told in a list: a new sheet has a page of its own.
_CARDS = 200


class Card(Struct, frozen=True):
    """A fact with both of its states."""

    id: str
    title: str
    row: Row
    values: Sequence[Row]  # what is told line by line above both states
    derived: Sequence[Row]
    before: str
    after: str
    readers: Sequence[str]
    producer: str


def write_pages(report: Report, one: Side | None, two: Side | None, out: Path) -> Path:
    """Write the pages into a folder, and give the first one. Raises OSError where it cannot be written to."""
    made = dict(_pages(report, one, two))
    (out / "assets").mkdir(parents=True, exist_ok=True)
    for path, text in made.items():
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_text(text, encoding="utf-8", newline="\n")
    (out / "assets" / "review.css").write_text(_style(), encoding="utf-8", newline="\n")
    (out / "assets" / _FONT).write_bytes((ASSETS / _FONT).read_bytes())
    for name, side in (("before", one), ("after", two)):
        _figures(side, name, "".join(made.values()), out)
    return out / "index.html"


def _style() -> str:
    """The site's style sheet and that of these pages; the dark colours where the system asks for them."""
    site = (ASSETS / "factsheets.css").read_text(encoding="utf-8")
    own = (TEMPLATES / "review" / "review.css").read_text(encoding="utf-8")
    slate = _SLATE.search(site)
    dark = f"@media (prefers-color-scheme: dark) {{ :root {slate[1]} }}\n" if slate else ""
    return f"{site}\n{dark}\n{own}"


def _figures(side: Side | None, name: str, html: str, out: Path) -> None:
    """The images that the pages show of one side."""
    wanted = set(re.findall(rf'"\.\./assets/{re.escape(name)}/([^"/]+)"', html)) if side else set()
    paths = {path for path in (side.tree.of("sheets/figures/") if side else ()) if Path(path).name in wanted}
    for path, data in side.tree.read(paths).items() if side and paths else ():
        (out / "assets" / name).mkdir(exist_ok=True)
        (out / "assets" / name / Path(path).name).write_bytes(data)


def _pages(report: Report, one: Side | None, two: Side | None) -> Iterator[tuple[str, str]]:
    counted = verdict(report)
    sheets = worst_first(report.sheets)
    folders = folders_of(sheets)
    shared: dict[str, Any] = {
        "report": report,
        "folders": folders,
        "headline": headline,
        "rows": rows,
        "ordinal": ordinal,
        "lowered": lowered,
    }
    facts = sum(1 for sheet in sheets for change in sheet.changes if change.kind != "derived")
    lead = f"{plural(len(sheets), 'sheet')}, {plural(facts, 'value')} of facts"
    lead += f"; {plural(counted.fixed, 'finding')} mended" if counted.fixed else ""
    heading = NOTHING if report.says_nothing else counted.words[:1].upper() + counted.words[1:]
    yield (
        "index.html",
        render(
            "review/index.html",
            **shared,
            title="Review of facts",
            top="",
            heading=heading,
            lead=lead,
            counts=_counts,
        ),
    )
    sites = [_site(side) if side else None for side in (one, two)]
    for sheet in sheets:
        cards = list(_cards(sheet, report, sites))
        page = render(
            "review/sheet.html",
            **shared,
            title=f"{sheet.name}: review of facts",
            top="../",
            sheet=sheet,
            kind=_kind(sheet, sites),
            cards=cards,
            needs=sheet.needs,
            ranks=[rank for rank in report.ranks if rank.sheet == sheet.id],
            pairs=[pair for pair in report.pairs if pair.sheet == sheet.id],
        )
        yield f"{folders[sheet.id]}/index.html", page


def folders_of(sheets: Sequence[SheetChange]) -> dict[str, str]:
    """The folder of each sheet by its id. A sheet in which something is wrong may have any text for its id."""
    names = {}
    for number, sheet in enumerate(sheets):
        plain = _ID.fullmatch(sheet.id) and sheet.id not in RESERVED
        names[sheet.id] = sheet.id if plain else f"sheet.{number}"
    return names


def _counts(sheet: SheetChange) -> list[tuple[str, int]]:
    counts = Counter(found.level for found in sheet.findings if found.state == "new")
    return [(level, counts[level]) for level in ("error", "warning", "note") if counts[level]]


def _site(side: Side) -> Site:
    """The sheets in which nothing is wrong; of others, texts are shown as the report has them."""
    return Site(side.sound, root=side.project.root)


def _kind(sheet: SheetChange, sites: Sequence[Site | None]) -> str:
    found = (site.catalog.sheets.get(sheet.id) for site in reversed(sites) if site)
    return next((each.kind for each in found if each), "")


def _cards(sheet: SheetChange, report: Report, sites: Sequence[Site | None]) -> Iterator[Card]:
    """The changed facts, each with what follows from it."""
    found = rows(sheet.changes[:_CARDS])
    sides = [
        _Parts(site, key, name)
        for site, key, name in zip(sites, (sheet.was or sheet.id, sheet.id), ("before", "after"), strict=True)
    ]
    groups: list[tuple[str, list[Row], list[Row]]] = []
    for row in found:
        fact = next((p for side in sides if (p := side.fact(row.change.fact))), row.change.fact)
        fact = f"{fact} {len(groups)}" if row.more else fact
        if row.derived and groups:
            groups[-1][2].append(row)
        elif groups and groups[-1][0] == fact:
            groups[-1][1].append(row)
        else:
            groups.append((fact, [row], []))
    for number, (fact, values, derived) in enumerate(groups):
        first = values[0]
        shown = [side.html(fact, [row.title for row in values]) for side in sides]
        title = next((t for side in sides if (t := side.title(fact))), first.title)
        yield Card(
            id=f"fact-{number}-{slug(fact)}",
            title=title if len(values) > 1 or not first.more else first.title,
            row=first,
            values=values if len(values) > 1 or first.worded or first.change.also else (),
            derived=derived,
            before=shown[0],
            after=shown[1],
            readers=[report.roles.get(role, role) for role in first.change.roles],
            producer=sheet.producers.get(first.change.producer, ""),
        )


class _Parts:
    """The parts of one sheet on one side, as its page on the site has them."""

    def __init__(self, site: Site | None, key: str, name: str) -> None:
        self._name, self._site = name, site
        self._sheet: Sheet | None = site.catalog.sheets.get(key) if site else None
        self._items: Mapping[str, object] = {}
        if site and self._sheet:
            reading = Reading(self._sheet, site.catalog.template, site.states(self._sheet))
            self._reading, self._blocks = reading, Blocks(site, self._sheet)
            self._items = reading.items

    def fact(self, path: str) -> str:
        """The fact that a path belongs to, as a score to its table; "" where it is none of the template."""
        facts = self._site.catalog.template.facts if self._site else {}
        return path if path in facts else above if (above := path.rpartition(".")[0]) in facts else ""

    def title(self, path: str) -> str:
        """The title of a fact."""
        spec = self._site.catalog.template.facts.get(path) if self._site else None
        return spec.title if spec else ""

    def html(self, path: str, titles: Sequence[str]) -> str:
        """A fact as the page has it, rows of the given titles marked; "" where it is not stated."""
        if path not in self._items or not self._site or not self._sheet:
            return ""
        item = self._reading.items[path]
        html = self._blocks.html(Block(self._name, item.spec.title, (item,)))
        rows = [title.partition(",")[0] for title in titles]
        return alone(html, self._name, f"../assets/{self._name}/", rows)
