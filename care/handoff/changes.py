"""How a case changes: its conversation is locked first, then the case, so that two hands never cross."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from care.audit import service as book
from care.conversations import service as conversations
from care.db.models import Conversation, Message, PersonRequest, Staff
from care.errors import NotFound
from care.handoff import queries
from care.handoff.errors import CaseOver, NotYours
from care.words import say

BOSSES = ("supervisor", "owner")


class Member(Protocol):
    """Who is at work; see `care.staff.service.Member`."""

    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def role(self) -> str: ...


@dataclass(frozen=True)
class Change:
    """What a step led to: the case, who answers now, and lines that the shopper is to be told."""

    request: PersonRequest
    conversation_id: str
    owner: str
    epoch: int
    lines: tuple[Message, ...] = ()

    @property
    def request_id(self) -> int:
        return self.request.id

    @property
    def staff_id(self) -> str | None:
        return self.request.staff_id


@dataclass(frozen=True)
class Opened:
    """A case and its conversation, both locked until the commit."""

    request: PersonRequest
    conversation: Conversation


async def lock(session: AsyncSession, request_id: int) -> Opened:
    """The case as it is now. Raises NotFound."""
    found = await queries.case(session, request_id)
    if found is None:
        raise NotFound("there is no such case")
    conversation = await queries.lock_conversation(session, found.conversation_id)
    request = await queries.case(session, request_id)
    assert conversation is not None, "its case refers to it"
    assert request is not None, "cases are not deleted"
    return Opened(request, conversation)


async def lock_mine(session: AsyncSession, request_id: int, by: str) -> Opened:
    """The case, if it is open and `by` has it or is a supervisor. Raises NotYours, CaseOver, NotFound."""
    opened = await lock(session, request_id)
    if opened.request.state == "done":
        raise CaseOver("this case was ended meanwhile")
    if opened.request.state != "taken" or opened.request.staff_id != by:
        member = await session.get(Staff, by)
        if member is None or member.role not in BOSSES:
            raise NotYours("somebody else has this chat")
    return opened


async def change(
    session: AsyncSession,
    opened: Opened,
    *,
    owner: str,
    action: str,
    actor: str,
    now: datetime,
    line: str | None = None,
    details: dict[str, Any] | None = None,
) -> Change:
    """Write down the step: who answers from now on, the line the shopper is told, and the audit."""
    conversation, request = opened.conversation, opened.request
    await session.flush()
    epoch = await conversations.take(
        session, conversation.id, owner=owner, epoch=conversation.epoch, now=now, actor=actor
    )
    lines = (await conversations.note(session, conversation.id, text=line, now=now),) if line else ()
    await audit(session, action, request.id, actor=actor, now=now, details=details)
    return Change(request, conversation.id, owner, epoch, lines)


async def audit(
    session: AsyncSession,
    action: str,
    request_id: int,
    *,
    actor: str,
    now: datetime,
    details: dict[str, Any] | None = None,
) -> None:
    subject = f"case:{request_id}"
    await book.write(session, actor=actor, action=action, subject=subject, now=now, details=details)


async def name_of(session: AsyncSession, staff_id: str | None) -> str:
    member = await session.get(Staff, staff_id) if staff_id else None
    return member.name if member else ""


def told(key: str, conversation: Conversation, **facts: str) -> str:
    """A line of the system in the shopper's language."""
    return say(key, conversation.language, **facts)
