"""What was done at a shopper's wish, once and for all: requests, their events, and what made a line good."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from care.db.base import Base
from care.db.types import Document, JsonObject

FIRST_NUMBER = 10_000


class Request(Base):
    """A wish that was granted. It is written with all it changed, so it stands exactly for what happened."""

    __tablename__ = "requests"
    __table_args__ = (
        Index("ix_requests_customer_id_at", "customer_id", "at"),
        {"sqlite_autoincrement": True},  # a number once told to somebody is never another's
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)  # idempotency: the same yes, however often it arrives
    customer_id: Mapped[str] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"))
    conversation_id: Mapped[str | None] = mapped_column(
        ForeignKey("conversations.id", ondelete="SET NULL"), index=True
    )
    order_number: Mapped[str | None] = mapped_column(
        ForeignKey("orders.number", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str]  # "cancel", "change_address"
    wish: Mapped[JsonObject] = mapped_column(Document)
    quote: Mapped[JsonObject] = mapped_column(Document)  # what was agreed to, and done
    at: Mapped[datetime]

    @property
    def number(self) -> str:
        """What people say on the phone."""
        return number_of(self.id)


def number_of(request_id: int) -> str:
    return f"R-{FIRST_NUMBER + request_id}"


def id_of(number: str) -> int:
    return int(number.removeprefix("R-")) - FIRST_NUMBER


class LineCredit(Base):
    """What a line was made good with already, so that it is never made good twice."""

    __tablename__ = "line_credits"
    __table_args__ = (
        CheckConstraint("kind IN ('fault', 'price_drop')", name="kind"),
        CheckConstraint("amount >= 0", name="amount_not_negative"),
        Index("ix_line_credits_order_number", "order_number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    order_number: Mapped[str] = mapped_column(ForeignKey("orders.number", ondelete="CASCADE"))
    line_id: Mapped[str]  # no reference: an import writes the lines of an order anew
    kind: Mapped[str]
    amount: Mapped[Decimal]  # paid back; 0 when the thing was sent again
    request_id: Mapped[int] = mapped_column(ForeignKey("requests.id", ondelete="CASCADE"), index=True)


# A fault of a line is made good once, whoever asks how often.
Index(
    "uq_line_credits_fault",
    LineCredit.order_number,
    LineCredit.line_id,
    unique=True,
    sqlite_where=LineCredit.kind == "fault",
    postgresql_where=LineCredit.kind == "fault",
)


class OutboxEvent(Base):
    """What the shop's other systems must hear, written with the change itself and fetched afterwards."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_taken_at_id", "taken_at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    kind: Mapped[str]  # "request.cancel"
    subject: Mapped[str]  # "order:#W1006327"
    payload: Mapped[JsonObject] = mapped_column(Document)
    taken_at: Mapped[datetime | None]


class Trace(Base):
    """A search for a parcel, with the day by which the shopper hears what came of it."""

    __tablename__ = "traces"
    __table_args__ = (CheckConstraint("trouble IN ('late', 'lost', 'not_received')", name="trouble"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    order_number: Mapped[str] = mapped_column(ForeignKey("orders.number", ondelete="CASCADE"))
    tracking_number: Mapped[str]  # no reference: an import writes the parcels of an order anew
    trouble: Mapped[str]
    request_id: Mapped[int] = mapped_column(ForeignKey("requests.id", ondelete="CASCADE"), index=True)
    opened_at: Mapped[datetime]
    promised_by: Mapped[date] = mapped_column(Date)
    closed_at: Mapped[datetime | None]


# One search a parcel at a time, whoever asks how often.
Index(
    "uq_traces_open",
    Trace.order_number,
    Trace.tracking_number,
    unique=True,
    sqlite_where=Trace.closed_at.is_(None),
    postgresql_where=Trace.closed_at.is_(None),
)


class Reminder(Base):
    """Somebody wants to know when a variant can be had again."""

    __tablename__ = "reminders"
    __table_args__ = (Index("ix_reminders_variant_id_told_at", "variant_id", "told_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[str] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"))
    variant_id: Mapped[str] = mapped_column(ForeignKey("variants.id", ondelete="CASCADE"))
    asked_at: Mapped[datetime]
    told_at: Mapped[datetime | None]


Index(
    "uq_reminders_waiting",
    Reminder.customer_id,
    Reminder.variant_id,
    unique=True,
    sqlite_where=Reminder.told_at.is_(None),
    postgresql_where=Reminder.told_at.is_(None),
)
