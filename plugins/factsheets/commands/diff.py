# factsheets diff: what a change says of facts, and what it does to the catalog.
"""Review a change of facts."""

import argparse
import os
import sys
import tempfile
import webbrowser
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from factsheets.commands.common import UsageError, existing, folder, project_at_or_above
from factsheets.diff.as_json import MAX_BYTES, ReportError, read_report, written
from factsheets.diff.report import Report
from factsheets.diff.shape import verdict
from factsheets.escape import diag, is_address
from factsheets.progress import Progress

if TYPE_CHECKING:
    from factsheets.diff.sides import Side

MORE = """BASE and HEAD are git revisions, or folders with sheets/models in them; HEAD left out is the working tree. The
order of keys, comments, quoting and the spelling of numbers are no change. Exit code 1 means that the change brings a
finding at the level of --fail-on."""


def options(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("base", nargs="?", metavar="BASE", help="What there was: a revision or a folder.")
    parser.add_argument("head", nargs="?", metavar="HEAD", help="What there is (default: the working tree).")
    parser.add_argument(
        "--format", default="text", choices=FORMATS, help="Form of the report (default: %(default)s)."
    )
    parser.add_argument(
        "--fail-on",
        choices=("error", "warning", "never"),
        help="The least level of a new finding that makes the exit code 1 (default: error; with --from: never).",
    )
    parser.add_argument(
        "--from", dest="report", type=existing, metavar="FILE", help="Show a report that was written as JSON."
    )
    parser.add_argument(
        "--site", type=folder, metavar="DIR", help="Also write pages with both states side by side."
    )
    parser.add_argument(
        "--open", action="store_true", help="Write such pages to a temporary folder, and open them."
    )
    parser.add_argument(
        "--repository",
        type=_address,
        metavar="URL",
        help="Where the repository is seen on the web, for links to lines (default: on GitHub, as its workflows say).",
    )


def run(given: argparse.Namespace) -> int:
    """Compare, and report."""
    report = _read(given) if given.report else _compared(given)
    text = FORMATS[given.format](report, given)
    if text:
        print(text.rstrip("\n"))
    level = given.fail_on or ("never" if given.report else "error")
    return 1 if verdict(report).failed(level) else 0


def _read(given: argparse.Namespace) -> Report:
    """A report from a file that anybody may have written."""
    if given.base or given.site or given.open:
        raise UsageError("--from shows a report that is there: it takes no revisions, and makes no pages")
    try:
        with given.report.open("rb") as file:
            return read_report(file.read(MAX_BYTES + 1))
    except (OSError, ReportError) as error:
        raise UsageError(f"{diag(str(given.report))} cannot be shown: {diag(str(error), 300)}") from None


def _compared(given: argparse.Namespace) -> Report:
    from factsheets.diff.review import review  # noqa: PLC0415 - not to show a report that is there
    from factsheets.diff.revisions import RevisionError, is_catalog, trees  # noqa: PLC0415 - the same

    if not given.base:
        raise UsageError(
            "name what to compare with: a git revision or a folder, such as `factsheets diff main`"
        )
    are_folders = given.head and is_catalog(given.base) and is_catalog(given.head)
    root = Path(given.head) if are_folders else project_at_or_above(Path.cwd()).root
    try:
        base, head = trees(given.base, given.head, root)
        with Progress("Reading") as tick:
            report, one, two = review(base, head, root.absolute(), tick)
    except RevisionError as error:
        raise UsageError(diag(str(error), 300)) from None
    if given.site or given.open:
        _pages(given, report, one, two)
    return report


def _pages(given: argparse.Namespace, report: Report, one: "Side | None", two: "Side | None") -> None:
    """Write pages with both states, and open them where that is asked for."""
    from factsheets.diff.pages import write_pages  # noqa: PLC0415 - only where they are asked for

    out = given.site or Path(tempfile.mkdtemp(prefix="factsheets-review-"))
    try:
        first = write_pages(report, one, two, out)
    except OSError as error:
        raise UsageError(f"{diag(str(error.filename or out))}: {error.strerror}") from None
    print(f"pages written to {diag(str(first))}", file=sys.stderr)
    if given.open:
        webbrowser.open(first.absolute().as_uri())


def _address(text: str) -> str:
    if not is_address(text):
        raise argparse.ArgumentTypeError(f"'{text}' is no web address")
    return text


# --- forms ----------------------------------------------------------------------------------------


def _as_text(report: Report, _given: argparse.Namespace) -> str:
    from factsheets.diff.as_text import as_text  # noqa: PLC0415 - only the form that is asked for

    return as_text(report, colour=sys.stdout.isatty() and not os.environ.get("NO_COLOR"))


def _as_markdown(report: Report, given: argparse.Namespace) -> str:
    from factsheets.diff.as_markdown import as_markdown  # noqa: PLC0415 - the same

    server, name = (os.environ.get(f"GITHUB_{key}", "") for key in ("SERVER_URL", "REPOSITORY"))
    known = f"{server}/{name}" if server and name else ""
    return as_markdown(report, given.repository or (known if is_address(known) else ""))


def _as_json(report: Report, _given: argparse.Namespace) -> str:
    return written(report).decode()


def _as_github(report: Report, _given: argparse.Namespace) -> str:
    from factsheets.diff.as_annotations import as_github  # noqa: PLC0415 - the same

    return as_github(report)


def _as_sarif(report: Report, _given: argparse.Namespace) -> str:
    from factsheets.diff.as_annotations import as_sarif  # noqa: PLC0415 - the same
    from factsheets.rules import explained  # noqa: PLC0415 - the same

    return as_sarif(report, explained())


def _as_rdjson(report: Report, _given: argparse.Namespace) -> str:
    from factsheets.diff.as_annotations import as_rdjson  # noqa: PLC0415 - the same

    return as_rdjson(report)


#: How `--format NAME` writes a report.
FORMATS: Mapping[str, Callable[[Report, argparse.Namespace], str]] = {
    "text": _as_text,
    "markdown": _as_markdown,
    "json": _as_json,
    "github": _as_github,
    "sarif": _as_sarif,
    "rdjson": _as_rdjson,
}
