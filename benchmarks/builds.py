# Builds, round by round. Comes in: sizes and rounds. Goes out: samples. Must not know: the goals.
"""Build the same pages with every engine, all of them and after one edit."""

import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks import engines
from benchmarks.catalog import ROOT, write_catalog, write_smallest
from benchmarks.engines import Engine
from benchmarks.measure import RunError, remove, run, written
from benchmarks.peers import Peer
from benchmarks.samples import Samples

WORK = ROOT / ".cache" / "bench" / "work"


def catalog_of(size: int) -> Path:
    """A fresh catalog of so many sheets."""
    catalog = WORK / f"catalog-{size}"
    write_catalog(catalog, size)
    return catalog


def content_of(size: int, catalog: Path) -> Path:
    """The pages of a catalog as Markdown; those of the largest are made of those of a smaller one."""
    out = WORK / f"content-{size}"
    small = [WORK / "content-1000"] if size > 1000 else []
    print(f"The pages of {size} sheets as Markdown", flush=True)
    run((sys.executable, "-m", "benchmarks.content", catalog, out, *small), ROOT)
    return out


def measure_start(samples: Samples, rounds: int) -> None:
    """What a build takes that has hardly a page."""
    catalog = WORK / "catalog-start"
    write_smallest(catalog)
    for _ in range(rounds):
        _full(samples, engines.ours(catalog), "start")


def measure_builds(
    samples: Samples, peers: Mapping[str, Peer], size: int, rounds: Mapping[str, int], *, edits: bool
) -> None:
    """Interleaved builds of one size, `rounds` by the engine's name; with `edits`, one and a rebuild each."""
    catalog = catalog_of(size)
    ours = engines.ours(catalog)
    print(f"Builds of {size} sheets", flush=True)
    others = _others(_framed(), peers, size, content_of(size, catalog), rounds)
    for number in range(max(rounds.values())):
        for engine in (ours, *others):
            if number < rounds[engine.name] and f"{engine.name}/{size}" not in samples.failed:
                _round(samples, engine, size, edited=edits and not number)
    for engine in others:
        shutil.rmtree(engine.root)


def _round(samples: Samples, engine: Engine, size: int, *, edited: bool) -> None:
    """One full build, and one after an edit. A peer that fails is told in the report, and left out."""
    try:
        _full(samples, engine, str(size))
        if edited:
            engine.edit()
            samples.add(f"rebuild/{engine.name}/{size}", engine.command, engine.root, engine.env)
            engine.edit()
    except RunError as error:
        if engine.name == "factsheets":
            raise
        samples.failed[f"{engine.name}/{size}"] = str(error).strip().splitlines()[-1][:300]
        print(f"  {engine.name} failed: {error}", flush=True)


def _framed() -> Path:
    """A site of ours, for the frame of Hugo's pages; the first build also warms Python's own caches."""
    small = engines.ours(WORK / "catalog-100")
    if not small.out.exists():
        run(small.command, small.root, small.env)
    return small.out


def _others(
    framed: Path, peers: Mapping[str, Peer], size: int, content: Path, rounds: Mapping[str, int]
) -> list[Engine]:
    found = []
    if "MkDocs + Material" in rounds:
        found.append(engines.material(content, WORK / f"material-{size}"))
    hugo, zensical = peers["hugo"].command, peers["zensical"].command
    if hugo and "Hugo" in rounds:
        found.append(engines.hugo(content, WORK / f"hugo-{size}", hugo, framed))
    if zensical and "Zensical" in rounds:
        found.append(engines.zensical(content, WORK / f"zensical-{size}", zensical))
    return found


def _full(samples: Samples, engine: Engine, size: str) -> None:
    """Build everything from nothing, and count what was written."""
    remove(engine.clean())
    name = f"{engine.name}/{size}"
    samples.add(f"build/{name}", engine.command, engine.root, engine.env)
    if f"pages/{name}" not in samples.facts:
        files, size_in_bytes = written(engine.out)
        samples.facts[f"files/{name}"] = files
        samples.facts[f"bytes/{name}"] = size_in_bytes
        samples.facts[f"pages/{name}"] = sum(1 for _ in engine.out.rglob("index.html"))
