# The plot. Comes in: CPU per page by engine and number of pages. Goes out: SVG.
"""CPU per page by number of pages, both axes logarithmic."""

import math
from collections.abc import Mapping, Sequence
from html import escape

WIDTH, HEIGHT = 720, 400
LEFT, RIGHT, TOP, BOTTOM = 70, 150, 20, 50
COLOURS = ("#0b5cad", "#c2410c", "#4d7c0f", "#7e22ce", "#64748b")

_FONT = 'font-family="Inter, sans-serif" font-size="13"'
#: Number of pages and milliseconds of CPU, by engine.
Lines = Mapping[str, Sequence[tuple[float, float]]]


def plot(lines: Lines, title: str) -> str:
    """An SVG with a line for each engine, its name at the line's end."""
    points = [point for line in lines.values() for point in line]
    across = _scale([x for x, _ in points], LEFT, WIDTH - RIGHT)
    up = _scale([y for _, y in points], HEIGHT - BOTTOM, TOP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" {_FONT}>',
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
    ]
    parts += _axes(across, up)
    ends = _apart([up(line[-1][1]) for line in lines.values()])
    for (name, line), colour, end in zip(lines.items(), COLOURS, ends, strict=False):
        path = " ".join(f"{across(x):.1f},{up(y):.1f}" for x, y in line)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2.5"/>')
        parts += [f'<circle cx="{across(x):.1f}" cy="{up(y):.1f}" r="4" fill="{colour}"/>' for x, y in line]
        place = across(line[-1][0]) + 10
        parts.append(f'<text x="{place:.1f}" y="{end + 4:.1f}" fill="{colour}">{escape(name)}</text>')
    return "\n".join([*parts, "</svg>", ""])


class _scale:  # noqa: N801 - used like a function
    """A number to its place on an axis."""

    def __init__(self, values: Sequence[float], begin: float, end: float) -> None:
        low, high = math.log10(min(values)), math.log10(max(values))
        self.low, self.high = low - 0.1, high + 0.1
        self.begin, self.end = begin, end

    def __call__(self, value: float) -> float:
        share = (math.log10(value) - self.low) / (self.high - self.low)
        return self.begin + share * (self.end - self.begin)

    def ticks(self) -> list[float]:
        """1, 2, 5, 10, 20 ... as far as they are on the axis."""
        steps = (m * 10.0**e for e in range(-3, 7) for m in (1, 2, 5))
        return [value for value in steps if self.low <= math.log10(value) <= self.high]


def _axes(across: _scale, up: _scale) -> list[str]:
    parts = []
    for value in up.ticks():
        y = up(value)
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#e2e8f0"/>')
        parts.append(
            f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end" fill="#334155">{value:g}</text>'
        )
    for value in across.ticks():
        x, y = across(value), HEIGHT - BOTTOM
        parts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{y}" stroke="#e2e8f0"/>')
        parts.append(
            f'<text x="{x:.1f}" y="{y + 18}" text-anchor="middle" fill="#334155">{value:,.0f}</text>'
        )
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts.append(f'<text x="{middle}" y="{HEIGHT - 10}" text-anchor="middle" fill="#334155">pages</text>')
    half = (TOP + HEIGHT - BOTTOM) / 2
    parts.append(
        f'<text transform="translate(18 {half}) rotate(-90)" text-anchor="middle" fill="#334155">'
        "CPU for each page, ms</text>"
    )
    return parts


def _apart(places: Sequence[float], distance: float = 16) -> list[float]:
    """Names that would overlap, moved down until they do not."""
    moved = list(places)
    last = -math.inf
    for index in sorted(range(len(moved)), key=lambda i: moved[i]):
        moved[index] = last = max(moved[index], last + distance)
    return moved
