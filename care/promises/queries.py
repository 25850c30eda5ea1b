"""Reads and ends promises, each change in one statement, so that it happens once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Table, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from care.db.models import Promise

promises = cast(Table, Promise.__table__)

_owed = promises.c.ended_at.is_(None)  # a late one is still owed


async def get(session: AsyncSession, promise_id: int) -> Promise | None:
    return await session.get(Promise, promise_id, populate_existing=True)


async def owed(session: AsyncSession, *which: ColumnElement[bool]) -> Sequence[Promise]:
    query = select(Promise).where(Promise.ended_at.is_(None), *which).order_by(Promise.due_at, Promise.id)
    return (await session.scalars(query.execution_options(populate_existing=True))).all()


async def end(session: AsyncSession, state: str, now: datetime, *which: ColumnElement[bool]) -> list[int]:
    """Those of `which` that are owed end in `state`; what was late stays written down as broken."""
    open_ones = update(promises).where(_owed, promises.c.state == "open", *which)
    late_ones = update(promises).where(_owed, promises.c.state == "broken", *which)
    ended = await _ids(session, open_ones.values(state=state, ended_at=now))
    return ended + await _ids(session, late_ones.values(ended_at=now))


async def mark_warned(session: AsyncSession, now: datetime, until: datetime) -> list[int]:
    near = update(promises).where(
        promises.c.state == "open", promises.c.warned_at.is_(None), promises.c.due_at <= until
    )
    return await _ids(session, near.values(warned_at=now))


async def mark_broken(session: AsyncSession, now: datetime) -> list[int]:
    late = update(promises).where(promises.c.state == "open", promises.c.due_at <= now)
    return await _ids(session, late.values(state="broken"))


async def set_owner(session: AsyncSession, request_id: int, owner_id: str | None) -> None:
    theirs = update(promises).where(_owed, promises.c.request_id == request_id)
    await session.execute(theirs.values(owner_id=owner_id))


async def _ids(session: AsyncSession, statement: Any) -> list[int]:
    return sorted((await session.scalars(statement.returning(promises.c.id))).all())


async def has_news(session: AsyncSession, now: datetime, until: datetime) -> bool:
    news = or_(promises.c.warned_at.is_(None), promises.c.due_at <= now)
    query = select(promises.c.id).where(promises.c.state == "open", promises.c.due_at <= until, news).limit(1)
    return await session.scalar(query) is not None


async def some(session: AsyncSession, ids: Sequence[int]) -> Sequence[Promise]:
    query = select(Promise).where(Promise.id.in_(ids)).order_by(Promise.due_at, Promise.id)
    return (await session.scalars(query.execution_options(populate_existing=True))).all()
