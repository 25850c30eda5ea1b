"""Reads which of several a shopper means: "the second one", "number 3", "最后一个", or a lone "2"."""

from __future__ import annotations

import re

Place = tuple[str, int, int]
"""A number from 1 as text, or "last"; and the first and last position of the words."""

_RANK = {
    "first": "1", "1st": "1", "former": "1", "top": "1",
    "second": "2", "2nd": "2", "third": "3", "3rd": "3", "fourth": "4", "4th": "4",
    "fifth": "5", "5th": "5", "sixth": "6", "6th": "6",
    "last": "last", "latter": "last", "bottom": "last",
}  # fmt: skip
_COUNT = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6"}
_HAN_COUNT = {"一": "1", "二": "2", "两": "2", "兩": "2", "三": "3", "四": "4", "五": "5", "六": "6"}
_THING = "(?:ones?|item|order|option|choice|product|parcel|package|thing|button|line)"
_ONE_OF = "(?:的)?(?:那)?(?:一)?(?:个|個|件|单|單|条|條|款|双|雙|只|隻)"

_THE_SECOND_ONE = re.compile(rf"\b(?P<rank>{'|'.join(_RANK)})\s+{_THING}\b", re.IGNORECASE)
_THE_SECOND = re.compile(
    rf"(?:^|\b(?:the|is|my|it's)\s)(?P<rank>{'|'.join(_RANK)})(?:[.!,]|\splease|$)", re.IGNORECASE
)
_OPTION_TWO = re.compile(
    rf"\b(?:option|choice|number|no\.?|item)\s?#?(?P<count>[1-6]|{'|'.join(_COUNT)})\b", re.IGNORECASE
)
_HAN_RANK = re.compile(r"第\s?(?P<count>[1-6一二两兩三四五六])(?![0-9一二三四五六七八九十次天时時])")
_HAN_LAST = re.compile(rf"(?:最后|最後|最末|最下面|末尾){_ONE_OF}|后者|後者")
_HAN_FIRST = re.compile(rf"(?:最上面|最前面)(?:{_ONE_OF})?|前者")
_ALONE = re.compile(r"^[#(（]?(?P<count>[1-6]|[一二两三四五六])[).）、.]?$")
_FEW_WORDS = 5


def ordinals(text: str, asking: str) -> list[Place]:
    """The places named in `text` (tidied). "My last order" is one only when the bot has asked which order."""
    ranked = [*_THE_SECOND_ONE.finditer(text)]
    if len(text.split()) <= _FEW_WORDS:
        ranked += _THE_SECOND.finditer(text)
    return [
        *(
            (_RANK[match["rank"].lower()], *match.span("rank"))
            for match in ranked
            if asking == "order_choice" or "order" not in match.group().lower()
        ),
        *((_counted(match), *match.span()) for match in _OPTION_TWO.finditer(text)),
        *((_counted(match), *match.span()) for match in _HAN_RANK.finditer(text)),
        *(("last", *match.span()) for match in _HAN_LAST.finditer(text)),
        *(("1", *match.span()) for match in _HAN_FIRST.finditer(text)),
        *((_counted(match), *match.span("count")) for match in _ALONE.finditer(text)),
    ]


def _counted(match: re.Match[str]) -> str:
    count = match["count"].lower()
    return _COUNT.get(count) or _HAN_COUNT.get(count) or count
