"""What a line says, looked at without the question: bare facts, yes or no, a question, a clear wish."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.components import wordlists
from bot.components.facts import Fact, without_facts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from bot.components.intent_model import Reading

NEW_WISH = 0.75
"""A wish read with this confidence, in words beyond the answer, is a new wish while a question is open."""
_TURNING_AWAY = 0.5
NOT_WISHES = frozenset({"inform", "affirm", "deny", "nlu_fallback", "out_of_scope"})


@dataclass(frozen=True)
class Answer:
    """How the message is to be taken: the intent, and the words for a product when they describe one."""

    intent: str
    product: str | None = None


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of these words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_AROUND = re.compile(
    rf"\b(?:{any_of(wordlists.AROUND_FACTS)})\b[.,:;!#-]*|{any_of(wordlists.AROUND_FACTS_ZH)}",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[A-Za-z0-9']+|[\u3400-\u9fff]")
_QUESTION = re.compile(
    r"[?？]|^(?:what|when|where|why|how|who|which|is|are|do|does|did|can|could|will|would|should)\b"
    r"|[吗嗎呢]\W*$|什么|什麼|怎么|怎麼|多少|多久|几天|哪|咋|能不能|可不可以|是不是",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    return text.casefold().strip(" .!?。！？")


def is_bare(text: str, facts: Sequence[Fact]) -> bool:
    """Whether nothing but facts, and the small words people put around them, stands in `text`."""
    return bool(facts) and not _words_beyond(text, facts)


def how_many_words(text: str) -> int:
    """Latin words and Chinese characters."""
    return len(_WORDS.findall(text))


def asks(text: str) -> bool:
    return bool(_QUESTION.search(text))


def is_new_wish(text: str, facts: Sequence[Fact], ranking: Sequence[Reading]) -> bool:
    """Whether a wish is read with confidence, in words beyond the facts."""
    if not ranking or ranking[0].intent in NOT_WISHES or ranking[0].confidence < NEW_WISH:
        return False
    return len(_words_beyond(text, facts)) >= 2


def turns_away(ranking: Sequence[Reading]) -> bool:
    """Whether the words rather leave the question than answer it."""
    return (
        bool(ranking) and ranking[0].intent in wordlists.TURNS_AWAY and ranking[0].confidence >= _TURNING_AWAY
    )


def _words_beyond(text: str, facts: Sequence[Fact]) -> list[str]:
    return _WORDS.findall(_AROUND.sub(" ", without_facts(text, list(facts))))


def _saying(words: Collection[str], phrases: Collection[str]) -> re.Pattern[str]:
    """One of these, once or more, with nothing but politeness after it; Latin words stand apart."""
    latin = [word for word in (*words, *phrases) if word.isascii()]
    others = [word for word in words if not word.isascii()]
    said = rf"(?:(?<![a-z])(?:{any_of(latin)})(?![a-z'])|{any_of(others)})"
    return re.compile(rf"{said}(?:[\s,，!]*(?:{said}|{any_of(wordlists.POLITE)}))*")


_YES = _saying(wordlists.YES, wordlists.YES_PHRASES)
_NO = _saying(wordlists.NO, wordlists.NO_PHRASES)


def yes_or_no(text: str) -> str | None:
    """`affirm` or `deny` when the words say that and nothing else."""
    said = text.lower().strip(" .!?,~。！？，、…")
    if _YES.fullmatch(said):
        return "affirm"
    return "deny" if _NO.fullmatch(said) else None
