# Files of a site besides those that MkDocs renders. Comes in: what makes a page, entries of search. Goes out: files,
# lines of the sitemap, the search index.
"""Made pages as MkDocs' files, and where else they are listed."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from mkdocs.structure.files import File
from msgspec import Struct, json


class MadeFile(File):
    """A page outside the navigation, which is made at the moment that it is written."""

    make: Callable[[], str] | None = None  # None: nothing is written before somebody asks for the page

    def is_documentation_page(self) -> bool:
        """Nothing for MkDocs to render, though hand-written pages may link to it as to one."""
        return False

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002 - MkDocs' signature
        """Write the page."""
        if self.make is None:
            return
        data = self.make().encode()
        os.makedirs(os.path.dirname(self.abs_dest_path), exist_ok=True)  # noqa: PTH103, PTH120 - there are many
        with open(self.abs_dest_path, "wb") as file:  # noqa: PTH123 - the same
            file.write(data)


class Listed(Struct, frozen=True):
    """A page as the sitemap sees it."""

    canonical_url: str
    update_date: str
    is_link: bool = False

    @property
    def page(self) -> "Listed":
        """The sitemap asks files for their pages."""
        return self


def search_index(theme: Mapping[str, Any], entries: Iterable[bytes]) -> Iterator[bytes]:
    """The theme's index, piece by piece, with our entries, which are JSON already, after its own."""
    yield json.encode({**theme, "docs": []}).removesuffix(b"]}")
    for number, entry in enumerate(chain(map(json.encode, theme["docs"]), entries)):
        yield b"," + entry if number else entry
    yield b"]}"
