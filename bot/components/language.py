"""Tells which language a shopper writes, and how sure that is; bare numbers and `ok` tell nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.components import wordlists

SURE = 0.7
"""From this confidence on the conversation changes its language."""

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_OTHER_SCRIPT = re.compile(
    r"[\u3040-\u30ff\uac00-\ud7af\u0400-\u04ff\u0600-\u06ff\u0590-\u05ff\u0e00-\u0e7f\u0900-\u097f]"
)
_WORD = re.compile(r"[A-Za-z\u00c0-\u024f']+")
_ACCENTED = re.compile(r"[\u00c0-\u024f¿¡]")
_NOT_WORDS = re.compile(r"\S*@\S*|https?://\S*|www\.\S*|\S*\d\S*")


@dataclass(frozen=True)
class Language:
    """`code` is en, zh or nothing; `mixed` when both stand in one message."""

    code: str | None
    confidence: float
    mixed: bool = False


UNDECIDED = Language(None, 0.0)


def detect(text: str) -> Language:
    """The language of `text`. Japanese, Korean, Cyrillic and other scripts are undecided: we speak none."""
    han = _HAN.findall(text)
    words = [word.lower().strip("'") for word in _WORD.findall(_NOT_WORDS.sub(" ", text))]
    if len(_OTHER_SCRIPT.findall(text)) > 1:
        return UNDECIDED
    telling = [word for word in words if word not in wordlists.ANYBODYS]
    if not han and not telling:
        return Language("en", 0.4) if words and set(words) & wordlists.ENGLISH else UNDECIDED
    chinese = len(han) / 1.6 + sum(character in wordlists.CHINESE for character in han)
    english = len(telling) + sum(word in wordlists.ENGLISH for word in telling)
    if not telling:
        return Language("zh", 0.6 if len(han) == 1 else 0.98)
    if not han:
        return Language("en", _english_confidence(text, telling))
    share = chinese / (chinese + english)
    code = "zh" if share >= 0.5 else "en"
    return Language(code, round(max(share, 1 - share), 2), mixed=True)


def _english_confidence(text: str, words: list[str]) -> float:
    """Low for a single word that may be a name, and for words that look like another European language."""
    known = sum(word in wordlists.ENGLISH for word in words)
    if _ACCENTED.search(text) and not known:
        return 0.3
    if known:
        return 0.97
    return 0.6 if len(words) == 1 else 0.75


_WANTED = (
    (
        "zh",
        re.compile(
            r"chinese|mandarin|putonghua|中文|汉语|漢語|普通话|普通話|国语|國語|华语|简体|繁体", re.IGNORECASE
        ),
    ),
    ("en", re.compile(r"english|英文|英语|英語", re.IGNORECASE)),
)


_REFUSED = re.compile(r"(?:\bnot|n't|\bno|\bfrom|\bwithout|不|别|除了)[^,，.。;；]{0,12}$", re.IGNORECASE)


def asked_for(text: str) -> str | None:
    """The language that a wish to change it names, not one it refuses ("English, I don't read Chinese")."""
    named = {code: match for code, pattern in _WANTED if (match := pattern.search(text))}
    refused = {code for code, match in named.items() if _REFUSED.search(text[: match.start()])}
    wanted = [code for code in named if code not in refused]
    if wanted:
        return max(wanted, key=lambda code: named[code].start())
    return {"zh": "en", "en": "zh"}[refused.pop()] if len(refused) == 1 else None
