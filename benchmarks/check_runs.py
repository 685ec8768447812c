# Checks, round by round. Comes in: a catalog, peers. Goes out: samples. Must not know: the goals.
"""Check the same sheets with every tool: cold, warm, on one core and on both, and one sheet alone."""

import os
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import checks
from benchmarks.builds import WORK
from benchmarks.catalog import ROOT, model_files
from benchmarks.engines import EDITED
from benchmarks.measure import remove, run
from benchmarks.peers import Peer
from benchmarks.samples import Samples

#: What is wrong with the sheet that must fail.
FAULT = ("layers: 12\n", "layers: twelve\n")


def measure_checks(
    samples: Samples, peers: Mapping[str, Peer], catalog: Path, rounds: int, slow_rounds: int
) -> None:
    """All sheets of a catalog; check-jsonschema takes minutes for many, so it has rounds of its own."""
    print("Checks of all sheets", flush=True)
    files = model_files(catalog)
    one_process = ("--jobs", "1")
    cache = [Path(os.environ["XDG_CACHE_HOME"])]
    slow, node = peers["check-jsonschema"].command, peers["ajv-cli"].command
    by_ajv = checks.ajv(node, catalog, WORK / "ajv") if node else ()
    for number in range(rounds):
        remove(cache)
        samples.add("check/cold", checks.ours(*one_process), catalog)
        samples.add("check/warm", checks.ours(*one_process), catalog)
        if slow and number < slow_rounds:
            samples.add("check/check-jsonschema", checks.check_jsonschema(slow, catalog, files), catalog)
        remove(cache)
        samples.add("check/both cores", checks.ours(), catalog)
        samples.add("schema/both cores", checks.schema_alone(catalog, 2), ROOT)
        if by_ajv:
            samples.add("check/ajv-cli", by_ajv, WORK)
    samples.facts["sheets checked"] = len(files)


def measure_one(samples: Samples, peers: Mapping[str, Peer], catalog: Path, rounds: int) -> None:
    """One sheet in a folder of its own, valid and failing, the whole process: never seen before, and again."""
    print("Checks of one sheet", flush=True)
    slow = peers["check-jsonschema"].command
    text = (catalog / "sheets" / "models" / f"{EDITED}.yaml").read_text(encoding="utf-8")
    if FAULT[0] not in text:
        raise ValueError(f"{EDITED}.yaml has no longer what is broken here")
    with TemporaryDirectory() as name:  # below the repository it would belong to the repository's catalog
        alone = Path(name)
        for state, content, code in (("valid", text, 0), ("failing", text.replace(*FAULT), 1)):
            path = alone / f"{state}.yaml"
            path.write_text(content.replace(f"id: {EDITED}", f"id: {state}"), encoding="utf-8")
            for _ in range(rounds):
                remove([Path(os.environ["XDG_CACHE_HOME"])])
                samples.add(f"one/{state}/first", checks.ours(path), alone, allowed=(code,))
                samples.add(f"one/{state}", checks.ours(path), alone, allowed=(code,))
                if slow:
                    theirs = checks.check_jsonschema(slow, catalog, [path])
                    samples.add(f"one/{state}/check-jsonschema", theirs, alone, allowed=(code,))


def prove_that_they_check(peers: Mapping[str, Peer], catalog: Path) -> None:
    """A broken sheet among good ones must be refused by all, or a figure of theirs means nothing."""
    sheet = catalog / "sheets" / "models" / f"{EDITED}.yaml"
    before = sheet.read_text(encoding="utf-8")
    try:
        sheet.write_text(before.replace(*FAULT), encoding="utf-8")
        run(checks.schema_alone(catalog, 2), ROOT, allowed=(1,))
        node, slow = peers["ajv-cli"].command, peers["check-jsonschema"].command
        if node:
            run(checks.ajv(node, catalog, WORK / "ajv-broken"), WORK, allowed=(1,))
        if slow:
            run(checks.check_jsonschema(slow, catalog, [sheet]), catalog, allowed=(1,))
    finally:
        sheet.write_text(before, encoding="utf-8")
