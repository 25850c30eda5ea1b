"""How staff come in: password, second factor, and out again."""

from __future__ import annotations

import dataclasses
import io
from typing import Any, Literal

import segno
from aiohttp import web

from care.staff import service as staff
from care.staff.errors import WrongCode
from care.staff.service import Terms, Visit
from desk.addresses import client_address, is_loopback
from desk.keys import DATABASE, NOW, SETTINGS, SHOP
from desk.pages import UnreadableBody, read_json
from desk.shopper.limits import neighbourhood
from desk.staff.cookies import KNOWN, KNOWN_LASTS_S, SESSION, SESSION_LASTS_S
from desk.staff.door import COOKIES, token_of
from desk.staff.routes import VISIT, Route

LONGEST = 1_000
PRIVATE = {"Cache-Control": "no-store"}


async def sign_in(request: web.Request) -> web.Response:
    """-> {needs_code, needs_totp, csrf}; the session is in a cookie."""
    cookies = request.app[COOKIES]
    cookies.require_safety()
    body = await read_json(request)
    begun = await staff.sign_in(
        request.app[DATABASE],
        _text(body, "email"),
        _text(body, "password"),
        terms=_terms(request),
        now=request.app[NOW](),
        address=_address(request),
        known=cookies.read(request, KNOWN),
    )
    await _end(request)  # one browser, one session
    answer = _answer({"needs_code": begun.needs_code, "needs_totp": begun.needs_totp, "csrf": begun.csrf})
    cookies.set(answer, SESSION, begun.token, lasts_s=SESSION_LASTS_S)
    if begun.known:
        cookies.set(answer, KNOWN, begun.known, lasts_s=KNOWN_LASTS_S)
    return answer


async def prove(request: web.Request) -> web.Response:
    """-> as `me`."""
    code = _text(await read_json(request), "code")
    async with request.app[DATABASE].writing() as session:
        visit = await staff.prove(
            session, token_of(request), code, key=_terms(request).key, now=request.app[NOW]()
        )
    return _answer(_seen(_right(visit)))


async def sign_out(request: web.Request) -> web.Response:
    await _end(request)
    answer = _answer({})
    request.app[COOKIES].clear(answer, SESSION)
    return answer


async def me(request: web.Request) -> web.Response:
    """-> {member, csrf, totp}."""
    return _answer(_seen(request[VISIT]))


async def offer_totp(request: web.Request) -> web.Response:
    """-> {uri, svg, secret}."""
    shop = request.app[SHOP].about.name.en
    async with request.app[DATABASE].writing() as session:
        secret, uri = await staff.offer_totp(
            session, token_of(request), key=_terms(request).key, issuer=shop, now=request.app[NOW]()
        )
    return _answer({"uri": uri, "svg": _picture(uri), "secret": secret})


async def confirm_totp(request: web.Request) -> web.Response:
    """-> as `me`."""
    code = _text(await read_json(request), "code")
    async with request.app[DATABASE].writing() as session:
        visit = await staff.confirm_totp(
            session, token_of(request), code, key=_terms(request).key, now=request.app[NOW]()
        )
    return _answer(_seen(_right(visit)))


ROUTES = [
    Route("POST", "/staff/api/sign-in", sign_in, "anyone", csrf=False),
    Route("POST", "/staff/api/prove", prove, "half", csrf=False),
    Route("POST", "/staff/api/sign-out", sign_out, "half"),
    Route("GET", "/staff/api/me", me, "agent"),
    Route("POST", "/staff/api/totp/offer", offer_totp, "half"),
    Route("POST", "/staff/api/totp/confirm", confirm_totp, "half"),
]


async def _end(request: web.Request) -> None:
    """The session that the request came with, if it came with one."""
    if token := token_of(request):
        async with request.app[DATABASE].writing() as session:
            await staff.sign_out(session, token, now=request.app[NOW]())


def _terms(request: web.Request) -> Terms:
    settings = request.app[SETTINGS]
    totp: Literal["required", "optional"] = settings.staff_totp
    demo = settings.demo and is_loopback(settings.host)
    return Terms(settings.staff_secret.get_secret_value(), totp, demo)


def _address(request: web.Request) -> str | None:
    return neighbourhood(client_address(request, trusted_proxies=request.app[SETTINGS].trusted_proxies))


def _right(visit: Visit | None) -> Visit:
    if visit is None:
        raise WrongCode("This is not the code of this moment. Each code is good once.")
    return visit


def _seen(visit: Visit) -> dict[str, Any]:
    return {"member": dataclasses.asdict(visit.member), "csrf": visit.csrf, "totp": visit.totp}


def _picture(uri: str) -> str:
    """A QR code as SVG that stands alone, so that an `<img>` can show it."""
    drawn = io.BytesIO()
    code = segno.make(uri, error="m")
    code.save(drawn, kind="svg", scale=4, border=2, light="#fff", xmldecl=False, nl=False)
    return drawn.getvalue().decode()


def _text(body: dict[str, Any], name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or len(value) > LONGEST:
        raise UnreadableBody(f"{name} should be a text.")
    return value


def _answer(body: dict[str, Any]) -> web.Response:
    return web.json_response(body, headers=PRIVATE)
