"""Rows 22 to 37 (G5): mutated files of every kind and any model that has the shape: nothing raises, nothing takes 2 s."""

import pytest
from fuzz import CORPUS, Failure, chosen, failure, fuzz, seeds, smaller
from hypothesis import given, settings
from judging import SHOWN, VALID, judge, large_judge
from mutating import mutated

from factsheets.pages import check_links
from factsheets.publish import pages
from factsheets.site import Site
from test_any_sheet import catalog_with, changed_sheets

SHORT, LONG = 20_000, 1_000_000


def test_no_mutated_file_makes_the_check_fail(long: bool) -> None:
    assert [] == [(found.shown, found.error) for found in fuzz(LONG if long else SHORT)]


@pytest.mark.parametrize("path", sorted(CORPUS.iterdir()), ids=lambda path: path.name)
def test_what_was_found_before_stays_mended(path: object) -> None:
    name = getattr(path, "name", "")
    data = (CORPUS / name).read_bytes()
    assert "" == failure(large_judge(), f"sheets/{name.partition('-')[0]}/alpha.yaml", data)


def test_any_model_of_the_right_shape_can_be_shown(long: bool) -> None:
    """More of what test_any_sheet does for each change."""

    @settings(deadline=None, derandomize=not long, max_examples=2_000 if long else 20)
    @given(changed_sheets())
    def shown(changed: tuple[str, object]) -> None:
        catalog = catalog_with(*changed)
        if catalog is not None:
            assert [] == check_links(list(pages(Site(catalog))))

    shown()


def test_mutations_are_many_and_reach_far() -> None:
    """Of every ten files some stop the reader, some the schema, some the core, and some are valid."""
    assert mutated(VALID, 7) == mutated(VALID, 7)
    made = {mutated(VALID, seed) for seed in range(1_000)}
    assert len(made) > 900
    found = {code for seed in range(1_000) for code in judge().errors(mutated(VALID, seed))[:1] or [""]}
    assert {
        "",
        "FS002",
        "FS004",
        "FS005",
        "FS006",
        "FS008",
        "FS101",
        "FS103",
        "FS105",
        "FS110",
        "FS201",
    } <= found
    assert {shown for shown, _, _ in map(chosen, range(400))} == {shown for shown, _, _ in seeds()}


def test_a_failure_is_found_and_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """A check that cannot stand the word `chip` is found out, and the file is cut to the line that has it."""
    judged = judge()

    def fragile(data: bytes, shown: str = SHOWN) -> tuple[object, ...]:
        if b"analog chip." in data:
            raise KeyError("chip")
        return ()

    monkeypatch.setattr(judged, "findings", fragile)
    assert "KeyError: 'chip'" == failure(judged, SHOWN, VALID)
    assert b"  summary: A model on an analog chip." == smaller(Failure(SHOWN, VALID, "KeyError: 'chip'"))
