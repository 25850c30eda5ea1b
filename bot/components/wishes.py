"""Finds several wishes in one line: "cancel W123 and also change the address of W456".

A line is cut where people join wishes: at the ends of sentences, at "and also", "then", "另外", and at an
"and" before a new request. Each part is read by itself. Only what is surely wished for counts; a wish told
twice, or told with the story that led to it, is one.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.components import wordlists
from bot.components.facts import read_facts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.components.intent_model import Reading

SURE = 0.75
"""Two parts of a line must be read with this confidence before it is taken to hold several wishes ..."""
_LIKELY = 0.6
"""... and one further with this."""
_SHORTEST_LINE = 5
_SHORTEST_PART = 2
_LONGEST_LINE = 1200
"""Characters."""
_MOST_PARTS = 7
"""A longer story is read as a whole: who tells it has one thing in mind."""
_WORDS = re.compile(r"[A-Za-z0-9'#@.]+|[\u3400-\u9fff]{1,2}")

_REQUEST = (
    r"(?:(?:please|pls|then|finally|lastly)\s)*(?:(?:can|could|would|will) (?:you|u|i|we)"
    r"|i(?:'d| would| also)? (?:like|want|need)|i wanna|let me know|tell me|notify me|remind me"
    r"|cancel|return|exchange|change|swap|modify|update|switch|send|ship|refund|track|check|move|replace"
    r"|remove|add|pay|where(?:'s| is| are)|when(?:'s| is| will| do| does)|how (?:much|many|long|do)"
    r"|what(?:'s| is| are| was)|which|is there|are there|do you)\b"
)
_SENTENCE_END = r"(?<=[a-z\u3400-\u9fff\d)\"'])(?:\s?[!?;…]+\s*|\.+\s+(?=\S))|[。！？；]+\s*"
_NEXT = (
    r"[\s,]+(?:and also|also|oh and|and then|after that|afterwards|in addition|additionally|besides that|plus"
    r"|secondly|another thing|one more thing|on top of that|as well as)\b[,:]?\s+|,\s?then\s"
)
_NEXT_ZH = (
    r"[,，]?\s?(?:另外|此外|还有就是|還有就是|还有(?![没多])|還有(?![沒多])|然后|然後|顺便|順便|顺带|接着"
    r"|再就是|其次|同时|同時|并且|並且)[,，:：]?\s?"
)
_BEFORE_REQUEST = rf"(?:,\s?(?:and\s)?|\s(?:and|&)\s)(?={_REQUEST})"
_BEFORE_REQUEST_ZH = r"[,，]\s?(?=[再也把请請]|我?[还還想要]|帮我|麻烦|W\d|订单|那个?W?\d)"
_JOINING = re.compile(r"^(?:(?:and|also|then|plus|finally|lastly|next)\b[\s,]*)+", re.IGNORECASE)
_JOINT = re.compile(
    "|".join((_SENTENCE_END, _NEXT, _NEXT_ZH, _BEFORE_REQUEST, _BEFORE_REQUEST_ZH)), re.IGNORECASE
)


@dataclass(frozen=True)
class Wish:
    """One wish: its intent, the words it came in with all that was said of it, and how it was read."""

    intent: str
    text: str
    readings: tuple[Reading, ...]
    orders: frozenset[str]

    def as_json(self) -> str:
        """For the actions: `{"intent": ..., "text": ...}`, and `order` when it names one order."""
        order = {"order": next(iter(self.orders))} if len(self.orders) == 1 else {}
        return json.dumps({"intent": self.intent, "text": self.text, **order}, ensure_ascii=False)


def parts_of(text: str) -> list[str]:
    """The parts of `text` (tidied) that may be wishes of their own; only one when it cannot hold several."""
    if _size(text) < _SHORTEST_LINE or len(text) > _LONGEST_LINE:
        return [text]
    parts = [_JOINING.sub("", part.strip(" ,，")) for part in _JOINT.split(text)]
    return [part for part in parts if part] or [text]


def wishes_in(text: str, read: Callable[[Sequence[str]], Sequence[Sequence[Reading]]]) -> list[Wish]:
    """Two or more wishes about the store, in order; nothing when `text` (tidied) holds one or none.

    `read` gives the readings of each part, the likeliest first.
    """
    parts = parts_of(text)
    if not 1 < len(parts) <= _MOST_PARTS:
        return []
    found: list[Wish] = []
    before = ""
    for part, readings in zip(parts, read(parts), strict=True):
        if _is_wish(part, readings):
            numbers = frozenset(fact.value for fact in read_facts(part) if fact.kind == "order_number")
            found.append(Wish(readings[0].intent, f"{before}{part}", tuple(readings), numbers))
            before = ""
        elif found:
            found[-1] = _told_more(found[-1], part)
        else:
            before = f"{before}{part}. "
    wishes = _apart(found) if len(found) > 1 else []
    return wishes if sum(wish.readings[0].confidence >= SURE for wish in wishes) > 1 else []


def _is_wish(part: str, readings: Sequence[Reading]) -> bool:
    if not readings or _size(part) < _SHORTEST_PART:
        return False
    return readings[0].confidence >= _LIKELY and readings[0].intent in wordlists.STORE_WISHES


def _apart(found: Sequence[Wish]) -> list[Wish]:
    """Each wish once: told again, or as the reason for another, it belongs to that other one."""
    kept: list[Wish] = []
    led_up: list[str] = []
    for at, wish in enumerate(found):
        others = [other for other in (*kept, *found[at + 1 :]) if other.intent != wish.intent]
        same = next((each for each in kept if _is_same(each, wish)), None)
        if same is not None:
            kept[kept.index(same)] = _told_more(same, wish.text, wish.orders)
        elif _leads_to(wish, others):
            if kept:
                kept[-1] = _told_more(kept[-1], wish.text)
            else:
                led_up.append(wish.text)
        else:
            kept.append(replace(wish, text=". ".join([*led_up, wish.text])))
            led_up = []
    return kept


def _is_same(one: Wish, other: Wish) -> bool:
    """The same wish for other orders is another one."""
    if one.intent != other.intent:
        return any({one.intent, other.intent} <= kin for kin in wordlists.TOLD_AS_ONE)
    return not one.orders or not other.orders or one.orders == other.orders


def _leads_to(wish: Wish, others: Sequence[Wish]) -> bool:
    """Whether it only says why another is wished for: "it leaks, I want to return it"."""
    return any(
        other.intent in wordlists.LEADS_TO.get(wish.intent, ())
        and (not wish.orders or not other.orders or wish.orders == other.orders)
        for other in others
    )


def _told_more(wish: Wish, text: str, orders: frozenset[str] = frozenset()) -> Wish:
    return replace(wish, text=f"{wish.text}. {text}", orders=wish.orders | orders)


def _size(text: str) -> int:
    """Words; two Chinese characters count as one."""
    return len(_WORDS.findall(text))
