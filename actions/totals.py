"""Answers that add up: what an order or a kind of thing cost, and what comes back in all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from actions.cards import name_of, options_of, order_card, sum_of
from actions.choices import Choice, choice
from actions.funnel.going import Going
from actions.funnel.saying import kind_of
from actions.money import Methods, method_label, paid_for, refunds_of
from actions.orders import next_steps
from actions.people import something_else
from actions.topics import TOPICS, answers
from actions.turn import Turn
from actions.which_order import NEWEST, choose_order
from care.aftersales import amounts
from care.aftersales import service as aftersales
from care.aftersales.errors import Refused
from care.aftersales.lines import sent_back
from care.aftersales.quotes import Quote
from care.aftersales.rules import VOID
from care.aftersales.service import Done
from care.customers import service as customers
from care.db.models import OrderLine
from care.errors import NotFound
from care.orders import service as orders
from care.orders.service import OrderState
from care.products import service as products

LATELY = timedelta(hours=24)  # what was done within it is what a shopper adds up
ALL_ORDERS = 500
ACROSS = re.compile(
    r"\ball (?:my|of my|the|of the|these|those)\b.*\b(?:orders|bought|ordered|purchased)\b|\ball orders\b"
    r"|\bevery(?:thing)?\b.*\b(?:bought|ordered)\b|\bacross\b|\bprevious orders\b|\borders? together\b"
    r"|(?:所有|全部|几个|历史)的?订单|一共买了|买过的",
    re.IGNORECASE,
)


# Of a kind of thing, these mean wherever it was bought: "all my kettles".
ALL_OF_A_KIND = re.compile(r"\b(?:all|both)(?: of)? (?:my|the|these|those)\b|所有|全部", re.IGNORECASE)
# What is still to be paid is about what was just done, not about what an order cost.
STILL_TO_PAY = re.compile(
    r"\b(?:have|need|left) to pay\b|\bdo i (?:owe|pay)\b|\bfor (?:these|the|all the) (?:changes|exchanges)\b"
    r"|还要付|要付多少|需要付|要补",
    re.IGNORECASE,
)


@answers("order_total", needs="customer", money=True)
async def order_total(turn: Turn) -> None:
    """What the order cost, what was paid and what came back; or the same of a thing in all orders."""
    if STILL_TO_PAY.search(turn.text) and "order_number" not in turn.heard and await _done_lately(turn):
        await refund_total(turn)
    elif "order_number" not in turn.heard and await _means_all_orders(turn):
        await _across_orders(turn)
    elif state := await choose_order(turn, TOPICS["order_total"]):
        await _of_order(turn, state)


async def _means_all_orders(turn: Turn) -> bool:
    """Whether it is about everything that was bought, or all of a kind, in whichever orders."""
    if ACROSS.search(turn.text):
        return True
    if not ALL_OF_A_KIND.search(turn.text):
        return False
    found = await orders.recent(turn.session, turn.shopper, limit=ALL_ORDERS)
    states = await orders.states(turn.session, found, turn.shop, turn.now)
    await turn.learn_goods(states)
    return bool(_named(turn, states))


async def _of_order(turn: Turn, state: OrderState) -> None:
    lines, words = state.order.lines, turn.words
    total = sum_of(lines)
    named = _named(turn, [state])
    if 0 < len(named) < len(lines):
        sentences = [
            words.say(
                "totals-things-in-all" if len(named) > 1 else "totals-things",
                items=_priced(turn, named),
                sum=sum_of(named),
            ),
            words.say("totals-whole-order", number=state.order.number, total=total),
        ]
    else:
        facts = {"number": state.order.number, "items": _priced(turn, lines), "total": total}
        sentences = [words.say("totals-order", **facts)]
    methods = await customers.payment_methods(turn.session, turn.shopper)
    sentences += [_money_words(turn, state, methods), _what_stays(turn, state)]
    if NEWEST.search(turn.text):
        sentences += await _of_the_same_day(turn, state)
    turn.utter(words.join(*sentences), next_steps(turn, state), card=order_card(turn, state))


async def _of_the_same_day(turn: Turn, newest: OrderState) -> list[str]:
    """Who asks for the last order may mean another one of that day."""
    found = await orders.recent(turn.session, turn.shopper)
    day = newest.order.placed_at and newest.order.placed_at.astimezone(turn.words.zone).date()
    return [
        turn.words.say("totals-same-day", number=order.number, total=sum_of(order.lines))
        for order in found
        if order.number != newest.order.number
        and order.placed_at
        and order.placed_at.astimezone(turn.words.zone).date() == day
    ]


def _money_words(turn: Turn, state: OrderState, methods: Methods) -> str:
    """By what it was paid, and what came back of it."""
    order, words = state.order, turn.words
    paid = paid_for(order)
    if not paid:
        return words.say("totals-unpaid") if order.status == "unpaid" else ""
    by = dict.fromkeys(
        method_label(turn, move.method_id, methods) for move in order.transactions if move.kind == "payment"
    )
    said = words.say("totals-paid", amount=paid, methods=list(by))
    returned = sum((move.amount for move in refunds_of(order)), Decimal(0))
    return words.join(said, words.say("totals-came-back", amount=returned) if returned else "")


def _what_stays(turn: Turn, state: OrderState) -> str:
    """What the things come to that are not sent back; nothing to say where none is, or all of them are."""
    order = state.order
    exchanges = [each for each in order.exchanges if each.status not in VOID]
    exchanged = {swap["line_id"] for each in exchanges for swap in each.lines}
    gone = sent_back(order) - exchanged
    wish = _offered(turn)
    if getattr(wish, "order_number", None) == order.number:
        gone |= set(getattr(wish, "line_ids", ()))
    swapped = [each.price_difference for each in exchanges]
    stays = [line for line in order.lines if line.id not in gone]
    if not (gone or swapped) or not stays or order.status == "cancelled":
        return ""
    items = [name_of(turn, line) for line in stays]
    return turn.words.say("totals-stays", items=items, amount=sum_of(stays) + sum(swapped, Decimal(0)))


async def _across_orders(turn: Turn) -> None:
    """What was bought in all orders together: everything, or the things that were named."""
    found = await orders.recent(turn.session, turn.shopper, money=True, limit=ALL_ORDERS)
    states = await orders.states(turn.session, found, turn.shop, turn.now)
    await turn.learn_goods(states)
    named = _named(turn, states)
    status = choice(turn.words.say("next-where"), "order_status")
    if named:
        text = turn.words.say(
            "totals-things-in-all", items=_with_order(turn, states, named), sum=sum_of(named)
        )
    else:
        kept = [state for state in states if state.order.status != "cancelled"]
        each = [
            turn.words.say("totals-one-order", number=state.order.number, amount=sum_of(state.order.lines))
            for state in kept
        ]
        lines = [line for state in kept for line in state.order.lines]
        text = (
            turn.words.say("totals-orders", orders=each, sum=sum_of(lines))
            if kept
            else turn.words.say("orders-none")
        )
    turn.utter(text, [status, something_else(turn)])


def _named(turn: Turn, states: Sequence[OrderState]) -> list[OrderLine]:
    """Lines whose things the words name."""
    said = turn.heard.get("product") or turn.text
    lines = [line for state in states for line in state.order.lines]
    if not said:
        return []
    hits = set(products.named_in(said, {line.product_id: line.name for line in lines}, turn.goods))
    return [line for line in lines if line.product_id in hits]


def _priced(turn: Turn, lines: Sequence[OrderLine]) -> list[str]:
    """`Electric Kettle (blue, 1L) at $39.00`."""
    return [
        turn.words.say("totals-item", item=_thing(turn, line), price=line.price * line.quantity)
        for line in lines
    ]


def _with_order(turn: Turn, states: Sequence[OrderState], lines: Sequence[OrderLine]) -> list[str]:
    number = {
        line.id + state.order.number: state.order.number for state in states for line in state.order.lines
    }
    return [
        turn.words.say(
            "totals-item-in-order",
            item=_thing(turn, line),
            price=line.price * line.quantity,
            number=number[line.id + line.order_number],
        )
        for line in lines
    ]


def _thing(turn: Turn, line: OrderLine) -> str:
    options = options_of(turn, line.options)
    name = (
        turn.words.say("totals-thing", item=name_of(turn, line), options=options)
        if options
        else name_of(turn, line)
    )
    return f"{name} × {line.quantity}" if line.quantity > 1 else name


# What comes back in all


@answers("refund_total", needs="customer")
async def refund_total(turn: Turn) -> None:
    """All that comes back and all there is to pay of what was done lately, each and the sum.

    What is on the table but not yet said yes to is named apart, and so is what was on its way before.
    """
    done = await _done_lately(turn)
    methods = await customers.payment_methods(turn.session, turn.shopper)
    quotes = [(each.number, each.quote) for each in done]
    sentences = [*_each(turn, quotes, methods), _in_all(turn, [quote for _, quote in quotes])]
    if offered := await _quote_on_the_table(turn):
        sentences.append(_would_be(turn, offered, [quote for _, quote in quotes]))
    sentences += await _from_before(turn, {getattr(each.wish, "order_number", None) for each in done})
    said = [sentence for sentence in sentences if sentence]
    if not said:
        turn.say("totals-nothing-back", *_ways_to_money(turn))
        return
    status = choice(turn.words.say("next-refund-status"), "refund_status")
    turn.utter(turn.words.join(*said), [status, something_else(turn)])


async def _done_lately(turn: Turn) -> list[Done]:
    return await aftersales.requests_of(turn.session, turn.shopper, since=turn.now - LATELY)


def _each(turn: Turn, quotes: Sequence[tuple[str, Quote]], methods: Methods) -> list[str]:
    sentences = []
    for number, quote in quotes:
        for move in quote.moves:
            if not move.amount:
                continue
            what = turn.words.say(f"{kind_of(quote)}-title", number=getattr(quote.wish, "order_number", ""))
            key = "totals-back" if move.amount < 0 else "totals-pays"
            method = method_label(turn, move.method_id, methods)
            facts = {"what": what, "request": number, "amount": abs(move.amount), "method": method}
            sentences.append(turn.words.say(key, **facts))
    return sentences


def _in_all(turn: Turn, quotes: Sequence[Quote]) -> str:
    back = sum((quote.comes_back for quote in quotes), Decimal(0))
    pay = sum((quote.to_pay for quote in quotes), Decimal(0))
    if back and pay:
        net = "totals-net-back" if back >= pay else "totals-net-pay"
        both = turn.words.say("totals-both", back=back, pay=pay)
        return turn.words.join(both, turn.words.say(net, amount=abs(back - pay)))
    if back:
        return turn.words.say("totals-back-in-all", sum=back)
    return turn.words.say("totals-pay-in-all", sum=pay) if pay else ""


def _would_be(turn: Turn, offered: Quote, quotes: Sequence[Quote]) -> str:
    """What the card that waits for a yes comes to, and with it the whole."""
    balance = offered.comes_back - offered.to_pay
    if not balance:
        return ""
    key = "totals-would-come-back" if balance > 0 else "totals-would-pay"
    said = turn.words.say(key, amount=abs(balance))
    return turn.words.join(said, _in_all(turn, [*quotes, offered])) if quotes else said


async def _from_before(turn: Turn, but: set[str | None]) -> list[str]:
    """Money of returns and exchanges that were under way before today."""
    found = await orders.recent(turn.session, turn.shopper, money=True)
    coming = {order.number: amounts.to_come(order) for order in found if order.number not in but}
    return [
        turn.words.say("totals-from-before", number=number, amount=amount)
        for number, amount in coming.items()
        if amount
    ]


def _offered(turn: Turn) -> object:
    """The wish a card asks a yes for; None without one."""
    going = Going.read(turn.kept("funnel"))
    return going.offered.as_wish() if going and going.offered else None


async def _quote_on_the_table(turn: Turn) -> Quote | None:
    going = Going.read(turn.kept("funnel"))
    if going is None or going.offered is None:
        return None
    try:
        wish = going.offered.as_wish()
        return await aftersales.quote(turn.session, turn.shopper, wish, turn.shop, turn.now)
    except (Refused, NotFound):
        return None


def _ways_to_money(turn: Turn) -> list[Choice]:
    cancel, back = turn.words.label("topic", "cancel_order"), turn.words.label("topic", "return_item")
    return [choice(back, "return_item"), choice(cancel, "cancel_order"), something_else(turn)]
