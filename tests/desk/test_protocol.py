"""Frames are read strictly, and what is wrong with one is named."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from desk import protocol
from desk.protocol import (
    BadFrame,
    Choose,
    Hello,
    NotJson,
    Say,
    Seen,
    ShopperLine,
    TextTooLong,
    Typing,
    read_frame,
)

CMID = "0b7bd2a4-1c1f-4c4e-9d3c-6e2a7f0c7b11"


@pytest.mark.parametrize(
    ("raw", "frame"),
    [
        ({"type": "hello"}, Hello(None, None, None, 0, None)),
        (
            {"type": "hello", "token": "T", "identity": "J", "lang": "zh-TW", "last_seq": 7, "epoch": 2},
            Hello("T", "J", "zh", 7, 2),
        ),
        ({"type": "hello", "lang": "de"}, Hello(None, None, "en", 0, None)),
        ({"type": "hello", "token": None, "last_seq": None}, Hello(None, None, None, 0, None)),
        ({"type": "say", "cmid": CMID, "text": " hi "}, Say(CMID, " hi ")),
        ({"type": "say", "cmid": CMID.upper(), "text": "hi", "unknown": 1}, Say(CMID.upper(), "hi")),
        ({"type": "choose", "cmid": CMID, "choice": "c1"}, Choose(CMID, "c1")),
        ({"type": "typing"}, Typing()),
        ({"type": "seen", "seq": 3}, Seen(3)),
    ],
)
def test_a_frame_of_the_protocol_is_read(raw: dict[str, Any], frame: protocol.Frame):
    assert read_frame(json.dumps(raw)) == frame


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ({}, "type should be one of hello, say, choose, typing, seen, upload"),
        ({"type": ["say"]}, "type should be one of"),
        ({"type": "Say"}, "type should be one of"),
        ({"type": "say", "text": "hi"}, "say.cmid should be a UUID"),
        ({"type": "say", "cmid": "1", "text": "hi"}, "say.cmid should be a UUID"),
        ({"type": "say", "cmid": CMID + "\n", "text": "hi"}, "say.cmid should be a UUID"),
        ({"type": "say", "cmid": CMID}, "say.text should be a string that is not blank"),
        ({"type": "say", "cmid": CMID, "text": ["hi"]}, "say.text should be a string"),
        ({"type": "say", "cmid": CMID, "text": " \n\u3000"}, "say.text should be a string that is not blank"),
        ({"type": "choose", "cmid": CMID}, "choose.choice should be a string that is not empty"),
        ({"type": "choose", "cmid": CMID, "choice": "x" * 129}, "choose.choice should have at most 128"),
        ({"type": "seen"}, "seen.seq should be a whole number"),
        ({"type": "seen", "seq": True}, "seen.seq should be a whole number"),
        ({"type": "seen", "seq": 1.0}, "seen.seq should be a whole number"),
        ({"type": "seen", "seq": -1}, "seen.seq should be a whole number"),
        ({"type": "seen", "seq": 2**53}, "seen.seq should be a whole number"),
        ({"type": "hello", "last_seq": "3"}, "hello.last_seq should be a whole number"),
        ({"type": "hello", "token": 3}, "hello.token should be a string"),
        ({"type": "hello", "token": "x" * 513}, "hello.token should have at most 512"),
        ({"type": "hello", "lang": "x" * 36}, "hello.lang should have at most 35"),
        ({"type": "upload", "cmid": CMID}, "upload: pictures go to POST /chat/upload"),
    ],
)
def test_what_is_wrong_with_a_frame_is_named(raw: dict[str, Any], problem: str):
    with pytest.raises(BadFrame, match=problem.replace(".", r"\.")) as refused:
        read_frame(json.dumps(raw))
    assert refused.value.code == "bad_frame"
    assert refused.value.cmid == (raw.get("cmid") if raw.get("cmid") == CMID else None)


def test_a_line_that_is_too_long_says_so_and_which():
    with pytest.raises(TextTooLong) as refused:
        read_frame(json.dumps({"type": "say", "cmid": CMID, "text": "x" * 4_001}))
    assert (refused.value.code, refused.value.cmid) == ("too_long", CMID)


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '"x"', "1e5", "9" * 5_000, "[" * 60_000, '{"a":' * 9_000],
    ids=lambda text: repr(text[:9]),
)
def test_what_is_no_json_object_is_told_apart(text: str):
    with pytest.raises(NotJson):
        read_frame(text)


def test_what_a_choice_says_to_the_bot_never_leaves_the_desk():
    class Row:
        seq, sender, name, text, card, cmid = 3, "bot", None, "Which?", None, None
        at = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)
        choices = [{"id": "c1", "label": "This", "payload": "/secret"}]  # noqa: RUF012

    frame = json.loads(protocol.message(Row()))
    assert frame == {
        "type": "message", "seq": 3, "from": "bot", "at": "2026-11-02T15:00:00.000+00:00", "text": "Which?",
        "choices": [{"id": "c1", "label": "This"}],
    }  # fmt: skip


def test_a_line_keeps_its_words_as_they_are():
    at = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)
    text = '我的"水壶"\u2028</script> 🫖'
    assert json.loads(protocol.message(ShopperLine(1, at, text, CMID)))["text"] == text
