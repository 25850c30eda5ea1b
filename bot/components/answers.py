"""Answers first: when the bot has just asked something and the words fit the question, they are its answer.

"Yes", an e-mail or "the blue one" mean little by themselves, and the classifier, which reads one message at a
time, may take them for anything. A clear new wish still wins: nobody is held inside a question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.components import wordlists
from bot.components.facts import Fact, without_facts
from bot.components.normalise import tidy

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from bot.components.intent_model import Reading

NEW_WISH = 0.75
"""A wish read with this confidence, in words beyond the answer, is a new wish while a question is open."""
_TURNING_AWAY = 0.5
_LONGEST_DESCRIPTION = 8
_NOT_WISHES = frozenset({"inform", "affirm", "deny", "nlu_fallback", "out_of_scope"})
_ANSWERED_BY = {
    "order_number": {"order_number"},
    "email": {"email"},
    "code": {"code"},
    "name_zip": {"person_name", "zip"},
    "email_name_zip": {"email", "person_name", "zip"},
    "order_choice": {"ordinal", "order_number"},
    "product": {"ordinal"},
}
_YES_NO = frozenset({"yes_no", "send_code"})
_DESCRIBED = frozenset({"order_choice", "product"})


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_AROUND = re.compile(
    rf"\b(?:{_any_of(wordlists.AROUND_FACTS)})\b[.,:;!#-]*|{_any_of(wordlists.AROUND_FACTS_ZH)}",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[A-Za-z0-9']+|[\u3400-\u9fff]")
_LEADING = re.compile(
    r"^(?:(?:the|my|it's|its|it is|a|an|i mean|that|那个|这个|就是|是|我的|我要|我想要)\s?)+", re.IGNORECASE
)
_TRAILING = re.compile(r"(?:\s(?:one|please|pls)|的?那个|的|吧)+[.!]?$", re.IGNORECASE)


@dataclass(frozen=True)
class Answer:
    """How the message is to be taken: the intent, and the words for a product when they describe one."""

    intent: str
    product: str | None = None


def choice_named(text: str, offered: Sequence[tuple[str, str]]) -> str | None:
    """The payload of the offered choice (label, payload) that `text` repeats, as if it had been tapped."""
    said = _plain(text)
    return next((payload for label, payload in offered if said and _plain(tidy(label)) == said), None)


def is_bare(text: str, facts: Sequence[Fact]) -> bool:
    """Whether nothing but facts, and the small words people put around them, stands in `text`."""
    return bool(facts) and not _words_beyond(text, facts)


def answer_to(asking: str, text: str, facts: Sequence[Fact], ranking: Sequence[Reading]) -> Answer | None:
    """What `text` answers to the question `asking` ("" when none is open); nothing when it is no answer."""
    kinds = {fact.kind for fact in facts}
    if asking in _YES_NO and (said := _yes_or_no(text)):
        return Answer(said)
    if is_bare(text, facts):
        return Answer("inform")
    if not asking or _is_new_wish(text, facts, ranking):
        return None
    if kinds & _ANSWERED_BY.get(asking, set()):
        return Answer("inform")
    if (
        asking in _DESCRIBED
        and len(_WORDS.findall(text)) <= _LONGEST_DESCRIPTION
        and not _turns_away(ranking)
    ):
        return Answer("inform", product=_TRAILING.sub("", _LEADING.sub("", text)) or text)
    return None


def _plain(text: str) -> str:
    return text.casefold().strip(" .!?。！？")


def _words_beyond(text: str, facts: Sequence[Fact]) -> list[str]:
    return _WORDS.findall(_AROUND.sub(" ", without_facts(text, list(facts))))


def _saying(words: Collection[str], phrases: Collection[str]) -> re.Pattern[str]:
    """One of these, once or more, with nothing but politeness after it; Latin words stand apart."""
    latin = [word for word in (*words, *phrases) if word.isascii()]
    others = [word for word in words if not word.isascii()]
    said = rf"(?:(?<![a-z])(?:{_any_of(latin)})(?![a-z'])|{_any_of(others)})"
    return re.compile(rf"{said}(?:[\s,，!]*(?:{said}|{_any_of(wordlists.POLITE)}))*")


_YES = _saying(wordlists.YES, wordlists.YES_PHRASES)
_NO = _saying(wordlists.NO, wordlists.NO_PHRASES)


def _yes_or_no(text: str) -> str | None:
    said = text.lower().strip(" .!?,~。！？，、…")
    if _YES.fullmatch(said):
        return "affirm"
    return "deny" if _NO.fullmatch(said) else None


def _is_new_wish(text: str, facts: Sequence[Fact], ranking: Sequence[Reading]) -> bool:
    if not ranking or ranking[0].intent in _NOT_WISHES or ranking[0].confidence < NEW_WISH:
        return False
    return len(_words_beyond(text, facts)) >= 2


def _turns_away(ranking: Sequence[Reading]) -> bool:
    return (
        bool(ranking) and ranking[0].intent in wordlists.TURNS_AWAY and ranking[0].confidence >= _TURNING_AWAY
    )
