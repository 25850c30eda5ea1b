"""What a person says in a chat: stored once, without card numbers, and only by who may speak there."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from care.conversations import queries as lines
from care.conversations import rules
from care.conversations.errors import Conflict, ConversationClosed, NothingSaid, TooLong
from care.db.models import Message, PersonRequest
from care.db.types import JsonObject
from care.handoff import queries
from care.handoff.changes import BOSSES, Member
from care.handoff.errors import NotYours
from care.promises import service as promises


async def say(
    session: AsyncSession,
    conversation_id: str,
    *,
    member: Member,
    cmid: str,
    text: str,
    now: datetime,
    card: JsonObject | None = None,
) -> Message:
    """Store a line of the member of staff who has the case, once however often `cmid` is sent.

    The first one keeps the promise of an answer. Raises NotYours, TooLong, NothingSaid, Conflict,
    ConversationClosed.
    """
    text = _checked(text, cmid)
    body_hash = rules.body_hash(f"staff:{member.id}", text)
    conversation = await queries.lock_conversation(session, conversation_id)
    if conversation is None:
        raise ConversationClosed("this conversation is gone")
    said = await _said_before(session, conversation_id, cmid)
    if said is not None:
        if said.body_hash != body_hash:
            raise Conflict("this id was used for another message")
        return said
    case = await queries.open_case(session, conversation_id)
    if case is None or not _may_speak(case, member):
        raise NotYours("only who has this chat writes in it")
    line = await _add(session, conversation_id, now, name=member.name, text=text, card=card, cmid=cmid,
                      body_hash=body_hash)  # fmt: skip
    await _note_answer(session, case, now)
    return line


def _checked(text: str, cmid: str) -> str:
    if len(text) > rules.MAX_TEXT:
        raise TooLong(f"at most {rules.MAX_TEXT} characters")
    text = rules.storable(text)
    if not text.strip() or not rules.acceptable_cmid(cmid):
        raise NothingSaid("words and an id are needed")
    return text


def _may_speak(case: PersonRequest, member: Member) -> bool:
    return case.state == "taken" and (case.staff_id == member.id or member.role in BOSSES)


async def _said_before(session: AsyncSession, conversation_id: str, cmid: str) -> Message | None:
    query = select(Message).where(Message.conversation_id == conversation_id, Message.cmid == cmid)
    return (await session.scalars(query)).one_or_none()


async def _add(session: AsyncSession, conversation_id: str, now: datetime, **what: Any) -> Message:
    seq = (await session.execute(lines.NOTE, {"conversation": conversation_id, "now": now})).scalar_one()
    row = {"conversation_id": conversation_id, "seq": seq, "sender": "staff", "at": now, **what}
    await session.execute(lines.ADD_LINES, row)
    return Message(**row)


async def _note_answer(session: AsyncSession, case: PersonRequest, now: datetime) -> None:
    if case.answered_at is None:
        case.answered_at = now
        await promises.keep_of_case(session, case.id, "first_answer", now=now)
        await session.flush()
