# How to cite a sheet. Comes in: Site, Sheet. Goes out: BibTeX and CSL-JSON. Must not know: pages, files.
"""Citations of a sheet itself."""

from urllib.parse import quote

from msgspec import Struct

from factsheets.escape import latex_text
from factsheets.model import Sheet
from factsheets.sheet_data import encode
from factsheets.site import Site, sheet_url

#: Characters that an address may have as they are; braces and backslashes are not among them.
_IN_ADDRESS = "/:?#[]@!$&'()*+,;=%~"


class SheetCitation(Struct, frozen=True):
    """What a citation says of a sheet."""

    key: str
    title: str
    authors: tuple[str, ...]  # people or organisations: nobody can tell from a name
    publisher: str
    version: str
    date: str  # 2024-01-31
    url: str

    @property
    def bibtex(self) -> str:
        """An entry of BibTeX. A name in two pairs of braces is not taken apart."""
        authors = " and ".join(f"{{{latex_text(name)}}}" for name in self.authors)
        year, month, _ = self.date.split("-")
        fields = {
            "author": authors,
            "title": f"{{{latex_text(self.title)}}}",
            "howpublished": latex_text(self.publisher),
            "year": year,
            "month": str(int(month)),
            "note": f"Version {latex_text(self.version)}",
            "url": quote(self.url, _IN_ADDRESS),
        }
        lines = [f"  {name} = {{{text}}},\n" for name, text in fields.items() if text]
        return f"@misc{{{self.key},\n{''.join(lines)}}}\n"

    @property
    def csl(self) -> bytes:
        """The same as CSL-JSON, a list of one item."""
        item = {
            "id": self.key,
            "type": "document",
            "title": self.title,
            "author": [{"literal": name} for name in self.authors],
            "publisher": self.publisher,
            "version": self.version,
            "issued": {"date-parts": [[int(part) for part in self.date.split("-")]]},
            "URL": self.url,
        }
        return encode([{name: value for name, value in item.items() if value}])


def sheet_citation(site: Site, sheet: Sheet) -> SheetCitation:
    """The citation of a sheet, in the version that it has."""
    return SheetCitation(
        key=sheet.id,
        title=f"FactSheet of {sheet.name}",
        authors=producers_of(sheet),
        publisher=site.name,
        version=str(sheet.header["version"]),
        date=str(sheet.header["date"]),
        url=site.link(sheet_url(sheet)),
    )


def producers_of(sheet: Sheet) -> tuple[str, ...]:
    """Names of those who supply facts, each once."""
    producers = sheet.header.get("producers", {})
    found = producers.values() if isinstance(producers, dict) else ()
    return tuple(dict.fromkeys(str(who["name"]) for who in found))
