"""Figures: the images that sheets show are there, and are images."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from factsheets.figures import MAX_IMAGE, check_figures, figures
from factsheets.model import Text
from factsheets.pipeline import load
from factsheets.project import project_at
from pictures import PNG

SHEET = "sheets/models/alpha.yaml"


def with_figure(small: Path, value: str) -> Path:
    text = (small / SHEET).read_text(encoding="utf-8")
    assert "\noverview:\n" in text
    (small / SHEET).write_text(
        text.replace("\noverview:\n", f"\noverview:\n  figure: {value}\n"), encoding="utf-8"
    )
    (small / "sheets/figures").mkdir()
    return small / "sheets/figures"


def said(small: Path) -> list[str]:
    catalog = load(project_at(small))
    return [f.message for f in check_figures(catalog, small / "sheets/figures")]


@pytest.mark.parametrize("kind", ["there", "missing", "folder", "other", "large", "largest"])
def test_an_image_is_there_a_file_not_too_large_and_what_its_ending_says(small: Path, kind: str) -> None:
    folder = with_figure(small, "{value: {image: a.png, alt: A point}}")
    image, reason = folder / "a.png", ""
    match kind:
        case "there":
            image.write_bytes(PNG)
        case "missing":
            reason = "is not in sheets/figures"
        case "folder":
            image.mkdir()
            reason = "is no regular file"
        case "other":
            image.write_bytes(b"GIF89a")
            reason = "is no PNG file"
        case "large":
            image.write_bytes(b"x" * (MAX_IMAGE + 1))
            reason = f"has {MAX_IMAGE + 1} bytes; {5 << 20} are allowed"
        case _:
            image.write_bytes(b"x" * MAX_IMAGE)
            reason = "is no PNG file"
    assert ([f"the image a.png {reason}"] if reason else []) == said(small)


def test_a_figure_that_nobody_has_names_no_image(small: Path) -> None:
    with_figure(small, "{not_known: nobody drew one}")
    assert [] == list(figures(load(project_at(small))))


def test_a_fact_of_another_shape_at_the_same_place_names_no_image(small: Path) -> None:
    """Sheets and hardware have facts of their own, which may stand at the same place."""
    with_figure(small, "{value: {image: a.png, alt: A point}}")
    catalog = load(project_at(small))
    assert ["a.png"] == [name for _, _, name in figures(catalog)]
    alpha = catalog.sheets["alpha"]
    fact = alpha.facts["overview.figure"]
    other = replace(fact, values=(replace(fact.values[0], content=Text("a.png")),))
    sheets = {"alpha": replace(alpha, facts={"overview.figure": other})}
    assert [] == list(figures(replace(catalog, sheets=sheets)))
