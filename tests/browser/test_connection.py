"""What is said arrives once and in order, whatever becomes of the network, the desk or the tab."""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from collections import defaultdict
from collections.abc import Awaitable, Callable

import jwt
import pytest
from playwright.async_api import BrowserContext, Page, Route, WebSocketRoute, expect

from tests.browser.conftest import IN_ONE_LOOP, Counter, visit
from tests.browser.goods import offers_choices
from tests.browser.shopper import Shopper
from tests.chromium import PATIENCE_MS
from tests.desk.fake_bot import FakeBot

pytestmark = [pytest.mark.browser, IN_ONE_LOOP]


def identity(counter: Counter, customer_id: str) -> str:
    """What a shop's own server gives out for a customer who is signed in."""
    claims = {"sub": customer_id, "aud": "shopbell", "jti": uuid.uuid4().hex, "exp": time.time() + 600}
    return jwt.encode(claims, counter.settings.identity_secret.get_secret_value(), "HS256")


class Wire:
    """Between a page and the desk: frames of the desk whose type is in `drops` get lost on it."""

    def __init__(self) -> None:
        self.drops: set[str] = set()
        self.connects = 0
        self._lost: dict[str, asyncio.Event] = defaultdict(asyncio.Event)

    @classmethod
    async def of(cls, page: Page) -> Wire:
        wire = cls()
        await page.route_web_socket("**/chat", wire._connect)
        return wire

    async def dropped(self, kind: str) -> None:
        """A frame of this type got lost."""
        await asyncio.wait_for(self._lost[kind].wait(), PATIENCE_MS / 1000)

    def _connect(self, page: WebSocketRoute) -> None:
        self.connects += 1
        desk = page.connect_to_server()
        desk.on_message(lambda frame: self._pass_on(page, frame))

    def _pass_on(self, page: WebSocketRoute, frame: str | bytes) -> None:
        kind = json.loads(frame)["type"]
        if kind in self.drops:
            self._lost[kind].set()
        else:
            page.send(frame)


async def test_a_line_said_while_the_desk_is_away_arrives_once_when_it_is_back(
    alice: Shopper, counter: Counter, bot: FakeBot
):
    await alice.opens()
    await alice.asks("before")
    await counter.close()
    await alice.says("meanwhile")
    await expect(alice.own_lines.last).to_contain_text("Goes out once you are connected again")
    await expect(alice.notice).to_contain_text("No connection to the shop")
    await alice.page.get_by_role("button", name="Try now").click()  # in vain: nobody is there
    await counter.open()
    await alice.page.evaluate("dispatchEvent(new Event('focus'))")  # or it has come back by itself already
    await alice.reads("You said: meanwhile")
    await expect(alice.notice).to_be_hidden()
    assert await alice.said() == ["before", "meanwhile"]
    assert bot.heard == ["before", "meanwhile"]


async def test_without_network_the_shopper_is_told_and_the_chat_comes_back_with_it(alice: Shopper):
    await alice.opens()
    await alice.page.context.set_offline(True)
    await expect(alice.notice).to_have_text("You are offline. The chat comes back with your network.")
    await alice.says("hello?")
    await alice.page.context.set_offline(False)
    await alice.reads("You said: hello?")
    await expect(alice.notice).to_be_hidden()


async def test_an_unsent_line_and_a_half_written_one_survive_a_reload(
    alice: Shopper, counter: Counter, bot: FakeBot
):
    await alice.opens()
    await counter.close()
    await alice.says("do not lose me")
    await alice.field.fill("half a thou")
    await counter.open()
    await alice.page.reload()
    await alice.reads("You said: do not lose me")
    assert await alice.field.input_value() == "half a thou"
    assert bot.heard == ["do not lose me"]


async def test_a_second_tab_shows_the_same_thread_and_the_same_choices(
    alice: Shopper, bot: FakeBot, shop: str
):
    bot.says = offers_choices
    await alice.opens()
    other = await visit(alice.page.context, shop)
    await other.opens()
    await expect(other.chips).to_have_count(2)
    await alice.chips.last.click()
    await other.reads("My order")
    await other.reads("Answer to /order")
    await other.asks("from the other tab")
    await alice.reads("Answer to from the other tab")
    assert await alice.said() == await other.said() == ["My order", "from the other tab"]


async def test_a_choice_taken_in_another_tab_is_explained_and_has_no_second_effect(
    alice: Shopper, bot: FakeBot, shop: str
):
    bot.says = offers_choices
    await alice.opens()
    page = await alice.page.context.new_page()
    wire = await Wire.of(page)
    await page.goto(shop)
    other = Shopper(page)
    await other.opens()
    wire.drops = {"message"}
    await alice.chips.first.click()
    await alice.reads("Answer to /parcel")
    await other.chips.last.click()
    await expect(other.notice).to_contain_text("Dismiss")
    await expect(other.own_lines).to_have_count(0)
    assert bot.heard == ["/parcel"]


async def test_a_socket_that_takes_words_but_says_nothing_is_given_up_for_a_new_one(
    counter: Counter, shop: str, bot: FakeBot, profile: Callable[..., Awaitable[BrowserContext]]
):
    page = await (await profile()).new_page()
    wire = await Wire.of(page)
    await page.clock.install()
    await page.goto(shop)
    alice = Shopper(page)
    await alice.opens()
    wire.drops = {"ack", "message", "typing", "state"}
    await alice.says("can you hear me?")
    await wire.dropped("message")  # the bot has answered, and that too was lost
    wire.drops = set()
    await page.clock.fast_forward(11_000)  # nothing was heard for too long,
    await page.clock.fast_forward(1_000)  # and the first try comes within a second
    await alice.reads("You said: can you hear me?")
    assert await alice.said() == ["can you hear me?"]
    assert bot.heard == ["can you hear me?"]
    assert wire.connects == 2


async def test_more_lines_than_the_desk_takes_a_second_all_arrive_in_order(alice: Shopper, bot: FakeBot):
    await alice.opens()
    words = [f"line {number:02}" for number in range(25)]
    for said in words:
        await alice.says(said)
    await expect(alice.page.locator(".unsent")).to_have_count(0, timeout=15_000)
    assert await alice.said() == words
    assert bot.heard == words


async def test_a_sign_in_that_the_desk_refuses_leaves_a_guest_who_is_told(
    counter: Counter, shop: str, profile: Callable[..., Awaitable[BrowserContext]]
):
    alice = await visit(await profile(), f"{shop}?tag=data-identity=not-a-jwt")
    await alice.launcher.click()
    await alice.reads("Hello!")
    await expect(alice.notice).to_contain_text("sign")
    await alice.asks("as a guest then")
    await expect(alice.notice).to_be_hidden()


async def test_the_shop_is_asked_who_is_signed_in_at_each_connect(
    counter: Counter, shop: str, profile: Callable[..., Awaitable[BrowserContext]]
):
    context = await profile()
    asked: list[str] = []

    async def answer(route: Route) -> None:
        asked.append(route.request.url)
        await route.fulfill(json={"identity": identity(counter, "alice")})

    await context.route(f"{shop}/who-am-i", answer)
    alice = await visit(context, f"{shop}?tag=data-identity-url=/who-am-i")
    await alice.opens()
    await alice.asks("from this device")
    await counter.close()
    await expect(alice.notice).to_be_visible()
    await counter.open()
    await alice.page.get_by_role("button", name="Try now").click()
    await alice.asks("and again")
    assert len(asked) >= 2
    elsewhere = await profile()
    await elsewhere.route(f"{shop}/who-am-i", answer)
    again = await visit(elsewhere, f"{shop}?tag=data-identity-url=/who-am-i")
    await again.opens()
    await again.reads("You said: from this device")


async def test_signing_out_leaves_nothing_behind(alice: Shopper):
    await alice.opens()
    await alice.asks("something private")
    await alice.page.evaluate("Shopbell.signOut()")
    await expect(alice.bubble("something private")).to_have_count(0)
    await alice.page.reload()
    await expect(alice.bubble("Hello!")).to_have_count(1)
    await expect(alice.bubble("something private")).to_have_count(0)
    kept = await alice.page.evaluate("JSON.stringify([localStorage, sessionStorage])")
    assert "private" not in kept
