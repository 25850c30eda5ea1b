"""axe finds nothing to object to: both themes, phone and desktop, in every state a shopper meets."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import BrowserContext, Page, expect

from tests.browser.conftest import IN_ONE_LOOP, Counter, visit
from tests.browser.goods import CARDS, shows_cards
from tests.browser.test_keyboard import PHONE
from tests.desk.fake_bot import FakeBot
from tests.desk.snaps import photo

pytestmark = [pytest.mark.browser, IN_ONE_LOOP]

DESKTOP = {"viewport": {"width": 1280, "height": 800}}


async def objections(page: Page) -> list[str]:
    """What axe objects to, whatever its weight: rule and where."""
    found = (await Axe().run(page)).response["violations"]
    return [
        f"{rule['id']} ({rule['impact']}): {[node['target'] for node in rule['nodes']]}" for rule in found
    ]


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_the_chat_in_every_state(
    screen: dict[str, object],
    theme: str,
    counter: Counter,
    bot: FakeBot,
    shop: str,
    profile: Callable[..., Awaitable[BrowserContext]],
):
    bot.says = shows_cards
    alice = await visit(await profile(color_scheme=theme, reduced_motion="reduce", **screen), shop)
    await expect(alice.launcher).to_be_visible()
    assert await objections(alice.page) == [], "closed"
    await alice.opens()
    for kind in CARDS:
        await alice.asks(kind)
    await alice.shows(("mug.jpg", photo()))
    await alice.reads("Answer to [photo]")
    await expect(alice.photos).to_have_count(1)
    await expect(alice.chips).to_have_count(2)
    assert await objections(alice.page) == [], "open, with cards and choices"
    await alice.field.fill("字" * 4_001)
    await alice.page.context.set_offline(True)
    await expect(alice.notice).to_be_visible()
    assert await objections(alice.page) == [], "offline, too long"
    await alice.page.context.set_offline(False)
