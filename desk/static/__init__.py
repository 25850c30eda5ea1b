"""What browsers get from the desk: the chat widget, as one script."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

from aiohttp import web

from desk.static.bundle import join

ENTRY = Path(__file__).parent / "widget" / "entry.js"
HEADERS = {
    "Content-Type": "text/javascript; charset=utf-8",
    # A visitor loads many pages: the script is asked for again every ten minutes at most, and then costs an
    # empty answer unless it changed.
    "Cache-Control": "public, max-age=600, stale-while-revalidate=86400",
    "Vary": "Accept-Encoding",
    # Any shop's page may load it, also one that isolates itself or checks the script's hash.
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Access-Control-Allow-Origin": "*",
}


def mount(app: web.Application) -> None:
    """Serves the widget at `/widget.js`. Raises `CannotJoin` when its modules do not fit together."""
    app.router.add_get("/widget.js", WidgetScript(join(ENTRY)).answer)


class WidgetScript:
    """The script, compressed once."""

    def __init__(self, script: str) -> None:
        self._plain = script.encode()
        self._small = gzip.compress(self._plain, 9, mtime=0)
        self._version = hashlib.sha256(self._plain).hexdigest()[:20]

    async def answer(self, request: web.Request) -> web.Response:
        headers = dict(HEADERS, ETag=f'W/"{self._version}"')
        if any(tag.value in (self._version, "*") for tag in request.if_none_match or ()):
            return web.Response(status=304, headers=headers)
        if "gzip" not in request.headers.get("Accept-Encoding", ""):
            return web.Response(body=self._plain, headers=headers)
        return web.Response(body=self._small, headers=headers | {"Content-Encoding": "gzip"})
