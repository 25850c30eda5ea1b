"""The story of the README, in a real browser on the running product: a page, a chat, an answer."""

import pytest
from playwright.async_api import expect

from tests.chromium import open_chromium

pytestmark = [pytest.mark.product, pytest.mark.browser]

STORIES = {
    "en": ("Where is order {number}? My e-mail is {email}", "Yes, send the code", "10 minutes", "late"),
    "zh": ("订单{number}到哪了？邮箱{email}", "好的，发验证码", "10 分钟", "晚到"),
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
