"""Other variants: of an order that has not left yet, or of things that were delivered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from actions.cards import name_of, options_of
from actions.flows.options import allow, line_options, method_options
from actions.funnel import Ask, Option, funnel
from actions.funnel.reading import Closed
from care.aftersales import rules
from care.aftersales.errors import Refused
from care.aftersales.wishes import ChangeItems, Exchange, Swap
from care.customers import service as customers
from care.db.models import OrderLine, PaymentMethod, Variant
from care.products import service as products
from care.products.matching import fitting_options, in_chinese

FEW = 5  # variants that can be shown at once; of more, one option is asked after the other
CHEAPEST = re.compile(r"\b(?:cheapest|least expensive|lowest price)\b|最便宜|最低价", re.IGNORECASE)
DEAREST = re.compile(r"\b(?:most expensive|dearest|priciest|best one)\b|最贵|最好的", re.IGNORECASE)
THE_SAME = re.compile(
    r"\bsame (?:one|item|thing|product|variant|again)\b|\bidentical\b|\breplacement\b|一模一样|同款"
    r"|换个新的|换新的",
    re.IGNORECASE,
)


@funnel("modify_order_items", ChangeItems, Exchange)
@funnel("exchange_item", Exchange, ChangeItems)
async def swap_items(ask: Ask) -> ChangeItems | Exchange:
    """Whichever of the two was asked for: how far the order has come decides which it is."""
    turn, order = ask.turn, (await ask.order()).order
    asked = ChangeItems if ask.going.name == "modify_order_items" else Exchange
    other = Exchange if asked is ChangeItems else ChangeItems
    allow(ask, ask.state, asked, other)
    kind = asked if rules.why_not(asked, order, turn.shop, turn.now) is None else other
    lines = await ask.some("lines", line_options(ask, rules.lines_for(kind, order, turn.shop, turn.now)))
    chosen = [(line, await _variant(ask, line, lines, kind)) for line in lines]
    difference = sum(((new.price - line.price) * line.quantity for line, new in chosen), Decimal(0))
    method = await _difference_by(ask, difference, kind)
    swaps = tuple(Swap(line.id, new.id) for line, new in chosen)
    return kind(order.number, swaps, method.id if method else None)


async def _difference_by(ask: Ask, difference: Decimal, kind: type) -> PaymentMethod | None:
    """By what the difference goes. Without one nobody is asked, but a method that was named is kept."""
    known = list((await customers.payment_methods(ask.turn.session, ask.turn.shopper)).values())
    allowed = rules.difference_methods(kind, ask.state.order, known, ask.turn.shop)
    options = await method_options(ask, allowed, max(difference, Decimal(0)))
    if difference == 0:
        return ask.named("difference_by", options)
    key = "difference_by" if difference > 0 else "difference_back"
    return await ask.one(key, options, amount=abs(difference))


async def _variant(ask: Ask, line: OrderLine, lines: Sequence[OrderLine], kind: type) -> Variant:
    """The variant that takes the line's place."""
    name = f"variant:{line.id}"
    found = await products.find_by_id(ask.turn.session, line.product_id)
    everything = list(found.product.variants) if found else []
    possible = [
        each for each in everything if each.available and (each.id != line.variant_id or kind is Exchange)
    ]
    kept = ask.going.answers.get(name)
    wanted: dict[str, list[str]] = dict(kept) if isinstance(kept, dict) else {}
    tapped = ask.tapped(name)
    words = _words_for(ask, name, line, lines)
    again = next((each for each in possible if each.id == kept), None)
    if again and not words and not tapped:
        return again
    if tapped and (one := next((each for each in possible if each.id == tapped), None)):
        ask.take(name, one.id)
        return one
    if tapped and ":" in tapped:
        option, _, value = tapped.partition(":")
        wanted[option] = [value]
    if words:
        if one := _superlative(words, possible, line):
            ask.take(name, one.id)
            return one
        named = _named(words, everything, line)
        wanted |= named
        if named and not _fitting(possible, wanted):
            _none_there(ask, name, line, possible, named)
    fitting = _fitting(possible, wanted)
    if words and wanted and len(fitting) > 1:
        fitting = _like_before(fitting, line, wanted)
    if len(fitting) == 1:
        ask.take(name, fitting[0].id)
        return fitting[0]
    if not possible:
        raise Refused("nothing_else", "return_item", "human_handoff", name=name_of(ask.turn, line))
    if wanted:
        ask.going.answers[name] = wanted
    _ask_which(ask, name, line, fitting or possible, wanted)
    raise AssertionError("a question was put")


def _words_for(ask: Ask, name: str, line: OrderLine, lines: Sequence[OrderLine]) -> str:
    """The words about this line: of a sentence about several things, the part that follows its name."""
    words = ask.words_for(name)
    if not words or len(lines) < 2 or ask.going.asking == name:
        return words
    return part_about(words, [each.name for each in lines], line.name)


def part_about(words: str, names: Sequence[str], name: str) -> str:
    """What is said of one thing: of "the lamp to white and the mug to blue", about the mug, "mug to blue".

    Empty where it is not named.
    """
    lower = words.casefold()
    starts = {}
    for each in names:
        last_word = each.casefold().split()[-1]
        place = lower.find(each.casefold())
        starts[each] = place if place >= 0 else lower.find(last_word)
    start = starts[name]
    if start < 0:
        return ""
    later = [place for place in starts.values() if place > start]
    return words[start : min(later)] if later else words[start:]


def _superlative(words: str, possible: Sequence[Variant], line: OrderLine) -> Variant | None:
    if THE_SAME.search(words):
        same = next((each for each in possible if each.id == line.variant_id), None)
        if same and not _named(words, possible, line):
            return same
    if not (CHEAPEST.search(words) or DEAREST.search(words)):
        return None
    fitting = _fitting(possible, _named(words, possible, line)) or list(possible)
    choose = min if CHEAPEST.search(words) else max
    return choose(fitting, key=lambda each: each.price, default=None)


def _named(words: str, variants: Sequence[Variant], line: OrderLine) -> dict[str, list[str]]:
    """Options that the words name. Beside another value, the present one only says what is changed."""
    _, named = fitting_options([variant.options for variant in variants], words)
    wanted = {option: sorted(values) for option, values in named.items()}
    for option, values in wanted.items():
        if len(values) > 1 and line.options.get(option) in values:
            values.remove(line.options[option])
    return wanted


def _fitting(variants: Sequence[Variant], wanted: dict[str, list[str]]) -> list[Variant]:
    return [
        each
        for each in variants
        if all(each.options.get(option) in values for option, values in wanted.items())
    ]


def _like_before(variants: list[Variant], line: OrderLine, wanted: dict[str, list[str]]) -> list[Variant]:
    """Of these, the one that has all else as before, if there is one."""
    rest = {option: value for option, value in line.options.items() if option not in wanted}
    alike = [
        each
        for each in variants
        if each.id != line.variant_id
        and all(each.options.get(option) == value for option, value in rest.items())
    ]
    return alike if len(alike) == 1 else variants


def _none_there(
    ask: Ask, name: str, line: OrderLine, possible: Sequence[Variant], named: dict[str, list[str]]
) -> None:
    """What was named is not there: says so, and offers what is."""
    options = options_of(ask.turn, {option: " / ".join(values) for option, values in named.items()})
    _ask_which(ask, name, line, possible, {}, Closed("refused-variant-not-there", {"options": options}))


def _ask_which(
    ask: Ask,
    name: str,
    line: OrderLine,
    variants: Sequence[Variant],
    wanted: dict[str, list[str]],
    before: Closed | None = None,
) -> None:
    """Asks for one of a few variants; of many, for one option after the other, as a clerk would."""
    turn = ask.turn
    facts = {"item": name_of(turn, line), "options": options_of(turn, line.options)}
    open_options = _still_open(variants)
    if len(variants) <= FEW or not open_options:
        nearest = sorted(variants, key=lambda each: (each.id == line.variant_id, -_alike(each, line)))
        ask.put(
            name,
            [_variant_option(ask, each, line) for each in nearest],
            "funnel-ask-variant",
            before,
            **facts,
        )
    option = open_options[0]
    values = dict.fromkeys(each.options[option] for each in variants if option in each.options)
    said = in_chinese(option) if turn.words.language == "zh" else option
    choices = [Option(f"{option}:{value}", options_of(turn, {option: value}), value) for value in values]
    ask.put(name, choices, "funnel-ask-variant-option", before, option=said, **facts)


def _alike(variant: Variant, line: OrderLine) -> int:
    """In how many options a variant is like what the shopper has."""
    return sum(line.options.get(option) == value for option, value in variant.options.items())


def _still_open(variants: Sequence[Variant]) -> list[str]:
    """Options in which these variants differ, in the product's own order."""
    names = dict.fromkeys(option for each in variants for option in each.options)
    return [name for name in names if len({each.options.get(name) for each in variants}) > 1]


def _variant_option(ask: Ask, variant: Variant, line: OrderLine) -> Option[Variant]:
    words = ask.turn.words
    options = options_of(ask.turn, variant.options) or line.name
    if variant.id == line.variant_id:
        return Option(
            variant.id, words.say("funnel-choice-the-same", options=options), variant, also=(options,)
        )
    difference = (variant.price - line.price) * line.quantity
    sign = "+" if difference > 0 else "−"
    label = f"{options} · {sign}{words.money(abs(difference))}" if difference else options
    return Option(variant.id, label, variant, also=(options,))
