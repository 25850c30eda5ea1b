"""The demo store is always about this week, holds every situation service meets, and makes room."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from care.db.engine import Database, open_database
from care.db.models import Customer, Order, PaymentMethod, Product, Shipment, Variant
from care.orders import service
from care.orders.rules import Matter
from care.shop.settings import Shop, load_shop
from care.store.demo import PICTURES, cast, seed
from care.store.demo.draw import draw
from care.store.demo.making import HAPPENS, make
from care.store.importing import import_store
from tests.care.store.corner_shop import FolderOfRows
from tests.care.store.facts import everything, facts
from tests.conftest import in_own_loop

ROOT = Path(__file__).resolve().parents[3]
ZONE = ZoneInfo("America/New_York")
on_one_database = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

MOMENTS = {
    "monday": datetime(2026, 11, 2, 15, tzinfo=UTC),
    "sunday evening": datetime(2026, 11, 8, 23, 30, tzinfo=ZONE),
    "just after midnight": datetime(2027, 3, 10, 0, 2, tzinfo=ZONE),
    "new year": datetime(2027, 1, 1, 9, tzinfo=ZONE),
    "leap day": datetime(2028, 2, 29, 12, tzinfo=ZONE),
}
# What a shopper would say is going on, and how many of the 1,500 orders at least.
MET = {
    Matter.UNPAID: 10,
    Matter.OUT_OF_STOCK: 6,
    Matter.LATE_TO_SEND: 3,
    Matter.OUT_FOR_DELIVERY: 10,
    Matter.ON_THE_WAY: 20,
    Matter.LATE: 10,
    Matter.LOST: 5,
    Matter.BAD_ADDRESS: 4,
    Matter.MISSED: 5,
    Matter.AT_PICKUP: 4,
    Matter.RETURNING: 2,
    Matter.DELIVERED: 900,
    Matter.CANCELLED: 40,
}


@pytest.fixture(scope="module")
def shop() -> Shop:
    return load_shop(ROOT / "shop.toml")


@pytest.fixture(scope="module")
def demo_file(sqlite_template: Path, shop: Shop, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo store of a Monday morning, made once for the tests that only look at it."""
    file = tmp_path_factory.mktemp("demo") / "shop.db"
    shutil.copyfile(sqlite_template, file)

    async def fill() -> None:
        database = open_database(f"sqlite+aiosqlite:///{file}")
        await seed(database, shop, now=MOMENTS["monday"])
        await database.close()

    in_own_loop(fill())
    return file


@pytest.fixture
async def demo(demo_file: Path) -> AsyncIterator[Database]:
    database = open_database(f"sqlite+aiosqlite:///{demo_file}")
    yield database
    await database.close()


@pytest.fixture
def now() -> datetime:
    return MOMENTS["monday"]


async def states(database: Database, shop: Shop, now: datetime) -> list[service.OrderState]:
    """Every order with what is the matter with it, the newest first."""
    parts = (
        selectinload(Order.lines),
        selectinload(Order.transactions),
        selectinload(Order.returns),
        selectinload(Order.exchanges),
        selectinload(Order.shipments).selectinload(Shipment.events),
    )
    async with database.reading() as session:
        orders = (await session.scalars(select(Order).options(*parts).order_by(Order.placed_at.desc()))).all()
        return await service.states(session, orders, shop, now)


@on_one_database
@pytest.mark.parametrize("now", MOMENTS.values(), ids=MOMENTS)
async def test_every_situation_is_met_whenever_the_store_is_made(
    database: Database, shop: Shop, now: datetime
):
    counts = await seed(database, shop, now=now)
    assert counts
    assert (counts.customers, counts.products, counts.orders) == (400, 64, 1500)
    known = await states(database, shop, now)
    met = Counter(state.matter for state in known)
    assert {matter: met[matter] for matter in MET if met[matter] < MET[matter]} == {}
    orders = [state.order for state in known]
    assert sum(len(order.shipments) > 1 for order in orders) >= 10
    assert sum(bool(order.returns) for order in orders) >= 40
    assert sum("damaged" in (sent.reason or "") for order in orders for sent in order.returns) >= 3
    assert sum(bool(order.exchanges) for order in orders) >= 5
    assert sum(number > 5 for number in Counter(order.customer_id for order in orders).values()) >= 30
    assert all(event.at <= now for order in orders for parcel in order.shipments for event in parcel.events)
    assert all(order.placed_at and order.placed_at <= now for order in orders)


async def test_the_figures_of_the_demo_store_add_up(demo: Database, shop: Shop, now: datetime):
    for state in await states(demo, shop, now):
        order = state.order
        price = sum(line.price * line.quantity for line in order.lines)
        paid = sum(each.amount for each in order.transactions if each.kind == "payment")
        back = sum(each.amount for each in order.transactions if each.kind == "refund")
        assert paid == (0 if order.status == "unpaid" else price)
        assert back <= paid
        assert price >= 50, "an order below fifty would owe postage"
        assert order.number.startswith("#S")
        assert len(order.search_key) == 8


async def test_prices_dropped_and_things_sold_out_are_there(demo: Database, shop: Shop, now: datetime):
    async with demo.reading() as session:
        prices = {variant.id: variant for variant in await session.scalars(select(Variant))}
    recent = now - timedelta(days=shop.price_protection.days)
    dearer = {
        state.order.number
        for state in await states(demo, shop, now)
        for line in state.order.lines
        if state.order.placed_at
        and state.order.placed_at > recent
        and line.price > prices[line.variant_id].price
    }
    assert len(dearer) >= 8
    assert sum(not variant.available for variant in prices.values()) >= 8
    assert all((variant.stock or 0) > 0 for variant in prices.values() if variant.available)


async def test_customers_come_from_everywhere_and_some_have_their_birthday_this_week(
    demo: Database, now: datetime
):
    async with demo.reading() as session:
        customers = (await session.scalars(select(Customer))).all()
        balances = (
            await session.scalars(select(PaymentMethod.balance).where(PaymentMethod.kind == "gift_card"))
        ).all()
    today = now.astimezone(ZONE).date()
    week = {(day.month, day.day) for day in (today + timedelta(days=ahead) for ahead in range(7))}
    assert sum((each.birth_month, each.birth_day) in week for each in customers) >= 7
    assert any((each.birth_month, each.birth_day) == (2, 29) for each in customers)
    assert sum(each.birth_month is not None and each.birth_year is None for each in customers) >= 20
    assert sum(each.language == "zh" for each in customers) >= 30
    assert len({each.time_zone for each in customers}) >= 4
    assert {each.email.rpartition("@")[2] for each in customers} == {"example.com", "example.org"}
    assert len({each.email for each in customers}) == len(customers)
    assert sum(balance is not None and 0 < balance < 5 for balance in balances) >= 5


async def test_each_of_the_cast_is_in_the_situation_told(demo: Database, shop: Shop, now: datetime):
    async with demo.reading() as session:
        parts = {part.situation: part for part in await cast(session)}
    newest = {}
    for state in reversed(await states(demo, shop, now)):
        newest[state.order.customer_id] = state
    told = {name: newest[part.customer_id] for name, part in parts.items()}
    assert told["late"].matter is Matter.LATE
    assert told["unpaid"].matter is Matter.UNPAID
    assert told["out_of_stock"].matter is Matter.OUT_OF_STOCK
    kettle = told["out_for_delivery_with_a_kettle"]
    assert kettle.matter is Matter.OUT_FOR_DELIVERY
    assert kettle.order.lines[0].options["color"] == "blue"
    assert [each.kind for each in told["refund_under_way"].order.transactions] == ["payment", "refund"]
    assert told["damaged"].order.returns[0].status == "requested"
    assert len(told["several_parcels"].parcels) == 3
    assert parts["several_parcels"].language == "zh"
    assert parts["several_parcels"].name == "林静怡"
    methods = {each.method_id.partition("_")[0] for each in told["paid_by_gift_card"].order.transactions}
    assert "gift" in methods
    assert all(part.matter.keys() == {"en", "zh"} for part in parts.values())


async def test_a_store_that_is_there_is_left_alone(
    database: Database, shop: Shop, folder: FolderOfRows, now: datetime
):
    await import_store(database, folder.write())
    before = await everything(database)
    assert await seed(database, shop, now=now) is None
    assert await seed(database, shop, now=now, again=True) is None
    assert await everything(database) == before
    async with database.reading() as session:
        assert [(part.customer_id, part.situation) for part in await cast(session)] == [
            ("alice", "delivered")
        ]


@on_one_database
async def test_a_demo_store_is_made_anew_when_its_day_is_over(database: Database, shop: Shop, now: datetime):
    await seed(database, shop, now=now)
    assert await seed(database, shop, now=now + timedelta(hours=2)) is None
    assert await seed(database, shop, now=now + timedelta(hours=2), again=True)
    assert await seed(database, shop, now=now + timedelta(days=9))
    late = [
        state
        for state in await states(database, shop, now + timedelta(days=9))
        if state.matter is Matter.LATE
    ]
    assert len(late) >= MET[Matter.LATE]


def test_the_same_moment_gives_the_same_store(tmp_path: Path, now: datetime):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        make(tmp_path / name, name="Shop", zone=ZONE, now=now)
    assert facts(tmp_path / "one") == facts(tmp_path / "two")


def test_each_situation_has_a_name_of_its_own():
    names = [happens.__name__ for happens, _ in HAPPENS]
    assert len(set(names)) == len(names) >= 20


async def test_every_product_has_a_chinese_name_and_its_picture(demo: Database, tmp_path: Path):
    async with demo.reading() as session:
        products = (await session.scalars(select(Product))).all()
    assert all(product.names["zh"] and product.description and product.category for product in products)
    draw(tmp_path)
    for product in products:
        name = Path(product.image or "").name
        assert product.image == f"/media/products/{name}"
        assert (PICTURES / name).read_text() == (tmp_path / name).read_text()
        assert (PICTURES / name).stat().st_size < 3_000
