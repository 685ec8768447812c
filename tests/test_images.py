"""Images are told by their headers, and must end where they end: sizes at each bound, and each byte that is missing."""

import struct

import pytest

from factsheets.images import MAX_PIXELS, MAX_SIDE, fault
from pictures import PNG


def png(width: int, height: int) -> bytes:
    return PNG[:16] + struct.pack(">II", width, height) + PNG[24:]


def jpeg(width: int, height: int, marker: int = 0xC0) -> bytes:
    application = b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\x00".ljust(14, b"\x00")
    frame = bytes([0xFF, marker]) + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    return b"\xff\xd8" + application + frame + b"\xff\xd9"


def gif(width: int, height: int) -> bytes:
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\x00\x00\x00" + b"\x00;"


def webp(kind: bytes, chunk: bytes) -> bytes:
    body = b"WEBP" + kind + struct.pack("<I", len(chunk)) + chunk
    return b"RIFF" + struct.pack("<I", len(body)) + body


def extended(width: int, height: int) -> bytes:
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return webp(b"VP8X", b"\x00" * 4 + size + b"\x01")  # what follows is no part of the size


def lossless(width: int, height: int) -> bytes:
    # Above the two sizes stand a bit for transparency and three for the version.
    return webp(b"VP8L", b"\x2f" + struct.pack("<I", width - 1 | height - 1 << 14 | 1 << 28) + b"\x00")


def lossy(width: int, height: int) -> bytes:
    # The upper two bits of each size are a scale.
    return webp(b"VP8 ", b"\x00\x00\x00\x9d\x01\x2a" + struct.pack("<HH", width | 0x4000, height | 0x8000))


MAKERS = {
    "png": ("png", png),
    "jpg": ("jpg", jpeg),
    "jpeg": ("jpeg", jpeg),
    "gif": ("gif", gif),
    "webp, extended": ("webp", extended),
    "webp, lossless": ("webp", lossless),
    "webp, lossy": ("webp", lossy),
}
by_kind = pytest.mark.parametrize("kind", MAKERS)


def said(kind: str, width: int, height: int) -> str:
    ending, make = MAKERS[kind]
    return fault(make(width, height), ending)


def test_the_limits_are_those_of_browsers() -> None:
    assert (16_384, 64_000_000) == (MAX_SIDE, MAX_PIXELS)


@by_kind
def test_the_size_that_is_read_is_the_size_that_is_written(kind: str) -> None:
    # Too large, so that the message has both: other bits in each, and none alike.
    assert f"has 16383 x 16381 points; {MAX_SIDE} a side and {MAX_PIXELS} in all are allowed" == said(
        kind, 16383, 16381
    )
    assert said(kind, 10922, 13108).startswith("has 10922 x 13108 points")


def test_the_sizes_of_extended_webp_have_three_bytes() -> None:
    assert said("webp, extended", 0x30201, 0x60504).startswith("has 197121 x 394500 points")


@by_kind
def test_the_smallest_image_is_one(kind: str) -> None:
    assert "" == said(kind, 1, 1)


@pytest.mark.parametrize("kind", ["png", "jpg", "gif", "webp, lossy"])
def test_an_image_without_points_is_refused(kind: str) -> None:
    assert said(kind, 0, 1).startswith("has 0 x 1 points")
    assert said(kind, 1, 0).startswith("has 1 x 0 points")


@pytest.mark.parametrize("kind", ["png", "jpg", "gif", "webp, extended"])
def test_a_side_may_be_as_long_as_the_limit_and_no_longer(kind: str) -> None:
    assert "" == said(kind, MAX_SIDE, 1) == said(kind, 1, MAX_SIDE)
    assert said(kind, MAX_SIDE + 1, 1).startswith("has 16385 x 1 ")
    assert said(kind, 1, MAX_SIDE + 1).startswith("has 1 x 16385 ")


def test_an_image_may_have_as_many_points_as_the_limit_and_no_more() -> None:
    assert "" == said("png", 8000, 8000)
    assert said("png", 8000, 8001).startswith("has 8000 x 8001 ")


@by_kind
def test_a_file_that_is_cut_anywhere_is_none(kind: str) -> None:
    ending, make = MAKERS[kind]
    whole = make(3, 5)
    assert {f"is no {ending.upper()} file"} == {fault(whole[:end], ending) for end in range(len(whole))}


@by_kind
def test_a_file_with_more_after_its_end_is_none(kind: str) -> None:
    ending, make = MAKERS[kind]
    assert f"is no {ending.upper()} file" == fault(make(3, 5) + b"<script>", ending)


@by_kind
def test_a_file_with_another_beginning_is_none(kind: str) -> None:
    ending, make = MAKERS[kind]
    assert f"is no {ending.upper()} file" == fault(b"\x00" + make(3, 5)[1:], ending)


def test_an_ending_that_is_no_images_is_refused() -> None:
    assert "is no SVG file" == fault(PNG, "svg")


@pytest.mark.parametrize("marker", range(0xC0, 0xD0))
def test_each_frame_of_jpeg_says_its_size_and_tables_do_not(marker: int) -> None:
    expected = "is no JPG file" if marker in {0xC4, 0xC8, 0xCC} else ""
    assert expected == fault(jpeg(3, 5, marker), "jpg")


@pytest.mark.parametrize("marker", [0xBF, 0xD0, 0xDB])
def test_other_markers_of_jpeg_are_no_frames(marker: int) -> None:
    assert "is no JPG file" == fault(jpeg(3, 5, marker), "jpg")


@pytest.mark.parametrize("count", [1, 2, 300])
def test_bytes_of_filling_before_a_marker_of_jpeg_are_passed_over(count: int) -> None:
    data = jpeg(3, 5).replace(b"\xff\xc0", b"\xff" * count + b"\xff\xc0")
    assert "" == fault(data, "jpg")
    assert "is no JPG file" == fault(b"\xff\xd8" + b"\xff" * count + b"\xff\xd9", "jpg")


def test_what_is_no_marker_in_jpeg_ends_the_search() -> None:
    data = jpeg(3, 5)
    assert "is no JPG file" == fault(data.replace(b"\xff\xc0", b"\xfe\xc0"), "jpg")


def test_a_png_begins_with_its_header_and_ends_with_its_end() -> None:
    header, rest = PNG[8:33], PNG[33:]
    assert "is no PNG file" == fault(PNG[:8] + rest[:-12] + header + rest[-12:], "png")
    assert "is no PNG file" == fault(PNG[:-12], "png")
    assert "" == fault(PNG[:33] + struct.pack(">I4s", 0, b"tEXt") + b"\x00" * 4 + PNG[33:], "png")


def test_both_versions_of_gif_are_read_and_no_third() -> None:
    assert "" == fault(gif(3, 5), "gif") == fault(gif(3, 5).replace(b"89a", b"87a"), "gif")
    assert "is no GIF file" == fault(gif(3, 5).replace(b"89a", b"88a"), "gif")


def test_a_webp_of_another_kind_is_none() -> None:
    assert "is no WEBP file" == fault(webp(b"ALPH", b"\x00" * 12), "webp")
    assert "is no WEBP file" == fault(extended(3, 5).replace(b"WEBP", b"WAVE"), "webp")
