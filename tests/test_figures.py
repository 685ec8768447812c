"""Figures: the images that sheets show are there, and are images."""

from pathlib import Path

import pytest

from factsheets.figures import MAX_IMAGE, check_figures, figures
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
