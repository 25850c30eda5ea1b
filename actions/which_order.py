"""Finds out which order a shopper means, and asks only when more than one fits."""

from __future__ import annotations

from collections.abc import Sequence

from actions.cards import item_of, state_label
from actions.choices import Choice, choice
from actions.people import person, something_else
from actions.topics import Topic
from actions.turn import Turn
from care.errors import NotFound
from care.orders import service as orders
from care.orders.service import OrderState
from care.products import service as products

MOST_CHOICES = 5


async def choose_order(turn: Turn, topic: Topic) -> OrderState | None:
    """The order a proved shopper means; None once they were asked which one, or told that there is none."""
    number, named = turn.slot("order_number"), "order_number" in turn.heard
    last = await _of_number(turn, topic, number) if number else None
    if last and (named or topic.fitting(last)):
        return last
    if number and named:
        await _no_such_order(turn, topic, number)
        return None
    known = await _recent(turn, topic)
    fitting = _fitting(topic, known)
    meant = _meant(turn, fitting or known)
    if len(meant) != 1 and last and not fitting:
        return last  # none is what such a wish is about; then it is about the one just talked about
    if len(meant) != 1:
        _which(turn, topic, meant)
        return None
    turn.remember(order_number=meant[0].order.number)
    return meant[0]


async def ask_which(turn: Turn, topic: Topic) -> None:
    """Offers once more the orders such a wish may be about, whatever the line was about that came between."""
    known = await _recent(turn, topic)
    _which(turn, topic, _fitting(topic, known) or known)


async def names_things_ordered(turn: Turn, topic: Topic) -> bool:
    """Whether the words name a thing in some of the shopper's orders, so that it tells which one is meant."""
    known = await _recent(turn, topic)
    return len(_meant(turn, known)) < len(known)


async def _of_number(turn: Turn, topic: Topic, number: str) -> OrderState | None:
    try:
        order = await orders.find(turn.session, number, turn.shopper, money=topic.money)
    except NotFound:
        turn.remember(order_number=None)
        return None
    turn.remember(order_number=order.number)
    known = await orders.states(turn.session, [order], turn.shop, turn.now)
    await turn.learn_goods(known)
    return known[0]


async def _recent(turn: Turn, topic: Topic) -> list[OrderState]:
    """The shopper's newest orders, with what their things are called."""
    found = await orders.recent(turn.session, turn.shopper, money=topic.money)
    known = await orders.states(turn.session, found, turn.shop, turn.now)
    await turn.learn_goods(known)
    return known


def _fitting(topic: Topic, known: Sequence[OrderState]) -> list[OrderState]:
    return orders.likeliest_first([state for state in known if topic.fitting(state)])


def _meant(turn: Turn, known: Sequence[OrderState]) -> Sequence[OrderState]:
    """Those of the orders whose things the shopper named; all of them when they named none."""
    words = turn.heard.get("product") or turn.text
    if len(known) < 2 or not words:
        return known
    names = {line.product_id: line.name for state in known for line in state.order.lines}
    named = products.named_in(words, names, turn.goods)
    return [state for state in known if any(line.product_id in named for line in state.order.lines)] or known


async def _no_such_order(turn: Turn, topic: Topic, number: str) -> None:
    turn.ask("order_choice")
    known = orders.likeliest_first(await _recent(turn, topic))
    turn.say("orders-not-found", *_choices(turn, topic, known), person(turn), number=number)


def _none_yet(turn: Turn) -> None:
    turn.ask(None)
    turn.say("orders-none", person(turn), something_else(turn))


def _which(turn: Turn, topic: Topic, known: Sequence[OrderState]) -> None:
    if not known:
        return _none_yet(turn)
    turn.ask("order_choice")
    key = "orders-which" if len(known) <= MOST_CHOICES else "orders-which-or-number"
    turn.say(key, *_choices(turn, topic, known), something_else(turn))
    return None


def _choices(turn: Turn, topic: Topic, known: Sequence[OrderState]) -> list[Choice]:
    return [order_choice(turn, topic.intent, state) for state in known[:MOST_CHOICES]]


def order_choice(turn: Turn, intent: str, state: OrderState) -> Choice:
    """An order as a choice: its number, its main product and how it stands."""
    label = turn.words.say(
        "orders-choice", number=state.order.number, item=item_of(turn, state), state=state_label(turn, state)
    )
    return choice(label, intent, order_number=state.order.number)
