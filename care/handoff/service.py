"""The desk of people: what shoppers, staff and the clock do with a case. The caller commits.

Each step locks the conversation first, then its case, and every change of who answers raises the epoch: a
line of the bot that was worked out before is refused. Why: docs/decisions/handoff.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from care.db.models import PersonRequest
from care.errors import NotFound
from care.handoff import queries, routing
from care.handoff.asking import Waiting, ask, go_on_with_bot, leave_message, look_into, wait_again
from care.handoff.changes import Change, Member
from care.handoff.ending import reopen, resolve, take_up, to_bot
from care.handoff.errors import CaseOver, NotIn, NotYours, TakenAlready
from care.handoff.places import Place, place_of, places
from care.handoff.presence import Colleague, give_back_to_bot, lapse, leave, present, renew
from care.handoff.routing import LEASE
from care.handoff.taking import assign, claim, join, line_up, read_back, transfer
from care.handoff.talking import say
from care.shop.settings import Shop

__all__ = [
    "LEASE",
    "Assigned",
    "CaseOver",
    "Change",
    "Colleague",
    "Member",
    "NotIn",
    "NotYours",
    "Place",
    "Taken",
    "TakenAlready",
    "Waiting",
    "ask",
    "assign",
    "case",
    "claim",
    "give_back_to_bot",
    "go_on_with_bot",
    "has_work",
    "join",
    "lapse",
    "leave",
    "leave_message",
    "line_up",
    "look_into",
    "of_staff",
    "open_case",
    "place_of",
    "places",
    "present",
    "queue",
    "read_back",
    "renew",
    "reopen",
    "resolve",
    "say",
    "take_up",
    "to_bot",
    "transfer",
    "wait_again",
]  # fmt: skip

Taken = Change
Assigned = Change


async def case(session: AsyncSession, request_id: int) -> PersonRequest:
    """Raises NotFound."""
    found = await queries.case(session, request_id)
    if found is None:
        raise NotFound("there is no such case")
    return found


async def open_case(session: AsyncSession, conversation_id: str) -> PersonRequest | None:
    """The conversation's case that has not ended."""
    return await queries.open_case(session, conversation_id)


async def has_work(session: AsyncSession, *, shop: Shop, now: datetime) -> bool:
    """Whether `lapse`, `give_back_to_bot` or `line_up` would change anything."""
    if await queries.left_alone(session, now):
        return True
    staff = await queries.at_desk(session, now)
    if not (staff and shop.hours.is_open(now)) and await queries.silent_in_line(session):
        return True
    if not any(member.is_free for member in staff):
        return False
    return any(routing.choose_staff(waiting, staff) for waiting in await queries.line(session))


async def queue(session: AsyncSession) -> Sequence[PersonRequest]:
    """The cases nobody has, the longest waiting first."""
    return await queries.in_state(session, *queries.IN_LINE)


async def of_staff(session: AsyncSession, staff_id: str) -> Sequence[PersonRequest]:
    """The cases that this member of staff has."""
    return await queries.of_staff(session, staff_id)
