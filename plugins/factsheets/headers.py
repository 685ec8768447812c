# The headers that a site should be served with. Comes in: pages as the theme renders them. Goes out: the file `_headers`,
# which Netlify, Cloudflare Pages and others read. Must not know: sheets.
"""A strict Content-Security-Policy that the site keeps."""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

#: A block of data is no script, and one with a source has nothing inline.
_NOT_RUN = re.compile(r"""\bsrc=|\btype=["']?(?!text/javascript|module)""")


def inline_scripts(html: str) -> set[str]:
    """The digests of a page's own scripts, as a policy names them."""
    codes = (code for attributes, code in _scripts(html) if not _NOT_RUN.search(attributes))
    return {f"'sha256-{b64encode(sha256(code.encode()).digest()).decode()}'" for code in codes}


def _scripts(html: str) -> Iterator[tuple[str, str]]:
    """Attributes and code of every script."""
    start, end = html.find("<script"), 0
    while start >= 0 and end >= 0:
        opened = html.find(">", start)
        end = html.find("</script>", opened) if opened >= 0 else -1
        if end >= 0:
            yield html[start + len("<script") : opened], html[opened + 1 : end]
            start = html.find("<script", end)


def headers(scripts: Iterable[str], *, wasm: bool) -> str:
    """The file: nothing from elsewhere, no inline style, and of inline scripts only the theme's own."""
    run = ["'self'", *sorted(scripts), *(["'wasm-unsafe-eval'"] if wasm else [])]
    policy = {
        "default-src": "'none'",
        "script-src": " ".join(run),
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "worker-src": "'self'",
        "manifest-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    lines = {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
    }
    return "/*\n" + "".join(f"  {name}: {value}\n" for name, value in lines.items())


def write_headers(path: Path, scripts: Iterable[str], *, wasm: bool) -> None:
    """Write the file where the site has none of its own."""
    if not path.exists():
        path.write_text(headers(scripts, wasm=wasm), encoding="utf-8")
