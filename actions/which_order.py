"""Finds out which order a shopper means, and asks only when more than one fits."""

from __future__ import annotations

import re
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
NEWEST = re.compile(
    r"\b(?:most recent|latest|newest|last) (?:order|purchase)\b|\bmost recently (?:placed|ordered|bought)\b"
    r"|\border (?:that )?i (?:just|most recently) placed\b"
    r"|(?:最新|最近|最后|上)(?:的)?(?:一)?(?:个|单|笔|次)?(?:的|下的)?(?:订单|买的)|上一单|刚(?:刚)?下的(?:订)?单",
    re.IGNORECASE,
)


async def choose_order(turn: Turn, topic: Topic, said: str = "") -> OrderState | None:
    """The order a proved shopper means; None once they were asked which one, or told that there is none.

    `said`: the words of the wish, where they came in an earlier line.
    """
    named = "order_number" in turn.heard
    number = turn.heard.get("order_number") or turn.slot("order_number")
    words = " ".join(filter(None, (turn.heard.get("product") or turn.text, said)))
    last = await order_of_number(turn, topic, number) if number else None
    if number and named:
        if last is None:
            await _no_such_order(turn, topic, number)
        return last
    if last and topic.fits(turn, last) and not await _names_others(turn, last, words):
        return last  # without reading the others
    known = await _recent(turn, topic)
    if known and NEWEST.search(words):
        turn.remember(order_number=known[0].order.number)
        return known[0]
    if last and topic.fits(turn, last) and _may_be(last, _meant(turn, known, words)):
        return last
    fitting = _fitting(turn, topic, known)
    nearly = [] if fitting else [state for state in known if topic.nearly_fits(turn, state)]
    if len(nearly) == 1:
        return nearly[0]  # why it cannot be is told
    if topic.grants and known and not fitting and not nearly:
        return last or _meant(turn, known, words)[0]  # the same: nothing is gained by choosing among these
    meant = _meant(turn, fitting or known, words)
    if len(meant) != 1 and last and not fitting:
        return last  # none is what such a wish is about; then it is about the one just talked about
    if len(meant) != 1:
        _which(turn, topic, meant)
        return None
    turn.remember(order_number=meant[0].order.number)
    return meant[0]


async def _names_others(turn: Turn, last: OrderState, words: str) -> bool:
    """Whether the words may be about another order than this one: the newest, or one of goods not in this."""
    if NEWEST.search(words):
        return True
    shelf = await turn.counter.catalogue.shelf(turn.session, turn.now)
    goods = set(shelf.find(words)) if words else set()
    return bool(goods) and not goods & {line.product_id for line in last.order.lines}


async def ask_which(turn: Turn, topic: Topic) -> None:
    """Offers once more the orders such a wish may be about, whatever the line was about that came between."""
    known = await _recent(turn, topic)
    _which(turn, topic, _fitting(turn, topic, known) or known)


async def names_things_ordered(turn: Turn, topic: Topic) -> bool:
    """Whether the words name a thing in some of the shopper's orders, so that it tells which one is meant."""
    known = await _recent(turn, topic)
    return len(_meant(turn, known, turn.heard.get("product") or turn.text)) < len(known)


async def order_of_number(turn: Turn, topic: Topic, number: str) -> OrderState | None:
    """The shopper's own order of this number; None where they have none."""
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
    """The shopper's newest orders, with what their things are called; read once in a turn."""
    if topic.money not in turn.recent:
        found = await orders.recent(turn.session, turn.shopper, money=topic.money)
        known = await orders.states(turn.session, found, turn.shop, turn.now)
        await turn.learn_goods(known)
        turn.recent[topic.money] = known
    return turn.recent[topic.money]


def _fitting(turn: Turn, topic: Topic, known: Sequence[OrderState]) -> list[OrderState]:
    return orders.likeliest_first([state for state in known if topic.fits(turn, state)])


def _meant(turn: Turn, known: Sequence[OrderState], words: str) -> Sequence[OrderState]:
    """Those of the orders whose things the shopper named; all of them when they named none."""
    if len(known) < 2 or not words:
        return known
    names = {line.product_id: line.name for state in known for line in state.order.lines}
    named = set(products.named_in(words, names, turn.goods))
    hits = [len(named & {line.product_id for line in state.order.lines}) for state in known]
    return [state for state, hit in zip(known, hits, strict=True) if hit == max(hits)]


def _may_be(last: OrderState, meant: Sequence[OrderState]) -> bool:
    """Whether the order talked about last is among those that are meant; older ones are not looked at."""
    return last.order.number in {state.order.number for state in meant}


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
