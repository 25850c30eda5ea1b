"""Who buys: customers, the ways they pay, and what they agreed to receive."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, func, literal_column
from sqlalchemy.orm import Mapped, mapped_column, relationship

from care.db.base import Addressed, Base
from care.db.types import Document


class Customer(Addressed, Base):
    __tablename__ = "customers"
    __table_args__ = (
        CheckConstraint("birth_month BETWEEN 1 AND 12", name="birth_month"),
        CheckConstraint("birth_day BETWEEN 1 AND 31", name="birth_day"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    email: Mapped[str]
    first_name: Mapped[str]
    last_name: Mapped[str]
    phone: Mapped[str | None]
    birth_year: Mapped[int | None]  # many people give the day and keep the year
    birth_month: Mapped[int | None]
    birth_day: Mapped[int | None]
    language: Mapped[str | None]
    time_zone: Mapped[str | None]
    tags: Mapped[list[str]] = mapped_column(Document, default=list)

    payment_methods: Mapped[list[PaymentMethod]] = relationship(
        order_by="(PaymentMethod.position, PaymentMethod.id)", cascade="all, delete-orphan", lazy="raise"
    )


Index("ix_customers_email_lower", func.lower(Customer.email))
# A guest may be found by name and zip. Accents are dropped in Python, so only the zip narrows the search. The
# literals are spelled out, because SQLite takes an index on an expression only for the very same expression.
key_of_zip = func.upper(func.replace(Customer.zip, literal_column("' '"), literal_column("''")))
Index("ix_customers_zip_key", key_of_zip)


class PaymentMethod(Base):
    """A way to pay, as the shop knows it: kind and last digits, never a full number."""

    __tablename__ = "payment_methods"
    __table_args__ = (CheckConstraint("balance >= 0", name="balance_not_negative"),)

    customer_id: Mapped[str] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    kind: Mapped[str]
    brand: Mapped[str | None]
    last_four: Mapped[str | None]
    balance: Mapped[Decimal | None]  # gift cards only


class Consent(Base):
    """One entry of the consent ledger; the newest of a channel is the one that counts."""

    __tablename__ = "consents"
    __table_args__ = (Index("ix_consents_customer_id_channel_at", "customer_id", "channel", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[str] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"))
    channel: Mapped[str]  # email, sms, chat
    granted: Mapped[bool]
    at: Mapped[datetime]
    source: Mapped[str]
