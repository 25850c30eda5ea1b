"""How accounts and sessions are read and written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from care.db.models import Attempt, Staff, StaffSession


async def by_email(session: AsyncSession, email_key: str) -> Staff | None:
    found = await session.execute(select(Staff).where(Staff.email == email_key))
    return found.scalar_one_or_none()


async def all_of_them(session: AsyncSession) -> Sequence[Staff]:
    """Those who work here now, by name."""
    query = select(Staff).where(Staff.disabled_at.is_(None)).order_by(Staff.name, Staff.id)
    return (await session.scalars(query)).all()


async def session_of(session: AsyncSession, token_hash: str) -> tuple[StaffSession, Staff] | None:
    query = (
        select(StaffSession, Staff)
        .join(Staff, Staff.id == StaffSession.staff_id)
        .where(StaffSession.token_hash == token_hash, Staff.disabled_at.is_(None))
    )
    row = (await session.execute(query)).one_or_none()
    return (row[0], row[1]) if row else None


async def use_step(session: AsyncSession, staff_id: str, step: int) -> bool:
    """Use up a step of the second factor; False when it, or a later one, was used meanwhile."""
    statement = (
        update(Staff)
        .where(Staff.id == staff_id, or_(Staff.totp_last_step.is_(None), Staff.totp_last_step < step))
        .values(totp_last_step=step)
    )
    return cast(CursorResult[Any], await session.execute(statement)).rowcount == 1


async def seen(session: AsyncSession, token_hash: str, now: datetime) -> None:
    statement = update(StaffSession).where(StaffSession.token_hash == token_hash).values(seen_at=now)
    await session.execute(statement)


async def end_session(session: AsyncSession, token_hash: str) -> None:
    await session.execute(delete(StaffSession).where(StaffSession.token_hash == token_hash))


async def end_sessions_of(session: AsyncSession, staff_id: str, *, but: str = "") -> None:
    statement = delete(StaffSession).where(StaffSession.staff_id == staff_id, StaffSession.token_hash != but)
    await session.execute(statement)


async def end_sessions_before(session: AsyncSession, begun_before: datetime) -> None:
    await session.execute(delete(StaffSession).where(StaffSession.begun_at < begun_before))


async def forgive(session: AsyncSession, keys: Sequence[str]) -> None:
    """Forget the guesses counted under these keys."""
    await session.execute(delete(Attempt).where(Attempt.key.in_(keys)))
