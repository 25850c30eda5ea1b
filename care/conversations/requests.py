"""Asking for a person: the request, the promise until when one answers, and the letter to the staff."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from care.conversations import queries
from care.db.models import Customer, PersonRequest
from care.identity.service import who
from care.mail import letters
from care.mail import service as mail

LINES_FOR_STAFF = 10


class Hours(Protocol):
    """When people answer; see `care.shop.rules.OpeningHours`."""

    @property
    def zone(self) -> ZoneInfo: ...

    def after_open_time(self, start: datetime, duration: timedelta) -> datetime: ...


async def ask_for_person(
    session: AsyncSession,
    conversation_id: str,
    *,
    topic: str,
    reason: str,
    hours: Hours,
    now: datetime,
    promise: timedelta,
    staff_email: str = "",
) -> PersonRequest:
    """The shopper's request for a person; one answers within `promise`, of which closed hours do not count.

    A conversation has one open request: asking again gives the same one, and no second letter to the staff.
    """
    reply_by = hours.after_open_time(now, promise)
    values = {
        "conversation_id": conversation_id, "topic": topic, "reason": reason, "asked_at": now,
        "waiting_since": now, "reply_by": reply_by,
    }  # fmt: skip
    added = await queries.add_request_once(session, values)
    request = await queries.open_request(session, conversation_id)
    assert request is not None, "it was added just now, or was there before"
    if staff_email and added:
        await _tell_staff(session, request, staff_email, hours, now)
    return request


async def _tell_staff(
    session: AsyncSession, request: PersonRequest, staff_email: str, hours: Hours, now: datetime
) -> None:
    """A letter to the staff in the shopper's language, which whoever answers has to read anyway."""
    conversation = await queries.get(session, request.conversation_id)
    assert conversation is not None, "its request refers to it"
    shopper = who(conversation, now)
    customer = await session.get(Customer, shopper.customer_id) if shopper.customer_id else None
    lines = await queries.newest_lines(session, conversation.id, LINES_FOR_STAFF)
    subject, text = letters.person_wanted(
        conversation.language,
        topic=request.topic,
        reason=request.reason,
        reply_by=request.reply_by.astimezone(hours.zone),
        customer=f"{customer.first_name} {customer.last_name} <{customer.email}>" if customer else None,
        conversation=conversation.id,
        lines=[(line.sender, line.text) for line in lines],
    )
    await mail.write(session, staff_email, subject, text, now)
