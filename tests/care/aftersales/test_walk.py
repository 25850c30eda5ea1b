"""Shoppers wish for anything in any order, the warehouse sends and the shop changes prices meanwhile.

Whatever happens: money is conserved, gift cards never owe, things do not multiply, no rule of the policy is
broken, and there are as many requests as effects.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections import Counter as Count
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select, update

from care.aftersales import amounts
from care.aftersales import service as aftersales
from care.aftersales.errors import Changed, Refused
from care.aftersales.wishes import (
    Address,
    Cancel,
    ChangeAddress,
    ChangeItems,
    ChangePayment,
    Exchange,
    PriceDrop,
    RefundFault,
    Replace,
    Return,
    Swap,
    Wish,
)
from care.db.engine import Database, open_database
from care.db.models import Order, PaymentMethod, Variant
from care.orders.queries import LINES, MONEY, PARCELS
from care.store.importing import import_store
from tests.care.aftersales.counter import ALICE, Counter, policy
from tests.care.aftersales.goods import PRODUCTS, folder_of_goods
from tests.conftest import Clock

COPIES = 2
VARIANTS = [variant["id"] for product in PRODUCTS for variant in product["variants"]]
START = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)
CARDS = ["gift_card_8143", "gift_card_0007"]


def numbers_of(*names: str) -> st.SearchStrategy[str]:
    """Mostly orders for which such a wish is possible at first, each in several copies."""
    copies = [f"{name}{ending}" for name in names for ending in ("", "-1", "-2")]
    return st.sampled_from(copies * 3 + ["#PENDING", "#UNPAID", "#PACKED", "#SENT", "#THERE", "#OFF"])


def likely(*usual: str, seldom: str) -> st.SearchStrategy[str]:
    return st.sampled_from([*usual * 4, seldom])


fresh, there = numbers_of("#PENDING", "#SPLIT", "#PENDING"), numbers_of("#THERE", "#THERE2")
methods = likely("alice_card", "alice_paypal", "gift_card_8143", "gift_card_0007", seldom="charlie_card")
back_to = likely("alice_card", "gift_card_8143", seldom="alice_paypal")
some_lines = st.sampled_from([("1",), ("1",), ("2",), ("1", "2")])
kettles = likely("blue", "red", "green", "gold", seldom="white")
seconds = likely("white", "grey", "green", seldom="black")
swaps = st.one_of(
    st.tuples(st.builds(Swap, st.just("1"), kettles)),
    st.tuples(st.builds(Swap, st.just("2"), seconds)),
    st.tuples(st.builds(Swap, st.just("1"), kettles), st.builds(Swap, st.just("2"), seconds)),
)
faults = st.sampled_from(["missing", "wrong", "damaged"])
addresses = st.builds(
    Address, st.sampled_from(["1 Elm Court", "9 Oak Row", ""]), st.just(""), st.just("Boston"), st.just("MA"),
    st.just("02110"), st.just("USA"),
)  # fmt: skip
wishes: st.SearchStrategy[Wish] = st.one_of(
    st.builds(Cancel, fresh, st.just("no longer needed"), st.just(()) | some_lines),
    st.builds(ChangeAddress, fresh, addresses),
    st.builds(ChangePayment, fresh, methods),
    st.builds(ChangeItems, fresh, swaps, methods | st.none()),
    st.builds(ChangeItems, fresh, swaps, methods | st.none()),
    st.builds(Return, there, some_lines, back_to),
    st.builds(Exchange, there, swaps, methods | st.none()),
    st.builds(Replace, there, some_lines, faults),
    st.builds(RefundFault, there, some_lines, faults, back_to),
    st.builds(PriceDrop, fresh | there, back_to | st.none()),
)
policies = st.fixed_dictionaries(
    {
        "cancel": st.fixed_dictionaries(
            {"fee": st.sampled_from([Decimal("0.00"), Decimal("5.00")]), "whole_order": st.booleans()}
        ),
        "change": st.fixed_dictionaries(
            {
                "items_once": st.booleans(),
                "items_last": st.booleans(),
                "gift_card_must_cover": st.booleans(),
                "same_product": st.booleans(),
                "difference_by": st.sampled_from(["customer_method", "original"]),
            }
        ),
        "exchange": st.fixed_dictionaries({"return_or_exchange_once": st.booleans()}),
    }
)


class Walk(RuleBasedStateMachine):
    template: Path

    @initialize(tables=policies)
    def open_the_shop(self, tables: dict[str, Any]) -> None:
        self.folder = Path(tempfile.mkdtemp())
        shutil.copyfile(self.template, self.folder / "shop.db")
        self.runner = asyncio.Runner()
        database = open_database(f"sqlite+aiosqlite:///{self.folder}/shop.db")
        self.counter = Counter(database, Clock(START))
        self.counter.shop = policy(**tables)
        self.done = 0
        self.quoted: list[tuple[Wish, str]] = []
        self.yeses: list[tuple[Wish, str, str]] = []
        self.before = self.run(self.look())

    def teardown(self) -> None:
        if hasattr(self, "runner"):
            self.run(self.counter.database.close())
            self.runner.close()
            shutil.rmtree(self.folder)

    def run[T](self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)

    @rule(several=st.lists(wishes, min_size=2, max_size=6))
    def wish_for(self, several: list[Wish]) -> None:
        for wish in several:
            self.ask_and_say_yes(wish)

    def ask_and_say_yes(self, wish: Wish) -> None:
        try:
            quote = self.run(self.counter.quote(wish))
        except Refused:
            return
        self.quoted.append((wish, quote.fingerprint))
        self.say_yes(wish, quote.fingerprint, must=True)

    @rule(data=st.data())
    def say_yes_to_an_old_card(self, data: st.DataObject) -> None:
        if self.quoted:
            self.say_yes(*data.draw(st.sampled_from(self.quoted)), must=False)

    @rule(data=st.data())
    def tap_twice(self, data: st.DataObject) -> None:
        if self.yeses:
            wish, agreed, key = data.draw(st.sampled_from(self.yeses))
            assert self.run(self.counter.perform(wish, agreed, key=key)).repeated

    @rule(number=numbers_of("#PENDING", "#SPLIT"))
    def the_warehouse_goes_on(self, number: str) -> None:
        """Packs, sends or delivers what is next."""
        following = {"pending": "processed", "processed": "shipped", "shipped": "delivered"}
        order = self.run(self.counter.order(number))
        if order.status in following:
            later = update(Order).where(Order.number == number).values(status=following[order.status])
            self.run(self.counter.change(later))

    @rule(variant=st.sampled_from(VARIANTS), cents=st.integers(100, 6000))
    def the_shop_changes_a_price(self, variant: str, cents: int) -> None:
        price = update(Variant).where(Variant.id == variant).values(price=Decimal(cents) / 100)
        self.run(self.counter.change(price))

    @rule(days=st.integers(1, 4))
    def time_passes(self, days: int) -> None:
        self.counter.clock.now += timedelta(days=days)

    def say_yes(self, wish: Wish, agreed: str, *, must: bool) -> None:
        number = wish.order_number  # type: ignore[union-attr]
        order = self.run(self.counter.order(number))
        key = f"yes {len(self.yeses)}"
        try:
            done = self.run(self.counter.perform(wish, agreed, key=key))
        except (Refused, Changed):
            assert not must, "nothing happened between quote and yes"
            return
        assert done.quote.fingerprint == agreed
        self.done += 1
        self.yeses.append((wish, agreed, key))
        self.was_allowed(wish, order)

    def was_allowed(self, wish: Wish, order: Order) -> None:
        """What the policy says, put in other words than the rules put it."""
        shop = self.counter.shop
        if isinstance(wish, Cancel):
            assert order.status in {"pending", "unpaid"}
            assert not (order.items_modified and shop.change.items_last)
            assert not (shop.cancel.whole_order and wish.line_ids and len(wish.line_ids) < len(order.lines))
        if isinstance(wish, ChangeAddress | ChangePayment | ChangeItems):
            assert order.status == "pending"
            assert not (order.items_modified and shop.change.items_last)
        if isinstance(wish, ChangeItems):
            assert not (order.items_modified and shop.change.items_once)
        if isinstance(wish, Return | Exchange | Replace | RefundFault):
            assert order.status == "delivered" or isinstance(wish, Replace | RefundFault)
        if isinstance(wish, Return | Exchange) and shop.exchange.return_or_exchange_once:
            own = [each for each in self.run(self.history(order.number)) if each in {"return", "exchange"}]
            assert len(own) == 1
        assert "charlie_card" not in vars(wish).values()

    async def history(self, number: str) -> list[str]:
        async with self.counter.database.reading() as session:
            return [each.kind for each in await aftersales.requests_of(session, ALICE, order_number=number)]

    async def look(self) -> dict[str, Any]:
        async with self.counter.database.reading() as session:
            orders = (await session.scalars(select(Order).options(LINES, PARCELS, *MONEY))).unique().all()
            cards = await session.scalars(select(PaymentMethod).where(PaymentMethod.id.in_(CARDS)))
            variants = await session.scalars(select(Variant).where(Variant.stock.is_not(None)))
            return {
                "orders": {order.number: order for order in orders},
                "cards": {card.id: card.balance for card in cards},
                "stock": {variant.id: variant.stock for variant in variants},
                "requests": await aftersales.requests_of(session, ALICE),
            }

    @invariant()
    def all_adds_up(self) -> None:
        if not hasattr(self, "before"):
            return
        now = self.run(self.look())
        fees: Count[str] = Count()
        for each in now["requests"]:
            fees[each.wish.order_number] += each.quote.fee
        for number, order in now["orders"].items():
            paid = sum(amounts.paid_by(order).values(), Decimal(0))
            assert paid >= amounts.to_come(order)
            assert paid - amounts.to_come(order) == fees[number] + worth_of_what_stays(order), number
        for card, balance in now["cards"].items():
            assert balance >= 0
            assert balance + spent(now, card) == self.before["cards"][card] + spent(self.before, card)
        for variant, stock in now["stock"].items():
            assert stock >= 0
            assert stock + held(now, variant) == self.before["stock"][variant] + held(self.before, variant)
        assert len(now["requests"]) == self.done
        traces = self.run(self.counter.traces())
        assert set(traces.values()) == {self.done}


def worth_of_what_stays(order: Order) -> Decimal:
    """What the shopper has for the money: lines not sent back and not paid back, less the drops."""
    if order.status in {"cancelled", "unpaid"}:
        return Decimal(0)
    returned = {id_ for row in order.returns for id_ in row.line_ids}
    paid_back = {each.line_id for each in order.credits if each.kind == "fault" and each.amount}
    stays = [line for line in order.lines if line.id not in returned | paid_back]
    less = sum((min(row.price_difference, Decimal(0)) for row in order.exchanges), Decimal(0))
    return amounts.worth(order, stays) + less


def spent(seen: dict[str, Any], card: str) -> Decimal:
    return sum(
        (amounts.paid_by(order).get(card, Decimal(0)) for order in seen["orders"].values()), Decimal(0)
    )


def held(seen: dict[str, Any], variant: str) -> Any:
    """How many pieces are in orders that stand, or are kept for an exchange or sent again."""
    lines = [line for o in seen["orders"].values() if o.status != "cancelled" for line in o.lines]
    ordered = sum(line.quantity for line in lines if line.variant_id == variant)
    again = (
        item for each in seen["requests"] if each.kind in {"exchange", "replace"} for item in each.quote.items
    )
    return ordered + sum(item.quantity for item in again if item.new_variant_id == variant)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_whatever_shoppers_wish_for_it_all_adds_up(database: Database, tmp_path: Path):
    await import_store(database, folder_of_goods(tmp_path / "store", START, copies=COPIES))
    await database.close()
    Walk.template = tmp_path / "shopbell.db"
    often = settings(
        max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
    )
    await asyncio.to_thread(run_state_machine_as_test, Walk, settings=often)
