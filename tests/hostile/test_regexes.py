"""Row 33 (G13): no expression of code or template takes longer than 50 ms for 50 kB of the worst text for it."""

import re

import jsonschema_rs
import pytest
from regexes import SIZE, calibrated, in_code, in_schema, seconds, sources, worst

#: In processor time; on a slower machine as much longer as a search that is linear without doubt.
LIMIT = 0.05
TIMES = 200


@pytest.fixture(scope="module")
def limit() -> float:
    return max(LIMIT, TIMES * calibrated())


def slowest(pattern: str, flags: int, use: str, limit: float, size: int = SIZE) -> tuple[float, str]:
    """The first text that takes longer than the limit, else the worst one; a slip of the clock is measured again."""
    compiled = re.compile(pattern, flags)
    worst_time, worst_text = 0.0, ""
    for text in worst(pattern, size):
        took = seconds(compiled, use, text)
        if took > limit:
            took = min(took, *(seconds(compiled, use, text) for _ in range(3)))
        if took > worst_time:
            worst_time, worst_text = took, text
        if took > limit:
            break
    return worst_time, f"{worst_text[:40]!r} … {worst_text[-10:]!r}"


@pytest.mark.parametrize(
    ("file", "pattern", "flags", "use"), sources(), ids=lambda part: str(part)[:40] if part else "none"
)
def test_an_expression_is_quick_on_any_text(
    file: str, pattern: str, flags: int, use: str, limit: float
) -> None:
    took, text = slowest(pattern, flags, use, limit)
    assert took <= limit, f"{use} with {pattern} of {file} takes {took * 1000:.0f} ms for {text}"


@pytest.mark.parametrize("pattern", sorted({pattern for _, pattern, _, _ in in_schema()}))
def test_the_quick_validator_is_quick_on_any_text(pattern: str, limit: float) -> None:
    validator = jsonschema_rs.validator_for({"pattern": pattern})
    for text in [text for number, text in enumerate(worst(pattern)) if number % 7 == 0]:
        took = seconds_of(validator, text)
        assert min(took, *(seconds_of(validator, text) for _ in range(2))) <= limit, text[:40]


def seconds_of(validator: jsonschema_rs.Validator, text: str) -> float:
    from time import process_time

    start = process_time()
    validator.is_valid(text)
    return process_time() - start


@pytest.mark.parametrize(
    ("pattern", "use"),
    [
        (r"<[^>]*>", "search"),
        (r"<(details|form)\b.*?</\1>", "search"),
        (r"\n(?=\s*\n)", "search"),
        (r"^[0-9]+(?: ?\S.*)?$(?!\n)", "search"),
        (r"(a+)+b", "match"),
        (r"[A-Za-z](?:[^\n:#])*?[ ]*$", "match"),
    ],
)
def test_an_expression_that_is_slow_would_be_found(pattern: str, use: str, limit: float) -> None:
    """What the project once had, and what everybody knows."""
    if pattern == r"(a+)+b":
        compiled = re.compile(pattern)
        assert seconds(compiled, use, "a" * 22) > 20 * seconds(compiled, use, "a" * 16)
    else:
        few = SIZE // 8  # or it would take minutes
        took, _ = slowest(pattern, 0, use, limit / 8, few)
        less, _ = slowest(pattern, 0, use, limit / 8, few // 4)
        assert took > min(limit / 8, 8 * less)  # four times the text takes sixteen times as long


def test_all_expressions_are_found() -> None:
    assert len(list(in_code())) > 40
    assert len(list(in_schema())) > 10
    assert all(len(text) <= SIZE for text in worst("a+b"))
    files = {file for file, *_ in sources()}
    assert {"read.py", "escape.py", "units.py", "rules/words.py", "values.schema.json"} <= files
