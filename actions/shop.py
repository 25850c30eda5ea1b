"""Answers about the shop itself: delivery and what it costs, returns, ways to pay, hours.

All from shop.toml.
"""

from __future__ import annotations

from decimal import Decimal

from actions.cards import facts_card
from actions.choices import Choice, choice
from actions.people import hand_over, person
from actions.topics import answers
from actions.turn import Turn
from care.shop.rules import DAYS, Span
from care.shop.settings import ShippingMethod


@answers("shipping_fee")
async def shipping_fee(turn: Turn) -> None:
    fees = [_fee(turn, method) for method in turn.shop.shipping]
    free = next((method for method in turn.shop.shipping if method.free_from is not None), None)
    text = turn.words.join(*fees)
    if free:
        text = turn.words.join(
            text, turn.words.say("shop-free-from", amount=free.free_from, name=_name(turn, free))
        )
    turn.utter(text, [_next(turn, "next-delivery-options", "delivery_options")], card=_methods_card(turn))


@answers("delivery_options")
async def delivery_options(turn: Turn) -> None:
    options = [
        turn.words.say("shop-option", name=_name(turn, method), **_days(method), price=_price(turn, method))
        for method in turn.shop.shipping
    ]
    region = turn.shop.about.region.in_language(turn.words.language)
    first, last = turn.shop.delivery.handling_days
    text = turn.words.join(turn.words.say("shop-options", region=region, first=first, last=last), *options)
    choices = [_next(turn, "next-shipping-fee", "shipping_fee"), _next(turn, "next-where", "order_status")]
    turn.utter(text, choices, card=_methods_card(turn))


@answers("return_policy")
async def return_policy(turn: Turn) -> None:
    """Window, way back, exchange, when the money comes; then the likeliest next step."""
    shop, words = turn.shop, turn.words
    window = shop.returning.window_days
    first, last = shop.refund_days["default"]
    sentences = [
        words.say("shop-return-window", days=window) if window else words.say("shop-return-any-time"),
        words.say("shop-return-postage" if shop.returning.shopper_pays_postage else "shop-return-free"),
        words.say(
            "shop-return-to-gift-card"
            if "gift_card" in shop.returning.refund_to
            else "shop-return-to-original"
        ),
        words.say("shop-refund-takes", first=first, last=last),
        words.say("shop-exchange" if shop.exchange.same_product else "shop-exchange-any"),
        words.say("shop-once") if shop.exchange.return_or_exchange_once else "",
    ]
    turn.utter(
        words.join(*sentences),
        [_next(turn, "next-return", "return_item"), _next(turn, "next-exchange", "exchange_item")],
    )


@answers("payment_methods")
async def payment_methods(turn: Turn) -> None:
    kinds = [turn.words.label("payment", kind) for kind in turn.shop.payment.kinds]
    instalments = "shop-instalments" if turn.shop.payment.instalments else "shop-no-instalments"
    text = turn.words.join(turn.words.say("shop-pay-with", kinds=kinds), turn.words.say(instalments))
    turn.utter(text, [_next(turn, "next-paid", "payment_issue")])


@answers("cancellation_fee")
async def cancellation_fee(turn: Turn) -> None:
    fee = turn.shop.cancel.fee
    first, last = turn.shop.refund_days["default"]
    key = "shop-cancel-fee" if fee else "shop-cancel-free"
    facts = {"fee": fee} if fee else {}
    sentences = (turn.words.say(key, **facts), turn.words.say("shop-refund-takes", first=first, last=last))
    turn.utter(turn.words.join(*sentences), [_next(turn, "next-cancel", "cancel_order")])


@answers("promotions_info")
async def promotions_info(turn: Turn) -> None:
    """Offers the store does not keep yet: a person knows them."""
    hand_over(turn, "shop-promotions", topic="promotions_info", reason="not_known")


@answers("opening_hours")
async def opening_hours(turn: Turn) -> None:
    text = turn.words.join(turn.words.say("shop-hours", week=week_words(turn)), open_now(turn))
    turn.utter(text, [person(turn), _next(turn, "next-where", "order_status")])


def open_now(turn: Turn) -> str:
    """Whether somebody is there just now, and when somebody will be."""
    hours, words = turn.shop.hours, turn.words
    if hours.is_open(turn.now):
        return words.say("shop-open-now", time=words.time(hours.closes(turn.now)))
    return words.say("shop-closed-now", when=words.day_and_time(hours.next_open(turn.now)))


def week_words(turn: Turn) -> str:
    """`Monday to Friday 09:00-18:00, Saturday 10:00-16:00`: days with the same hours together."""
    week = turn.shop.hours.week
    runs: list[tuple[int, int]] = []
    for day in range(len(DAYS)):
        if runs and week[runs[-1][0]] == week[day]:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return turn.words.say("shop-separator").join(
        _run(turn, first, last) for first, last in runs if week[first]
    )


def _run(turn: Turn, first: int, last: int) -> str:
    days = [turn.words.say(f"shop-{DAYS[day]}") for day in (first, last)]
    key = "shop-day-range" if first != last else "shop-one-day"
    return turn.words.say(key, first=days[0], last=days[1], spans=_spans(turn.shop.hours.week[first]))


def _spans(spans: tuple[Span, ...]) -> str:
    return ", ".join(f"{opens:%H:%M}–{closes:%H:%M}".replace("–00:00", "–24:00") for opens, closes in spans)


def _fee(turn: Turn, method: ShippingMethod) -> str:
    return turn.words.say("shop-fee", name=_name(turn, method), price=_price(turn, method), **_days(method))


def _price(turn: Turn, method: ShippingMethod) -> str:
    return turn.words.money(method.price) if method.price != Decimal(0) else turn.words.say("shop-free")


def _name(turn: Turn, method: ShippingMethod) -> str:
    return method.name.in_language(turn.words.language)


def _days(method: ShippingMethod) -> dict[str, object]:
    return {"first": method.days[0], "last": method.days[1]}


def _methods_card(turn: Turn) -> dict[str, object]:
    rows = [
        (_name(turn, method), turn.words.say("shop-method-row", price=_price(turn, method), **_days(method)))
        for method in turn.shop.shipping
    ]
    return facts_card(turn.words.say("shop-methods-title"), rows)


def _next(turn: Turn, label: str, intent: str) -> Choice:
    return choice(turn.words.say(label), intent)
