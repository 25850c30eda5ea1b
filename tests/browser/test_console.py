"""The console of staff in a real browser, before the real desk: coming in, taking, talking, passing on."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pyotp
import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext, Page, expect

from tests.browser.agent import Agent, Record
from tests.browser.conftest import IN_ONE_LOOP, Counter, free_port, open_counter
from tests.browser.test_accessible import objections
from tests.browser.test_keyboard import PHONE
from tests.desk.fake_bot import FakeBot

pytestmark = [pytest.mark.browser, IN_ONE_LOOP]

Profile = Callable[..., Awaitable[BrowserContext]]
DESKTOP = {"viewport": {"width": 1440, "height": 900}}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def only_counter(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, only_bot: FakeBot, shop: str
) -> AsyncIterator[Counter]:
    """A desk of its own: what staff do here (they cancel orders) other tests' shoppers must not feel."""
    folder = tmp_path_factory.mktemp("console")
    async with open_counter(folder, sqlite_template, only_bot, shop, free_port()) as counter:
        yield counter


@pytest.fixture
def record(counter: Counter) -> Record:
    return Record(counter)


async def at_console(counter: Counter, record: Record, profile: Profile, name: str, **facts: object) -> Agent:
    """Somebody who signed in and sees the line. `screen`: of their browser."""
    screen = facts.pop("screen", DESKTOP)
    member = await record.hires(name, **facts)
    context = await profile(**screen)  # type: ignore[arg-type]
    agent = Agent(await context.new_page(), counter.url)
    await agent.signs_in(member.email)
    await agent.is_in()
    return agent


@pytest_asyncio.fixture(loop_scope="session")
async def bob(counter: Counter, record: Record, profile: Profile) -> Agent:
    return await at_console(counter, record, profile, "Bob")


async def test_the_first_sign_in_sets_up_a_second_factor_and_the_next_asks_for_it(
    counter: Counter, record: Record, profile: Profile
):
    erin = await record.hires("Erin", staff_id="erin-of-this-test")
    agent = Agent(await (await profile()).new_page(), counter.url)
    await agent.signs_in(erin.email)
    await expect(agent.page.get_by_alt_text("QR code")).to_be_visible()
    assert await objections(agent.page) == []
    secret = (await agent.page.locator(".secret code").text_content() or "").replace(" ", "")
    codes = pyotp.TOTP(secret)
    await agent.page.get_by_label("Code").fill(codes.now())
    await agent.page.get_by_role("button", name="Continue").click()
    await agent.is_in()
    await agent.page.get_by_role("button", name="You", exact=True).click()
    await agent.page.get_by_role("button", name="Sign out").click()
    await expect(agent.page.get_by_role("heading", name="Sign in")).to_be_visible()
    await agent.signs_in(erin.email)
    await agent.page.get_by_label("Code").fill("000000")
    await agent.page.get_by_role("button", name="Continue").click()
    await expect(agent.page.get_by_role("alert")).to_contain_text("not right")


async def test_a_wrong_password_is_said_and_the_next_try_is_one_key_away(counter: Counter, profile: Profile):
    page: Page = await (await profile()).new_page()
    agent = Agent(page, counter.url)
    await agent.signs_in("nobody@shop.example")
    await expect(page.get_by_role("alert")).to_contain_text("not right")
    await expect(page.get_by_label("Password")).to_be_focused()


async def test_bob_takes_a_case_and_both_sides_hear_each_other(
    bob: Agent, record: Record, counter: Counter, profile: Profile
):
    _, conversation = await record.asks(customer="alice", said="MY KETTLE LEAKS!!!", order_number="#W1001")
    await expect(bob.case("Alice Smith").first).to_be_visible()
    await bob.page.goto(f"{counter.url}/staff#{conversation}")
    await bob.page.reload()
    await bob.act("Take").click()
    await expect(bob.field).to_be_focused()
    await bob.reads("MY KETTLE LEAKS!!!")
    await bob.says("Hello Alice, <b>I</b> am here.")
    await bob.reads("Hello Alice, <b>I</b> am here.")
    await expect(bob.page.locator(".unsent")).to_have_count(0)
    await bob.page.reload()
    await bob.reads("Hello Alice, <b>I</b> am here.")


async def test_of_two_who_take_one_case_the_loser_is_told_who_won(
    bob: Agent, counter: Counter, record: Record, profile: Profile
):
    dana = await at_console(counter, record, profile, "Dana")
    _, conversation = await record.asks(said="the race")
    for agent in (bob, dana):
        await agent.cases.filter(has_text="the race").click()
        await expect(agent.act("Take")).to_be_visible()
    await expect(bob.page.locator(".collision")).to_contain_text("Dana is looking at this too")
    await bob.act("Take").click()
    await expect(bob.act("Resolve")).to_be_visible()
    # As if Dana's page had not heard yet that Bob was faster.
    told = await dana.page.evaluate(
        """async (conversation) => {
            const me = await (await fetch("/staff/api/me")).json();
            const { case: { id } } = await (await fetch(`/staff/api/conversations/${conversation}`)).json();
            const headers = { "Content-Type": "application/json", "X-CSRF": me.csrf };
            const asked = { method: "POST", headers, body: "{}" };
            const answer = await fetch(`/staff/api/cases/${id}/claim`, asked);
            return [answer.status, (await answer.json()).by];
        }""",
        conversation,
    )
    assert told == [409, "Bob"]
    await expect(dana.page.locator(".instead")).to_contain_text("Bob has this case")
    await expect(dana.act("Take")).to_have_count(0)


async def test_lines_written_without_network_are_kept_and_arrive_once_in_order(bob: Agent, record: Record):
    await record.asks(said="are you there")
    await bob.cases.filter(has_text="are you there").click()
    await bob.act("Take").click()
    await expect(bob.act("Resolve")).to_be_visible()
    await bob.page.context.set_offline(True)
    await expect(bob.connection).to_contain_text("kept")
    for number in ("one", "two", "three"):
        await bob.says(f"line {number}")
    await expect(bob.page.locator(".unsent")).to_have_count(3)
    await bob.page.context.set_offline(False)
    await expect(bob.page.locator(".unsent")).to_have_count(0)
    own = bob.page.locator(".said.staff .bubble")
    await expect(own).to_have_text(["line one", "line two", "line three"])
    await bob.page.reload()
    await expect(own).to_have_text(["line one", "line two", "line three"])


async def test_a_day_without_a_mouse(bob: Agent, record: Record):
    await record.asks(said="by keys alone")
    await expect(bob.cases.filter(has_text="by keys alone")).to_be_visible()
    await bob.press("?")
    await expect(bob.dialog.get_by_role("heading", name="Keyboard shortcuts")).to_be_visible()
    await bob.press("Escape")
    while not await bob.bubble("by keys alone").count():
        await bob.press("j")
        await expect(bob.page.locator(".case[aria-current]")).to_have_count(1)
        await expect(bob.page.locator(".said").first).to_be_visible()
    await bob.press("c")
    await expect(bob.field).to_be_focused()
    await bob.page.keyboard.type("Hello")
    await bob.press("Enter")
    await bob.reads("Hello")
    await bob.press("Escape")
    await bob.press("m")
    await bob.page.keyboard.type("a word among us")
    await bob.press("Enter")
    await expect(bob.page.locator(".said.private")).to_contain_text("a word among us")
    await bob.press("Escape")
    await bob.press("e")
    await expect(bob.dialog).to_contain_text("How it ended")
    await bob.page.keyboard.press("Tab")
    await bob.page.keyboard.press("Tab")
    await bob.page.keyboard.press("Tab")
    await bob.press("Enter")
    await expect(bob.act("Reopen")).to_be_visible()
    await bob.press("o")
    await expect(bob.act("Resolve")).to_be_visible()


async def test_a_slash_picks_a_reply_with_the_shoppers_name_in_it(
    counter: Counter, record: Record, profile: Profile
):
    erin = await at_console(counter, record, profile, "Erin", role="supervisor")
    await erin.goes("canned")
    await erin.page.get_by_role("button", name="New reply").click()
    await erin.dialog.get_by_label("Shortcut").fill("hello")
    await erin.dialog.get_by_label("Title").fill("Greeting")
    await erin.dialog.get_by_label("English").fill("Hello {first_name}, this is {agent_name}.")
    await erin.dialog.get_by_role("button", name="Save").click()
    await expect(erin.page.locator(".rows")).to_contain_text("/hello")
    await record.asks(customer="charlie", said="greet me")
    await erin.goes("chats")
    await erin.cases.filter(has_text="greet me").click()
    await erin.act("Take").click()
    await expect(erin.field).to_be_focused()
    await erin.page.keyboard.type("/hel")
    await expect(erin.page.get_by_role("option")).to_contain_text("Hello Charlie, this is Erin.")
    await erin.press("Enter")
    await expect(erin.field).to_have_value("Hello Charlie, this is Erin.")
    await erin.press("Enter")
    await erin.reads("Hello Charlie, this is Erin.")


async def test_the_order_is_cancelled_by_bobs_hand_after_the_quote_is_read(bob: Agent, record: Record):
    await record.asks(customer="charlie", said="cancel it please", order_number="#W1002")
    await bob.cases.filter(has_text="cancel it please").click()
    await bob.act("Take").click()
    side = bob.page.locator(".side")
    await expect(side).to_contain_text("#W1002")
    await side.get_by_role("button", name="Cancel").click()
    await bob.dialog.get_by_role("button", name="Show what it comes to").click()
    await expect(bob.dialog.locator(".card.quote")).to_contain_text("Gooseneck kettle")
    await bob.dialog.get_by_role("button", name="Confirm and do it").click()
    await expect(bob.page.locator(".notices")).to_contain_text(re.compile(r"Done\. Number \S+"))
    await expect(side.locator("summary").filter(has_text="#W1002")).to_contain_text("Cancelled")


async def test_a_promise_is_written_down_and_kept(bob: Agent, record: Record):
    await record.asks(customer="alice", said="call me back")
    await bob.cases.filter(has_text="call me back").click()
    await bob.act("Take").click()
    await bob.page.get_by_role("button", name="Write down a promise").click()
    await bob.dialog.get_by_label("What you promise").fill("Call Alice about the kettle")
    await bob.dialog.get_by_role("button", name="Save").click()
    promise = bob.page.locator(".side .row").filter(has_text="Call Alice about the kettle")
    await promise.get_by_role("button", name="Kept").click()
    await expect(promise).to_have_count(0)


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_axe_finds_nothing_to_object_to(
    screen: dict[str, object], theme: str, counter: Counter, record: Record, profile: Profile
):
    shown = {**screen, "color_scheme": theme, "reduced_motion": "reduce"}
    erin = await at_console(counter, record, profile, "Erin", role="supervisor", screen=shown)
    said = f"look at this {theme} {screen['viewport']}"
    await record.asks(customer="alice", said=said, order_number="#W1001")
    await expect(erin.cases.filter(has_text=said[:20]).first).to_be_visible()
    assert await objections(erin.page) == [], "the line"
    await erin.cases.filter(has_text=said[:20]).first.click()
    await expect(erin.page.locator(".said").first).to_be_visible()
    assert await objections(erin.page) == [], "a conversation"
    await erin.press("?")
    await expect(erin.dialog).to_be_visible()
    assert await objections(erin.page) == [], "the sheet of keys"
    await erin.press("Escape")
    await erin.press("Escape")
    for number, place in enumerate(("promises", "shift", "problems", "search", "canned", "people"), 2):
        await erin.press(str(number))
        await expect(erin.page.locator(f".console[data-place={place}] .page h1")).to_be_visible()
        if place == "search":
            assert await objections(erin.page) == [], place
            await erin.page.locator(".big").blur()
        else:
            assert await objections(erin.page) == [], place


async def test_chinese_throughout(counter: Counter, record: Record, profile: Profile):
    dana = await record.hires("Dana", language="zh")
    agent = Agent(await (await profile()).new_page(), counter.url)
    await agent.signs_in(dana.email)
    await expect(agent.page.get_by_role("heading", name="会话")).to_be_visible()
    assert await agent.page.evaluate("document.documentElement.lang") == "zh-CN"
    words = await agent.page.locator(".rail").inner_text()
    assert re.search(r"[a-z]{3}", words) is None


async def test_on_a_phone_the_conversation_has_the_whole_page(
    counter: Counter, record: Record, profile: Profile
):
    bob = await at_console(counter, record, profile, "Bob", screen=PHONE)
    await record.asks(said="from the bus")
    await bob.cases.filter(has_text="from the bus").tap()
    await expect(bob.page.locator(".rail")).to_be_hidden()
    wide = await bob.page.evaluate("document.documentElement.scrollWidth")
    assert wide == 390
    await bob.page.get_by_role("button", name="Back to the list").tap()
    await expect(bob.page.locator(".rail")).to_be_visible()
