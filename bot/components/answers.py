"""Answers first: when the bot has just asked something and the words fit the question, they are its answer.

"Yes", an e-mail or "the blue one" mean little by themselves, and the classifier, which reads one message at a
time, may take them for anything. A clear new wish still wins: nobody is held inside a question.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.components import in_funnels
from bot.components.normalise import tidy
from bot.components.replies import (
    Answer,
    how_many_words,
    is_bare,
    is_new_wish,
    plain,
    turns_away,
    yes_or_no,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.components.facts import Fact
    from bot.components.intent_model import Reading

_LONGEST_DESCRIPTION = 8
_ANSWERED_BY = {
    "order_number": {"order_number"},
    "email": {"email"},
    "code": {"code"},
    "name_zip": {"person_name", "zip"},
    "email_name_zip": {"email", "person_name", "zip"},
    "order_choice": {"ordinal", "order_number"},
    "product": {"ordinal"},
}
_YES_NO = frozenset({"yes_no", "send_code", "confirm"})
_DESCRIBED = frozenset({"order_choice", "product"})
_LEADING = re.compile(
    r"^(?:(?:the|my|it's|its|it is|a|an|i mean|that|那个|这个|就是|是|我的|我要|我想要)\s?)+", re.IGNORECASE
)
_TRAILING = re.compile(r"(?:\s(?:one|please|pls)|的?那个|的|吧)+[.!]?$", re.IGNORECASE)


def choice_named(text: str, offered: Sequence[tuple[str, str]]) -> str | None:
    """The payload of the offered choice (label, payload) that `text` repeats, as if it had been tapped."""
    said = plain(text)
    return next((payload for label, payload in offered if said and plain(tidy(label)) == said), None)


def answer_to(asking: str, text: str, facts: Sequence[Fact], ranking: Sequence[Reading]) -> Answer | None:
    """What `text` answers to the question `asking` ("" when none is open); nothing when it is no answer."""
    if asking in _YES_NO and (said := yes_or_no(text)):
        return Answer(said)
    if asking in in_funnels.ANSWERS:
        return in_funnels.ANSWERS[asking](text, facts, ranking)
    if is_bare(text, facts):
        return Answer("inform")
    if not asking or is_new_wish(text, facts, ranking):
        return None
    if {fact.kind for fact in facts} & _ANSWERED_BY.get(asking, set()):
        return Answer("inform")
    if asking in _DESCRIBED and how_many_words(text) <= _LONGEST_DESCRIPTION and not turns_away(ranking):
        return Answer("inform", product=_TRAILING.sub("", _LEADING.sub("", text)) or text)
    return None
