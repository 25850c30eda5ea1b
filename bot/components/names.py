"""Reads a person's name where somebody says what they are called, in English or Chinese."""

from __future__ import annotations

import re

from bot.components import wordlists

_WORD = r"[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f'-]{0,24}\.?"
_LATIN = rf"{_WORD}(?:\s{_WORD}){{0,3}}"
_HAN = r"[\u4e00-\u9fff]{2,4}"
_HAN_ENDS = r"(?=$|[\s,，。.;；!！、0-9]|邮编)"

_CALLED = re.compile(
    rf"\b(?:my (?:full )?name(?: is|'s|:)|name is|name:|i am called|they call me)\s?(?P<name>{_LATIN})",
    re.IGNORECASE,
)
_I_AM = re.compile(rf"\b(?:i'm|i am|im|this is|it's|its)\s(?P<name>{_LATIN})", re.IGNORECASE)
_ALONE = re.compile(
    rf"(?:^|[,;，；]\s?)(?:name\s)?(?P<name>{_LATIN})"
    r"(?=[\s,;/]{0,3}(?:(?:and|zip|postcode|code|is|my)\b[\s:,]?){0,4}\d|$|\s?[,;])",
    re.IGNORECASE,
)
_HAN_CALLED = re.compile(
    rf"(?:我叫|我的名字(?:是|叫)|名字(?:是|叫|:)|姓名(?:是|:)?)\s?(?P<name>{_HAN}|{_LATIN})"
    r"(?=$|[\s,，。.;；!！、0-9]|邮编|邮|我|订)"
)
_HAN_I_AM = re.compile(rf"我是\s?(?P<name>{_HAN}|{_LATIN}){_HAN_ENDS}")
_HAN_ALONE = re.compile(
    rf"(?:^|[,;，；、]\s?)(?P<name>{_HAN})(?=[\s,，、;]{{0,3}}(?:邮编)?[:是]?\s?\d|$|[\s,，])"
)

_MOST_WORDS = 4


def person_names(text: str, *, asked: bool) -> list[tuple[str, int, int]]:
    """The name in `text` with its position, if there is one.

    `asked`: the bot has just asked for a name, so that bare words may be one.
    """
    for pattern, sure in ((_CALLED, True), (_I_AM, asked), *(((_ALONE, True),) if asked else ())):
        if (match := pattern.search(text)) and (name := _trimmed(match["name"], sure=sure)):
            return [(name, match.start("name"), match.start("name") + len(name))]
    for pattern in (_HAN_CALLED, _HAN_I_AM, *((_HAN_ALONE,) if asked else ())):
        if (match := pattern.search(text)) and (pattern is _HAN_CALLED or _begins_like_a_name(match["name"])):
            return [(match["name"], *match.span("name"))]
    return []


def _trimmed(words: str, *, sure: bool) -> str:
    """The words up to the first that is no part of a name; nothing when they are no name at all.

    Unless `sure`, both first and family name must be there, written with capitals.
    """
    name: list[str] = []
    for word in words.split(" ")[:_MOST_WORDS]:
        if word.lower().rstrip(".") in wordlists.NOT_NAMES:
            break
        name.append(word)
        if word.endswith(".") and len(word) > 2:
            break  # the end of a sentence, not an initial
    if not sure and (len(name) < 2 or not all(word[0].isupper() for word in name)):
        return ""
    return " ".join(name).rstrip(".")


def _begins_like_a_name(name: str) -> bool:
    return name[0] in wordlists.FAMILY_NAMES if "\u4e00" <= name[0] <= "\u9fff" else name[0].isupper()
