# All pages of a catalog as Markdown files. Comes in: a catalog's folder. Goes out: a folder of pages.
# Must not know: which engines read them.
"""The pages of a catalog, written as an author of Markdown would have written them.

`python -m benchmarks.content CATALOG OUT [SMALL]`: a process of its own, so that the one that measures
stays small; what it holds would count as memory of each of its children.
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.as_markdown import escaped, markdown_of
from benchmarks.catalog import model_files
from factsheets.pages import Page
from factsheets.pipeline import load
from factsheets.project import project_at
from factsheets.publish import pages
from factsheets.site import Site

#: How many complete runs of all sheets a catalog of 1,000 has.
STAND_INS = 30
_RUN = re.compile(r"-r(\d{4})(?:/|$)")


def page_text(page: Page) -> str:
    """One page: a title in its front matter, headings, text, lists, links and tables."""
    parts = ["---\ntitle: " + json.dumps(page.title, ensure_ascii=False) + "\n---"]
    parts.append(markdown_of(page.placed(page.intro)))
    for section in page.sections:
        parts += ["## " + escaped(section.title), markdown_of(page.placed(section.html))]
    parts.append(markdown_of(page.placed(page.foot)))
    return "\n\n".join(part for part in parts if part) + "\n"


def page_texts(catalog: Path) -> Iterator[tuple[str, str]]:
    """The address and the text of every page of a catalog."""
    site = Site(load(project_at(catalog)), "FactSheets", "")
    for page in pages(site):
        yield page.url, page_text(page)


def write_content(catalog: Path, out: Path) -> None:
    """Write every page below `out`, each in the folder that is its address."""
    for url, text in page_texts(catalog):
        _write(out / url / "index.md", text)


def widen(small: Path, out: Path, sheets: Iterable[str]) -> None:
    """The pages of a larger catalog, made of those of a smaller one: runs stand in for later runs.

    Rendering ten thousand sheets to make the input of other tools would take longer than measuring them.
    """
    names = list(sheets)
    last = max(_run_of(name) for name in names)
    for path in sorted(small.rglob("index.md")):
        place = path.relative_to(small)
        if place.parts[0] != "models" or len(place.parts) == 2:
            lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
            _write(out / place, "".join(_repeated(line, last) for line in lines))
    for name in names:
        run = _run_of(name)
        stand_in = (run - 1) % STAND_INS + 1 if run else 0
        source = small / "models" / name.replace(f"-r{run:04d}", f"-r{stand_in:04d}")
        for path in source.rglob("index.md"):
            text = _renumbered(path.read_text(encoding="utf-8"), stand_in, run)
            _write(out / "models" / name / path.relative_to(source), text)


def prepare(catalog: Path, out: Path, small: Path | None) -> None:
    """The pages of a catalog in `out`, unless they are there: made of `small`, or rendered."""
    if (out / "index.md").exists():
        return
    if small:
        widen(small, out, [path.stem for path in model_files(catalog)])
    else:
        write_content(catalog, out)


def _run_of(name: str) -> int:
    found = _RUN.search(name)
    return int(found[1]) if found else 0


def _renumbered(text: str, old: int, new: int) -> str:
    text = text.replace(f"-r{old:04d}", f"-r{new:04d}")
    return re.sub(rf"\b([Rr])un {old}\b", rf"\1un {new}", text)


def _repeated(line: str, last: int) -> str:
    """A line that names a run, once for every run that it stands in for."""
    run = _run_of(line)
    if not run:
        return line
    return "".join(_renumbered(line, run, later) for later in range(run, last + 1, STAND_INS))


def _write(target: Path, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    prepare(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]) if len(sys.argv) > 3 else None)
