"""What was bought and what became of it: orders, parcels, money, returns and exchanges."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from care.db.base import Addressed, Base
from care.db.models.aftersales import LineCredit
from care.db.models.customers import Customer
from care.db.types import Document, JsonObject


class Told:
    """Whether a row comes from an import: what the store tells of the past is taken as it is.

    What is written here the database holds to its rule: no more goes back than was paid (migration 0002).
    """

    imported: Mapped[bool] = mapped_column(default=False, server_default=false())


class Claimed:
    """Whether it makes good the shop's own fault, and so does not use up the shopper's one return."""

    claimed: Mapped[bool] = mapped_column(default=False, server_default=false())


class Order(Addressed, Base):
    __tablename__ = "orders"
    __table_args__ = (
        CheckConstraint(
            "status IN ('unpaid', 'pending', 'processed', 'shipped', 'delivered', 'cancelled')", name="status"
        ),
        Index("ix_orders_customer_id_placed_at", "customer_id", "placed_at"),
        Index("ix_orders_status_placed_at", "status", "placed_at"),
    )

    number: Mapped[str] = mapped_column(primary_key=True)  # as the shop writes it: "#W1006327"
    search_key: Mapped[str] = mapped_column(index=True)  # letters and digits only, upper case: "W1006327"
    customer_id: Mapped[str] = mapped_column(ForeignKey("customers.id"))
    status: Mapped[str]
    placed_at: Mapped[datetime | None]
    items_modified: Mapped[bool] = mapped_column(default=False)
    cancel_reason: Mapped[str | None]

    customer: Mapped[Customer] = relationship(lazy="raise")
    lines: Mapped[list[OrderLine]] = relationship(
        order_by="OrderLine.position", cascade="all, delete-orphan", lazy="raise"
    )
    shipments: Mapped[list[Shipment]] = relationship(
        order_by="Shipment.position", cascade="all, delete-orphan", lazy="raise"
    )
    transactions: Mapped[list[Transaction]] = relationship(
        order_by="Transaction.position", cascade="all, delete-orphan", lazy="raise"
    )
    returns: Mapped[list[Return]] = relationship(
        order_by="Return.position", cascade="all, delete-orphan", lazy="raise"
    )
    exchanges: Mapped[list[Exchange]] = relationship(
        order_by="Exchange.position", cascade="all, delete-orphan", lazy="raise"
    )
    credits: Mapped[list[LineCredit]] = relationship(order_by="LineCredit.id", lazy="raise", viewonly=True)


class OrderLine(Base):
    """A line as it was sold: name, options and price stay what they were when the shopper paid."""

    __tablename__ = "order_lines"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("price >= 0", name="price_not_negative"),
    )

    order_number: Mapped[str] = mapped_column(
        ForeignKey("orders.number", ondelete="CASCADE"), primary_key=True
    )
    id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    product_id: Mapped[str] = mapped_column(ForeignKey("products.id"), index=True)
    variant_id: Mapped[str] = mapped_column(ForeignKey("variants.id"), index=True)
    name: Mapped[str]
    options: Mapped[dict[str, str]] = mapped_column(Document, default=dict)
    price: Mapped[Decimal]  # of one piece
    quantity: Mapped[int]


class Shipment(Base):
    """One parcel. `status` is the carrier's word for it; `promised_by` is what the shop told the shopper."""

    __tablename__ = "shipments"

    order_number: Mapped[str] = mapped_column(
        ForeignKey("orders.number", ondelete="CASCADE"), primary_key=True
    )
    tracking_number: Mapped[str] = mapped_column(primary_key=True, index=True)
    position: Mapped[int]
    carrier: Mapped[str | None]
    line_ids: Mapped[list[str]] = mapped_column(Document, default=list)
    status: Mapped[str | None]
    shipped_at: Mapped[datetime | None]
    promised_by: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]

    events: Mapped[list[TrackingEvent]] = relationship(
        order_by="TrackingEvent.position", cascade="all, delete-orphan", lazy="raise"
    )


class TrackingEvent(Base):
    """What the carrier reported, in its own words."""

    __tablename__ = "tracking_events"
    __table_args__ = (
        ForeignKeyConstraint(
            ["order_number", "tracking_number"],
            ["shipments.order_number", "shipments.tracking_number"],
            ondelete="CASCADE",
        ),
    )

    order_number: Mapped[str] = mapped_column(primary_key=True)
    tracking_number: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    text: Mapped[str]
    place: Mapped[str | None]


class Transaction(Told, Base):
    """Money that moved for an order, oldest first: a `Payment` in, or a `Refund` back."""

    __tablename__ = "transactions"
    __table_args__ = (CheckConstraint("amount > 0", name="amount_positive"),)
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_abstract": True}  # noqa: RUF012

    order_number: Mapped[str] = mapped_column(
        ForeignKey("orders.number", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    amount: Mapped[Decimal]
    method_id: Mapped[str]  # of the order's customer; kept after the customer removed the method
    at: Mapped[datetime | None]


class Payment(Transaction):
    __mapper_args__ = {"polymorphic_identity": "payment"}  # noqa: RUF012


class Refund(Transaction):
    __mapper_args__ = {"polymorphic_identity": "refund"}  # noqa: RUF012


class Return(Told, Claimed, Base):
    """Lines the shopper sends back for their money."""

    __tablename__ = "returns"
    __table_args__ = (CheckConstraint("amount >= 0", name="amount_not_negative"),)

    order_number: Mapped[str] = mapped_column(
        ForeignKey("orders.number", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    line_ids: Mapped[list[str]] = mapped_column(Document, default=list)
    reason: Mapped[str | None]
    refund_to: Mapped[str]
    amount: Mapped[Decimal]
    status: Mapped[str]


class Exchange(Told, Claimed, Base):
    """Lines the shopper swaps for other variants of the same products."""

    __tablename__ = "exchanges"

    order_number: Mapped[str] = mapped_column(
        ForeignKey("orders.number", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    lines: Mapped[list[JsonObject]] = mapped_column(Document, default=list)  # [{"line_id", "variant_id"}]
    method_id: Mapped[str]
    price_difference: Mapped[Decimal]  # > 0: the shopper pays
    status: Mapped[str]
