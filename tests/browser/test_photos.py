"""A shopper shows a photo: chosen, pasted or dropped, and seen again on every device of theirs."""

from __future__ import annotations

import base64
from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import BrowserContext, FilePayload, Route, expect

from tests.browser.conftest import IN_ONE_LOOP, Counter, visit
from tests.browser.shopper import Shopper
from tests.desk.fake_bot import FakeBot
from tests.desk.snaps import opened, photo

pytestmark = [pytest.mark.browser, IN_ONE_LOOP]

GIVE = """(field, {picture, kind, how}) => {
    const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
    const given = new DataTransfer();
    given.items.add(new File([bytes], "mug", { type: kind }));
    const pasted = new ClipboardEvent("paste", { clipboardData: given, bubbles: true });
    if (how === "paste") field.dispatchEvent(pasted);
    else for (const type of ["dragover", "drop"])
        field.dispatchEvent(new DragEvent(type, { dataTransfer: given, bubbles: true, cancelable: true }));
}"""


async def give(shopper: Shopper, how: str, data: bytes, kind: str = "image/jpeg") -> None:
    """Pastes or drops a file into the chat."""
    picture = base64.b64encode(data).decode()
    await shopper.field.evaluate(GIVE, {"picture": picture, "kind": kind, "how": how})


async def size(shopper: Shopper) -> tuple[int, int]:
    """Of the newest photo, as the page shows it."""
    await expect(shopper.photos.last).to_have_js_property("complete", True)
    width, height = await shopper.photos.last.evaluate("photo => [photo.naturalWidth, photo.naturalHeight]")
    return width, height


async def test_a_photo_takes_its_place_among_the_words_and_is_there_after_a_reload(
    alice: Shopper, counter: Counter, bot: FakeBot
):
    await alice.opens()
    await alice.says("Look at this:")
    await alice.shows(("mug.jpg", photo()))
    await alice.says("It came like that.")
    await alice.reads("You said: It came like that.")
    assert bot.heard == ["Look at this:", "[photo]", "It came like that."]
    assert await size(alice) == (400, 300)
    await expect(alice.photos.last).to_have_attribute("alt", "Your photo")
    await alice.page.reload()
    await alice.reads("You said: It came like that.")
    await expect(alice.photos.last).to_have_attribute("alt", "Photo you sent")
    assert await size(alice) == (400, 300)
    await expect(alice.bubble("[photo]")).to_have_count(1)  # only where the bot speaks of it


async def test_several_at_once_in_their_order_and_large_ones_are_made_small_before_they_travel(
    alice: Shopper, counter: Counter, bot: FakeBot
):
    sent: list[int] = []
    await alice.page.route("**/chat/upload*", lambda route: weigh(route, sent))
    await alice.opens()
    large = photo(4_000, 3_000, kind="PNG") + bytes(1_000_000)
    await alice.shows(("a.png", large), ("b.jpg", photo(40, 30)), kind="image/png")
    await alice.says("These two.")
    await alice.reads("You said: These two.")
    assert bot.heard == ["[photo]", "[photo]", "These two."]
    assert sent[0] < 300_000
    await alice.page.reload()
    await expect(alice.photos).to_have_count(2)
    await expect(alice.photos.first).to_have_js_property("naturalWidth", 1_600)
    assert await size(alice) == (40, 30)


async def weigh(route: Route, sent: list[int]) -> None:
    if route.request.method == "POST":
        sent.append(len(route.request.post_data_buffer or b""))
    await route.continue_()


@pytest.mark.parametrize("how", ["paste", "drop"])
async def test_a_picture_can_be_pasted_and_dropped(alice: Shopper, counter: Counter, how: str):
    await alice.opens()
    await give(alice, how, photo(60, 40))
    await alice.reads("You said: [photo]")
    assert await size(alice) == (60, 40)


async def test_what_is_no_picture_is_not_sent(alice: Shopper):
    await alice.opens()
    await give(alice, "drop", b"%PDF-1.7", "application/pdf")
    await expect(alice.notice).to_contain_text("Only pictures can be sent here.")
    await expect(alice.own_lines).to_have_count(0)


async def test_one_the_desk_cannot_open_stays_with_the_reason_and_can_be_deleted(
    alice: Shopper, bot: FakeBot
):
    await alice.opens()
    await alice.shows(("mug.jpg", b"not a photo at all"))
    failed = alice.page.locator(".failed")
    await expect(failed).to_contain_text("JPEG, PNG or WebP")
    await failed.get_by_role("button", name="Delete").click()
    await expect(alice.own_lines).to_have_count(0)
    await alice.asks("Never mind")
    assert bot.heard == ["Never mind"]


async def test_a_photo_taken_without_network_goes_out_with_it_and_words_wait_behind(
    alice: Shopper, bot: FakeBot
):
    await alice.opens()
    await alice.page.context.set_offline(True)
    await expect(alice.notice).to_be_visible()
    await alice.shows(("mug.jpg", photo()))
    await alice.says("It came like that.")
    await expect(alice.own_lines.first).to_contain_text("Goes out once you are connected again")
    await alice.page.context.set_offline(False)
    await alice.reads("You said: It came like that.")
    assert bot.heard == ["[photo]", "It came like that."]


async def test_an_answer_lost_on_the_way_back_leads_to_one_line(alice: Shopper, bot: FakeBot):
    tries: list[str] = []

    async def lose_the_first(route: Route) -> None:
        if route.request.method == "POST":
            tries.append(route.request.url)
            if len(tries) == 1:
                await route.fetch()  # it arrives
                await route.abort()  # and nobody hears of it
                return
        await route.continue_()

    await alice.page.route("**/chat/upload*", lose_the_first)
    await alice.opens()
    await alice.shows(("mug.jpg", photo()))
    await alice.reads("You said: [photo]")
    await expect(alice.own_lines).to_have_count(1)
    assert len(set(tries)) == 1, "the same cmid"
    assert bot.heard == ["[photo]"]


async def test_the_other_tab_sees_it_and_the_keyboard_finds_the_button(alice: Shopper, shop: str):
    await alice.opens()
    other = await visit(alice.page.context, shop)
    await other.opens()
    await alice.page.bring_to_front()
    await alice.field.press("Shift+Tab")
    assert await alice.focus() == "Send a photo"
    async with alice.page.expect_file_chooser() as chooser:
        await alice.panel.get_by_role("button", name="Send a photo").press("Enter")
    mug: FilePayload = {"name": "mug.jpg", "mimeType": "image/jpeg", "buffer": photo(90, 60)}
    await (await chooser.value).set_files([mug])
    await expect(other.photos).to_have_count(1)
    assert await size(other) == (90, 60)


async def test_in_chinese(
    shop: str, counter: Counter, bot: FakeBot, profile: Callable[..., Awaitable[BrowserContext]]
):
    alice = await visit(await profile(), f"{shop}/?tag=data-lang=zh")
    await alice.opens()
    await expect(alice.panel.get_by_role("button", name="发送图片")).to_be_visible()
    await alice.shows(("mug.jpg", photo()))
    await alice.reads("You said: [图片]")


async def test_what_is_kept_is_what_was_shown_and_nothing_else(alice: Shopper, counter: Counter):
    await alice.opens()
    before = set(counter.settings.var_dir.glob("uploads/*/*"))
    await alice.shows(("mug.jpg", photo(80, 60, orientation=6)))
    await alice.reads("You said: [photo]")
    (kept,) = set(counter.settings.var_dir.glob("uploads/*/*")) - before
    image = opened(kept.read_bytes())
    assert (image.format, image.size, dict(image.getexif())) == ("JPEG", (60, 80), {})
