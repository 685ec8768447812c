# References as readers see them. Comes in: CSL fields. Goes out: short and long forms.
"""Citations from `references.yaml`."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct


class Citation(Struct, frozen=True):
    """One reference in the forms that pages need."""

    key: str
    short: str
    authors: str
    year: str
    title: str
    container: str
    doi: str
    link: str
    version: str
    note: str


def _name(author: Mapping[str, Any]) -> str:
    return str(author.get("literal") or author.get("family") or "")


def _full(author: Mapping[str, Any]) -> str:
    given = author.get("given")
    return f"{given} {_name(author)}" if given else _name(author)


def citation(key: str, entry: Mapping[str, Any]) -> Citation:
    """The reference `key`: "Dominique et al. 2022", and its parts."""
    authors = [a for a in entry.get("author") or [] if isinstance(a, dict)]
    names = [_name(author) for author in authors]
    who = f"{names[0]} et al." if len(names) > 2 else " and ".join(names) or str(entry.get("title", key))
    year = str(entry.get("issued", ""))
    container = str(entry.get("container-title") or entry.get("publisher") or "")
    pages = [str(entry[part]) for part in ("volume", "page") if entry.get(part)]
    return Citation(
        key=key,
        short=f"{who} {year}".strip(),
        authors=", ".join(_full(author) for author in authors),
        year=year,
        title=str(entry.get("title", "")),
        container=" ".join([container, ", ".join(pages)]).strip(),
        doi=str(entry.get("DOI", "")),
        link=str(entry.get("URL", "")),
        version=str(entry.get("version", "")),
        note=str(entry.get("note", "")),
    )
