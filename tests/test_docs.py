"""Documentation is tested: commands, codes and keywords are all there, and generated parts are current."""

import argparse
import inspect
import re
from pathlib import Path

import pytest
import yaml

from command import run_main
from factsheets import __version__
from factsheets.cli import parser
from factsheets.codes import CODES
from factsheets.model import Catalog
from factsheets.rules import RULES

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"


def check(path: Path, text: str, *, update: bool) -> None:
    """Compare a generated page with the file, or write it."""
    if update:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8"), f"{path.name} is out of date: make golden"


def commands() -> dict[str, argparse.ArgumentParser]:
    """The commands by name."""
    (found,) = (action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    return dict(found.choices)


def command_line() -> str:
    lines = ["# Command line", "", "Written from the commands' own help by `make golden`.", ""]
    lines += ["Exit codes: 0 no error, 1 errors, 2 wrong usage. Checking nothing is wrong usage.", ""]
    for name in [(), *((name,) for name in commands())]:
        helped = run_main(*name, "--help")
        lines += [
            f"## factsheets {' '.join(name)}".rstrip(),
            "",
            "```text",
            helped.output.rstrip(),
            "```",
            "",
        ]
    return "\n".join(lines).rstrip() + "\n"


def rules() -> str:
    lines = [
        "# Findings",
        "",
        "Every finding has a permanent code; `factsheets explain CODE` prints its entry.",
        "",
    ]
    lines += ["| family | what is checked |", "|---|---|"]
    families = {
        "FS0": "reading a file", "FS1": "shape and values", "FS2": "references between files",
        "FS3": "facts, by the rules below", "FS4": "the template and the comparisons", "FS5": "the rendered site",
        "FS6": "what a change does, by `factsheets diff`",
    }  # fmt: skip
    lines += [f"| {family}.. | {what} |" for family, what in families.items()]
    lines += ["", "## Rules", "", RULES_INTRO, "", "| code | level | what it says |", "|---|---|---|"]
    lines += [
        f"| [{code}]({code}.md) | {rule.level} | {rule.explained.title} |"
        for code, rule in sorted(RULES.items())
    ]
    lines += ["", *paper_findings(), ""]
    for code, entry in CODES.items():
        lines += [
            f'<a id="{code.lower()}"></a>',
            "",
            f"## {code} {entry.title}",
            "",
            entry.why,
            "",
            f"**What to do.** {entry.fix}",
            "",
        ]
        for word, example in (("Wrong", entry.wrong), ("Right", entry.right)):
            if example:
                lines += [f"{word}:", "", "```yaml", example, "```", ""]
    return "\n".join(lines).rstrip() + "\n"


RULES_INTRO = """A rule is one function in `plugins/factsheets/rules/` with its code, its words and two examples; these
pages are written from it. A rule looks for metrics and meanings, not for paths, so that it holds for any template.
An error stops a build, a warning is likely a fault, a note is something to know before using a figure. `factsheets
check` prints warnings, `--level note` prints all; `factsheets fix` makes the repairs that are certain. A sheet waives
what stands so in its source; the waiver is shown beside the fact:

```yaml
waive:
  - code: FS310
    at: performance.accuracy
    reason: The source prints these scores so.
```"""


def paper_findings() -> list[str]:
    """What is wrong with the sheet that the paper prints, each with the rule that finds it."""
    rows = yaml.safe_load((ROOT / "tests/rules/paper/findings.yaml").read_text(encoding="utf-8"))
    coded = sum("codes" in row for row in rows)
    lines = [
        "## The FactSheet of the paper",
        "",
        f"{len(rows)} things are wrong with it, or missing. {coded} are found:",
        "",
    ]
    lines += ["| | finding | code |", "|---|---|---|"]
    for number, row in enumerate(rows, 1):
        codes = [
            f"[{code}]({code}.md)" if code in RULES else f"[{code}](#{code.lower()})"
            for code in row.get("codes", ())
        ]
        said = ", ".join(codes) + (" (checked, and in order)" if row.get("agrees") else "")
        lines.append(f"| {number} | {row['what']} | {said or 'not for a machine: ' + row['reason']} |")
    return lines


def rule_page(code: str) -> str:
    """The page of a rule, from its own words and examples."""
    rule = RULES[code]
    entry = rule.explained
    lines = [
        f"# {code} {entry.title}",
        "",
        f"Level: {rule.level}.",
        "",
        entry.why,
        "",
        f"**What to do.** {entry.fix}",
        "",
    ]
    lines += [f"**What it looks at.** {inspect.cleandoc(rule.check.__doc__ or '')}", ""]
    for word, example in (("Wrong", entry.wrong), ("Right", entry.right)):
        lines += [f"{word}:", "", "```yaml", example, "```", ""]
    return "\n".join(lines).rstrip() + "\n"


def test_every_rule_has_a_page(update_golden: bool) -> None:
    for code in RULES:
        check(DOCS / "rules" / f"{code}.md", rule_page(code), update=update_golden)
    assert {"index", *RULES} == {path.stem for path in (DOCS / "rules").glob("*.md")}


def test_the_command_line_is_documented(update_golden: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "98")
    check(DOCS / "cli.md", command_line(), update=update_golden)


def test_every_code_is_documented(update_golden: bool) -> None:
    check(DOCS / "rules" / "index.md", rules(), update=update_golden)


def test_every_command_and_option_has_a_help_text() -> None:
    for name, command in commands().items():
        assert command.description, name
        for action in command._actions:
            assert action.help, f"{name} {action.dest}"


def test_every_code_that_is_used_is_explained() -> None:
    used = set()
    package = ROOT / "plugins" / "factsheets"
    for path in [*package.glob("*.py"), *package.glob("diff/*.py")]:
        if path.name != "codes.py":
            used |= set(re.findall(r'"(FS[0-9]{3})"', path.read_text(encoding="utf-8")))
    assert used == set(CODES)


def test_every_keyword_of_the_template_is_documented() -> None:
    used = set()
    for path in (ROOT / "schema").rglob("*.json"):
        used |= set(re.findall(r'"(x-[a-z]+)"', path.read_text(encoding="utf-8")))
    architecture = (DOCS / "architecture.md").read_text(encoding="utf-8")
    assert set() == {keyword for keyword in used if keyword not in architecture}


def test_links_between_documents_lead_somewhere() -> None:
    broken = []
    for path in [*DOCS.rglob("*.md"), *ROOT.glob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", path.read_text(encoding="utf-8")):
            if (
                "://" not in target
                and not target.startswith("mailto:")
                and not (path.parent / target).exists()
            ):
                broken.append(f"{path.name}: {target}")
    assert [] == broken


def test_the_counts_that_the_documents_give_are_those_of_the_catalog(loaded: Catalog) -> None:
    sheets, analog = len(loaded.sheets), sum(sheet.kind == "analog" for sheet in loaded.sheets.values())
    assert f"holds {sheets} published models, {analog} of them analog" in (ROOT / "README.md").read_text(
        "utf-8"
    )
    hardware, benchmarks = len(loaded.hardware), len(loaded.benchmarks)
    counts = f"{sheets} models, {hardware} pieces of hardware, {benchmarks} benchmarks"
    assert counts in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_the_readme_counts_what_the_rules_find_on_the_papers_sheet() -> None:
    rows = yaml.safe_load((ROOT / "tests/rules/paper/findings.yaml").read_text(encoding="utf-8"))
    coded = sum("codes" in row for row in rows)
    readme = " ".join((ROOT / "README.md").read_text("utf-8").split())
    assert f"{coded} of {len(rows)} things wrong with the first published FactSheet" in readme


def test_the_changelog_knows_this_version() -> None:
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_architecture_names_every_module() -> None:
    text = (DOCS / "architecture.md").read_text(encoding="utf-8")
    table = set(
        re.findall(r"`([a-z_]+)`", text[text.index("| row | module |") : text.index("### Third-party")])
    )
    package = ROOT / "plugins" / "factsheets"
    modules = {path.stem for path in package.glob("[a-z]*.py")} | {
        path.parent.name for path in package.glob("*/__init__.py")
    }
    assert modules == table
