"""Promises as the console lists them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from care.customers.rules import full_name
from care.db.models import Conversation, Customer, Promise, Staff
from care.db.types import JsonObject
from care.desk_views.cases import iso

MOST = 200


async def owed(session: AsyncSession, *, until: datetime) -> list[JsonObject]:
    """What is late or falls due until then, the most pressing first."""
    return await _read(session, Promise.ended_at.is_(None), Promise.due_at <= until)


async def all_owed(session: AsyncSession) -> list[JsonObject]:
    return await _read(session, Promise.ended_at.is_(None))


async def of_customer(session: AsyncSession, customer_id: str) -> list[JsonObject]:
    """What is owed to this customer, in whatever conversation it was promised."""
    return await _read(session, Promise.ended_at.is_(None), Conversation.customer_id == customer_id)


async def of_ids(session: AsyncSession, ids: Sequence[int]) -> list[JsonObject]:
    return await _read(session, Promise.id.in_(ids))


async def _read(session: AsyncSession, *which: ColumnElement[bool]) -> list[JsonObject]:
    query = (
        select(Promise, Staff.name, Customer.id, Customer.first_name, Customer.last_name)
        .join(Conversation, Conversation.id == Promise.conversation_id)
        .outerjoin(Customer, Customer.id == Conversation.customer_id)
        .outerjoin(Staff, Staff.id == Promise.owner_id)
        .where(*which)
        .order_by(Promise.due_at, Promise.id)
        .limit(MOST)
        .execution_options(populate_existing=True)
    )
    return [_json(*row) for row in (await session.execute(query))]


def _json(promise: Promise, owner: str | None, customer_id: str | None, *name: str) -> JsonObject:
    return {
        "id": promise.id,
        "conversation": promise.conversation_id,
        "case": promise.request_id,
        "kind": promise.kind,
        "text": promise.text,
        "made_by": promise.made_by,
        "owner": {"id": promise.owner_id, "name": owner} if promise.owner_id else None,
        "made_at": iso(promise.made_at),
        "due_at": iso(promise.due_at),
        "state": promise.state,
        "ended_at": iso(promise.ended_at),
        "customer": {"id": customer_id, "name": full_name(*name)} if customer_id else None,
    }
