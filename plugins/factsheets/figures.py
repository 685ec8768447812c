# Images that sheets name. Comes in: Catalog, the folder of figures. Goes out: findings, file paths.
"""Figures of `sheets/figures`."""

import stat
from collections.abc import Iterator
from pathlib import Path

from factsheets.diagnostics import Finding
from factsheets.document import Document, Steps
from factsheets.images import fault
from factsheets.intake import read_regular
from factsheets.model import Catalog, Figure

MAX_IMAGE = 5 << 20


def figures(catalog: Catalog) -> Iterator[tuple[Document, Steps, str]]:
    """Every image that a sheet shows: the sheet, the place, the file's name."""
    specs = [*catalog.template.facts.values(), *catalog.template.hardware.facts]
    paths = [spec.path for spec in specs if spec.shape == "figure"]
    for entity in [*catalog.sheets.values(), *catalog.hardware.values()]:
        for fact in filter(None, map(entity.facts.get, paths)):
            for value in fact.values:
                if isinstance(value.content, Figure):
                    yield entity.document, (*fact.spec.keys, "value", "image"), value.content.image


def check_figures(catalog: Catalog, folder: Path) -> list[Finding]:
    """Images that are not there, not what their ending says, or too large."""
    findings = []
    for document, path, name in figures(catalog):
        reason = _fault(folder / name)
        if reason:
            fix = "put a PNG, JPEG, WebP or GIF file of at most 5 MiB into sheets/figures"
            findings.append(document.finding("FS206", path, f"the image {name} {reason}", fix))
    return findings


def _fault(path: Path) -> str:
    try:
        status, data = read_regular(path, MAX_IMAGE)
    except OSError:
        return "is not in sheets/figures"
    if data is not None:
        return fault(data, path.suffix[1:])
    if stat.S_ISREG(status.st_mode):
        return f"has {status.st_size} bytes; {MAX_IMAGE} are allowed"
    return "is no regular file"
