# What the rules find. Comes in: Catalog with derived values. Goes out: remarks, those that the sheet waives
# with their reason. Must not know: how they are shown.
"""Run the rules over a catalog."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec.structs import replace

from factsheets.diagnostics import Finding, Remark
from factsheets.document import finding_in
from factsheets.model import Catalog, Sheet
from factsheets.rules import RULES, Hit, Rule
from factsheets.suggest import did_you_mean, suggest


def lint(catalog: Catalog, ids: Collection[str]) -> tuple[Remark, ...]:
    """Everything that the rules have to say of some sheets of a catalog, sheet by sheet."""
    sheets = (sheet for key, sheet in catalog.sheets.items() if key in ids)
    return tuple(remark for sheet in sheets for remark in _of_sheet(catalog, sheet))


def _of_sheet(catalog: Catalog, sheet: Sheet) -> Iterator[Remark]:
    waivers = _waivers(sheet)
    used: set[int] = set()
    left: list[tuple[str, str]] = []  # code and path of what nobody waives
    for rule in RULES.values():
        for hit in rule.check(catalog, sheet):
            index, reason = _waived(waivers, rule.code, hit.path)
            used |= {index} if reason else set()
            left += [] if reason else [(rule.code, hit.path)]
            yield Remark(sheet.id, hit.path, _finding(catalog, sheet, rule, hit), reason, hit.repair)
    for index in range(len(waivers)):
        if index not in used:
            yield Remark(sheet.id, "", _unused(catalog, sheet, index, left), "")


def _finding(catalog: Catalog, sheet: Sheet, rule: Rule, hit: Hit) -> Finding:
    """A hit as a finding, with its line of the sheet or of the evaluation that it points into."""
    documents = (d for d in catalog.evaluations.values() if d.path == hit.where.path)
    text = next(documents, sheet.document).text
    return finding_in(text, rule.code, hit.where, hit.message, rule.explained.fix, rule.level)


def _waivers(sheet: Sheet) -> list[Mapping[str, str]]:
    found = sheet.header.get("waive", [])
    return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []


def _waived(waivers: list[Mapping[str, str]], code: str, path: str) -> tuple[int, str]:
    """The waiver of a hit: its code, at its fact or at something around it."""
    for index, waiver in enumerate(waivers):
        at = waiver.get("at", "")
        if waiver.get("code") == code and (path == at or path.startswith(f"{at}.")):
            return index, str(waiver.get("reason", ""))
    return -1, ""


def _unused(catalog: Catalog, sheet: Sheet, index: int, left: Sequence[tuple[str, str]]) -> Finding:
    """A waiver of something that no rule says (any more) hides what comes next; `left` is what is not waived."""
    waiver = _waivers(sheet)[index]
    code, at = str(waiver.get("code", "")), str(waiver.get("at", ""))
    paths = {fact.path for fact in catalog.template.facts.values()}
    places = (
        {path.rpartition(".")[0] for path in paths}
        | paths
        | {section.key for section in catalog.template.sections}
    )
    codes = sorted({c for c, path in left if path == at or path.startswith(f"{at}.")})
    if code not in RULES:
        message, fix = f"there is no rule {code}", did_you_mean(code, codes or RULES)
    elif at and at not in places:
        message = f"there is no fact {at}"
        fix = did_you_mean(at, [*(path for c, path in left if c == code and path), *sorted(places)])
    else:
        message = f"{code} has nothing to say at {at}"
        near = [other for other in codes if suggest(code, [other])]
        fix = f"did you mean `{near[0]}`? Else remove the waiver" if len(near) == 1 else "remove the waiver"
    return replace(sheet.document.finding("FS390", ("waive", index), message, fix), level="warning")
