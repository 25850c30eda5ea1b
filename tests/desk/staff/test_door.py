"""Who comes in at the door of staff, and how it keeps everybody else out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pyotp
import pytest
from sqlalchemy import select

from care.db.models import Audit, Staff, StaffSession
from care.staff import rules
from care.staff import service as staff
from desk.keys import DATABASE
from tests.desk.conftest import OpenDesk
from tests.desk.staff.conftest import PASSWORD, Browser, hire

Console = Callable[..., Awaitable[Browser]]
Open = Callable[..., Awaitable[OpenDesk]]


async def test_bob_signs_in_works_and_signs_out(console: Console):
    bob = await console("bob")
    told = await bob.get("/staff/api/me")
    assert told.status == 200
    assert told.body["member"]["name"] == "Bob"
    assert told.body["csrf"] == bob.csrf
    assert told.headers["Cache-Control"] == "no-store"
    assert (await bob.post("/staff/api/sign-out")).status == 200
    assert (await bob.get("/staff/api/me")).status == 401


async def test_after_signing_out_the_old_cookie_opens_nothing(console: Console):
    bob = await console("bob")
    kept = dict(bob.cookies)
    await bob.post("/staff/api/sign-out")
    bob.cookies = kept
    assert (await bob.get("/staff/api/me")).status == 401


async def test_one_browser_has_one_session(console: Console, desk: OpenDesk):
    bob = await console("bob")
    kept = Browser(desk, dict(bob.cookies))
    await bob.sign_in("bob@shop.example")
    assert (await bob.get("/staff/api/me")).status == 200
    assert (await kept.get("/staff/api/me")).status == 401


async def test_a_wrong_password_no_account_and_an_ended_one_are_refused_alike(desk: OpenDesk):
    await hire(desk, "bob")
    await hire(desk, "dana")
    async with desk.app[DATABASE].writing() as session:
        await staff.disable(session, "dana@shop.example", now=desk.clock.now)
    browser = Browser(desk)
    answers = [
        await browser.sign_in("bob@shop.example", "not this one at all"),
        await browser.sign_in("nobody@shop.example"),
        await browser.sign_in("dana@shop.example"),
    ]
    assert [answer.status for answer in answers] == [401] * 3
    assert answers[0].body == answers[1].body == answers[2].body
    assert browser.cookies == {}


async def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(open_desk: Open):
    desk = await open_desk()
    await hire(desk, "bob")
    answer = await Browser(desk).sign_in("bob@shop.example")
    for cookie in answer.headers.getall("Set-Cookie"):
        assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(cookie.split("; "))
        assert "Domain" not in cookie


async def test_over_https_the_cookie_is_bound_to_the_host(open_desk: Open):
    desk = await open_desk(public_url="https://desk.shop.example")
    await hire(desk, "bob")
    browser = Browser(desk)
    answer = await browser.call(
        "POST",
        "/staff/api/sign-in",
        {"email": "bob@shop.example", "password": PASSWORD},
        Origin="https://desk.shop.example",
    )
    assert set(browser.cookies) == {"__Host-shopbell", "__Host-shopbell-known"}
    assert all("Secure" in cookie.split("; ") for cookie in answer.headers.getall("Set-Cookie"))
    assert (await browser.get("/staff/api/me")).status == 200


async def test_no_password_is_taken_over_plain_http_from_afar(open_desk: Open):
    desk = await open_desk(public_url="http://desk.shop.example")
    answer = await Browser(desk).call(
        "POST", "/staff/api/sign-in", {"email": "a", "password": "b"}, Origin="http://desk.shop.example"
    )
    assert (answer.status, answer.body["error"]) == (403, "not_secure")


@pytest.mark.parametrize("origin", ["https://shop.example", "null", "http://127.0.0.1.evil.example", ""])
async def test_no_other_page_signs_in_or_writes_not_even_the_shops_own(console: Console, origin: str):
    bob = await console("bob")
    body = {"email": "bob@shop.example", "password": PASSWORD}
    assert (await bob.call("POST", "/staff/api/sign-in", body, Origin=origin)).status == 403
    assert (await bob.call("POST", "/staff/api/sign-out", {}, Origin=origin)).status == 403
    assert (await bob.get("/staff/api/me")).status == 200


@pytest.mark.parametrize("token", ["", "x", "é", "undefined"])
async def test_a_write_without_the_pages_token_is_refused(console: Console, token: str):
    bob = await console("bob")
    assert (await bob.call("POST", "/staff/api/sign-out", {}, **{"X-CSRF": token})).status == 403
    assert (await bob.get("/staff/api/me")).status == 200


async def test_anothers_token_is_no_token_of_mine(console: Console):
    bob, dana = await console("bob"), await console("dana")
    bob.csrf = dana.csrf
    assert (await bob.post("/staff/api/sign-out")).status == 403


async def test_another_site_cannot_read_with_bobs_cookie(console: Console):
    bob = await console("bob")
    assert (await bob.call("GET", "/staff/api/me", **{"Sec-Fetch-Site": "cross-site"})).status == 403
    assert (await bob.call("GET", "/staff/api/me", **{"Sec-Fetch-Site": "same-origin"})).status == 200


async def test_a_session_ends_when_nobody_works_and_at_the_end_of_the_day(console: Console, desk: OpenDesk):
    bob = await console("bob")
    for _ in range(2):
        desk.clock.advance(minutes=29)
        assert (await bob.get("/staff/api/me")).status == 200
    desk.clock.advance(minutes=31)
    assert (await bob.get("/staff/api/me")).status == 401
    await bob.sign_in("bob@shop.example")
    for _ in range(24):
        desk.clock.advance(minutes=29)
        assert (await bob.get("/staff/api/me")).status == 200
    desk.clock.advance(minutes=25)
    assert (await bob.get("/staff/api/me")).status == 401


async def test_who_left_is_out_at_once(console: Console, desk: OpenDesk):
    bob = await console("bob")
    async with desk.app[DATABASE].writing() as session:
        await staff.disable(session, "bob@shop.example", now=desk.clock.now)
    assert (await bob.get("/staff/api/me")).status == 401


async def test_a_second_factor_is_set_up_before_anything_else(open_desk: Open):
    desk = await open_desk(staff_totp="required")
    await hire(desk, "bob")
    bob = Browser(desk)
    begun = await bob.sign_in("bob@shop.example")
    assert (begun.body["needs_code"], begun.body["needs_totp"]) == (False, True)
    assert (await bob.get("/staff/api/me")).status == 401
    offered = (await bob.post("/staff/api/totp/offer")).body
    assert offered["svg"].startswith('<svg xmlns="http://www.w3.org/2000/svg"')  # or an <img> stays empty
    assert offered["uri"].startswith("otpauth://totp/")
    assert (await bob.post("/staff/api/totp/confirm", code="000000")).status == 403
    confirmed = await bob.post("/staff/api/totp/confirm", code=_code(desk, offered["secret"]))
    assert (confirmed.status, confirmed.body["totp"]) == (200, True)
    assert (await bob.get("/staff/api/me")).status == 200


async def test_a_password_alone_is_half_the_way(console: Console, desk: OpenDesk):
    secret = await _with_second_factor(await console("bob"))
    thief = Browser(desk)
    assert (await thief.sign_in("bob@shop.example")).body["needs_code"] is True
    assert (await thief.get("/staff/api/me")).status == 401
    assert (await thief.post("/staff/api/totp/offer")).status == 409
    assert (await thief.post("/staff/api/prove", code="123456")).status == 403
    desk.clock.advance(seconds=60)
    assert (await thief.post("/staff/api/prove", code=_code(desk, secret))).status == 200
    assert (await thief.get("/staff/api/me")).status == 200


async def test_half_a_session_is_over_soon(console: Console, desk: OpenDesk):
    secret = await _with_second_factor(await console("bob"))
    browser = Browser(desk)
    await browser.sign_in("bob@shop.example")
    desk.clock.advance(minutes=11)
    assert (await browser.post("/staff/api/prove", code=_code(desk, secret))).status == 401


async def test_a_code_is_good_once_also_over_another_shoulder(console: Console, desk: OpenDesk):
    secret = await _with_second_factor(await console("bob"))
    desk.clock.advance(seconds=60)
    bob, thief = Browser(desk), Browser(desk)
    await bob.sign_in("bob@shop.example")
    await thief.sign_in("bob@shop.example")
    assert (await bob.post("/staff/api/prove", code=_code(desk, secret))).status == 200
    assert (await thief.post("/staff/api/prove", code=_code(desk, secret))).status == 403


async def test_codes_cannot_be_guessed_for_long(console: Console, desk: OpenDesk):
    secret = await _with_second_factor(await console("bob"))
    browser = Browser(desk)
    await browser.sign_in("bob@shop.example")
    statuses = [(await browser.post("/staff/api/prove", code=f"{n:06}")).status for n in range(12)]
    assert statuses[-1] == 429
    assert (await browser.post("/staff/api/prove", code=_code(desk, secret))).status == 429


async def test_guessers_are_held_up_whether_or_not_there_is_an_account(desk: OpenDesk):
    await hire(desk, "bob")
    told = {}
    for email in ("bob@shop.example", "nobody@shop.example"):
        guesser = Browser(desk)
        told[email] = [(await guesser.sign_in(email, f"guess number {n}")).status for n in range(12)]
        assert (await guesser.sign_in(email)).status == 429
    assert told["bob@shop.example"] == told["nobody@shop.example"]


async def test_nobody_can_lock_bob_out_of_the_browser_he_works_with(console: Console, desk: OpenDesk):
    bob = await console("bob")
    await bob.post("/staff/api/sign-out")
    for n in range(rules.GUESSES_AT_ACCOUNT + 5):
        await Browser(desk).sign_in("bob@shop.example", f"guess number {n}")
    assert (await Browser(desk).sign_in("bob@shop.example")).status == 429
    assert (await bob.sign_in("bob@shop.example")).status == 200


async def test_a_browser_that_was_in_is_known_for_its_owner_only_and_not_for_ever(
    console: Console, desk: OpenDesk
):
    await hire(desk, "dana")
    bob = await console("bob")
    bob.cookies.pop("shopbell")
    for name in ("dana", "bob"):
        told = [(await bob.sign_in(f"{name}@shop.example", "a guess of mine")).status for _ in range(11)]
        assert told == [401] * 10 + [429]


async def test_a_mark_somebody_made_up_is_nobodys(console: Console, desk: OpenDesk):
    bob = await console("bob")
    for n in range(rules.GUESSES_AT_ACCOUNT + 1):
        await Browser(desk).sign_in("bob@shop.example", f"guess number {n}")
    mark = bob.cookies["shopbell-known"]
    for forged in ("bob.1.", mark[:-1] + ("0" if mark[-1] != "0" else "1"), "é.é.é", "bob"):
        browser = Browser(desk, {"shopbell-known": forged})
        assert (await browser.sign_in("bob@shop.example")).status == 429


async def test_the_record_keeps_no_secret_that_opens_a_session(console: Console, desk: OpenDesk):
    bob = await console("bob")
    async with desk.app[DATABASE].reading() as session:
        (kept,) = await session.scalars(select(StaffSession))
    assert bob.cookies["shopbell"] not in (kept.token_hash, kept.csrf)
    assert bob.member is not None
    async with desk.app[DATABASE].reading() as session:
        account = await session.get_one(Staff, "bob")
    assert account.password_hash.startswith("$argon2id$")


async def test_the_audit_tells_of_each_sign_in_and_each_refusal(console: Console, desk: OpenDesk):
    bob = await console("bob")
    await bob.sign_in("bob@shop.example", "not my password")
    await bob.post("/staff/api/sign-out")
    assert [row.action for row in await _audit(desk)] == [
        "staff.added",
        "staff.signed_in",
        "staff.sign_in_refused",
        "staff.signed_out",
    ]


@pytest.mark.parametrize(
    "body", [{}, {"email": 1, "password": "x"}, {"email": "a", "password": ["x"]}, [], {"email": "x" * 2000}]
)
async def test_what_is_no_sign_in_is_refused_kindly(desk: OpenDesk, body: Any):
    assert (await Browser(desk).call("POST", "/staff/api/sign-in", body)).status == 400


async def _with_second_factor(bob: Browser) -> str:
    """Bob sets up his authenticator; gives its secret."""
    offered = (await bob.post("/staff/api/totp/offer")).body
    code = _code(bob.desk, offered["secret"])
    assert (await bob.post("/staff/api/totp/confirm", code=code)).status == 200
    bob.desk.clock.advance(seconds=60)
    return str(offered["secret"])


def _code(desk: OpenDesk, secret: str) -> str:
    return pyotp.TOTP(secret).at(desk.clock.now)


async def _audit(desk: OpenDesk) -> list[Audit]:
    async with desk.app[DATABASE].reading() as session:
        return list(await session.scalars(select(Audit).order_by(Audit.id)))
