"""Makes a picture that a stranger sent into one that may be kept and shown.

It is decoded, turned upright, made small and written anew as JPEG. Nothing of the file itself survives:
neither the place where it was taken nor a second file inside it.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from PIL import Image

from care.errors import CareError

MAX_BYTES = 8 * 1024 * 1024
MAX_PIXELS = 40_000_000  # a telephone's best; decoded, some 120 MB
LONGEST_SIDE = 1600
QUALITY = 82
READABLE = ("JPEG", "PNG", "WEBP")
ORIENTATION = 0x0112  # how the camera was held, as EXIF tells
TURNED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

# What telephones write beside the pixels is often a little wrong, and nobody here can mend it.
warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")


class NotAPicture(CareError):
    """It cannot be read as one of the kinds of picture we take."""

    code = "not_a_picture"
    status = 415
    words = "desk-error-not_a_picture"


class PictureTooLarge(CareError):
    """More bytes or more pixels than we take; a small file may claim to be a huge picture."""

    code = "too_large"
    status = 413
    words = "desk-error-too_large"


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG without anything but its pixels."""

    jpeg: bytes
    width: int
    height: int


def redraw(data: bytes) -> Picture:
    """The picture, upright, at most 1600 px on its longest side. Takes up to a second: run it in a thread.

    Raises `NotAPicture`, `PictureTooLarge`.
    """
    if len(data) > MAX_BYTES:
        raise PictureTooLarge(f"{len(data)} bytes")
    try:
        with Image.open(io.BytesIO(data), formats=READABLE) as opened:
            if (
                opened.width * opened.height > MAX_PIXELS
            ):  # known from the first bytes, nothing is decoded yet
                raise PictureTooLarge(f"{opened.width} x {opened.height} px")
            opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is decoded small to begin with
            return _written(_on_white(_upright(opened)))
    except CareError:
        raise
    except Image.DecompressionBombError as error:
        raise PictureTooLarge(str(error)) from error
    except Exception as error:  # decoders fail in many ways, and each means the same
        raise NotAPicture(f"{type(error).__name__}: {error}") from error


def _upright(image: Image.Image) -> Image.Image:
    """As it was seen. What else stands beside the pixels is not even read; nor may it spoil the picture."""
    try:
        held = image.getexif().get(ORIENTATION)
    except Exception:  # the same many ways to fail as below, and here none matters
        return image
    return image.transpose(TURNED[held]) if held in TURNED else image


def _on_white(image: Image.Image) -> Image.Image:
    """As plain colours; what can be seen through becomes white."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    seen = image.convert("RGBA")
    white = Image.new("RGB", seen.size, "white")
    white.paste(seen, mask=seen.getchannel("A"))
    return white


def _written(image: Image.Image) -> Picture:
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    out = io.BytesIO()
    pixels = Image.new("RGB", image.size)  # a fresh one: what a decoder noted about the file stays behind
    pixels.paste(image)
    pixels.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return Picture(out.getvalue(), image.width, image.height)
