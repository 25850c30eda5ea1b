"""What the shop keeps about itself: its name and currency, codes sent, guesses made, mail to send, audit."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from care.db.base import Base
from care.db.types import Document, JsonObject


class Store(Base):
    """The one row about the imported store."""

    __tablename__ = "store"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    name: Mapped[str]
    currency: Mapped[str]
    as_of: Mapped[datetime | None]
    demo: Mapped[bool] = mapped_column(default=False)  # makes room when a real store is imported


class LoginCode(Base):
    """A one-time code that proves a guest owns the e-mail on record. Only its keyed hash is kept."""

    __tablename__ = "login_codes"
    __table_args__ = (Index("ix_login_codes_conversation_id_sent_at", "conversation_id", "sent_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    # None: nobody matched. The row is written all the same, so that hit and miss do equal work.
    customer_id: Mapped[str | None] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"))
    code_hash: Mapped[str]
    sent_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    tries_left: Mapped[int]
    used_at: Mapped[datetime | None]


class Attempt(Base):
    """How often something was tried in a window: guesses at one order, e-mail, address or conversation."""

    __tablename__ = "attempts"

    key: Mapped[str] = mapped_column(primary_key=True)  # "order:W1006327", "ip:203.0.113.7"
    window_start: Mapped[datetime] = mapped_column(primary_key=True)
    count: Mapped[int]


class Mail(Base):
    """A letter to send, written in the transaction that caused it: neither exists without the other."""

    __tablename__ = "mails"
    __table_args__ = (
        CheckConstraint("state IN ('queued', 'sending', 'sent', 'failed', 'shown')", name="state"),
        Index("ix_mails_state_due_at", "state", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    to: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str]
    written_at: Mapped[datetime]
    due_at: Mapped[datetime]  # a retry moves it on; while it is 'sending', when the sender is taken for dead
    best_before: Mapped[datetime | None]  # a one-time code is of no use later
    state: Mapped[str] = mapped_column(default="queued")
    tries: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None]


class Audit(Base):
    """Who did what to what, and when. Rows are only ever added, and each seals the one before it."""

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_subject_at", "subject", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[str]  # "shopper:CONVERSATION", "staff:ID", "bot", "system"
    action: Mapped[str]  # "identity.code_sent"
    subject: Mapped[str]  # "order:#W1006327"
    details: Mapped[JsonObject] = mapped_column(Document, default=dict)
    # By care.audit: SHA-256 over this row and the seal before it; None on rows older than seals.
    seal: Mapped[str | None]
