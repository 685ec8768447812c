# What a change does around the facts of a sheet. Comes in: both sides. Goes out: needs met, ratings that go stale,
# differences in comparisons, addresses. Must not know: forms.
"""Effects of a change on readers, ratings, comparisons and pages."""

from collections.abc import Collection, Iterator, Mapping

from factsheets.compare import compare, usable
from factsheets.diff.report import Needs, Pages, Pair, Rated
from factsheets.diff.sides import Side
from factsheets.evaluation import CURRENT, STALE, evaluations_of
from factsheets.model import Catalog, Sheet, former_ids
from factsheets.table import Table
from factsheets.view import MET, coverage, need_states


def needs(one: Sheet | None, two: Sheet | None, before: Catalog, after: Catalog) -> tuple[Needs, ...]:
    """The needs of each role that the sheet meets; nothing where none moves."""
    old, new = (_met(sheet, catalog) for sheet, catalog in ((one, before), (two, after)))
    if old == new:
        return ()
    return tuple(Needs(role, old.get(role), new.get(role)) for role in dict.fromkeys([*new, *old]))


def _met(sheet: Sheet | None, catalog: Catalog) -> dict[str, tuple[int, int]]:
    if sheet is None:
        return {}
    states = need_states(sheet, catalog.template)
    found = {role.id: coverage(states, role) for role in catalog.template.roles.values()}
    return {role: (states.count(MET), states.total) for role, states in found.items()}


def rated(one: Sheet | None, two: Sheet | None, before: Catalog, after: Catalog) -> Iterator[Rated]:
    """Sections that no longer say what was rated, or say it again."""
    old, new = (_rated(sheet, catalog) for sheet, catalog in ((one, before), (two, after)))
    for (evaluation, section), state in new.items():
        if old.get((evaluation, section)) not in {None, state} and state in {CURRENT, STALE}:
            yield Rated(section, evaluation, "stale" if state == STALE else "current")


def _rated(sheet: Sheet | None, catalog: Catalog) -> dict[tuple[str, str], str]:
    if sheet is None or sheet.id not in catalog.sheets:
        return {}
    found = evaluations_of(catalog, sheet)
    return {(e.id, section.section.title): section.state for e in found for section in e.sections}


def pairs(one: Side, two: Side, ids: Collection[str]) -> Iterator[Pair]:
    """Differences from baselines that move, of the sheets `ids`; each once, however many comparisons show it."""
    told: set[tuple[str, ...]] = set()
    for comparison in two.sound.template.comparisons:
        old = _cells(one.sound, comparison.id, ids)
        new = _cells(two.sound, comparison.id, ids)
        for key in dict.fromkeys([*new, *old]):
            before, after = old.get(key, "none"), new.get(key, "none")
            sheet, row, column = key
            if before != after and (sheet, row, before, after) not in told:
                told.add((sheet, row, before, after))
                catalog = two.catalog if sheet in two.catalog.sheets else one.catalog
                name = catalog.sheets[sheet].name
                title = f"{column}, {row}" if row else column
                yield Pair(comparison.title, title, sheet, name, before, after)


def _cells(catalog: Catalog, comparison: str, ids: Collection[str]) -> dict[tuple[str, str, str], str]:
    """The differences of some sheets in a comparison, each with its sheet, row and column."""
    known = next((c for c in catalog.template.comparisons if c.id == comparison), None)
    if known is None or not usable(catalog, known):
        return {}
    return dict(_differences(compare(catalog, known), ids))


def _differences(table: Table, ids: Collection[str]) -> Iterator[tuple[tuple[str, str, str], str]]:
    for group in table.groups:
        base = group.rows[0].sheet.name if group.rows and not group.rows[0].variant else ""
        for row in group.rows:
            if row.sheet.id not in ids:
                continue
            against = row.configuration or (f"against {base}" if row.variant and base else "")
            for column, cell in zip(table.columns, row.cells, strict=True):
                shown = cell.text if cell.difference else cell.delta
                if shown and column.kind != "task" and column.title != "Retained":
                    title = "Difference" if cell.difference else column.title
                    yield (row.sheet.id, against, title), ("≠ " * (cell.unlike and "≠" not in shown)) + shown


# --- addresses ------------------------------------------------------------------------------------


def pages(one: Side, two: Side) -> Pages:
    """Addresses that come, go, lead on to another one, or lead nowhere."""
    before, after = _addresses(one), _addresses(two)
    formerly = [old for sheet in two.catalog.sheets.values() for old in former_ids(sheet)]
    redirects = set(_of_sheets(formerly, two))
    gone = [address for address in before if address not in after]
    return Pages(
        added=tuple(address for address in after if address not in before),
        removed=tuple(gone),
        moved=tuple(address for address in gone if address in redirects),
        broken=tuple(address for address in gone if address not in redirects),
    )


def _of_sheets(ids: Collection[str], side: Side) -> list[str]:
    """The full sheets, then the role pages."""
    full = [f"models/{key}/" for key in ids]
    return full + [f"models/{key}/for/{role}/" for key in ids for role in side.catalog.template.roles]


def _addresses(side: Side) -> Mapping[str, None]:
    """The pages of single sheets, of hardware, benchmarks, roles and comparisons."""
    template = side.catalog.template
    found = _of_sheets(sorted(side.paths), side)
    found += [f"hardware/{key}/" for key in side.catalog.hardware]
    found += [f"benchmarks/{key}/" for key in side.catalog.benchmarks]
    found += [f"roles/{key}/" for key in template.roles]
    found += [f"compare/{comparison.id}/" for comparison in template.comparisons]
    return dict.fromkeys(found)
