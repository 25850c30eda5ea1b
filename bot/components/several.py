"""Reads one or several of the choices on offer: "1 and 3", "both", "前两个", "all but the second".

A place counts only where it is plainly one: "2 cups" and "size 8" are not.
"""

from __future__ import annotations

import re

from bot.components.places import COUNT, COUNTER, HAN, RANK, Place, counted

LONGEST = 200
"""Characters; who writes more is not picking from a list."""
_MOST = 30

_IN_WORDS = "|".join([*RANK, *(word for word in COUNT if word != "one"), r"(?<![a-z]\s)one"])
_AT = rf"(?:第\s?)?(?P<place>\d{{1,2}}|(?:{_IN_WORDS})\b|最[后後]一?|[{HAN}](?![{HAN}]))"
_LABELLED = r"(?:the\s|number\s?|no\.?\s?|option\s?|item\s?|#\s?)*"
_CALLED = rf"(?:号|號|{COUNTER}|\s(?:one|item)\b)?"
_ITEM = re.compile(rf"{_LABELLED}{_AT}{_CALLED}", re.IGNORECASE)
_PLACE = _ITEM.pattern.replace("?P<place>", "?:")
_AND = r"\s?(?:,?\s?\band\b|[,，、&+/]|和|与|與|跟|以及|还有|還有|及)\s?"
_TO = r"\s?(?:-|~|\bto\b|\bthrough\b|到|至)\s?"
_PLACES = rf"{_PLACE}(?:{_AND}{_PLACE})*"
_APART = rf"(?<![\w$¥€£.,:{HAN}])"
_NOT_A_MEASURE = (
    r"(?!\s?(?:[a-z%$€£¥\d]|[.,:]\d|元|块|塊|天|年|月|日|寸|升|码|碼|点|點|分|次))"
    r"|(?=\s(?:and|please|pls|thanks|only|too|of|from|in)\b)"
)

_LIST = re.compile(rf"{_APART}{_PLACE}(?:{_AND}{_PLACE})+(?:{_NOT_A_MEASURE})", re.IGNORECASE)
_SPACED = re.compile(r"[1-9](?:\s[1-9])+")
_RANGE = re.compile(
    rf"{_APART}{_LABELLED}(?P<first>\d{{1,2}}){_TO}(?P<last>\d{{1,2}}){_CALLED}(?:{_NOT_A_MEASURE})",
    re.IGNORECASE,
)
_FIRST_FEW = re.compile(
    rf"\bfirst\s(?P<count>\d|{'|'.join(COUNT)})\b|前面?(?P<han>\d|[{HAN[1:]}]){COUNTER}", re.IGNORECASE
)

# Small words that change nothing about which are meant.
_SMALL = (
    r"(?:i(?:'d| would)? (?:want|like|need|take|pick|choose|mean)"
    r"(?: to (?:return|cancel|exchange|keep|have|take))?"
    r"|i'll take|give me|let's (?:take|do)|yes|ok(?:ay)?|please|pls|thanks|thank you|just"
    r"|[的吧啊呀哦请請我想要选選就好]|谢谢|謝謝|[\s,.!，。！])*"
)
_THEM = r"(?:\s(?:of\s)?(?:them|these|those|(?:the |my )?items|(?:the )?things|it|the order))?"
_DONE_TO_THEM = "(?:要|退|换|換|是|选|選)"
_BOTH = re.compile(
    rf"{_SMALL}(?P<said>both(?:\sof)?{_THEM}|[两兩2二]{COUNTER}都{_DONE_TO_THEM}?|[俩倆]都{_DONE_TO_THEM}?"
    rf"|都要[两兩]{COUNTER}){_SMALL}",
    re.IGNORECASE,
)
_ALL = re.compile(
    rf"{_SMALL}(?P<said>all{_THEM}|everything|every\s?(?:single\s)?one{_THEM}|the (?:whole )?lot"
    rf"|(?:全部|全都|所有的?|一起|全)都?{_DONE_TO_THEM}?|都{_DONE_TO_THEM}){_SMALL}",
    re.IGNORECASE,
)
_ALL_BUT = re.compile(
    rf"\b(?P<all>(?:all|everything|every one){_THEM},?"
    rf"\s(?:but|except|apart from|besides|other than)(?:\sfor)?\s(?:not\s)?)(?P<out>{_PLACES})(?![\w%])"
    rf"|(?P<han>除了?|除去|除掉)(?P<left>{_PLACES})(?:以外|之外|外)?[,，\s]*"
    r"(?:其[他它余餘]的?|别的|別的|剩下的?)?我?[都全]",
    re.IGNORECASE,
)
_ONE = re.compile(
    rf"{_SMALL}[#(（]?{_LABELLED}(?P<place>\d{{1,2}}|[{HAN}])(?:号|號|[).）、.])?{_SMALL}", re.IGNORECASE
)


def several(text: str) -> list[Place]:
    """The places that `text` (tidied) picks; nothing where it may mean something else."""
    if len(text) > LONGEST:
        return []
    if match := _ALL_BUT.search(text):
        whole, out = ("all", "out") if match["out"] else ("han", "left")
        left_out = _places(text, *match.span(out))
        return [("all", *match.span(whole)), *((f"-{place}", *ends) for place, *ends in left_out)]
    if match := _BOTH.fullmatch(text):
        return [("both", *match.span("said"))]
    if match := _ALL.fullmatch(text):
        return [("all", *match.span("said"))]
    if match := _FIRST_FEW.search(text):
        return _from_to(1, int(counted(match["count"] or match["han"])), *match.span())
    if match := _RANGE.search(text):
        return _from_to(int(match["first"]), int(match["last"]), *match.span())
    if match := _LIST.search(text) or _SPACED.fullmatch(text):
        return _places(text, *match.span())
    if (match := _ONE.fullmatch(text)) and 0 < int(counted(match["place"])) <= _MOST:
        return [(counted(match["place"]), *match.span("place"))]
    return []


def _places(text: str, start: int, end: int) -> list[Place]:
    found = [(counted(match["place"]), *match.span()) for match in _ITEM.finditer(text, start, end)]
    return [place for place in found if place[0] == "last" or 0 < int(place[0]) <= _MOST]


def _from_to(first: int, last: int, start: int, end: int) -> list[Place]:
    """All places of a range: the words belong to the first, the others stand right behind them."""
    if not 0 < first <= last <= _MOST:
        return []
    return [(str(first), start, end), *((str(place), end, end) for place in range(first + 1, last + 1))]
