"""Who gets which conversation back, and who never does. The rules: docs/decisions/identity.md."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select, text

from care.conversations import rules
from care.conversations import service as conversations
from care.conversations.service import Entered
from care.db.engine import Database
from care.db.models import Audit, Conversation, ConversationToken, Customer, LoginCode
from care.identity.service import who
from care.identity.tokens import Identity

pytestmark = pytest.mark.usefixtures("customers")


@dataclass
class Door:
    database: Database
    now: datetime

    async def hello(
        self, *, token: str | None = None, as_: str | None = None, hours: float = 1, language: str = "en"
    ) -> Entered:
        """A hello with this token, signed in as this customer for so many hours from now."""
        identity = Identity(as_, self.now + timedelta(hours=hours)) if as_ else None
        async with self.database.writing() as session:
            return await conversations.enter(
                session, token=token, identity=identity, language=language, now=self.now, address="192.0.2.1"
            )

    async def says(self, entered: Entered, text: str = "hello") -> None:
        async with self.database.writing() as session:
            await conversations.say(
                session, entered.conversation.id, cmid=f"{self.now}{text}", text=text, now=self.now
            )

    async def proved_by_code(self, entered: Entered, customer_id: str) -> None:
        """As a right code leaves it."""
        async with self.database.writing() as session:
            conversation = await session.get_one(Conversation, entered.conversation.id)
            conversation.customer_id, conversation.proof = customer_id, "code"
            conversation.proved_until = self.now + timedelta(minutes=30)
            session.add(
                LoginCode(
                    conversation_id=conversation.id, customer_id=customer_id, code_hash="", sent_at=self.now,
                    expires_at=self.now, tries_left=0, used_at=self.now,
                )
            )  # fmt: skip

    def later(self, **delta: float) -> None:
        self.now += timedelta(**delta)


@pytest.fixture
def door(database: Database, now: datetime) -> Door:
    return Door(database, now)


def same(one: Entered, other: Entered) -> bool:
    return one.conversation.id == other.conversation.id


async def test_a_guest_comes_back_to_the_thread_with_the_token(door):
    first = await door.hello(language="zh")
    await door.says(first)
    door.later(days=20)
    again = await door.hello(token=first.token)
    assert same(first, again)
    assert again.resumed
    assert again.token == first.token
    assert again.conversation.language == "zh"


async def test_only_a_hash_of_the_token_is_kept(door, database: Database):
    entered = await door.hello()
    assert len(entered.token) >= 43  # 256 bits
    async with database.reading() as session:
        kept = await session.scalar(select(ConversationToken))
        assert kept is not None
        assert kept.token_hash == rules.token_hash(entered.token)
        for table in ("conversations", "conversation_tokens"):
            rows = await session.execute(text(f"SELECT * FROM {table}"))
            assert entered.token not in str(rows.all())


async def test_a_token_that_opens_nothing_leads_to_a_new_conversation(door):
    first = await door.hello()
    for token in (None, "", "wrong", "x" * 100_000, "\x00", "\ud800", "' OR 1=1"):
        other = await door.hello(token=token)
        assert not same(first, other)
        assert not other.resumed


async def test_after_a_month_of_silence_a_guest_begins_anew(door):
    first = await door.hello()
    door.later(days=30)
    assert not same(first, await door.hello(token=first.token))


async def test_a_signed_in_shopper_has_one_thread_on_every_device(door):
    laptop = await door.hello(as_="alice")
    await door.says(laptop)
    phone = await door.hello(as_="alice")
    assert same(laptop, phone)
    assert phone.resumed
    assert phone.token != laptop.token
    assert same(laptop, await door.hello(token=laptop.token))
    assert same(laptop, await door.hello(token=phone.token))


async def test_a_token_alone_opens_a_signed_in_thread_only_while_the_proof_holds(door):
    first = await door.hello(as_="alice")
    await door.says(first)
    door.later(minutes=59)
    assert same(first, await door.hello(token=first.token))
    door.later(minutes=2)
    assert not same(first, await door.hello(token=first.token))
    assert same(first, await door.hello(token=first.token, as_="alice"))


async def test_each_hello_with_an_identity_prolongs_the_proof(door):
    first = await door.hello(as_="alice")
    door.later(minutes=50)
    await door.hello(token=first.token, as_="alice")
    door.later(minutes=50)
    assert same(first, await door.hello(token=first.token))


async def test_an_older_identity_does_not_shorten_the_proof(door):
    first = await door.hello(as_="alice")
    await door.hello(token=first.token, as_="alice", hours=0.1)
    door.later(minutes=30)
    assert same(first, await door.hello(token=first.token))


async def test_a_guest_who_signs_in_keeps_the_thread_and_is_known_from_then_on(door):
    guest = await door.hello()
    await door.says(guest)
    signed_in = await door.hello(token=guest.token, as_="alice")
    assert same(guest, signed_in)
    shopper = who(signed_in.conversation, door.now)
    assert (shopper.customer_id, shopper.proof) == ("alice", "sign_in")
    assert same(guest, await door.hello(as_="alice"))


async def test_an_empty_guest_chat_does_not_replace_the_thread_they_have(door):
    earlier = await door.hello(as_="alice")
    await door.says(earlier)
    empty = await door.hello()
    assert same(earlier, await door.hello(token=empty.token, as_="alice"))


async def test_a_token_with_the_identity_of_another_customer_opens_a_new_conversation(door):
    alices = await door.hello(as_="alice")
    await door.says(alices, "my secret")
    charlies = await door.hello(token=alices.token, as_="charlie")
    assert not same(alices, charlies)
    assert charlies.conversation.customer_id == "charlie"
    assert charlies.token != alices.token
    assert same(alices, await door.hello(as_="alice"))


async def test_nobody_else_ever_gets_the_thread_of_a_signed_in_shopper(door):
    alices = await door.hello(as_="alice")
    await door.says(alices)
    for stranger in (await door.hello(as_="charlie"), await door.hello(), await door.hello(as_="nobody")):
        assert not same(alices, stranger)


async def test_an_identity_the_store_does_not_know_is_nobody(door):
    entered = await door.hello(as_="somebody-new")
    assert (entered.conversation.customer_id, entered.conversation.proof) == (None, "none")
    assert same(entered, await door.hello(token=entered.token, as_="somebody-new"))


async def test_a_guest_proved_by_code_can_return_for_a_week_but_is_not_known_any_more(door):
    guest = await door.hello()
    await door.says(guest)
    await door.proved_by_code(guest, "alice")
    door.later(days=6)
    again = await door.hello(token=guest.token)
    assert same(guest, again)
    assert who(again.conversation, door.now).customer_id is None
    door.later(days=1)
    assert not same(guest, await door.hello(token=guest.token))


async def test_a_guest_proved_by_code_who_signs_in_finds_the_thread_on_other_devices(door):
    guest = await door.hello()
    await door.says(guest)
    await door.proved_by_code(guest, "alice")
    assert same(guest, await door.hello(as_="alice"))


async def test_a_thread_that_served_two_customers_is_lifted_into_no_account(door):
    """What it showed the first must not appear on the devices of the second."""
    shared = await door.hello()
    await door.says(shared)
    await door.proved_by_code(shared, "alice")
    await door.proved_by_code(shared, "charlie")
    assert not same(shared, await door.hello(as_="charlie"))
    assert not same(shared, await door.hello(token=shared.token, as_="charlie"))
    assert same(shared, await door.hello(token=shared.token))


async def test_two_hellos_at_once_from_two_devices_open_one_thread(door, second_process):
    other = Door(second_process, door.now)
    entered = await asyncio.gather(*(each.hello(as_="alice") for each in (door, other) * 5))
    assert len({each.conversation.id for each in entered}) == 1
    assert len({each.token for each in entered}) == 10


async def test_a_thread_keeps_the_keys_of_twenty_devices(door, database: Database):
    tokens = []
    for _ in range(rules.TOKENS_KEPT + 5):
        door.later(seconds=1)
        tokens.append((await door.hello(as_="alice")).token)
    async with database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(ConversationToken)) == rules.TOKENS_KEPT
        assert await conversations.resume(session, tokens[-1], now=door.now)
        assert await conversations.resume(session, tokens[0], now=door.now) is None


async def test_a_customer_who_is_erased_leaves_nothing_to_come_back_to(door, database: Database):
    entered = await door.hello(as_="alice")
    async with database.writing() as session:
        await session.delete(await session.get_one(Customer, "alice"))
    async with database.reading() as session:
        conversation = await session.get_one(Conversation, entered.conversation.id)
        assert who(conversation, door.now).customer_id is None
        assert who(conversation, door.now).proof == "none"


async def test_the_audit_tells_when_somebody_proved_who_they_are_once_each_time(door, database: Database):
    entered = await door.hello(as_="alice")
    await door.hello(token=entered.token, as_="alice")
    door.later(hours=2)
    await door.hello(token=entered.token, as_="alice")
    async with database.reading() as session:
        rows = (await session.scalars(select(Audit).order_by(Audit.id))).all()
    assert [(row.action, row.details) for row in rows] == [
        ("identity.proved", {"proof": "sign_in", "customer_id": "alice"})
    ] * 2


async def test_an_address_is_kept_to_count_guesses_by(door):
    entered = await door.hello()
    assert who(entered.conversation, door.now).address == "192.0.2.1"
