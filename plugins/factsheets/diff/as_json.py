# A report as JSON. Comes in: Report, or bytes that anybody may have written. Goes out: bytes, or a Report of which every
# field has its type and its bounds. Must not know: catalogs, other forms.
"""The JSON form of a report, its schema, and reports read from files."""

from typing import Any

from msgspec import DecodeError, ValidationError, json, to_builtins
from msgspec.structs import replace

from factsheets.diff.report import LONGEST, Report, SheetChange
from factsheets.diff.shape import worst_first

#: The version of the form. It is raised when a field goes or means something else, not when one is added.
FORM = "factsheets.diff/1"
#: A report with more bytes is neither written nor read.
MAX_BYTES = 8 << 20
#: A report with fewer bytes is written in lines.
_IN_LINES = 1 << 20
#: Ranks, pairs and files of a report that would be too large.
_FEW = 500


class ReportError(Exception):
    """Bytes that are no report of a change."""


def written(report: Report) -> bytes:
    """A report as JSON in ASCII. Where it would be too large, what is left out is counted."""
    data = _encoded(report)
    if len(data) > MAX_BYTES:
        data = _encoded(_bounded(report))
    return (json.format(data, indent=2) if len(data) <= _IN_LINES else data) + b"\n"


def read_report(data: bytes) -> Report:
    """A report from bytes that anybody may have written. Raises ReportError."""
    if len(data) > MAX_BYTES + _IN_LINES:
        raise ReportError(f"it has more than {MAX_BYTES >> 20} MiB")
    try:
        return json.decode(data, type=Report)
    except (ValidationError, DecodeError, RecursionError, UnicodeError) as error:
        raise ReportError(f"it is no {FORM}: {error}") from None


def schema() -> dict[str, Any]:
    """The JSON Schema of a report."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What a change says of the facts of a catalog",
        **json.schema(Report),
    }


def _encoded(data: object) -> bytes:
    return _ascii(json.encode(_cut(to_builtins(data))).decode()).encode()


def _bounded(report: Report) -> Report:
    """A report that is not too large: without the changes of some sheets, then without sheets; worst are kept first."""
    few = replace(
        report, sheets=(), others=report.others[:_FEW], findings=report.findings[:_FEW], ranks=report.ranks[:_FEW],
        pairs=report.pairs[:_FEW], silent=report.silent[:_FEW],
        pages=replace(report.pages, **{name: found[:_FEW] for name in report.pages.__struct_fields__ if (found := getattr(report.pages, name))}),
    )  # fmt: skip
    room = MAX_BYTES - len(_encoded(few)) - 1000
    kept: list[SheetChange] = []
    for sheet in worst_first(report.sheets):
        short = replace(sheet, changes=(), omitted=len(sheet.changes))
        size = len(_encoded(short)) + 1
        if size <= room:
            room -= size
            kept.append(short)
    whole = {sheet.id: sheet for sheet in report.sheets}
    for index, short in enumerate(kept):
        size = len(_encoded(whole[short.id].changes))
        if size <= room:
            room -= size
            kept[index] = whole[short.id]
    return replace(few, sheets=tuple(kept), omitted=len(report.sheets) - len(kept))


def _cut(data: Any) -> Any:
    """The same with every text cut to its longest."""
    if isinstance(data, str):
        text = data.encode("utf-8", "backslashreplace").decode()
        return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    if isinstance(data, dict):
        return {_cut(key): _cut(value) for key, value in data.items()}
    return [_cut(entry) for entry in data] if isinstance(data, list | tuple) else data


def _ascii(text: str) -> str:
    """JSON with every other character as its escape."""
    return text if text.isascii() else "".join(c if c.isascii() else _escaped(c) for c in text)


def _escaped(character: str) -> str:
    units = character.encode("utf-16-be")
    return "".join(f"\\u{units[i : i + 2].hex()}" for i in range(0, len(units), 2))
