"""Every write of the public retail tasks leaves the store as the judge of those tasks wants it."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from care.aftersales import service as aftersales
from care.aftersales import wishes
from care.aftersales.errors import Refused
from care.aftersales.wishes import Address, Swap, Wish
from care.db.engine import Database
from care.db.models import Customer, Order, Shipment
from care.identity.service import Shopper
from care.orders import service as orders
from care.shop.settings import load_shop
from care.store import tables
from care.store.format import written
from care.store.importing import import_store

ROOT = Path(__file__).parents[3]
TAU = ROOT.parent / "shared" / "tau"
SHOP = load_shop(ROOT / "shop.toml")

pytestmark = [
    pytest.mark.skipif(not TAU.is_dir(), reason="the public retail store is not beside the checkout"),
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]


def address(write: dict[str, Any]) -> Address:
    return Address(**{name: write.get(name) or "" for name in Address.__dataclass_fields__})


async def wish_of(session, shopper: Shopper, write: dict[str, Any]) -> Wish:
    """The write of a task as a wish."""
    action = write["action"]
    if action == "modify_user_address":
        return wishes.ChangeDefaultAddress(address(write))
    order = await orders.find(session, write["order_id"], shopper)
    free, lines = list(order.lines), []
    for variant_id in write.get("item_ids", ()):
        line = next((line for line in free if line.variant_id == variant_id), None)
        lines.append(line.id if line else "none")
        if line:
            free.remove(line)
    method: Any = write.get("payment_method_id")
    swaps = tuple(map(Swap, lines, write.get("new_item_ids", ())))
    made: dict[str, Any] = {
        "cancel_pending_order": lambda: wishes.Cancel(order.number, write["reason"]),
        "modify_pending_order_address": lambda: wishes.ChangeAddress(order.number, address(write)),
        "modify_pending_order_payment": lambda: wishes.ChangePayment(order.number, method),
        "modify_pending_order_items": lambda: wishes.ChangeItems(order.number, swaps, method),
        "return_delivered_order_items": lambda: wishes.Return(order.number, tuple(lines), method),
        "exchange_delivered_order_items": lambda: wishes.Exchange(order.number, swaps, method),
    }
    wish: Wish = made[action]()
    return wish


async def refusal_of(session, shopper: Shopper, write: dict[str, Any], key: str, now) -> str | None:
    """Do it; why it was refused."""
    try:
        wish = await wish_of(session, shopper, write)
        quote = await aftersales.quote(session, shopper, wish, SHOP, now)
        await aftersales.perform(
            session, shopper, wish, key=key, agreed=quote.fingerprint, shop=SHOP, now=now
        )
    except Refused as refused:
        return refused.reason
    return None


@pytest.mark.parametrize(("tasks", "every"), [("tasks_train.json", 1), ("tasks_generated.json", 9)])
async def test_the_writes_of_each_task_come_out_as_its_judge_says(database: Database, now, tasks, every):
    compare = _judge()
    before = compare.read_store(TAU / "store")
    await import_store(database, TAU / "store")
    wrong: list[str] = []
    for task in json.loads((TAU / tasks).read_text("utf-8"))[::every]:
        shopper = Shopper(task["id"], task["customer_id"], "code", "en")
        if not task["writes"]:
            continue
        async with database.writing() as session:
            savepoint = await session.begin_nested()
            for number, write in enumerate(task["writes"]):
                refusal = await refusal_of(session, shopper, write, f"{task['id']}:{number}", now)
                wanted = write.get("ok", True)
                if bool(refusal) is wanted and refusal != "same_address":  # it is that address already
                    wrong.append(f"{task['id']} {write['action']}: {refusal}")
            await session.flush()
            after = await _as_it_is(session, task["customer_id"])
            await savepoint.rollback()
            session.expunge_all()
        mine = {
            "orders": {n: o for n, o in before["orders"].items() if o["customer_id"] == task["customer_id"]},
            "customers": {task["customer_id"]: before["customers"][task["customer_id"]]},
            "variants": before["variants"],
        }
        wrong += [f"{task['id']} {found}" for found in compare.differences(mine, after, task)]
    assert not wrong, "\n".join(wrong)


async def _as_it_is(session, customer_id: str) -> dict[str, Any]:
    """The customer and their orders as the export writes them."""
    fresh = {"populate_existing": True}
    parts = [
        selectinload(Order.lines),
        selectinload(Order.shipments).selectinload(Shipment.events),
        selectinload(Order.transactions),
        selectinload(Order.returns),
        selectinload(Order.exchanges),
    ]
    query = select(Order).where(Order.customer_id == customer_id).options(*parts)
    found = await session.scalars(query, execution_options=fresh)
    customer = await session.scalar(
        select(Customer).where(Customer.id == customer_id).options(selectinload(Customer.payment_methods)),
        execution_options=fresh,
    )
    return {
        "orders": {order.number: json.loads(written(tables.order_row(order))) for order in found},
        "customers": {customer_id: json.loads(written(tables.customer_row(customer, [])))},
    }


def _judge() -> Any:
    spec = importlib.util.spec_from_file_location("tau_compare", TAU / "compare.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
