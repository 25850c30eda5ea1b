"""The demo store: one page to try everything the counter does, for whoever sits at this machine."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import aiohttp
import jwt
import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext, Page, expect

from care.clock import utc_now
from care.db.engine import open_database
from tests.browser.conftest import IN_ONE_LOOP, Counter
from tests.browser.goods import letter
from tests.browser.shopper import Shopper
from tests.browser.test_accessible import DESKTOP, objections
from tests.browser.test_keyboard import PHONE

pytestmark = IN_ONE_LOOP


@pytest_asyncio.fixture(loop_scope="session")
async def store(counter: Counter, profile: Callable[..., Awaitable[BrowserContext]]) -> Page:
    page = await (await profile()).new_page()
    await page.goto(counter.url)
    await expect(page.get_by_role("heading", name="Gooseneck kettle")).to_be_visible()
    return page


@pytest.mark.browser
async def test_goods_prices_and_words_follow_the_language(store: Page):
    await expect(store.locator("#shelf")).to_contain_text("from $48.00")
    await expect(store.locator("#shelf")).to_contain_text("Sold out")
    await store.get_by_role("button", name="中文").click()
    await expect(store.get_by_role("heading", name="细嘴手冲壶")).to_be_visible()
    await expect(
        store.get_by_role("heading", name="Tea towel")
    ).to_be_visible()  # the store has no Chinese name
    await expect(store.locator("#shelf")).to_contain_text("US$48.00 起")
    await store.get_by_role("button", name="联系客服").click()
    await expect(store.get_by_role("heading", name="客户服务")).to_be_visible()


@pytest.mark.browser
async def test_each_customer_has_a_conversation_of_their_own(store: Page):
    shopper = Shopper(store)
    await store.get_by_label("You are").select_option("alice")
    await expect(store.locator("#try-who")).to_contain_text("signed in as Alice Smith")
    await store.get_by_role("button", name="When will order #W1001 arrive?").click()
    await expect(shopper.field).to_have_value("When will order #W1001 arrive?")
    await shopper.field.press("Enter")
    await shopper.reads("You said: When will order #W1001 arrive?")
    await store.get_by_label("You are").select_option("charlie")
    await expect(shopper.bubble("#W1001")).to_have_count(0)
    await shopper.asks("only mine")
    await store.get_by_label("You are").select_option("alice")
    await shopper.reads("You said: When will order #W1001 arrive?")
    await expect(shopper.bubble("only mine")).to_have_count(0)
    await store.reload()
    await shopper.reads("You said: When will order #W1001 arrive?")


@pytest.mark.browser
async def test_mail_for_the_guest_lands_in_the_mailbox_while_they_look(store: Page, counter: Counter):
    await expect(store.get_by_text("No mail yet")).to_be_visible()
    database = open_database(counter.settings.database_url)
    async with database.writing() as session:
        session.add(
            letter("alice@example.com", "Your code", "Your code is 123456.\nIt is good once.", utc_now())
        )
    await database.close()
    await expect(store.locator("#letters strong")).to_have_text("123456")
    await expect(store.locator("#letters")).to_contain_text("alice@example.com")


@pytest.mark.browser
@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_axe_finds_nothing_to_object_to(
    screen: dict[str, object],
    theme: str,
    counter: Counter,
    profile: Callable[..., Awaitable[BrowserContext]],
):
    page = await (await profile(color_scheme=theme, reduced_motion="reduce", **screen)).new_page()
    await page.goto(counter.url)
    await expect(page.get_by_role("heading", name="Gooseneck kettle")).to_be_visible()
    assert await objections(page) == []
    overflow = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert overflow <= 0


async def test_a_sign_in_is_what_a_shops_own_server_would_give(counter: Counter):
    async with aiohttp.ClientSession(counter.url, cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
        async with http.get("/demo/customers.json") as reply:
            cast = await reply.json()
        assert [(who["id"], who["email"], who["orders"]) for who in cast] == [
            ("alice", "alice@example.com", ["#W1001"]),
            ("charlie", "charlie@example.com", ["#W1002"]),
        ]
        async with http.post("/demo/sign-in", json={"customer_id": "alice"}) as reply:
            identity = (await reply.json())["identity"]
        secret = counter.settings.identity_secret.get_secret_value()
        claims = jwt.decode(identity, secret, algorithms=["HS256"], audience="shopbell")
        assert claims["sub"] == "alice"
        assert claims["exp"] - claims["iat"] <= 3600
        async with http.get("/demo/identity.json") as reply:
            assert (await reply.json())["customer_id"] == "alice"
        async with http.post("/demo/sign-in", json={"customer_id": None}) as reply:
            assert await reply.json() == {"identity": None}
        async with http.get("/demo/identity.json") as reply:
            assert await reply.json() == {"identity": None, "customer_id": None}
        async with http.post("/demo/sign-in", json={"customer_id": "nobody"}) as reply:
            assert reply.status == 404


@pytest.mark.parametrize(
    "headers",
    [{"Host": "shop.example"}, {"X-Forwarded-For": "203.0.113.7"}, {"Forwarded": "for=203.0.113.7"}],
    ids=["another name", "behind a proxy", "behind a modern proxy"],
)
@pytest.mark.parametrize("path", ["/", "/demo/customers.json", "/demo/outbox.json", "/demo/identity.json"])
async def test_nobody_from_elsewhere_gets_anything(counter: Counter, path: str, headers: dict[str, str]):
    async with (
        aiohttp.ClientSession(counter.url) as http,
        http.get(path, headers=headers) as reply,
    ):
        assert reply.status == 403
        assert (await reply.json())["error"] == "only_this_machine"
