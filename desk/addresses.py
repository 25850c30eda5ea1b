"""Where a request really comes from, when it may have passed proxies of ours."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address

from aiohttp import web


def client_address(request: web.Request, *, trusted_proxies: int) -> str | None:
    """The client's IP address; None when it cannot be known.

    Each proxy of ours appends to `X-Forwarded-For` whom it heard from. With n proxies the n-th entry from the
    end was written by the outermost of them; everything before it may be invented.
    """
    if trusted_proxies == 0:
        return _tidy(request.remote)
    heard = ",".join(request.headers.getall("X-Forwarded-For", [])).split(",")
    if len(heard) < trusted_proxies:
        return _tidy(request.remote)
    return _tidy(heard[-trusted_proxies].strip())


def is_loopback(host: str) -> bool:
    """Whether what listens there can be reached from this machine only."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _tidy(address: str | None) -> str | None:
    try:
        parsed = ip_address(address or "")
    except ValueError:
        return None
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(parsed)
