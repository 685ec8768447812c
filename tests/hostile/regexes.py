"""Every regular expression of the project, and text that is the worst for it.

Not each backtracking engine is slow on each text. What makes one slow is a long run of what a part of the
expression takes, before something that it cannot take: so the texts are made of the expression's own pieces.
"""

import ast
import json
import re
import warnings
from collections.abc import Callable, Iterator
from itertools import product
from time import process_time
from typing import Any

from judging import ROOT

PACKAGE = ROOT / "plugins" / "factsheets"
SIZE = 50_000
#: Of a kind that no expression takes.
_ENDS = ("", "\x00", "\n", "a")

warnings.simplefilter("ignore", DeprecationWarning)


#: What a use of an expression does with a text.
USES: dict[str, Callable[[re.Pattern[str], str], object]] = {
    "search": lambda pattern, text: all(pattern.finditer(text)),
    "match": lambda pattern, text: pattern.match(text),
    "fullmatch": lambda pattern, text: pattern.fullmatch(text),
}
_USE = {"match": "match", "fullmatch": "fullmatch"}  # all others look everywhere


def in_code() -> Iterator[tuple[str, str, int, str]]:
    """Each expression of the package with its file, its flags and how it is used."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}
    used = {(n.value.id, n.attr) for tree in trees.values() for n in ast.walk(tree)
            if isinstance(n, ast.Attribute) and isinstance(n.value, ast.Name)}  # fmt: skip
    for path, tree in trees.items():
        file = path.relative_to(PACKAGE).as_posix()
        known = _constants(tree) | _composed(file)
        around = {id(inner): node for node in ast.walk(tree) for inner in ast.iter_child_nodes(node)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _is_re(node.func) and node.args:
                text, flags = _text(node.args[0], known), sum(getattr(re, f) for f in _flags(node))
                for use in sorted(_uses(node, around, used)):
                    yield file, text, flags, use


def _uses(call: ast.Call, around: dict[int, ast.AST], used: set[tuple[str, str]]) -> set[str]:
    """How a call of `re` looks at texts: by its own name, by the method that is taken of it, or by those of its name."""
    assert isinstance(call.func, ast.Attribute)
    if call.func.attr != "compile":
        return {_USE.get(call.func.attr, "search")}
    outer = around[id(call)]
    if isinstance(outer, ast.Attribute):
        return {_USE.get(outer.attr, "search")}
    if isinstance(outer, ast.Assign) and isinstance(outer.targets[0], ast.Name):
        name = outer.targets[0].id
        methods = {attribute for value, attribute in used if value == name}
        return {_USE.get(method, "search") for method in methods} or {"search"}
    return {"search"}


def in_schema() -> Iterator[tuple[str, str, int, str]]:
    """Each `pattern` and each key of `patternProperties` of the template."""
    for path in sorted((ROOT / "schema").rglob("*.json")):
        waiting: list[Any] = [json.loads(path.read_text(encoding="utf-8"))]
        for node in waiting:
            if isinstance(node, dict):
                for text in [node.get("pattern"), *node.get("patternProperties", ())]:
                    if isinstance(text, str):
                        yield path.name, text, 0, "search"
            waiting += node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()


def _is_re(function: ast.expr) -> bool:
    return (
        isinstance(function, ast.Attribute)
        and isinstance(function.value, ast.Name)
        and function.value.id == "re"
        and function.attr != "escape"
    )


def _flags(call: ast.Call) -> set[str]:
    return {n.attr for a in call.args[1:] + [k.value for k in call.keywords] for n in ast.walk(a)
            if isinstance(n, ast.Attribute) and n.attr.isupper()}  # fmt: skip


def _constants(tree: ast.Module) -> dict[str, str]:
    from factsheets.escape import UNSAFE

    known = {"UNSAFE": UNSAFE}
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            try:
                known[node.targets[0].id] = _text(node.value, known)
            except TypeError:
                continue
    return known


def _composed(file: str) -> dict[str, str]:
    """What stands for the parameters of functions that put an expression together."""
    if file != "diff/reach.py":
        return {}
    from factsheets.diff.reach import _BEFORE, _BEHIND

    return {"before": _BEFORE.decode(), "either": r"word\s+word", "behind": _BEHIND.decode()}


def _text(node: ast.expr, known: dict[str, str]) -> str:
    """The text of an expression in the source; of `re.escape` some word, of a join of words two."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes):
        # The engine is the same for both.
        return node.value if isinstance(node.value, str) else node.value.decode("latin-1")
    if isinstance(node, ast.Name) and node.id in known:
        return known[node.id]
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part, known) for part in node.values)
    if isinstance(node, ast.FormattedValue):
        return _text(node.value, known)
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"escape", "join"}
    ):
        return "word" if node.func.attr == "escape" else "one|other"
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _text(node.left, known) + _text(node.right, known)
    raise TypeError(ast.dump(node))


def worst(pattern: str, size: int = SIZE) -> Iterator[str]:
    """Long texts of the expression's own pieces: each alone, each pair, each after a beginning that fits."""
    pieces = _pieces(pattern)
    prefixes = ["", "".join(pieces[:1]), "".join(pieces[:2]), *_beginnings(pattern)]
    units = [*pieces, *("".join(pair) for pair in product(pieces[:5], repeat=2))]
    for prefix, unit in product(dict.fromkeys(prefixes), dict.fromkeys(units)):
        body = prefix + unit * ((size - len(prefix)) // len(unit))
        for end in _ENDS:
            yield body[: size - 1] + end


def _pieces(pattern: str) -> list[str]:
    """What the expression is made of: its literal runs, and a character of each of its classes."""
    literal = re.sub(r"\\[bBAZdDwWsSnrtfv]|\(\?[a-zA-Z:=!<]*|[][(){}|*+?^$.\\]", "\0", pattern)
    runs = [run for run in literal.split("\0") if run]
    singles = [c for c in "a A0 \n\t-_.<>\"'[](){}#:,;/=&~`*\\é" if re.search(re.escape(c), pattern)]
    classes = {r"\s": " \n", r"\w": "aA0", r"\S": "a", r"\d": "0", ".": "a", "a-z": "a", "A-Z": "A", "0-9": "0",
               "^": "a ", "!-~": "a"}  # fmt: skip
    for sign, letters in classes.items():
        if sign in pattern:
            singles += letters
    return list(dict.fromkeys([*runs[:8], *singles, " ", "a"]))


def _beginnings(pattern: str) -> list[str]:
    """Texts that bring a search some way into the expression."""
    known = ("id: a", "name: a", "name: ", "<script", "<details>", "<svg ", "train", "trained on ", "the Aa ", "0", "~ 0 ",
             "https://a", "@a/", "a@", "10.1234/", "1 x 1", "mailto:a", '"', "[1", "(a or ", "can ")  # fmt: skip
    first = re.sub(r"[\\^(?:]", "", pattern)[:1].lower()
    return [text for text in known if text[0] == first or text[:3] in pattern]


def seconds(pattern: re.Pattern[str], use: str, text: str) -> float:
    """Processor time of one look at a text."""
    start = process_time()
    USES[use](pattern, text)
    return process_time() - start


def sources() -> list[tuple[str, str, int, str]]:
    """All expressions in each of their uses, each once."""
    found: dict[tuple[str, int, str], str] = {}
    for file, text, flags, use in [*in_code(), *in_schema()]:
        found.setdefault((text, flags, use), file)
    return [(file, *key) for key, file in found.items()]


def calibrated() -> float:
    """How long the machine takes for 50 kB of what is linear without doubt."""
    pattern = re.compile(r"[b-d]x")
    text = "abcd" * (SIZE // 4)
    return min(seconds(pattern, "search", text) for _ in range(5))
