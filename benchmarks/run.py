# The edge: `make bench`. Comes in: nothing. Goes out: a table, docs/performance.md, an exit code.
"""Measure factsheets beside other tools. `python -m benchmarks.run [--quick]`."""

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.builds import WORK, catalog_of, measure_builds, measure_start
from benchmarks.catalog import ROOT
from benchmarks.check_runs import measure_checks, measure_one, prove_that_they_check
from benchmarks.goals import GOALS, QUICK
from benchmarks.peers import Peer, peers
from benchmarks.plot import plot
from benchmarks.report import IMAGE, caption, goals_table, lines, page
from benchmarks.samples import Samples
from benchmarks.serve import edits_in_serve

#: Rounds by number of sheets and engine. The slow ones take minutes each.
BUILDS = {
    100: {"factsheets": 3, "Hugo": 3, "MkDocs + Material": 3, "Zensical": 3},
    1000: {"factsheets": 3, "Hugo": 3, "MkDocs + Material": 1, "Zensical": 1},
    10_000: {"factsheets": 1, "Hugo": 1},
}
QUICK_BUILDS = {"factsheets": 3, "Hugo": 3, "MkDocs + Material": 1}


def quick(samples: Samples, tools: Mapping[str, Peer]) -> None:
    """100 sheets, in under three minutes."""
    measure_builds(samples, tools, 100, QUICK_BUILDS, edits=False)
    catalog = WORK / "catalog-100"
    prove_that_they_check(tools, catalog)
    measure_checks(samples, tools, catalog, rounds=3, slow_rounds=2)
    measure_one(samples, tools, catalog, rounds=3)


def full(samples: Samples, tools: Mapping[str, Peer]) -> None:
    """All sizes."""
    measure_start(samples, 3)
    for size, rounds in BUILDS.items():
        # After an edit of 10,000 sheets all is built once more for minutes; 1,000 tell the same.
        measure_builds(samples, tools, size, rounds, edits=size <= 1000)
    _serve(samples, 1000)
    prove_that_they_check(tools, catalog_of(100))
    measure_checks(samples, tools, catalog_of(10_000), rounds=3, slow_rounds=1)
    measure_one(samples, tools, WORK / "catalog-100", rounds=9)


def _serve(samples: Samples, size: int) -> None:
    print(f"Edits in serve, {size} sheets", flush=True)
    served = edits_in_serve(catalog_of(size), 5)
    samples.facts["serve/seconds"] = served.median
    samples.facts["serve/edits"] = len(served.seconds)
    samples.facts["serve/stale"] = len(served.stale)
    print("  " + ", ".join(f"{s:.2f} s" for s in served.seconds), *served.stale, flush=True)


def main(arguments: list[str]) -> int:
    """Measure, print, write, and say with the exit code whether a ratio is far over its limit."""
    is_quick = "--quick" in arguments
    goals = QUICK if is_quick else GOALS
    samples = Samples()
    tools = peers(without={"zensical"} if is_quick else ())
    for tool in tools.values():
        if tool.missing:
            print(f"{tool.name} is left out: {tool.missing}")
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    with TemporaryDirectory() as cache:  # what our checks remember, they believe only outside of a repository
        os.environ["XDG_CACHE_HOME"] = str(Path(cache) / "cache")
        (quick if is_quick else full)(samples, tools)
    print("\n" + goals_table(goals, samples))
    if not is_quick:
        docs = ROOT / "docs"
        (docs / IMAGE).write_text(plot(lines(samples), caption(samples)), encoding="utf-8")
        (docs / "performance.md").write_text(page(samples, tools), encoding="utf-8")
    shutil.rmtree(WORK)
    missed = [goal.what for goal in goals if goal.missed(samples)]
    for what in missed:
        print(f"far over its limit: {what}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
