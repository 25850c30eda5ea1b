"""Takes out of a message what differs from shopper to shopper, so that the wish alone is compared."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.components.normalise import simplify

if TYPE_CHECKING:
    from bot.components.facts import Fact

_WORDS = {
    "order_number": " #order ",
    "email": " @email ",
    "code": " #code ",
    "zip": " #zip ",
    "person_name": " name ",
}
_PLACEHOLDER = re.compile(r"\{\{[^{}]{1,40}\}\}|<[a-z_ ]{2,30}>|\[[a-z_ ]{2,30}\]", re.IGNORECASE)
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_LONG_NUMBER = re.compile(r"(?:\d[\s-]?){5,}")
_STRETCHED = re.compile(r"([^\d\s.])\1{2,}")
_SPACES = re.compile(r"\s+")


def mask(text: str, facts: list[Fact]) -> str:
    """`text` (tidied) in small letters and simplified; facts, links and long numbers are named, not shown."""
    for fact in sorted(facts, key=lambda fact: -fact.start):
        if word := _WORDS.get(fact.kind):
            text = f"{text[: fact.start]}{word}{text[fact.end :]}"
    text = _PLACEHOLDER.sub(" ", _LINK.sub(" link ", text))
    text = _LONG_NUMBER.sub(" #number ", text)
    text = _STRETCHED.sub(r"\1\1", simplify(text).lower())
    return _SPACES.sub(" ", text).strip()
