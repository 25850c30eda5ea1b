"""What was said: conversations, their messages, and requests for a person."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from care.db.base import Base
from care.db.types import Document, JsonObject


class Conversation(Base):
    """A shopper's thread at the counter. `owner` and `epoch` say who may speak for the shop just now."""

    __tablename__ = "conversations"
    __table_args__ = (
        CheckConstraint("owner IN ('bot', 'queue', 'staff')", name="owner"),
        CheckConstraint("proof IN ('none', 'code', 'sign_in')", name="proof"),
        Index("ix_conversations_customer_id_opened_at", "customer_id", "opened_at"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    opened_at: Mapped[datetime]
    opened_from: Mapped[str | None]  # network address, so that guesses can be counted by address
    last_at: Mapped[datetime]  # of the newest message
    language: Mapped[str]  # "en" or "zh"

    # Who is asking. Without proof, `customer_id` is nobody.
    customer_id: Mapped[str | None] = mapped_column(ForeignKey("customers.id", ondelete="SET NULL"))
    proof: Mapped[str] = mapped_column(default="none")
    proved_until: Mapped[datetime | None]

    # Who answers. Every change of owner raises the epoch; a line computed under an older epoch is refused.
    owner: Mapped[str] = mapped_column(default="bot")
    epoch: Mapped[int] = mapped_column(default=1)

    # Sequence numbers come from here, under the row's lock, never from memory.
    last_seq: Mapped[int] = mapped_column(default=0)
    asked_seq: Mapped[int] = mapped_column(default=0)  # the shopper's newest line
    answered_seq: Mapped[int] = mapped_column(default=0)  # shopper lines up to here had their answer
    seen_seq: Mapped[int] = mapped_column(default=0)  # the shopper saw lines up to here


# A restart looks for lines that still wait for their answer; they are few, so the index is small.
Index(
    "ix_conversations_unanswered",
    Conversation.id,
    sqlite_where=Conversation.answered_seq < Conversation.asked_seq,
    postgresql_where=Conversation.answered_seq < Conversation.asked_seq,
)


class ConversationToken(Base):
    """The key a device was given to come back to a conversation; each device has its own."""

    __tablename__ = "conversation_tokens"
    __table_args__ = (
        Index("ix_conversation_tokens_conversation_id_given_at", "conversation_id", "given_at"),
    )

    token_hash: Mapped[str] = mapped_column(primary_key=True)  # SHA-256 of the secret that `welcome` gave
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    given_at: Mapped[datetime]


class Message(Base):
    """One line of a conversation, never changed after it is written."""

    __tablename__ = "messages"
    __table_args__ = (
        CheckConstraint("sender IN ('shopper', 'bot', 'staff', 'system')", name="sender"),
        UniqueConstraint("conversation_id", "cmid"),
    )

    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True
    )
    seq: Mapped[int] = mapped_column(primary_key=True)
    sender: Mapped[str]
    name: Mapped[str | None]  # of the member of staff
    at: Mapped[datetime]
    text: Mapped[str]
    choices: Mapped[list[JsonObject] | None] = mapped_column(Document)  # [{"id", "label", "payload"}]
    card: Mapped[JsonObject | None] = mapped_column(Document)
    # Of the shopper's lines only:
    cmid: Mapped[str | None]  # the client's id of the send: a retry carries the same
    body_hash: Mapped[str | None]  # SHA-256 of what was sent under it
    choice_id: Mapped[str | None]  # the choice taken, when it was a tap
    payload: Mapped[str | None]  # what that choice says to the bot


class PersonRequest(Base):
    """A case for a person: about what, since when, who has it, and until when what was promised.

    `waiting`: in the queue. `taken`: somebody has it. `message`: the shopper left a message to be answered.
    `done`: it ended; opened again, it is a new one that names this one.
    """

    __tablename__ = "person_requests"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'taken', 'message', 'done')", name="state"),
        CheckConstraint("(state = 'done') = (done_at IS NOT NULL)", name="done"),
        CheckConstraint("state <> 'taken' OR staff_id IS NOT NULL", name="taken"),
        Index("ix_person_requests_state_waiting_since", "state", "waiting_since"),
        Index("ix_person_requests_staff_id_state", "staff_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), index=True
    )
    topic: Mapped[str]  # the intent: "return_item"
    reason: Mapped[str]  # why a person: a rule of care.handoff.escalation
    order_number: Mapped[str | None]
    language: Mapped[str] = mapped_column(default="en")
    skill: Mapped[str] = mapped_column(default="general")
    importance: Mapped[int] = mapped_column(default=0)  # of the matter; the wait is added to it
    brief: Mapped[JsonObject] = mapped_column(Document, default=dict)  # the card: facts as they stood
    state: Mapped[str] = mapped_column(default="waiting")
    staff_id: Mapped[str | None] = mapped_column(ForeignKey("staff.id"))  # who has it, or had it last
    asked_at: Mapped[datetime]
    waiting_since: Mapped[datetime]  # kept when it goes back to the queue
    taken_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]  # the first line of a person
    reply_by: Mapped[datetime]
    solve_by: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    outcome: Mapped[str | None]  # "solved", "to_bot", "no_answer", "duplicate" ...
    transferred: Mapped[str | None]  # the note of the last transfer, until it is read back
    reopens: Mapped[int | None] = mapped_column(ForeignKey("person_requests.id"))


class Promise(Base):
    """Something a shopper was promised, by whom it is kept and by when."""

    __tablename__ = "promises"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'kept', 'broken', 'withdrawn')", name="state"),
        Index("ix_promises_state_due_at", "state", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), index=True
    )
    request_id: Mapped[int | None] = mapped_column(
        ForeignKey("person_requests.id", ondelete="SET NULL"), index=True
    )
    kind: Mapped[str]  # "first_answer", "solution", "call_back", "trace", "other"
    text: Mapped[str]  # what was promised, in the shopper's words
    made_by: Mapped[str]  # "bot", "sla", "staff:ID"
    owner_id: Mapped[str | None] = mapped_column(ForeignKey("staff.id"), index=True)  # None: whoever is in
    made_at: Mapped[datetime]
    due_at: Mapped[datetime]
    warned_at: Mapped[datetime | None]  # it came up before it was late
    state: Mapped[str] = mapped_column(default="open")
    ended_at: Mapped[datetime | None]


class Rating(Base):
    """What a shopper said of a case that ended: how satisfied they are, how easy it was; both optional."""

    __tablename__ = "ratings"
    __table_args__ = (
        CheckConstraint("satisfaction BETWEEN 1 AND 5", name="satisfaction"),
        CheckConstraint("effort BETWEEN 1 AND 5", name="effort"),
    )

    request_id: Mapped[int] = mapped_column(
        ForeignKey("person_requests.id", ondelete="CASCADE"), primary_key=True
    )
    satisfaction: Mapped[int | None]  # 5 is best
    effort: Mapped[int | None]  # 5 is easiest
    comment: Mapped[str | None]
    at: Mapped[datetime]


# One open request a conversation, whoever asks how often and at the same moment.
Index(
    "uq_person_requests_open",
    PersonRequest.conversation_id,
    unique=True,
    sqlite_where=PersonRequest.done_at.is_(None),
    postgresql_where=PersonRequest.done_at.is_(None),
)
