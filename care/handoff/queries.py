"""Reads cases and who is at the desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from care.db.models import Conversation, PersonRequest, Presence, Staff
from care.handoff.routing import LEASE, SUPERVISOR, AtDesk, InLine

IN_LINE = ("waiting", "message")
NEWEST = 20  # ended chats that the length of one is told from


async def lock_conversation(session: AsyncSession, conversation_id: str) -> Conversation | None:
    query = select(Conversation).where(Conversation.id == conversation_id).with_for_update()
    return cast(Conversation | None, await session.scalar(_anew(query)))


async def case(session: AsyncSession, request_id: int) -> PersonRequest | None:
    return await session.get(PersonRequest, request_id, populate_existing=True)


async def open_case(session: AsyncSession, conversation_id: str) -> PersonRequest | None:
    query = select(PersonRequest).where(
        PersonRequest.conversation_id == conversation_id, PersonRequest.done_at.is_(None)
    )
    return cast(PersonRequest | None, await session.scalar(_anew(query)))


async def in_state(session: AsyncSession, *states: str) -> Sequence[PersonRequest]:
    query = (
        select(PersonRequest)
        .where(PersonRequest.state.in_(states))
        .order_by(PersonRequest.waiting_since, PersonRequest.id)
    )
    return (await session.scalars(_anew(query))).all()


async def of_staff(session: AsyncSession, staff_id: str) -> Sequence[PersonRequest]:
    query = (
        select(PersonRequest)
        .where(PersonRequest.staff_id == staff_id, PersonRequest.state == "taken")
        .order_by(PersonRequest.taken_at, PersonRequest.id)
    )
    return (await session.scalars(_anew(query))).all()


async def line(session: AsyncSession) -> list[InLine]:
    """The cases that wait, each with who knows its shopper; as columns, because a line can be long."""
    case = PersonRequest
    query = (
        select(
            case.id, case.language, case.skill, case.importance, case.waiting_since, case.reply_by,
            case.staff_id, case.conversation_id,
        )
        .where(case.state.in_(IN_LINE))
        .order_by(case.waiting_since, case.id)
    )  # fmt: skip
    waiting = [InLine(*row) for row in await session.execute(query)]
    known = await _known_by(session) if waiting else {}
    return [
        each if each.last_staff else replace(each, last_staff=known.get(each.conversation_id))
        for each in waiting
    ]


async def at_desk(session: AsyncSession, now: datetime) -> list[AtDesk]:
    """Who is there and takes new chats."""
    query = (
        select(Staff, Presence.since, _chats_of(Staff.id))
        .join(Presence, Presence.staff_id == Staff.id)
        .where(_is_there(now), Presence.takes_new, Staff.capacity > 0)
        .order_by(Staff.id)
    )
    return [_at_desk(*row) for row in (await session.execute(query))]


async def present(session: AsyncSession, now: datetime) -> Sequence[tuple[Staff, Presence, int]]:
    query = (
        select(Staff, Presence, _chats_of(Staff.id))
        .join(Presence, Presence.staff_id == Staff.id)
        .where(_is_there(now))
        .order_by(Staff.name, Staff.id)
    )
    return (await session.execute(query)).all()


async def is_present(session: AsyncSession, staff_id: str, now: datetime) -> bool:
    query = select(Staff.id).join(Presence, Presence.staff_id == Staff.id)
    return await session.scalar(query.where(Staff.id == staff_id, _is_there(now))) is not None


async def lock_presences(session: AsyncSession) -> None:
    """Two who line up at the same moment do it one after the other; so nobody gets a chat too many."""
    await session.execute(select(Presence.staff_id).order_by(Presence.staff_id).with_for_update())


async def left_alone(session: AsyncSession, now: datetime, staff_id: str | None = None) -> Sequence[int]:
    """Cases somebody has who is not at the desk any more; or all of one member's."""
    there = select(Presence.staff_id).join(Staff, Staff.id == Presence.staff_id).where(_is_there(now))
    query = select(PersonRequest.id).where(PersonRequest.state == "taken").order_by(PersonRequest.id)
    if staff_id is not None:
        return (await session.scalars(query.where(PersonRequest.staff_id == staff_id))).all()
    return (await session.scalars(query.where(PersonRequest.staff_id.not_in(there)))).all()


async def silent_in_line(session: AsyncSession) -> Sequence[int]:
    """Cases that wait while the bot keeps silent for them."""
    query = (
        select(PersonRequest.id)
        .join(Conversation, Conversation.id == PersonRequest.conversation_id)
        .where(PersonRequest.state == "waiting", Conversation.owner == "queue")
        .order_by(PersonRequest.id)
    )
    return (await session.scalars(query)).all()


async def contacts_since(session: AsyncSession, customer_id: str | None, since: datetime) -> int:
    """How many cases this customer had since then."""
    if customer_id is None:
        return 0
    query = (
        select(func.count())
        .select_from(PersonRequest)
        .join(Conversation, Conversation.id == PersonRequest.conversation_id)
        .where(Conversation.customer_id == customer_id, PersonRequest.asked_at >= since)
    )
    return await session.scalar(query) or 0


async def chat_seconds(session: AsyncSession) -> list[float]:
    """How long the newest ended chats took, each from taking to ending."""
    query = (
        select(PersonRequest.taken_at, PersonRequest.done_at)
        .where(PersonRequest.state == "done", PersonRequest.taken_at.is_not(None))
        .order_by(PersonRequest.done_at.desc())
        .limit(NEWEST)
    )
    rows = await session.execute(query)
    return [(done - taken).total_seconds() for taken, done in rows if taken and done]


async def _known_by(session: AsyncSession) -> dict[str, str | None]:
    """Of each conversation that waits, who served its customer last, in whatever conversation."""
    waiting, asking = PersonRequest.__table__.alias("waiting"), Conversation.__table__.alias("asking")
    earlier, theirs = PersonRequest.__table__.alias("earlier"), Conversation.__table__.alias("theirs")
    query = (
        select(asking.c.id, earlier.c.staff_id)
        .select_from(waiting)
        .join(asking, asking.c.id == waiting.c.conversation_id)
        .join(theirs, theirs.c.customer_id == asking.c.customer_id)
        .join(earlier, earlier.c.conversation_id == theirs.c.id)
        .where(waiting.c.state.in_(IN_LINE), earlier.c.state == "done", earlier.c.staff_id.is_not(None))
        .order_by(earlier.c.done_at)
    )
    return dict((await session.execute(query)).all())


def _at_desk(member: Staff, since: datetime, chats: int) -> AtDesk:
    skills = list(member.skills)
    if member.role != "agent":
        skills.append(SUPERVISOR)
    return AtDesk(member.id, list(member.languages), skills, member.capacity, chats, since)


def _chats_of(staff_id: Any) -> Any:
    return (
        select(func.count())
        .select_from(PersonRequest)
        .where(PersonRequest.staff_id == staff_id, PersonRequest.state == "taken")
        .scalar_subquery()
    )


def _is_there(now: datetime) -> ColumnElement[bool]:
    """As `routing.holds` says of a lease, of somebody who still works here."""
    return (Presence.until > now) & (Presence.until <= now + LEASE) & Staff.disabled_at.is_(None)


def _anew(query: Select[Any]) -> Select[Any]:
    return query.execution_options(populate_existing=True)
