"""Answers about goods: what they cost, which variants there are, whether they are there."""

from __future__ import annotations

from collections.abc import Sequence

from actions import identity, ordered
from actions.cards import Card, options_of, picture_of
from actions.choices import Choice, choice
from actions.people import person, something_else
from actions.topics import TOPICS, answers
from actions.turn import Turn
from care.db.models import Product, Variant
from care.products import service as products
from care.products.matching import in_chinese
from care.products.service import Found

FEW = 3  # pieces: from here on we say how many are left
MOST_VARIANTS = 6  # in words; the card shows them all
MOST_OTHERS = 3


@answers("stock_availability")
async def stock_availability(turn: Turn) -> None:
    if found := await which_product(turn):
        _availability(turn, found)


@answers("product_info")
async def product_info(turn: Turn) -> None:
    """What it is, what it costs, in which variants; of things the shopper ordered, what they bought."""
    if ordered.speaks_of_own(turn) and await _of_theirs(turn):
        return
    found = await which_product(turn)
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


async def _of_theirs(turn: Turn) -> bool:
    """Tells what they ordered; a guest says first who they are, and hears then what the order has in it."""
    if turn.customer:
        return await ordered.tell_own(turn)
    if turn.asking:
        return False
    turn.remember(topic="order_total")
    await identity.ask_who(turn, TOPICS["order_total"])
    return True


async def which_product(turn: Turn) -> Found | None:
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
            choice(product_name(turn, each.product), turn.answering, product=each.product.name)
            for each in found
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
    facts = {"name": product_name(turn, product)}
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
    facts: dict[str, object] = {"name": product_name(turn, product), "options": _named(turn, found)}
    key = "goods-sold-out" if found.named else "goods-all-sold-out"
    text = turn.words.say(key, **facts)
    if not found.variants:
        text = turn.words.say("goods-no-such-variant", **facts)
    if others:
        text = turn.words.join(text, turn.words.say("goods-instead", variants=listed(turn, others)))
    turn.utter(
        text, _variant_choices(turn, product, others) or [person(turn)], card=product_card(turn, found)
    )


def _variant_choices(turn: Turn, product: Product, variants: Sequence[Variant]) -> list[Choice]:
    return [
        choice(
            options_of(turn, variant.options) or product_name(turn, product),
            "stock_availability",
            product=f"{product.name} {' '.join(variant.options.values())}",
        )
        for variant in variants[:MOST_OTHERS]
    ]


def _price_words(turn: Turn, found: Found) -> str:
    prices = [variant.price for variant in found.variants or found.product.variants]
    name = product_name(turn, found.product)
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
            "goods-many-variants", count=len(variants), options=option_values(turn, variants)
        )
    return turn.words.say("goods-variants", variants=listed(turn, variants))


def listed(turn: Turn, variants: Sequence[Variant], most: int = MOST_VARIANTS) -> list[str]:
    return [
        turn.words.say("goods-variant", options=options_of(turn, each.options), price=each.price)
        for each in variants[:most]
    ]


def option_values(turn: Turn, variants: Sequence[Variant]) -> str:
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
        "name": product_name(turn, found.product),
        "image": picture_of(found.product.image),
        "price": _range(turn, found.product.variants),
        "variants": [
            {
                "label": options_of(turn, variant.options) or product_name(turn, found.product),
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


def product_name(turn: Turn, product: Product) -> str:
    return products.name_in(product, turn.words.language)
