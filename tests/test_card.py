"""Pictures for links to sheets: what stands on them, where they are, and when there is none."""

import io
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image

import hostile
from factsheets.card import Big, card, draws
from factsheets.heads import with_head
from factsheets.model import Catalog
from factsheets.sheet_card import sheet_card
from factsheets.sheet_pages import sheet_pages
from factsheets.site import Site
from test_site import build

ADDRESS = "https://example.org/factsheets/"
FIGURES = (
    Big("151.8 µJ", "Energy per inference", "derived, estimated"),
    Big("80.57", "GLUE mean", "8 tasks"),
)


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def test_a_card_has_the_size_that_services_ask_for_and_a_colour_for_the_kind() -> None:
    analog, digital = (opened(card("BERT", kind, FIGURES, "FactSheets")) for kind in ("analog", "digital"))
    assert ((1200, 630), "PNG") == (analog.size, analog.format)
    colours = [{colour for _, colour in image.getcolors(1 << 16) or ()} for image in (analog, digital)]
    assert [(True, False), (False, True)] == [((255, 165, 92) in c, (124, 188, 255) in c) for c in colours]


def test_the_same_words_give_the_same_bytes_and_others_do_not() -> None:
    first = card("BERT", "analog", FIGURES, "FactSheets")
    assert first == card("BERT", "analog", FIGURES, "FactSheets")
    assert (
        len(
            {
                first,
                card("BERT", "analog", FIGURES[:1], "FactSheets"),
                card("ALBERT", "analog", FIGURES, "FactSheets"),
            }
        )
        == 3
    )


@pytest.mark.parametrize("text", [*hostile.STRINGS, "x" * 5000, "word " * 500, ""])
def test_any_text_fits_on_a_card(text: str) -> None:
    image = opened(card(text, "analog", [Big(text, text, text)] * 3, text))
    right = {image.getpixel((x, y)) for x in range(1140, 1200) for y in range(0, 630, 3)}
    assert {(20, 40, 63)} == right


def test_a_name_that_the_font_cannot_write_has_no_card_of_its_own(loaded: Catalog) -> None:
    site = Site(loaded, address=ADDRESS, cards=True)
    sheet = loaded.sheets["bert-base-t4"]
    assert draws("BERT-base, 0.19 µJ − 3 ×")
    assert not draws("模型")
    assert sheet_card(site, sheet)
    assert None is sheet_card(site, replace(sheet, name="模型"))
    assert None is sheet_card(Site(loaded, address=ADDRESS), sheet)


def test_all_pages_of_a_sheet_name_its_card(loaded: Catalog) -> None:
    site = Site(loaded, address=ADDRESS, cards=True)
    sheet = loaded.sheets["bert-base-analog-pcm"]
    full, role, *_ = sheet_pages(site, sheet)
    assert "models/bert-base-analog-pcm/card.png" in [file.url for file in full.files]
    named = f'<meta property="og:image" content="{ADDRESS}models/bert-base-analog-pcm/card.png">'
    assert [True, True] == [named in with_head(site, plan.make()).head for plan in (full, role)]


def test_a_built_site_has_cards_only_where_they_are_asked_for(few: Path) -> None:
    assert 0 == build(few).returncode
    assert (1200, 630) == opened((few / "site/models/bert-base-t4/card.png").read_bytes()).size
    config = few / "mkdocs.yml"
    config.write_text(
        config.read_text(encoding="utf-8").replace("cards: true", "cards: false"), encoding="utf-8"
    )
    assert 0 == build(few).returncode
    assert [] == list((few / "site/models").rglob("card.png"))
