"""Reads which of several a shopper means: "the second one", "number 3", "最后一个", or a lone "2"."""

from __future__ import annotations

import re

from bot.components.places import COUNT, COUNTER, HAN, RANK, Place, counted
from bot.components.several import several

_THING = "(?:ones?|item|order|option|choice|product|parcel|package|thing|button|line)"
_ONE_OF = f"的?那?一?{COUNTER}"

_THE_SECOND_ONE = re.compile(rf"\b(?P<rank>{'|'.join(RANK)})\s+{_THING}\b", re.IGNORECASE)
_THE_SECOND = re.compile(
    rf"(?:^|\b(?:the|is|my|it's)\s)(?P<rank>{'|'.join(RANK)})(?:[.!,]|\splease|$)", re.IGNORECASE
)
_OPTION_TWO = re.compile(
    rf"\b(?:option|choice|number|no\.?|item)\s?#?(?P<count>10|[1-9]|{'|'.join(COUNT)})\b", re.IGNORECASE
)
_HAN_RANK = re.compile(rf"第\s?(?P<count>10|[1-9{HAN}])(?![0-9{HAN}次天时時])")
_HAN_LAST = re.compile(rf"(?:最后|最後|最末|最下面|末尾){_ONE_OF}|后者|後者")
_HAN_FIRST = re.compile(rf"(?:最上面|最前面)(?:{_ONE_OF})?|前者")
_ALONE = re.compile(r"^[#(（]?(?P<count>[1-6]|[一二两三四五六])[).）、.]?$")
_FEW_WORDS = 5


def ordinals(text: str, asking: str) -> list[Place]:
    """The places named in `text` (tidied). "My last order" is one only when the bot has asked which order."""
    if asking == "option" and (picked := several(text)):
        return picked
    ranked = [*_THE_SECOND_ONE.finditer(text)]
    if len(text.split()) <= _FEW_WORDS:
        ranked += _THE_SECOND.finditer(text)
    return [
        *(
            (counted(match["rank"]), *match.span("rank"))
            for match in ranked
            if asking == "order_choice" or "order" not in match.group().lower()
        ),
        *((counted(match["count"]), *match.span()) for match in _OPTION_TWO.finditer(text)),
        *((counted(match["count"]), *match.span()) for match in _HAN_RANK.finditer(text)),
        *(("last", *match.span()) for match in _HAN_LAST.finditer(text)),
        *(("1", *match.span()) for match in _HAN_FIRST.finditer(text)),
        *((counted(match["count"]), *match.span("count")) for match in _ALONE.finditer(text)),
    ]
