"""The store of these tests: each order is named for what can be done with it."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

HOME = {"address1": "12 Linden Road", "city": "Albany", "state": "NY", "zip": "12203", "country": "USA"}
CARD = {"id": "alice_card", "kind": "credit_card", "brand": "visa", "last_four": "4402"}
PAYPAL = {"id": "alice_paypal", "kind": "paypal"}
GIFT = {"id": "gift_card_8143", "kind": "gift_card", "balance": "50.00"}
EMPTY = {"id": "gift_card_0007", "kind": "gift_card", "balance": "0.40"}

CUSTOMERS: list[dict[str, Any]] = [
    {
        "id": "alice",
        "email": "alice@example.com",
        "first_name": "Alice",
        "last_name": "Archer",
        "address": HOME,
        "payment_methods": [CARD, PAYPAL, GIFT, EMPTY],
    },
    {
        "id": "charlie",
        "email": "charlie@example.com",
        "first_name": "Charlie",
        "last_name": "Crane",
        "address": HOME,
        "payment_methods": [{"id": "charlie_card", "kind": "credit_card"}],
    },
]

PRODUCTS: list[dict[str, Any]] = [
    {
        "id": "kettle",
        "name": "Kettle",
        "variants": [
            {"id": "blue", "options": {"color": "blue"}, "price": "40.00", "available": True, "stock": 4},
            {"id": "red", "options": {"color": "red"}, "price": "45.00", "available": True, "stock": 1},
            {"id": "green", "options": {"color": "green"}, "price": "30.00", "available": True},
            {"id": "gold", "options": {"color": "gold"}, "price": "400.00", "available": True},
            {"id": "black", "options": {"color": "black"}, "price": "40.00", "available": False, "stock": 0},
        ],
    },
    {
        "id": "mug",
        "name": "Mug",
        "variants": [
            {"id": "white", "options": {"color": "white"}, "price": "12.00", "available": True, "stock": 9},
            {"id": "grey", "options": {"color": "grey"}, "price": "12.00", "available": True, "stock": 9},
        ],
    },
]
SOLD = {v["id"]: (p["id"], p["name"], v) for p in PRODUCTS for v in p["variants"]}


def line(place: int, variant: str, quantity: int = 1) -> dict[str, Any]:
    product, name, row = SOLD[variant]
    return {
        "id": str(place), "product_id": product, "variant_id": variant, "name": name,
        "options": row["options"], "price": row["price"], "quantity": quantity,
    }  # fmt: skip


def paid(amount: str, at: datetime, method: str = "alice_card") -> dict[str, Any]:
    return {"kind": "payment", "amount": amount, "method_id": method, "at": at.isoformat()}


def order(number: str, status: str, lines: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {
        "number": number, "customer_id": "alice", "status": status, "address": HOME, "lines": lines, **more
    }  # fmt: skip


def parcel(number: str, lines: list[str], shipped: datetime | None, came: datetime | None) -> dict[str, Any]:
    times = {"shipped_at": shipped, "delivered_at": came}
    return {"tracking_number": number, "line_ids": lines, "carrier": "UPS"} | {
        name: at.isoformat() for name, at in times.items() if at
    }


def orders(now: datetime) -> list[dict[str, Any]]:
    ago = {days: now - timedelta(days=days) for days in (1, 4, 5, 9, 10)}
    kettle_and_mugs = [line(1, "blue"), line(2, "white", 2)]
    return [
        order("#PENDING", "pending", kettle_and_mugs, placed_at=ago[1].isoformat(),
              payments=[paid("64.00", ago[1])]),
        order("#SPLIT", "pending", kettle_and_mugs, placed_at=ago[1].isoformat(),
              payments=[paid("20.00", ago[1], "gift_card_8143"), paid("44.00", ago[1])]),
        order("#UNPAID", "unpaid", [line(1, "white")], placed_at=ago[1].isoformat()),
        order("#PACKED", "processed", [line(1, "blue")], placed_at=ago[4].isoformat(),
              payments=[paid("40.00", ago[4])], shipments=[parcel("T1", ["1"], None, None)]),
        order("#SENT", "shipped", [line(1, "blue")], placed_at=ago[5].isoformat(),
              payments=[paid("40.00", ago[5])], shipments=[parcel("T2", ["1"], ago[4], None)]),
        order("#THERE", "delivered", kettle_and_mugs, placed_at=ago[10].isoformat(),
              payments=[paid("64.00", ago[10])], shipments=[parcel("T3", ["1", "2"], ago[9], ago[5])]),
        order("#THERE2", "delivered", [line(1, "blue"), line(2, "green")], placed_at=ago[10].isoformat(),
              payments=[paid("70.00", ago[10])], shipments=[parcel("T4", ["1", "2"], ago[9], ago[5])]),
        order("#OFF", "cancelled", [line(1, "blue")], placed_at=ago[10].isoformat(),
              cancel_reason="no longer needed",
              payments=[paid("40.00", ago[10]), paid("40.00", ago[9]) | {"kind": "refund"}]),
        order("#CHARLIES", "pending", [line(1, "white")], placed_at=ago[1].isoformat(),
              payments=[paid("12.00", ago[1], "charlie_card")]) | {"customer_id": "charlie"},
    ]  # fmt: skip


def folder_of_goods(folder: Path, now: datetime, *, copies: int = 0) -> Path:
    """The store as a folder to import; `copies` more of each of Alice's orders: "#PENDING-1"."""
    folder.mkdir(parents=True, exist_ok=True)
    bought = orders(now)
    for copy in range(1, copies + 1):
        mine = [row for row in bought if row["customer_id"] == "alice" and "-" not in row["number"]]
        bought += [row | {"number": f"{row['number']}-{copy}"} for row in mine]
    store = {"name": "Test Shop", "currency": "USD", "as_of": now.isoformat()}
    (folder / "store.json").write_text(json.dumps(store))
    for name, rows in (("customers", CUSTOMERS), ("products", PRODUCTS), ("orders", bought)):
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return folder
