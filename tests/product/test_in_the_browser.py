"""The story of the README, in a real browser on the running product: a page, a chat, an answer."""

import re

import pytest
from playwright.async_api import FilePayload, expect

from tests.chromium import open_chromium
from tests.desk.snaps import photo

pytestmark = [pytest.mark.product, pytest.mark.browser]

STORIES = {
    "en": ("Where is order {number}? My e-mail is {email}", "Yes, send the code", "10 minutes", "late"),
    "zh": ("订单{number}到哪了？邮箱{email}", "好的，发验证码", "10 分钟", "晚到"),
}


FIVE = {
    "en": (
        "Where is order {number}?",
        "When will it arrive?",
        "Is the {product} in stock?",
        "How much is shipping?",
        "I need an invoice for order {number}",
    ),
    "zh": (
        "订单 {number} 到哪了？",
        "什么时候能送到？",
        "{product}有货吗？",
        "运费多少？",
        "订单 {number} 要发票",
    ),
}


@pytest.fixture
async def page():
    async with open_chromium() as browser:
        page = await browser.new_page(viewport={"width": 390, "height": 844})
        troubles: list[str] = []
        page.on("pageerror", lambda error: troubles.append(str(error)))
        yield page
        assert troubles == []


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_a_guest_on_a_phone_finds_the_late_parcel_with_the_code_from_the_mailbox(
    product, http, page, language
):
    question, send_code, lives, late = STORIES[language]
    async with http.get(f"{product.address}/demo/customers.json") as reply:
        cast = await reply.json()
    customer = next(one for one in cast if "should have come" in one["matter"]["en"])
    await page.goto(f"{product.address}/")
    if language == "zh":
        await page.get_by_role("button", name="中文").click()
    await page.evaluate("Shopbell.open()")
    chat = page.locator("shopbell-chat")
    box = chat.get_by_role("textbox")
    await box.fill(question.format(number=customer["orders"][0], email=customer["email"]))
    await box.press("Enter")
    await chat.get_by_role("button", name=send_code).click()
    await expect(chat.get_by_role("log")).to_contain_text(lives)
    await box.fill(await product.newest_code(http, customer["email"]))
    await box.press("Enter")
    await expect(chat.get_by_role("log")).to_contain_text(late)
    await expect(chat.get_by_role("log")).to_contain_text(customer["orders"][0])
    await page.reload()
    await page.evaluate("Shopbell.open()")
    await expect(chat.get_by_role("log")).to_contain_text(late)


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_a_customer_of_an_imported_store_asks_five_things(real_store, http, page, language):
    async with http.get(f"{real_store.address}/demo/customers.json") as reply:
        customer = next(one for one in await reply.json() if "delivered" in one["matter"]["en"])
    async with http.get(f"{real_store.address}/demo/products.json") as reply:
        product = (await reply.json())["products"][0]
    facts = {"number": customer["orders"][0], "product": product["name"][language]}
    await page.goto(f"{real_store.address}/?lang={language}")
    await page.locator("#who").select_option(customer["id"])
    await expect(page.locator("#try-who")).to_contain_text(customer["name"])
    await page.evaluate("Shopbell.open()")
    chat = page.locator("shopbell-chat")
    box, answers = chat.get_by_role("textbox"), chat.locator(".line.bot")
    await expect(answers).not_to_have_count(0)
    found = []
    for question in FIVE[language]:
        before = await answers.count()
        await box.fill(question.format(**facts))
        await box.press("Enter")
        await expect(answers).not_to_have_count(before)
        found.append(await answers.last.text_content() or "")
    status, arrival, stock, shipping, invoice = found
    assert facts["number"] in status
    assert facts["number"] in arrival
    assert facts["product"] in stock
    assert re.search(r"\$\d+\.\d\d", shipping)
    assert facts["number"] in invoice
    await expect(chat.locator(".card.facts").last).to_contain_text(facts["number"])


async def test_a_broken_mug_is_shown_and_the_photo_goes_with_the_wish(product, http, page):
    async with http.get(f"{product.address}/demo/customers.json") as reply:
        customer = next(one for one in await reply.json() if "broken" in one["matter"]["en"])
    await page.goto(f"{product.address}/?lang=en")
    await page.locator("#who").select_option(customer["id"])
    await expect(page.locator("#try-who")).to_contain_text(customer["name"])
    await page.evaluate("Shopbell.open()")
    chat = page.locator("shopbell-chat")
    answers = chat.locator(".line.bot")
    await expect(answers).not_to_have_count(0)
    box = chat.get_by_role("textbox")
    await box.fill(f"the mug in order {customer['orders'][0]} arrived broken")
    await box.press("Enter")
    await expect(answers).not_to_have_count(1)
    before = await answers.count()
    mug: FilePayload = {"name": "mug.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    await chat.locator("input[type=file]").set_input_files([mug])
    await expect(answers).not_to_have_count(before)
    await expect(chat.get_by_role("img", name="Your photo")).to_be_visible()
    await expect(chat.get_by_role("log")).not_to_contain_text("went wrong")
    (kept,) = product.folder.glob("uploads/*/*.jpg")
    assert kept.stat().st_size > 0
