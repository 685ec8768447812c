# What an image file is. Comes in: bytes, the ending of its name. Goes out: what is wrong, in words. Only headers are read:
# no pixel is decoded, so no decoder can be attacked. SVG is not among the kinds, it can hold script.
"""Tell images by their headers, and refuse what is more than an image."""

import struct
from collections.abc import Callable, Iterator

#: Larger ones fill the memory of a browser that unpacks them.
MAX_SIDE = 16_384
MAX_PIXELS = 64_000_000

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
#: Markers of JPEG that say how large the image is.
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})


def fault(data: bytes, ending: str) -> str:
    """What is wrong with an image of this ending; "" where nothing is."""
    size = _SIZES.get(ending)
    try:
        found = size(data) if size else None
    except (struct.error, IndexError):
        found = None
    if found is None:
        return f"is no {ending.upper()} file"
    width, height = found
    if not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE and width * height <= MAX_PIXELS):
        return f"has {width} x {height} points; {MAX_SIDE} a side and {MAX_PIXELS} in all are allowed"
    return ""


def _png(data: bytes) -> tuple[int, int] | None:
    """Size of a PNG file that ends with its last chunk."""
    chunks = list(_chunks(data, len(_PNG), ">I4s", 12)) if data.startswith(_PNG) else []
    if not chunks or chunks[0] != (b"IHDR", 16) or chunks[-1] != (b"IEND", len(data) - 4):
        return None
    width, height = struct.unpack_from(">II", data, 16)
    return width, height


def _chunks(data: bytes, at: int, form: str, extra: int) -> Iterator[tuple[bytes, int]]:
    """Names and places of the chunks of a PNG file; the last one is the last that is whole."""
    while at + extra <= len(data):
        length, name = struct.unpack_from(form, data, at)
        yield name, at + 8
        at += length + extra


def _jpeg(data: bytes) -> tuple[int, int] | None:
    """Size of a JPEG file that ends with its last marker."""
    if not data.startswith(_JPEG) or not data.endswith(b"\xff\xd9"):
        return None
    at = 2
    while data[at] == 0xFF:
        if data[at + 1] == 0xFF:  # a byte of filling
            at += 1
            continue
        marker, length = data[at + 1], struct.unpack_from(">H", data, at + 2)[0]
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        at += length + 2
    return None


def _gif(data: bytes) -> tuple[int, int] | None:
    """Size of a GIF file that ends with its last block."""
    if not data.startswith((b"GIF87a", b"GIF89a")) or not data.endswith(b"\x00;"):
        return None
    width, height = struct.unpack_from("<HH", data, 6)
    return width, height


def _webp(data: bytes) -> tuple[int, int] | None:
    """Size of a WebP file that is as long as it says."""
    container, length, kind, chunk = struct.unpack_from("<4sI4s4s", data)
    if (container, kind, length + 8) != (b"RIFF", b"WEBP", len(data)):
        return None
    if chunk == b"VP8X":
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if chunk == b"VP8L":
        bits = struct.unpack_from("<I", data, 21)[0]
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if chunk == b"VP8 ":
        width, height = struct.unpack_from("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF
    return None


_SIZES: dict[str, Callable[[bytes], tuple[int, int] | None]] = {
    "png": _png, "jpg": _jpeg, "jpeg": _jpeg, "gif": _gif, "webp": _webp,
}  # fmt: skip
