"""Mutate modules, and see their tests fail: how much of a module its tests notice.

    python tests/hostile/mutate.py                  all modules of mutants.yaml, with the tests named there
    python tests/hostile/mutate.py read.py          one of them
    python tests/hostile/mutate.py read.py tests/test_read.py tests/hostile/test_guard.py

Each mutation changes one node of the code: a comparison, a condition, a constant, an operator, what is returned, a statement
left out. Each runs in a process of its own, until the first failure. `mutants.yaml` has the tests of each module, and
`equivalent.yaml` the mutations that do the same as the code, with the reason; they count neither as killed nor as survivors.
One that is not there any more stops the run before it begins.
"""

import argparse
import ast
import copy
import os
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from importlib.machinery import ModuleSpec
from multiprocessing import get_context
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from ruamel.yaml import YAML

HERE = Path(__file__).resolve().parent
ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "plugins" / "factsheets"
#: A mutation that runs for longer has made an endless loop: it is noticed.
SECONDS = 60
#: Of a hundred mutations that are not equivalent, so many should be killed.
GOAL = 90
#: What tests import, and no mutation touches: once, before the forks.
_ONCE = ("pytest", "hypothesis", "playwright.sync_api", "mkdocs.commands.build", "nh3", "markdown_it", "yaml")
_PASSED, _FAILED, _BROKEN = 77, 78, 79
#: Of Python, where pytest itself stumbles: over a working folder that a mutation has removed.
_RAISED = 1
#: Of what pytest says: tests passed, failed, could not be collected, which an import that fails does.
_CODES = {0: _PASSED, 1: _FAILED, 2: _FAILED, 3: _FAILED, 4: _FAILED}

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult, ast.LShift: ast.RShift,
    ast.RShift: ast.LShift, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip


class Mutation(NamedTuple):
    """A change of a module: where, what, and the changed code."""

    line: int
    what: str
    code: str


def mutations(source: str) -> Iterator[Mutation]:
    """Every mutation of a module, but for its docstrings and its types."""
    tree = ast.parse(source)
    types = _types(tree)
    for number, node in enumerate(ast.walk(tree)):
        if not hasattr(node, "lineno") or id(node) in types:
            continue
        for kind in range(4):
            if not _change(copy.deepcopy(node), kind):
                break
            changed = ast.parse(source)
            other = next(n for count, n in enumerate(ast.walk(changed)) if count == number)
            what = f"{_shown(node)} -> {_change(other, kind)}"
            yield Mutation(node.lineno, what, ast.unparse(ast.fix_missing_locations(changed)))


def _shown(node: ast.AST) -> str:
    return ast.unparse(node).split("\n")[0][:70] if hasattr(node, "lineno") else type(node).__name__


def _change(node: ast.AST, kind: int) -> str:  # noqa: C901, PLR0912 - one for each kind of node
    """Change a node in the way of that number; what it is now, "" where there is no such way."""
    match node:
        case ast.Compare() if kind < len(node.ops):
            node.ops[kind] = _COMPARISONS[type(node.ops[kind])]()
        case ast.BoolOp() if kind == 0:
            node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        case ast.BinOp() if kind == 0 and type(node.op) in _OPERATORS:
            node.op = _OPERATORS[type(node.op)]()
        case ast.UnaryOp(op=ast.Not()) if kind == 0:
            node.op = ast.UAdd()
            node.operand = ast.Call(ast.Name("bool", ast.Load()), [node.operand], [])
        case ast.Constant(value=bool()) if kind == 0:
            node.value = not node.value
        case ast.Constant(value=int()) if kind < 2 and not isinstance(node.value, bool):
            assert isinstance(node.value, int)
            node.value += (1, -1)[kind]
        case ast.If() | ast.IfExp() if kind < 2:
            node.test = ast.Constant(kind == 0)
            return f"if {kind == 0}"
        case ast.While() if kind == 0:
            node.test = ast.Constant(False)
            return "while False"
        case ast.Return() if kind == 0 and node.value and not _is_none(node.value):
            node.value = ast.Constant(None)
        case ast.Expr() if kind == 0 and isinstance(node.value, ast.Call | ast.Yield | ast.YieldFrom):
            node.value = ast.Constant(None)
            return "nothing"
        case ast.AugAssign() if kind == 0:
            node.op = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
        case ast.Raise() if kind == 0:
            node.exc, node.cause = ast.Call(ast.Name("AssertionError", ast.Load()), [], []), None
        case _:
            return ""
    return _shown(node)


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _types(tree: ast.Module) -> set[int]:
    """The nodes of types, which no test needs to notice: annotations, and the values of aliases."""
    roots: list[ast.expr | None] = []
    for node in ast.walk(tree):
        match node:
            case ast.AnnAssign(annotation=annotation, value=value):
                roots += [annotation, value if "TypeAlias" in ast.unparse(annotation) else None]
            case ast.arg(annotation=annotation) | ast.FunctionDef(returns=annotation):
                roots.append(annotation)
    return {id(node) for root in roots if root for node in ast.walk(root)}


def _run(file: str, code: str, module: str, tests: Sequence[str]) -> None:
    """Put the mutated module in place of the package's own, and run the tests; the exit code says what came of it."""
    import pytest

    sys.path[:0] = [str(ROOT / "tests" / "hostile"), str(ROOT / "tests")]
    null = os.open(os.environ.get("MUTATE_LOG", os.devnull), os.O_WRONLY | os.O_CREAT)
    os.dup2(null, 1)
    os.dup2(null, 2)
    sys.dont_write_bytecode = True
    import importlib.abc
    import importlib.util

    class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
        def find_spec(
            self, fullname: str, _path: Sequence[str] | None, _target: ModuleType | None = None, /
        ) -> ModuleSpec | None:
            return (
                importlib.util.spec_from_file_location(fullname, file, loader=self)
                if fullname == module
                else None
            )

        def exec_module(self, made: ModuleType) -> None:
            exec(compile(code, file, "exec"), vars(made))  # noqa: S102 - our own code

    sys.meta_path.insert(0, Finder())
    os.chdir(ROOT)
    code_of_tests = pytest.main(
        ["-x", "-q", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning", *tests]
    )
    os._exit(_CODES.get(int(code_of_tests), _BROKEN))


def noticed(path: Path, mutation: Mutation, tests: Sequence[str]) -> bool:
    """Whether a test fails with the mutation."""
    name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
    process = get_context("fork").Process(target=_run, args=(str(path), mutation.code, name, tests))
    process.start()
    process.join(SECONDS)
    if process.is_alive():
        process.kill()
        process.join()
        return True
    if process.exitcode not in {_PASSED, _FAILED, _RAISED}:
        raise RuntimeError(f"the tests could not be run: exit code {process.exitcode}")
    return process.exitcode != _PASSED


class Module(NamedTuple):
    """A module, its tests, and the mutations of it that change nothing."""

    file: str
    tests: Sequence[str]
    equivalent: frozenset[str]


def modules() -> dict[str, Module]:
    """What the two tables say."""
    tables = (YAML(typ="safe", pure=True).load(HERE / name) for name in ("mutants.yaml", "equivalent.yaml"))
    tested, judged = tables
    return {
        file: Module(file, tests, frozenset(entry["was"] for entry in judged.get(file, ())))
        for file, tests in tested.items()
    }


def parted(module: Module) -> tuple[list[Mutation], list[Mutation]]:
    """The mutations of a module that tests should notice, and those that are judged to change nothing.

    These are named by the change alone, or by the line, a colon and the change; each name must be one's that there is.
    """
    source = (PACKAGE / module.file).read_text("utf-8")
    lines, used = source.split("\n"), set[str]()
    real: list[Mutation] = []
    same: list[Mutation] = []
    for made in mutations(source):
        names = {made.what, f"{lines[made.line - 1].strip()}: {made.what}"} & module.equivalent
        (same if names else real).append(made)
        used |= names
    gone = sorted(module.equivalent - used)
    if gone:
        raise SystemExit("\n".join(f"{module.file}: no mutation is judged here: {name}" for name in gone))
    return real, same


def measure(module: Module, every: int, jobs: int, options: Sequence[str]) -> bool:
    """Mutate a module, and say which mutations nothing noticed; whether nine in ten were."""
    path = PACKAGE / module.file
    tests = [*module.tests, *options]
    real, same = parted(module)
    chosen = real[::every]
    if noticed(path, Mutation(0, "nothing", path.read_text("utf-8")), tests):
        raise RuntimeError(f"{module.file}: its tests fail without a mutation")
    start, survived = time.monotonic(), 0
    with ThreadPoolExecutor(jobs) as pool:
        for mutation, seen in zip(chosen, pool.map(lambda m: noticed(path, m, tests), chosen), strict=True):
            if not seen:
                survived += 1
                print(f"{module.file}:{mutation.line}: {mutation.what}", flush=True)
    killed = len(chosen) - survived
    share = 100 * killed / max(1, len(chosen))
    print(
        f"{module.file}: {len(real) + len(same)} mutants, {len(same)} equivalent, {killed} killed, "
        f"{survived} survived: {share:.1f} % ({time.monotonic() - start:.0f} s)",
        flush=True,
    )
    return share >= GOAL


def main(words: Sequence[str] | None = None) -> int:
    """Mutate modules, and report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("module", nargs="?", help="Its file in the package, such as read.py.")
    parser.add_argument("tests", nargs="*", help="Test files, and options of pytest.")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="One mutation in N.")
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="Processes.")
    given, more = parser.parse_known_args(words)
    for name in _ONCE:
        import_module(name)
    known = modules()
    chosen = (
        [known.get(given.module, Module(given.module, (), frozenset()))] if given.module else known.values()
    )
    chosen = [module._replace(tests=given.tests or module.tests) for module in chosen]
    for module in chosen:
        if not module.tests:
            parser.error(f"no table names the tests of {module.file}")
        parted(module)  # what is wrong with the judgements, before hours of work
    good = [measure(module, given.every, given.jobs, more) for module in chosen]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
