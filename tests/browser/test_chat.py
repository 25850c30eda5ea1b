"""A shopper and the chat: asking, tapping, reading."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.browser.conftest import IN_ONE_LOOP
from tests.browser.goods import CARDS, offers_choices, shows_cards
from tests.browser.shopper import Shopper
from tests.desk.fake_bot import FakeBot, echo, line

pytestmark = [pytest.mark.browser, IN_ONE_LOOP]


def words_of(asked: dict[str, str]) -> str:
    return asked.get("text") or asked["payload"]


async def test_a_choice_becomes_the_shoppers_line_and_only_the_newest_are_on_offer(
    alice: Shopper, bot: FakeBot
):
    bot.says = offers_choices
    await alice.opens()
    await expect(alice.chips).to_have_text(["Where is my parcel?", "My order"])
    await alice.chips.first.click()
    await alice.reads("Answer to /parcel")
    assert await alice.said() == ["Where is my parcel?"]
    await expect(alice.chips).to_have_count(2)
    bot.says = lambda _asked: [line("That is all.")]
    await alice.asks("thanks")
    await expect(alice.chips).to_have_count(0)


async def test_every_card_is_drawn_and_an_unknown_one_leaves_its_text(alice: Shopper, bot: FakeBot):
    bot.says = shows_cards
    await alice.opens()
    for kind in CARDS:
        await alice.asks(kind)
    await expect(alice.card("order")).to_contain_text("On its way")
    await expect(alice.card("order")).to_contain_text("3 × <img src=x onerror=alert(1)>")
    await expect(alice.card("parcel").get_by_role("listitem")).to_have_count(5)
    await alice.page.get_by_text("2 earlier reports").click()
    await expect(alice.card("parcel").get_by_role("listitem")).to_have_count(7)
    await expect(alice.card("parcel").locator("[aria-current=step]")).to_contain_text("On the road")
    await expect(alice.card("product")).to_contain_text("Sold out")
    await expect(alice.card("facts").locator("dd").first).to_have_text("$36.00")
    await alice.reads("Answer to one of tomorrow")
    await expect(alice.page.locator(".card")).to_have_count(6)
    await expect(alice.page.locator(".card img")).to_have_count(0)  # the only address leads nowhere


async def test_a_wish_said_back_is_confirmed_with_the_first_choice_and_read_out_in_full(
    alice: Shopper, bot: FakeBot
):
    text = "This is what I will do. The kettle becomes the red one for $4.00. Shall I?"
    said_back = line(text, ("Yes, do it", "/confirm"), ("Change something", "/change"), card=CARDS["quote"])
    done = line("Done.", ("Thanks", "/thanks"), card=CARDS["done"])
    bot.says = lambda asked: {"exchange": [said_back], "/confirm": [done]}.get(words_of(asked), echo(asked))
    await alice.opens()
    await alice.asks("exchange")
    card = alice.card("quote")
    await expect(card.locator("del")).to_have_text(["blue, 1 l", "$48.00"])
    await expect(card.locator("ins")).to_have_text(["red, 1.2 l", "$52.00"])
    await expect(card).to_contain_text("To pay now$4.00")
    said = alice.bot_lines.last.locator(".bubble")
    assert await said.text_content() == text, "for screen readers; the eye finds it in the card"
    assert (
        await said.evaluate("line => line.innerText.split('The kettle')[0].trim()")
        == "This is what I will do."
    )
    await expect(said.locator(".aside")).to_have_text(" The kettle becomes the red one for $4.00. Shall I?")
    await expect(alice.page.locator(".chip.primary")).to_have_text(["Yes, do it"])
    await alice.page.locator(".chip.primary").click()
    await expect(alice.card("done")).to_contain_text("E-20417")
    await expect(alice.page.locator(".chip.primary")).to_have_count(0)
    await alice.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await alice.page.get_by_role("button", name="Copy E-20417").click()
    await expect(alice.card("done")).to_contain_text("Copied")
    assert await alice.page.evaluate("navigator.clipboard.readText()") == "E-20417"


async def test_of_many_variants_those_in_stock_come_first_and_the_rest_on_demand(
    alice: Shopper, bot: FakeBot
):
    kinds = [
        {"label": f"size {size}", "price": "$9.00", "stock_label": "x", "available": size % 2 == 0}
        for size in range(12)
    ]
    bot.says = lambda _asked: [line("Sizes.", card={"kind": "product", "name": "Mug", "variants": kinds})]
    await alice.opens()
    titles = alice.card("product").locator("li .title")
    await expect(titles).to_have_count(12)
    assert (await titles.all_text_contents())[:7] == [f"size {size}" for size in (0, 2, 4, 6, 8, 10, 1)]
    await expect(titles.nth(4)).to_be_visible()
    await expect(titles.nth(5)).to_be_hidden()
    await alice.page.get_by_text("7 more").click()
    await expect(titles.nth(11)).to_be_visible()


async def test_until_when_a_person_answers_stands_at_the_top(alice: Shopper, bot: FakeBot):
    await alice.opens()
    bot.says = lambda _asked: [line("I hand this over.", handoff={"topic": "lost_parcel", "reason": "asked"})]
    await alice.asks("I want a person")
    await expect(alice.page.locator(".status")).to_contain_text("Someone answers you by")
    await alice.page.reload()
    await expect(alice.page.locator(".status")).to_contain_text("Someone answers you by")


async def test_words_never_become_markup_and_only_web_addresses_become_links(alice: Shopper, bot: FakeBot):
    said = "<b>hi</b> javascript:alert(1) https://shop.example/help?a=1。 (see http://x.example/y)."
    bot.says = lambda _asked: [line(said)]
    await alice.opens()
    links = alice.log.get_by_role("link")
    await expect(links).to_have_text(["https://shop.example/help?a=1", "http://x.example/y"])
    assert await links.first.get_attribute("rel") == "noopener noreferrer nofollow"
    assert await alice.log.locator("b").count() == 0
    assert await alice.bubble("<b>hi</b>").text_content() == said


async def test_words_too_long_are_kept_and_counted_not_cut(alice: Shopper):
    await alice.opens()
    await alice.field.fill("字" * 3_990)
    await expect(alice.panel).to_contain_text("10 characters left")
    await alice.field.fill("字" * 4_002)
    await expect(alice.panel).to_contain_text("2 characters too many")
    await expect(alice.send).to_be_disabled()
    await alice.field.press("Enter")
    assert len(await alice.field.input_value()) == 4_002
    await expect(alice.own_lines).to_have_count(0)


async def test_a_reader_who_scrolled_up_is_left_there_and_told_of_news(alice: Shopper, bot: FakeBot):
    bot.says = lambda _asked: [line("\n".join(["a long answer"] * 20))]
    await alice.opens()
    await alice.asks("more")
    bot.fails = "slow"
    await alice.says("and more")
    view = alice.page.locator(".view")
    await expect(alice.page.locator(".typing")).to_be_visible()
    await view.evaluate("view => view.scrollTo(0, 0)")
    bot.released.set()
    await expect(alice.bot_lines).to_have_count(3)
    pill = alice.page.get_by_role("button", name="New messages")
    await expect(pill).to_be_visible()
    assert await view.evaluate("view => view.scrollTop") == 0
    await pill.click()
    await expect(alice.bot_lines.last.locator("time")).to_be_in_viewport()
    await expect(pill).to_be_hidden()


async def test_an_answer_longer_than_the_view_is_shown_from_its_beginning(alice: Shopper, bot: FakeBot):
    await alice.opens()
    bot.says = lambda _asked: [line("\n".join(["first words", *["more"] * 60]), ("Thanks", "/thanks"))]
    await alice.asks("tell me all")
    await expect(alice.chips).not_to_be_in_viewport()
    top = await alice.bot_lines.last.bounding_box()
    view = await alice.page.locator(".view").bounding_box()
    assert top is not None
    assert view is not None
    assert 0 <= top["y"] - view["y"] < 40
    await alice.page.get_by_role("button", name="To the newest line").click()
    await expect(alice.chips).to_be_in_viewport()


async def test_unread_lines_are_counted_on_the_launcher_and_in_the_title_of_a_hidden_page(
    alice: Shopper, bot: FakeBot
):
    await alice.opens()
    bot.fails = "slow"
    await alice.says("still there?")
    await expect(alice.page.locator(".typing")).to_be_visible()
    await alice.page.keyboard.press("Escape")
    await alice.hides(True)
    bot.released.set()
    await expect(alice.page).to_have_title("(1) A shop")
    await expect(alice.launcher).to_have_accessible_name("Chat with us (1 new message)")
    await alice.hides(False)
    await expect(alice.page).to_have_title("A shop")
    await alice.launcher.click()
    await alice.reads("You said: still there?")
    await alice.page.keyboard.press("Escape")
    await expect(alice.launcher).to_have_accessible_name("Chat with us")


async def test_the_chat_goes_on_in_the_language_the_conversation_took_up(alice: Shopper, bot: FakeBot):
    await alice.opens()
    bot.speaks = "zh"
    await alice.asks("我的包裹在哪里")
    await expect(alice.field).to_have_attribute("placeholder", "输入消息…")
    await expect(alice.bubble("我的包裹在哪里").first).to_have_attribute("lang", "zh-CN")
    await alice.page.reload()
    await expect(alice.field).to_have_attribute("placeholder", "输入消息…")


async def test_a_shop_sets_the_colour_and_its_pages_styles_stay_outside(alice: Shopper):
    await alice.page.add_style_tag(
        content="""
        shopbell-chat { --shopbell-accent: rgb(138, 59, 18); }
        * { color: red; font: 30px monospace; }
        button, div, p { display: none; }
        """
    )
    await expect(alice.launcher).to_have_css("background-color", "rgb(138, 59, 18)")
    await alice.opens()
    await expect(alice.bubble("Hello!")).to_have_css("font-size", "15px")
    await expect(alice.bubble("Hello!")).not_to_have_css("color", "rgb(255, 0, 0)")
