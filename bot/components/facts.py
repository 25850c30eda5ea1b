"""Reads the bare facts a shopper gives (an order number, an e-mail, a code, which of several).

Everything here works on text that `normalise.tidy` has brought to one form. Patterns are bounded, so that the
time to read grows with the length of the text and no faster.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.components.names import person_names
from bot.components.ordinals import ordinals
from bot.components.products import products


@dataclass(frozen=True)
class Fact:
    """One fact in its plain form (`value`), and the characters of the tidied text it was read from."""

    kind: str
    value: str
    start: int
    end: int


@dataclass(frozen=True)
class OrderNumbers:
    """What this shop's order numbers look like: a letter or none, then so many digits."""

    prefix: str = "W"
    digits: int = 7


def read_facts(text: str, *, asking: str = "", orders: OrderNumbers | None = None) -> list[Fact]:
    """All facts in `text` (already tidied), in their order of appearance and never overlapping.

    `asking` is what the bot has just asked for; it decides what a bare number is.
    """
    found: list[Fact] = []
    candidates = [
        *_emails(text),
        *_order_numbers(text, asking, orders or OrderNumbers()),
        *_codes(text, asking),
        *_zips(text, asking),
        *(Fact("ordinal", *each) for each in ordinals(text, asking)),
        *(Fact("person_name", *each) for each in person_names(text, asked=asking.endswith("name_zip"))),
        *(Fact("product", *each) for each in products(text)),
    ]
    for fact in candidates:
        if all(fact.end <= other.start or fact.start >= other.end for other in found):
            found.append(fact)
    return sorted(found, key=lambda fact: fact.start)


def without_facts(text: str, facts: list[Fact]) -> str:
    """What is left of `text` when the facts are taken out."""
    for fact in sorted(facts, key=lambda fact: -fact.start):
        text = f"{text[: fact.start]} {text[fact.end :]}"
    return " ".join(text.split())


# E-mail addresses, with the spaces, dots and words that people put in place of the signs.

_LOCAL = r"(?<![a-z0-9._%+-])[a-z0-9]"
_AT = r"\s{0,2}(?:@|\(at\)|\[at\])\s{0,2}"
_DOT = r"\s?(?:[.。]|\(dot\)|\[dot\])\s?"
_EMAIL = re.compile(
    rf"{_LOCAL}[a-z0-9._%+-]{{0,63}}{_AT}[a-z0-9-]{{1,63}}(?:{_DOT}[a-z0-9-]{{2,24}}){{1,4}}", re.IGNORECASE
)
_SPOKEN_EMAIL = re.compile(
    rf"{_LOCAL}[a-z0-9_%+-]{{0,63}}(?:(?:\.| dot )[a-z0-9_%+-]{{1,63}}){{0,3}} at "
    r"[a-z0-9-]{1,63}(?:(?:\.| dot )[a-z0-9-]{1,63}){0,3} dot [a-z]{2,12}(?![a-z])",
    re.IGNORECASE,
)
_NEXT_SENTENCE = re.compile(r"\.\s.*$")
_SAID_DOT = re.compile(r"\s?(?:\(dot\)|\[dot\]|\bdot\b|。)\s?", re.IGNORECASE)
_SAID_AT = re.compile(r"\s*(?:\(at\)|\[at\]|@)\s*| at ", re.IGNORECASE)


def _emails(text: str) -> list[Fact]:
    found = []
    for match in [*_EMAIL.finditer(text), *_SPOKEN_EMAIL.finditer(text)]:
        words = _NEXT_SENTENCE.sub("", match.group())
        value = _SAID_AT.sub("@", _SAID_DOT.sub(".", words)).replace(" ", "").rstrip(".-").lower()
        found.append(Fact("email", value, match.start(), match.start() + len(words)))
    return found


# Order numbers: with their letter anywhere, without it after the word "order" or a "#", or bare.

_ORDER_WORD = r"(?:orders?|purchase|order\s?id|订单|訂單|单号|單號|编号|編號)"
_NUMBER_WORD = r"(?:\s?(?:numbers?|num|no|nr|id|code|号码|號碼|号|號)\.?)?"
_LINK = r"[\s:#=,，]{0,3}(?:(?:is|was|are|it's|its|是|为|為)[\s:#]{0,3})?"
_AFTER_ORDER_WORD = re.compile(
    rf"{_ORDER_WORD}{_NUMBER_WORD}{_LINK}(?P<number>\d(?:[\s-]?\d){{4,14}})(?!\d)", re.IGNORECASE
)
_AFTER_SIGN = re.compile(r"(?<![\w#])#\s?(?P<number>\d{5,15})(?!\d)")
_LOOK_ALIKES = str.maketrans("oOlI", "0011")


def _order_numbers(text: str, asking: str, orders: OrderNumbers) -> list[Fact]:
    lettered, bare, any_length = _order_patterns(orders)
    found = (
        [_order(match, orders, orders.prefix) for match in lettered.finditer(text)] if orders.prefix else []
    )
    for pattern in (_AFTER_ORDER_WORD, _AFTER_SIGN, any_length if asking == "order_number" else bare):
        found += [_order(match, orders) for match in pattern.finditer(text)]
    return found


@lru_cache(maxsize=4)
def _order_patterns(orders: OrderNumbers) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """With the letter (then a digit or two may be missing), bare, and bare of any length."""
    least, most = max(4, orders.digits - 2), orders.digits + 3
    lettered = re.compile(
        rf"(?<![a-z0-9])#?\s?{re.escape(orders.prefix)}[\s#-]?"
        rf"(?P<number>[\doOlI](?:[\s-]?[\doO]){{{least - 1},{most - 1}}})(?![a-z0-9])",
        re.IGNORECASE | re.ASCII,
    )
    before, after = r"(?<![\w$¥€£.,#@-])", r"(?![\w%]|[.,]\d)"
    bare = re.compile(rf"{before}(?P<number>\d{{{orders.digits}}}){after}", re.ASCII)
    any_length = re.compile(rf"{before}(?P<number>\d{{4,15}}){after}", re.ASCII)
    return lettered, bare, any_length


def _order(match: re.Match[str], orders: OrderNumbers, letter: str = "") -> Fact:
    """The number as the shop writes it, without the sign: the letter large, the letter O read as a nought."""
    number = re.sub(r"[\s-]", "", match["number"]).translate(_LOOK_ALIKES)
    if not letter and len(number) == orders.digits:
        letter = orders.prefix
        return Fact("order_number", f"{letter}{number}", match.start("number"), match.end("number"))
    start = (
        match.start() + len(match.group()) - len(match.group().lstrip()) if letter else match.start("number")
    )
    return Fact("order_number", f"{letter}{number}", start, match.end("number"))


# One-time codes and postcodes: bare digits, so what was asked for and the words around decide.

_CODE_WORD = re.compile(r"code|passcode|\bpin\b|\botp\b|验证码|校验码|驗證碼|动态码|口令", re.IGNORECASE)
_SIX = re.compile(
    r"(?<![\d$¥€£.,-])(?:\d{3}[\s-]?\d{3}|\d{2}[\s-]\d{2}[\s-]\d{2}|\d(?:[\s-]\d){5})(?![\d%]|[.,]\d)"
)
_ZIP_WORD = re.compile(
    r"\bzip|post(?:al)?\s?code|postcode|邮编|邮政编码|郵編|郵遞區號"
    r"|\b(?:live|living) in\b|\b(?:ship|deliver)\w* to\b",
    re.IGNORECASE,
)
_ZIP = re.compile(r"(?<![\w$¥€£.,#-])\d{5}(?:-\d{4})?(?![\w%]|[.,]\d)", re.ASCII)
_POSTCODE = re.compile(
    r"(?<![a-z0-9])(?:[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}|[a-z]\d[a-z] ?\d[a-z]\d|\d{6})(?![a-z0-9])",
    re.IGNORECASE,
)


def _codes(text: str, asking: str) -> list[Fact]:
    if asking.endswith("name_zip"):
        return []  # a Chinese postcode has six digits too
    asked = asking == "code" or _CODE_WORD.search(text)
    return [
        Fact("code", re.sub(r"\D", "", match.group()), match.start(), match.end())
        for match in _SIX.finditer(text)
        if asked or _stands_alone(match)
    ]


def _zips(text: str, asking: str) -> list[Fact]:
    asked = asking.endswith("name_zip") or bool(_ZIP_WORD.search(text))
    matches = [match for match in _ZIP.finditer(text) if asked or _stands_alone(match)]
    matches += _POSTCODE.finditer(text) if asked else []
    return [Fact("zip", match.group().upper(), match.start(), match.end()) for match in matches]


def _stands_alone(match: re.Match[str]) -> bool:
    return not re.search(r"\w", match.string[: match.start()] + match.string[match.end() :])
