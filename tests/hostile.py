"""Hostile strings, and a catalog that has one in every field that takes free text."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

#: Each calls `pwned()` if it comes alive in a browser, or breaks something else.
STRINGS = (
    "<script>pwned()</script>",
    "<img src=x onerror=pwned()>",
    '"><svg onload=pwned()>',
    "' onmouseover='pwned()",
    "` onfocus=`pwned()",
    "</title><script>pwned()</script>",
    "</textarea><script>pwned()</script>",
    "<!--<script>pwned()//-->",
    "--><script>pwned()</script>",
    "see <![x for details",
    "<![CDATA[<script>pwned()</script>]]>",
    "[click](javascript:pwned())",
    "[click](JaVaScRiPt:pwned() 'x')",
    "[click](data:text/html,<script>pwned()</script>)",
    "[click](http://[x)",
    "![x](https://evil.invalid/track.png)",
    '<https://evil.invalid/?q="onclick=pwned()>',
    "# __config",
    "text {#__config onclick=pwned()}",
    "[x]: javascript:pwned()",
    "a | b | c",
    "{{ 7 * 7 }} {% raw %} ${7*7} %s {0.__class__}",
    "__proto__ constructor",
    "&lt;script&gt;pwned()&lt;/script&gt; &#60;b&#62;",
    "<math><mtext><style><img src=x onerror=pwned()></style></mtext></math>",
    "::error file=x::pwned ##[command]echo",
    "=cmd|' /C calc'!A0",
    '--8<-- "/etc/passwd"',
    '!!! note "<script>pwned()</script>"',
    "</div></article></main><div id=__search>",
    "[" * 100 + "](" * 50,
    "a `b``c```d" + "`" * 100,
)
#: Texts that only look dangerous; they must reach the reader as they are.
HARMLESS = (
    "p < 0.05",
    "[MASK] and [CLS]",
    "C:\\models\\bert",
    "x <y> z",
    "a_b_c",
    "50 % & more",
    "1 * 2 * 3",
)

_CLOSED = {
    "id", "status", "date", "basis", "verified", "source", "by", "split", "boundary", "state", "scenario", "metric",
    "kind", "dataset", "inference", "training_accelerator", "benchmark", "image", "role", "baseline", "value_unit",
    "due", "approach", "unit_cell", "precision_", "sheet", "type", "DOI", "URL", "contact", "doi", "rater", "section",
}  # fmt: skip


#: Keys of the study whose texts name needs and sections.
_NAMES = frozenset({"table_3", "table_4", "table_6", "name"})


def plant(node: Any, text: Iterator[str], closed: AbstractSet[str] = _CLOSED, key: str = "") -> Any:
    """The same data with hostile text added to every free text in it, but for keys that are `closed`."""
    if isinstance(node, dict):
        return {name: plant(value, text, closed, str(name)) for name, value in node.items()}
    if isinstance(node, list):
        return [plant(value, text, closed, key) for value in node]
    if isinstance(node, str) and key not in closed and not _strict(node):
        return f"{node.strip()} {next(text)}"
    return node


def _strict(text: str) -> bool:
    """Whether a text is read by a grammar: numbers, sizes, choices and keys of other files."""
    return text.strip()[:1].isdigit() or text[:1] in "<>~" or " " not in text.strip()


def poison(catalog: Path) -> None:
    """Plant hostile text in all sheets, hardware, benchmarks and references of a copy."""
    yaml = YAML(typ="safe", pure=True)
    count = 0

    def text() -> Iterator[str]:
        nonlocal count
        while True:
            yield STRINGS[count % len(STRINGS)]
            count += 1

    for path in sorted((catalog / "sheets").rglob("*.yaml")):
        closed = _CLOSED | _NAMES if path.stem == "study" else _CLOSED
        data = plant(yaml.load(path.read_text(encoding="utf-8")), text(), closed)
        if path.parent.name == "models":
            data["name"] = f"{data['name'][:40]} {STRINGS[count % 6]}"
            data["version"] = "1.0 <script>pwned()</script>"
        with path.open("w", encoding="utf-8") as file:
            yaml.dump(data, file)
