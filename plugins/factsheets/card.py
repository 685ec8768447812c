# The picture that a link to a sheet is shown with. Comes in: words and figures. Goes out: a PNG file. Must not know:
# sheets, pages. Pillow draws with the package's own font, so that the bytes are the same on any machine.
"""Cards of sheets for programs that show links."""

import io
from collections.abc import Sequence
from functools import cache

from msgspec import Struct
from PIL import Image, ImageDraw, ImageFont

from factsheets.resources import ASSETS

#: Size and colours are those that services ask for, and those of the site.
_SIZE = (1200, 630)
_BACK, _INK, _SOFT = "#14283f", "#ffffff", "#a4b1bf"
_KINDS = {"analog": "#ffa55c", "digital": "#7cbcff"}
_LEFT, _ROOM, _COLUMN = 72, 1056, 500
_FONT = ASSETS / "inter-latin-wght-normal.woff2"


class Big(Struct, frozen=True):
    """A figure in large letters, with its title and what it holds under."""

    text: str
    title: str
    sub: str


def card(name: str, kind: str, figures: Sequence[Big], site: str) -> bytes:
    """The card of a sheet: its name, a mark for its kind, at most two figures, the site's name."""
    image = Image.new("RGB", _SIZE, _BACK)
    draw = ImageDraw.Draw(image)
    colour = _KINDS.get(kind, _INK)
    for number, line in enumerate(_lines(name, _font(60, 680), _ROOM)):
        draw.text((_LEFT, 84 + 72 * number), line, _INK, _font(60, 680))
    for number, figure in enumerate(figures[:2]):
        left = _LEFT + number * (_COLUMN + 56)
        draw.text((left, 264), _fitting(figure.text, _font(84, 700), _COLUMN), colour, _font(84, 700))
        draw.text((left, 378), _fitting(figure.title, _font(32, 600), _COLUMN), _INK, _font(32, 600))
        for row, line in enumerate(_lines(figure.sub, _font(27, 400), _COLUMN)):
            draw.text((left, 424 + 36 * row), line, _SOFT, _font(27, 400))
    _mark(draw, kind, colour)
    draw.text(
        (_LEFT + 44, 548), _fitting(f"{kind}  ·  {site}", _font(30, 400), _ROOM - 44), _SOFT, _font(30, 400)
    )
    file = io.BytesIO()
    image.save(file, "PNG", compress_level=3)
    return file.getvalue()


def _mark(draw: ImageDraw.ImageDraw, kind: str, colour: str) -> None:
    """The sign of the kind: a diamond or a circle."""
    x, y, half = _LEFT + 14, 566, 14
    if kind == "analog":
        draw.polygon([(x - half, y), (x, y - half), (x + half, y), (x, y + half)], fill=colour)
    else:
        draw.ellipse([x - half, y - half, x + half, y + half], fill=colour)


@cache
def _font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(_FONT, size)
    font.set_variation_by_axes([weight])
    return font


def _lines(text: str, font: ImageFont.FreeTypeFont, room: int) -> list[str]:
    """A text on at most two lines; what does not fit is cut off with an ellipsis."""
    first, rest = "", text.split()
    while rest and font.getlength(f"{first} {rest[0]}".strip()) <= room:
        first = f"{first} {rest.pop(0)}".strip()
    if not first:
        return [_fitting(text, font, room)]
    return [first, _fitting(" ".join(rest), font, room)] if rest else [first]


def _fitting(text: str, font: ImageFont.FreeTypeFont, room: int) -> str:
    if font.getlength(text) <= room:
        return text
    while text and font.getlength(f"{text}…") > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def draws(text: str) -> bool:
    """Whether the font has a shape for every character of a text."""
    return all(character.isspace() or _has(character) for character in text)


@cache
def _has(character: str) -> bool:
    font = _font(32, 400)
    return bytes(font.getmask(character)) != bytes(font.getmask("\uffff"))
