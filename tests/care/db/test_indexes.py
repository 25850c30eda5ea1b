"""What the counter asks all day is answered through an index, however many orders there are."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import Select, func, select, text

from care.db.engine import Database
from care.db.models import (
    Consent,
    Customer,
    Message,
    Order,
    OrderLine,
    PaymentMethod,
    Return,
    Shipment,
    TrackingEvent,
    Transaction,
)

ASKED: dict[str, Select] = {
    "an order by its number as people write it": select(Order).where(Order.search_key == "S1004213"),
    "a customer's newest orders": select(Order)
    .where(Order.customer_id == "alice")
    .order_by(Order.placed_at.desc())
    .limit(12),
    "orders of a status, newest first": select(Order)
    .where(Order.status == "shipped")
    .order_by(Order.placed_at.desc()),
    "the lines of some orders": select(OrderLine).where(OrderLine.order_number.in_(["#S1", "#S2"])),
    "the parcels of some orders": select(Shipment).where(Shipment.order_number.in_(["#S1", "#S2"])),
    "a parcel by its number": select(Shipment).where(Shipment.tracking_number == "SP1"),
    "the journey of a parcel": select(TrackingEvent).where(
        TrackingEvent.order_number == "#S1", TrackingEvent.tracking_number == "SP1"
    ),
    "the money of some orders": select(Transaction).where(Transaction.order_number.in_(["#S1", "#S2"])),
    "what was sent back of some orders": select(Return).where(Return.order_number.in_(["#S1", "#S2"])),
    "who bought a variant": select(OrderLine).where(OrderLine.variant_id == "kettle-blue"),
    "a customer by e-mail, however written": select(Customer).where(
        func.lower(Customer.email) == "a@example.com"
    ),
    "a customer's ways to pay": select(PaymentMethod).where(PaymentMethod.customer_id == "alice"),
    "what a customer agreed to": select(Consent).where(
        Consent.customer_id == "alice", Consent.channel == "email"
    ),
    "what was said since": select(Message)
    .where(Message.conversation_id == "c1", Message.seq > 7)
    .order_by(Message.seq),
}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("query", ASKED.values(), ids=ASKED)
async def test_an_index_gives(database: Database, now: datetime, query: Select):
    asked = query.compile(database.engine.sync_engine, compile_kwargs={"literal_binds": True})
    async with database.reading() as session:
        plan = [row.detail for row in await session.execute(text(f"EXPLAIN QUERY PLAN {asked}"))]
    assert plan
    assert all(step.startswith("SEARCH") for step in plan), plan
