"""Answers to what a funnel asks: one or several of its options, an address, free words, yes or no.

The funnel's actions look at the words themselves, and at the readings of them. Here they are only kept from
being taken for a wish: "paypal" is no question about ways to pay while a way to pay is asked for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.components import wordlists
from bot.components.replies import (
    NOT_WISHES,
    Answer,
    any_of,
    asks,
    how_many_words,
    is_bare,
    is_new_wish,
    plain,
    turns_away,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.components.facts import Fact
    from bot.components.intent_model import Reading

STEERING = 0.9
"""Where anything may be typed, words lead elsewhere only when read as doing so with this confidence."""
_LONGEST = 12
"""Words, or twice as many Chinese characters: who writes more tells a story."""
_LONGEST_CHANGE = 4
"""Words that say something is wrong; longer ones also say what would be right, which is for the actions."""
_PLACES = frozenset({"ordinal", "order_number"})
_DIGIT = re.compile(r"\d|[一二三四五六七八九十]+[号號栋棟幢楼樓室单單弄巷]")
_DONE = re.compile(
    rf"(?:{any_of(wordlists.DONE)})(?:\s?(?:please|pls|thanks|thank you|for now|了|吧|谢谢|謝謝))*"
)
_BUT = re.compile(
    r"\b(?:but|instead|except|change|not|only|rather|however|wait)\b|但|不过|不過|可是|改|换|換|不要|别|等",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"^(?:(?:no|nope|wait|actually|sorry|please|pls|oh|hmm|(?:can|could) (?:i|you|we)|let me"
    r"|i(?:'d| would)? (?:want|like|need) to)[\s,.!]+)*"
    r"(?:change|edit|modify|correct|fix|swap|wrong|not (?:that|this|the|to)\b)"
    r"|\b(?:is|are|that's|it's) (?:the )?wrong\b"
    r"|^(?:[等不对對，,\s]|我?(?:想|要)|麻烦|请|請|帮我|先|再)*(?:修改|更改|[改换換])"
    r"|[选選点點填写寫弄搞]错|不对|不對|不是[这那這]|[改换換]一下",
    re.IGNORECASE,
)


def to_option(text: str, facts: Sequence[Fact], ranking: Sequence[Reading]) -> Answer | None:
    """One or several of the choices on offer, in words: a place, a name, a colour, a reason."""
    if is_bare(text, facts) or _DONE.fullmatch(plain(text)):
        return Answer("inform")
    if turns_away(ranking) or (is_new_wish(text, facts, ranking) and not _names_a_choice(text, ranking)):
        return None
    picks = any(fact.kind in _PLACES for fact in facts)
    return Answer("inform") if picks or _is_short(text) else None


def to_address(text: str, facts: Sequence[Fact], ranking: Sequence[Reading]) -> Answer | None:
    """An address has a number somewhere; nearly every one."""
    about_addresses = bool(ranking) and ranking[0].intent in wordlists.ABOUT_ADDRESSES
    if turns_away(ranking) or (is_new_wish(text, facts, ranking) and not about_addresses):
        return None
    return Answer("inform") if _DIGIT.search(text) else None


def to_words(text: str, facts: Sequence[Fact], ranking: Sequence[Reading]) -> Answer | None:
    """Whatever is typed, unless it plainly leads elsewhere."""
    if ranking and ranking[0].intent in wordlists.STEERS and ranking[0].confidence >= STEERING:
        return None
    return Answer("inform")


def to_confirm(text: str, facts: Sequence[Fact], ranking: Sequence[Reading]) -> Answer | None:
    """Neither a plain yes nor a plain no: something is to be changed, or it is a wish of its own."""
    best = ranking[0].intent if ranking else ""
    if any(fact.kind == "order_number" for fact in facts) and best not in NOT_WISHES:
        return None
    if _is_short(text, _LONGEST_CHANGE) and _CHANGE.search(text) and not asks(text):
        return Answer("change_answer")
    if best == "affirm" and _BUT.search(text):
        return Answer("inform")  # "yes, but to my paypal" is no yes
    if best in {"affirm", "deny", "change_answer"}:
        return None
    return to_option(text, facts, ranking)


ANSWERS: dict[str, Callable[[str, Sequence[Fact], Sequence[Reading]], Answer | None]] = {
    "option": to_option,
    "address": to_address,
    "words": to_words,
    "confirm": to_confirm,
}
"""By what the slot `asking` holds."""


def _is_short(text: str, longest: int = _LONGEST) -> bool:
    han = sum("\u3400" <= character <= "\u9fff" for character in text)
    return how_many_words(text) - han / 2 <= longest


def _names_a_choice(text: str, ranking: Sequence[Reading]) -> bool:
    """Whether a wish is read only because goods, ways to pay or reasons are named, as choices often are."""
    return _is_short(text) and ranking[0].intent in wordlists.NAMES_CHOICES and not asks(text)
