# What was measured. Comes in: costs, round by round. Goes out: medians. Must not know: what they are of.
"""Costs of many runs by name, and medians of them and of their ratios."""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

from benchmarks.measure import Cost, run

What: TypeAlias = Literal["cpu", "wall", "peak"]


@dataclass(slots=True)
class Samples:
    """Costs by name; the n-th of two names come from one round, and so can be divided."""

    costs: dict[str, list[Cost]] = field(default_factory=dict)
    facts: dict[str, float] = field(default_factory=dict)  # what is no cost: pages, bytes, seconds in serve

    failed: dict[str, str] = field(default_factory=dict)  # peers that could not do it, with their last words

    def add(
        self,
        name: str,
        command: Sequence[str | Path],
        cwd: Path,
        env: Mapping[str, str] | None = None,
        allowed: Sequence[int] = (0,),
    ) -> None:
        """Run a command once more, and say what it took."""
        cost = run(command, cwd, env, allowed)
        self.costs.setdefault(name, []).append(cost)
        print(f"  {name}: {cost.cpu:.2f} s CPU, {cost.wall:.2f} s, {cost.peak / 2**20:.0f} MiB", flush=True)

    def median(self, name: str, what: What = "cpu") -> float | None:
        """The median of one name; None where it was not measured."""
        values = [getattr(cost, what) for cost in self.costs.get(name, ())]
        return statistics.median(values) if values else None

    def ratio(self, name: str, other: str, what: What = "cpu") -> float | None:
        """The median of the ratios of all rounds that have both."""
        pairs = zip(self.costs.get(name, ()), self.costs.get(other, ()), strict=False)
        ratios = [getattr(a, what) / getattr(b, what) for a, b in pairs]
        return statistics.median(ratios) if ratios else None
