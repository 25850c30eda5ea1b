"""The frames of the shopper's chat: what a client may send, checked; what the desk sends, encoded.

`docs/protocol.md` describes each for people who write clients.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol

from care.errors import CareError

MAX_FRAME_BYTES = 64 * 1024
MAX_TEXT = 4_000
MAX_TOKEN = 512
MAX_IDENTITY = 8_192
MAX_CHOICE = 128
MAX_SEQ = 2**53 - 1  # the largest whole number that JavaScript keeps exactly

Language = Literal["en", "zh"]
UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
# NUL cannot be stored on PostgreSQL, and half a surrogate pair (an emoji cut by a client) nowhere.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class BadFrame(CareError):
    """The frame is JSON, but not one of the protocol. The text says which field, and what it should be."""

    code = "bad_frame"

    def __init__(self, detail: str, cmid: str | None = None) -> None:
        super().__init__(detail)
        self.cmid = cmid


class NotJson(BadFrame):
    """The frame is no JSON object at all. Such a client speaks something else: its socket is closed."""

    close_code = 1007


class FrameTooLarge(NotJson):
    """More than 64 KiB in one frame; the socket is closed too."""

    code = "too_long"
    close_code = 1009


class TextTooLong(BadFrame):
    """More than 4,000 characters at once."""

    code = "too_long"


@dataclass(frozen=True, slots=True)
class Hello:
    token: str | None
    identity: str | None
    language: Language | None
    last_seq: int
    epoch: int | None


@dataclass(frozen=True, slots=True)
class Say:
    cmid: str
    text: str


@dataclass(frozen=True, slots=True)
class Choose:
    cmid: str
    choice: str


@dataclass(frozen=True, slots=True)
class Typing:
    pass


@dataclass(frozen=True, slots=True)
class Seen:
    seq: int


Frame = Hello | Say | Choose | Typing | Seen


def json_object(text: str) -> dict[str, Any]:
    """What every frame is, whoever sends it. Raises `NotJson`."""
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotJson("a frame should be one JSON object") from error
    if not isinstance(raw, dict):
        raise NotJson("a frame should be one JSON object")
    return raw


def read_frame(text: str) -> Frame:
    """The frame that a client sent. Raises `NotJson`, `TextTooLong` or `BadFrame`."""
    fields = _Fields(json_object(text))
    read = READERS.get(fields.kind)
    if read is None:
        kinds = ", ".join(READERS)
        raise BadFrame(f"type should be one of {kinds}", fields.readable_cmid())
    return read(fields)


class _Fields:
    """The fields of one frame, each read with its limits; a wrong one is named."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self._raw = raw
        kind = raw.get("type")
        self.kind = kind if isinstance(kind, str) else ""

    def text(self, name: str, *, at_most: int) -> str:
        value = self.optional_text(name, at_most=at_most)
        if not value:
            raise self.wrong(name, "should be a string that is not empty")
        return value

    def optional_text(self, name: str, *, at_most: int) -> str | None:
        value = self._raw.get(name)
        if value is None:
            return None
        if not isinstance(value, str):
            raise self.wrong(name, "should be a string")
        if len(value) > at_most:
            raise self.wrong(name, f"should have at most {at_most} characters")
        return UNSTORABLE.sub("\ufffd", value)

    def whole(self, name: str) -> int | None:
        value = self._raw.get(name)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MAX_SEQ:
            raise self.wrong(name, "should be a whole number, 0 or more")
        return value

    def cmid(self) -> str:
        value = self.readable_cmid()
        if value is None:
            raise self.wrong("cmid", "should be a UUID")
        return value

    def words(self) -> str:
        """What the shopper says: not blank, at most `MAX_TEXT` characters."""
        value = self._raw.get("text")
        if not isinstance(value, str) or not value.strip():
            raise self.wrong("text", "should be a string that is not blank")
        if len(value) > MAX_TEXT:
            raise TextTooLong(f"say.text should have at most {MAX_TEXT} characters", self.readable_cmid())
        return UNSTORABLE.sub("\ufffd", value)

    def readable_cmid(self) -> str | None:
        value = self._raw.get("cmid")
        return value if isinstance(value, str) and UUID.fullmatch(value) else None

    def wrong(self, name: str, should: str) -> BadFrame:
        return BadFrame(f"{self.kind}.{name} {should}", self.readable_cmid())


def _hello(fields: _Fields) -> Hello:
    language = fields.optional_text("lang", at_most=35)
    return Hello(
        token=fields.optional_text("token", at_most=MAX_TOKEN),
        identity=fields.optional_text("identity", at_most=MAX_IDENTITY),
        language=language_of(language) if language else None,
        last_seq=fields.whole("last_seq") or 0,
        epoch=fields.whole("epoch"),
    )


def _say(fields: _Fields) -> Say:
    return Say(cmid=fields.cmid(), text=fields.words())


def _choose(fields: _Fields) -> Choose:
    return Choose(cmid=fields.cmid(), choice=fields.text("choice", at_most=MAX_CHOICE))


def _seen(fields: _Fields) -> Seen:
    seq = fields.whole("seq")
    if seq is None:
        raise fields.wrong("seq", "should be a whole number, 0 or more")
    return Seen(seq)


def _upload(fields: _Fields) -> Frame:
    raise BadFrame("upload: pictures go to POST /chat/upload, not over the socket", fields.readable_cmid())


READERS: dict[str, Callable[[_Fields], Frame]] = {
    "hello": _hello,
    "say": _say,
    "choose": _choose,
    "typing": lambda _fields: Typing(),
    "seen": _seen,
    "upload": _upload,
}


def language_of(tag: str) -> Language:
    """The language we answer in for a language tag such as `zh-Hant-TW` or `de`: Chinese or English."""
    return "zh" if tag.strip().lower().startswith("zh") else "en"


class Line(Protocol):
    """A stored line of a conversation, as far as clients see it."""

    @property
    def seq(self) -> int: ...
    @property
    def sender(self) -> str: ...
    @property
    def name(self) -> str | None: ...
    @property
    def at(self) -> datetime: ...
    @property
    def text(self) -> str: ...
    @property
    def choices(self) -> list[dict[str, Any]] | None: ...
    @property
    def card(self) -> dict[str, Any] | None: ...
    @property
    def cmid(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class ShopperLine:
    """A line of the shopper as it was just stored."""

    seq: int
    at: datetime
    text: str
    cmid: str
    card: dict[str, Any] | None = None
    sender: str = "shopper"
    name: None = None
    choices: None = None


def welcome(*, token: str, epoch: int, seq: int, seen: int, state: Mapping[str, Any]) -> str:
    return _encode(
        {"type": "welcome", "token": token, "epoch": epoch, "seq": seq, "seen": seen, "state": state}
    )


def ack(cmid: str, seq: int) -> str:
    return _encode({"type": "ack", "cmid": cmid, "seq": seq})


def message(line: Line) -> str:
    """One line. What a choice says to the bot stays here: a client learns only its id and label."""
    frame: dict[str, Any] = {
        "type": "message",
        "seq": line.seq,
        "from": line.sender,
        "at": line.at.isoformat(timespec="milliseconds"),
        "text": line.text,
    }
    if line.name:
        frame["name"] = line.name
    if line.choices:
        frame["choices"] = [{"id": choice["id"], "label": choice["label"]} for choice in line.choices]
    if line.card:
        frame["card"] = line.card
    if line.cmid:
        frame["cmid"] = line.cmid
    return _encode(frame)


def state(fields: Mapping[str, Any]) -> str:
    return _encode({"type": "state", **fields})


BOT_IS_TYPING = '{"type":"typing","from":"bot"}'
STAFF_IS_TYPING = '{"type":"typing","from":"staff"}'


def typing_in(conversation_id: str) -> str:
    """For the console: the shopper of this conversation types."""
    return _encode({"type": "typing", "conversation": conversation_id, "from": "shopper"})


def seen_in(conversation_id: str, seq: int) -> str:
    """For the console: the shopper of this conversation saw the lines up to `seq`."""
    return _encode({"type": "seen", "conversation": conversation_id, "seq": seq})


def error(code: str, text: str, *, cmid: str | None = None, detail: str | None = None) -> str:
    """`text` is for the shopper, in their language; `detail` for whoever writes the client."""
    frame = {"type": "error", "code": code, "text": text}
    if cmid is not None:
        frame["cmid"] = cmid
    if detail is not None:
        frame["detail"] = detail
    return _encode(frame)


def _encode(frame: Mapping[str, Any]) -> str:
    return json.dumps(frame, ensure_ascii=False, separators=(",", ":"))
