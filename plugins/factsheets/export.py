# Pages as files for any site engine. Comes in: Site, a folder. Goes out: Markdown and assets.
"""Write the site as Markdown."""

import shutil
from pathlib import Path

from factsheets.assets import assets
from factsheets.figures import figures
from factsheets.project import Project
from factsheets.publish import planned
from factsheets.site import Site


def write_markdown(site: Site, project: Project, out: Path) -> int:
    """Write every page below `out` as Markdown, with the files and assets it needs; returns how many.

    Raises OSError when `out` cannot be written to.
    """
    count = 0
    for plan in planned(site):
        if not plan.exists():
            continue
        target = out / plan.url / "index.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(plan.make().markdown, encoding="utf-8", newline="\n")
        for file in plan.files:
            (out / file.url).write_bytes(file.make())
        count += 1
    folder = out / "assets" / "factsheets"
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in assets().items():
        (folder / name).write_bytes(data)
    for name in sorted({name for _, _, name in figures(site.catalog)}):
        (folder / "figures").mkdir(exist_ok=True)
        shutil.copyfile(project.sheets / "figures" / name, folder / "figures" / name)
    return count
