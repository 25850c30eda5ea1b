"""The shelf and the mailbox of the demo's page."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from care.db.models import Product
from care.mail import service as mail
from desk.demo import queries
from desk.keys import DATABASE, SETTINGS, SHOP

MOST_PRODUCTS = 80
MOST_LETTERS = 20


async def products(request: web.Request) -> web.Response:
    """`{"store": {"en", "zh"}, "currency", "products": [{"id", "name": {"en", "zh"}, "category", "image",
    "from", "to", "available"}]}`; prices are decimal strings."""
    async with request.app[DATABASE].reading() as session:
        currency = await queries.currency(session)
        goods = await queries.products(session, MOST_PRODUCTS)
    name = request.app[SHOP].about.name
    return web.json_response(
        {
            "store": {"en": name.en, "zh": name.zh},
            "currency": currency,
            "products": [_product(product) for product in goods if product.variants],
        }
    )


def _product(product: Product) -> dict[str, Any]:
    offered = [variant.price for variant in product.variants if variant.available]
    prices = offered or [variant.price for variant in product.variants]
    return {
        "id": product.id,
        "name": {"en": product.name, "zh": product.names.get("zh", product.name)},
        "category": product.category,
        "image": product.image,
        "from": str(min(prices)),
        "to": str(max(prices)),
        "available": bool(offered),
    }


async def outbox(request: web.Request) -> web.Response:
    """`[{"id", "to", "subject", "text", "at"}]`, the newest first: mail that no mail server took away."""
    sends_mail = bool(request.app[SETTINGS].smtp_host)
    async with request.app[DATABASE].reading() as session:
        letters = await mail.shown(session, limit=MOST_LETTERS, also_queued=not sends_mail)
    return web.json_response(
        [
            {
                "id": letter.id,
                "to": letter.to,
                "subject": letter.subject,
                "text": letter.text,
                "at": letter.written_at.isoformat(),
            }
            for letter in letters
        ],
        headers={"Cache-Control": "no-store"},
    )
