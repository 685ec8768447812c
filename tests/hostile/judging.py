"""One sheet, judged like in a check of a catalog, without a file on disk."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from time import process_time

from msgspec.structs import replace

from factsheets.codes import CODES
from factsheets.diagnostics import FORMATS, MAX_PER_FILE, Finding, has_errors, ordered
from factsheets.model import Catalog
from factsheets.pipeline import resolved, with_remarks
from factsheets.project import Project, kind_of, project_at
from factsheets.rules import RULES
from factsheets.sources import Sources, read_sources, with_text
from factsheets.template import Loaded, load_template

ROOT = Path(__file__).resolve().parents[2]
BASE = ROOT / "tests" / "base"
#: The sheet whose place a hostile one takes, and the valid one that it is made from.
SHOWN = "sheets/models/alpha.yaml"
VALID = (BASE / SHOWN).read_bytes()
#: Of a report on one sheet, in any form.
MAX_REPORT = 64 << 10


class Judge:
    """A catalog in which one file after the other is replaced."""

    def __init__(self, project: Project, loaded: Loaded, sources: Sources) -> None:
        self.project, self.loaded, self.sources = project, loaded, sources

    def catalog(self, data: bytes, shown: str = SHOWN) -> Catalog:
        """The catalog with the file; with derived values and remarks where nothing is wrong."""
        assert self.loaded.template
        assert self.loaded.schemas
        others = {k: [d for d in found if d.path != shown] for k, found in self.sources.documents.items()}
        kind = kind_of(Path(shown))
        sources = with_text(replace(self.sources, documents=others), kind, data, shown, self.loaded.schemas)
        catalog = resolved(self.project, self.loaded.template, sources)
        return catalog if has_errors(catalog.findings) else with_remarks(catalog, set(catalog.sheets))

    def findings(self, data: bytes, shown: str = SHOWN) -> tuple[Finding, ...]:
        """All that a check says of the file; what holds of every report has been looked at."""
        catalog = self.catalog(data, shown)
        found = [*catalog.findings, *(remark.finding for remark in catalog.remarks)]
        findings = ordered(f for f in found if f.where.path == shown)
        check_report(findings, data)
        return findings

    def errors(self, data: bytes, shown: str = SHOWN) -> list[str]:
        """The codes of what stops a build."""
        return [finding.code for finding in self.findings(data, shown) if finding.level == "error"]


@cache
def judge() -> Judge:
    """A judge over the small catalog of the tests."""
    root = Path(tempfile.mkdtemp())
    shutil.copytree(ROOT / "schema", root / "schema")
    shutil.copytree(BASE, root, dirs_exist_ok=True)
    return _judge_of(root)


@cache
def large_judge() -> Judge:
    """A judge over this repository's own catalog, which has files of every kind."""
    root = Path(tempfile.mkdtemp())
    for name in ("schema", "sheets"):
        shutil.copytree(ROOT / name, root / name)
    return _judge_of(root)


def _judge_of(root: Path) -> Judge:
    project = project_at(root)
    loaded = load_template(project.schema, "schema")
    assert loaded.schemas
    sources = read_sources(project.files(), project.shown, loaded.schemas)
    shutil.rmtree(root)
    return Judge(project, loaded, sources)


def check_report(findings: tuple[Finding, ...], data: bytes) -> None:
    """What holds of every report: known codes, places in the file, few and short words, no control characters."""
    lines = data.count(b"\n") + 1
    for finding in findings:
        assert finding.code in CODES or finding.code in RULES
        assert 1 <= finding.where.line <= lines + 1
        assert finding.where.column >= 1
    for name, form in FORMATS.items():
        text = form(findings)
        assert len(text.encode()) <= MAX_REPORT, (name, len(text.encode()))
        assert text.isprintable() or set(text) - {"\n"} == set(text.replace("\n", ""))
        assert not any(is_command(line) for line in text.splitlines()) or name == "github"
    report = json.loads(FORMATS["json"](findings))
    assert len(report["findings"]) <= MAX_PER_FILE + 1


def is_command(line: str) -> bool:
    """Whether GitHub's runner obeys a line of a log: `::` after blanks, or the old form anywhere."""
    return line.lstrip().startswith("::") or "##[" in line


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail where the block takes more processor time."""
    start = process_time()
    yield
    took = process_time() - start
    assert took <= seconds, f"took {took:.1f} s"
