"""Whom the shop talks to, for the side panel: the account, orders with what can be done, earlier contacts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from care.aftersales import rules
from care.aftersales.records import KINDS
from care.aftersales.wishes import Cancel, Exchange, RefundFault, Replace, Return
from care.customers.rules import full_name
from care.db.models import (
    Consent,
    Conversation,
    Customer,
    Order,
    PaymentMethod,
    PersonRequest,
    Refund,
    Transaction,
    Variant,
)
from care.db.types import JsonObject
from care.desk_views.cases import iso, tier_of
from care.desk_views.promises import of_customer as promises_of
from care.identity.service import Shopper
from care.orders import service as orders
from care.orders.service import OrderState
from care.shop.service import currency_of
from care.shop.settings import Shop

ORDERS = 12
CONTACTS = 10
# What may be wished for an order, in the order the console offers it.
ABOUT_ORDERS = [kind for kind, wish in KINDS.items() if "order_number" in wish.__dataclass_fields__]
ABOUT_LINES = {
    kind: KINDS[kind] for kind in KINDS if KINDS[kind] in (Cancel, Return, Exchange, Replace, RefundFault)
}


async def panel(session: AsyncSession, conversation: Conversation, shop: Shop, now: datetime) -> JsonObject:
    """All of it; `customer` is None, and the rest empty, where nobody knows who the shopper is."""
    customer = await session.get(Customer, conversation.customer_id) if conversation.customer_id else None
    currency = await currency_of(session) or "USD"
    if customer is None:
        return {"customer": None, "currency": currency, "orders": [], "methods": [], "contacts": [],
                "spent": "0.00", "tier": None, "birthday": None, "consents": {}, "promises": [],
                "cancel_reasons": []}  # fmt: skip
    methods = await _methods(session, customer.id)
    return {
        "customer": _account(customer, conversation, now),
        "currency": currency,
        "orders": await _orders(session, customer.id, conversation, methods, shop, now),
        "methods": [_method(method) for method in methods if method.position < rules.SET_ASIDE],
        "contacts": await _contacts(session, customer.id, conversation.id),
        "spent": str(await _spent(session, customer.id)),
        "tier": tier_of(customer.tags),
        "birthday": _birthday(customer),
        "consents": await _consents(session, customer.id),
        "promises": await promises_of(session, customer.id),
        "cancel_reasons": list(shop.cancel.reasons),
    }


def _account(customer: Customer, conversation: Conversation, now: datetime) -> JsonObject:
    until = conversation.proved_until
    address = {
        part: getattr(customer, part) for part in ("address1", "address2", "city", "state", "zip", "country")
    }
    return {
        "id": customer.id,
        "name": full_name(customer.first_name, customer.last_name),
        "first_name": customer.first_name,
        "email": customer.email,
        "phone": customer.phone,
        "language": customer.language,
        "tags": customer.tags,
        "address": address,
        "proof": conversation.proof,
        "proved_now": until is not None and until > now,
    }


async def _methods(session: AsyncSession, customer_id: str) -> Sequence[PaymentMethod]:
    query = select(PaymentMethod).where(PaymentMethod.customer_id == customer_id)
    return (await session.scalars(query.order_by(PaymentMethod.position, PaymentMethod.id))).all()


def _method(method: PaymentMethod) -> JsonObject:
    balance = None if method.balance is None else str(method.balance)
    return {"id": method.id, "kind": method.kind, "brand": method.brand, "last_four": method.last_four,
            "balance": balance}  # fmt: skip


async def _orders(
    session: AsyncSession,
    customer_id: str,
    conversation: Conversation,
    methods: Sequence[PaymentMethod],
    shop: Shop,
    now: datetime,
) -> list[JsonObject]:
    shopper = Shopper(conversation.id, customer_id, conversation.proof, conversation.language)
    found = await orders.recent(session, shopper, money=True, limit=ORDERS)
    known = await orders.states(session, found, shop, now)
    variants = await _variants(session, {line.product_id for order in found for line in order.lines})
    return [_order(state, methods, variants, shop, now) for state in known]


def _order(
    state: OrderState,
    methods: Sequence[PaymentMethod],
    variants: dict[str, list[JsonObject]],
    shop: Shop,
    now: datetime,
) -> JsonObject:
    order = state.order
    refused = {kind: rules.why_not(KINDS[kind], order, shop, now) for kind in ABOUT_ORDERS}
    return {
        "number": order.number,
        "status": order.status,
        "matter": str(state.matter),
        "total": str(total_of(order)),
        "placed_at": iso(order.placed_at),
        "eta": state.eta.latest.isoformat() if state.eta else None,
        "address": {
            part: getattr(order, part) for part in ("address1", "address2", "city", "state", "zip", "country")
        },
        "items": [_item(line, variants) for line in order.lines],
        "parcels": [_parcel(parcel) for parcel in state.parcels],
        "actions": [kind for kind, why in refused.items() if why is None],
        "refused": {kind: why.reason for kind, why in refused.items() if why is not None},
        "lines_for": {
            kind: [line.id for line in rules.lines_for(wish, order, shop, now)]
            for kind, wish in ABOUT_LINES.items()
            if refused[kind] is None
        },
        "refund_to": [method.id for method in rules.refund_methods(order, methods, shop)],
    }


def total_of(order: Order) -> Decimal:
    return sum((line.price * line.quantity for line in order.lines), Decimal("0.00"))


def _item(line: Any, variants: dict[str, list[JsonObject]]) -> JsonObject:
    others = [each for each in variants.get(line.product_id, ()) if each["id"] != line.variant_id]
    return {"id": line.id, "name": line.name, "options": line.options, "price": str(line.price),
            "quantity": line.quantity, "variant": line.variant_id, "variants": others}  # fmt: skip


def _parcel(parcel: Any) -> JsonObject:
    sent = parcel.shipment
    return {"tracking_number": sent.tracking_number, "carrier": sent.carrier, "matter": str(parcel.matter),
            "promised_by": iso(sent.promised_by), "delivered_at": iso(sent.delivered_at)}  # fmt: skip


async def _variants(session: AsyncSession, products: Collection[str]) -> dict[str, list[JsonObject]]:
    """What each product comes in and can be had as now."""
    query = select(Variant).where(Variant.product_id.in_(products), Variant.available.is_(True))
    found: defaultdict[str, list[JsonObject]] = defaultdict(list)
    for each in await session.scalars(query.order_by(Variant.position, Variant.id)):
        found[each.product_id].append({"id": each.id, "options": each.options, "price": str(each.price)})
    return found


async def _contacts(session: AsyncSession, customer_id: str, but: str) -> list[JsonObject]:
    """Earlier conversations, the newest first, each with the case it had."""
    newest = (
        select(Conversation.id, Conversation.opened_at, Conversation.last_at)
        .where(Conversation.customer_id == customer_id, Conversation.id != but)
        .order_by(Conversation.opened_at.desc())
        .limit(CONTACTS)
    )
    rows = (await session.execute(newest)).all()
    cases = select(PersonRequest).where(PersonRequest.conversation_id.in_([row.id for row in rows]))
    last = {each.conversation_id: each for each in await session.scalars(cases.order_by(PersonRequest.id))}
    return [
        {
            "conversation": row.id,
            "opened_at": iso(row.opened_at),
            "last_at": iso(row.last_at),
            "topic": last[row.id].topic if row.id in last else None,
            "outcome": last[row.id].outcome if row.id in last else None,
        }
        for row in rows
    ]


async def _spent(session: AsyncSession, customer_id: str) -> Decimal:
    """What was paid and not paid back, over all orders."""
    net = case((Transaction.kind == Refund.__mapper_args__["polymorphic_identity"], -Transaction.amount),
               else_=Transaction.amount)  # fmt: skip
    query = (
        select(func.sum(net)).select_from(Transaction).join(Order, Order.number == Transaction.order_number)
    )
    spent: Any = await session.scalar(query.where(Order.customer_id == customer_id))
    return Decimal("0.00") if spent is None else Decimal(spent)


def _birthday(customer: Customer) -> str | None:
    if not customer.birth_month or not customer.birth_day:
        return None
    day = f"{customer.birth_month:02}-{customer.birth_day:02}"
    return f"{customer.birth_year}-{day}" if customer.birth_year else day


async def _consents(session: AsyncSession, customer_id: str) -> dict[str, bool]:
    """What the newest entry of each channel says."""
    query = select(Consent).where(Consent.customer_id == customer_id).order_by(Consent.at, Consent.id)
    return {each.channel: each.granted for each in await session.scalars(query)}
