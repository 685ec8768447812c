"""What a sheet should state next: by how many of the interviewed asked for it, what needs cannot do without first."""

from collections.abc import Callable
from pathlib import Path

import pytest

from command import Result
from factsheets.model import Catalog, Fact, Sheet
from factsheets.wanted import wanted

Cli = Callable[..., Result]


@pytest.fixture
def sheet(loaded: Catalog) -> Sheet:
    return loaded.sheets["bert-base-v100"]


def test_essential_facts_come_first_and_then_by_how_many_asked(loaded: Catalog, sheet: Sheet) -> None:
    found = wanted(sheet, loaded.template, tuple(loaded.template.roles.values()))
    order = [(not want.essential, -want.count) for want in found]
    assert order == sorted(order)
    assert {10} == {want.of for want in found}
    assert "training.method" == found[0].facts[0].path
    assert (True, "10 of 10") == (found[0].essential, found[0].asked)


def test_a_role_counts_its_own_people_alone(loaded: Catalog, sheet: Sheet) -> None:
    found = wanted(sheet, loaded.template, (loaded.template.roles["data-scientist"],))
    assert {3} == {want.of for want in found}
    assert max(want.count for want in found) <= 3


def test_of_a_role_that_nobody_of_was_asked_needs_are_inferred(loaded: Catalog, sheet: Sheet) -> None:
    role = loaded.template.roles["business-expert"]
    needs = {asked.need for asked in role.asked if not asked.count}
    found = wanted(sheet, loaded.template, (role,))
    assert "inferred" in {want.asked for want in found}
    assert all(needs & set(spec.needs) for want in found if not want.count for spec in want.facts)


def test_nothing_is_asked_for_that_is_stated_derived_or_said_to_be_absent(loaded: Catalog) -> None:
    for sheet in loaded.sheets.values():
        found = wanted(sheet, loaded.template, tuple(loaded.template.roles.values()))
        paths = {spec.path for want in found for spec in want.facts}
        answered = {path for path, fact in sheet.facts.items() if _answered(fact)}
        assert not paths & answered, sheet.id
        derived = {d.metric for d in sheet.derived if d.limit != "<="}
        assert not derived & {spec.metric for want in found for spec in want.facts} - {""}, sheet.id


def _answered(fact: Fact) -> bool:
    return bool(fact.values or (fact.absence and fact.absence.kind != "pending"))


def test_one_of_several_facts_is_enough(loaded: Catalog, sheet: Sheet) -> None:
    found = wanted(sheet, loaded.template, tuple(loaded.template.roles.values()))
    groups = {tuple(spec.path for spec in want.facts) for want in found if want.essential}
    assert ("limitations.description", "limitations.known") in groups or "limitations.known" in sheet.facts
    assert all("performance.latency" not in group for group in groups)


# --- the command ----------------------------------------------------------------------------------


def test_next_lists_what_is_missing_with_how_many_asked(small: Path, cli: Cli) -> None:
    result = cli("next", "alpha", cwd=small)
    lines = result.output.splitlines()
    assert 0 == result.exit_code
    assert "alpha: needs of readers are not met without:" == lines[0]
    assert "    10 of 10  training.method: Training method, such as" in lines[1]
    assert lines[-1].startswith("also asked for: ")
    assert lines[-1].endswith("; --role lists them for one role")
    assert lines == cli("next", "sheets/models/alpha.yaml", cwd=small).output.splitlines()


def test_next_for_a_role(small: Path, cli: Cli) -> None:
    result = cli("next", "alpha", "--role", "data-scientist", cwd=small)
    assert result.output.startswith("alpha: needs of Data Scientist are not met without:\n      3 of 3  ")
    assert "\nalso asked for:\n      3 of 3  " in result.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("next", "alpa"), "there is no sheet alpa; did you mean `alpha`?"),
        (
            ("next", "/nonexistent/alpha.yaml"),
            "/nonexistent/alpha.yaml is no sheet of the catalog here; alpha is sheets/models/alpha.yaml",
        ),
        (("next", "sheets/hardware/alpha.yaml"), "is no sheet of the catalog here"),
        (("next", "alpha", "--role", "data-scientst"), "did you mean `data-scientist`?"),
        (("next", "\x1b[31m"), "there is no sheet \\x1b[31m"),
    ],
)
def test_next_says_what_is_not_there(small: Path, cli: Cli, arguments: tuple[str, ...], said: str) -> None:
    result = cli(*arguments, cwd=small)
    assert 2 == result.exit_code
    assert said in result.output
