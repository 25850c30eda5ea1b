"""What one socket may do to the desk: little."""

from __future__ import annotations

import asyncio
import json
import socket as sockets
from collections.abc import AsyncIterator, Callable
from uuid import uuid4

import pytest
from aiohttp import ClientWebSocketResponse, WSMsgType
from sqlalchemy import text

from desk import hub
from desk.keys import DATABASE, HUB
from desk.shopper import limits
from desk.shopper import socket as shopper_socket
from desk.shopper.limits import Allowance
from tests.conftest import Clock
from tests.desk.conftest import ORIGIN, OpenDesk
from tests.desk.fake_bot import FakeBot, line


async def test_ten_messages_a_second_twenty_at_once(desk: OpenDesk, bot: FakeBot):
    alice = await desk.visit()
    cmids = [str(uuid4()) for _ in range(40)]
    for cmid in cmids:
        await alice.send({"type": "say", "cmid": cmid, "text": "!"})
    replies = [await alice.hear_about(cmid) for cmid in cmids]
    refused = [reply for reply in replies if reply["type"] == "error"]
    assert {reply["code"] for reply in refused} == {"rate"}
    assert 0 < len(refused) <= 20
    assert len(bot.heard) <= 40 - len(refused), "what is refused is not stored and not answered"
    assert not alice.socket.closed


def test_the_allowance_comes_back_with_time():
    allowance = Allowance(now=0.0)
    assert [allowance.take(0.0) for _ in range(21)] == [True] * 20 + [False]
    assert [allowance.take(0.5) for _ in range(6)] == [True] * 5 + [False]
    assert [allowance.take(100.0) for _ in range(21)] == [True] * 20 + [False], "never more than the burst"


async def test_hints_do_not_use_up_the_messages(desk: OpenDesk):
    alice = await desk.greeted()
    for _ in range(50):
        await alice.send({"type": "typing"})
    assert (await alice.say("Hello"))["type"] == "ack"


async def test_nonsense_counts_as_messages(desk: OpenDesk):
    alice = await desk.visit()
    for _ in range(40):
        await alice.send({"type": "dance"})
    await alice.hear("error", code="rate")


async def test_four_thousand_characters_and_not_one_more(desk: OpenDesk, bot: FakeBot):
    alice = await desk.greeted(lang="zh")
    assert (await alice.say("水" * 4_000))["type"] == "ack"
    refused = await alice.say("水" * 4_001)
    assert (refused["code"], "4000" in refused["text"]) == ("too_long", True)
    assert (await alice.say("short"))["type"] == "ack", "the socket stays open"


async def test_a_frame_beyond_64_kib_closes_the_socket(desk: OpenDesk):
    alice = await desk.visit()
    await alice.send({"type": "say", "cmid": str(uuid4()), "text": "x", "more": "x" * 64 * 1024})
    assert (await alice.hear("error"))["code"] == "too_long"
    assert await alice.closed() == 1009


async def test_64_kib_are_counted_in_bytes(desk: OpenDesk):
    alice = await desk.visit()
    await alice.send(json.dumps({"type": "typing", "more": "水" * 22_000}, ensure_ascii=False))
    assert await alice.closed() == 1009


async def test_a_frame_far_beyond_the_limit_closes_the_socket(desk: OpenDesk):
    alice = await desk.visit()
    await alice.send("x" * 1_000_000)
    assert await alice.closed() == 1009


@pytest.mark.parametrize("frame", ["hello", "", "[1, 2]", '"hello"', "42", "{", "[" * 60_000, "null"])
async def test_a_client_that_speaks_no_json_is_told_so_and_closed(desk: OpenDesk, frame: str):
    alice = await desk.visit()
    await alice.send(frame)
    assert (await alice.hear("error"))["code"] == "bad_frame"
    assert await alice.closed() == 1007


async def test_a_binary_frame_closes_the_socket(desk: OpenDesk):
    alice = await desk.visit()
    await alice.socket.send_bytes(b'{"type":"typing"}')
    assert await alice.closed() == 1007


async def test_whoever_does_not_say_hello_in_time_is_closed(desk: OpenDesk, monkeypatch: pytest.MonkeyPatch):
    assert shopper_socket.HELLO_WITHIN_S == 5
    monkeypatch.setattr(shopper_socket, "HELLO_WITHIN_S", 0.05)
    silent = await desk.knock()
    assert await silent.closed() == 1008


async def test_other_frames_do_not_take_the_place_of_hello(desk: OpenDesk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(shopper_socket, "HELLO_WITHIN_S", 0.2)
    pushy = await desk.knock()
    refused = await pushy.say("Let me in")
    assert (refused["code"], refused["detail"]) == ("bad_frame", "the first frame should be hello")
    assert await pushy.closed() == 1008


async def test_nobody_guesses_sign_ins_for_ever_on_one_socket(desk: OpenDesk):
    mallory = await desk.knock()
    for _ in range(shopper_socket.MOST_HELLOS):
        await mallory.send({"type": "hello", "identity": "a.b.c"})
    assert await mallory.closed() == 1008


async def test_hello_comes_once(desk: OpenDesk):
    alice = await desk.visit()
    await alice.send({"type": "hello"})
    assert (await alice.hear("error"))["detail"] == "hello comes once"
    assert (await alice.say("Hello"))["type"] == "ack"


async def test_a_client_that_does_not_read_is_cut_off_and_the_others_are_not(desk: OpenDesk, bot: FakeBot):
    assert hub.MAX_WAITING_BYTES == 1024 * 1024
    alice = await desk.greeted()
    bot.says = lambda asked: [line("x" * 400_000)]
    deaf = await _that_never_reads(desk, alice.token)
    seats = list(desk.app[HUB].seats)
    assert len(seats) == 2
    most = 0
    for number in range(20):
        await alice.say(f"line {number}")
        await alice.until(2 * number + 3)
        most = max(most, *(seat.waiting_bytes for seat in seats))
        if len(desk.app[HUB].seats) == 1:
            break
    else:
        pytest.fail("the unread socket is still open")
    assert most < 2 * hub.MAX_WAITING_BYTES
    deaf.close()


async def test_a_replay_that_nobody_reads_does_not_wait_for_ever(
    desk: OpenDesk, bot: FakeBot, monkeypatch: pytest.MonkeyPatch
):
    assert hub.STALLED_S == 10
    monkeypatch.setattr(hub, "STALLED_S", 0.2)
    alice = await desk.greeted()
    bot.says = lambda asked: [line("x" * 900_000)]
    for number in range(8):
        await alice.say(f"line {number}")
    await alice.until(17)
    deaf = await _that_never_reads(desk, alice.token)
    await asyncio.wait_for(_until(lambda: len(desk.app[HUB].seats) == 1), 5)
    deaf.close()


async def test_a_client_that_answers_no_ping_is_taken_for_gone(
    desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
):
    assert shopper_socket.PING_EVERY_S == 25
    monkeypatch.setattr(shopper_socket, "PING_EVERY_S", 0.2)
    async with desk.http.ws_connect(f"{desk.url}/chat", headers={"Origin": ORIGIN}, autoping=False) as gone:
        await gone.send_str('{"type":"hello"}')
        kinds = [(await gone.receive(timeout=5)).type async for _ in _while_open(gone)]
    assert WSMsgType.PING in kinds
    assert desk.app[HUB].seats == set()


async def test_a_client_that_answers_pings_may_be_silent(desk: OpenDesk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(shopper_socket, "PING_EVERY_S", 0.05)
    alice = await desk.greeted()
    await asyncio.sleep(0.3)  # several pings
    assert (await alice.say("Hello"))["type"] == "ack"


async def test_a_conversation_that_was_silent_for_a_month_is_over(desk: OpenDesk, clock: Clock):
    alice = await desk.greeted()
    clock.advance(days=31)
    assert (await alice.say("Hello"))["code"] == "closed"
    again = await desk.knock()
    assert (await again.hello(token=alice.token))["token"] != alice.token


async def test_a_failure_of_our_own_closes_the_socket_and_acknowledges_nothing(desk: OpenDesk):
    alice, charlie = await desk.greeted(), await desk.greeted()
    async with desk.app[DATABASE].writing() as session:
        await session.execute(text("ALTER TABLE messages RENAME TO gone"))
    await alice.send({"type": "say", "cmid": str(uuid4()), "text": "Hello"})
    assert await alice.closed() == 1011
    assert not [frame for frame in alice.heard if frame["type"] == "ack"]
    async with desk.app[DATABASE].writing() as session:
        await session.execute(text("ALTER TABLE gone RENAME TO messages"))
    assert (await charlie.say("Hello"))["type"] == "ack", "and the others go on"


async def _until(true: Callable[[], bool]) -> None:
    while not true():  # noqa: ASYNC110  the transport has no event for it
        await asyncio.sleep(0.01)


async def _while_open(socket: ClientWebSocketResponse) -> AsyncIterator[None]:
    while not socket.closed:
        yield


async def _that_never_reads(desk: OpenDesk, token: str) -> sockets.socket:
    """A client with the smallest buffers, which is welcomed and then never reads again."""
    client = sockets.socket()
    client.setsockopt(sockets.SOL_SOCKET, sockets.SO_RCVBUF, 1)
    client.setblocking(False)
    loop = asyncio.get_running_loop()
    await loop.sock_connect(client, ("127.0.0.1", desk.port))
    hello = json.dumps({"type": "hello", "token": token}).encode()
    await loop.sock_sendall(
        client,
        b"GET /chat HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nOrigin: "
        + ORIGIN.encode()
        + b"\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        + bytes((0x81, 0x80 | len(hello)))
        + b"\0\0\0\0"
        + hello,
    )
    heard = b""
    while b"welcome" not in heard:
        heard += await loop.sock_recv(client, 4096)
    return client


async def test_new_conversations_are_counted_by_network_address_and_earlier_ones_go_on(
    open_desk, clock: Clock
):
    desk = await open_desk(trusted_proxies=1, new_chats_an_hour=2)

    async def begin(address: str) -> str:
        chatter = await desk.knock(**{"X-Forwarded-For": address})
        token: str = (await chatter.hello())["token"]
        return token

    alice = await begin("203.0.113.7")
    await begin("203.0.113.7")
    refused = await desk.knock(**{"X-Forwarded-For": "203.0.113.7"})
    await refused.send({"type": "hello", "lang": "zh"})
    problem = await refused.hear("error", code="rate")
    assert "请过几分钟再试" in problem["text"]
    await refused.send({"type": "hello", "token": "a token that opens nothing"})
    await refused.hear("error", code="rate")
    again = await refused.hello(token=alice)
    assert again["token"] == alice, "who has a conversation comes back to it"
    assert await begin("203.0.113.8"), "the neighbour is not counted in"
    clock.advance(minutes=30)
    assert await begin("203.0.113.7"), "half an hour later one of two an hour may begin again"


async def test_this_machine_begins_as_many_conversations_as_it_likes(open_desk):
    """A proxy that the desk was not told of looks like this, and simulators do."""
    desk = await open_desk(new_chats_an_hour=1)
    assert len({(await desk.visit()).token for _ in range(5)}) == 5


def test_a_household_counts_as_one_and_quiet_ones_are_forgotten(monkeypatch: pytest.MonkeyPatch):
    assert limits.neighbourhood("2001:db8:1:1::a") == limits.neighbourhood("2001:db8:1:1::b")
    assert limits.neighbourhood("2001:db8:1:1::a") != limits.neighbourhood("2001:db8:1:2::a")
    assert limits.neighbourhood("::1") is None
    monkeypatch.setattr(limits, "MOST_NAMES", 3)
    at = 0.0
    chats = limits.Hourly(1, lambda: at)
    assert [chats.take("alice"), chats.take("alice"), chats.take("charlie")] == [True, False, True]
    at = 3600.0
    for number in range(5):
        assert chats.take(f"198.51.100.{number}")
    assert len(chats) <= 3
