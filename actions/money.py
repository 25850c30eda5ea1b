"""Answers about money: what was paid for an order, what goes back and when, the invoice, gift cards."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from actions.cards import Card, facts_card, item_of, name_of, options_of, order_card, state_label, sum_of
from actions.choices import choice
from actions.orders import about, next_steps
from actions.people import hand_over, person
from actions.topics import answers
from actions.turn import Turn
from care.customers import service as customers
from care.db.models import Order, OrderLine, Payment, PaymentMethod, Refund, Transaction
from care.orders.money import MoneyBack, money_back
from care.orders.service import OrderState

Methods = dict[str, PaymentMethod]


def money_moves_back(state: OrderState) -> bool:
    return state.order.status == "cancelled" or bool(state.order.returns) or bool(refunds_of(state.order))


def comes_back(state: OrderState) -> bool:
    return bool(state.order.returns or state.order.exchanges)


def waits_for_money(state: OrderState) -> bool:
    return state.order.status == "unpaid"


@answers("refund_status", needs="order", fitting=money_moves_back, money=True)
async def refund_status(turn: Turn, state: OrderState) -> None:
    """Each refund with where it goes and when it is there; what is still expected; or that there is none."""
    methods = await customers.payment_methods(turn.session, turn.shopper)
    back = [_money_back(turn, refund, methods) for refund in refunds_of(state.order)]
    lines = [refund_words(turn, each, methods) for each in back]
    lines += [_return_words(turn, state, index, methods) for index in range(len(state.order.returns))]
    if not lines:
        _no_refund(turn, state)
        return
    rows = [
        (
            f"{turn.words.money(each.amount)} · {method_label(turn, each.method_id, methods)}",
            _there_words(turn, each),
        )
        for each in back
    ]
    card = facts_card(turn.words.say("money-refund-title", number=state.order.number), rows) if rows else None
    late = any(each.should_be_there(turn.words.today()) and not each.at_once for each in back)
    more = choice(turn.words.say("next-status"), "order_status", order_number=state.order.number)
    turn.utter(turn.words.join(*lines), [person(turn), more] if late else [more], card=card)


def _no_refund(turn: Turn, state: OrderState) -> None:
    """Nothing goes back: because nothing was cancelled or returned, or because it ought to and does not."""
    facts: dict[str, Any] = {"number": state.order.number, "item": item_of(turn, state)}
    if state.order.status == "cancelled" and paid_for(state.order):
        hand_over(turn, "money-refund-missing", topic="refund_status", reason="missing", **facts)
    elif state.order.status == "cancelled":
        turn.say("money-refund-never-paid", person(turn), **facts)
    else:
        turn.utter(
            turn.words.join(turn.words.say("money-refund-none", **facts), about(turn, state)),
            next_steps(turn, state),
        )


@answers("return_status", needs="order", fitting=comes_back, money=True)
async def return_status(turn: Turn, state: OrderState) -> None:
    """How far each return and exchange of the order has come."""
    order, methods = state.order, await customers.payment_methods(turn.session, turn.shopper)
    lines = [_return_words(turn, state, index, methods) for index in range(len(order.returns))]
    for swap in order.exchanges:
        ids = {line["line_id"] for line in swap.lines}
        items = [name_of(turn, line) for line in order.lines if line.id in ids]
        status = turn.words.label("return-status", swap.status)
        lines.append(turn.words.say("money-exchange", items=items, status=status))
    if lines:
        refunds = choice(turn.words.say("next-refund-status"), "refund_status", order_number=order.number)
        turn.utter(turn.words.join(*lines), [refunds, person(turn)])
        return
    back = choice(turn.words.say("next-return"), "return_item", order_number=order.number)
    turn.say("money-nothing-comes-back", back, person(turn), number=order.number, item=item_of(turn, state))


@answers("payment_issue", needs="order", fitting=waits_for_money, money=True)
async def payment_received(turn: Turn, state: OrderState) -> None:
    """Whether the money for the order has come, how much and by what; what to do where it has not."""
    order, methods = state.order, await customers.payment_methods(turn.session, turn.shopper)
    payments = [move for move in order.transactions if isinstance(move, Payment)]
    words = [_move_words(turn, "money-paid", payment, methods) for payment in payments]
    facts = {"number": order.number, "total": sum_of(order.lines)}
    if not payments:
        pay = choice(turn.words.say("next-how-to-pay"), "payment_methods")
        key = "money-not-paid" if order.status == "unpaid" else "money-no-payment-known"
        turn.utter(turn.words.say(key, **facts), [pay, person(turn)], card=order_card(turn, state))
        return
    text = turn.words.join(*words, turn.words.say("money-order-is", **facts, status=state_label(turn, state)))
    turn.utter(text, [*next_steps(turn, state)[:1], person(turn)])


async def pay_order(turn: Turn, state: OrderState) -> None:
    """How an unpaid order is paid, or called off."""
    order = state.order
    if order.status != "unpaid":
        await payment_received(turn, state)
        return
    kinds = [turn.words.label("payment", kind) for kind in turn.shop.payment.kinds]
    text = turn.words.say("totals-pay", number=order.number, total=sum_of(order.lines), kinds=kinds)
    cancel = choice(turn.words.say("next-cancel"), "cancel_order", order_number=order.number)
    turn.utter(text, [cancel, person(turn)], card=order_card(turn, state))


async def invoice(turn: Turn, state: OrderState) -> None:
    """The facts an invoice has; who needs a company's details on it says so."""
    order, methods = state.order, await customers.payment_methods(turn.session, turn.shopper)
    company = choice(
        turn.words.say("next-invoice-company"), "invoice", order_number=order.number, said="company"
    )
    facts = {
        "number": order.number,
        "total": sum_of(order.lines),
        "items": [_line(turn, line) for line in order.lines],
    }
    turn.utter(turn.words.say("money-invoice", **facts), [company], card=_invoice_card(turn, order, methods))


@answers("gift_card_balance", needs="customer")
async def gift_card_balance(turn: Turn) -> None:
    cards = await customers.gift_cards(turn.session, turn.shopper)
    if not cards:
        turn.say("money-no-gift-card", person(turn))
        return
    methods = {card.id: card for card in cards}
    rows = [
        (method_label(turn, card.id, methods), turn.words.money(card.balance or Decimal(0))) for card in cards
    ]
    use = choice(turn.words.say("next-how-to-pay"), "payment_methods")
    said = [turn.words.say("money-gift-card", card=card, balance=balance) for card, balance in rows]
    turn.utter(turn.words.join(*said), [use], card=facts_card(turn.words.say("money-gift-cards"), rows))


def refunds_of(order: Order) -> list[Transaction]:
    return [move for move in order.transactions if isinstance(move, Refund)]


def paid_for(order: Order) -> Decimal:
    return sum((move.amount for move in order.transactions if isinstance(move, Payment)), Decimal(0))


def refund_words(turn: Turn, back: MoneyBack, methods: Methods) -> str:
    """One refund: how much, to where, since when, there by when."""
    facts = {"amount": back.amount, "method": method_label(turn, back.method_id, methods)}
    sent = turn.words.say(
        "money-refunded-on" if back.sent_on else "money-refunded", **facts, **_day(back.sent_on)
    )
    return turn.words.join(sent, _there_words(turn, back))


def takes_words(turn: Turn, method_id: str, methods: Methods) -> str:
    """How long money takes to go back by this method."""
    first, last = turn.shop.refund_takes(customers.kind_of(method_id, methods))
    return turn.words.say("money-there-usually" if last else "money-there-soon", first=first, last=last)


def _there_words(turn: Turn, back: MoneyBack) -> str:
    if back.at_once:
        return turn.words.say("money-there-at-once")
    if back.there_by is None or back.there_from is None:
        return takes_words(turn, back.method_id, {})
    if back.should_be_there(turn.words.today()):
        return turn.words.say("money-there-by-now", day=back.there_by)
    return turn.words.say("money-there-between", first=back.there_from, last=back.there_by)


def _return_words(turn: Turn, state: OrderState, index: int, methods: Methods) -> str:
    back = state.order.returns[index]
    facts = {
        "items": [name_of(turn, line) for line in state.order.lines if line.id in back.line_ids],
        "amount": back.amount,
        "method": method_label(turn, back.refund_to, methods),
        "status": turn.words.label("return-status", back.status),
    }
    return turn.words.say("money-return", **facts)


def _money_back(turn: Turn, refund: Transaction, methods: Methods) -> MoneyBack:
    takes = turn.shop.refund_takes(customers.kind_of(refund.method_id, methods))
    days, zone = turn.shop.business_days, turn.shop.zone
    return money_back(refund.amount, refund.method_id, refund.at, takes, days, zone)


def _move_words(turn: Turn, key: str, move: Transaction, methods: Methods) -> str:
    facts = {"amount": move.amount, "method": method_label(turn, move.method_id, methods)}
    return turn.words.say(f"{key}-on" if move.at else key, **facts, **_day(move.at))


def method_label(turn: Turn, method_id: str, methods: Methods) -> str:
    """`Visa ending in 4402`, `PayPal`, `gift card ending in 8143`."""
    kind = turn.words.label("payment", customers.kind_of(method_id, methods))
    method = methods.get(method_id)
    if method is None:
        return kind
    if digits := method.last_four or _last_four(method):
        brand = method.brand.title() if method.brand else kind
        return turn.words.say("money-method-ending", kind=brand, digits=digits)
    return kind


def _last_four(method: PaymentMethod) -> str:
    """Of a gift card, whose number is its id: the shopper may hold several."""
    return method.id[-4:] if method.kind == "gift_card" and method.id[-4:].isdigit() else ""


def _day(moment: object) -> dict[str, object]:
    return {"day": moment} if moment else {}


def _line(turn: Turn, line: OrderLine) -> str:
    return f"{name_of(turn, line)} × {line.quantity}"


def _invoice_card(turn: Turn, order: Order, methods: Methods) -> Card:
    words = turn.words
    rows = [(words.say("money-invoice-number"), order.number)]
    if order.placed_at:
        rows.append((words.say("money-invoice-date"), words.calendar_day(order.placed_at)))
    rows += [
        (
            f"{name_of(turn, line)} ({options_of(turn, line.options)}) × {line.quantity}",
            words.money(line.price * line.quantity),
        )
        for line in order.lines
    ]
    rows.append((words.say("money-invoice-total"), words.money(sum_of(order.lines))))
    rows += [
        (
            words.say("money-invoice-paid", method=method_label(turn, move.method_id, methods)),
            words.money(move.amount),
        )
        for move in order.transactions
        if isinstance(move, Payment)
    ]
    return facts_card(words.say("money-invoice-title", number=order.number), rows)
