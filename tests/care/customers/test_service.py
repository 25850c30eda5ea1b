"""What a proved shopper sees of their account."""

from __future__ import annotations

from decimal import Decimal

import pytest

from care.customers import service as customers
from care.identity.service import Shopper
from care.store.importing import import_store
from tests.actions import store


def shopper(customer_id: str | None) -> Shopper:
    return Shopper("a conversation", customer_id, "sign_in" if customer_id else "none", "en")


@pytest.fixture
async def session(database, clock, tmp_path):
    await import_store(database, store.write(tmp_path / "store", clock.now))
    async with database.reading() as session:
        yield session


async def test_gift_cards_are_the_shoppers_own(session):
    assert [card.balance for card in await customers.gift_cards(session, shopper("alice"))] == [
        Decimal("37.50")
    ]
    assert await customers.gift_cards(session, shopper("charlie")) == []
    assert await customers.gift_cards(session, shopper(None)) == []


async def test_the_kind_of_a_method_is_known_even_after_it_was_removed(session):
    methods = await customers.payment_methods(session, shopper("charlie"))
    assert customers.kind_of("charlie_paypal", methods) == "paypal"
    assert customers.kind_of("credit_card_4998749", methods) == "credit_card"
