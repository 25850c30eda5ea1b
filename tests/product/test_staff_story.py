"""A person takes over, in two real browsers on the running product: from an angry line to a kind rating."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from tests.browser.agent import Agent
from tests.browser.conftest import open_all_day
from tests.chromium import PATIENCE_MS, open_chromium
from tests.product.conftest import Product, open_shop

pytestmark = [pytest.mark.product, pytest.mark.browser]

DELIVERED = re.compile("已送达")
NUMBER = re.compile(r"编号 [A-Z]+-\d+")


@pytest.fixture(scope="module")
def staffed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The demo store, with people at the counter at any hour."""
    folder = tmp_path_factory.mktemp("staffed")
    yield from open_shop(folder, SHOPBELL_SHOP_FILE=str(open_all_day(folder)))


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with open_chromium() as browser:
        yield browser


@dataclass
class Chat:
    """The chat in the shopper's page."""

    page: Page

    @property
    def log(self) -> Locator:
        return self.page.locator("shopbell-chat").get_by_role("log")

    async def says(self, words: str) -> None:
        box = self.page.locator("shopbell-chat").get_by_role("textbox")
        await box.fill(words)
        await box.press("Enter")

    async def taps(self, label: str) -> None:
        await self.page.locator("shopbell-chat").get_by_role("button", name=label, exact=True).click()

    async def reads(self, words: str | re.Pattern[str]) -> None:
        await expect(self.log).to_contain_text(words)


async def page_of(browser: Browser, troubles: list[str], width: int, height: int) -> Page:
    context = await browser.new_context(viewport={"width": width, "height": height})
    page = await context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    return page


async def jingyi(page: Page, product: Product) -> Chat:
    """She is signed in at the shop and reads Chinese."""
    await page.goto(f"{product.address}/")
    await page.get_by_role("button", name="中文").click()
    await page.locator("select").first.select_option(value="jingyi.lin")
    await page.evaluate("Shopbell.open()")
    chat = Chat(page)
    await chat.reads("静怡，您好")
    return chat


async def wei(page: Page, product: Product) -> Agent:
    """He reads Chinese too, so her chat comes to him by itself."""
    agent = Agent(page, product.address)
    password = (product.folder / "demo-staff.txt").read_text("utf-8").split("Password of all:")[1].strip()
    await page.goto(f"{product.address}/staff")
    await page.get_by_label("E-mail").fill("wei@shopbell.example")
    await page.get_by_label("Password").fill(password)
    await page.get_by_role("button", name="Sign in").click()
    await agent.is_in()
    return agent


async def refunds_a_broken_thing(agent: Agent) -> str:
    """By the same service as the funnels, quoted first. -> the number of what was done"""
    page = agent.page
    order = page.locator("details.order-box").filter(has_text=DELIVERED).first
    await order.locator("summary").click()
    await order.get_by_role("button", name="因问题退款").click()
    await agent.dialog.get_by_role("checkbox").first.check()
    await agent.dialog.get_by_role("button", name="查看结果").click()
    await agent.dialog.get_by_role("button", name="确认办理").click()
    told = page.get_by_text(NUMBER).first
    await expect(told).to_be_visible()
    found = NUMBER.search(await told.inner_text())
    assert found is not None
    return found.group().removeprefix("编号 ")


def rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(f"file:{folder}/shop.db?mode=ro", uri=True) as record:
        return record.execute(query).fetchall()


async def test_an_angry_shopper_is_served_by_a_person_and_comes_back_to_the_assistant(
    staffed: Product, browser: Browser
) -> None:
    troubles: list[str] = []
    agent = await wei(await page_of(browser, troubles, 1440, 900), staffed)
    shopper = await jingyi(await page_of(browser, troubles, 390, 844), staffed)

    await shopper.says("你们太过分了！！！东西是坏的，没人管，我要投诉！")
    await shopper.reads("非常抱歉")
    await expect(shopper.page.locator("shopbell-chat")).to_contain_text("陈薇 正在为您服务")

    await agent.case("林静怡").first.click()
    await agent.reads("你们太过分了！！！东西是坏的，没人管，我要投诉！")
    await agent.says("静怡您好，非常抱歉，我马上为您退款。")
    await shopper.reads("静怡您好，非常抱歉，我马上为您退款。")
    await shopper.says("谢谢")
    await agent.reads("谢谢")
    number = await refunds_a_broken_thing(agent)

    await agent.act("解决").click()
    await agent.dialog.get_by_role("button", name="解决").click()
    await shopper.taps("非常满意")
    await shopper.taps("非常省心")
    await shopper.says("运费多少？")
    await shopper.reads("标准配送")

    assert troubles == []
    assert rows(staffed.folder, "SELECT satisfaction, effort FROM ratings") == [(5, 5)]
    done = rows(staffed.folder, "SELECT actor, subject FROM audit WHERE action = 'request.refund_fault'")
    assert [actor for actor, _ in done] == ["staff:demo-wei"], number
    assert "as it was written" in staffed.run("care.audit")
