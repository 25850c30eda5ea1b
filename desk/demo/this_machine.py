"""Keeps the demo to the machine it runs on: what it shows and does is for whoever sits there alone."""

from __future__ import annotations

from ipaddress import ip_address

from aiohttp import web
from aiohttp.typedefs import Handler

from care.errors import CareError

# A proxy on this machine adds at least one of these; then the visitor is somebody else.
PROXIED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via")


class OnlyThisMachine(CareError):
    """Somebody from elsewhere asked for the demo."""

    code = "only_this_machine"
    status = 403

    def __init__(self) -> None:
        super().__init__("The demo store answers only on the machine it runs on, at http://127.0.0.1.")


def for_this_machine(handler: Handler) -> Handler:
    """The handler, for visitors on this machine. For others it raises `OnlyThisMachine`."""

    async def guarded(request: web.Request) -> web.StreamResponse:
        if not is_this_machine(request):
            raise OnlyThisMachine
        return await handler(request)

    return guarded


def is_this_machine(request: web.Request) -> bool:
    """The peer is a loopback address, no proxy stands between, and the page was opened under a loopback name.

    The name counts because any site may point a name of its own at 127.0.0.1: its pages would then be allowed
    to read what we answer.
    """
    return (
        _is_loopback(request.remote or "")
        and _is_loopback(request.url.host or "")
        and not any(name in request.headers for name in PROXIED)
    )


def _is_loopback(name: str) -> bool:
    if name == "localhost":
        return True
    try:
        address = ip_address(name)
    except ValueError:
        return False
    return (getattr(address, "ipv4_mapped", None) or address).is_loopback
