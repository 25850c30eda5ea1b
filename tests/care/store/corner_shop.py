"""A small store in the exchange format, to be bent out of shape by the tests."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

type Row = dict[str, Any]

STORE: Row = {"name": "Corner Shop", "currency": "USD", "as_of": "2026-11-01T12:00:00+00:00"}
ALICE: Row = {
    "id": "alice",
    "email": "alice@example.com",
    "first_name": "Alice",
    "last_name": "Lin",
    "phone": "+1 212 555 0101",
    "birthday": "--02-29",
    "language": "zh",
    "time_zone": "America/New_York",
    "tags": ["vip"],
    "address": {"address1": "1 Elm Court", "city": "Boston", "state": "MA", "zip": "02101", "country": "USA"},
    "payment_methods": [
        {"id": "card_1", "kind": "credit_card", "brand": "visa", "last_four": "4242"},
        {"id": "gift_1", "kind": "gift_card", "balance": "3.40"},
    ],
    "consent": {"email": {"granted": True, "at": "2026-03-01T08:00:00+00:00", "source": "checkout"}},
}
CHARLIE: Row = {
    "id": "charlie",
    "email": "charlie@example.org",
    "first_name": "Charlie",
    "last_name": "",
    "payment_methods": [{"id": "paypal_1", "kind": "paypal"}],
}
KETTLE: Row = {
    "id": "kettle",
    "name": "Kettle",
    "names": {"zh": "水壶"},
    "description": "It whistles.",
    "category": "kitchen",
    "image": "/media/kettle.svg",
    "variants": [
        {"id": "kettle-blue", "options": {"color": "blue"}, "price": "39.00", "available": True, "stock": 4},
        {"id": "kettle-red", "options": {"color": "red"}, "price": "41.50", "available": False, "stock": 0},
    ],
}
ORDER: Row = {
    "number": "#S1000001",
    "customer_id": "alice",
    "status": "delivered",
    "placed_at": "2026-10-20T09:30:00-04:00",
    "address": {
        "address1": "1 Elm Court",
        "address2": "Apt 2",
        "city": "Boston",
        "zip": "02101",
        "country": "USA",
    },
    "lines": [
        {
            "id": "1",
            "product_id": "kettle",
            "variant_id": "kettle-blue",
            "name": "Kettle",
            "options": {"color": "blue"},
            "price": "39.00",
            "quantity": 2,
        },
        {
            "id": "2",
            "product_id": "kettle",
            "variant_id": "kettle-blue",
            "name": "Kettle",
            "options": {"color": "blue"},
            "price": "39.00",
            "quantity": 1,
        },
    ],
    "shipments": [
        {
            "tracking_number": "SP1",
            "carrier": "Swallow Post",
            "line_ids": ["1", "2"],
            "status": "delivered",
            "shipped_at": "2026-10-21T12:00:00+00:00",
            "promised_by": "2026-10-25T20:00:00+00:00",
            "delivered_at": "2026-10-24T15:00:00.250000+00:00",
            "events": [
                {"at": "2026-10-21T12:00:00+00:00", "text": "Picked up", "place": "Reading, PA"},
                {"at": "2026-10-24T15:00:00+00:00", "text": "Delivered"},
            ],
        }
    ],
    "payments": [
        {"kind": "payment", "amount": "117.00", "method_id": "card_1", "at": "2026-10-20T13:31:00+00:00"},
        {"kind": "refund", "amount": "39.00", "method_id": "card_1"},
    ],
    "returns": [
        {
            "line_ids": ["2"],
            "reason": "arrived damaged",
            "refund_to": "card_1",
            "amount": "39.00",
            "status": "refunded",
        }
    ],
    "exchanges": [
        {
            "lines": [{"line_id": "1", "variant_id": "kettle-red"}],
            "method_id": "gift_1",
            "price_difference": "-2.50",
            "status": "requested",
        }
    ],
}


class FolderOfRows:
    """A folder one can change by row and write out."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.store: Row = copy.deepcopy(STORE)
        self.customers = [copy.deepcopy(ALICE), copy.deepcopy(CHARLIE)]
        self.products = [copy.deepcopy(KETTLE)]
        self.orders = [copy.deepcopy(ORDER)]

    def write(self) -> Path:
        self.path.mkdir(parents=True, exist_ok=True)
        (self.path / "store.json").write_text(json.dumps(self.store), encoding="utf-8")
        for name in ("customers", "products", "orders"):
            lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in getattr(self, name))
            (self.path / f"{name}.jsonl").write_text(lines, encoding="utf-8")
        return self.path
