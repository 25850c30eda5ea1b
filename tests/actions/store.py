"""The store of these tests, in the exchange format: small, with one order in every situation service meets.

Alice has one of each; Charlie's things must never be seen by her, nor by anybody who proved nothing.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

ALICE_HOME = {"address1": "12 Linden Road", "city": "Albany", "state": "NY", "zip": "12203", "country": "USA"}
CHARLIE_HOME = {
    "address1": "77 Harbour Lane",
    "city": "Boston",
    "state": "MA",
    "zip": "02110",
    "country": "USA",
}

CUSTOMERS: list[dict[str, Any]] = [
    {
        "id": "alice",
        "email": "alice@example.com",
        "first_name": "Alice",
        "last_name": "Archer",
        "address": ALICE_HOME,
        "payment_methods": [
            {"id": "alice_card", "kind": "credit_card", "brand": "visa", "last_four": "4402"},
            {"id": "alice_gift", "kind": "gift_card", "balance": "37.50"},
        ],
    },
    {
        "id": "charlie",
        "email": "charlie@example.com",
        "first_name": "Charlie",
        "last_name": "Crane",
        "address": CHARLIE_HOME,
        "payment_methods": [{"id": "charlie_paypal", "kind": "paypal"}],
    },
    {
        "id": "dora",
        "email": "dora@example.com",
        "first_name": "Dora",
        "last_name": "Dale",
        "address": ALICE_HOME,
        "payment_methods": [{"id": "dora_card", "kind": "credit_card", "last_four": "9911"}],
    },
    {
        "id": "emil",
        "email": "emil@example.com",
        "first_name": "Emil",
        "last_name": "Ember",
        "address": ALICE_HOME,
        "payment_methods": [
            {"id": "emil_card", "kind": "credit_card", "last_four": "7734"},
            {"id": "emil_gift", "kind": "gift_card", "balance": "5.00"},
        ],
    },
]


def variant(key: str, price: str, stock: int | None = None, **options: str) -> dict[str, Any]:
    """A variant; the shop does not count those without `stock`, and has none left of those with 0."""
    counted = {} if stock is None else {"stock": stock}
    return {"id": key, "options": options, "price": price, "available": stock != 0, **counted}


PRODUCTS: list[dict[str, Any]] = [
    {
        "id": "kettle",
        "name": "Electric Kettle",
        "names": {"zh": "电热水壶"},
        "description": "Boils a litre in three minutes.",
        "image": "kettle.svg",
        "variants": [
            variant("kettle_blue_1", "39.00", 12, color="blue", capacity="1L"),
            variant("kettle_blue_2", "45.00", 2, color="blue", capacity="2L"),
            variant("kettle_red_2", "45.00", 0, color="red", capacity="2L"),
        ],
    },
    {
        "id": "mug",
        "name": "Stoneware Mug",
        "names": {"zh": "陶土马克杯"},
        "variants": [variant("mug_white", "12.00", color="white")],
    },
    {
        "id": "lamp",
        "name": "Desk Lamp",
        "names": {"zh": "台灯"},
        "variants": [variant("lamp_black", "64.00", 0, color="black")],
    },
    {
        "id": "teapot",
        "name": "Tea Kettle",
        "variants": [variant("teapot_iron", "58.00", material="cast iron")],
    },
]

NAMES = {"kettle": "Electric Kettle", "mug": "Stoneware Mug", "lamp": "Desk Lamp", "teapot": "Tea Kettle"}
VARIANTS = {each["id"]: (product["id"], each) for product in PRODUCTS for each in product["variants"]}


def order(number: str, customer: str, status: str, *variants: str, **more: Any) -> dict[str, Any]:
    """An order of one piece each."""
    lines = [
        {
            "id": str(place),
            "product_id": VARIANTS[variant][0],
            "variant_id": variant,
            "name": NAMES[VARIANTS[variant][0]],
            "options": VARIANTS[variant][1]["options"],
            "price": VARIANTS[variant][1]["price"],
            "quantity": 1,
        }
        for place, variant in enumerate(variants, 1)
    ]
    home = CHARLIE_HOME if customer == "charlie" else ALICE_HOME
    return {
        "number": number,
        "customer_id": customer,
        "status": status,
        "address": home,
        "lines": lines,
        **more,
    }


def orders(now: datetime) -> list[dict[str, Any]]:
    """All orders, dated so that at `now` each is in the situation its comment says."""

    def at(**ago: float) -> str:
        return (now - timedelta(**ago)).isoformat()

    card = {"kind": "payment", "method_id": "alice_card"}
    return [
        # out for delivery today, promised before 18:00 in New York
        order(
            "#W1000001",
            "alice",
            "shipped",
            "kettle_blue_2",
            placed_at=at(days=4),
            payments=[{**card, "amount": "45.00", "at": at(days=4)}],
            shipments=[
                {
                    "tracking_number": "TRK0001",
                    "carrier": "UPS",
                    "line_ids": ["1"],
                    "status": "out_for_delivery",
                    "shipped_at": at(days=3),
                    "promised_by": (now + timedelta(hours=8)).isoformat(),
                    "events": [
                        {"at": at(days=3), "text": "Picked up", "place": "Newark, NJ"},
                        {"at": at(hours=3), "text": "Out for delivery", "place": "Albany, NY"},
                    ],
                }
            ],
        ),
        # on its way in two parcels, one of them late
        order(
            "#W1000002",
            "alice",
            "shipped",
            "mug_white",
            "lamp_black",
            placed_at=at(days=9),
            payments=[{**card, "amount": "76.00", "at": at(days=9)}],
            shipments=[
                {
                    "tracking_number": "TRK0002",
                    "carrier": "FedEx",
                    "line_ids": ["1"],
                    "status": "in_transit",
                    "shipped_at": at(days=2),
                    "promised_by": (now + timedelta(days=2)).isoformat(),
                },
                {
                    "tracking_number": "TRK0003",
                    "carrier": "FedEx",
                    "line_ids": ["2"],
                    "status": "in_transit",
                    "shipped_at": at(days=8),
                    "promised_by": at(days=3),
                    "events": [{"at": at(days=2), "text": "Held up by a storm", "place": "Buffalo, NY"}],
                },
            ],
        ),
        # delivered ten days ago, one line asked to go back
        order(
            "#W1000003",
            "alice",
            "delivered",
            "mug_white",
            "teapot_iron",
            placed_at=at(days=15),
            payments=[{**card, "amount": "70.00", "at": at(days=15)}],
            shipments=[
                {
                    "tracking_number": "TRK0004",
                    "line_ids": ["1", "2"],
                    "status": "delivered",
                    "shipped_at": at(days=14),
                    "promised_by": at(days=10),
                    "delivered_at": at(days=10),
                }
            ],
            returns=[
                {"line_ids": ["1"], "refund_to": "alice_gift", "amount": "12.00", "status": "requested"}
            ],
        ),
        # cancelled, paid back three days ago to the card
        order(
            "#W1000004",
            "alice",
            "cancelled",
            "teapot_iron",
            placed_at=at(days=6),
            cancel_reason="no longer needed",
            payments=[
                {**card, "amount": "58.00", "at": at(days=6)},
                {"kind": "refund", "amount": "58.00", "method_id": "alice_card", "at": at(days=3)},
            ],
        ),
        # nothing paid yet
        order("#W1000005", "alice", "unpaid", "mug_white", placed_at=at(hours=5)),
        # should have left long ago; the lamp is out of stock
        order(
            "#W1000006",
            "alice",
            "pending",
            "lamp_black",
            placed_at=at(days=12),
            payments=[{**card, "amount": "64.00", "at": at(days=12)}],
        ),
        # Charlie's
        order(
            "#W2000001",
            "charlie",
            "shipped",
            "teapot_iron",
            placed_at=at(days=3),
            payments=[
                {"kind": "payment", "amount": "58.00", "method_id": "charlie_paypal", "at": at(days=3)}
            ],
            shipments=[
                {
                    "tracking_number": "TRK9001",
                    "carrier": "DHL",
                    "line_ids": ["1"],
                    "status": "in_transit",
                    "shipped_at": at(days=1),
                    "promised_by": (now + timedelta(days=3)).isoformat(),
                }
            ],
        ),
        # Emil's, delivered yesterday
        order(
            "#W4000001",
            "emil",
            "delivered",
            "mug_white",
            "kettle_blue_1",
            placed_at=at(days=5),
            payments=[{"kind": "payment", "amount": "51.00", "method_id": "emil_card", "at": at(days=5)}],
            shipments=[
                {
                    "tracking_number": "TRK4001",
                    "carrier": "UPS",
                    "line_ids": ["1", "2"],
                    "status": "delivered",
                    "shipped_at": at(days=4),
                    "promised_by": at(days=1),
                    "delivered_at": at(days=1),
                }
            ],
        ),
        # Dora's only one
        order(
            "#W3000001",
            "dora",
            "pending",
            "kettle_blue_1",
            placed_at=at(hours=20),
            payments=[{"kind": "payment", "amount": "39.00", "method_id": "dora_card", "at": at(hours=20)}],
        ),
    ]


def write(folder: Path, now: datetime) -> Path:
    """The store as a folder to import."""
    folder.mkdir(parents=True, exist_ok=True)
    store = {"name": "Test Shop", "currency": "USD", "as_of": now.isoformat()}
    (folder / "store.json").write_text(json.dumps(store))
    for name, rows in (("customers", CUSTOMERS), ("products", PRODUCTS), ("orders", orders(now))):
        lines = (json.dumps(row, ensure_ascii=False) for row in rows)
        (folder / f"{name}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    return folder
