# The package's own files as a site has them. Comes in: nothing. Goes out: bytes by name. Must not know: MkDocs, pages.
"""Styles and scripts as small as they can be read, and the other assets as they are."""

from functools import cache

from rcssmin import cssmin
from rjsmin import jsmin

from factsheets.resources import ASSETS

#: All scripts in one file: what they have in common is compressed once, and a page asks once.
SCRIPT = "factsheets.js"
STYLE = "factsheets.css"


@cache
def assets() -> dict[str, bytes]:
    """All assets by name. Of styles and scripts, comments and white space are taken away; names stay."""
    files = sorted(path for path in ASSETS.iterdir() if path.is_file())
    found = {path.name: path.read_bytes() for path in files if path.suffix not in {".css", ".js"}}
    found[STYLE] = str(cssmin((ASSETS / STYLE).read_text(encoding="utf-8"))).encode()
    scripts = [path.read_text(encoding="utf-8") for path in files if path.suffix == ".js"]
    found[SCRIPT] = "\n".join(str(jsmin(script)) for script in scripts).encode()
    return found
