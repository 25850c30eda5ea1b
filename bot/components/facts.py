"""Reads the bare facts a shopper gives (an order number, an e-mail, a code, which one of several) out of their words.

Everything here works on text that `normalise.tidy` has brought to one form. Patterns are bounded, so that the time
to read grows with the length of the text and no faster.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.components.names import person_names


@dataclass(frozen=True)
class Fact:
    """One fact, in its plain form (`value`), and the characters of the tidied text it was read from."""

    kind: str
    value: str
    start: int
    end: int


@dataclass(frozen=True)
class OrderNumbers:
    """What this shop's order numbers look like: a letter or none, then so many digits."""

    prefix: str = "W"
    digits: int = 7


_AT = r"\s{0,2}(?:@|\(at\)|\[at\])\s{0,2}"
_DOT = r"\s?(?:[.。]|\(dot\)|\[dot\])\s?"
_EMAIL = re.compile(
    rf"(?<![a-z0-9._%+-])[a-z0-9][a-z0-9._%+-]{{0,63}}{_AT}[a-z0-9-]{{1,63}}(?:{_DOT}[a-z0-9-]{{2,24}}){{1,4}}",
    re.IGNORECASE,
)
_SPOKEN_EMAIL = re.compile(
    r"(?<![a-z0-9._%+-])[a-z0-9][a-z0-9_%+-]{0,63}(?:(?:\.| dot )[a-z0-9_%+-]{1,63}){0,3} at "
    r"[a-z0-9-]{1,63}(?:(?:\.| dot )[a-z0-9-]{1,63}){0,3} dot [a-z]{2,12}(?![a-z])",
    re.IGNORECASE,
)
_SENTENCE_AFTER = re.compile(r"\.\s.*$")

_ORDER_WORD = r"(?:orders?|purchase|订单|訂單|单号|單號|编号|編號|order\s?id)"
_NUMBER_WORD = r"(?:\s?(?:number|numbers|num|no|nr|id|code|号码|号|號碼|號)\.?)?"
_LINK = r"[\s:#=,，]{0,3}(?:(?:is|was|are|it's|its|是|为|為)[\s:#]{0,3})?"
_AFTER_ORDER_WORD = re.compile(rf"{_ORDER_WORD}{_NUMBER_WORD}{_LINK}(?P<number>\d(?:[\s-]?\d){{4,14}})(?!\d)", re.IGNORECASE)
_AFTER_HASH = re.compile(r"(?<![\w#])#\s?(?P<number>\d{5,15})(?!\d)")

_CODE_WORD = re.compile(r"code|passcode|\bpin\b|\botp\b|验证码|校验码|驗證碼|动态码|口令", re.IGNORECASE)
_SIX = re.compile(r"(?<![\d$¥€£.,-])(?:\d{3}[\s-]?\d{3}|\d{2}[\s-]\d{2}[\s-]\d{2}|\d(?:[\s-]\d){5})(?![\d%]|[.,]\d)")
_ZIP_WORD = re.compile(
    r"\bzip|post(?:al)?\s?code|postcode|邮编|邮政编码|郵編|郵遞區號|\b(?:live|living) in\b|\b(?:ship|deliver)\w* to\b", re.IGNORECASE
)
_ZIP = re.compile(r"(?<![\w$¥€£.,#-])\d{5}(?:-\d{4})?(?![\w%]|[.,]\d)", re.ASCII)
_POSTCODE = re.compile(
    r"(?<![a-z0-9])(?:[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}|[a-z]\d[a-z] ?\d[a-z]\d|\d{6})(?![a-z0-9])", re.IGNORECASE
)

_RANK = {
    "first": "1", "1st": "1", "former": "1", "second": "2", "2nd": "2", "third": "3", "3rd": "3", "fourth": "4", "4th": "4",
    "fifth": "5", "5th": "5", "sixth": "6", "6th": "6", "last": "last", "latter": "last", "bottom": "last", "top": "1",
}  # fmt: skip
_COUNT = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6"}
_CHINESE_COUNT = {"一": "1", "二": "2", "两": "2", "兩": "2", "三": "3", "四": "4", "五": "5", "六": "6"}
_THING = r"(?:one|ones|item|order|option|choice|product|parcel|package|thing|button|line)"
_THE_SECOND_ONE = re.compile(rf"\b(?P<rank>{'|'.join(_RANK)})\s+{_THING}\b", re.IGNORECASE)
_THE_SECOND = re.compile(rf"(?:^|\b(?:the|is|my|it's)\s)(?P<rank>{'|'.join(_RANK)})(?:[.!,]|\splease|$)", re.IGNORECASE)
_OPTION_TWO = re.compile(rf"\b(?:option|choice|number|no\.?|item)\s?#?(?P<count>[1-6]|{'|'.join(_COUNT)})\b", re.IGNORECASE)
_CHINESE_RANK = re.compile(r"第\s?(?P<count>[1-6一二两兩三四五六])(?![0-9一二三四五六七八九十次天时])")
_CHINESE_LAST = re.compile(r"(?:最后|最後|最末|最下面|末尾)(?:的)?(?:那)?(?:一)?(?:个|個|件|单|單|条|條|款|双|雙|只|隻)|后者|後者")
_CHINESE_FIRST = re.compile(r"(?:最上面|最前面)(?:的)?(?:那)?(?:一)?(?:个|個|件|单|單|条|條|款)?|前者")
_ONLY_COUNT = re.compile(r"^[#(（]?(?P<count>[1-6]|[一二两三四五六])[).）、.]?$")

_STOCK = r"in stock|available|back in stock|sold out|out of stock|left|on sale"
_PRODUCT_EN = (
    re.compile(rf"\b(?:is|are)\s(?:the|this|that|your|these|those)?\s?(?P<product>[\w' -]{{2,50}}?)\s(?:still |currently )?(?:{_STOCK})\b", re.IGNORECASE),
    re.compile(r"\b(?:do you|you guys|do u)\s(?:still\s)?(?:have|sell|carry|stock)\s(?:any|a|an|the|some|more)?\s?(?P<product>[\w' -]{2,50}?)(?=\s(?:in stock|in\s\w+|left|available|for|with|at|right now|still)\b|[?.!,]|$)", re.IGNORECASE),
    re.compile(r"\b(?:price|cost)\s(?:of|for)\s(?:the|a|an|your|this|that)?\s?(?P<product>[\w' -]{2,50}?)(?=\s(?:in|with|please|now|today)\b|[?.!,]|$)", re.IGNORECASE),
    re.compile(r"\bhow much\s(?:is|are|does|do|for)\s(?:the|a|an|your|this|that)?\s?(?P<product>[\w' -]{2,50}?)(?=\s(?:cost|costs|in|with|now|today|please)\b|[?.!,]|$)", re.IGNORECASE),
)  # fmt: skip
_PRODUCT_ZH = (
    re.compile(r"(?:请问|你们|店里|还|這款|这款|这个|那个|那款|想问下|问下)*(?P<product>[\w· -]{2,16}?)(?:现在|還|还|目前|都)?(?:有货|有現貨|有现货|没货|缺货|补货|卖完|到货|多少钱|什么价|价格|怎么卖|几块)"),
    re.compile(r"(?:有没有|有沒有|有卖|卖不卖|还有|有无)(?P<product>[\w· -]{2,16}?)(?=卖|吗|嗎|了|呢|[?？,，。!！]|$)"),
)  # fmt: skip
_NOT_A_PRODUCT = frozenset(
    "it that this they them one anything something shipping delivery postage there order my order refund return express "
    "运费 邮费 快递费 快递 发票 订单 它 这个 那个 什么 多少 现货 一共 总共 退款 优惠 活动 折扣 客服 人工 人".split()
)


def read_facts(text: str, *, asking: str = "", orders: OrderNumbers | None = None) -> list[Fact]:
    """All facts in `text` (already tidied), in their order of appearance and never overlapping.

    `asking` is what the bot has just asked for; it decides what a bare number is.
    """
    found: list[Fact] = []
    for reader in (_emails, _order_numbers, _codes, _zips, _ordinals, _names, _products):
        for fact in reader(text, asking, orders or OrderNumbers()):
            if all(fact.end <= other.start or fact.start >= other.end for other in found):
                found.append(fact)
    return sorted(found, key=lambda fact: fact.start)


def without_facts(text: str, facts: list[Fact]) -> str:
    """What is left of `text` when the facts are taken out."""
    for fact in sorted(facts, key=lambda fact: -fact.start):
        text = f"{text[: fact.start]} {text[fact.end :]}"
    return " ".join(text.split())


def _emails(text: str, asking: str, orders: OrderNumbers) -> list[Fact]:
    found = []
    for match in [*_EMAIL.finditer(text), *_SPOKEN_EMAIL.finditer(text)]:
        words = _SENTENCE_AFTER.sub("", match.group())
        value = re.sub(r"\s?(?:\(dot\)|\[dot\]|\bdot\b|。)\s?", ".", words, flags=re.IGNORECASE)
        value = re.sub(r"\s*(?:\(at\)|\[at\]|@)\s*| at ", "@", value, flags=re.IGNORECASE)
        value = re.sub(r"\s", "", value).rstrip(".-").lower()
        found.append(Fact("email", value, match.start(), match.start() + len(words)))
    return found


def _order_numbers(text: str, asking: str, orders: OrderNumbers) -> list[Fact]:
    least, most = max(4, orders.digits - 2), orders.digits + 3
    lettered = re.compile(
        rf"(?<![a-z0-9])#?\s?{re.escape(orders.prefix)}[\s#-]?(?P<number>[\doOlI](?:[\s-]?[\doO]){{{least - 1},{most - 1}}})(?![a-z0-9])",
        re.IGNORECASE | re.ASCII,
    )
    found = [_order(match, orders) for match in lettered.finditer(text)] if orders.prefix else []
    for pattern in (_AFTER_ORDER_WORD, _AFTER_HASH):
        found += [_order(match, orders) for match in pattern.finditer(text)]
    longest = 15 if asking == "order_number" else orders.digits
    shortest = 4 if asking == "order_number" else orders.digits
    bare = re.compile(rf"(?<![\w$¥€£.,#@-])(?P<number>\d{{{shortest},{longest}}})(?![\w%]|[.,]\d)", re.ASCII)
    return found + [_order(match, orders) for match in bare.finditer(text)]


def _order(match: re.Match[str], orders: OrderNumbers) -> Fact:
    """The number as the shop writes it, without the sign: letters large, the letter O read as a nought."""
    number = re.sub(r"[\s-]", "", match["number"]).translate(str.maketrans("oOlI", "0011"))
    lettered = match.group().lstrip("# ").upper().startswith(orders.prefix) if orders.prefix else False
    prefix = orders.prefix if lettered or len(number) == orders.digits else ""
    start = match.start() if lettered else match.start("number")
    start += len(text) - len(text.lstrip()) if (text := match.string[start : match.end()]) else 0
    return Fact("order_number", f"{prefix}{number}", start, match.end("number"))


def _codes(text: str, asking: str, orders: OrderNumbers) -> list[Fact]:
    if asking.endswith("name_zip"):
        return []
    asked = asking == "code" or _CODE_WORD.search(text)
    return [
        Fact("code", re.sub(r"\D", "", match.group()), match.start(), match.end())
        for match in _SIX.finditer(text)
        if asked or _alone(match, text)
    ]


def _zips(text: str, asking: str, orders: OrderNumbers) -> list[Fact]:
    asked = asking.endswith("name_zip") or bool(_ZIP_WORD.search(text))
    matches = [match for match in _ZIP.finditer(text) if asked or _alone(match, text)]
    matches += _POSTCODE.finditer(text) if asked else []
    return [Fact("zip", match.group().upper(), match.start(), match.end()) for match in matches]


def _alone(match: re.Match[str], text: str) -> bool:
    return not re.search(r"\w", text[: match.start()] + text[match.end() :])


def _ordinals(text: str, asking: str, orders: OrderNumbers) -> list[Fact]:
    found = []
    for pattern in (_THE_SECOND_ONE, _THE_SECOND):
        for match in pattern.finditer(text):
            if pattern is _THE_SECOND and len(text.split()) > 5:
                continue
            if "order" in match.group().lower() and asking != "order_choice":
                continue  # "my last order" is not one of several on the screen
            found.append(Fact("ordinal", _RANK[match["rank"].lower()], match.start("rank"), match.end("rank")))
    for match in _OPTION_TWO.finditer(text):
        found.append(Fact("ordinal", _COUNT.get(match["count"].lower(), match["count"]), *match.span()))
    for match in _CHINESE_RANK.finditer(text):
        found.append(Fact("ordinal", _CHINESE_COUNT.get(match["count"], match["count"]), *match.span()))
    for pattern, value in ((_CHINESE_LAST, "last"), (_CHINESE_FIRST, "1")):
        found += [Fact("ordinal", value, *match.span()) for match in pattern.finditer(text)]
    if match := _ONLY_COUNT.match(text):
        found.append(Fact("ordinal", _CHINESE_COUNT.get(match["count"], match["count"]), *match.span("count")))
    return found


def _names(text: str, asking: str, orders: OrderNumbers) -> list[Fact]:
    return [Fact("person_name", name, start, end) for name, start, end in person_names(text, asked=asking.endswith("name_zip"))]


def _products(text: str, asking: str, orders: OrderNumbers) -> list[Fact]:
    for pattern in (*_PRODUCT_EN, *_PRODUCT_ZH):
        if match := pattern.search(text):
            words = match["product"].strip(" -'")
            if len(words) > 1 and words.lower() not in _NOT_A_PRODUCT and not words.isdigit():
                start = match.start("product") + match["product"].index(words)
                return [Fact("product", words, start, start + len(words))]
    return []
