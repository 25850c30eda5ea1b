"""What is said in a conversation, told step by step. The caller commits; only then may it acknowledge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from care.audit import service as audit
from care.conversations import queries, rules
from care.conversations.arrivals import Entered, enter, open_conversation, open_of_customer, resume
from care.conversations.errors import (
    Conflict,
    ConversationClosed,
    NothingSaid,
    StaleEpoch,
    TooLong,
    UnknownChoice,
)
from care.conversations.speaking import BotLine, Offer, answer, greet, note
from care.db.models import Conversation, Message
from care.db.types import JsonObject
from care.errors import CareError

__all__ = [
    "Before", "BotLine", "Entered", "Offer", "Said", "answer", "before", "choose", "enter", "get",
    "greet", "mark_seen", "messages_after", "needs_no_answer", "note", "on_offer", "open_conversation",
    "open_of_customer", "resume", "say", "show", "take", "unanswered",
]  # fmt: skip


@dataclass(frozen=True)
class Said:
    """A line of the shopper as it is stored, and who may answer it."""

    seq: int
    repeated: bool  # it was stored by an earlier send of the same cmid
    text: str  # without card numbers; this, not what was typed, goes to the bot
    payload: str | None  # what a tapped choice says to the bot
    at: datetime
    owner: str
    epoch: int
    language: str
    card: JsonObject | None = None  # what the line shows besides its words

    @property
    def label(self) -> str:
        """The words on the choice that was tapped."""
        return self.text


@dataclass(frozen=True)
class Before:
    """How a conversation stands before the shopper's next line is stored."""

    asked_seq: int = 0
    offered: tuple[JsonObject, ...] = ()  # the choices under the desk's own line, if that is the newest


async def before(session: AsyncSession, conversation_id: str) -> Before:
    """In one statement, because every line begins with it."""
    row = (await session.execute(queries.BEFORE, {"conversation": conversation_id})).first()
    if row is None:
        return Before()
    ours = row.sender == "system" and row.owner != "staff"
    return Before(row.asked_seq, tuple(row.choices or ()) if ours else ())


async def get(session: AsyncSession, conversation_id: str) -> Conversation | None:
    """The conversation as it is now."""
    return await queries.get(session, conversation_id)


async def say(session: AsyncSession, conversation_id: str, *, cmid: str, text: str, now: datetime) -> Said:
    """Store the shopper's words once, however often the same `cmid` is sent.

    Raises TooLong, NothingSaid, Conflict (the cmid was used for other words), ConversationClosed.
    """
    if len(text) > rules.MAX_TEXT:
        raise TooLong(f"at most {rules.MAX_TEXT} characters")
    text = rules.storable(text)
    if not text.strip() or not rules.acceptable_cmid(cmid):
        raise NothingSaid("words and an id are needed")
    send = _Send(conversation_id, cmid, rules.body_hash("say", text), now)
    number = await _next_line(session, send)
    if await _add_once(session, send, number.last_seq, text=text):
        return Said(number.last_seq, False, text, None, now, number.owner, number.epoch, number.language)
    return await _sent_before(session, send, number)


async def show(
    session: AsyncSession,
    conversation_id: str,
    *,
    cmid: str,
    digest: str,
    text: str,
    card: JsonObject,
    now: datetime,
) -> Said:
    """Store a picture that the shopper shows, with words that stand for it, once.

    `digest` is of what was sent: a retry must match it. Raises Conflict, NothingSaid, ConversationClosed.
    """
    if not rules.acceptable_cmid(cmid):
        raise NothingSaid("an id is needed")
    send = _Send(conversation_id, cmid, rules.body_hash("show", digest), now)
    number = await _next_line(session, send)
    if await _add_once(session, send, number.last_seq, text=text, card=card):
        who = number.owner, number.epoch, number.language
        return Said(number.last_seq, False, text, None, now, *who, card)
    return await _sent_before(session, send, number)


async def choose(
    session: AsyncSession, conversation_id: str, *, cmid: str, choice_id: str, now: datetime
) -> Said:
    """Store a tap on a choice as the shopper's line, with the choice's label as its words.

    Choices belong to the bot's newest line and to what the system said since; one of them can be taken, once.
    Raises UnknownChoice, Conflict, NothingSaid, ConversationClosed.
    """
    if not rules.acceptable_cmid(cmid):
        raise NothingSaid("an id is needed")
    send = _Send(conversation_id, cmid, rules.body_hash("choose", choice_id), now)
    number = await _next_line(session, send)
    choice = await _on_offer(session, conversation_id, choice_id)
    if choice is None:  # or this is a retry: taking it is what took it off the offer
        return await _sent_before(
            session, send, number, or_raise=UnknownChoice("this choice is not on offer")
        )
    label, payload = choice["label"], choice["payload"]
    if await _add_once(session, send, number.last_seq, text=label, choice_id=choice_id, payload=payload):
        return Said(number.last_seq, False, label, payload, now, number.owner, number.epoch, number.language)
    return await _sent_before(session, send, number)


async def messages_after(session: AsyncSession, conversation_id: str, seq: int, limit: int) -> list[Message]:
    """The lines after `seq`, in order, at most `limit`."""
    return list(await queries.lines_after(session, conversation_id, seq, limit))


async def unanswered(session: AsyncSession) -> list[tuple[str, int]]:
    """The shopper's lines that still wait for the bot, as (conversation, seq), the oldest first."""
    return await queries.unanswered(session)


async def mark_seen(session: AsyncSession, conversation_id: str, seq: int) -> None:
    """The shopper saw the lines up to `seq`; it never goes back, nor beyond the newest line."""
    await session.execute(queries.SEEN, {"conversation": conversation_id, "seq": seq})


async def on_offer(session: AsyncSession, conversation_id: str) -> list[JsonObject]:
    """The choices that can be taken now, as {"id", "label", "payload"}, the newest last."""
    lines = (await session.execute(queries.ON_OFFER, {"conversation": conversation_id})).all()
    offered: list[JsonObject] = []
    for line in lines:
        if line.choice_id:  # taking one takes all of them off
            offered = []
        offered += line.choices or []
    return offered


async def needs_no_answer(session: AsyncSession, conversation_id: str, asked: int) -> None:
    """The shopper's newest line is not for the bot, which has to answer up to line `asked` as before."""
    await session.execute(queries.ASKED, {"conversation": conversation_id, "asked": asked})


async def take(
    session: AsyncSession,
    conversation_id: str,
    *,
    owner: str,
    epoch: int,
    now: datetime,
    actor: str = "system",
) -> int:
    """Make `owner` ("bot", "queue", "staff") the one who answers, if nobody else did since `epoch`.

    Gives the new epoch. Raises StaleEpoch when somebody was faster. What the bot still works on is not said
    any more, and it will not answer later what was asked before.
    """
    taken = {"conversation": conversation_id, "seen_epoch": epoch, "taker": owner}
    new_epoch: int | None = (await session.execute(queries.TAKE, taken)).scalar()
    if new_epoch is None:
        raise StaleEpoch("somebody else took this conversation")
    details = {"owner": owner, "epoch": new_epoch}
    await audit.write(
        session,
        actor=actor,
        action="conversation.taken",
        subject=f"conversation:{conversation_id}",
        now=now,
        details=details,
    )
    return new_epoch


@dataclass(frozen=True)
class _Send:
    """One send of a client: where it belongs, its id, and what a retry of it must match."""

    conversation_id: str
    cmid: str
    body_hash: str
    now: datetime


async def _next_line(session: AsyncSession, send: _Send) -> Row[Any]:
    """The next line's number, and who answers; the conversation is locked until the commit."""
    values = {
        "conversation": send.conversation_id,
        "open_since": send.now - rules.SILENT_UNTIL_CLOSED,
        "now": send.now,
    }
    row = (await session.execute(queries.NEXT_LINE, values)).one_or_none()
    if row is None:
        raise ConversationClosed("this conversation is over")
    return row


async def _add_once(session: AsyncSession, send: _Send, seq: int, **what: object) -> bool:
    """Store the line, unless the same client id was stored before; whether it was stored now."""
    values = {
        "conversation_id": send.conversation_id, "seq": seq, "sender": "shopper", "at": send.now,
        "cmid": send.cmid, "body_hash": send.body_hash, **what,
    }  # fmt: skip
    return await queries.add_line_once(session, values)


async def _sent_before(
    session: AsyncSession, send: _Send, number: Row[Any], *, or_raise: CareError | None = None
) -> Said:
    """What the earlier send of this cmid stored; the number taken for this one is given back."""
    await session.execute(queries.GIVE_LINE_BACK, {"conversation": send.conversation_id})
    sent = {"conversation": send.conversation_id, "cmid": send.cmid}
    line = (await session.execute(queries.SENT_BEFORE, sent)).one_or_none()
    if line is None:
        raise or_raise or ConversationClosed("this conversation is over")
    if line.body_hash != send.body_hash:
        raise Conflict("this id was used for another message")
    who = number.owner, number.epoch, number.language
    return Said(line.seq, True, line.text, line.payload, line.at, *who, line.card)


async def _on_offer(session: AsyncSession, conversation_id: str, choice_id: str) -> JsonObject | None:
    """The choice of this id, if it can be taken now."""
    offered = await on_offer(session, conversation_id)
    return next((choice for choice in offered if choice["id"] == choice_id), None)
