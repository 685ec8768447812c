# Images that sheets name. Comes in: Catalog, the folder of figures. Goes out: findings, file paths.
# An image is told by its first bytes, never decoded; SVG is not among the kinds, it can hold script.
"""Figures of `sheets/figures`."""

import stat
from collections.abc import Iterator
from pathlib import Path

from factsheets.diagnostics import Finding
from factsheets.document import Document, Steps
from factsheets.model import Catalog, Figure

MAX_IMAGE = 5 << 20
_MAGIC = {
    "png": (b"\x89PNG\r\n\x1a\n",),
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
    "gif": (b"GIF87a", b"GIF89a"),
    "webp": (b"RIFF",),
}


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
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            return "is no regular file"
        if status.st_size > MAX_IMAGE:
            return f"has {status.st_size} bytes; {MAX_IMAGE} are allowed"
        with path.open("rb") as file:
            head = file.read(12)
    except OSError:
        return "is not in sheets/figures"
    magic = _MAGIC.get(path.suffix[1:], ())
    return "" if head.startswith(magic) else f"is no {path.suffix[1:].upper()} file"
