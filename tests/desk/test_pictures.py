"""What is kept of a picture: its pixels, upright and small, and nothing else."""

from __future__ import annotations

import io
import random
import tracemalloc
from contextlib import suppress

import pytest
from PIL import Image, ImageOps

from desk.shopper.pictures import LONGEST_SIDE, MAX_BYTES, NotAPicture, PictureTooLarge, redraw
from tests.desk.snaps import bomb, colour, opened, photo, see_through

SEED = 20


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_every_kind_becomes_a_plain_jpeg(kind: str):
    picture = redraw(photo(kind=kind))
    image = opened(picture.jpeg)
    assert (image.format, image.size, image.mode) == ("JPEG", (400, 300), "RGB")
    assert (picture.width, picture.height) == image.size
    red, _, blue = colour(image, 200, 40)
    assert red > 200 > 60 > blue


def test_where_and_with_what_it_was_taken_is_gone():
    before = photo()
    assert b"Alice's telephone" in before
    after = redraw(before).jpeg
    assert b"Alice" not in after
    assert b"Exif" not in after
    assert not opened(after).getexif()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("held", range(1, 9))
def test_a_photo_of_a_camera_held_askew_stands_upright(held: int, kind: str):
    data = photo(80, 60, kind=kind, orientation=held)
    seen = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
    turned = opened(redraw(data).jpeg)
    assert turned.size == seen.size
    for x, y in ((10, 10), (turned.width - 10, 10), (10, turned.height - 10)):
        assert (colour(turned, x, y)[0] > 128) == (colour(seen, x, y)[0] > 128)


def test_a_large_photo_becomes_small_enough_to_send_on():
    picture = redraw(photo(4_000, 3_000))
    assert (picture.width, picture.height) == (LONGEST_SIDE, 1_200)


def test_a_small_one_is_not_blown_up():
    assert redraw(photo(20, 10)).width == 20


def test_what_can_be_seen_through_is_white():
    assert opened(redraw(see_through()).jpeg).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK", "I;16"])
def test_unusual_colours_are_taken_too(mode: str):
    out = io.BytesIO()
    Image.new(mode, (30, 20)).save(out, "JPEG" if mode == "CMYK" else "PNG")
    assert opened(redraw(out.getvalue()).jpeg).mode == "RGB"


def test_a_bomb_is_refused_before_it_goes_off():
    trap = bomb()
    assert len(trap) < 1_000_000
    tracemalloc.start()
    with pytest.raises(PictureTooLarge):
        redraw(trap)
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


def test_more_than_8_mb_are_refused_unread():
    with pytest.raises(PictureTooLarge):
        redraw(photo() + bytes(MAX_BYTES))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
        b"%PDF-1.7",
        photo()[:300],
        photo(kind="PNG")[:-200],
    ],
    ids=["nothing", "words", "svg", "gif", "pdf", "half a jpeg", "half a png"],
)
def test_what_is_no_picture_is_said_to_be_none(data: bytes):
    with pytest.raises(NotAPicture):
        redraw(data)


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_whatever_is_broken_in_a_file_ends_in_a_picture_or_a_clear_no(kind: str):
    chance, whole = random.Random(SEED), photo(64, 48, kind=kind)
    for _ in range(150):
        broken = bytearray(whole)
        for _ in range(chance.randint(1, 12)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        with suppress(NotAPicture, PictureTooLarge):
            assert opened(redraw(bytes(broken)).jpeg).format == "JPEG"
