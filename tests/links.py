"""The links of a built site, read from what was written."""

from pathlib import Path
from urllib.parse import unquote, urldefrag

import html5lib


def hrefs_and_ids(path: Path) -> tuple[list[str], set[str]]:
    tree = html5lib.parse(path.read_text(encoding="utf-8"), treebuilder="etree")
    hrefs = [element.attrib["href"] for element in tree.iter() if "href" in element.attrib]
    ids = {element.attrib["id"] for element in tree.iter() if "id" in element.attrib}
    return hrefs, ids


def broken_links(site: Path) -> list[str]:
    """Links of all pages that lead to no file or no id of the site; it reads what was written."""
    pages = {path: hrefs_and_ids(path) for path in sorted(site.rglob("*.html")) if path.name != "404.html"}
    broken = []
    for path, (hrefs, _) in pages.items():
        for href in hrefs:
            address, anchor = urldefrag(href)
            address = address.partition("?")[0]  # for a script to read
            if ":" in address.split("/")[0] or address.startswith("/"):
                continue
            target = (path.parent / unquote(address)).resolve() if address else path
            target = target / "index.html" if target.is_dir() else target
            ids = pages[target][1] if target in pages else set()
            if not target.is_file() or (anchor and target in pages and anchor not in ids):
                broken.append(f"{path.relative_to(site)}: {href}")
    return broken
