"""Tells which language a shopper writes, and how sure that is; bare numbers and `ok` tell nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

SURE = 0.7
"""From this confidence on the conversation changes its language."""

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_OTHER_SCRIPT = re.compile(r"[\u3040-\u30ff\uac00-\ud7af\u0400-\u04ff\u0600-\u06ff\u0590-\u05ff\u0e00-\u0e7f\u0900-\u097f]")
_WORD = re.compile(r"[A-Za-z\u00c0-\u024f']+")
_ACCENTED = re.compile(r"[\u00c0-\u024f¿¡]")
_NOT_WORDS = re.compile(r"\S*@\S*|https?://\S*|www\.\S*|\S*\d\S*")
# What shoppers of any language type; it says nothing about the language they would like to be answered in.
_ANYBODYS = frozenset(
    "ok okay okey okk k kk hi hello hey bye byebye thx thanks tks ty yes no yep nope sorry please pls vip app email mail sku qq "
    "wechat alipay paypal visa mastercard ups dhl fedex usps sf ems logo usb led iphone ipad android pro max mini plus xl l m s "
    "lol haha hmm oh ah wow emm emmm w".split()
)
_ENGLISH = frozenset(
    "the a an is are was were am be been my your our his her their its it this that these those i you he she we they me him us "
    "them do does did done have has had will would can could should may might must not don't didn't can't won't isn't i'm i've "
    "i'd it's what when where why who how which and or but if because to of in on at for from with about into by as there here "
    "any some no yes want need get got please still yet than then so just more again".split()
)
_CHINESE = frozenset("的了吗呢吧我你您他她它们是在有没不要想能可以给请到哪这那个怎么什为和跟把被就都还也很太再麻烦帮一下啊呀啦嘛嗎沒們這還請給個麼")


@dataclass(frozen=True)
class Language:
    """`code` is en, zh or nothing; `mixed` when both stand in one message."""

    code: str | None
    confidence: float
    mixed: bool = False


UNDECIDED = Language(None, 0.0)


def detect(text: str) -> Language:
    """The language of `text`. Japanese, Korean, Cyrillic and other scripts are undecided: we speak neither."""
    han = _HAN.findall(text)
    words = [word.lower().strip("'") for word in _WORD.findall(_NOT_WORDS.sub(" ", text))]
    if len(_OTHER_SCRIPT.findall(text)) > 1:
        return UNDECIDED
    telling = [word for word in words if word not in _ANYBODYS]
    if not han and not telling:
        return Language("en", 0.4) if words and set(words) & _ENGLISH else UNDECIDED
    chinese = len(han) / 1.6 + sum(character in _CHINESE for character in han)
    english = len(telling) + sum(word in _ENGLISH for word in telling)
    if not telling:
        return Language("zh", 0.6 if len(han) == 1 else 0.98)
    if not han:
        return Language("en", _english_confidence(text, telling))
    share = chinese / (chinese + english)
    code = "zh" if share >= 0.5 else "en"
    return Language(code, round(max(share, 1 - share), 2), mixed=True)


def _english_confidence(text: str, words: list[str]) -> float:
    """Low for a single word that may be a name, and for words that look like another European language."""
    known = sum(word in _ENGLISH for word in words)
    if _ACCENTED.search(text) and not known:
        return 0.3
    if known:
        return 0.97
    return 0.6 if len(words) == 1 else 0.75


_WANTED = (
    ("zh", re.compile(r"chinese|mandarin|putonghua|中文|汉语|漢語|普通话|普通話|国语|國語|华语|简体|繁体", re.IGNORECASE)),
    ("en", re.compile(r"english|英文|英语|英語", re.IGNORECASE)),
)


_REFUSED = re.compile(r"(?:\bnot|n't|\bno|\bfrom|\bwithout|不|别|除了)[^,，.。;；]{0,12}$", re.IGNORECASE)


def asked_for(text: str) -> str | None:
    """The language that a wish to change it names: not the one refused ("English please, I don't read Chinese")."""
    named = {code: pattern.search(text) for code, pattern in _WANTED}
    wanted = [code for code, match in named.items() if match and not _REFUSED.search(text[: match.start()])]
    if wanted:
        return wanted[-1] if len(wanted) == 1 else max(wanted, key=lambda code: named[code].start())  # type: ignore[union-attr]
    refused = [code for code, match in named.items() if match]
    return {"zh": "en", "en": "zh"}[refused[0]] if len(refused) == 1 else None
