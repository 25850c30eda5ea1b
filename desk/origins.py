"""Which pages may open a chat: those of the shop, and no page that merely looks like one."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from aiohttp import web

from care.errors import CareError

DEFAULT_PORTS = {"http": 80, "https": 443}
LOOPBACK = ("127.0.0.1", "localhost")


class ForeignOrigin(CareError):
    """The page that opens the chat is not on the list; a missing or `null` origin is not either."""

    code = "origin"
    status = 403


class Origins:
    """The allow-list: the desk's own address and `SHOPBELL_ALLOWED_ORIGINS`.

    The `Host` header has no say: whoever makes a name point at this machine would choose it.
    """

    def __init__(self, allowed: Iterable[str]) -> None:
        self._allowed = {origin for origin in map(_exact, allowed) if origin is not None}

    def check(self, request: web.Request) -> None:
        """Raises `ForeignOrigin` unless the request comes from a page on the list."""
        told = request.headers.getall("Origin", [])
        if len(told) != 1 or _exact(told[0]) not in self._allowed:
            raise ForeignOrigin(
                "This page may not open the chat. The shop can allow it in SHOPBELL_ALLOWED_ORIGINS."
            )


def own_origins(*, host: str, port: int, public_url: str) -> list[str]:
    """The origins of pages that this desk serves itself."""
    hosts = {host, *LOOPBACK} if host in (*LOOPBACK, "0.0.0.0", "::", "::1") else {host}  # noqa: S104
    own = [f"http://{_bracketed(name)}:{port}" for name in hosts]
    if public_url:
        parts = urlsplit(public_url)
        own.append(f"{parts.scheme}://{parts.netloc}")
    return own


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _exact(origin: str) -> tuple[str, str, int] | None:
    """Scheme, host and port of an origin as browsers write it; None for anything else."""
    scheme, separator, authority = origin.partition("://")
    if not separator or not authority or scheme.lower() not in DEFAULT_PORTS:
        return None
    if any(character in authority for character in "/?#@\\ \t"):
        return None
    try:
        parts = urlsplit(origin)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    return (parts.scheme, host, port or DEFAULT_PORTS[parts.scheme]) if host else None
