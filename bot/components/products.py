"""Reads the words for a product out of questions that name one; whether the shop has it, others say."""

from __future__ import annotations

import re

from bot.components import wordlists

_EN = r"(?P<product>[\w' -]{2,50}?)"
_ZH = r"(?P<product>[\w· -]{2,16}?)"
_THE = r"(?:the|a|an|your|this|that|these|those)?\s?"
_STOCK = "in stock|available|back in stock|sold out|out of stock|left|on sale"
_PRICED_ZH = "多少钱|什么价|价格|怎么卖|几块"
_STOCK_ZH = "有货|有現貨|有现货|没货|缺货|补货|卖完|到货"

_TRAILING = re.compile(r"(?:里|上)?(?:还有|還有)$|\s(?:gift )?card$")
_PATTERNS = (
    re.compile(rf"\b(?:is|are)\s{_THE}{_EN}\s(?:still |currently )?(?:{_STOCK})\b", re.IGNORECASE),
    re.compile(
        rf"\b(?:do you|you guys|do u)\s(?:still\s)?(?:have|sell|carry|stock)\s(?:any|a|an|the|some|more)?"
        rf"\s?{_EN}"
        r"(?=\s(?:in stock|in\s\w+|left|available|for|with|at|right now|still)\b|[?.!,]|$)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:price|cost)\s(?:of|for)\s{_THE}{_EN}(?=\s(?:in|with|please|now|today)\b|[?.!,]|$)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\bhow much\s(?:is|are|does|do|for)\s{_THE}{_EN}"
        r"(?=\s(?:cost|costs|in|with|now|today|please)\b|[?.!,]|$)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:请问|你们|店里|这款|这个|那个|那款|想问下|问下|还)*{_ZH}(?:现在|目前|还|還|都)?(?:{_STOCK_ZH}|{_PRICED_ZH})"
    ),
    re.compile(rf"(?:有没有|有沒有|有卖|卖不卖|还有|有无){_ZH}(?=卖|吗|嗎|了|呢|[?？,，。!！]|$)"),
)


def products(text: str) -> list[tuple[str, int, int]]:
    """The words that name a product in `text` (tidied), with their position; at most one is read."""
    for pattern in _PATTERNS:
        if match := pattern.search(text):
            words = _TRAILING.sub("", match["product"].strip(" -'"))
            if len(words) > 1 and words.lower() not in wordlists.NOT_PRODUCTS and not words.isdigit():
                start = match.start("product") + match["product"].index(words)
                return [(words, start, start + len(words))]
    return []
