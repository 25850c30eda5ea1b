"""What holds whatever the database: codes used once, guesses counted, sessions that end, alike for nobody."""

from __future__ import annotations

import asyncio
from statistics import median
from time import perf_counter

import pyotp
import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, update

from care.audit import service as audit
from care.db.engine import Database
from care.db.models import Audit, Staff, StaffSession
from care.staff import passwords, rules, second_factor
from care.staff import service as staff
from care.staff.errors import (
    EmailTaken,
    HasSecondFactor,
    Locked,
    NoKey,
    NoSuchMember,
    SignedOut,
    TooMany,
    WeakPassword,
    WrongSignIn,
)
from care.staff.service import SignedIn, Terms
from tests.care.plans import statements_of
from tests.conftest import Clock

KEY = "a key of the server, thirty-two bytes or more"
PASSWORD = "six wet umbrellas"
TERMS = Terms(KEY)
EMAIL = "bob@shop.example"
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


class Counter:
    """The accounts of a shop; each call is a transaction."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.database, self.clock = database, clock

    async def hire(self, email: str = EMAIL, **facts) -> staff.Member:
        async with self.database.writing() as session:
            values = {"name": "Bob", "password": PASSWORD, **facts}
            return await staff.add(session, email=email, now=self.clock.now, **values)

    async def sign_in(self, email: str = EMAIL, password: str = PASSWORD, **more) -> SignedIn:
        terms = more.pop("terms", TERMS)
        return await staff.sign_in(self.database, email, password, terms=terms, now=self.clock.now, **more)

    async def who(self, token: str):
        async with self.database.reading() as session:
            return await staff.who(session, token, now=self.clock.now)

    async def set_up(self) -> tuple[str, str]:
        """Signs in and confirms a second factor; gives (token, secret)."""
        begun = await self.sign_in()
        async with self.database.writing() as session:
            secret, _ = await staff.offer_totp(
                session, begun.token, key=KEY, issuer="Shop", now=self.clock.now
            )
        code = pyotp.TOTP(secret).at(self.clock.now)
        async with self.database.writing() as session:
            assert await staff.confirm_totp(session, begun.token, code, key=KEY, now=self.clock.now)
        self.clock.advance(seconds=60)
        return begun.token, secret

    async def prove(self, token: str, code: str) -> bool:
        async with self.database.writing() as session:
            found = await staff.prove(session, token, code, key=KEY, now=self.clock.now)
        return found is not None


@pytest.fixture
def counter(database: Database, clock: Clock) -> Counter:
    return Counter(database, clock)


async def test_signing_in_asks_for_both_factors_once_there_are_two(counter: Counter):
    await counter.hire()
    first = await counter.sign_in()
    assert (first.needs_code, first.needs_totp) == (False, True)
    assert await counter.who(first.token) is None
    _, secret = await counter.set_up()
    second = await counter.sign_in()
    assert (second.needs_code, second.needs_totp) == (True, False)
    assert await counter.prove(second.token, pyotp.TOTP(secret).at(counter.clock.now))
    visit = await counter.who(second.token)
    assert visit
    assert (visit.member.name, visit.totp) == ("Bob", True)


async def test_eight_who_give_the_same_code_at_once_are_one(counter: Counter):
    await counter.hire()
    _, secret = await counter.set_up()
    code = pyotp.TOTP(secret).at(counter.clock.now)
    tokens = [(await counter.sign_in()).token for _ in range(8)]
    assert sum(await asyncio.gather(*(counter.prove(token, code) for token in tokens))) == 1


async def test_sixty_guesses_at_once_are_ten(counter: Counter):
    await counter.hire()
    guesses = [counter.sign_in(password=f"guess number {n}") for n in range(60)]
    results = await asyncio.gather(*guesses, return_exceptions=True)
    assert sum(isinstance(result, WrongSignIn) for result in results) == rules.GUESSES_AT_ACCOUNT
    assert sum(isinstance(result, Locked) for result in results) == 60 - rules.GUESSES_AT_ACCOUNT


async def test_a_lock_is_over_within_the_hour(counter: Counter):
    await counter.hire()
    for n in range(rules.GUESSES_AT_ACCOUNT):
        with pytest.raises(WrongSignIn):
            await counter.sign_in(password=f"guess number {n}")
    with pytest.raises(Locked) as refused:
        await counter.sign_in()
    assert refused.value.again_at <= counter.clock.now.replace(minute=0) + rules.SEEN_EVERY * 60
    counter.clock.now = refused.value.again_at
    await counter.sign_in()


async def test_one_address_cannot_try_one_password_at_every_account(counter: Counter):
    told = []
    for n in range(rules.GUESSES_FROM_ADDRESS + 1):
        with pytest.raises((WrongSignIn, Locked)) as refused:
            await counter.sign_in(f"member{n}@shop.example", "password of the year", address="203.0.113.9")
        told.append(refused.type)
    assert told == [WrongSignIn] * rules.GUESSES_FROM_ADDRESS + [Locked]


async def test_an_owner_at_the_terminal_opens_a_locked_account(counter: Counter):
    await counter.hire()
    await counter.set_up()
    for n in range(rules.GUESSES_AT_ACCOUNT):
        with pytest.raises(WrongSignIn):
            await counter.sign_in(password=f"guess number {n}")
    async with counter.database.writing() as session:
        await staff.reset(session, EMAIL.upper(), "another long password", now=counter.clock.now)
    begun = await counter.sign_in(password="another long password")
    assert (begun.needs_code, begun.needs_totp) == (False, True)


async def test_whoever_leaves_or_gets_a_new_password_is_signed_out(counter: Counter):
    await counter.hire()
    optional = Terms(KEY, "optional")
    for change in (
        lambda session: staff.set_password(session, EMAIL, PASSWORD, now=counter.clock.now),
        lambda session: staff.disable(session, EMAIL, now=counter.clock.now),
    ):
        token = (await counter.sign_in(terms=optional)).token
        assert await counter.who(token)
        async with counter.database.writing() as session:
            await change(session)
        assert await counter.who(token) is None
    with pytest.raises(WrongSignIn):
        await counter.sign_in()


async def test_confirming_a_second_factor_ends_the_other_sessions(counter: Counter):
    await counter.hire()
    other = (await counter.sign_in(terms=Terms(KEY, "optional"))).token
    mine, _ = await counter.set_up()
    assert await counter.who(mine)
    assert await counter.who(other) is None


async def test_a_second_factor_is_not_replaced_from_a_console_left_open(counter: Counter):
    await counter.hire()
    token, _ = await counter.set_up()
    async with counter.database.writing() as session:
        with pytest.raises(HasSecondFactor):
            await staff.offer_totp(session, token, key=KEY, issuer="Shop", now=counter.clock.now)


async def test_the_secret_of_a_second_factor_is_of_no_use_to_who_reads_the_table(counter: Counter):
    bob = await counter.hire()
    _, secret = await counter.set_up()
    async with counter.database.reading() as session:
        kept = (await session.get_one(Staff, bob.id)).totp_secret
    assert kept is not None
    assert secret not in kept
    assert second_factor.unlocked(kept, staff_id=bob.id, key=KEY) == secret
    for staff_id, key in ((bob.id, "another key"), ("dana", KEY)):
        with pytest.raises(NoKey):
            second_factor.unlocked(kept, staff_id=staff_id, key=key)


async def test_without_a_key_of_the_server_no_second_factor_is_kept_in_the_open(counter: Counter):
    await counter.hire()
    token = (await counter.sign_in()).token
    async with counter.database.writing() as session:
        with pytest.raises(NoKey):
            await staff.offer_totp(session, token, key="", issuer="Shop", now=counter.clock.now)


async def test_a_token_of_nobody_opens_nothing(counter: Counter):
    for token in ("", "x", "é\udc80"):
        assert await counter.who(token) is None
    async with counter.database.writing() as session:
        with pytest.raises(SignedOut):
            await staff.prove(session, "x", "123456", key=KEY, now=counter.clock.now)


async def test_yesterdays_sessions_are_cleared_away(counter: Counter):
    await counter.hire()
    await counter.sign_in()
    counter.clock.advance(hours=13)
    await counter.sign_in()
    async with counter.database.reading() as session:
        assert len(list(await session.scalars(select(StaffSession)))) == 1


async def test_one_email_is_one_account_however_it_is_written(counter: Counter):
    await counter.hire("Bob@Shop.example")
    with pytest.raises(EmailTaken):
        await counter.hire(" bob@shop.EXAMPLE ")
    assert (await counter.sign_in("BOB@shop.example")).needs_totp


@pytest.mark.parametrize("password", ["short", "aaaaaaaaaaaaaaaa", "bob.smith2026!", "x" * 201])
async def test_a_password_that_is_guessed_soon_is_refused(counter: Counter, password: str):
    with pytest.raises(WeakPassword):
        await counter.hire("bob.smith@shop.example", password=password)


async def test_the_staff_of_the_demo_are_nobody_once_the_demo_is_closed(counter: Counter):
    await counter.hire(staff_id="demo-bob")
    assert not (await counter.sign_in(terms=Terms(KEY, demo=True))).needs_totp
    with pytest.raises(WrongSignIn):
        await counter.sign_in()


async def test_an_old_hash_is_made_anew_with_the_password_at_hand(counter: Counter):
    bob = await counter.hire()
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    async with counter.database.writing() as session:
        await session.execute(update(Staff).values(password_hash=weak))
    await counter.sign_in()
    async with counter.database.reading() as session:
        assert not passwords.is_outdated((await session.get_one(Staff, bob.id)).password_hash)


async def test_colleagues_are_those_who_work_here(counter: Counter):
    bob = await counter.hire()
    await counter.hire("dana@shop.example", name="Dana", languages=("zh", "en"))
    async with counter.database.writing() as session:
        await staff.disable(session, EMAIL, now=counter.clock.now)
    async with counter.database.reading() as session:
        assert [member.name for member in await staff.colleagues(session)] == ["Dana"]
        assert (await staff.get(session, bob.id)).name == "Bob"
        with pytest.raises(NoSuchMember):
            await staff.get(session, "nobody")


async def test_no_secret_is_in_the_audit_and_it_is_whole(counter: Counter):
    await counter.hire()
    token, secret = await counter.set_up()
    assert not await counter.prove((await counter.sign_in()).token, "000000")
    async with counter.database.reading() as session:
        rows = list(await session.scalars(select(Audit)))
        assert (await audit.verify(session)).first_broken is None
    written = str([(row.action, row.subject, row.details) for row in rows])
    assert not any(private in written for private in (PASSWORD, token, secret))
    assert "staff.code_refused" in written


async def test_a_flood_of_passwords_is_sent_away_and_does_not_pile_up():
    tries = [passwords.is_right(None, "a guess") for _ in range(3 * passwords.MOST_WAITING)]
    results = await asyncio.gather(*tries, return_exceptions=True)
    sent_away = sum(isinstance(result, TooMany) for result in results)
    assert sent_away == 2 * passwords.MOST_WAITING
    assert not await passwords.is_right(None, "a guess")  # it is over, and others come in


@ON_SQLITE
async def test_an_account_and_no_account_take_as_long_to_refuse(counter: Counter):
    await counter.hire()
    for _ in range(2):
        await passwords.is_right(None, "warm up")

    async def seconds(kept: str | None) -> float:
        begun = perf_counter()
        await passwords.is_right(kept, "a guess of mine")
        return perf_counter() - begun

    hashed = await passwords.hashed(PASSWORD)
    pairs = [(await seconds(hashed), await seconds(None)) for _ in range(15)]
    somebody, nobody = (median(each) for each in zip(*pairs, strict=True))
    assert somebody == pytest.approx(nobody, rel=0.5)


@ON_SQLITE
async def test_an_account_and_no_account_ask_the_record_the_same(counter: Counter, clock: Clock):
    await counter.hire()
    asked = []
    for email in (EMAIL, "nobody@shop.example"):
        with statements_of(counter.database) as taken, pytest.raises(WrongSignIn):
            await counter.sign_in(email, "a guess of mine")
        asked.append([statement for statement, *_ in taken])
    assert asked[0] == asked[1]
