"""Answers first: when the bot has just asked something and the words fit the question, they are its answer.

"Yes", an e-mail or "the blue one" mean little by themselves and the classifier, which reads one message at a time,
may take them for anything. A clear new wish still wins: nobody is held inside a question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.components.facts import Fact, without_facts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.components.intent_model import Reading

NEW_WISH = 0.75
"""A wish read with this confidence, in more words than the answer needs, is a new wish even while a question is open."""
_TURNING_AWAY = 0.5
_NOT_WISHES = frozenset({"inform", "affirm", "deny", "nlu_fallback", "out_of_scope"})
_TURNS_AWAY = frozenset(
    "stop_flow start_over deny human_handoff repeat goodbye thank_you change_language bot_challenge ask_capabilities complaint".split()
)
_ANSWERED_BY = {
    "order_number": {"order_number"},
    "email": {"email"},
    "code": {"code"},
    "name_zip": {"person_name", "zip"},
    "email_name_zip": {"email", "person_name", "zip"},
    "name": {"person_name"},
    "zip": {"zip"},
    "order_choice": {"ordinal", "order_number"},
    "product": {"ordinal"},
}
_YES_NO = frozenset({"yes_no", "send_code"})
_DESCRIBED = frozenset({"order_choice", "product"})
_FILLER = re.compile(
    r"\b(?:(?:my|the|it|its|it's|is|this|that|here|here's|you|go|are|and|order|orders|number|numbers|no|nr|id|email|e-mail|mail|"
    r"address|code|zip|postcode|postal|one|please|pls|thanks|thank|hi|hello|ok|okay|sure|name|for|with|i|am|i'm|option|choice|item|"
    r"yes|so|um|uh)\b[\s.,:;!#-]*)"
    r"|我的|订单号码|订单号|订单|單號|单号|編號|编号|号码|邮箱地址|电子邮箱|邮箱|电邮|郵箱|验证码|驗證碼|邮编|邮政编码|姓名|名字|我叫|我是|"
    r"这个|那个|这是|给你|如下|你好|您好|麻烦|请|谢谢|好的|是|叫|个|那|吧|的|了|和|哈|呢|哦|嗯|号",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[A-Za-z0-9']+|[\u3400-\u9fff]")
_YES = re.compile(
    r"(?:yes|yep|yeah|yup|ya|sure|ok|okay|k|fine|correct|right|exactly|of course|please do|do it|go ahead|sounds good|y|confirm(?:ed)?|"
    r"absolutely|definitely|that'?s right|嗯+|好+的?|好呀|好啊|行|可以|是|是的|对|对的|没错|要|需要|确认|确定|同意|當然|当然|可|中|成|👍+|👌+|✅)"
    r"(?:[\s,]{0,2}(?:please|thanks|thank you|sure|please do|go ahead|的|吧|啊|呀|哦|嗯|谢谢))?",
    re.IGNORECASE,
)
_NO = re.compile(
    r"(?:no|nope|nah|not really|not now|no need|never ?mind|n|don'?t|wrong|incorrect|that'?s wrong|not that|不|不是|不要|不用|不用了|不必|不需要|不对|"
    r"没有|没|算了|不行|别|否|錯|错|错了|👎+|❌)(?:[\s,]{0,2}(?:thanks|thank you|please|了|吧|啊|谢谢))?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Answer:
    """How the message is to be taken: the intent, and what it says of a product when the words describe one."""

    intent: str
    product: str | None = None


def is_bare(text: str, facts: Sequence[Fact]) -> bool:
    """Whether nothing but facts, and the small words people put around them, stands in `text`."""
    return bool(facts) and not _WORDS.search(_FILLER.sub(" ", without_facts(text, list(facts))))


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
    if asking in _DESCRIBED and _is_short(text) and not _turns_away(ranking):
        return Answer("inform", product=_FILLER_EDGES.sub("", text) or text)
    return None


_FILLER_EDGES = re.compile(r"^(?:(?:the|my|it's|its|it is|a|an|i mean|that|那个|这个|就是|是|我的|我要|我想要)\s?)+|(?:\s(?:one|please|pls)|的?那个|的|吧)+[.!]?$", re.IGNORECASE)


def _yes_or_no(text: str) -> str | None:
    words = text.strip(" .!?,~。！？，、…")
    if _YES.fullmatch(words):
        return "affirm"
    return "deny" if _NO.fullmatch(words) else None


def _is_new_wish(text: str, facts: Sequence[Fact], ranking: Sequence[Reading]) -> bool:
    if not ranking or ranking[0].intent in _NOT_WISHES or ranking[0].confidence < NEW_WISH:
        return False
    return len(_WORDS.findall(_FILLER.sub(" ", without_facts(text, list(facts))))) >= 2


def _turns_away(ranking: Sequence[Reading]) -> bool:
    return bool(ranking) and ranking[0].intent in _TURNS_AWAY and ranking[0].confidence >= _TURNING_AWAY


def _is_short(text: str) -> bool:
    return len(_WORDS.findall(text)) <= 8
