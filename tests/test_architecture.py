"""Modules stand in rows and import only from lower ones; third parties have their place."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "plugins" / "factsheets"

#: Packages inside the package, each of which is one to the others.
PACKAGES = ("commands", "diff", "rules")

#: From the bottom up. A module imports only from rows below its own.
ROWS = (
    (
        "__init__",
        "intake",
        "images",
        "kept",
        "resources",
        "escape",
        "prose",
        "codes",
        "suggest",
        "unit_advice",
        "complaints",
        "words",
        "progress",
        "cite",
        "frame",
        "serving",
        "repository",
        "shards",
        "headers",
        "saving",
        "disk",
        "lock",
    ),
    ("diagnostics", "units", "project", "search", "assets", "card", "staging"),
    ("conditions",),
    ("document", "questions", "show", "search_box", "starter", "linked"),
    ("read", "model", "formula"),
    (
        "schema",
        "values",
        "alike",
        "policy",
        "evidence",
        "check_comparisons",
        "fingerprint",
        "headlines",
        "terms",
    ),
    (
        "explain",
        "facts",
        "scores",
        "derive",
        "figures",
        "view",
        "table",
        "said",
        "evaluation",
        "template_checks",
        "verdicts",
        "order",
        "owners",
    ),
    (
        "validate",
        "references",
        "ranges",
        "deltas",
        "compare_metrics",
        "pages",
        "study",
        "tallies",
        "files",
        "layout",
        "wanted",
    ),
    (
        "template",
        "resolve",
        "compare_scores",
        "in_short",
        "score_table",
        "highlights",
        "worked_out",
        "facets",
        "render",
        "sources",
    ),
    ("compare_pairs", "model_lists", "rules", "theme"),
    ("compare", "lint", "charts"),
    ("site", "pipeline", "vega"),
    ("paging", "chart_part", "sheet_data", "sheet_markdown", "scaffold", "trial"),
    (
        "blocks",
        "reference_pages",
        "finding_pages",
        "parts",
        "loose",
        "sheet_citation",
        "sheet_card",
        "side_rows",
        "table_data",
        "rating_file",
    ),
    ("sheet_files",),
    ("feed",),
    ("heads",),
    ("sheet_pages", "study_pages", "rating_pages", "checking", "light"),
    ("model_pages", "home_page"),
    ("index_pages", "live"),
    ("publish",),
    ("export", "repair", "options", "publishing", "diff"),
    ("commands", "plugin"),
    ("cli",),
)

#: Third parties, and the modules that may import them.
FENCES = {
    "yaml": {"read"},
    "jsonschema": {"explain"},
    "referencing": {"explain"},
    "jsonschema_rs": {"schema"},
    "jinja2": {"render", "theme", "plugin"},
    "markupsafe": {"prose", "pages", "render", "site", "blocks", "frame", "rating_pages", "chart_part"},
    "markdown_it": {"prose"},
    "nh3": {"prose"},
    "click": {"serving"},
    "mkdocs": {"plugin", "theme", "files", "search_box", "options", "publishing"},
    "pagefind_bin": {"shards"},
    "vl_convert": {"vega"},
    "PIL": {"card"},
    "rcssmin": {"assets"},
    "rjsmin": {"assets"},
    "ruamel": {"layout"},
    # Records are its structs everywhere: decision 21.
    "msgspec": {path.stem for path in PACKAGE.glob("*.py")} | set(PACKAGES),
}

STANDARD = {
    "argparse", "ast", "base64", "collections", "contextlib", "csv", "ctypes", "datetime", "decimal", "difflib", "email", "errno", "fcntl", "fnmatch", "functools", "gc", "hashlib", "html", "importlib", "io", "itertools", "json",
    "logging", "math", "multiprocessing", "os", "pathlib", "pkgutil", "posixpath", "re", "shutil", "stat", "struct", "subprocess", "sys", "tempfile", "threading", "time", "types", "typing", "unicodedata", "urllib", "webbrowser", "xml", "zlib",
}  # fmt: skip


def imported(path: Path) -> set[str]:
    """Full names of the modules that a file imports, inside functions as well."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            names |= {f"{module}.{a.name}" for a in node.names} if module == "factsheets" else {module}
    return names


def modules() -> list[Path]:
    return sorted(
        [*PACKAGE.glob("*.py"), *(path for name in PACKAGES for path in PACKAGE.glob(f"{name}/*.py"))]
    )


def name_of(path: Path) -> str:
    """A module by its name; a package inside is one to the others, and its modules may use each other."""
    return path.parent.name if path.parent.name in PACKAGES else path.stem


@pytest.mark.parametrize("path", modules(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_module_imports_only_from_lower_rows(path: Path) -> None:
    row = {name: number for number, names in enumerate(ROWS) for name in names}
    own = {name.split(".")[1] for name in imported(path) if name.startswith("factsheets.")}
    above = {name for name in own & row.keys() if row[name] >= row[name_of(path)]} - {name_of(path)}
    assert set() == above


@pytest.mark.parametrize("path", modules(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_third_parties_stay_behind_their_fences(path: Path) -> None:
    tops = {name.split(".")[0] for name in imported(path)} - {"factsheets"} - STANDARD
    strangers = {top for top in tops if name_of(path) not in FENCES.get(top, set())}
    assert set() == strangers


def test_every_module_stands_in_one_row() -> None:
    assert {name_of(path) for path in modules()} == {name for names in ROWS for name in names}


@pytest.mark.parametrize("path", modules(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_modules_and_functions_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    long = {
        node.name: node.end_lineno - node.lineno + 1
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef) and node.end_lineno and node.end_lineno - node.lineno >= 60
    }
    assert {} == long
    assert len(text.splitlines()) <= 350


#: The only modules that may mark text as safe HTML; everything else is escaped by Jinja. A frame strips tags with it.
AUDITED = {"chart_part", "prose", "render", "pages", "frame"}


@pytest.mark.parametrize("path", modules(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_only_audited_modules_mark_text_as_safe(path: Path) -> None:
    calls = {
        node.func.id
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert path.stem in AUDITED or "Markup" not in calls
    assert name_of(path) == "commands" or "print" not in calls


def test_templates_switch_no_escaping_off() -> None:
    for path in sorted((PACKAGE / "templates").rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        assert "|safe" not in text.replace(" ", ""), path
        assert "autoescape" not in text, path
