"""A shopper shows a photo: stored once, answered, and seen by nobody else."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from typing import Any
from uuid import uuid4

import aiohttp
import pytest

from desk.shopper import photo_desk
from desk.shopper.photo_desk import PHOTOS_AN_HOUR
from desk.shopper.pictures import MAX_BYTES, redraw
from tests.conftest import Clock
from tests.desk.chatter import Chatter
from tests.desk.conftest import ON_BOTH, ORIGIN, OpenDesk
from tests.desk.fake_bot import FakeBot
from tests.desk.snaps import bomb, opened, photo

Reply = tuple[int, dict[str, Any]]


async def show(
    desk: OpenDesk, token: str, data: Any = None, cmid: str | None = None, origin: str | None = ORIGIN
) -> Reply:
    """Sends a photo as a client does; gives the status and what it was told."""
    headers = {"Authorization": f"Bearer {token}"} | ({"Origin": origin} if origin else {})
    address = f"{desk.url}/chat/upload?cmid={cmid or uuid4()}"
    async with desk.http.post(address, data=photo() if data is None else data, headers=headers) as reply:
        return reply.status, await reply.json()


async def look(desk: OpenDesk, url: str, token: str | None, **headers: str) -> aiohttp.ClientResponse:
    if token is not None:
        headers["Authorization"] = f"Bearer {token}"
    reply = await desk.http.get(f"{desk.url}/{url}", headers=headers)
    await reply.read()
    return reply


def kept(desk: OpenDesk) -> list[Path]:
    return sorted((desk.settings.var_dir / "uploads").glob("*/*"))


async def shown(chatter: Chatter) -> dict[str, Any]:
    return await chatter.hear("message", **{"from": "shopper"})


@ON_BOTH
async def test_a_photo_is_a_line_that_everybody_in_the_conversation_sees_and_the_bot_answers(
    desk: OpenDesk, bot: FakeBot
):
    alice = await desk.greeted()
    telephone = await desk.visit(token=alice.token, last_seq=1, epoch=alice.epoch)
    cmid = str(uuid4())
    status, told = await show(desk, alice.token, cmid=cmid)
    assert (status, told["type"], told["cmid"], told["seq"]) == (200, "ack", cmid, 2)
    for device in (alice, telephone):
        line = await shown(device)
        assert (line["seq"], line["text"], line["cmid"]) == (2, "[photo]", cmid)
        assert line["card"] == told["card"]
        assert (line["card"]["kind"], line["card"]["alt"]) == ("image", "Photo you sent")
        assert (await device.bot())["text"] == "You said: [photo]"
    assert bot.asked[-1]["photo"] == line["card"]["url"].rpartition("/")[2]
    reply = await look(desk, line["card"]["url"], alice.token)
    assert (reply.status, reply.content_type) == (200, "image/jpeg")
    assert opened(await reply.read()).size == (400, 300)
    assert "no-store" in reply.headers["Cache-Control"]
    assert "sandbox" in reply.headers["Content-Security-Policy"]
    assert reply.headers["X-Content-Type-Options"] == "nosniff"


async def test_in_chinese(desk: OpenDesk):
    alice = await desk.greeted(lang="zh")
    await show(desk, alice.token)
    line = await shown(alice)
    assert (line["text"], line["card"]["alt"]) == ("[图片]", "您发送的图片")
    status, told = await show(desk, alice.token, b"no picture")
    assert (status, told["error"]) == (415, "not_a_picture")
    assert "图片" in told["text"]


async def test_charlie_sees_nothing_of_it(desk: OpenDesk):
    alice, charlie = await desk.greeted(), await desk.greeted()
    _, told = await show(desk, alice.token)
    url = told["card"]["url"]
    assert [
        (await look(desk, url, token)).status
        for token in (alice.token, charlie.token, "a token of nobody", None)
    ] == [200, 404, 401, 401]
    for name in ("0" * 32, "..%2f..%2fshopbell.db", "%2e%2e", "a.jpg"):
        assert (await look(desk, f"chat/photos/{name}", alice.token)).status == 404


async def test_only_pages_of_the_shop_may_send_and_read(desk: OpenDesk):
    alice = await desk.greeted()
    for origin in (None, "null", "https://shop.example.evil.example"):
        status, told = await show(desk, alice.token, origin=origin)
        assert (status, told["error"]) == (403, "origin")
    _, told = await show(desk, alice.token)
    asks = {
        "Origin": ORIGIN,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization",
    }
    for address in ("chat/upload", told["card"]["url"]):
        async with desk.http.options(f"{desk.url}/{address}", headers=asks) as may:
            assert may.status == 204
            assert may.headers["Access-Control-Allow-Origin"] == ORIGIN
            assert "Authorization" in may.headers["Access-Control-Allow-Headers"]
            assert may.headers["Vary"] == "Origin"
        async with desk.http.options(
            f"{desk.url}/{address}", headers={"Origin": "https://evil.example"}
        ) as may:
            assert may.status == 403
            assert "Access-Control-Allow-Origin" not in may.headers
    seen = await look(desk, told["card"]["url"], alice.token, Origin=ORIGIN)
    assert seen.headers["Access-Control-Allow-Origin"] == ORIGIN
    refused = await look(desk, told["card"]["url"], "nobody's", Origin=ORIGIN)
    assert (refused.status, refused.headers["Access-Control-Allow-Origin"]) == (401, ORIGIN), (
        "may be read too"
    )


async def test_sent_again_it_is_the_same_line_and_one_file(desk: OpenDesk, bot: FakeBot):
    alice = await desk.greeted()
    cmid = str(uuid4())
    answers = await asyncio.gather(*(show(desk, alice.token, cmid=cmid) for _ in range(5)))
    assert {(status, told["seq"], told["card"]["url"]) for status, told in answers} == {
        (200, 2, answers[0][1]["card"]["url"])
    }
    assert len(kept(desk)) == 1
    status, told = await show(desk, alice.token, photo(10, 10), cmid=cmid)
    assert (status, told["error"]) == (409, "conflict")
    assert len(kept(desk)) == 1
    await alice.until(3)
    assert bot.heard == ["[photo]"]


async def test_a_cmid_of_words_is_not_one_of_a_photo(desk: OpenDesk):
    alice = await desk.greeted()
    cmid = str(uuid4())
    await alice.say("Look:", cmid)
    assert (await show(desk, alice.token, cmid=cmid))[0] == 409
    assert (await show(desk, alice.token, cmid="not-a-uuid"))[0] == 400


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", 415, "not_a_picture"),
        (b"", 415, "not_a_picture"),
        (photo()[:400], 415, "not_a_picture"),
        (bomb(), 413, "too_large"),
        (bytes(MAX_BYTES + 1), 413, "too_large"),
    ],
    ids=["svg", "nothing", "half", "bomb", "9 MB"],
)
async def test_what_cannot_be_taken_leaves_nothing_behind(
    desk: OpenDesk, bot: FakeBot, data: bytes, status: int, code: str
):
    alice = await desk.greeted()
    refused, told = await show(desk, alice.token, data)
    assert (refused, told["error"]) == (status, code)
    assert told["text"]
    assert kept(desk) == []
    assert (await alice.say("Still here"))["seq"] == 2


async def test_a_body_of_unknown_length_is_cut_off_too(desk: OpenDesk):
    alice = await desk.greeted()

    async def endless():
        for _ in range(12):
            yield bytes(1024 * 1024)

    try:
        status, told = await show(desk, alice.token, endless())
        assert (status, told["error"]) == (413, "too_large")
    except aiohttp.ClientError:
        pass  # the desk hung up in the middle, which says the same
    assert kept(desk) == []


async def test_so_many_photos_an_hour_in_a_conversation(desk: OpenDesk, clock: Clock):
    alice = await desk.greeted()
    small = photo(8, 8)
    statuses = [(await show(desk, alice.token, small))[0] for _ in range(PHOTOS_AN_HOUR + 1)]
    assert statuses == [200] * PHOTOS_AN_HOUR + [429]
    clock.advance(minutes=4)
    assert (await show(desk, alice.token, small))[0] == 200


async def test_others_are_answered_while_a_photo_is_redrawn(desk: OpenDesk, monkeypatch: pytest.MonkeyPatch):
    begun, go_on = threading.Event(), threading.Event()

    def slowly(data: bytes):
        begun.set()
        go_on.wait(20)
        return redraw(data)

    monkeypatch.setattr(photo_desk, "redraw", slowly)
    alice, charlie = await desk.greeted(), await desk.greeted()
    showing = asyncio.create_task(show(desk, alice.token))
    await asyncio.to_thread(begun.wait, 20)
    await charlie.say("Hello?")
    assert (await charlie.bot())["text"] == "You said: Hello?"
    go_on.set()
    assert (await showing)[0] == 200


async def test_a_photo_that_a_killed_desk_could_not_answer_is_answered_by_the_next(
    desk: OpenDesk, bot: FakeBot
):
    alice = await desk.greeted()
    bot.fails = "hang"
    _, told = await show(desk, alice.token)
    await desk.close()
    bot.fails = None
    await desk.open()
    again = await desk.visit(token=alice.token, last_seq=1, epoch=alice.epoch)
    assert (await shown(again))["card"] == told["card"]
    assert (await again.bot())["text"] == "You said: [photo]"
    assert bot.asked[-1]["photo"] == told["card"]["url"].rpartition("/")[2]
    assert (await look(desk, told["card"]["url"], alice.token)).status == 200


async def test_the_socket_says_where_pictures_go(desk: OpenDesk):
    alice = await desk.greeted()
    await alice.send({"type": "upload", "cmid": str(uuid4()), "data": "..."})
    assert "POST /chat/upload" in (await alice.hear("error", code="bad_frame"))["detail"]
