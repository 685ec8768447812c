"""Findings for the tests of their forms."""

from hypothesis import settings
from hypothesis import strategies as st

from factsheets.codes import CODES
from factsheets.diagnostics import Finding, Level, Where

fuzz = settings(deadline=None, derandomize=True, max_examples=300)

WRONG_UNIT = Finding(
    "FS110",
    Where("sheets/models/bert.yaml", 12, 15),
    "unknown unit `Wat`",
    "write `W`",
    excerpt="  power: 3.13 Wat",
)
NO_LINE = Finding("FS003", Where("sheets/x.yaml"), "the file is empty", "fill it in, or remove it")


def many(path: str, count: int) -> list[Finding]:
    return [Finding("FS101", Where(path, n), f"unknown key `k{n}`") for n in range(1, count + 1)]


texts = st.text(st.characters(exclude_categories=()), max_size=60)
levels: st.SearchStrategy[Level] = st.sampled_from(("error", "warning", "note"))
finding_parts = st.builds(
    Finding,
    code=st.sampled_from(sorted(CODES)),
    where=st.builds(
        Where,
        path=texts.map(lambda text: f"sheets/{text}"),
        line=st.integers(1, 9),
        column=st.integers(1, 99),
    ),
    message=texts,
    fix=texts,
    level=levels,
    excerpt=texts,
)
