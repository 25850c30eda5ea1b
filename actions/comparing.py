"""Sets goods beside each other: how many variants, the cheapest, those within a price, two products."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from actions.cards import options_of, spelt_out
from actions.choices import choice
from actions.people import person
from actions.products import listed, option_values, product_card, product_name, which_product
from actions.topics import answers
from actions.turn import Turn
from care.db.models import Variant
from care.products import service as products
from care.products.service import Found

MOST_TOLD = 15  # variants in words, where all that fit were asked for
MOST_APART = 3
CHEAPEST = re.compile(
    r"\b(?:cheapest|least expensive|lowest[ -]price\w*|costs? the least)\b|最便宜|最低价", re.IGNORECASE
)
DEAREST = re.compile(
    r"\b(?:most expensive|dearest|priciest|highest[ -]price\w*|costs? the most)\b|最贵|最高价", re.IGNORECASE
)
COMPARES = re.compile(
    r"\b(?:cheaper|differ\w*|compare\w*|versus|vs|than|better|or|between)\b|哪个|哪款|区别|不同|还是|对比|比较",
    re.IGNORECASE,
)
# An amount; a figure with a unit is a size.
_SUM = r"(?:us)?[$¥€£]?\s*(\d[\d,]*(?:\.\d+)?)(?![\d.]|[\s-]*(?:inch|gb|tb|ml|l\b|cm|mm|寸|升|克))"
AT_MOST = re.compile(
    rf"(?:less than|under|below|cheaper than|at most|up to|no more than|低于|不超过|少于)\s*{_SUM}"
    r"|(\d[\d,]*(?:\.\d+)?)\s*(?:元|块|美元|刀)?(?:以下|以内|之内)",
    re.IGNORECASE,
)
AT_LEAST = re.compile(
    rf"(?:more than|over|above|at least|高于|超过)\s*{_SUM}"
    r"|(\d[\d,]*(?:\.\d+)?)\s*(?:元|块|美元|刀)?以上",
    re.IGNORECASE,
)


@answers("compare_products")
async def compare_products(turn: Turn) -> None:
    """How many variants there are, what they cost, the cheapest or dearest of them; or products apart."""
    found = await _called_so(turn)
    if len(found) > 1 and (COMPARES.search(turn.text) or _end_of_the_list(turn)):
        _side_by_side(turn, found[:MOST_APART])
        return
    one = found[0] if len(found) == 1 else await which_product(turn)
    if one:
        _told_apart(turn, one)


async def _called_so(turn: Turn) -> list[Found]:
    """Every product the words may mean, with the variants that have the options they name."""
    said = turn.text or turn.heard.get("product", "")
    if not said:
        return []
    return await products.find(turn.session, turn.counter.catalogue, said, turn.now, words=turn.text)


def _told_apart(turn: Turn, found: Found) -> None:
    """The variants of one product: those that were named, or the one at the end of the price list."""
    words, product = turn.words, found.product
    turn.remember(goods=product.id)
    there = [each for each in product.variants if each.available]
    name = product_name(turn, product)
    count = words.say("goods-how-many", name=name, count=len(there), all=len(product.variants))
    fitting = _by_price(turn, found)
    if not fitting:
        none = words.say("goods-none-like-that", name=name) if there else ""
        others = words.say("goods-instead", variants=listed(turn, there)) if there else ""
        turn.utter(words.join(none, count, others), [person(turn)], card=product_card(turn, found))
        return
    if end := _end_of_the_list(turn):
        told = _the_one(turn, found, fitting, end)
    elif len(fitting) < len(there):
        told = words.say("goods-fitting", name=name, variants=listed(turn, fitting, MOST_TOLD))
    else:
        told = words.join(_from_to(turn, fitting), _all(turn, fitting))
    more = choice(words.say("next-stock"), "stock_availability", product=product.name)
    turn.utter(words.join(told, count), [more], card=product_card(turn, found))


def _the_one(turn: Turn, found: Found, by_price: Sequence[Variant], end: str) -> str:
    one = by_price[0 if end == "cheapest" else -1]
    options = spelt_out(turn, one.options) or turn.words.say("goods-plain")
    name = product_name(turn, found.product)
    return turn.words.say(f"goods-{end}", name=name, options=options, price=one.price)


def _from_to(turn: Turn, by_price: Sequence[Variant]) -> str:
    if len(by_price) < 2:
        return ""
    ends = {"lowest": by_price[0], "highest": by_price[-1]}
    facts = {
        name: turn.words.say("goods-variant", options=options_of(turn, each.options), price=each.price)
        for name, each in ends.items()
    }
    return turn.words.say("goods-ends", **facts)


def _all(turn: Turn, by_price: Sequence[Variant]) -> str:
    return turn.words.say("goods-variants", variants=listed(turn, by_price, MOST_TOLD))


def _side_by_side(turn: Turn, found: Sequence[Found]) -> None:
    """Several products: what each costs and comes in; first the one at the end of all price lists."""
    sentences = [_side(turn, each) for each in found]
    priced = [(each, _by_price(turn, each)) for each in found]
    if (end := _end_of_the_list(turn)) and (there := [each for each in priced if each[1]]):
        choose = min if end == "cheapest" else max
        first = choose(there, key=lambda each: each[1][0 if end == "cheapest" else -1].price)
        sentences.insert(0, _the_one(turn, *first, end))
    choices = [
        choice(product_name(turn, each.product), "product_info", product=each.product.name) for each in found
    ]
    turn.utter(turn.words.join(*sentences), choices, card=product_card(turn, found[0]))


def _side(turn: Turn, found: Found) -> str:
    name, there = product_name(turn, found.product), _by_price(turn, found)
    if not there:
        return turn.words.say("goods-all-sold-out", name=name)
    if len(there) == 1:
        return turn.words.say("goods-price", name=name, price=there[0].price)
    facts = {"lowest": there[0].price, "highest": there[-1].price, "options": option_values(turn, there)}
    return turn.words.say("goods-side", name=name, **facts)


def _by_price(turn: Turn, found: Found) -> list[Variant]:
    """The variants there are that have what was named and cost what was named ("less than $300")."""
    most, least = AT_MOST.search(turn.text), AT_LEAST.search(turn.text)
    there = [
        each
        for each in found.variants
        if each.available
        and (not most or each.price <= _amount(most))
        and (not least or each.price >= _amount(least))
    ]
    return sorted(there, key=lambda each: each.price)


def _end_of_the_list(turn: Turn) -> str:
    if CHEAPEST.search(turn.text):
        return "cheapest"
    return "dearest" if DEAREST.search(turn.text) else ""


def _amount(found: re.Match[str]) -> Decimal:
    return Decimal(next(part for part in found.groups() if part).replace(",", ""))
