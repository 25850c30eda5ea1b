"""Change where an order that has not left yet goes, or by what it is paid; and the account's address."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict

from actions.flows.options import allow, method_options
from actions.funnel import Ask, funnel
from actions.funnel.addresses import address_of
from care.aftersales import amounts
from care.aftersales.wishes import Address, ChangeAddress, ChangeDefaultAddress, ChangePayment
from care.customers import service as customers
from care.db.base import Addressed
from care.errors import NotFound
from care.orders import service as orders

OF_AN_ORDER = re.compile(r"\border\b|订单", re.IGNORECASE)


@funnel("change_delivery_address", ChangeAddress)
async def change_delivery_address(ask: Ask) -> ChangeAddress:
    order = (await ask.order()).order
    allow(ask, ask.state, ChangeAddress)
    known = await known_addresses(ask, but=address_of(order))
    home = address_of(ask.turn.customer) if ask.turn.customer else None
    return ChangeAddress(order.number, await ask.address("address", known, order.country, home))


@funnel("change_order_payment", ChangePayment)
async def change_order_payment(ask: Ask) -> ChangePayment:
    order = (await ask.order()).order
    allow(ask, ask.state, ChangePayment)
    known = await customers.payment_methods(ask.turn.session, ask.turn.shopper)
    total, paid = amounts.left(order), amounts.paid_by(order)
    others = [each for each in known.values() if paid.get(each.id, 0) < total]
    method = await ask.one("method", await method_options(ask, others, total), amount=total)
    return ChangePayment(order.number, method.id)


async def change_default_address(ask: Ask) -> ChangeDefaultAddress:
    customer = ask.turn.customer
    assert customer is not None, "the counter asks for the proof first"
    known = await known_addresses(ask, but=address_of(customer))
    await _take_from_an_order(ask)
    return ChangeDefaultAddress(await ask.address("address", known, customer.country))


async def _take_from_an_order(ask: Ask) -> None:
    """Where an order goes that the words name: "the address of order #W1000001"."""
    number, words = ask.turn.heard.get("order_number"), ask.words_for("address")
    if number and OF_AN_ORDER.search(words):
        with suppress(NotFound):
            order = await orders.find(ask.turn.session, number, ask.turn.shopper, money=False)
            ask.take("address", asdict(address_of(order)))


async def known_addresses(ask: Ask, *, but: Address) -> list[Address]:
    """Where the shopper has things sent: the account's address first, then those of their newest orders."""
    customer = ask.turn.customer
    recent = await orders.recent(ask.turn.session, ask.turn.shopper)
    places: Iterable[Addressed] = [*([customer] if customer else []), *recent]
    known = dict.fromkeys(address_of(place) for place in places)
    return [address for address in known if address != but and address.address1]
