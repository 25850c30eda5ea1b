"""Number and e-mail together tell one word about the order, and apart nothing."""

from __future__ import annotations

import dataclasses

import pytest

from care.db.engine import Database
from care.identity import rules
from care.identity.errors import TooManyTries
from tests.care.identity.conftest import new_guest


@pytest.mark.parametrize("number", ["#W1000001", "w1000001", " ＃W100 0001 "])
async def test_number_and_email_together_tell_the_status_and_nothing_else(guest, number: str):
    status = await guest.status(number, " alice.ng@EXAMPLE.com ")
    assert dataclasses.asdict(status) == {"number": "#W1000001", "status": "shipped"}


async def test_every_other_pair_looks_the_same(guest):
    for number, email in (
        ("#W1000001", "charlie@example.com"), ("#W1000002", "alice.ng@example.com"),
        ("#W9999999", "alice.ng@example.com"), ("#W1000001", "nobody@example.com"), ("#W1000001", ""),
        ("", "alice.ng@example.com"), ("%", "%"), ("#W1000001", "alice.ng@example.com' OR '1'='1"),
    ):  # fmt: skip
        assert await guest.status(number, email) is None


async def test_guessing_in_one_chat_ends_after_ten_tries_even_with_the_right_pair(guest, clock):
    for n in range(rules.LOOKING.conversation):
        assert await guest.status(f"#W{n}", f"{n}@example.com") is None
    for pair in (("#W1000001", "alice.ng@example.com"), ("#W7777777", "nobody@example.com")):
        with pytest.raises(TooManyTries) as refused:
            await guest.status(*pair)
        assert refused.value.again_at == clock.now.replace(hour=16, minute=0)
    clock.advance(hours=1)
    assert await guest.status("#W1000001", "alice.ng@example.com")


@pytest.mark.parametrize(
    ("pair", "limit"),
    [
        (lambda n: ("#W1000001", f"{n}@example.com"), rules.LOOKING.order),
        (lambda n: (f"#W{n}", "alice.ng@example.com"), rules.LOOKING.email),
    ],
    ids=["one order, many e-mails", "one e-mail, many orders"],
)
async def test_guessing_from_many_chats_at_one_order_or_email_ends_too(
    database: Database, clock, store, pair, limit: int
):
    for n in range(limit):
        assert await (await new_guest(database, clock)).status(*pair(n)) is None
    with pytest.raises(TooManyTries):
        await (await new_guest(database, clock)).status("#W1000001", "alice.ng@example.com")


async def test_guessing_from_one_address_with_many_chats_ends_too(database: Database, clock, store):
    for n in range(rules.LOOKING.address):
        guest = await new_guest(database, clock, address="192.0.2.1")
        assert await guest.status(f"#W{n}", f"{n}@example.com") is None
    with pytest.raises(TooManyTries):
        await (await new_guest(database, clock, address="192.0.2.1")).status("#W1", "x@example.com")
    with pytest.raises(TooManyTries):
        await (await new_guest(database, clock)).status("#W1", "x@example.com", address="192.0.2.1")
    assert (
        await (await new_guest(database, clock, address="192.0.2.2")).status("#W1", "x@example.com") is None
    )
