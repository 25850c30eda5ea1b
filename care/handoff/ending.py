"""How a case ends: back to the bot, solved, or opened again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from care.conversations.errors import ConversationClosed
from care.db.models import Conversation, PersonRequest
from care.handoff import changes, queries
from care.handoff.changes import Change, Opened, told
from care.handoff.errors import TakenAlready
from care.promises import service as promises


async def to_bot(session: AsyncSession, request_id: int, *, by: str, note: str, now: datetime) -> Change:
    """The bot goes on; the note tells what was settled. Raises NotYours, CaseOver."""
    opened = await changes.lock_mine(session, request_id, by)
    name = await changes.name_of(session, by)
    opened.request.brief = {**opened.request.brief, "returned": note}
    line = told("counter-back-to-bot", opened.conversation, name=name)
    return await _end(session, opened, by, "to_bot", now, line)


async def resolve(session: AsyncSession, request_id: int, *, by: str, outcome: str, now: datetime) -> Change:
    """The matter is settled, with a reason: "solved", "no_answer" ... Raises NotYours, CaseOver."""
    opened = await changes.lock_mine(session, request_id, by)
    return await _end(session, opened, by, outcome, now, None)


async def reopen(session: AsyncSession, request_id: int, *, by: str, now: datetime) -> Change:
    """Go on with a case that ended, as a new one that names it; if one is open there, take that one."""
    ended = (await changes.lock(session, request_id)).request
    return await take_up(
        session, ended.conversation_id, by=by, topic=ended.topic, reason="reopened", now=now,
        order_number=ended.order_number, reopens=ended,
    )  # fmt: skip


async def take_up(
    session: AsyncSession,
    conversation_id: str,
    *,
    by: str,
    topic: str,
    reason: str,
    now: datetime,
    order_number: str | None = None,
    reopens: PersonRequest | None = None,
) -> Change:
    """A case that a member of staff begins, to write to the shopper first. Raises TakenAlready."""
    conversation = await queries.lock_conversation(session, conversation_id)
    if conversation is None:
        raise ConversationClosed("this conversation is gone")
    case = await queries.open_case(session, conversation_id)
    if case is not None and case.state == "taken" and case.staff_id != by:
        raise TakenAlready(await changes.name_of(session, case.staff_id))
    if case is not None and case.state == "taken":
        return Change(case, conversation_id, conversation.owner, conversation.epoch)
    if case is None:
        case = _begun(conversation, topic, reason, order_number, reopens, now)
        session.add(case)
    case.state, case.staff_id, case.taken_at = "taken", by, now
    name = await changes.name_of(session, by)
    return await _here(session, Opened(case, conversation), by, name, now)


async def _here(session: AsyncSession, opened: Opened, by: str, name: str, now: datetime) -> Change:
    await session.flush()
    await promises.pass_on(session, opened.request.id, by)
    return await changes.change(
        session, opened, owner="staff", action="case.taken_up", actor=f"staff:{by}", now=now,
        line=told("counter-joined", opened.conversation, name=name),
    )  # fmt: skip


def _begun(
    conversation: Conversation,
    topic: str,
    reason: str,
    order_number: str | None,
    reopens: PersonRequest | None,
    now: datetime,
) -> PersonRequest:
    return PersonRequest(
        conversation_id=conversation.id, topic=topic, reason=reason, order_number=order_number,
        language=conversation.language, skill=reopens.skill if reopens else "general",
        importance=reopens.importance if reopens else 0, brief=dict(reopens.brief) if reopens else {},
        asked_at=now, waiting_since=now, reply_by=now, reopens=reopens.id if reopens else None,
    )  # fmt: skip


async def _end(
    session: AsyncSession, opened: Opened, by: str, outcome: str, now: datetime, line: str | None
) -> Change:
    case = opened.request
    case.state, case.outcome, case.done_at, case.transferred = "done", outcome, now, None
    case.staff_id = case.staff_id or by
    await promises.keep_of_case(session, case.id, "solution", now=now)
    await promises.withdraw_of_case(session, case.id, "first_answer", now=now)
    return await changes.change(
        session, opened, owner="bot", action="case.ended", actor=f"staff:{by}", now=now, line=line,
        details={"outcome": outcome},
    )  # fmt: skip
