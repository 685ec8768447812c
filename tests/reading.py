"""What the tests of the reader share."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from factsheets.diagnostics import Finding, Where
from factsheets.document import Json, Steps
from factsheets.read import MAX_KEY, read

fuzz = settings(deadline=None, derandomize=True, max_examples=300)


Place = tuple[str, int, int]


def places(findings: list[Finding]) -> list[Place]:
    return [(found.code, found.where.line, found.where.column) for found in findings]


def value(text: str) -> Json:
    document, findings = read(text.encode(), "x.yaml")
    assert places(findings) == []
    assert document is not None
    return document.data


def steps(node: Json, path: Steps = ()) -> Iterator[Steps]:
    """The path of every node inside a value."""
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for step, inner in pairs:
        yield (*path, step)
        yield from steps(inner, (*path, step))


SHEET = """\
# A small sheet
schema: factsheet/1
id: bert-analog
name: "BERT: analog"
tags: [nlp, 'analog', {deep: ~, more: [1, 2.5e-3]}]
performance:
  latency:
  - value: 0.19 ms
    conditions: {batch_size: 1, noise: true}
  - value: 12e3
    note: |
      Two lines,
      and a [MASK].
  text: >-
    folded
    text
  "quoted key": 'it''s'
? explicit
: 2022-11-14
"""


def oracle_places(text: str) -> dict[Steps, tuple[int, ...]]:
    """Line and column of each key and value by ruamel.yaml's round trip loader, counted from 0."""
    found: dict[Steps, tuple[int, ...]] = {}

    def walk(node: Any, path: Steps) -> None:
        keys = list(node) if isinstance(node, dict) else range(len(node))
        for key in keys:
            found[(*path, key)] = tuple(node.lc.data[key])
            if isinstance(node[key], dict | list):
                walk(node[key], (*path, key))

    walk(YAML(typ="rt", pure=True).load(text), ())
    return found


def our_places(text: str) -> dict[Steps, tuple[int, ...]]:
    document, findings = read(text.encode(), "x")
    assert places(findings) == []
    assert document is not None
    found: dict[Steps, tuple[int, ...]] = {}
    for path in steps(document.data):
        spot = document.spot(path)
        here = (spot.line, spot.column)
        found[path] = here if isinstance(path[-1], int) else (spot.key_line, spot.key_column, *here)
        assert document.where(path) == Where("x", spot.line + 1, spot.column + 1)
        assert document.where(path, key=True) == Where("x", spot.key_line + 1, spot.key_column + 1)
    return found


INVISIBLE = {"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"}


#: ruamel.yaml takes `.5e3` for text, and so writes that text without quotes; to YAML 1.2 it is 500.
RUAMEL_SLIP = re.compile(r"[-+]?\.[0-9]+[eE][0-9]+").fullmatch


#: It also writes `[?x]`, `[:x]` and `[x:?]` without quotes, which libyaml does not take for text.
UNQUOTED_SLIP = re.compile(r"[?:].*|.*:\?.*", re.DOTALL).fullmatch


def shows(character: str) -> bool:
    return unicodedata.category(character) not in INVISIBLE and not "\U000e0000" <= character <= "\U000e0fff"


visible = st.characters().filter(shows) | st.sampled_from("\n\t :-#'\"[]{}&*!|>%@`,?~<=0123456789.eExo")


texts = (
    st.text(visible, max_size=30)
    | st.sampled_from(["no", "null", "~", "<<", "1_000", "2022-11-14", "0o17", "1:30", "---", "=", ".nan"])
).filter(lambda text: not RUAMEL_SLIP(text) and not UNQUOTED_SLIP(text))


keys = texts.map(lambda text: unicodedata.normalize("NFC", text)).filter(
    lambda text: len(text.encode()) <= MAX_KEY
)


leaves = (
    st.none()
    | st.booleans()
    | st.integers(1 - (1 << 53), (1 << 53) - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts
)


nodes: st.SearchStrategy[Any] = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)


documents = st.lists(nodes, max_size=4) | st.dictionaries(keys, nodes, max_size=4)
