"""A code proves that the mailbox on record is the shopper's: once, for a while, and to nobody else."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from care.conversations import service as conversations
from care.db.engine import Database
from care.db.models import Audit, Conversation, Customer, LoginCode
from care.identity import rules
from care.identity.errors import NotEnoughToGoOn, TooManyTries
from tests.care.identity.conftest import letters, new_guest, shop_name

ALICE = {"email": "alice.ng@example.com"}


async def test_the_code_from_the_mailbox_proves_who_it_is_for_half_an_hour(guest, clock):
    assert await guest.check(await guest.code_for(**ALICE))
    shopper = await guest.shopper()
    assert (shopper.customer_id, shopper.proof) == ("alice", "code")
    clock.advance(minutes=30)
    shopper = await guest.shopper()
    assert (shopper.customer_id, shopper.proof) == (None, "none")


async def test_the_letter_goes_to_the_address_on_record_in_the_customers_language(guest, database, clock):
    await guest.ask_for_code(**ALICE)
    (letter,) = await letters(database)
    assert letter.to == "Alice.Ng@example.com"
    assert shop_name("en") in letter.subject
    assert "验证码" in letter.text
    assert letter.best_before == clock.now + timedelta(minutes=10)


@pytest.mark.parametrize(
    "facts",
    [
        ALICE,
        ALICE | {"order_number": "w1000001"},
        {"name": "ng muller ALICE", "zip": "sw1a1aa"},
        ALICE | {"name": "Alice Ng-Muller", "zip": "SW1A 1AA", "order_number": "#W1000001"},
    ],
)
async def test_email_or_name_and_zip_find_the_customer_and_a_number_must_fit(guest, facts):
    assert await guest.check(await guest.code_for(**facts))
    assert (await guest.shopper()).customer_id == "alice"


async def test_what_does_not_belong_together_finds_nobody_and_looks_the_same(guest, database, clock):
    wrong = [
        {"email": "nobody@example.com"},
        ALICE | {"order_number": "#W1000002"},
        ALICE | {"order_number": "#W9999999"},
        ALICE | {"name": "Charlie Brown", "zip": "SW1A 1AA"},
    ]
    sent = [await guest.ask_for_code(**facts) for facts in wrong]
    charlie = await new_guest(database, clock)
    sent += [await charlie.ask_for_code(name=name, zip=code) for name, code in (
        ("Alice Ng-Müller", "90210"), ("Charlie Ng-Müller", "SW1A 1AA"), ("Alice", "SW1A 1AA"),
    )]  # fmt: skip
    assert await letters(database) == []
    assert {each.good_until for each in sent} == {clock.now + timedelta(minutes=10)}


async def test_two_people_of_one_name_and_zip_get_no_letter_for_each_other(guest, database):
    async with database.writing() as session:
        session.add(
            Customer(id="c2", email="c2@example.com", first_name="Charlie", last_name="Brown", zip="SW1A1AA")
        )
    await guest.ask_for_code(name="Charlie Brown", zip="SW1A 1AA")
    assert await letters(database) == []
    await guest.ask_for_code(name="Charlie Brown", zip="SW1A 1AA", email="c2@example.com")
    assert [letter.to for letter in await letters(database)] == ["c2@example.com"]


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"order_number": "#W1000001"},
        {"name": "Alice"},
        {"zip": "1"},
        {"email": " ", "name": "-", "zip": "1"},
    ],
)
async def test_too_little_is_said_to_be_too_little(guest, facts):
    with pytest.raises(NotEnoughToGoOn):
        await guest.ask_for_code(**facts)


async def test_a_code_works_once(guest, clock):
    code = await guest.code_for(**ALICE)
    assert await guest.check(code)
    assert not await guest.check(code)


async def test_a_code_is_read_as_people_type_it(guest):
    code = await guest.code_for(**ALICE)
    assert await guest.check(
        f" {code[:3]} {code[3:]}\n".translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    )


async def test_a_code_lives_ten_minutes(guest, clock):
    code = await guest.code_for(**ALICE)
    clock.advance(minutes=10)
    assert not await guest.check(code)


async def test_only_the_newest_code_counts(guest):
    old = await guest.code_for(**ALICE)
    new = await guest.code_for(**ALICE)
    if old != new:
        assert not await guest.check(old)
    assert await guest.check(new)


async def test_asking_in_vain_ends_the_earlier_code_too(guest):
    code = await guest.code_for(**ALICE)
    await guest.ask_for_code(email="nobody@example.com")
    assert not await guest.check(code)


async def test_after_five_wrong_tries_the_right_one_is_wrong_too(guest):
    code = await guest.code_for(**ALICE)
    for wrong in wrong_ones(code, rules.CODE_TRIES):
        assert not await guest.check(wrong)
    assert not await guest.check(code)


async def test_tries_at_once_are_not_more_tries(guest, database):
    code = await guest.code_for(**ALICE)
    guesses = wrong_ones(code, 50)
    await asyncio.gather(*(guest.check(guess) for guess in guesses), return_exceptions=True)
    async with database.reading() as session:
        kept = await session.scalar(select(LoginCode))
    assert kept is not None
    assert kept.tries_left == 0
    with pytest.raises(TooManyTries):
        await guest.check(code)


async def test_the_right_code_twenty_times_at_once_is_accepted_once(guest):
    code = await guest.code_for(**ALICE)
    checked = await asyncio.gather(*(guest.check(code) for _ in range(20)), return_exceptions=True)
    assert sum(each is True for each in checked) == 1


async def test_a_code_is_of_no_use_in_another_chat(guest, database, clock):
    code = await guest.code_for(**ALICE)
    charlie = await new_guest(database, clock)
    await charlie.ask_for_code(email="charlie@example.com")
    assert not await charlie.check(code)
    assert await guest.check(code)


async def test_nonsense_is_wrong_and_no_more(guest):
    await guest.code_for(**ALICE)
    for text in ("", "abcdef", "1" * 10_000, "\x00", "\ud800", "１２"):
        assert not await guest.check(text)


async def test_a_code_nobody_got_proves_nothing(guest, database, clock, monkeypatch):
    """Even if the million-to-one guess at a code that was never sent is right."""
    monkeypatch.setattr("secrets.randbelow", lambda _: 123456)
    await guest.ask_for_code(email="nobody@example.com")
    assert not await guest.check("123456")
    assert (await guest.shopper()).customer_id is None


async def test_codes_are_kept_as_keyed_hashes_only(guest, database):
    code = await guest.code_for(**ALICE)
    async with database.reading() as session:
        kept = await session.scalar(select(LoginCode))
        assert kept is not None
        assert code not in kept.code_hash
        audit = (await session.scalars(select(Audit))).all()
    assert all(code not in str(row.details) and "example.com" not in str(row.details) for row in audit)


async def test_a_chat_with_an_account_stays_with_it(guest, database, clock):
    await sign_in(database, guest.conversation_id, "charlie", until=clock.now + timedelta(hours=1))
    await guest.ask_for_code(**ALICE)
    assert await letters(database) == []
    clock.advance(hours=2)  # not even after the sign-in ran out
    await guest.ask_for_code(**ALICE)
    assert await letters(database) == []
    assert await guest.check(await guest.code_for(email="charlie@example.com"))


async def test_a_code_asked_for_before_somebody_else_signed_in_does_not_move_the_chat(guest, database, clock):
    code = await guest.code_for(**ALICE)
    await sign_in(database, guest.conversation_id, "charlie", until=clock.now + timedelta(hours=1))
    assert not await guest.check(code)
    assert (await guest.shopper()).customer_id == "charlie"


async def test_a_guest_with_two_mailboxes_can_prove_both(guest):
    assert await guest.check(await guest.code_for(**ALICE))
    assert await guest.check(await guest.code_for(email="charlie@example.com"))
    assert (await guest.shopper()).customer_id == "charlie"


async def test_the_audit_tells_what_was_sent_checked_and_proved(guest, database):
    code = await guest.code_for(**ALICE)
    (wrong,) = wrong_ones(code, 1)
    await guest.check(wrong)
    await guest.check(code)
    async with database.reading() as session:
        rows = (await session.scalars(select(Audit).order_by(Audit.id))).all()
    assert [(row.action, row.details) for row in rows] == [
        ("identity.code_sent", {"customer_id": "alice"}),
        ("identity.code_checked", {"right": False}),
        ("identity.code_checked", {"right": True}),
        ("identity.proved", {"proof": "code", "customer_id": "alice"}),
    ]
    assert {row.actor for row in rows} == {f"shopper:{guest.conversation_id}"}


async def test_the_fifth_code_of_a_chat_in_an_hour_is_the_last(guest, clock):
    for n in range(rules.SENDING.conversation):
        await guest.ask_for_code(email=f"{n}@example.com")
    for facts in (ALICE, {"email": "nobody@example.com"}):
        with pytest.raises(TooManyTries) as refused:
            await guest.ask_for_code(**facts)
        assert refused.value.again_at == clock.now.replace(hour=16)
    clock.advance(hours=1)
    assert await guest.check(await guest.code_for(**ALICE))


async def test_nobodys_mailbox_is_flooded_whichever_way_and_from_however_many_chats(database, clock, store):
    for n, facts in enumerate([ALICE] * 4 + [{"name": "Alice Ng-Müller", "zip": "SW1A 1AA"}] * 4):
        clock.advance(minutes=n)
        await (await new_guest(database, clock)).ask_for_code(**facts)
    assert len(await letters(database)) == rules.LETTERS_TO_ONE_CUSTOMER


def wrong_ones(code: str, count: int) -> list[str]:
    """Codes of the same kind that are not this one."""
    return [f"{(int(code) + n) % 10**6:06d}" for n in range(1, count + 1)]


async def sign_in(database: Database, conversation_id: str, customer_id: str, *, until) -> None:
    async with database.writing() as session:
        conversation = await conversations.get(session, conversation_id)
        assert isinstance(conversation, Conversation)
        conversation.customer_id, conversation.proof = customer_id, "sign_in"
        conversation.proved_until = until
