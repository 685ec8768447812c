# What must be reached. Comes in: samples. Goes out: figures beside their limits. Measures nothing.
"""The figures that the project promises, how each follows from the samples, and whether it is met."""

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.samples import Samples

#: A run fails where a ratio is this much over its limit: machines are not alike, and runs are noisy.
SLACK = 1.3


@dataclass(frozen=True, slots=True)
class Goal:
    """A promise: what, at most how much, and how it follows from what was measured."""

    what: str
    limit: float
    unit: str  # "x" for a ratio
    figure: Callable[[Samples], float | None]

    def state(self, samples: Samples) -> str:
        """`met`, `not met` or `not measured`."""
        figure = self.figure(samples)
        if figure is None:
            return "not measured"
        return "met" if figure <= self.limit else "not met"

    def missed(self, samples: Samples) -> bool:
        """Whether a run must fail for it; seconds and bytes are the machine's as well, and fail nothing."""
        figure = self.figure(samples)
        return self.unit == "x" and figure is not None and figure > SLACK * self.limit

    def shown(self, samples: Samples) -> str:
        """The figure with its unit."""
        figure = self.figure(samples)
        return "–" if figure is None else f"{figure:.3g} {self.unit}"


def growth(samples: Samples, large: int = 10_000, small: int = 100) -> float | None:
    """CPU per page of a large catalog against that of a small one, start-up taken off."""
    big, little = (per_page(samples, "factsheets", str(size)) for size in (large, small))
    return big / little if big and little else None


def per_page(samples: Samples, engine: str, size: str) -> float | None:
    """CPU seconds per page; of ours without start-up, where that was measured."""
    cost, pages = samples.median(f"build/{engine}/{size}"), samples.facts.get(f"pages/{engine}/{size}", 0)
    start = samples.median(f"build/{engine}/start") or 0
    started = samples.facts.get(f"pages/{engine}/start", 0)
    return (cost - start) / (pages - started) if cost and pages > started else None


def _ratio(name: str, other: str, wall: bool = False) -> Callable[[Samples], float | None]:  # noqa: FBT001, FBT002
    return lambda samples: samples.ratio(name, other, "wall" if wall else "cpu")


def _peak(samples: Samples) -> float | None:
    peak = samples.median("build/factsheets/10000", "peak")
    return peak / 2**30 if peak else None


def _alone(valid: float, failing: float) -> tuple[Goal, ...]:
    return tuple(
        Goal(
            f"`factsheets check one.yaml` again, whole process, {state}, against check-jsonschema on it (CPU)",
            limit,
            "x",
            _ratio(f"one/{state}", f"one/{state}/check-jsonschema"),
        )
        for state, limit in (("valid", valid), ("failing", failing))
    )


_MATERIAL = (
    "full build from YAML, {}, against plain MkDocs + Material reading the same pages as Markdown (CPU)"
)
_HUGO = "full build from YAML, {}, against Hugo reading the same pages as Markdown (CPU)"


def _build(what: str, engine: str, size: int, pages: str, limit: float) -> Goal:
    names = (f"build/factsheets/{size}", f"build/{engine}/{size}")
    return Goal(what.format(pages), limit, "x", _ratio(*names))


GOALS = (
    _build(_MATERIAL, "MkDocs + Material", 1000, "7,000 pages", 0.12),
    _build(_HUGO, "Hugo", 1000, "7,000 pages", 1.0),
    _build(_HUGO, "Hugo", 10_000, "70,000 pages", 0.8),
    Goal(
        "one edit in `serve`, 7,000 pages: saved to visible",
        0.7,
        "s",
        lambda samples: samples.facts.get("serve/seconds"),
    ),
    Goal(
        "check with all rules, 10,000 sheets, cold, one process, against check-jsonschema (CPU)",
        0.05,
        "x",
        _ratio("check/cold", "check/check-jsonschema"),
    ),
    Goal(
        "the schema alone, 10,000 sheets, both cores, against ajv-cli (wall)",
        1.0,
        "x",
        _ratio("schema/both cores", "check/ajv-cli", wall=True),
    ),
    Goal(
        "check with all rules, 10,000 sheets, both cores, against ajv-cli (wall)",
        1.5,
        "x",
        _ratio("check/both cores", "check/ajv-cli", wall=True),
    ),
    Goal("check, warm, against cold (CPU)", 0.03, "x", _ratio("check/warm", "check/cold")),
    *_alone(0.2, 0.4),
    Goal("CPU per page, 70,000 pages against 700, start-up taken off", 1.1, "x", growth),
    Goal("peak memory of a build, 70,000 pages", 1.0, "GiB", _peak),
)

#: In a run of 100 sheets start-up weighs more, of a Python program that draws charts above all. The limits are what is
#: reached today, with some room for other machines: what fails has become slower.
QUICK = (
    _build(_MATERIAL, "MkDocs + Material", 100, "700 pages", 0.3),
    _build(_HUGO, "Hugo", 100, "700 pages", 3.0),
    Goal(
        "check with all rules, 100 sheets, cold, one process, against check-jsonschema (CPU)",
        0.18,
        "x",
        _ratio("check/cold", "check/check-jsonschema"),
    ),
    Goal("check, warm, against cold, 100 sheets (CPU)", 0.5, "x", _ratio("check/warm", "check/cold")),
    *_alone(0.3, 0.4),
)
