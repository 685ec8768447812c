"""All rows: there is one way from author text to each place, and no module goes another one."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "plugins" / "factsheets"
MODULES = sorted(PACKAGE.rglob("*.py"))
SCRIPTS = sorted([*PACKAGE.rglob("*.js"), *PACKAGE.rglob("*.mjs")])
TEMPLATES = sorted(PACKAGE.rglob("*.html"))
#: Modules that may mark text as HTML: see tests/test_architecture.py.
MARKING = {"chart_part", "prose", "render", "pages", "frame"}
#: Modules that may start a program, from a list of words: Pagefind's own, and git.
STARTING = {"shards", "revisions"}


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """Every call with the dotted name of what is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node, ast.unparse(node.func)


def _markup(tree: ast.AST, name: str) -> Iterator[ast.AST]:
    if name not in MARKING:
        yield from (node for node, called in calls(tree) if called in {"Markup", "markupsafe.Markup"})
    yield from (node for node, called in calls(tree) if called.endswith(".unescape") and name != "escape")


def _evaluated(tree: ast.AST, name: str) -> Iterator[ast.AST]:
    known = {
        "eval",
        "exec",
        "compile",
        "__import__",
        "pickle.loads",
        "pickle.load",
        "os.system",
        "os.popen",
        "ast.literal_eval",
    }
    yield from (node for node, called in calls(tree) if called in known)
    yield from (node for node, called in calls(tree) if called.endswith((".from_string", ".eval")))


def _yaml(tree: ast.AST, name: str) -> Iterator[ast.AST]:
    """Only the reader reads YAML, from events; ruamel writes, and reads back what it wrote."""
    wrong = {"yaml.load", "yaml.safe_load", "yaml.full_load", "yaml.unsafe_load", "yaml.load_all"}
    yield from (node for node, called in calls(tree) if called in wrong)
    if name != "read":
        for inner in ast.walk(tree):
            names = [a.name for a in inner.names] if isinstance(inner, ast.Import) else []
            names += [inner.module or ""] if isinstance(inner, ast.ImportFrom) else []
            yield from (inner for name in names if name.split(".")[0] in {"yaml", "_yaml"})


def _shell(tree: ast.AST, name: str) -> Iterator[ast.AST]:
    for node, called in calls(tree):
        if (
            any(k.arg == "shell" for k in node.keywords)
            or called.startswith("os.spawn")
            or (called.startswith("subprocess.") and name not in STARTING)
        ):
            yield node


def _formatted(tree: ast.AST, name: str) -> Iterator[ast.AST]:
    """A format that is no constant could be an author's: `{0.__class__}`."""
    for node, called in calls(tree):
        if re.search(r"\.format(_map)?$", called) and not re.match(r"['\"]|[A-Z_]+\.|json\.", called):
            yield node
    for inner in ast.walk(tree):
        if (
            isinstance(inner, ast.BinOp)
            and isinstance(inner.op, ast.Mod)
            and isinstance(inner.left, ast.JoinedStr)
        ):
            yield inner


def _replaced(tree: ast.AST, name: str) -> Iterator[ast.AST]:
    r"""A replacement that is no constant and no function could hold `\g<0>`."""
    made = {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)}
    for node, called in calls(tree):
        first = 1 if called == "re.sub" else 0
        if (called == "re.sub" or re.search(r"_[A-Z]+\.subn?$", called)) and len(node.args) > first:
            new = node.args[first]
            constant = isinstance(new, ast.Constant | ast.Lambda) or (
                isinstance(new, ast.Name) and (new.id in made or new.id.isupper())
            )
            if not constant:
                yield node


def _html(tree: ast.AST, name: str) -> Iterator[ast.AST]:
    """HTML in f-strings: only where a page is put together, of parts that are escaped in the same line."""
    allowed = {"pages", "theme", "frame", "chart_part", "heads", "as_markdown"}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and name not in allowed and name != "escape":
            text = "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
            if re.search(r"(?<!\(\?)<[a-z!/]", text):  # not what looks behind in an expression
                yield node


def _printed(tree: ast.AST, name: str) -> Iterator[ast.AST]:
    """Whatever commands print of a value has gone through `diag`, or is ours."""
    for node, called in calls(tree):
        if called not in {"print", "sys.stdout.write", "sys.stderr.write"}:
            continue
        for argument in node.args:
            for part in ast.walk(argument):
                shown = ast.unparse(part) if isinstance(part, ast.FormattedValue) else ""
                named = re.search(r"\.(name|text|title|message|markdown)\b", shown)
                if named and "diag(" not in shown and name != "explain":  # which prints our own words
                    yield node


def _logged(tree: ast.AST, name: str) -> Iterator[ast.AST]:
    """A log takes text as an argument, never as its format."""
    for node, called in calls(tree):
        if re.fullmatch(r"log\.(debug|info|warning|error)", called) and not isinstance(
            node.args[0], ast.Constant
        ):
            yield node


def _regular(tree: ast.AST, name: str) -> Iterator[ast.AST]:
    """`re` is used by its name alone, so that tests/hostile/regexes.py finds every expression."""
    yield from (n for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module in {"re", "regex"})
    yield from (
        n
        for n in ast.walk(tree)
        if isinstance(n, ast.Import) and any(a.name == "re" and a.asname for a in n.names)
    )


Look = Callable[[ast.AST, str], Iterator[ast.AST]]
LOOKS: dict[str, Look] = {
    "markup": _markup, "evaluated": _evaluated, "yaml": _yaml, "shell": _shell, "formatted": _formatted, "replaced": _replaced,
    "html": _html, "printed": _printed, "logged": _logged, "regular": _regular,
}  # fmt: skip


@pytest.mark.parametrize("look", LOOKS)
def test_no_module_goes_another_way(look: str) -> None:
    found = [
        f"{path.relative_to(PACKAGE)}:{getattr(node, 'lineno', 0)}: {ast.unparse(node)[:100]}"
        for path in MODULES
        for node in LOOKS[look](ast.parse(path.read_text("utf-8")), path.stem)
    ]
    assert [] == found


WRONG = {
    "markup": "x = Markup(text)", "evaluated": "eval(text)", "yaml": "import yaml\nyaml.load(text)", "shell": "subprocess.run(x, shell=True)", "formatted": "text.format(**author)",
    "replaced": "re.sub('x', text, y)", "html": "f'<b>{text}</b>'", "printed": "print(f'{sheet.name}')", "logged": "log.info(text)", "regular": "from re import compile",
}  # fmt: skip


@pytest.mark.parametrize("look", LOOKS)
def test_another_way_would_be_found(look: str) -> None:
    assert list(LOOKS[look](ast.parse(WRONG[look]), "some"))


#: What makes HTML or code of a text in a browser.
DANGEROUS = re.compile(
    r"\.(?:inner|outer)HTML\s*\+?=(?!=)|insertAdjacentHTML|document\.write|\beval\(|new Function|setTimeout\(\s*[\"'`]|setHTMLUnsafe"
    r"|createContextualFragment|srcdoc|\.on[a-z]+\s*=\s*[\"'`]|javascript:|setAttribute\(\s*[\"'`]on|DOMParser|parseFromString"
)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_make_no_html_of_text(path: Path) -> None:
    assert [] == DANGEROUS.findall(path.read_text("utf-8"))


@pytest.mark.parametrize(
    "line",
    [
        "a.innerHTML = b",
        "a.outerHTML=b",
        "eval(x)",
        "document.write(x)",
        "a.insertAdjacentHTML('x', y)",
        "setTimeout('x')",
        "a.onclick = 'x'",
    ],
)
def test_a_script_that_did_would_be_found(line: str) -> None:
    assert DANGEROUS.search(line)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_switch_no_escape_off_and_quote_every_attribute(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(
        r"\|\s*safe\b|autoescape|Markup|\bon[a-z]+\s*=[\"']|javascript:|style\s*=\s*[\"']\{\{", text
    )
    unquoted = re.findall(r"<[a-z][^<>]*\s[a-z-]+=\{\{", text)
    assert [] == unquoted
    assert not re.search(r"<script(?![^>]*type=\"application/)", text)
