"""The two cookies of the console: the session's secret, and the mark of a browser that has been in before."""

from __future__ import annotations

from urllib.parse import urlsplit

from aiohttp import web

from care.config import Settings
from care.errors import CareError
from desk.addresses import is_loopback

SESSION = "shopbell"
KNOWN = "shopbell-known"
SESSION_LASTS_S = 12 * 3600
KNOWN_LASTS_S = 365 * 24 * 3600


class NotSecure(CareError):
    """Passwords travel over https only, or stay on this machine."""

    code = "not_secure"
    status = 403


class Cookies:
    """Over https with the prefix `__Host-`, which no other site below the same domain can set or read.

    On this machine over plain http without it, because not every browser takes a secure cookie there.
    """

    def __init__(self, settings: Settings) -> None:
        address = urlsplit(settings.public_url or f"http://{settings.host}:{settings.port}")
        self._secure = address.scheme == "https"
        self._at_home = is_loopback(address.hostname or "")

    def require_safety(self) -> None:
        """Raises `NotSecure` where a password could be read on its way."""
        if not self._secure and not self._at_home:
            raise NotSecure(
                "The console opens over https only; set SHOPBELL_PUBLIC_URL to its https address."
            )

    def read(self, request: web.Request, name: str) -> str:
        return request.cookies.get(self.name(name), "")

    def set(self, answer: web.Response, name: str, value: str, *, lasts_s: int) -> None:
        answer.set_cookie(
            self.name(name),
            value,
            max_age=lasts_s,
            path="/",
            secure=self._secure,
            httponly=True,
            samesite="Strict",
        )

    def clear(self, answer: web.Response, name: str) -> None:
        self.set(answer, name, "", lasts_s=0)

    def name(self, name: str) -> str:
        return f"__Host-{name}" if self._secure else name
