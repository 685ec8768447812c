# What the rules find. Comes in: Catalog with derived values. Goes out: remarks, those that the sheet waives
# with their reason. Must not know: how they are shown.
"""Run the rules over a catalog."""

from collections.abc import Collection, Iterator, Mapping

from msgspec.structs import replace

from factsheets.diagnostics import Finding, Remark
from factsheets.document import finding_in
from factsheets.model import Catalog, Sheet
from factsheets.rules import RULES, Hit, Rule
from factsheets.suggest import did_you_mean


def lint(catalog: Catalog, ids: Collection[str]) -> tuple[Remark, ...]:
    """Everything that the rules have to say of some sheets of a catalog, sheet by sheet."""
    sheets = (sheet for key, sheet in catalog.sheets.items() if key in ids)
    return tuple(remark for sheet in sheets for remark in _of_sheet(catalog, sheet))


def _of_sheet(catalog: Catalog, sheet: Sheet) -> Iterator[Remark]:
    waivers = _waivers(sheet)
    used: set[int] = set()
    for rule in RULES.values():
        for hit in rule.check(catalog, sheet):
            index, reason = _waived(waivers, rule.code, hit.path)
            used |= {index} if reason else set()
            yield Remark(sheet.id, hit.path, _finding(catalog, sheet, rule, hit), reason, hit.repair)
    for index, waiver in enumerate(waivers):
        if index not in used:
            yield Remark(sheet.id, "", _unused(sheet, index, waiver), "")


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


def _unused(sheet: Sheet, index: int, waiver: Mapping[str, str]) -> Finding:
    """A waiver of something that no rule says (any more) hides what comes next."""
    code = str(waiver.get("code", ""))
    if code not in RULES:
        message, fix = f"there is no rule {code}", did_you_mean(code, RULES)
    else:
        message, fix = f"{code} has nothing to say at {waiver.get('at', '')}", "remove the waiver"
    return replace(sheet.document.finding("FS390", ("waive", index), message, fix), level="warning")
