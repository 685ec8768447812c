# What was measured, in words. Comes in: samples, goals, peers. Goes out: Markdown. Measures nothing.
"""The page `docs/performance.md`, and the table that a run prints."""

import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.goals import GOALS, Goal, growth
from benchmarks.peers import Peer, own_versions
from benchmarks.samples import Samples

ENGINES = ("factsheets", "Hugo", "MkDocs + Material", "Zensical")
SIZES = (100, 1000, 10_000)
IMAGE = "images/performance.svg"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; the first column is text, the others are figures."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def goals_table(goals: Iterable[Goal], samples: Samples) -> str:
    """Each promise with its figure, its limit, and whether it is met."""
    rows = [
        (goal.what, goal.shown(samples), f"{goal.limit:g} {goal.unit}", goal.state(samples)) for goal in goals
    ]
    return table(("what", "measured", "at most", ""), rows)


def builds_table(samples: Samples) -> str:
    """Every engine at every size."""
    head = ["engine, sheets", "pages", "CPU, s", "CPU per page, ms", "wall, s"]
    head += ["after one edit, CPU, s", "peak, MiB", "files", "MB written"]
    rows = []
    for size in SIZES:
        for engine in ENGINES:
            key = f"{engine}/{size}"
            cpu, pages = samples.median(f"build/{key}"), samples.facts.get(f"pages/{key}", 0)
            if cpu is None or not pages:
                continue
            peak = (samples.median(f"build/{key}", "peak") or 0) / 2**20
            rows.append(
                (
                    f"{engine}, {size:,}",
                    f"{pages:,.0f}",
                    f"{cpu:.2f}",
                    f"{1000 * cpu / pages:.2f}",
                    _figure(samples.median(f"build/{key}", "wall")),
                    _figure(samples.median(f"rebuild/{key}")),
                    f"{peak:,.0f}",
                    f"{samples.facts[f'files/{key}']:,.0f}",
                    f"{samples.facts[f'bytes/{key}'] / 1e6:,.0f}",
                )
            )
    failed = [
        f"\n{name.replace('/', ', ')} sheets: failed. `{said}`\n" for name, said in samples.failed.items()
    ]
    return table(head, rows) + "\n" + "".join(failed)


_CHECKS = {
    "check/cold": "factsheets, all rules, cold, one process",
    "check/warm": "factsheets, all rules, warm",
    "check/both cores": "factsheets, all rules, cold, both cores",
    "schema/both cores": "factsheets, the schema alone, both cores",
    "check/ajv-cli": "ajv-cli, the schema alone",
    "check/check-jsonschema": "check-jsonschema, the schema alone",
    "one/valid": "one sheet, valid: factsheets, again",
    "one/valid/first": "one sheet, valid: factsheets, for the first time",
    "one/valid/check-jsonschema": "one sheet, valid: check-jsonschema",
    "one/failing": "one sheet, failing: factsheets, again",
    "one/failing/first": "one sheet, failing: factsheets, for the first time",
    "one/failing/check-jsonschema": "one sheet, failing: check-jsonschema",
}


def checks_table(samples: Samples) -> str:
    """Every check of the same files."""
    rows = [
        (
            what,
            _figure(samples.median(name)),
            _figure(samples.median(name, "wall")),
            f"{(samples.median(name, 'peak') or 0) / 2**20:,.0f}",
            str(len(samples.costs[name])),
        )
        for name, what in _CHECKS.items()
        if name in samples.costs
    ]
    return table(("check", "CPU, s", "wall, s", "peak, MiB", "rounds"), rows)


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def lines(samples: Samples) -> dict[str, list[tuple[float, float]]]:
    """Pages and milliseconds of CPU for each page, by engine, for the plot."""
    found: dict[str, list[tuple[float, float]]] = {}
    for engine in ENGINES:
        for size in SIZES:
            cpu, pages = (
                samples.median(f"build/{engine}/{size}"),
                samples.facts.get(f"pages/{engine}/{size}"),
            )
            if cpu and pages:
                found.setdefault(engine, []).append((pages, 1000 * cpu / pages))
    return found


def machine() -> str:
    """The machine in words, without its name."""
    cpu = next(
        (line.split(":", 1)[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")),
        platform.machine(),
    )
    memory = next((int(line.split()[1]) / 2**20 for line in _lines("/proc/meminfo") if "MemTotal" in line), 0)
    python = platform.python_version()
    return f"{os.cpu_count()} cores ({cpu}), {memory:.0f} GiB of memory, {platform.system()}, Python {python}"


def _lines(path: str) -> list[str]:
    file = Path(path)
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


def versions(peers: Mapping[str, Peer]) -> str:
    """Each tool with its version, or why it could not be measured."""
    rows = [(name, number, "") for name, number in own_versions().items()]
    rows += [(p.name, p.version, f"not installed: {p.missing}" if p.missing else "") for p in peers.values()]
    return "\n".join(f"- {name} {number}{': ' + said if said else ''}" for name, number, said in rows)


def page(samples: Samples, peers: Mapping[str, Peer]) -> str:
    """`docs/performance.md`."""
    template = (Path(__file__).parent / "performance.md").read_text(encoding="utf-8")
    said = {
        "goals": goals_table(GOALS, samples),
        "builds": builds_table(samples),
        "checks": checks_table(samples),
        "sheets": f"{samples.facts.get('sheets checked', 0):,.0f}",
        "machine": machine(),
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
        "versions": versions(peers),
        "growth": _figure(growth(samples)),
        "caption": caption(samples),
        "image": IMAGE,
        "serve": serve(samples),
    }
    for name, text in said.items():
        template = template.replace("{{" + name + "}}", text)
    return template


def caption(samples: Samples) -> str:
    """The plot in one sentence, for those who do not see it."""
    parts = []
    for engine, line in lines(samples).items():
        (few, first), (many, last) = line[0], line[-1]
        parts.append(f"{engine} from {first:.1f} ms at {few:,.0f} pages to {last:.1f} ms at {many:,.0f}")
    return "CPU for each page: " + "; ".join(parts)


def serve(samples: Samples) -> str:
    """What was seen while serving."""
    if "serve/seconds" not in samples.facts:
        return "Not measured in this run."
    seconds, edits = samples.facts["serve/seconds"], samples.facts["serve/edits"]
    stale = int(samples.facts["serve/stale"])
    followed = "showed the new figure at once" if not stale else f"did not all follow at once ({stale} of 4)"
    return (
        f"Median of {edits:.0f} edits: {seconds:.2f} s from saved to visible. Two role pages, the list of models and "
        f"a comparison {followed}."
    )
