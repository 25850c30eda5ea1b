"""How conversations are read and written. The statements are built once: some run with every message."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import (
    CursorResult,
    Insert,
    Select,
    Table,
    Update,
    bindparam,
    exists,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from care.db.models import Conversation, ConversationToken, Customer, LoginCode, Message, PersonRequest

conversations = cast(Table, Conversation.__table__)
messages = cast(Table, Message.__table__)

_this = conversations.c.id == bindparam("conversation")
_line = messages.alias("line")


def _newest_of(conversation: Any, sender: str) -> Any:
    """The number of the sender's newest line. It reads the primary key backwards and stops at the first."""
    return (
        select(_line.c.seq)
        .where(_line.c.conversation_id == conversation, _line.c.sender == sender)
        .order_by(_line.c.seq.desc())
        .limit(1)
        .scalar_subquery()
    )


# The row's lock is held from here until the commit, so numbers follow each other without a gap.
NEXT_LINE: Update = (
    update(conversations)
    .where(_this, conversations.c.last_at > bindparam("open_since"))
    .values(
        last_seq=conversations.c.last_seq + 1,
        asked_seq=conversations.c.last_seq + 1,
        last_at=bindparam("now"),
    )
    .returning(
        conversations.c.last_seq, conversations.c.owner, conversations.c.epoch, conversations.c.language
    )
)

# For a send that turned out to be a retry; nobody saw the number, because the row is still locked.
GIVE_LINE_BACK: Update = (
    update(conversations)
    .where(_this)
    .values(
        last_seq=conversations.c.last_seq - 1,
        asked_seq=func.coalesce(_newest_of(conversations.c.id, "shopper"), 0),
    )
)

# The two guards of the bot's lines: nobody took over since, and this turn was not answered yet.
_still_the_bots = (conversations.c.owner == "bot", conversations.c.epoch == bindparam("computed_under"))
_lines_of_the_bot = (
    update(conversations)
    .where(_this, *_still_the_bots)
    .values(
        last_seq=conversations.c.last_seq + bindparam("lines"),
        language=bindparam("spoken"),
        last_at=bindparam("now"),
    )
    .returning(conversations.c.last_seq)
)
ANSWER: Update = _lines_of_the_bot.where(
    conversations.c.answered_seq < bindparam("turn"), conversations.c.asked_seq >= bindparam("turn")
).values(answered_seq=bindparam("turn"))
GREET: Update = _lines_of_the_bot.where(conversations.c.last_seq == bindparam("after"))
NOTE: Update = (
    update(conversations)
    .where(_this)
    .values(last_seq=conversations.c.last_seq + 1, last_at=bindparam("now"))
    .returning(conversations.c.last_seq)
)

ADD_LINES: Insert = insert(messages)
_add_line_once = {
    "sqlite": sqlite.insert(messages).on_conflict_do_nothing(index_elements=["conversation_id", "cmid"]),
    "postgresql": postgresql.insert(messages).on_conflict_do_nothing(
        index_elements=["conversation_id", "cmid"]
    ),
}

SENT_BEFORE: Select[Any] = select(
    messages.c.seq, messages.c.body_hash, messages.c.text, messages.c.payload, messages.c.at, messages.c.card
).where(messages.c.conversation_id == bindparam("conversation"), messages.c.cmid == bindparam("cmid"))

# The bot's newest line, and what was said since.
ON_OFFER: Select[Any] = (
    select(messages.c.sender, messages.c.choices, messages.c.choice_id)
    .where(
        messages.c.conversation_id == bindparam("conversation"),
        messages.c.seq >= func.coalesce(_newest_of(bindparam("conversation"), "bot"), 0),
    )
    .order_by(messages.c.seq)
)

# How things stand before a line of the shopper is stored.
BEFORE: Select[Any] = (
    select(conversations.c.asked_seq, conversations.c.owner, _line.c.sender, _line.c.choices)
    .outerjoin(
        _line, (_line.c.conversation_id == conversations.c.id) & (_line.c.seq == conversations.c.last_seq)
    )
    .where(_this)
)

SEEN: Update = (
    update(conversations)
    .where(_this, conversations.c.seen_seq < bindparam("seq"), conversations.c.last_seq >= bindparam("seq"))
    .values(seen_seq=bindparam("seq"))
)

# For a line that the desk has answered itself: what the bot has to answer is what it was before.
ASKED: Update = update(conversations).where(_this).values(asked_seq=bindparam("asked"))

# Whoever takes over takes what was asked so far with it: the bot never answers it later.
TAKE: Update = (
    update(conversations)
    .where(_this, conversations.c.epoch == bindparam("seen_epoch"))
    .values(owner=bindparam("taker"), epoch=conversations.c.epoch + 1, answered_seq=conversations.c.asked_seq)
    .returning(conversations.c.epoch)
)


async def add_line_once(session: AsyncSession, values: dict[str, Any]) -> bool:
    """Store a line of the shopper, unless one with its cmid is there; whether it was stored now."""
    return await _inserted(session, _add_line_once, values)


async def _inserted(session: AsyncSession, by_dialect: dict[str, Any], values: dict[str, Any]) -> bool:
    done = await session.execute(by_dialect[session.get_bind().dialect.name], values)
    return cast(CursorResult[Any], done).rowcount == 1


async def get(session: AsyncSession, conversation_id: str) -> Conversation | None:
    return await session.get(Conversation, conversation_id, populate_existing=True)


async def lock_customer(session: AsyncSession, customer_id: str) -> bool:
    """Whether the store knows this customer; two hellos of one customer at once come one after the other."""
    query = select(Customer.id).where(Customer.id == customer_id).with_for_update(key_share=True)
    return await session.scalar(query) is not None


async def by_token_hash(session: AsyncSession, token_hash: str) -> Conversation | None:
    query = (
        select(Conversation)
        .join(ConversationToken, ConversationToken.conversation_id == Conversation.id)
        .where(ConversationToken.token_hash == token_hash)
    )
    return cast(Conversation | None, await session.scalar(query))


async def newest_of_customer(
    session: AsyncSession, customer_id: str, *, open_since: datetime
) -> Conversation | None:
    """The customer's conversation with the newest line, unless it is closed or served somebody else too."""
    query = (
        select(Conversation)
        .where(
            Conversation.customer_id == customer_id,
            Conversation.last_at > open_since,
            ~_served_another(customer_id),
        )
        .order_by(Conversation.last_at.desc(), Conversation.id)
        .limit(1)
    )
    return cast(Conversation | None, await session.scalar(query))


async def served_another(session: AsyncSession, conversation_id: str, customer_id: str) -> bool:
    """Whether a code once opened this conversation for a customer other than this one."""
    query = select(
        exists().where(
            LoginCode.conversation_id == conversation_id,
            LoginCode.used_at.is_not(None),
            LoginCode.customer_id != customer_id,
        )
    )
    return bool(await session.scalar(query))


def _served_another(customer_id: str) -> Any:
    return exists().where(
        LoginCode.conversation_id == Conversation.id,
        LoginCode.used_at.is_not(None),
        LoginCode.customer_id != customer_id,
    )


async def tokens_beyond(
    session: AsyncSession, conversation_id: str, keep: int
) -> Sequence[ConversationToken]:
    """The conversation's oldest tokens, all but the newest `keep`."""
    query = (
        select(ConversationToken)
        .where(ConversationToken.conversation_id == conversation_id)
        .order_by(ConversationToken.given_at.desc(), ConversationToken.token_hash)
        .offset(keep)
    )
    return (await session.scalars(query)).all()


async def lines_after(session: AsyncSession, conversation_id: str, seq: int, limit: int) -> Sequence[Message]:
    query = (
        select(Message)
        .where(Message.conversation_id == conversation_id, Message.seq > seq)
        .order_by(Message.seq)
        .limit(limit)
    )
    return (await session.scalars(query)).all()


async def unanswered(session: AsyncSession) -> list[tuple[str, int]]:
    query = (
        select(Message.conversation_id, Message.seq)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(
            Conversation.answered_seq < Conversation.asked_seq,
            Conversation.owner == "bot",
            Message.sender == "shopper",
            Message.seq > Conversation.answered_seq,
        )
        .order_by(Message.at, Message.conversation_id, Message.seq)
    )
    return [(conversation_id, seq) for conversation_id, seq in await session.execute(query)]


async def open_request(session: AsyncSession, conversation_id: str) -> PersonRequest | None:
    query = select(PersonRequest).where(
        PersonRequest.conversation_id == conversation_id, PersonRequest.done_at.is_(None)
    )
    return cast(PersonRequest | None, await session.scalar(query))


async def newest_lines(session: AsyncSession, conversation_id: str, limit: int) -> list[Message]:
    """The last lines of a conversation, oldest first."""
    query = (
        select(Message)
        .where(Message.conversation_id == conversation_id)
        .order_by(Message.seq.desc())
        .limit(limit)
    )
    return list((await session.scalars(query)).all())[::-1]
