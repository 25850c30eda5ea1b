"""Reads a person's name where somebody says what they are called, in English or Chinese."""

from __future__ import annotations

import re

_WORD = r"[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f'-]{0,24}\.?"
_LATIN = rf"{_WORD}(?:\s{_WORD}){{0,3}}"
_HAN = r"[\u4e00-\u9fff]{2,4}"
_CALLED = re.compile(rf"\b(?:my (?:full )?name(?: is|'s|:)|name is|name:|i am called|they call me)\s?(?P<name>{_LATIN})", re.IGNORECASE)
_I_AM = re.compile(rf"\b(?:i'm|i am|im|this is|it's|its)\s(?P<name>{_LATIN})", re.IGNORECASE)
_CHINESE_CALLED = re.compile(rf"(?:我叫|我的名字(?:是|叫)|名字(?:是|叫|:)|姓名(?:是|:)?)\s?(?P<name>{_HAN}|{_LATIN})(?=$|[\s,，。.;；!！、0-9]|邮编|邮|我|订)")
_CHINESE_I_AM = re.compile(rf"我是\s?(?P<name>{_HAN}|{_LATIN})(?=$|[\s,，。.;；!！、0-9]|邮编)")
_ALONE = re.compile(rf"^(?:name\s)?(?P<name>{_LATIN})(?=[\s,;/]{{0,3}}(?:(?:and|zip|postcode|code|is|my)\b[\s:,]?){{0,4}}\d|$|[,;])", re.IGNORECASE)
_CHINESE_ALONE = re.compile(rf"^(?P<name>{_HAN})(?=[\s,，、;]{{0,3}}(?:邮编)?[:是]?\s?\d|$|[\s,，])")
# The hundred or so commonest family names; after "我是" anything else is more likely a description.
_FAMILY = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆"
    "范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔欧向汤張劉陳楊黃趙吳孫馬許韓"
)
_NOT_NAMES = frozenset(
    "a an the not so just still very really looking having trying going getting calling asking wondering waiting writing sorry "
    "sure unable confused interested happy unhappy upset angry mad new old back here there in on at to from with done fine good "
    "ok okay my your our it that what when where why how who which gonna about and but or been being also only urgent regarding "
    "for of is was will would can could do does did have has had no yes yep unsure afraid ready missing late broken wrong right "
    "frustrated disappointed tired worried planning hoping thinking considering returning buying shopping contacting chatting "
    "interested curious glad if because since order account zip code email number supposed able all already always another any "
    "ridiculous unacceptable terrible awful crazy great nice cool true false urgent important like pretty quite too getting "
    "customer member shopper premium gold silver guest locked stuck lost missing worth time person human bot robot".split()
)
_ENDS = frozenset("and but my i i'm with from the zip postcode zipcode email order account here who that is at , to for username please thanks".split())


def person_names(text: str, *, asked: bool) -> list[tuple[str, int, int]]:
    """Names with their first and last position. `asked`: the bot has just asked for a name, so bare words may be one."""
    for pattern, sure in ((_CALLED, True), (_I_AM, asked), *(((_ALONE, True),) if asked else ())):
        if (match := pattern.search(text)) and (name := _trimmed(match["name"], sure=sure)):
            return [(name, match.start("name"), match.start("name") + len(name))]
    for pattern in (_CHINESE_CALLED, _CHINESE_I_AM, *((_CHINESE_ALONE,) if asked else ())):
        if (match := pattern.search(text)) and (pattern is _CHINESE_CALLED or _is_chinese_name(match["name"])):
            return [(match["name"], *match.span("name"))]
    return []


def _trimmed(words: str, *, sure: bool) -> str:
    """The words up to the first that is no part of a name; nothing when they are no name at all.

    Unless `sure`, both first and family name must be there, written with capitals.
    """
    name: list[str] = []
    for word in words.split(" "):
        plain = word.lower().rstrip(".")
        if plain in _NOT_NAMES or plain in _ENDS:
            break
        name.append(word)
        if word.endswith(".") and len(plain) > 1:
            break
    if not sure and (len(name) < 2 or not all(word[0].isupper() for word in name)):
        return ""
    return " ".join(name).rstrip(".") if len(name) < len(words.split(" ")) or len(name) <= 4 else ""


def _is_chinese_name(name: str) -> bool:
    return name[0] in _FAMILY if "\u4e00" <= name[0] <= "\u9fff" else name[0].isupper()
