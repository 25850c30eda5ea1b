"""Reads the bare facts a shopper gives (an order number, an e-mail, a code, which of several).

Everything here works on text that `normalise.tidy` has brought to one form. Patterns are bounded, so that the
time to read grows with the length of the text and no faster.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

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


def read_facts(text: str, *, asking: str = "") -> list[Fact]:
    """All facts in `text` (already tidied), in their order of appearance and never overlapping.

    `asking` is what the bot has just asked for; it decides what a bare number is.
    """
    found: list[Fact] = []
    for fact in _candidates(text, asking):
        if all(fact.end <= other.start or fact.start >= other.end for other in found):
            found.append(fact)
    return sorted(found, key=lambda fact: fact.start)


def _candidates(text: str, asking: str) -> list[Fact]:
    numbers = _order_numbers(text, asking)
    if asking in _TYPED_FREELY:
        return [fact for fact in numbers if _is_plain_number(text, fact)]
    return [
        *_emails(text),
        *numbers,
        *_codes(text, asking),
        *_zips(text, asking),
        *(Fact("ordinal", *each) for each in ordinals(text, asking)),
        *_names(text, asking),
        *(Fact("product", *each) for each in products(text)),
    ]


def _names(text: str, asking: str) -> list[Fact]:
    """Names beside e-mail addresses, which may look like names themselves."""
    for email in _emails(text):
        text = text[: email.start] + "," * (email.end - email.start) + text[email.end :]
    return [Fact("person_name", *each) for each in person_names(text, asked=asking.endswith("name_zip"))]


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


# Order numbers: a letter or a few and digits anywhere, else digits after the word "order" or a "#", or bare.
# Every shop numbers in its own way, so nothing here knows the letters of one; the order store decides.

_ORDER_WORD = r"(?:orders?|purchase|order\s?id|订单|訂單|单号|單號|编号|編號)"
_NUMBER_WORD = r"(?:\s?(?:numbers?|num|no|nr|id|code|号码|號碼|号|號)\.?)?"
_LINK = r"[\s:#=,，]{0,3}(?:(?:is|was|are|it's|its|是|为|為)[\s:#]{0,3})?"
_LETTERED = re.compile(
    r"(?<![a-z0-9])#?\s?(?:(?P<letter>[b-hj-z])[\s#-]?(?=[\doOlI])|(?P<letters>[a-z]{2,3})[#-]?(?=\d))"
    r"(?P<number>[\doOlI](?:[\s-]?[\doO]){4,11})(?![a-z0-9])",
    re.IGNORECASE | re.ASCII,
)
# Letters that stand before digits without being part of an order's number.
_NO_PREFIX = frozenset(
    (
        "am", "at", "by", "fax", "for", "id", "in", "is", "it", "my", "no", "nr", "of", "on", "or",
        "otp", "pin", "pls", "qq", "sku", "tel", "the", "to", "usd", "via", "wx", "zip",
    )
)  # fmt: skip
_AFTER_ORDER_WORD = re.compile(
    rf"{_ORDER_WORD}{_NUMBER_WORD}{_LINK}(?P<number>\d(?:[\s-]?\d){{4,14}})(?!\d)", re.IGNORECASE
)
_AFTER_SIGN = re.compile(r"(?<![\w#])#\s?(?P<number>\d{5,15})(?!\d)")
# Bare: six digits are a code and ten a telephone number, unless the order's number was asked for.
_BARE = re.compile(r"(?<![\w$¥€£.,#@-])(?P<number>\d{7,9})(?![\w%]|[.,]\d)", re.ASCII)
_BARE_ASKED = re.compile(r"(?<![\w$¥€£.,#@-])(?P<number>\d{4,15})(?![\w%]|[.,]\d)", re.ASCII)
_LOOK_ALIKES = str.maketrans("oOlI", "0011")


def _order_numbers(text: str, asking: str) -> list[Fact]:
    found = [_lettered(match) for match in _LETTERED.finditer(text)]
    for pattern in (_AFTER_ORDER_WORD, _AFTER_SIGN, _BARE_ASKED if asking == "order_number" else _BARE):
        found += [_numbered(match, "", match.start("number")) for match in pattern.finditer(text)]
    return [fact for fact in found if fact is not None]


# In an address "C 90210" is a flat and a postcode: only what can be nothing else is a number there.
_TYPED_FREELY = frozenset({"address", "words"})
_PLAIN_NUMBER = re.compile(r"[a-z]{1,3}\d{6,}|\d{6,}", re.IGNORECASE)


def _is_plain_number(text: str, fact: Fact) -> bool:
    written = text[fact.start : fact.end].lstrip("# ")
    return bool(_PLAIN_NUMBER.fullmatch(written)) and (
        not written.isdecimal() or bool(re.search(rf"{_ORDER_WORD}|#", text[: fact.start], re.IGNORECASE))
    )


def _lettered(match: re.Match[str]) -> Fact | None:
    letters = (match["letter"] or match["letters"]).upper()
    if letters.lower() in _NO_PREFIX:
        return None
    blanks = len(match.group()) - len(match.group().lstrip())
    return _numbered(match, letters, match.start() + blanks)


def _numbered(match: re.Match[str], letters: str, start: int) -> Fact:
    """The number without its sign and spaces: letters large, the letter O read as a nought."""
    digits = re.sub(r"[\s-]", "", match["number"]).translate(_LOOK_ALIKES)
    return Fact("order_number", f"{letters}{digits}", start, match.end("number"))


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
