"""What the shop says: the bot's answers and greetings, and notes of the system. The caller commits.

The bot's lines carry the epoch under which they were worked out, and the statement that makes room for them
compares it: so the bot can never talk over a person.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Update
from sqlalchemy.ext.asyncio import AsyncSession

from care.conversations import queries
from care.conversations.errors import ConversationClosed, StaleEpoch
from care.db.models import Message


@dataclass(frozen=True)
class Offer:
    """A choice the bot offers: what is written on it, and what it says to the bot when it is tapped."""

    label: str
    payload: str


@dataclass(frozen=True)
class BotLine:
    """One line the bot wants to say."""

    text: str
    choices: Sequence[Offer] = ()
    card: dict[str, Any] | None = None


async def answer(
    session: AsyncSession,
    conversation_id: str,
    *,
    epoch: int,
    turn: int,
    lines: Sequence[BotLine],
    language: str,
    now: datetime,
) -> list[Message]:
    """Store what the bot answers to the shopper's line `turn`; nothing when that was answered before.

    Turns are answered in their order: answering one also settles those before it. The choices of all lines
    go to the last one, because choices belong to the bot's newest line. Raises StaleEpoch when somebody took
    over since `epoch`, and ConversationClosed.
    """
    draft = _Draft(conversation_id, epoch, lines, language, now)
    stored = await _speak(session, draft, queries.ANSWER, turn=turn)
    if stored is not None:
        return stored
    conversation = await queries.get(session, conversation_id)
    if conversation is None:
        raise ConversationClosed("this conversation is gone")
    if conversation.owner != "bot" or conversation.epoch != epoch:
        raise StaleEpoch("somebody else answers in this conversation now")
    if conversation.answered_seq >= turn:
        return []
    raise ValueError(f"there is no line {turn} to answer")


async def greet(
    session: AsyncSession,
    conversation_id: str,
    *,
    epoch: int,
    after: int,
    lines: Sequence[BotLine],
    language: str,
    now: datetime,
) -> list[Message]:
    """Store what the bot says unasked, while line `after` is still the newest (0: the chat is empty).

    Whoever was quicker to speak, or took over, makes it pointless: then nothing is stored and no line given.
    """
    draft = _Draft(conversation_id, epoch, lines, language, now)
    return await _speak(session, draft, queries.GREET, after=after) or []


async def note(
    session: AsyncSession,
    conversation_id: str,
    *,
    text: str,
    now: datetime,
    choices: Sequence[Offer] = (),
) -> Message:
    """Store a line of the system itself, whoever answers just now. Raises ConversationClosed."""
    seq = (await session.execute(queries.NOTE, {"conversation": conversation_id, "now": now})).scalar()
    if seq is None:
        raise ConversationClosed("this conversation is gone")
    row = {
        "conversation_id": conversation_id, "seq": seq, "sender": "system", "at": now, "text": text,
        "choices": _with_ids(choices) or None,
    }  # fmt: skip
    await session.execute(queries.ADD_LINES, row)
    return Message(**row)


@dataclass(frozen=True)
class _Draft:
    """What the bot wants to say, and the epoch under which it worked that out."""

    conversation_id: str
    epoch: int
    lines: Sequence[BotLine]
    language: str
    now: datetime

    def __post_init__(self) -> None:
        if not self.lines:
            raise ValueError("the bot says at least one line; when there is no answer, it says so")

    def rows(self, last_seq: int) -> list[dict[str, Any]]:
        """The lines as rows that end with `last_seq`; the last one has all the choices."""
        offers = {offer.payload: offer for line in self.lines for offer in line.choices}  # each once
        choices = _with_ids(offers.values())
        first = last_seq - len(self.lines) + 1
        return [
            {
                "conversation_id": self.conversation_id, "seq": seq, "sender": "bot", "at": self.now,
                "text": line.text, "card": line.card,
                "choices": choices if choices and seq == last_seq else None,
            }
            for seq, line in enumerate(self.lines, start=first)
        ]  # fmt: skip


def _with_ids(offers: Iterable[Offer]) -> list[dict[str, str]]:
    return [
        {"id": secrets.token_urlsafe(16), "label": offer.label, "payload": offer.payload} for offer in offers
    ]


async def _speak(
    session: AsyncSession, draft: _Draft, statement: Update, **when: int
) -> list[Message] | None:
    """Store the draft where the statement's guards allow it; None where they do not."""
    values = {
        "conversation": draft.conversation_id, "computed_under": draft.epoch, "lines": len(draft.lines),
        "spoken": draft.language, "now": draft.now, **when,
    }  # fmt: skip
    last_seq = (await session.execute(statement, values)).scalar()
    if last_seq is None:
        return None
    rows = draft.rows(last_seq)
    await session.execute(queries.ADD_LINES, rows)
    return [Message(**row) for row in rows]
