"""Whoever guesses learns nothing: not from the words, not from the work done, not from ten thousand tries."""

from __future__ import annotations

import os
import random

import pytest
from sqlalchemy import select

from care.conversations import service as conversations
from care.db.models import Attempt
from care.identity import service as identity
from care.identity.errors import TooManyTries
from tests.care.identity.conftest import SECRET, letters, new_guest, shop_name
from tests.care.plans import full_scans, statements_of

CHATS = 200
GUESSES = int(os.environ.get("SHOPBELL_TEST_GUESSES", "2400"))  # 10,000 take ten seconds more

HIT_AND_MISS = [
    ({"email": "alice.ng@example.com"}, {"email": "somebody@example.com"}),
    (
        {"email": "alice.ng@example.com", "order_number": "#W1000001"},
        {"email": "alice.ng@example.com", "order_number": "#W1000002"},
    ),
    ({"name": "Alice Ng-Müller", "zip": "SW1A 1AA"}, {"name": "Alice Somebody", "zip": "SW1A 1AA"}),
    ({"name": "Alice Ng-Müller", "zip": "SW1A 1AA"}, {"name": "Alice Ng-Müller", "zip": "SW1A 1AB"}),
]


@pytest.mark.parametrize(("hit", "miss"), HIT_AND_MISS)
async def test_sending_a_code_does_the_same_work_for_hit_and_miss(database, clock, store, hit, miss):
    work = []
    for facts in (hit, miss):
        guest = await new_guest(database, clock)
        with statements_of(database) as statements:
            await guest.ask_for_code(**facts)
        work.append(texts_of(statements))
    assert work[0] == work[1]
    assert len(await letters(database)) == 1


async def test_looking_up_and_checking_do_the_same_work_too(database, clock, store):
    found, missed = await new_guest(database, clock), await new_guest(database, clock)
    with statements_of(database) as hit:
        assert await found.status("#W1000001", "alice.ng@example.com")
    with statements_of(database) as miss:
        assert not await missed.status("#W1000002", "alice.ng@example.com")
    assert texts_of(hit) == texts_of(miss)
    await found.ask_for_code(email="alice.ng@example.com")
    await missed.ask_for_code(email="nobody@example.com")
    with statements_of(database) as hit:
        assert not await found.check("no code")
    with statements_of(database) as miss:
        assert not await missed.check("no code")
    assert texts_of(hit) == texts_of(miss)


def texts_of(taken: list[tuple[str, tuple]]) -> list[str]:
    return [statement for statement, _ in taken]


async def test_over_the_limit_the_words_are_the_same_for_hit_and_miss(database, clock, store):
    texts = set()
    for email in ("alice.ng@example.com", "nobody@example.com"):
        guest = await new_guest(database, clock)
        for _ in range(5):
            await guest.ask_for_code(email=email)
        with pytest.raises(TooManyTries) as refused:
            await guest.ask_for_code(email=email)
        texts.add(str(refused.value))
    assert len(texts) == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_thousands_of_guesses_from_two_hundred_chats_disclose_nothing(database, clock, store):
    """Guessers who know every number and every e-mail, but not which belong together, nor a mailbox."""
    randomly = random.Random(20261102)
    guests = [await new_guest(database, clock, address=f"192.0.2.{n % 20}") for n in range(CHATS)]
    refused = disclosed = 0
    for guest in guests:
        shopper = await guest.shopper()
        async with database.writing() as session:
            for _ in range(GUESSES // CHATS):
                try:
                    disclosed += bool(await guess(session, shopper, clock.now, randomly))
                except TooManyTries:
                    refused += 1
        async with database.reading() as session:
            conversation = await conversations.get(session, guest.conversation_id)
            assert conversation is not None
            disclosed += conversation.customer_id is not None
    assert disclosed == 0
    assert refused > GUESSES // 4
    assert len(await letters(database)) <= 10


async def guess(session, shopper, now, randomly: random.Random) -> object:
    """One try of one of the three ways in."""
    number = randomly.choice(("#W1000001", "#W1000002", f"#W{randomly.randrange(10**7):07d}"))
    mismatched = {"#W1000001": "charlie@example.com", "#W1000002": "alice.ng@example.com"}
    email = mismatched.get(number, randomly.choice(("alice.ng@example.com", "charlie@example.com")))
    match randomly.randrange(3):
        case 0:
            return await identity.coarse_status(session, shopper, order_number=number, email=email, now=now)
        case 1:
            await identity.send_code(
                session, shopper, secret=SECRET, shop_name=shop_name, email=email, now=now
            )
            return None
        case _:
            code = f"{randomly.randrange(10**6):06d}"
            return await identity.check_code(session, shopper, code, secret=SECRET, now=now)


async def test_old_counts_are_forgotten_and_those_of_this_hour_kept(database, clock, guest):
    await guest.status("#W1", "a@example.com")
    clock.advance(hours=1)
    for n in range(10):
        await guest.status("#W2", f"{n}@example.com")
    await guest.ask_for_code(email="nobody@example.com")
    async with database.reading() as session:
        windows = set(await session.scalars(select(Attempt.window_start)))
    assert windows == {clock.now.replace(minute=0)}
    with pytest.raises(TooManyTries):
        await guest.status("#W2", "b@example.com")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_no_question_reads_a_whole_table_of_the_store(database, clock, guest):
    with statements_of(database) as taken:
        await guest.status("#W1000001", "alice.ng@example.com")
        for hit, _ in HIT_AND_MISS:
            await guest.ask_for_code(**hit)
        await guest.check("123456")
    scans = await full_scans(database, [each for each in taken if "attempts" not in each[0]])
    assert scans == set()
