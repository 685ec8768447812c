# What readers can search, besides the theme's index. Comes in: entries of that index, whose fields are HTML. Goes out:
# records of plain text, and advice on its size. Must not know: MkDocs, pages, how records are written.
"""Entries of the search index as records, and when it is too big."""

import zlib
from collections.abc import Iterable, Iterator, Mapping

from factsheets.escape import plain_text
from factsheets.shards import Record

#: Compressed size in bytes from which a browser should not load the index as a whole.
LIMIT = 400_000


def records(entries: Iterable[Mapping[str, str]]) -> Iterator[Record]:
    """The entries as texts, each with the title of its page, whose own entry comes first."""
    titles: dict[str, str] = {}
    for entry in entries:
        title, url = plain_text(entry["title"]), entry["location"]
        page = titles.setdefault(url.partition("#")[0], title)
        yield Record(url, title, page, plain_text(entry["text"]))


def advice(index: Iterable[bytes]) -> str:
    """What to do about an index, given in pieces, that is too big, in one line; "" where it is not."""
    packer = zlib.compressobj(6)
    size = 0
    for piece in index:
        size += len(packer.compress(piece))
        if size > LIMIT:
            return (
                f"The search index has more than {LIMIT // 1000} kB compressed, which each reader who searches loads. For one "
                "in small files, set `search: pagefind` among the options of the plugin and "
                "`pip install 'factsheets[pagefind]'`."
            )
    return ""
