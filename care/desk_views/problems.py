"""Orders in trouble that nobody asked about yet: what a person writes about before the shopper does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from care.customers.rules import full_name
from care.db.models import Audit, Conversation, Order
from care.db.types import JsonObject
from care.desk_views.cases import iso
from care.desk_views.panel import total_of
from care.orders import service as orders
from care.orders.queries import LINES, PARCELS
from care.orders.rules import Matter
from care.orders.service import OrderState
from care.shop.service import currency_of
from care.shop.settings import Shop

LOOKED_AT = 1_000  # orders that are going on, the newest first; a board of more would not be read
NOT_OLDER = timedelta(days=120)
GOING_ON = ("unpaid", "pending", "processed", "shipped")
UNPAID_AFTER = timedelta(hours=1)
WRITTEN = "problem.written_first"
TROUBLE = (
    Matter.BAD_ADDRESS, Matter.MISSED, Matter.RETURNING, Matter.LOST, Matter.OUT_OF_STOCK,
    Matter.LATE_TO_SEND, Matter.LATE, Matter.UNPAID,
)  # fmt: skip


async def problems(session: AsyncSession, shop: Shop, now: datetime) -> list[JsonObject]:
    """The worst first, and of one kind the oldest. `written_at`: when somebody wrote to the shopper."""
    known = await orders.states(session, await _going_on(session, now), shop, now)
    troubled = [each for each in known if each.matter in TROUBLE and not _just_placed(each, now)]
    troubled.sort(key=lambda each: (TROUBLE.index(each.matter), each.order.placed_at or now))
    written = await _written(session, [each.order.number for each in troubled])
    chats = await _chats(session, {each.order.customer_id for each in troubled})
    currency = await currency_of(session) or "USD"
    return [_json(each, written, chats) | {"currency": currency} for each in troubled]


async def find(session: AsyncSession, number: str) -> Order | None:
    """Any order of this number, with whose it is; only for who may see everybody's."""
    query = select(Order).where(Order.number == number).options(joinedload(Order.customer))
    return (await session.scalars(query)).one_or_none()


async def _going_on(session: AsyncSession, now: datetime) -> Sequence[Order]:
    query = (
        select(Order)
        .where(Order.status.in_(GOING_ON), Order.placed_at > now - NOT_OLDER)
        .order_by(Order.placed_at.desc())
        .limit(LOOKED_AT)
        .options(LINES, PARCELS, joinedload(Order.customer))
    )
    return (await session.scalars(query)).unique().all()


def _just_placed(state: OrderState, now: datetime) -> bool:
    placed = state.order.placed_at
    return state.matter is Matter.UNPAID and placed is not None and now - placed < UNPAID_AFTER


async def _written(session: AsyncSession, numbers: Sequence[str]) -> dict[str, datetime]:
    subjects = [f"order:{number}" for number in numbers]
    query = select(Audit.subject, func.max(Audit.at)).where(
        Audit.subject.in_(subjects), Audit.action == WRITTEN
    )
    return {
        subject.removeprefix("order:"): at
        for subject, at in await session.execute(query.group_by(Audit.subject))
    }


async def _chats(session: AsyncSession, customers: set[str]) -> dict[str, str]:
    """Each customer's newest conversation."""
    query = select(Conversation.customer_id, Conversation.id).where(Conversation.customer_id.in_(customers))
    rows = await session.execute(query.order_by(Conversation.opened_at))
    return {customer: conversation for customer, conversation in rows if customer}


def _json(state: OrderState, written: dict[str, datetime], chats: dict[str, str]) -> JsonObject:
    order, customer = state.order, state.order.customer
    return {
        "number": order.number,
        "matter": str(state.matter),
        "status": order.status,
        "customer": {
            "id": customer.id,
            "name": full_name(customer.first_name, customer.last_name),
            "language": customer.language,
        },
        "placed_at": iso(order.placed_at),
        "total": str(total_of(order)),
        "items": [line.name for line in order.lines],
        "missing": [line.name for line in state.sold_out],
        "conversation": chats.get(customer.id),
        "written_at": iso(written.get(order.number)),
    }
