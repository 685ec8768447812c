# Site engines, each with the same pages. Comes in: a catalog, its pages as Markdown. Goes out: Engine.
# Must not know: what a run costs, what is asked of it.
"""The sites that are built: ours from YAML, those of the peers from the same pages as Markdown."""

import os
import re
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from benchmarks.catalog import ROOT

#: The sheet that is edited, and a score that stands on its page, on role pages, in the list of models and
#: in a comparison.
EDITED = "bert-base-t4"
FIGURES = ("88.29", "87.75")
_QUIET = {"NO_MKDOCS_2_WARNING": "1"}


@dataclass(frozen=True, slots=True)
class Engine:
    """A site that can be built again and again."""

    name: str
    root: Path
    command: tuple[str | Path, ...]
    out: Path
    edited: Path
    caches: tuple[Path, ...] = ()
    env: dict[str, str] = field(default_factory=dict)

    def clean(self) -> list[Path]:
        """What must not be there when everything is to be built."""
        return [self.out, *self.caches]

    def edit(self) -> None:
        """Change one score, and back with the next call. The file is a new one: others may share the old."""
        text = self.edited.read_text(encoding="utf-8")
        old, new = FIGURES if FIGURES[0] in text else FIGURES[::-1]
        self.edited.unlink()
        self.edited.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def ours(catalog: Path) -> Engine:
    """Our plugin: sheets to pages."""
    sheet = catalog / "sheets" / "models" / f"{EDITED}.yaml"
    command = (sys.executable, "-m", "mkdocs", "build", "--strict")
    return Engine("factsheets", catalog, command, catalog / "site", sheet, (), _QUIET)


def material(content: Path, root: Path) -> Engine:
    """MkDocs with Material in the same versions, reading the pages as Markdown."""
    _mkdocs_site(content, root)
    command = (sys.executable, "-m", "mkdocs", "build")
    return Engine("MkDocs + Material", root, command, root / "site", _page(root / "docs"), (), _QUIET)


def zensical(content: Path, root: Path, binary: Path) -> Engine:
    """Zensical, with the configuration of MkDocs, which it reads."""
    _mkdocs_site(content, root)
    for path in (root / "docs").rglob("index.md"):
        place = path.relative_to(root / "docs")
        if place.parts[0] != "models" or len(place.parts) == 2:
            _keep_from_search(path)
    caches = (root / ".cache",)
    return Engine("Zensical", root, (binary, "build"), root / "site", _page(root / "docs"), caches)


def _keep_from_search(path: Path) -> None:
    """Zensical refuses to build where a page is long and the pages are many; it is spared the lists."""
    text = path.read_text(encoding="utf-8")
    path.unlink()
    text = text.replace("---\n", "---\nsearch:\n  exclude: true\n", 1)
    path.write_text(text, encoding="utf-8", newline="\n")


def _page(docs: Path) -> Path:
    return docs / "models" / EDITED / "index.md"


def _mkdocs_site(content: Path, root: Path) -> None:
    """Pages and `mkdocs.yml`: that of the repository without our plugin, and without a remark on any link."""
    _fresh(root)
    shutil.copytree(content, root / "docs", copy_function=os.link)
    shutil.copyfile(ROOT / "site_src" / "reading.md", root / "docs" / "reading.md")
    shutil.copytree(ROOT / "site_src" / ".overrides", root / "overrides")
    config = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    config |= {"docs_dir": "docs", "strict": False, "plugins": ["search"], "not_in_nav": "*"}
    config["theme"]["custom_dir"] = "overrides"
    quiet = dict.fromkeys(("unrecognized_links", "not_found", "anchors", "absolute_links"), "ignore")
    config["validation"] = {"links": quiet}
    (root / "mkdocs.yml").write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")


def hugo(content: Path, root: Path, binary: Path, site: Path) -> Engine:
    """Hugo, with the frame of a page of `site` (ours) around the same pages, and the same assets."""
    _fresh(root)
    addresses = [path.parent.relative_to(content) for path in content.rglob("index.md")]
    sections = {address.parts[0] for address in addresses if len(address.parts) > 1}
    for address in addresses:
        target = root / "content" / _hugo_name(address, sections)
        target.parent.mkdir(parents=True, exist_ok=True)
        os.link(content / address / "index.md", target)
    (root / "layouts").mkdir()
    page = (site / "models" / EDITED / "index.html").read_text(encoding="utf-8")
    (root / "layouts" / "all.html").write_text(frame(page), encoding="utf-8")
    shutil.copytree(site / "assets", root / "static" / "assets")
    (root / "hugo.toml").write_text(_HUGO, encoding="utf-8")
    edited = root / "content" / "models" / f"{EDITED}.md"
    return Engine("Hugo", root, (binary, "build", "--quiet"), root / "public", edited, (root / "resources",))


_HUGO = """baseURL = "https://example.org/factsheets/"
title = "FactSheets"
disableKinds = ["taxonomy", "term", "rss"]
[markup.goldmark.extensions.typographer]
disable = true
"""


def _hugo_name(address: Path, sections: set[str]) -> str:
    """Hugo takes no page below an `index.md`: the first level are sections, all else files by name."""
    name = address.as_posix()
    if name == "." or name in sections:
        return f"{name}/_index.md"
    return f"{name}.md"


def frame(page: str) -> str:
    """A layout out of one page as Material wrote it: all but title, table of contents and text stays."""
    title = re.search(r"<h1>(.*?)</h1>", page, re.DOTALL)
    text = page.replace(title[1], "{{ .Title }}") if title else page
    text = text.replace("../..", "/factsheets")
    for begin, inner, end in (
        (r"<article[^>]*>", "<h1>{{ .Title }}</h1>{{ .Content }}", r"</article>"),
        (r'<nav class="md-nav md-nav--secondary"[^>]*>', "{{ .TableOfContents }}", r"</nav>\s*</div>"),
    ):
        found = re.search(rf"({begin}).*?({end})", text, re.DOTALL)
        if not found:
            raise ValueError(f"a page of Material has no {begin}")
        text = text[: found.end(1)] + inner + text[found.start(2) :]
    return text


def _fresh(root: Path) -> None:
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
