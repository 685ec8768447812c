"""Rows 12, 13, 22 to 37 (G1, G2): each hostile file gets one clear finding or is read right, quickly and in little memory."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from judging import MAX_REPORT, SHOWN, VALID, judge, within
from mutating import each_line
from ruamel.yaml import YAML
from yaml_corpus import ODD, Case, cases

from factsheets.read import read

CASES = list(cases())
MUTATIONS = dict(each_line(VALID))
#: Codes of the reader: nothing that the file says is looked at after one of these.
STOPS = {"FS002", "FS003", "FS004", "FS006", "FS007", "FS008", "FS009"}


def test_the_corpus_is_large() -> None:
    assert len({case.data for case in CASES}) == len(CASES) >= 500
    assert len(set(MUTATIONS.values()) - {VALID}) >= 145


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_hostile_file_gets_one_clear_finding(case: Case) -> None:
    with within(2):
        findings = judge().findings(case.data)
    errors = [finding.code for finding in findings if finding.level == "error"]
    if case.code in STOPS:
        assert [case.code] == errors
    elif case.code:
        assert case.code in {finding.code for finding in findings}
    elif case.name.partition(" as ")[0] in ODD:
        assert len(errors) <= 1
    else:
        assert [] == errors
    for finding in findings:
        assert 0 < len(finding.message) < 1_000
        assert finding.fix or finding.level != "error"


#: Where ruamel.yaml goes beyond YAML 1.2's core schema, in which these are texts.
RUAMELS_OWN = {"underscores", "binary", "equals"}


@pytest.mark.parametrize("name", ODD)
def test_a_value_is_that_of_yaml_1_2(name: str) -> None:
    text, code = ODD[name]
    document, findings = read(f"a: {text}\n".encode(), "x.yaml")
    assert document
    if code:
        assert [code] == [finding.code for finding in findings]
        assert document.data == {"a": text}  # as a text
    elif name in RUAMELS_OWN:
        assert document.data == {"a": text}
    else:
        theirs = YAML(typ="safe", pure=True).load(f"%YAML 1.2\n---\na: {text}\n")["a"]
        theirs = text if hasattr(theirs, "year") else theirs  # dates stay as they are written
        assert isinstance(document.data, dict)
        assert (type(theirs), theirs) == (type(document.data["a"]), document.data["a"])


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_mutated_sheet_is_judged(name: str) -> None:
    with within(2):
        judge().findings(MUTATIONS[name])


#: Those that cost a careless reader most.
HEAVY = [case for case in CASES if len(case.data) > 20_000 or "bomb" in case.name or "laughs" in case.name]
#: The peak is the kernel's figure for the program alone: `ru_maxrss` begins with what the process that started it had.
_MEASURED = """
import re, resource, sys
from factsheets.cli import main
code = main(sys.argv[1:])
own = resource.getrusage(resource.RUSAGE_SELF)
peak = re.search("VmHWM: +([0-9]+)", open("/proc/self/status").read().replace(chr(9), " "))
print(own.ru_utime + own.ru_stime, int(peak[1]) >> 10, file=sys.stderr)
sys.exit(code)
"""


@pytest.mark.parametrize("style", ["text", "json", "github"])
def test_the_command_is_quick_small_and_brief(tmp_path: Path, long: bool, style: str) -> None:
    """A process of its own for each file: 2 s, 256 MiB, 64 KiB, and a place in every line that says what is wrong."""
    chosen = (
        HEAVY
        if long
        else [case for case in HEAVY if case.name.endswith(("before", "after it", "as file"))][::5]
    )
    assert chosen
    for case in chosen:
        sheet = tmp_path / "alpha.yaml"
        sheet.write_bytes(case.data)
        words = [sys.executable, "-c", _MEASURED, "check", "--format", style, str(sheet)]
        environment = os.environ | {"XDG_CACHE_HOME": str(tmp_path / "cache")}
        done = subprocess.run(words, capture_output=True, text=True, check=False, env=environment)
        seconds, mebibytes = done.stderr.split()[-2:]
        assert done.returncode in {0, 1}, case.name
        assert "Traceback" not in done.stderr, case.name
        assert float(seconds) <= 2, (case.name, seconds)
        assert int(mebibytes) <= 256, (case.name, mebibytes)
        assert len(done.stdout.encode()) <= MAX_REPORT, case.name
        if style == "text" and done.returncode:
            assert re.search(rf"(?m)^{re.escape(str(sheet))}:\d+:\d+: error\[FS\d+\] ", done.stdout), (
                case.name
            )


def test_the_valid_sheet_is_valid() -> None:
    assert [] == judge().errors(VALID)
    assert SHOWN == judge().findings(VALID)[0].where.path
