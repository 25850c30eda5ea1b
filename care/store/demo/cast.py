"""Whom the demo page can sign in as, in any store: the cast of the demo store, or customers of a real one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from care.db.models import Customer, Order, Store
from care.store.demo.roles import ROLES

STATUSES = {
    "shipped": {"en": "An order of theirs is on its way.", "zh": "有一个订单正在配送。"},
    "processed": {"en": "An order of theirs is packed.", "zh": "有一个订单已经打包。"},
    "pending": {"en": "An order of theirs waits for the warehouse.", "zh": "有一个订单等待出库。"},
    "unpaid": {"en": "An order of theirs is not paid yet.", "zh": "有一个订单还没有付款。"},
    "delivered": {"en": "An order of theirs was delivered.", "zh": "有一个订单已经送达。"},
    "cancelled": {"en": "An order of theirs was cancelled.", "zh": "有一个订单已经取消。"},
}


@dataclass(frozen=True)
class Part:
    """A customer to sign in as: who it is, and what is the matter in each language."""

    customer_id: str
    name: str
    language: str
    situation: str
    matter: dict[str, str]


async def cast(session: AsyncSession) -> Sequence[Part]:
    """A handful of customers, each in one situation worth asking about; none where there is no store."""
    store = await session.scalar(select(Store))
    if store is None:
        return []
    if not store.demo:
        return await _by_status(session)
    return [
        Part(
            role.customer_id,
            full_name(role.name.first, role.name.last),
            role.name.language,
            role.situation,
            role.matter,
        )
        for role in ROLES
    ]


async def _by_status(session: AsyncSession) -> list[Part]:
    """One customer for each status an order can have, the one whose order is the newest."""
    parts: dict[str, Part] = {}
    for status, matter in STATUSES.items():
        query = (
            select(Customer)
            .join(Order, Order.customer_id == Customer.id)
            .where(Order.status == status, Customer.id.not_in(parts))
            .order_by(Order.placed_at.desc().nulls_last(), Order.number)
            .limit(1)
        )
        if customer := await session.scalar(query):
            name = full_name(customer.first_name, customer.last_name)
            parts[customer.id] = Part(customer.id, name, customer.language or "en", status, matter)
    return list(parts.values())


def full_name(first: str, last: str) -> str:
    """As its owner writes it: Chinese names begin with the family."""
    return f"{last}{first}" if first and "\u3400" <= first[0] <= "\u9fff" else f"{first} {last}".strip()
