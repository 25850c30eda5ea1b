"""Takes photos in: reads what is sent within limits, has it redrawn beside the event loop, and keeps it."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from aiohttp import web

from care.errors import CareError
from desk.shopper.limits import Hourly, neighbourhood
from desk.shopper.photos import PhotoAlbum
from desk.shopper.pictures import MAX_BYTES, Picture, PictureTooLarge, redraw

BODY_WITHIN_S = 60.0
PHOTOS_AN_HOUR = 20  # of one conversation, and three times as many of one network address
REDRAWN_AT_ONCE = 2  # each may take 160 MB for a moment
MOST_UNDER_WAY = 32


class TooManyPhotos(CareError):
    """More photos than one wish needs."""

    code = "rate"
    status = 429
    words = "desk-error-too_many_photos"


class Unsendable(CareError):
    """The request lacks its id, or its body came compressed, too slowly or not at all."""

    code = "bad_frame"
    words = "desk-error-bad_frame"


class PhotoDesk:
    """Where photos are redrawn and kept, and who may bring how many. Use as `async with`."""

    def __init__(self, album: PhotoAlbum, clock: Callable[[], float]) -> None:
        self.album = album
        self._of_conversation = Hourly(PHOTOS_AN_HOUR, clock)
        self._of_address = Hourly(3 * PHOTOS_AN_HOUR, clock)
        self._under_way = 0
        self._threads = ThreadPoolExecutor(REDRAWN_AT_ONCE, "photos")

    async def __aenter__(self) -> PhotoDesk:
        return self

    async def __aexit__(self, *_exc: object) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    def admit(self, conversation_id: str, address: str | None) -> None:
        """Raises `TooManyPhotos`."""
        if self._under_way >= MOST_UNDER_WAY:
            raise TooManyPhotos
        if not self._of_conversation.take(conversation_id) or not self._of_address.take(
            neighbourhood(address)
        ):
            raise TooManyPhotos

    async def receive(self, request: web.Request) -> tuple[Picture, str]:
        """The body as a picture that may be kept, and the digest of what was sent.

        Raises `Unsendable`, `PictureTooLarge`, `NotAPicture`.
        """
        self._under_way += 1
        try:
            data = await _body(request)
            return await self._in_thread(lambda: (redraw(data), hashlib.sha256(data).hexdigest()))
        finally:
            self._under_way -= 1

    async def keep(self, conversation_id: str, picture: Picture) -> str:
        return await self._in_thread(lambda: self.album.keep(conversation_id, picture.jpeg))

    async def _in_thread[T](self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)


async def _body(request: web.Request) -> bytes:
    """What was sent, at most `MAX_BYTES`. Raises `PictureTooLarge`, `Unsendable`."""
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise Unsendable("The body should not be compressed.")
    if (request.content_length or 0) > MAX_BYTES:
        raise PictureTooLarge(f"{request.content_length} bytes")
    data = bytearray()
    try:
        async with asyncio.timeout(BODY_WITHIN_S):
            async for chunk in request.content.iter_any():
                data += chunk
                if len(data) > MAX_BYTES:
                    raise PictureTooLarge("too many bytes")
    except TimeoutError as error:
        raise Unsendable("The body came too slowly.") from error
    return bytes(data)
