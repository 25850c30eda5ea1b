"""Pictures as shoppers send them: from a telephone, with a place in them, sideways, half there, or a trap."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image

PLACE = 0x8825  # the EXIF tag of where a photo was taken
ORIENTATION = 0x0112


def photo(
    width: int = 400, height: int = 300, *, kind: str = "JPEG", orientation: int | None = None
) -> bytes:
    """A picture, red above and blue below. `orientation`: how the camera was held, as EXIF tells."""
    image = Image.new("RGB", (width, height), "blue")
    image.paste("red", (0, 0, width, height // 2))
    exif = Image.Exif()
    exif.get_ifd(PLACE)[2] = (48.0, 12.0, 30.0)
    exif[PLACE] = exif.get_ifd(PLACE)
    exif[0x010F] = "Alice's telephone"
    if orientation is not None:
        exif[ORIENTATION] = orientation
    out = io.BytesIO()
    image.save(out, kind, exif=exif.tobytes())
    return out.getvalue()


def see_through() -> bytes:
    """A PNG of nothing at all."""
    out = io.BytesIO()
    Image.new("RGBA", (60, 40), (0, 0, 0, 0)).save(out, "PNG")
    return out.getvalue()


def bomb(width: int = 30_000, height: int = 30_000) -> bytes:
    """A PNG of a few hundred KB at most that says it is this large: 900 megapixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    pixels = zlib.compress(bytes((width + 7) // 8 + 1) * height, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def colour(image: Image.Image, x: int, y: int) -> tuple[int, int, int]:
    """Red, green and blue there."""
    seen = image.convert("RGB").getpixel((x, y))
    assert isinstance(seen, tuple)
    return seen[0], seen[1], seen[2]
