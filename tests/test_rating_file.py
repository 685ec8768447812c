"""A recorded evaluation names rater, role and the version of each section, and counts at once."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from command import Result
from factsheets.evaluation import CURRENT, evaluations_of
from factsheets.pipeline import load
from factsheets.project import project_at
from factsheets.rating_file import in_words

Cli = Callable[..., Result]
RATE = ("rate", "alpha", "--rater", "R1-eng", "--role", "ai-engineer", "--date", "2026-01-31")
FILE = "sheets/evaluations/alpha-1-r1-eng.yaml"


def test_letters_are_ratings_one_for_all_or_one_for_each() -> None:
    assert {
        "understandability": "high",
        "relevance": "medium",
        "presentability": "low",
        "completeness": "not_rated",
    } == (in_words("HmL-"))
    assert {"not_applicable"} == set(in_words("n").values())
    for wrong in ("", "HH", "HHHHH", "X", "HHHX"):
        with pytest.raises(ValueError, match="is no rating"):
            in_words(wrong)


def test_an_evaluation_is_tied_to_the_sections_as_they_are(small: Path, cli: Cli) -> None:
    result = cli(
        *RATE, "--rating", "overview=HHML", "--rating", "performance=M",
        "--comment", "overview=Say: more", "--comment", "=Good", cwd=small,
    )  # fmt: skip
    assert (0, f"{FILE} written\n") == (result.exit_code, result.output)
    catalog = load(project_at(small))
    assert () == catalog.findings
    (found,) = evaluations_of(catalog, catalog.sheets["alpha"])
    assert ["overview", "performance"] == [rated.section.key for rated in found.sections]
    assert {CURRENT} == {rated.state for rated in found.sections}
    assert ["high", "high", "medium", "low"] == [rating.given for rating in found.sections[0].ratings]
    assert [("overview", "Say: more"), ("", "Good")] == [
        (comment.section.key if comment.section else "", comment.text) for comment in found.comments
    ]
    assert 0 == cli("fmt", "--check", FILE, cwd=small).exit_code
    assert 0 == cli("check", cwd=small).exit_code


def test_another_reader_of_the_round_has_a_file_and_the_same_one_must_say_so(small: Path, cli: Cli) -> None:
    cli(*RATE, "--rating", "overview=H", "--iteration", "2", cwd=small)
    first = (small / "sheets/evaluations/alpha-2-r1-eng.yaml").read_bytes()
    again = cli(*RATE, "--rating", "overview=L", cwd=small)
    assert 2 == again.exit_code
    assert "alpha-2-r1-eng.yaml is there already; --replace writes it anew" in again.output
    assert first == (small / "sheets/evaluations/alpha-2-r1-eng.yaml").read_bytes()
    assert 0 == cli(*RATE[:2], "--rater", "R2-eng", *RATE[4:], "--rating", "overview=L", cwd=small).exit_code
    assert (small / "sheets/evaluations/alpha-2-r2-eng.yaml").exists()
    assert 0 == cli(*RATE, "--rating", "overview=L", "--replace", cwd=small).exit_code


def test_answers_come_from_a_file(small: Path, cli: Cli) -> None:
    (small / "a.yaml").write_text(
        "rater: R1-eng\nrole: ai-engineer\niteration: 3\ndate: 2026-01-31\nratings: {overview: HHML}\ncomments: {overview: x}\n"
    )
    assert 0 == cli("rate", "alpha", "--answers", "a.yaml", cwd=small).exit_code
    assert "iteration: 3\n" in (small / "sheets/evaluations/alpha-3-r1-eng.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("rate", "alpha"), 2, "missing: --rater CODE; --role ROLE; --rating SECTION=LETTERS"),
        ((*RATE, "--rating", "overveiw=H"), 2, "did you mean `overview`?"),
        ((*RATE, "--rating", "overview"), 2, "--rating takes SECTION"),
        ((*RATE, "--rating", "overview=HX"), 2, "`HX` is no rating"),
        ((*RATE, "--rating", "overview=H", "--role", "ai-enginer"), 1, "did you mean `ai-engineer`?"),
        ((*RATE, "--rating", "overview=H", "--rater", "../x"), 2, "is no id"),
        ((*RATE, "--rating", "overview=H", "--rater", "A\x1b[31m"), 2, "is no id"),
        ((*RATE, "--rating", "overview=H", "--id", "../../x"), 2, "is no id"),
        (
            (*RATE, "--rating", "overview=H", "--rater", "a" * 60),
            2,
            "it has 68 characters, 63 are the most; --id gives another",
        ),
        ((*RATE, "--rating", "overview=H", "--iteration", "0"), 1, "iteration"),
        ((*RATE, "--rating", "overview=H", "--date", "31.1.2026"), 1, "date"),
        (("rate", "alpa", *RATE[2:]), 2, "did you mean `alpha`?"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_written(
    small: Path, cli: Cli, arguments: tuple[str, ...], code: int, said: str
) -> None:
    before = {path for path in small.rglob("*") if path.is_file()}
    result = cli(*arguments, cwd=small)
    assert code == result.exit_code
    assert said in result.output
    assert "\x1b" not in result.output
    assert before == {path for path in small.rglob("*") if path.is_file()}


class Terminal(io.StringIO):
    """What somebody types."""

    def isatty(self) -> bool:
        return True


def test_at_a_terminal_each_section_that_is_there_is_asked_for(
    small: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("R1-eng\nnobody\nai-engineer\nHHML\nx\nM\n\nH\n"))
    result = cli("rate", "alpha", cwd=small)
    assert 0 == result.exit_code, result.output
    text = (small / FILE).read_text("utf-8")
    assert "relevance: {R1-eng: high}" in text
    assert "hardware:" not in text
    assert "performance:\n    understandability: {R1-eng: high}" in text
