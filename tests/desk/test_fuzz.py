"""Five thousand frames that no client of ours would send: no bug shows, and the next shopper is served."""

from __future__ import annotations

import json
import logging
from random import Random
from typing import Any
from uuid import UUID

import pytest

from desk.shopper import socket as shopper_socket
from desk.shopper.limits import Allowance
from tests.desk.chatter import Chatter
from tests.desk.conftest import OpenDesk
from tests.desk.fake_bot import FakeBot

FRAMES = 5_000
GOOD: list[dict[str, Any]] = [
    {"type": "hello", "token": "T", "identity": "a.b.c", "lang": "en", "last_seq": 3, "epoch": 1},
    {"type": "say", "cmid": "0b7bd2a4-1c1f-4c4e-9d3c-6e2a7f0c7b11", "text": "Where is it?"},
    {"type": "choose", "cmid": "0b7bd2a4-1c1f-4c4e-9d3c-6e2a7f0c7b12", "choice": "abc"},
    {"type": "typing"},
    {"type": "seen", "seq": 2},
    {"type": "upload", "name": "x.png"},
]
STRANGE: list[Any] = [
    None, True, 0, -1, 1.5, 2**53, 10**400, 1e308, "", " ", "\x00", "\ud800", "x" * 5_000, "水" * 20_000,
    [], {}, [[]], {"type": "say"}, [None] * 500, "'; DROP TABLE messages; --", "../../etc/passwd", "{{7*7}}",
]  # fmt: skip


def frame(rng: Random) -> str:
    """A frame of the protocol with something wrong, as text."""
    good = dict(rng.choice(GOOD))
    for _ in range(rng.randint(1, 3)):
        match rng.randint(0, 4):
            case 0:
                good[rng.choice(list(good) or ["type"])] = rng.choice(STRANGE)
            case 1:
                good.pop(rng.choice(list(good) or ["x"]), None)
            case 2:
                good[str(rng.choice(STRANGE))[:50]] = rng.choice(STRANGE)
            case 3:
                good["cmid"] = f"{rng.getrandbits(128):032x}"
            case _:
                good["type"] = rng.choice([*(each["type"] for each in GOOD), "", "Hello", "__proto__"])
    text = json.dumps(good)
    match rng.randint(0, 19):
        case 0:
            return text[: rng.randrange(len(text) + 1)]
        case 1:
            place = rng.randrange(len(text))
            return text[:place] + rng.choice(['"', "{", "\\", "\x00", "é", "]"]) + text[place + 1 :]
        case 2:
            return text.replace('"', "'")
        case _:
            return text


def can_be_read(text: str) -> bool:
    """Whether it is a JSON object of a size that leaves the socket open."""
    try:
        return isinstance(json.loads(text), dict) and len(text.encode()) <= 64 * 1024
    except ValueError:
        return False


async def send_all(desk: OpenDesk, rng: Random) -> int:
    """Sends the frames, and sees to it that each was read; gives how many sockets it took."""
    alice = await desk.greeted()
    sockets, chatter, welcomed = 0, None, True
    for _ in range(FRAMES):
        if chatter is None:
            sockets += 1
            welcomed = rng.random() < 0.9
            chatter = await desk.knock()
            if welcomed:
                await chatter.hello(token=alice.token, last_seq=alice.known, epoch=1)
        text = frame(rng)
        try:
            await chatter.send(text)
            if not can_be_read(text):
                await chatter.closed()
                chatter = None
            elif rng.random() < 0.1:
                cmid = str(UUID(int=rng.getrandbits(128)))
                await chatter.send({"type": "dance", "cmid": cmid})
                await chatter.hear_about(cmid)
        except ConnectionError:
            assert not welcomed, "only whoever does not say hello well is sent away"
            chatter = None
    return sockets


async def test_the_desk_stands_five_thousand_strange_frames(
    desk: OpenDesk, bot: FakeBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr(shopper_socket, "Allowance", lambda now: Allowance(now, burst=10**6))
    caplog.set_level(logging.WARNING)
    sockets = await send_all(desk, Random(7))
    assert sockets > 20, "some were closed for not being JSON"
    alice = await desk.greeted()
    await alice.say("Where is it?")
    assert (await alice.bot())["text"] == "You said: Where is it?"
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == []
    codes = [chatter.close_code for chatter in desk.visitors if chatter.close_code is not None]
    assert set(codes) <= {1000, 1006, 1007, 1008, 1009}, "1011 would be a bug of ours"


async def test_no_frame_makes_the_desk_say_anything_but_the_protocol(
    desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(shopper_socket, "Allowance", lambda now: Allowance(now, burst=10**6))
    rng, chatters = Random(8), []
    for _ in range(100):
        chatter: Chatter = await desk.visit()
        chatters.append(chatter)
        await chatter.send(frame(rng))
        await chatter.leave()
    codes = {each["code"] for chatter in chatters for each in chatter.heard if each["type"] == "error"}
    assert codes <= {"bad_frame", "too_long", "rate", "conflict", "unknown_choice", "auth", "closed"}
    types = {each["type"] for chatter in chatters for each in chatter.heard}
    assert types <= {"welcome", "message", "ack", "state", "typing", "error"}
