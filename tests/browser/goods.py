"""A very small store for the demo's page, and answers with every kind of card."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from care.db.base import Base
from care.db.models import Customer, Mail, Order, OrderLine, Product, Store, Variant
from tests.desk.fake_bot import Reply, line


def small_store(now: datetime) -> list[Base]:
    """Alice with a parcel on the way, Charlie with an order not paid, and a kettle."""
    kettle = Product(id="kettle", name="Gooseneck kettle", names={"zh": "细嘴手冲壶"}, category="kitchen")
    kettle.variants = [
        Variant(id="blue", position=0, options={"color": "blue"}, price=Decimal("48.00"), available=True),
        Variant(id="red", position=1, options={"color": "red"}, price=Decimal("52.00"), available=True),
    ]
    towel = Product(id="towel", name="Tea towel", category="table")
    towel.variants = [Variant(id="plain", position=0, price=Decimal("9.00"), available=False)]
    return [
        Store(name="Small store", currency="USD"),
        kettle,
        towel,
        _customer("alice", "Alice"),
        _order("#W1001", "alice", "shipped", now - timedelta(days=2)),
        _customer("charlie", "Charlie"),
        _order("#W1002", "charlie", "unpaid", now - timedelta(days=1)),
    ]


def _customer(id_: str, name: str) -> Customer:
    return Customer(id=id_, email=f"{id_}@example.com", first_name=name, last_name="Smith", tags=[])


def _order(number: str, customer_id: str, status: str, placed_at: datetime) -> Order:
    order = Order(
        number=number, search_key=number[1:], customer_id=customer_id, status=status, placed_at=placed_at
    )
    order.lines = [
        OrderLine(
            id="1", position=0, product_id="kettle", variant_id="blue", name="Gooseneck kettle",
            options={"color": "blue"}, price=Decimal("48.00"), quantity=1,
        )
    ]  # fmt: skip
    return order


def letter(to: str, subject: str, text: str, now: datetime) -> Mail:
    """A letter that the local outbox keeps."""
    return Mail(to=to, subject=subject, text=text, written_at=now, due_at=now, state="shown")


TWO_CHOICES = (("Where is my parcel?", "/parcel"), ("My order", "/order"))
CARDS: dict[str, dict[str, Any]] = {
    "order": {
        "kind": "order",
        "number": "#W1001",
        "status": "shipped",
        "status_label": "On its way",
        "tone": "busy",
        "placed": "Placed on 3 November",
        "lines": [
            {"name": "Gooseneck kettle", "options": "blue", "quantity": 1, "price": "$48.00", "image": None},
            {"name": "<img src=x onerror=alert(1)>", "options": "", "quantity": 3, "price": "$27.00"},
        ],
        "total": "$75.00",
        "note": "Packed orders can no longer be changed.",
    },
    "parcel": {
        "kind": "parcel",
        "order_number": "#W1001",
        "carrier": "UPS",
        "tracking_number": "1Z999",
        "headline": "Expected by Tuesday, 24 November",
        "late": True,
        "steps": [
            {"label": "Ordered", "at": "1 November", "place": None, "state": "done"},
            {"label": "Packed", "at": "2 November", "place": None, "state": "done"},
            {"label": "Handed over", "at": "3 November", "place": "Reading", "state": "done"},
            {"label": "Left Reading", "at": "4 November", "place": "Reading", "state": "done"},
            {"label": "Delayed", "at": "5 November", "place": "Dayton", "state": "problem"},
            {"label": "On the road", "at": None, "place": None, "state": "now"},
            {"label": "Delivered", "at": None, "place": None, "state": "next"},
        ],
        "items": ["Gooseneck kettle x1"],
    },
    "product": {
        "kind": "product",
        "name": "Gooseneck kettle",
        "image": "/media/nowhere.svg",
        "price": "from $48.00",
        "variants": [
            {"label": "blue", "price": "$48.00", "stock_label": "In stock", "available": True},
            {"label": "red", "price": "$52.00", "stock_label": "Sold out", "available": False},
        ],
    },
    "facts": {
        "kind": "facts",
        "title": "Your refund",
        "rows": [{"label": "Amount", "value": "$36.00"}, {"label": "To", "value": "Visa ending in 4242"}],
    },
    "quote": {
        "kind": "quote",
        "title": "Exchange of order #W1001",
        "rows": [
            {"label": "You pay", "value": "$4.00 with Visa ending in 4242"},
            {"label": "Send back by", "value": "30 November, label by e-mail"},
        ],
        "lines": [
            {
                "name": "Gooseneck kettle",
                "options": "blue, 1 l",
                "quantity": 1,
                "price": "$48.00",
                "image": None,
                "becomes": {"options": "red, 1.2 l", "price": "$52.00"},
            },
            {"name": "Oven mitt", "options": "", "quantity": 2, "price": "$18.00", "becomes": None},
        ],
        "total": {"label": "To pay now", "value": "$4.00"},
        "note": "An order can be exchanged once.",
    },
    "done": {
        "kind": "done",
        "title": "Your exchange is under way",
        "number": "E-20417",
        "rows": [{"label": "Paid", "value": "$4.00 with Visa ending in 4242"}],
        "note": "The new kettle leaves as soon as the old one is with the carrier.",
    },
    "one of tomorrow": {"kind": "hologram", "shape": "kettle"},
}


def shows_cards(asked: Reply) -> list[Reply]:
    """Shows the card that the words name, if any, and offers two choices."""
    words = asked.get("text") or asked["payload"]
    return [line(f"Answer to {words}", *TWO_CHOICES, card=CARDS.get(words))]


def offers_choices(asked: Reply) -> list[Reply]:
    words = asked.get("text") or asked["payload"]
    return [line(f"Answer to {words}", *TWO_CHOICES)]
