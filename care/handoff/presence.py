"""Who is at the desk: a lease that the console renews. Who does not renew it has gone home."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from care.db.models import Presence
from care.handoff import changes, queries, routing, sla
from care.handoff.changes import Change, Opened, told
from care.promises import service as promises
from care.shop.settings import Shop
from care.words import Wording, language_of


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
    lease = await session.get(Presence, staff_id, with_for_update=True, populate_existing=True)
    if lease is None:
        lease = Presence(staff_id=staff_id, since=now, until=now, takes_new=takes_new)
        session.add(lease)
    came = not routing.holds(lease.until, now)
    is_news = came or lease.takes_new != takes_new
    lease.since = now if came else lease.since
    lease.until, lease.takes_new = now + routing.LEASE, takes_new
    await session.flush()
    return is_news


async def leave(
    session: AsyncSession, staff_id: str, now: datetime, *, shop: Shop | None = None
) -> list[Change]:
    """The member goes home; whom they still had goes back to the line."""
    await session.execute(delete(Presence).where(Presence.staff_id == staff_id))
    return await _requeue_all(session, await queries.left_alone(session, now, staff_id), shop, now)


async def lapse(session: AsyncSession, *, now: datetime, shop: Shop | None = None) -> list[Change]:
    """Whoever has no lease any more loses their cases to the line, where they keep their waiting time.

    With the shop given, and nobody else in, the bot is there for them meanwhile.
    """
    return await _requeue_all(session, await queries.left_alone(session, now), shop, now)


async def give_back_to_bot(session: AsyncSession, *, shop: Shop, now: datetime) -> list[Change]:
    """With nobody in, or the shop closed, nobody waits in silence: the bot is there again, the case stays."""
    if await _is_served(session, shop, now):
        return []
    return [await _to_bot(session, case, shop, now) for case in await queries.silent_in_line(session)]


async def present(session: AsyncSession, now: datetime) -> list[Colleague]:
    """Who is at the desk just now."""
    return [
        Colleague(who.id, who.name, who.role, list(who.languages), lease.takes_new, chats, who.capacity)
        for who, lease, chats in await queries.present(session, now)
    ]


async def _is_served(session: AsyncSession, shop: Shop, now: datetime) -> bool:
    return shop.hours.is_open(now) and bool(await queries.at_desk(session, now))


async def _requeue_all(
    session: AsyncSession, cases: Sequence[int], shop: Shop | None, now: datetime
) -> list[Change]:
    if not cases:
        return []
    nobody_in = shop is not None and not await _is_served(session, shop, now)
    return [await _requeue(session, case, shop if nobody_in else None, now) for case in cases]


async def _requeue(
    session: AsyncSession, request_id: int, for_now_the_bot_of: Shop | None, now: datetime
) -> Change:
    """Back to the line. A message that nobody answered yet is one again: nobody waits at the other end."""
    opened = await changes.lock(session, request_id)
    case = opened.request
    name = await changes.name_of(session, case.staff_id)
    is_message = case.answered_at is None and "message" in case.brief
    case.state = "message" if is_message else "waiting"
    line = None if is_message else told("counter-left", opened.conversation, name=name)
    if for_now_the_bot_of is not None and not is_message:
        when = _when(opened, for_now_the_bot_of, now)
        line = told("counter-left-nobody", opened.conversation, name=name, when=when)
    await promises.pass_on(session, case.id, None)
    return await changes.change(
        session, opened, owner="bot" if is_message or for_now_the_bot_of else "queue", actor="system",
        action="case.requeued", now=now, line=line, details={"from": case.staff_id},
    )  # fmt: skip


async def _to_bot(session: AsyncSession, request_id: int, shop: Shop, now: datetime) -> Change:
    opened = await changes.lock(session, request_id)
    line = told("counter-nobody-in", opened.conversation, when=_when(opened, shop, now))
    return await changes.change(
        session, opened, owner="bot", action="case.nobody_in", actor="system", now=now, line=line
    )


def _when(opened: Opened, shop: Shop, now: datetime) -> str:
    """By when a person answers; one who is late already is said to come as soon as the doors are open."""
    wording = Wording(language_of(opened.conversation.language), "", shop.zone, now)
    return wording.day_and_time_there(
        max(opened.request.reply_by, sla.due(now, sla.AFTER_OPENING, shop.hours))
    )
