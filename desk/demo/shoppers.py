"""Who one can be in the demo store, and the sign-in that a real shop's own server would do."""

from __future__ import annotations

import uuid
from datetime import timedelta

import jwt
from aiohttp import web

from care.db.models import Customer
from care.errors import CareError, NotFound
from care.identity.tokens import ALGORITHM
from care.store.demo import cast
from desk.demo import queries
from desk.keys import DATABASE, NOW, SETTINGS
from desk.pages import read_json

COOKIE = "shopbell_demo_customer"
SIGNED_IN_FOR = timedelta(minutes=30)


class NoSecret(CareError):
    """Without the secret that shop and desk share, nobody can be signed in."""

    code = "no_secret"
    status = 503

    def __init__(self) -> None:
        super().__init__(
            "Set SHOPBELL_IDENTITY_SECRET in .env, or start everything with `make run`, which makes one."
        )


async def customers(request: web.Request) -> web.Response:
    """`[{"id", "name", "email", "language", "matter": {"en", "zh"}, "orders": [NUMBER, ..]}]`."""
    async with request.app[DATABASE].reading() as session:
        parts = await cast(session)
        ids = [part.customer_id for part in parts]
        emails = await queries.emails(session, ids)
        orders = await queries.order_numbers(session, ids)
    return web.json_response(
        [
            {
                "id": part.customer_id,
                "name": part.name,
                "email": emails[part.customer_id],
                "language": part.language,
                "matter": part.matter,
                "orders": orders[part.customer_id],
            }
            for part in parts
            if part.customer_id in emails
        ]
    )


async def sign_in(request: web.Request) -> web.Response:
    """`{"customer_id": ID or null}` -> `{"identity": JWT or null}`; a cookie remembers who it is."""
    customer_id = (await read_json(request)).get("customer_id")
    if customer_id is None:
        response = web.json_response({"identity": None})
        response.del_cookie(COOKIE)
        return response
    if not isinstance(customer_id, str) or not await _exists(request, customer_id):
        raise NotFound("There is no such customer in this store.")
    response = web.json_response({"identity": _identity(request, customer_id)})
    response.set_cookie(COOKIE, customer_id, httponly=True, samesite="Strict")
    return response


async def identity(request: web.Request) -> web.Response:
    """A fresh `{"identity": JWT, "customer_id": ID}` for who is signed in, or both null for a guest."""
    customer_id = request.cookies.get(COOKIE)
    known = customer_id is not None and await _exists(request, customer_id)
    return web.json_response(
        {
            "identity": _identity(request, customer_id) if customer_id and known else None,
            "customer_id": customer_id if known else None,
        },
        headers={"Cache-Control": "no-store"},
    )


async def _exists(request: web.Request, customer_id: str) -> bool:
    async with request.app[DATABASE].reading() as session:
        return await session.get(Customer, customer_id) is not None


def _identity(request: web.Request, customer_id: str) -> str:
    settings = request.app[SETTINGS]
    secret = settings.identity_secret.get_secret_value()
    if not secret:
        raise NoSecret
    now = request.app[NOW]()
    claims = {
        "sub": customer_id,
        "aud": settings.identity_audience,
        "iat": now,
        "exp": now + SIGNED_IN_FOR,
        "jti": uuid.uuid4().hex,
    }
    return jwt.encode(claims, secret, algorithm=ALGORITHM)
