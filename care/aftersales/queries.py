"""Reads and writes what the one door needs; each query takes whose it is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, cast

from sqlalchemy import Table, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from care.db.models import (
    Conversation,
    Customer,
    LineCredit,
    PaymentMethod,
    Product,
    Reminder,
    Request,
    Trace,
    Variant,
)
from care.db.models.aftersales import id_of

requests = cast(Table, Request.__table__)
methods = cast(Table, PaymentMethod.__table__)
variants = cast(Table, Variant.__table__)


async def customer(session: AsyncSession, customer_id: str, *, lock: bool) -> Customer | None:
    """`lock`: all wishes of one customer come one after the other, whatever they are about."""
    query = select(Customer).where(Customer.id == customer_id)
    if lock:
        query = query.with_for_update(key_share=True).execution_options(populate_existing=True)
    return (await session.scalars(query)).one_or_none()


async def payment_methods(session: AsyncSession, customer_id: str) -> dict[str, PaymentMethod]:
    query = select(PaymentMethod).where(PaymentMethod.customer_id == customer_id)
    ordered = query.order_by(PaymentMethod.position, PaymentMethod.id)
    found = await session.scalars(ordered.execution_options(populate_existing=True))
    return {method.id: method for method in found}


async def variants_of(
    session: AsyncSession, ids: Collection[str], *, lock: bool
) -> dict[str, tuple[Variant, Product]]:
    """The variants, each with its product. `lock`: in the order of their ids, so nobody waits in a ring."""
    if not ids:
        return {}
    query = select(Variant, Product).join(Product).where(Variant.id.in_(ids)).order_by(Variant.id)
    query = query.execution_options(populate_existing=True)
    if lock:
        query = query.with_for_update(of=Variant, key_share=True)
    return {variant.id: (variant, product) for variant, product in await session.execute(query)}


async def conversation(session: AsyncSession, conversation_id: str) -> str | None:
    """Its id if there is such a conversation: a wish may also come from elsewhere."""
    return await session.scalar(select(Conversation.id).where(Conversation.id == conversation_id))


async def by_key(session: AsyncSession, key: str) -> Request | None:
    return (await session.scalars(select(Request).where(Request.key == key))).one_or_none()


async def by_number(session: AsyncSession, number: str, customer_id: str) -> Request | None:
    query = select(Request).where(Request.id == id_of(number), Request.customer_id == customer_id)
    return (await session.scalars(query)).one_or_none()


async def of_customer(
    session: AsyncSession, customer_id: str, *, since: datetime | None, order_number: str | None
) -> Sequence[Request]:
    """Oldest first."""
    query = select(Request).where(Request.customer_id == customer_id)
    if since is not None:
        query = query.where(Request.at >= since)
    if order_number is not None:
        query = query.where(Request.order_number == order_number)
    return (await session.scalars(query.order_by(Request.at, Request.id))).all()


async def fees_kept(session: AsyncSession, order_number: str) -> Decimal:
    """What the shop kept of the order's money when parts of it were cancelled."""
    query = select(Request.quote).where(Request.order_number == order_number, Request.kind == "cancel")
    return sum((Decimal(quote["fee"]) for quote in await session.scalars(query)), Decimal("0.00"))


async def add_once(session: AsyncSession, values: dict[str, Any]) -> int | None:
    """The new request's id; None where the key is taken."""
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    insert = sqlite.insert(requests) if on_sqlite else postgresql.insert(requests)
    statement = insert.values(**values).on_conflict_do_nothing(index_elements=["key"])
    added: int | None = await session.scalar(statement.returning(requests.c.id))
    return added


async def add_to_balance(session: AsyncSession, customer_id: str, method_id: str, amount: Decimal) -> None:
    """Move a gift card's balance; the database refuses one below nothing."""
    statement = update(methods).where(
        methods.c.customer_id == customer_id, methods.c.id == method_id, methods.c.kind == "gift_card"
    )
    await session.execute(statement.values(balance=methods.c.balance + amount))


async def forget_price_drops(session: AsyncSession, order_number: str, line_ids: Collection[str]) -> None:
    """Of lines that became something else: the new price is today's, so no drop is made good any more."""
    statement = delete(LineCredit).where(
        LineCredit.order_number == order_number,
        LineCredit.line_id.in_(line_ids),
        LineCredit.kind == "price_drop",
    )
    await session.execute(statement, execution_options={"synchronize_session": False})


async def open_trace(
    session: AsyncSession, order_number: str, tracking_number: str
) -> tuple[Trace, Request] | None:
    """The search for the parcel that is going on."""
    query = select(Trace, Request).join(Request, Request.id == Trace.request_id)
    mine = Trace.order_number == order_number, Trace.tracking_number == tracking_number
    found = (await session.execute(query.where(*mine, Trace.closed_at.is_(None)))).one_or_none()
    return (found[0], found[1]) if found else None


async def waits_for(session: AsyncSession, customer_id: str, variant_id: str) -> bool:
    """Whether the customer is to hear when the variant can be had again."""
    query = select(Reminder.id).where(Reminder.customer_id == customer_id, Reminder.variant_id == variant_id)
    return await session.scalar(query.where(Reminder.told_at.is_(None))) is not None


async def newest_of_kind(
    session: AsyncSession, customer_id: str, kind: str, *, order_number: str | None = None
) -> Sequence[Request]:
    """Newest first."""
    query = select(Request).where(Request.customer_id == customer_id, Request.kind == kind)
    if order_number is not None:
        query = query.where(Request.order_number == order_number)
    return (await session.scalars(query.order_by(Request.at.desc(), Request.id.desc()))).all()


async def take_from_stock(session: AsyncSession, variant_id: str, count: int) -> bool:
    """Whether so many could be taken. The last one taken, the variant is not available any more."""
    there = variants.c.stock.is_(None) | (variants.c.stock >= count)
    statement = update(variants).where(variants.c.id == variant_id, variants.c.available, there)
    left = variants.c.stock - count
    still = variants.c.stock.is_(None) | (variants.c.stock > count)
    taken = await session.execute(statement.values(stock=left, available=still))
    return bool(taken.rowcount)  # type: ignore[attr-defined]


async def give_to_stock(session: AsyncSession, variant_id: str, count: int, *, set_aside: int) -> None:
    """Counted things go back on the shelf, and what had sold out can be had again."""
    statement = update(variants).where(
        variants.c.id == variant_id, variants.c.stock.is_not(None), variants.c.position < set_aside
    )
    again = variants.c.available | (variants.c.stock == 0)
    await session.execute(statement.values(stock=variants.c.stock + count, available=again))
