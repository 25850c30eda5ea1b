"""What the console is sent over its socket, and what it may send."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from care.db.models import Note
from care.db.types import JsonObject
from care.desk_views.cases import CaseView, iso
from desk.protocol import MAX_SEQ, BadFrame, Line, json_object

LONGEST_ID = 64


@dataclass(frozen=True, slots=True)
class Renew:
    takes_new: bool


@dataclass(frozen=True, slots=True)
class Open:
    conversation: str
    after: int


@dataclass(frozen=True, slots=True)
class Close:
    conversation: str


@dataclass(frozen=True, slots=True)
class Typing:
    conversation: str


@dataclass(frozen=True, slots=True)
class Seen:
    conversation: str
    seq: int


Frame = Renew | Open | Close | Typing | Seen


def read_frame(text: str) -> Frame:
    """Raises `NotJson` and `BadFrame`."""
    raw = json_object(text)
    match raw.get("type"):
        case "renew":
            return Renew(raw.get("takes_new") is not False)
        case "open":
            return Open(_conversation(raw), _whole(raw, "after"))
        case "close":
            return Close(_conversation(raw))
        case "typing":
            return Typing(_conversation(raw))
        case "seen":
            return Seen(_conversation(raw), _whole(raw, "seq"))
        case _:
            raise BadFrame("type should be one of renew, open, close, typing, seen")


def _conversation(raw: Mapping[str, Any]) -> str:
    value = raw.get("conversation")
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_ID:
        raise BadFrame("conversation should be the id of one")
    return value


def _whole(raw: Mapping[str, Any], name: str) -> int:
    value = raw.get(name, 0)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MAX_SEQ:
        raise BadFrame(f"{name} should be a whole number, 0 or more")
    return value


def line_json(line: Line) -> JsonObject:
    """A line as staff read it: of choices, what is written on them."""
    told: JsonObject = {"seq": line.seq, "from": line.sender, "at": iso(line.at), "text": line.text}
    if line.name:
        told["name"] = line.name
    if line.card:
        told["card"] = line.card
    if line.choices:
        told["choices"] = [{"label": choice["label"]} for choice in line.choices]
    if line.cmid:
        told["cmid"] = line.cmid
    return told


def note_json(note: Note, name: str) -> JsonObject:
    return {
        "id": note.id,
        "staff": {"id": note.staff_id, "name": name},
        "at": iso(note.at),
        "text": note.text,
        "mentions": note.mentions,
    }


def case_json(case: CaseView, *, whole: bool) -> JsonObject:
    """`whole`: with what is private to the shopper, for who may look at it."""
    told = case.json()
    return told if whole else told | {"brief": {}, "customer": None, "last_line": None, "order_number": None}


def may_see(case: CaseView, member_id: str, role: str) -> bool:
    """The line is everybody's; a colleague's chat is the colleague's, and a supervisor's."""
    return role != "agent" or case.request.state != "taken" or case.request.staff_id == member_id


def encode(type_: str, **fields: Any) -> str:
    return json.dumps({"type": type_, **fields}, ensure_ascii=False, separators=(",", ":"))
