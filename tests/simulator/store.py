"""A little shop of lamps and mugs, as a folder of the exchange format, and tasks on it."""

import json
from pathlib import Path

LAMPS = [
    ("lamp-white", {"color": "white", "power": "USB"}, "30.00", True),
    ("lamp-black", {"color": "black", "power": "USB"}, "25.00", True),
    ("lamp-red", {"color": "red", "power": "battery"}, "45.00", False),
]
MUGS = [
    ("mug-small", {"size": "S", "lid": "yes"}, "8.00", True),
    ("mug-big", {"size": "L", "lid": "no"}, "12.50", True),
]
TRAY = ("tray", {"wood": "oak"}, "12.50", True)
HOME = {
    "address1": "1 Elm Street",
    "address2": "Suite 5",
    "city": "Springfield",
    "state": "IL",
    "zip": "62701",
    "country": "USA",
}
WORK = {"address1": "9 Oak Road", "city": "Dallas", "state": "TX", "zip": "75201", "country": "USA"}

# What `compare.py` of a folder with tasks offers, as much of it as these tests need.
JUDGE = """
import json
from pathlib import Path

def read_store(folder):
    def rows(name):
        return [json.loads(line) for line in (Path(folder) / name).read_text().splitlines()]
    return {
        "orders": {row["number"]: row for row in rows("orders.jsonl")},
        "customers": {row["id"]: row for row in rows("customers.jsonl")},
        "variants": {one["id"]: one for row in rows("products.jsonl") for one in row["variants"]},
    }

def apply(store, write):
    order = store["orders"][write["order_id"]]
    if write["action"] == "cancel_pending_order":
        order["status"] = "cancelled"
    else:
        order.setdefault("returns", []).append({"refund_to": write["payment_method_id"]})

def differences(before, after, task):
    wanted = json.loads(json.dumps(before))
    for write in task["writes"]:
        apply(wanted, write)
    return [number for number, row in wanted["orders"].items() if row != after["orders"][number]]
"""


def write_store(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in {"customers": [alice()], "products": products(), "orders": orders()}.items():
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (folder.parent / "compare.py").write_text(JUDGE)
    return folder


def alice() -> dict:
    return {
        "id": "alice",
        "email": "alice@shop.example",
        "address": HOME,
        "payment_methods": [
            {"id": "card-1", "kind": "credit_card", "brand": "visa", "last_four": "4402"},
            {"id": "gift_card_7008143", "kind": "gift_card", "balance": "40.00"},
        ],
    }


def products() -> list[dict]:
    def variants(rows: list) -> list[dict]:
        return [{"id": i, "options": o, "price": p, "available": a} for i, o, p, a in rows]

    return [
        {"id": "lamp", "name": "Desk Lamp", "variants": variants(LAMPS)},
        {"id": "mug", "name": "Mug", "variants": variants(MUGS)},
        {"id": "tray", "name": "Tea Tray", "variants": variants([TRAY])},
    ]


def orders() -> list[dict]:
    return [
        order(
            "#W1000001",
            "delivered",
            [line("1", LAMPS[0], "lamp", "Desk Lamp"), line("2", MUGS[0], "mug", "Mug")],
        ),
        order("#W1000002", "pending", [line("1", LAMPS[1], "lamp", "Desk Lamp")], WORK),
        order(
            "#W1000004",
            "cancelled",
            [
                line("1", LAMPS[0], "lamp", "Desk Lamp"),
                line("2", TRAY, "tray", "Tea Tray"),
                line("3", MUGS[0], "mug", "Mug"),
            ],
        ),
        order("#W1000003", "delivered", [line("1", MUGS[1], "mug", "Mug"), line("2", MUGS[1], "mug", "Mug")]),
    ]


def order(number: str, status: str, lines: list, address: dict = HOME) -> dict:
    total = sum(float(one["price"]) for one in lines)
    parcels = [{"tracking_number": f"77{number[-4:]}"}] if status == "delivered" else []
    return {
        "number": number,
        "customer_id": "alice",
        "status": status,
        "placed_at": f"2026-10-0{number[-1]}T12:00:00+00:00",
        "address": address,
        "lines": lines,
        "shipments": parcels,
        "payments": [{"kind": "payment", "amount": f"{total:.2f}", "method_id": "card-1"}],
    }


def line(line_id: str, variant: tuple, product: str, name: str) -> dict:
    variant_id, options, price, _ = variant
    return {
        "id": line_id,
        "product_id": product,
        "variant_id": variant_id,
        "name": name,
        "options": options,
        "price": price,
        "quantity": 1,
    }


def task(**fields: object) -> dict:
    who = {"email": "alice@shop.example", "first_name": "Alice", "last_name": "Moss", "zip": "62701"}
    usual = {
        "id": "a-1",
        "customer_id": "alice",
        "identity": who,
        "writes": [],
        "must_say": [],
        "class": "flow",
    }
    return {**usual, **fields}


def returning(number: str, *variants: str, to: str = "card-1", ok: bool = True) -> dict:
    return {
        "action": "return_delivered_order_items",
        "ok": ok,
        "order_id": number,
        "item_ids": list(variants),
        "payment_method_id": to,
    }


def exchanging(number: str, old: list[str], new: list[str], by: str = "card-1") -> dict:
    wish = returning(number, *old, to=by)
    return {**wish, "action": "exchange_delivered_order_items", "new_item_ids": new}


def cancelling(number: str, reason: str = "no longer needed") -> dict:
    return {"action": "cancel_pending_order", "ok": True, "order_id": number, "reason": reason}
