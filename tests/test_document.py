"""Documents: places of values, and findings with a piece of their line."""

import pytest

from factsheets.diagnostics import Where
from factsheets.document import Document, dotted, finding_in, line_of, shorten
from factsheets.read import read


def document(text: str) -> Document:
    found, findings = read(text.encode(), "x.yaml")
    assert found is not None
    assert not findings
    return found


def test_a_value_is_cut_to_sixty_characters_unless_told() -> None:
    assert "x" * 60 == shorten("x" * 60)
    assert "x" * 59 + "…" == shorten("x" * 61)
    assert "12" == shorten(12, 2)
    assert "1…" == shorten(123, 2)


def test_a_place_is_named_in_the_words_of_an_author() -> None:
    assert "the file" == dotted(())
    assert "performance.latency[2].value" == dotted(("performance", "latency", 1, "value"))
    assert "x" * 120 == dotted(("x" * 120,))
    assert "x" * 119 + "…" == dotted(("x" * 121,))


def test_a_document_is_one_of_its_own_and_stays_as_it_was_read() -> None:
    one, other = document("a: 1"), document("a: 1")
    assert one != other
    assert {one, other} == {other, one}
    with pytest.raises(AttributeError, match="immutable"):
        one.path = "y.yaml"  # type: ignore[misc]


def test_values_inside_of_a_map_have_their_places() -> None:
    found = document("a:\n  b: 1\n")
    assert isinstance(found.data, dict)
    inner = found.inside(found.data["a"])
    assert {"b"} == set(inner)
    assert Where("x.yaml", 2, 6) == found.at(inner["b"])
    assert Where("x.yaml", 2, 3) == found.at(inner["b"], key=True)
    assert {} == found.inside("text")


def test_places_of_a_path_are_those_of_the_nearest_value_that_there_is() -> None:
    found = document("a:\n  b: 1\n")
    assert (1, 5, 1, 2, "1") == found.spot(("a", "b"))
    assert found.spot(("a",)) == found.spot(("a", "c"))
    assert (0, 0, 0, 0, "") == found.spot(("c",))
    assert Where("x.yaml", 1, 1) == found.where()
    assert Where("x.yaml", 2, 6) == found.where(("a", "b"))
    assert Where("x.yaml", 2, 8) == found.where(("a", "b"), offset=2)
    assert Where("x.yaml", 2, 3) == found.where(("a", "b"), key=True, offset=2)


def test_findings_stand_where_they_are_told_to() -> None:
    found = document("a:\n  b: 1\n")
    assert Where("x.yaml", 2, 6) == found.finding("FS101", ("a", "b"), "m").where
    assert Where("x.yaml", 2, 7) == found.finding("FS101", ("a", "b"), "m", offset=1).where
    assert Where("x.yaml", 2, 3) == found.finding("FS101", ("a", "b"), "m", key=True).where
    assert "  b: 1" == found.finding("FS101", ("a", "b"), "m").excerpt


def test_lines_are_counted_from_one_and_have_no_ends() -> None:
    assert ["a", "b", "", ""] == [line_of("a\r\nb\n", number) for number in (1, 2, 3, 4)]


@pytest.mark.parametrize(
    ("length", "column", "cut"),
    [(240, 240, 0), (241, 1, 0), (241, 100, 0), (241, 101, 1), (241, 241, 141), (2_000, 1_000, 900)],
)
def test_of_a_long_line_a_finding_has_what_stands_around_its_place(
    length: int, column: int, cut: int
) -> None:
    text = "\n" + "".join(chr(0x4E00 + n) for n in range(length))
    found = finding_in(text, "FS101", Where("x", 2, column), "m")
    assert (found.cut, found.excerpt) == (cut, text[1:][cut : cut + 240])
