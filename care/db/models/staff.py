"""Who works at the counter: accounts, their sessions in the console, and who is there just now."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from care.db.base import Base
from care.db.types import Document


class Staff(Base):
    """A member of staff. Never deleted: what they did stays theirs; `disabled_at` ends the account."""

    __tablename__ = "staff"
    __table_args__ = (
        CheckConstraint("role IN ('agent', 'supervisor', 'owner')", name="role"),
        CheckConstraint("capacity >= 0", name="capacity"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)  # lower case
    name: Mapped[str]  # as shoppers see it
    role: Mapped[str]
    languages: Mapped[list[str]] = mapped_column(Document, default=list)  # ["en", "zh"]
    skills: Mapped[list[str]] = mapped_column(Document, default=list)  # ["complaints", "returns"]
    capacity: Mapped[int] = mapped_column(default=4)  # chats at once
    language: Mapped[str] = mapped_column(default="en")  # of the console
    password_hash: Mapped[str]  # Argon2id, with its parameters
    totp_secret: Mapped[str | None]  # encrypted
    totp_since: Mapped[datetime | None]  # confirmed by a first code; before, it is only offered
    totp_last_step: Mapped[int | None]  # a code is good once
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]


class StaffSession(Base):
    """A browser that signed in. Only the hash of its secret is kept."""

    __tablename__ = "staff_sessions"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    csrf: Mapped[str]
    begun_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    proved_at: Mapped[datetime | None]  # the second factor was given; before, nothing else is allowed
    address: Mapped[str | None]


class Presence(Base):
    """Somebody is at the desk, for as long as the lease is renewed: a closed lid renews nothing."""

    __tablename__ = "presences"

    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True)
    since: Mapped[datetime]
    until: Mapped[datetime] = mapped_column(index=True)
    takes_new: Mapped[bool] = mapped_column(default=True)  # False: finishes what they have


class Handover(Base):
    """The end of a shift: what was open then, and who read it back."""

    __tablename__ = "handovers"

    id: Mapped[int] = mapped_column(primary_key=True)
    from_staff: Mapped[str] = mapped_column(ForeignKey("staff.id"), index=True)
    to_staff: Mapped[str | None] = mapped_column(ForeignKey("staff.id"), index=True)  # None: the next one in
    at: Mapped[datetime]
    note: Mapped[str]
    cases: Mapped[list[int]] = mapped_column(Document, default=list)
    promises: Mapped[list[int]] = mapped_column(Document, default=list)
    read_back_at: Mapped[datetime | None]
    read_back_by: Mapped[str | None] = mapped_column(ForeignKey("staff.id"))


class CannedReply(Base):
    """A text that staff say often, in each language, with variables such as {first_name}."""

    __tablename__ = "canned_replies"

    id: Mapped[int] = mapped_column(primary_key=True)
    shortcut: Mapped[str] = mapped_column(unique=True)  # typed after a slash
    title: Mapped[str]
    texts: Mapped[dict[str, str]] = mapped_column(Document)  # {"en": ..., "zh": ...}
    updated_at: Mapped[datetime]
    updated_by: Mapped[str | None] = mapped_column(ForeignKey("staff.id"))


class Note(Base):
    """What staff tell each other about a conversation; the shopper never sees it."""

    __tablename__ = "notes"
    __table_args__ = (Index("ix_notes_conversation_id_at", "conversation_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime]
    text: Mapped[str]
    mentions: Mapped[list[str]] = mapped_column(Document, default=list)  # staff ids


class Tag(Base):
    """A word on a conversation, to find it again."""

    __tablename__ = "tags"

    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(primary_key=True)
