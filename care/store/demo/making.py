"""Puts the demo store together: customers, what they bought, and what became of it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from itertools import accumulate
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from care.store.demo import history, situations
from care.store.demo.calendar import Calendar
from care.store.demo.goods import Row, Shelves
from care.store.demo.parcels import Post
from care.store.demo.people import Customer, Town
from care.store.demo.roles import ROLES, Role
from care.store.demo.situations import Shop
from care.store.format import CUSTOMERS, ORDERS, PRODUCTS, STORE

SEED = 20
CUSTOMER_COUNT, ORDER_COUNT = 400, 1_500
FIRST_NUMBER = 1_004_213

# Beside the cast, how often each situation is met.
HAPPENS = (
    (situations.unpaid, 9),
    (situations.out_of_stock, 6),
    (situations.late_to_send, 4),
    (situations.out_for_delivery, 11),
    (situations.late, 12),
    (situations.lost, 6),
    (situations.undeliverable, 5),
    (situations.missed, 6),
    (situations.at_pickup, 5),
    (situations.returning, 3),
    (situations.several_parcels, 11),
    (situations.delivered_not_received, 6),
    (situations.price_dropped, 8),
    (situations.damaged, 7),
    (situations.return_requested, 9),
    (situations.return_on_its_way, 6),
    (situations.refund_under_way, 8),
    (situations.exchange_requested, 6),
    (situations.cancelled, 6),
    (situations.paid_by_gift_card, 12),
)


def make(folder: Path, *, name: str, zone: ZoneInfo, now: datetime, seed: int = SEED) -> None:
    """Write the demo store as it stands at `now` into `folder`. The same seed gives the same store."""
    dice = Random(seed)  # noqa: S311  a believable shop, not a secret
    calendar = Calendar(now, zone)
    shop = Shop(dice, calendar, Shelves(dice), Post(dice, calendar))
    town = Town(dice, calendar)
    cast = [(role, _on_stage(town, role)) for role in ROLES]
    others = [town.somebody() for _ in range(CUSTOMER_COUNT - len(cast))]
    orders = [*_cast_orders(shop, cast), *_special_orders(shop, others)]
    orders += _usual_orders(shop, others, ORDER_COUNT - len(orders))
    store = {"name": name, "currency": "USD", "as_of": now.isoformat()}
    (folder / STORE).write_text(json.dumps(store, ensure_ascii=False), encoding="utf-8")
    _write(folder / CUSTOMERS, (customer.row for customer in [*(each for _, each in cast), *others]))
    _write(folder / PRODUCTS, shop.shelves.products)
    _write(folder / ORDERS, _numbered(orders, dice))


def _on_stage(town: Town, role: Role) -> Customer:
    customer = town.customer(role.name)
    if role.card:
        methods = [m for m in customer.row["payment_methods"] if m["kind"] != "gift_card"]
        customer.row["payment_methods"] = [*methods, town.gift_card(role.card)]
    return customer


def _cast_orders(shop: Shop, cast: Iterable[tuple[Role, Customer]]) -> list[Row]:
    """The matter of each, and a few orders of earlier days that came as they should."""
    orders = []
    for role, customer in cast:
        orders.append(role.happens(shop, customer))
        for _ in range(shop.dice.randint(1, 4)):
            day = shop.calendar.days_ago(shop.dice.randint(40, history.LONG_AGO))
            orders.append(situations.delivered_on(shop, customer, day))
    return orders


def _special_orders(shop: Shop, customers: list[Customer]) -> list[Row]:
    """Each situation as often as it is met, each time with somebody else."""
    waiting = shop.dice.sample(customers, len(customers))
    orders = []
    for happens, times in HAPPENS:
        for _ in range(times):
            able = (each for each in waiting if _can(each, happens.__name__))
            customer = next(able)
            waiting.remove(customer)
            orders.append(happens(shop, customer))
    return orders


def _can(customer: Customer, situation: str) -> bool:
    kinds = {method["kind"] for method in customer.row["payment_methods"]}
    return "gift_card" in kinds or situation != situations.paid_by_gift_card.__name__


def _usual_orders(shop: Shop, customers: list[Customer], count: int) -> list[Row]:
    """Few people buy much, many buy little, and some have not bought yet."""
    buyers = customers[len(customers) // 25 :]
    weights = [min(shop.dice.paretovariate(1.2), 12.0) for _ in buyers]
    chosen = shop.dice.choices(buyers, weights, k=count)
    return [history.usual(shop, customer, history.usual_day(shop)) for customer in chosen]


def _numbered(orders: list[Row], dice: Random) -> list[Row]:
    """In the order in which they were placed, each with its number."""
    placed = sorted(orders, key=lambda order: datetime.fromisoformat(order["placed_at"]))
    numbers = accumulate((dice.randint(1, 7) for _ in placed), initial=FIRST_NUMBER)
    return [{"number": f"#S{number}", **order} for number, order in zip(numbers, placed, strict=False)]


def _write(file: Path, rows: Iterable[Row]) -> None:
    lines = (json.dumps(row, ensure_ascii=False) for row in rows)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
