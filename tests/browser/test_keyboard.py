"""Everything can be done without a mouse, by input methods and on a phone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import BrowserContext, expect

from tests.browser.conftest import IN_ONE_LOOP, Counter, visit
from tests.browser.goods import offers_choices
from tests.browser.shopper import Shopper
from tests.desk.fake_bot import FakeBot

pytestmark = [pytest.mark.browser, IN_ONE_LOOP]

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


async def test_a_conversation_by_keyboard_alone(alice: Shopper, bot: FakeBot):
    bot.says = offers_choices
    press = alice.page.keyboard.press
    await alice.page.get_by_label("Search").focus()
    await press("Tab")
    assert await alice.focus() == "Chat with us"
    await press("Enter")
    await expect(alice.field).to_be_focused()
    await expect(alice.chips).to_have_count(2)
    await press("Shift+Tab")
    assert await alice.focus() == "Send a photo"
    await press("Shift+Tab")
    assert await alice.focus() == "My order"
    await press("Shift+Tab")
    await press("Enter")
    await alice.reads("Answer to /parcel")
    await expect(alice.field).to_be_focused()
    await alice.page.keyboard.type("two")
    await press("Shift+Enter")
    await alice.page.keyboard.type("lines")
    await press("Enter")
    await alice.reads("Answer to two\nlines")
    await press("Escape")
    await expect(alice.panel).to_be_hidden()
    await expect(alice.launcher).to_be_focused()


async def test_enter_that_ends_a_chinese_word_does_not_send(alice: Shopper):
    await alice.opens()
    keyboard = await alice.page.context.new_cdp_session(alice.page)
    await keyboard.send("Input.imeSetComposition", {"text": "包裹", "selectionStart": 2, "selectionEnd": 2})
    # An input method takes the key for itself, so it comes as 229 and makes no new line.
    enter = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229}
    await keyboard.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **enter})
    await expect(alice.own_lines).to_have_count(0)
    await keyboard.send("Input.insertText", {"text": "包裹"})
    assert await alice.field.input_value() == "包裹"
    await alice.field.press("Enter")
    await alice.reads("You said: 包裹")


async def test_on_a_phone_the_chat_covers_the_page_and_is_left_the_same_way(
    counter: Counter, shop: str, profile: Callable[..., Awaitable[BrowserContext]]
):
    alice = await visit(await profile(**PHONE), shop)
    await alice.launcher.tap()
    await expect(alice.lines.first).to_be_visible()
    box = await alice.panel.bounding_box()
    assert box is not None
    assert (box["x"], box["width"], box["height"]) == pytest.approx((0, 390, 844), abs=0.5)
    await expect(alice.panel).to_be_focused()  # no keyboard jumps up before the shopper wants to write
    assert await alice.page.evaluate("document.documentElement.style.overflow") == "hidden"
    await alice.page.get_by_role("button", name="Close chat").tap()
    await expect(alice.panel).to_be_hidden()
    await alice.page.wait_for_function("document.documentElement.style.overflow === ''")


async def test_the_chat_stays_open_when_the_window_becomes_small_and_large_again(alice: Shopper):
    await alice.opens()
    await alice.page.set_viewport_size({"width": 390, "height": 700})
    await expect(alice.panel).to_have_css("width", "390px")
    await expect(alice.field).to_be_focused()
    await alice.page.set_viewport_size({"width": 1280, "height": 800})
    await expect(alice.panel).to_have_css("width", "400px")
    await alice.page.keyboard.press("Escape")
    await expect(alice.launcher).to_be_focused()


async def test_old_lines_are_not_read_out_again_after_a_reload(alice: Shopper):
    await alice.opens()
    await alice.asks("hello")
    await alice.page.add_init_script(
        """addEventListener("DOMContentLoaded", () => {
            window.heard = [];
            const look = () => {
                const log = document.querySelector("shopbell-chat")?.shadowRoot?.querySelector(".log");
                if (!log) return setTimeout(look);
                new MutationObserver((changes) => {
                    const live = log.getAttribute("aria-live");
                    const added = changes.flatMap(({ addedNodes }) => [...addedNodes]);
                    window.heard.push(...added.map((node) => [live, node.textContent]));
                }).observe(log, { childList: true });
            };
            look();
        })"""
    )
    await alice.page.reload()
    await alice.reads("You said: hello")
    await alice.asks("again")
    heard = await alice.page.evaluate("window.heard")
    spoken = [text for live, text in heard if live == "polite"]
    assert [text for text in spoken if "You said: again" in text]
    assert not [text for text in spoken if "You said: hello" in text]


async def test_nothing_moves_for_those_who_asked_for_no_motion(
    counter: Counter, shop: str, profile: Callable[..., Awaitable[BrowserContext]]
):
    alice = await visit(await profile(reduced_motion="reduce"), shop)
    await alice.opens()
    durations = await alice.page.locator("shopbell-chat").evaluate(
        """chat => [...chat.shadowRoot.querySelectorAll("*")]
            .map((part) => getComputedStyle(part).animationDuration)"""
    )
    assert set(durations) <= {"0s", "0.001s"}
