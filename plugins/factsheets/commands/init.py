# factsheets init: the files of a new catalog.
"""Begin a catalog."""

import argparse
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from factsheets.commands.common import UsageError, folder
from factsheets.escape import UNSAFE, diag
from factsheets.saving import save
from factsheets.starter import ACTION, starter

MORE = """An example sheet, a page, mkdocs.yml, a Makefile and a workflow for pull requests. Nothing that is there is
touched: a folder that has one of these files already is refused."""

_ACTION = re.compile(r"[A-Za-z0-9-]+/[A-Za-z0-9._-]+@[0-9a-f]{40}")


def options(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument(
        "folder", type=folder, metavar="DIR", help="Folder of the catalog; made where it is not there."
    )
    parser.add_argument(
        "--name", default="Our models", help="Name of the site (default: %(default)s).", type=_name
    )
    parser.add_argument(
        "--schema",
        action="store_true",
        help="Copy the template, to change it and for completion in editors; without, the package's applies.",
    )
    parser.add_argument(
        "--action",
        type=_action,
        metavar="OWNER/REPO@COMMIT",
        help="Where the workflow finds factsheets: its repository on GitHub, and a full commit of it.",
    )


def _name(text: str) -> str:
    if not text.strip() or re.search(f"[{UNSAFE}\\n]", text):
        raise argparse.ArgumentTypeError("a name is one line of text")
    return text.strip()


def _action(text: str) -> str:
    if not _ACTION.fullmatch(text):
        raise argparse.ArgumentTypeError(
            f"'{text}' is no OWNER/REPO@COMMIT; a commit has 40 digits and letters a to f"
        )
    return text


def run(given: argparse.Namespace) -> int:
    """Write the files of a new catalog."""
    texts = starter(given.name, given.action or ACTION, schema=given.schema)
    taken = sorted({there for path in texts for there in _in_the_way(given.folder, path)})
    if taken:
        shown = ", ".join(diag(name) for name in taken[:5]) + (", …" if len(taken) > 5 else "")
        raise UsageError(f"{diag(str(given.folder))} has {shown} already; nothing was written")
    try:
        for path, text in texts.items():
            (given.folder / path).parent.mkdir(parents=True, exist_ok=True)
            save(given.folder / path, text)
    except OSError as error:
        print(f"{diag(str(error.filename or given.folder))}: {error.strerror}", file=sys.stderr)
        return 1
    _told(given, texts)
    return 0


def _told(given: argparse.Namespace, texts: Iterable[str]) -> None:
    """What was written, and what comes next."""
    for path in texts:
        if not path.startswith("schema/"):
            print(diag((given.folder / path).as_posix()))
    if given.schema:
        print(diag(f"{(given.folder / 'schema').as_posix()}/, a copy of the template"))
    go = "" if given.folder.resolve() == Path.cwd() else f"cd {diag(str(given.folder))}, then "
    print(f"\nnext: {go}make serve; factsheets new writes a sheet")
    if not given.action:
        print(f"before you push to GitHub: put what {ACTION} stands for into .github/workflows")


def _in_the_way(root: Path, path: str) -> Iterable[str]:
    """What stands at the place of a file: another one, or something that is no folder above it."""
    place = root / path
    if place.exists() or place.is_symlink():
        yield path
    for above in list(place.relative_to(root).parents)[:-1]:
        if (root / above).is_symlink() or ((root / above).exists() and not (root / above).is_dir()):
            yield above.as_posix()
