"""Who is at the desk: a lease that the console renews. Who does not renew it has gone home."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from care.db.models import Presence
from care.handoff import changes, queries
from care.handoff.changes import Change, told
from care.promises import service as promises
from care.shop.settings import Shop
from care.words import Wording, language_of

LEASE = timedelta(seconds=45)


@dataclass(frozen=True)
class Colleague:
    """A member of staff who is there, and how busy they are."""

    id: str
    name: str
    role: str
    languages: Sequence[str]
    takes_new: bool
    chats: int
    capacity: int


async def renew(session: AsyncSession, staff_id: str, *, now: datetime, takes_new: bool = True) -> bool:
    """The member is at the desk for another lease; whether that is news to their colleagues."""
    presence = await session.get(Presence, staff_id, with_for_update=True, populate_existing=True)
    if presence is None:
        session.add(Presence(staff_id=staff_id, since=now, until=now + LEASE, takes_new=takes_new))
        await session.flush()
        return True
    came = presence.until <= now
    is_news = came or presence.takes_new != takes_new
    presence.since = now if came else presence.since
    presence.until, presence.takes_new = max(presence.until, now + LEASE), takes_new
    await session.flush()
    return is_news


async def leave(session: AsyncSession, staff_id: str, now: datetime) -> list[Change]:
    """The member goes home; whom they still had goes back to the line."""
    await session.execute(delete(Presence).where(Presence.staff_id == staff_id))
    return [await _requeue(session, case, now) for case in await queries.left_alone(session, now, staff_id)]


async def lapse(session: AsyncSession, *, now: datetime) -> list[Change]:
    """Whoever has no lease any more loses their cases to the line, where they keep their waiting time."""
    return [await _requeue(session, case, now) for case in await queries.left_alone(session, now)]


async def give_back_to_bot(session: AsyncSession, *, shop: Shop, now: datetime) -> list[Change]:
    """With nobody in, or the shop closed, nobody waits in silence: the bot is there again, the case stays."""
    if shop.hours.is_open(now) and await queries.at_desk(session, now):
        return []
    return [await _to_bot(session, case, shop, now) for case in await queries.silent_in_line(session)]


async def present(session: AsyncSession, now: datetime) -> list[Colleague]:
    """Who is at the desk just now."""
    return [
        Colleague(who.id, who.name, who.role, list(who.languages), lease.takes_new, chats, who.capacity)
        for who, lease, chats in await queries.present(session, now)
    ]


async def _requeue(session: AsyncSession, request_id: int, now: datetime) -> Change:
    opened = await changes.lock(session, request_id)
    case = opened.request
    name = await changes.name_of(session, case.staff_id)
    case.state = "waiting"
    await promises.pass_on(session, case.id, None)
    return await changes.change(
        session, opened, owner="queue", action="case.requeued", actor="system", now=now,
        line=told("counter-left", opened.conversation, name=name), details={"from": case.staff_id},
    )  # fmt: skip


async def _to_bot(session: AsyncSession, request_id: int, shop: Shop, now: datetime) -> Change:
    opened = await changes.lock(session, request_id)
    wording = Wording(language_of(opened.conversation.language), "", shop.zone, now)
    when = wording.day_and_time_there(opened.request.reply_by)
    return await changes.change(
        session, opened, owner="bot", action="case.nobody_in", actor="system", now=now,
        line=wording.say("counter-nobody-in", when=when),
    )  # fmt: skip
