"""Answers about goods: what they cost, which variants there are, whether they are there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from actions.cards import Card, options_of, picture_of
from actions.choices import Choice, choice
from actions.people import person, something_else
from actions.topics import answers
from actions.turn import Turn
from care.db.models import Product, Variant
from care.products import service as products
from care.products.matching import in_chinese
from care.products.service import Found

FEW = 3  # pieces: from here on we say how many are left
MOST_VARIANTS = 6  # in words; the card shows them all
MOST_TOLD = 15  # where all that fit were asked for
MOST_OTHERS = 3
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
_PRICE = r"\s*(?:us)?[$¥€£]?\s*(\d[\d,]*(?:\.\d+)?)(?![\d\s-]*(?:inch|gb|tb|ml|l\b|cm|mm|寸|升|克))"
MOST_PRICE = re.compile(
    r"(?:less than|under|below|cheaper than|at most|up to|no more than|低于|不超过|少于)"
    + _PRICE
    + r"|(\d[\d,]*(?:\.\d+)?)\s*(?:元|块|美元|刀)?(?:以下|以内|之内)",
    re.IGNORECASE,
)
LEAST_PRICE = re.compile(
    r"(?:more than|over|above|at least|高于|超过)"
    + _PRICE
    + r"|(\d[\d,]*(?:\.\d+)?)\s*(?:元|块|美元|刀)?以上",
    re.IGNORECASE,
)


@answers("stock_availability")
async def stock_availability(turn: Turn) -> None:
    if found := await _which(turn):
        _availability(turn, found)


@answers("product_info")
async def product_info(turn: Turn) -> None:
    """What it is, what it costs, in which variants."""
    found = await _which(turn)
    if not found:
        return
    if found.named and len(found.variants) <= 1:
        _availability(turn, found)
        return
    product, words = found.product, turn.words
    there = [variant for variant in found.variants if variant.available]
    stock = _variants_words(turn, there) if there else words.say("goods-none-there")
    sentences = [_price_words(turn, found), stock, _description(turn, product)]
    next_step = choice(words.say("next-stock"), "stock_availability", product=product.name)
    turn.utter(
        words.join(*sentences), [next_step] if there else [person(turn)], card=product_card(turn, found)
    )


@answers("compare_products")
async def compare_products(turn: Turn) -> None:
    """How many variants there are, what they cost, the cheapest or dearest of them; or two products apart."""
    found = await _called_so(turn)
    if len(found) > 1 and (COMPARES.search(turn.text) or _superlative(turn.text)):
        _side_by_side(turn, found[:MOST_OTHERS])
        return
    one = found[0] if len(found) == 1 else await _which(turn)
    if one:
        _told_apart(turn, one)


def _told_apart(turn: Turn, found: Found) -> None:
    """The variants of one product: all that were named, or the one at the end of the price list."""
    words, product = turn.words, found.product
    turn.remember(goods=product.id)
    all_there = [each for each in product.variants if each.available]
    fitting = _within(turn.text, [each for each in found.variants if each.available])
    name = _name(turn, product)
    said = words.say("goods-how-many", name=name, count=len(all_there), all=len(product.variants))
    steps = [choice(words.say("next-stock"), "stock_availability", product=product.name)]
    if not fitting:
        none = words.say("goods-none-like-that", name=name) if all_there else ""
        others = words.say("goods-instead", variants=_listed(turn, all_there)) if all_there else ""
        text = words.join(said, none, others)
        turn.utter(text, [person(turn)], card=product_card(turn, found))
        return
    by_price = sorted(fitting, key=lambda each: each.price)
    if end := _superlative(turn.text):
        one = by_price[0] if end == "cheapest" else by_price[-1]
        facts = {
            "name": name,
            "options": spelt_out(turn, one.options) or words.say("goods-plain"),
            "price": one.price,
        }
        text = words.join(words.say(f"goods-{end}", **facts), said)
    elif found.named or len(fitting) < len(all_there):
        text = words.join(
            words.say("goods-fitting", name=name, variants=_listed(turn, by_price, MOST_TOLD)), said
        )
    else:
        ends = words.say(
            "goods-ends", lowest=_in_a_word(turn, by_price[0]), highest=_in_a_word(turn, by_price[-1])
        )
        listed = words.say("goods-variants", variants=_listed(turn, by_price, MOST_TOLD))
        text = words.join(said, ends if len(by_price) > 1 else "", listed)
    turn.utter(text, steps, card=product_card(turn, found))


def _side_by_side(turn: Turn, found: Sequence[Found]) -> None:
    """Several products: what each costs, and which begins lower."""
    sentences = []
    for each in found:
        there = sorted(
            _within(turn.text, [one for one in each.variants if one.available]), key=lambda one: one.price
        )
        facts = {"name": _name(turn, each.product)}
        if there:
            options = _option_values(turn, there)
            sentences.append(
                turn.words.say(
                    "goods-side", **facts, lowest=there[0].price, highest=there[-1].price, options=options
                )
                if options
                else turn.words.say("goods-price", **facts, price=there[0].price)
            )
        else:
            sentences.append(turn.words.say("goods-all-sold-out", **facts))
    choices = [choice(_name(turn, each.product), "product_info", product=each.product.name) for each in found]
    turn.utter(turn.words.join(*sentences), choices, card=product_card(turn, found[0]))


async def _called_so(turn: Turn) -> list[Found]:
    """Every product the words may mean, with the variants that have the options they name."""
    said = turn.text or turn.heard.get("product", "")
    return (
        await products.find(turn.session, turn.counter.catalogue, said, turn.now, words=turn.text)
        if said
        else []
    )


def _superlative(words: str) -> str:
    if CHEAPEST.search(words):
        return "cheapest"
    return "dearest" if DEAREST.search(words) else ""


def _within(words: str, variants: Sequence[Variant]) -> list[Variant]:
    """Those within the price that the words name: "less than $300", "over 500"."""
    most, least = MOST_PRICE.search(words), LEAST_PRICE.search(words)
    return [
        each
        for each in variants
        if (not most or each.price <= _amount(most)) and (not least or each.price >= _amount(least))
    ]


def _amount(found: re.Match[str]) -> Decimal:
    return Decimal(next(part for part in found.groups() if part).replace(",", ""))


def _in_a_word(turn: Turn, variant: Variant) -> str:
    return turn.words.say("goods-variant", options=options_of(turn, variant.options), price=variant.price)


async def _which(turn: Turn) -> Found | None:
    """The product that is meant; None once the shopper was asked which.

    What was talked about last still counts.
    """
    said = turn.heard.get("product") or turn.text
    shelf = turn.counter.catalogue
    found = await products.find(turn.session, shelf, said, turn.now, words=turn.text) if said else []
    last = turn.tracker.get_slot("goods")
    if last and len(found) != 1:
        again = await products.find_by_id(turn.session, last, f"{said} {turn.text}")
        unnamed = not turn.heard.get("product") and not found
        if again and (again.named or unnamed or again.product.id in {each.product.id for each in found}):
            found = [again]
    if len(found) == 1:
        turn.remember(goods=found[0].product.id)
        return found[0]
    _ask_which(turn, said, found)
    return None


async def names_a_product(turn: Turn) -> bool:
    """Whether the words are the name of something the shop sells."""
    shelf = turn.counter.catalogue
    return bool(turn.text and await products.find(turn.session, shelf, turn.text, turn.now))


async def speaks_of_last_product(turn: Turn) -> bool:
    """Whether the words name options of the product that was talked about last: "the black one"."""
    last = turn.tracker.get_slot("goods")
    found = await products.find_by_id(turn.session, last, turn.text) if last and turn.text else None
    return bool(found and found.named)


def _ask_which(turn: Turn, said: str, found: Sequence[Found]) -> None:
    turn.ask("product")
    if found:
        named = [
            choice(_name(turn, each.product), turn.answering, product=each.product.name) for each in found
        ]
        turn.say("goods-which", *named, something_else(turn))
    elif turn.heard.get("product"):
        turn.say("goods-not-found", person(turn), something_else(turn), words=turn.heard["product"])
    else:
        turn.say("goods-ask", something_else(turn))


def _availability(turn: Turn, found: Found) -> None:
    """Whether what was named is there; where it is not, what is there instead."""
    product, variants = found.product, found.variants
    there = [variant for variant in variants if variant.available]
    facts = {"name": _name(turn, product)}
    if len(variants) == 1 and there:
        text = turn.words.say(_how_many(there[0]), **facts, **_variant_facts(turn, there[0]))
    elif there:
        text = turn.words.join(turn.words.say("goods-some-there", **facts), _variants_words(turn, there))
    else:
        _sold_out(turn, found)
        return
    prices = choice(turn.words.say("next-product"), "product_info", product=product.name)
    delivery = choice(turn.words.say("next-shipping-fee"), "shipping_fee")
    turn.utter(text, [prices, delivery] if found.named else [delivery], card=product_card(turn, found))


def _sold_out(turn: Turn, found: Found) -> None:
    product = found.product
    others = [variant for variant in product.variants if variant.available]
    facts: dict[str, object] = {"name": _name(turn, product), "options": _named(turn, found)}
    key = "goods-sold-out" if found.named else "goods-all-sold-out"
    text = turn.words.say(key, **facts)
    if not found.variants:
        text = turn.words.say("goods-no-such-variant", **facts)
    if others:
        text = turn.words.join(text, turn.words.say("goods-instead", variants=_listed(turn, others)))
    turn.utter(
        text, _variant_choices(turn, product, others) or [person(turn)], card=product_card(turn, found)
    )


def _variant_choices(turn: Turn, product: Product, variants: Sequence[Variant]) -> list[Choice]:
    return [
        choice(
            options_of(turn, variant.options) or _name(turn, product),
            "stock_availability",
            product=f"{product.name} {' '.join(variant.options.values())}",
        )
        for variant in variants[:MOST_OTHERS]
    ]


def _price_words(turn: Turn, found: Found) -> str:
    prices = [variant.price for variant in found.variants or found.product.variants]
    name = _name(turn, found.product)
    if not prices:
        return turn.words.say("goods-no-price", name=name)
    if min(prices) == max(prices):
        return turn.words.say("goods-price", name=name, price=min(prices))
    return turn.words.say("goods-prices", name=name, lowest=min(prices), highest=max(prices))


def _variants_words(turn: Turn, variants: Sequence[Variant]) -> str:
    if not any(variant.options for variant in variants):
        return ""
    if len(variants) > MOST_VARIANTS:
        return turn.words.say(
            "goods-many-variants", count=len(variants), options=_option_values(turn, variants)
        )
    return turn.words.say("goods-variants", variants=_listed(turn, variants))


def _listed(turn: Turn, variants: Sequence[Variant], most: int = MOST_VARIANTS) -> list[str]:
    return [
        turn.words.say("goods-variant", options=options_of(turn, each.options), price=each.price)
        for each in variants[:most]
    ]


def _option_values(turn: Turn, variants: Sequence[Variant]) -> str:
    """`color: blue, red; capacity: 1L, 2L`."""
    values: dict[str, dict[str, None]] = {}
    for variant in variants:
        for option, value in variant.options.items():
            values.setdefault(option, {})[value] = None
    zh = turn.words.language == "zh"
    parts = [
        turn.words.say(
            "goods-option",
            option=in_chinese(option) if zh else option,
            values=[in_chinese(value) if zh else value for value in each],
        )
        for option, each in values.items()
    ]
    return turn.words.say("goods-separator").join(parts)


def spelt_out(turn: Turn, options: Mapping[str, str]) -> str:
    """`color: blue, capacity: 1L`: a bare "yes" or "none" would say nothing."""
    zh = turn.words.language == "zh"
    pairs = [
        (in_chinese(name), in_chinese(value)) if zh else (name, value) for name, value in options.items()
    ]
    return ("，" if zh else ", ").join(f"{name}{'：' if zh else ': '}{value}" for name, value in pairs)


def _named(turn: Turn, found: Found) -> str:
    return turn.words.list(
        [options_of(turn, {"": value}) for values in found.named.values() for value in values]
    )


def _variant_facts(turn: Turn, variant: Variant) -> dict[str, object]:
    options = options_of(turn, variant.options)
    facts: dict[str, object] = {"options": options or turn.words.say("goods-plain"), "price": variant.price}
    return facts | ({"count": variant.stock} if _how_many(variant) == "goods-few-there" else {})


def _how_many(variant: Variant) -> str:
    return "goods-few-there" if variant.stock is not None and variant.stock <= FEW else "goods-there"


def _description(turn: Turn, product: Product) -> str:
    """The shop's own words, which it keeps in one language; others are not shown them."""
    return product.description or "" if turn.words.language == "en" else ""


def product_card(turn: Turn, found: Found) -> Card:
    return {
        "kind": "product",
        "name": _name(turn, found.product),
        "image": picture_of(found.product.image),
        "price": _range(turn, found.product.variants),
        "variants": [
            {
                "label": options_of(turn, variant.options) or _name(turn, found.product),
                "price": turn.words.money(variant.price),
                "stock_label": turn.words.say(
                    "goods-label-there" if variant.available else "goods-label-sold-out"
                ),
                "available": variant.available,
            }
            for variant in found.variants or found.product.variants
        ],
    }


def _range(turn: Turn, variants: Sequence[Variant]) -> str:
    prices = sorted({variant.price for variant in variants})
    return " – ".join(
        turn.words.money(price) for price in (prices[:1] + prices[-1:] if len(prices) > 1 else prices)
    )


def _name(turn: Turn, product: Product) -> str:
    return products.name_in(product, turn.words.language)
