"""The one door to orders: Alice finds hers, and nobody finds another's."""

from __future__ import annotations

from pathlib import Path

import pytest

from care.errors import NotFound
from care.identity.service import Shopper
from care.orders import service as orders
from care.orders.rules import Matter
from care.shop.settings import load_shop
from care.store.importing import import_store
from tests.actions import store
from tests.care.plans import full_scans, statements_of

SHOP = load_shop(Path(__file__).parents[3] / "shop.toml")
ALICE = Shopper("a conversation", "alice", "sign_in", "en")
GUEST = Shopper("a conversation", None, "none", "en")


@pytest.fixture
async def session(database, clock, tmp_path):
    await import_store(database, store.write(tmp_path / "store", clock.now))
    async with database.reading() as session:
        yield session


@pytest.mark.parametrize("typed", ["#W1000001", "w1000001", "W 1000 001", "1000001", "＃Ｗ１０００００１"])
async def test_alice_finds_her_order_however_she_types_the_number(session, typed):
    order = await orders.find(session, typed, ALICE)
    assert order.number == "#W1000001"
    assert [line.name for line in order.lines] == ["Electric Kettle"]
    assert [event.text for event in order.shipments[0].events] == ["Picked up", "Out for delivery"]


async def test_someone_elses_no_order_and_no_proof_look_the_same(session):
    for shopper, number in (
        (ALICE, "#W2000001"),
        (ALICE, "#W2999991"),
        (GUEST, "#W1000001"),
        (ALICE, "#"),
        (ALICE, ""),
    ):
        with pytest.raises(NotFound) as refused:
            await orders.find(session, number, shopper)
        assert str(refused.value) == f"no order {number!r}"


async def test_the_end_of_a_number_counts_only_when_it_is_one_orders_and_long_enough(session):
    for ending in ("001", "%1", "000"):
        with pytest.raises(NotFound):
            await orders.find(session, ending, ALICE)


async def test_recent_orders_are_the_shoppers_own_newest_first(session):
    found = await orders.recent(session, ALICE)
    assert [order.number for order in found] == [
        "#W1000005", "#W1000001", "#W1000004", "#W1000002", "#W1000006", "#W1000003",
    ]  # fmt: skip
    assert await orders.recent(session, GUEST) == []


async def test_the_matter_of_each(session, now):
    found = await orders.recent(session, ALICE)
    known = {state.order.number: state for state in await orders.states(session, found, SHOP, now)}
    assert {number: state.matter for number, state in known.items()} == {
        "#W1000001": Matter.OUT_FOR_DELIVERY,
        "#W1000002": Matter.LATE,
        "#W1000003": Matter.DELIVERED,
        "#W1000004": Matter.CANCELLED,
        "#W1000005": Matter.UNPAID,
        "#W1000006": Matter.OUT_OF_STOCK,
    }
    assert [line.name for line in known["#W1000006"].sold_out] == ["Desk Lamp"]
    assert known["#W1000006"].eta is None


async def test_the_order_comes_with_its_last_parcel(session, now):
    order = await orders.find(session, "#W1000002", ALICE)
    (state,) = await orders.states(session, [order], SHOP, now)
    assert state.eta is not None
    assert state.eta.sure == "rough"
    assert state.pressing_parcel is not None
    assert state.pressing_parcel.shipment.tracking_number == "TRK0003"


async def test_trouble_comes_before_routine(session, now):
    found = await orders.recent(session, ALICE)
    likeliest = orders.likeliest_first(await orders.states(session, found, SHOP, now))
    assert [state.matter for state in likeliest] == [
        Matter.OUT_FOR_DELIVERY,
        Matter.LATE,
        Matter.OUT_OF_STOCK,
        Matter.UNPAID,
        Matter.DELIVERED,
        Matter.CANCELLED,
    ]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_orders_of_several_parcels_are_read_without_reading_everybody_elses(database, session):
    with statements_of(database) as taken:
        for money in (False, True):
            found = await orders.recent(session, ALICE, money=money)
            await orders.find(session, "#W1000002", ALICE, money=money)
    assert sum(len(order.shipments) for order in found) > 2
    assert await full_scans(database, taken) <= {"SCAN anon_1"}  # the newest twelve, read before the rest
