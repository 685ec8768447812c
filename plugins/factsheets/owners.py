# Who owns which sheet. Comes in: Catalog, owners.yaml. Goes out: lines of CODEOWNERS. Must not know: where the file is,
# what else stands in it.
"""CODEOWNERS from the producers of sheets."""

import re
from collections.abc import Mapping
from typing import TypeAlias

from factsheets.diagnostics import Finding
from factsheets.document import Document
from factsheets.model import Catalog, Sheet
from factsheets.suggest import did_you_mean

#: Owners by the key of the producer.
Owners: TypeAlias = Mapping[str, tuple[str, ...]]

#: A user, a team or an e-mail address, as GitHub has them.
_OWNER = re.compile(r"@[A-Za-z0-9][A-Za-z0-9-]*(/[A-Za-z0-9._-]+)?|[^\s@#,]+@[A-Za-z0-9.-]+", re.ASCII)
#: What a path may consist of, so that no sign of it means something in a pattern.
_PLAIN = re.compile(r"[A-Za-z0-9._/-]*", re.ASCII)
BEGIN = "# begin factsheets: written by `factsheets codeowners` from owners.yaml and the producers of sheets"
END = "# end factsheets"
#: The end of our lines; an editor may have taken the newline behind it.
_LAST = re.compile(rf"^{END}(\r?\n|\Z)", re.MULTILINE)


def owners_in(document: Document, catalog: Catalog) -> tuple[Owners, list[Finding]]:
    """The owners that a file gives to producers, and what is wrong with them."""
    data = document.data
    if not isinstance(data, dict):
        return {}, [document.finding("FS103", (), "the file must be a map (key: value)")]
    known = {key for sheet in catalog.sheets.values() for key in producers(sheet)}
    found: dict[str, tuple[str, ...]] = {}
    findings = []
    for key, entry in data.items():
        if key not in known:
            message = f"no sheet has the producer `{key}`"
            findings.append(document.finding("FS201", (key,), message, did_you_mean(key, known), key=True))
        entries = entry if isinstance(entry, list) else [entry]
        found[key] = tuple(owner for owner in entries if isinstance(owner, str) and _OWNER.fullmatch(owner))
        if len(found[key]) < len(entries) or not entries:
            fix = "write @user, @organisation/team or an address, in quotes; a list for several"
            findings.append(document.finding("FS105", (key,), f"{key}: this is no owner", fix))
    return found, findings


def producers(sheet: Sheet) -> tuple[str, ...]:
    """The keys of the producers of a sheet."""
    found = sheet.header.get("producers", {})
    return tuple(found) if isinstance(found, dict) else ()


def is_plain(path: str) -> bool:
    """Whether a path stands for itself in CODEOWNERS."""
    return _PLAIN.fullmatch(path) is not None


def with_owners(text: str, catalog: Catalog, owners: Owners, above: str) -> str:
    """CODEOWNERS with our lines; all others stay. `above` is the catalog's folder in the repository, or "".

    Raises ValueError where it cannot be told which lines are ours.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = [BEGIN]
    for sheet in catalog.sheets.values():
        mine = sorted({owner for key in producers(sheet) for owner in owners.get(key, ())})
        if mine:
            lines.append(" ".join([f"/{above}{sheet.document.path}", *mine]))
    block = newline.join([*lines, END, ""])
    before, begun, rest = text.partition(BEGIN)
    if not begun:
        return f"{text.rstrip()}{newline * 2}{block}" if text.strip() else block
    ended = _LAST.search(rest)
    if not ended:
        raise ValueError(f"the line `{END}` is missing")
    return before + block + rest[ended.end() :]
