"""The photos of each conversation, as files: a folder a conversation, names that nobody can guess."""

from __future__ import annotations

import os
import re
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any

NAME = re.compile(r"[0-9a-f]{32}")
CARD = "image"


class PhotoAlbum:
    """Keeps photos below a folder of the desk's own. What it does waits for the disk: run it in a thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, conversation_id: str, jpeg: bytes) -> str:
        """The photo's new name, once it is safe on the disk: no line that is acknowledged lacks its photo."""
        page = self._folder / conversation_id
        page.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = secrets.token_hex(16)
        file = os.open(page / f"{name}.jpg", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(file, "wb") as out:
            out.write(jpeg)
            out.flush()
            os.fsync(out.fileno())
        _settle(page)
        return name

    def find(self, conversation_id: str, name: str) -> Path | None:
        """The photo of this name, if it is this conversation's."""
        if not NAME.fullmatch(name):
            return None
        file = self._folder / conversation_id / f"{name}.jpg"
        return file if file.is_file() else None

    def discard(self, conversation_id: str, name: str) -> None:
        """Nobody was told of it: its line was stored before, or could not be."""
        with suppress(FileNotFoundError):
            (self._folder / conversation_id / f"{name}.jpg").unlink()


def card(name: str, alt: str) -> dict[str, Any]:
    """What a line with a photo shows. The address is below the desk's own."""
    return {"kind": CARD, "url": f"chat/photos/{name}", "alt": alt}


def photo_on(card: dict[str, Any] | None) -> str | None:
    """The name of the photo that a stored line shows; None where it shows none."""
    if not card or card.get("kind") != CARD:
        return None
    return str(card["url"]).rpartition("/")[2]


def _settle(folder: Path) -> None:
    """Makes a new name in a folder survive a power cut, as the file itself does."""
    for place in (folder, folder.parent):
        handle = os.open(place, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
