"""Whatever a shopper was promised: made, kept, taken back, and brought up before it is late.

`broken` says that it was late; until `ended_at` it is owed all the same. The caller commits.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from care.db.models import Promise
from care.errors import NotFound
from care.promises import queries


async def make(
    session: AsyncSession,
    conversation_id: str,
    *,
    kind: str,
    text: str,
    made_by: str,
    due_at: datetime,
    now: datetime,
    request_id: int | None = None,
    owner_id: str | None = None,
) -> Promise:
    """Write a promise down. `made_by`: "bot", "sla", "staff:ID"; without owner whoever is in keeps it."""
    promise = Promise(
        conversation_id=conversation_id, request_id=request_id, kind=kind, text=text, made_by=made_by,
        owner_id=owner_id, made_at=now, due_at=due_at, state="open",
    )  # fmt: skip
    session.add(promise)
    await session.flush()
    return promise


async def get(session: AsyncSession, promise_id: int) -> Promise:
    """Raises NotFound."""
    promise = await queries.get(session, promise_id)
    if promise is None:
        raise NotFound("there is no such promise")
    return promise


async def keep(session: AsyncSession, promise_id: int, *, now: datetime) -> Promise:
    """What was promised was done; once more changes nothing. Raises NotFound."""
    await queries.end(session, "kept", now, Promise.id == promise_id)
    return await get(session, promise_id)


async def withdraw(session: AsyncSession, promise_id: int, *, now: datetime) -> Promise:
    """It is owed no more, and the shopper knows. Raises NotFound."""
    await queries.end(session, "withdrawn", now, Promise.id == promise_id)
    return await get(session, promise_id)


async def keep_of_case(session: AsyncSession, request_id: int, kind: str, *, now: datetime) -> list[int]:
    """The case's promises of one kind were kept; their ids."""
    return await queries.end(session, "kept", now, Promise.request_id == request_id, Promise.kind == kind)


async def withdraw_of_case(session: AsyncSession, request_id: int, *kinds: str, now: datetime) -> list[int]:
    """The case's promises of these kinds are owed no more; their ids."""
    mine = Promise.request_id == request_id
    return await queries.end(session, "withdrawn", now, mine, Promise.kind.in_(kinds))


async def pass_on(session: AsyncSession, request_id: int, owner_id: str | None) -> None:
    """Who has the case keeps what was promised about it; None: whoever is in."""
    await queries.set_owner(session, request_id, owner_id)


async def owed(session: AsyncSession) -> Sequence[Promise]:
    """All that is still owed, late ones too, the most pressing first."""
    return await queries.owed(session)


async def due(session: AsyncSession, now: datetime, within: timedelta) -> Sequence[Promise]:
    """What falls due within this time and is not late yet, the most pressing first."""
    return await queries.owed(session, Promise.due_at > now, Promise.due_at <= now + within)


async def late(session: AsyncSession, now: datetime) -> Sequence[Promise]:
    """What should have been kept by now and was not, the oldest first."""
    return await queries.owed(session, Promise.due_at <= now)


async def of_conversation(session: AsyncSession, conversation_id: str) -> Sequence[Promise]:
    """What is still owed in one conversation."""
    return await queries.owed(session, Promise.conversation_id == conversation_id)


async def warn(session: AsyncSession, now: datetime, within: timedelta) -> list[int]:
    """The promises that come near now; each is given once in its life, whoever asks and however often."""
    return await queries.mark_warned(session, now, now + within)


async def call_late(session: AsyncSession, now: datetime) -> list[int]:
    """The promises that became late; each is given once in its life."""
    return await queries.mark_broken(session, now)


async def has_news(session: AsyncSession, now: datetime, within: timedelta) -> bool:
    """Whether `warn` or `call_late` would give anything."""
    return await queries.has_news(session, now, now + within)


async def some(session: AsyncSession, ids: Sequence[int]) -> Sequence[Promise]:
    """The promises of these ids, the most pressing first."""
    return await queries.some(session, ids)
