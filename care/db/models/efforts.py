"""The effort ledger: what each wish cost the shopper who had it, and how it ended."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from care.db.base import Base
from care.db.types import Document, JsonObject


class Effort(Base):
    """One wish in one conversation, from the first word about it to its end."""

    __tablename__ = "efforts"
    __table_args__ = (
        CheckConstraint(
            "outcome IN ('open', 'done', 'answered', 'refused', 'handed_over', 'left')", name="outcome"
        ),
        CheckConstraint("(outcome = 'open') = (ended_at IS NULL)", name="ended"),
        Index("ix_efforts_customer_id_order_number_began_at", "customer_id", "order_number", "began_at"),
        Index("ix_efforts_outcome_last_at", "outcome", "last_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), index=True
    )
    customer_id: Mapped[str | None] = mapped_column(ForeignKey("customers.id", ondelete="SET NULL"))
    order_number: Mapped[str | None] = mapped_column(
        ForeignKey("orders.number", ondelete="SET NULL"), index=True
    )
    topic: Mapped[str]  # the intent: "return_item"
    began_at: Mapped[datetime]
    last_at: Mapped[datetime]  # of the newest step
    ended_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(default="open")
    steps: Mapped[int] = mapped_column(default=0)  # lines of the shopper, taps among them
    taps: Mapped[int] = mapped_column(default=0)
    repeats: Mapped[int] = mapped_column(default=0)  # questions that had to be asked again
    snapshot: Mapped[JsonObject] = mapped_column(Document, default=dict)  # what was told then
