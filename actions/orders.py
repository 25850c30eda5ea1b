"""Answers about one order: how it stands, where its parcels are, when they come."""

from __future__ import annotations

from actions.cards import item_of, items_in, name_of, order_card, parcel_card
from actions.choices import Choice, choice
from actions.funnel.addresses import address_of, written
from actions.people import person
from actions.topics import answers
from actions.turn import Turn
from care.db.models import Shipment
from care.orders.rules import LATE_MATTERS, Eta, Matter
from care.orders.service import OrderState, ParcelState

MOST_PARCELS = 3
ON_ITS_WAY = {
    Matter.ON_THE_WAY, Matter.OUT_FOR_DELIVERY, Matter.AT_PICKUP, Matter.MISSED, Matter.LATE, Matter.LOST,
    Matter.BAD_ADDRESS, Matter.RETURNING,
}  # fmt: skip

# What a shopper most likely wants next, by how the order stands: label key and intent.
NEXT = {
    Matter.UNPAID: (("next-how-to-pay", "payment_methods"), ("next-cancel", "cancel_order")),
    Matter.PREPARING: (("next-change-address", "change_delivery_address"), ("next-cancel", "cancel_order")),
    Matter.LATE_TO_SEND: (("next-hurry", "expedite_order"), ("next-cancel", "cancel_order")),
    Matter.OUT_OF_STOCK: (("next-change-items", "modify_order_items"), ("next-cancel", "cancel_order")),
    Matter.PACKED: (("next-eta", "delivery_eta"), ("next-change-address", "change_delivery_address")),
    Matter.ON_THE_WAY: (("next-courier", "courier_contact"), ("next-return-policy", "return_policy")),
    Matter.OUT_FOR_DELIVERY: (
        ("next-courier", "courier_contact"),
        ("next-not-here", "delivered_not_received"),
    ),
    Matter.AT_PICKUP: (("next-courier", "courier_contact"),),
    Matter.MISSED: (
        ("next-delivery-time", "change_delivery_time_or_contact"),
        ("next-courier", "courier_contact"),
    ),
    Matter.LATE: (("next-hurry", "expedite_order"), ("next-courier", "courier_contact")),
    Matter.LOST: (("next-lost", "delivered_not_received"), ("next-refund", "refund_request")),
    Matter.BAD_ADDRESS: (("next-correct-address", "change_delivery_time_or_contact"),),
    Matter.RETURNING: (("next-refund", "refund_request"),),
    Matter.DELIVERED: (("next-not-received", "delivered_not_received"), ("next-return", "return_item")),
    Matter.CANCELLED: (("next-refund-status", "refund_status"),),
}


def still_open(state: OrderState) -> bool:
    return not state.is_over


@answers("order_status", needs="order", fitting=still_open)
async def order_status(turn: Turn, state: OrderState) -> None:
    """How the order stands, each parcel with its timeline; the order itself while no parcel has left."""
    parcels = [each for each in state.parcels if each.matter in ON_ITS_WAY]
    if not parcels:
        text = turn.words.join(about(turn, state), when(turn, state), track(turn, state))
        turn.utter(text, next_steps(turn, state), card=order_card(turn, state))
        return
    if len(state.parcels) > 1:
        turn.say("orders-parcels", number=state.order.number, count=len(state.parcels))
    shown = state.parcels[:MOST_PARCELS] if len(state.parcels) > 1 else parcels
    for parcel in shown:
        choices = next_steps(turn, state) if parcel is shown[-1] else []
        turn.utter(about_parcel(turn, state, parcel), choices, card=_timeline(turn, state, parcel))


@answers("delivery_eta", needs="order", fitting=still_open)
async def delivery_eta(turn: Turn, state: OrderState) -> None:
    """The day it comes and what it rests on; where it is late, the reason and what happens next."""
    if len(state.parcels) > 1:
        await order_status(turn, state)
        return
    parcel = state.pressing_parcel
    date = when(turn, state)
    text = turn.words.join(date, about(turn, state)) if date else about(turn, state)
    card = _timeline(turn, state, parcel) if parcel and parcel.matter in ON_ITS_WAY else None
    turn.utter(text, next_steps(turn, state, but="delivery_eta"), card=card)


@answers("courier_contact", needs="order", fitting=still_open)
async def courier_contact(turn: Turn, state: OrderState) -> None:
    """Who carries the parcel and under which number; the store does not know the carrier's telephone."""
    sent = [each for each in state.parcels if each.shipment.shipped_at or each.matter in ON_ITS_WAY]
    if not sent:
        turn.utter(
            turn.words.join(turn.words.say("orders-no-carrier-yet"), about(turn, state)), [person(turn)]
        )
        return
    for parcel in sent[:MOST_PARCELS]:
        text = turn.words.join(_tracking_of(turn, parcel), turn.words.say("orders-carrier-knows"))
        turn.utter(text, [person(turn)])


@answers("order_address", needs="order")
async def order_address(turn: Turn, state: OrderState) -> None:
    """Where it goes or went, how it stands, and under which number it can be followed."""
    key = {"delivered": "orders-address-went", "cancelled": "orders-address-cancelled"}
    facts = {"number": state.order.number, "address": written(address_of(state.order))}
    where = turn.words.say(key.get(state.order.status, "orders-address"), **facts)
    text = turn.words.join(where, about(turn, state), when(turn, state), track(turn, state))
    turn.utter(text, next_steps(turn, state), card=order_card(turn, state))


def about(turn: Turn, state: OrderState) -> str:
    """One or two sentences: what happened, why, what comes next."""
    order, parcel = state.order, state.pressing_parcel
    facts: dict[str, object] = {"number": order.number, "item": item_of(turn, state)}
    if state.matter is Matter.DELIVERED:
        at = max(
            (each.shipment.delivered_at for each in state.parcels if each.shipment.delivered_at), default=None
        )
        return turn.words.say(
            "orders-delivered-on" if at else "orders-delivered", **facts, **({"day": at} if at else {})
        )
    if state.matter is Matter.OUT_OF_STOCK:
        facts["missing"] = [name_of(turn, line) for line in state.sold_out]
    sentence = turn.words.say(f"orders-{_key(state.matter)}", **facts)
    if parcel and state.matter in ON_ITS_WAY:
        return turn.words.join(sentence, last_news(turn, parcel))
    return sentence


def about_parcel(turn: Turn, state: OrderState, parcel: ParcelState) -> str:
    """The same for one parcel: state, newest report, day, and how to follow it."""
    single = len(state.parcels) == 1
    if single:
        sentence = turn.words.say(
            f"orders-{_key(parcel.matter)}", number=state.order.number, item=item_of(turn, state)
        )
    else:
        status = turn.words.label("status", parcel.matter)
        sentence = turn.words.say("orders-one-parcel", items=items_in(turn, state, parcel), status=status)
    news = last_news(turn, parcel) if parcel.matter in ON_ITS_WAY else ""
    return turn.words.join(sentence, news, eta_words(turn, parcel.eta), _tracking_of(turn, parcel))


def when(turn: Turn, state: OrderState) -> str:
    return eta_words(turn, state.eta)


def eta_words(turn: Turn, eta: Eta | None) -> str:
    """The day we dare to say and how sure it is; empty where nobody can say."""
    if eta is None:
        return ""
    words = turn.words
    if eta.before:
        return words.say("eta-today-before", time=words.time(eta.before))
    if eta.sure == "promised" and eta.expected == eta.latest:
        return words.say("eta-today") if eta.latest == words.today() else words.say("eta-by", day=eta.latest)
    if eta.sure == "promised":
        return words.say("eta-promised", expected=eta.expected, latest=eta.latest)
    if eta.expected:
        return words.say("eta-late", expected=eta.expected, latest=eta.latest)
    return words.say(f"eta-{eta.sure}", latest=eta.latest)


def last_news(turn: Turn, parcel: ParcelState) -> str:
    """The carrier's newest report, in its words: of a late parcel, the reason as far as it is known."""
    events = [event for event in parcel.shipment.events if event.at <= turn.now]
    if not events or parcel.matter is Matter.DELIVERED:
        return ""
    news = events[-1]
    facts = {"text": news.text, "at": turn.words.day_and_time(news.at)}
    if news.place:
        return turn.words.say("orders-news-at-place", place=news.place, **facts)
    return turn.words.say("orders-news", **facts)


def track(turn: Turn, state: OrderState) -> str:
    """How its parcels can be followed; of a cancelled order, the ones that were under way."""
    delivered = state.matter is Matter.DELIVERED
    return turn.words.join(
        *(_tracking(turn, each, over=delivered) for each in state.order.shipments[:MOST_PARCELS])
    )


def next_steps(turn: Turn, state: OrderState, *, but: str = "") -> list[Choice]:
    """The one or two likeliest next wishes about this order."""
    number = state.order.number
    unwanted = {but, *turn.settled}
    steps = [each for each in NEXT[state.matter] if each[1] not in unwanted]
    choices = [choice(turn.words.say(label), intent, order_number=number) for label, intent in steps]
    return [*choices, person(turn)] if state.matter in LATE_MATTERS else choices


def _timeline(turn: Turn, state: OrderState, parcel: ParcelState) -> dict[str, object]:
    return parcel_card(turn, state, parcel, headline=turn.words.label("parcel", parcel.matter))


def _tracking_of(turn: Turn, parcel: ParcelState) -> str:
    return _tracking(turn, parcel.shipment, over=parcel.matter is Matter.DELIVERED)


def _tracking(turn: Turn, shipment: Shipment, *, over: bool) -> str:
    """Carrier and tracking number; the number alone where the store does not know the carrier."""
    carrier, tracking = shipment.carrier, shipment.tracking_number
    if not carrier:
        return turn.words.say("orders-tracking-number", tracking=tracking)
    key = "orders-tracked" if over else "orders-tracking"
    return turn.words.say(key, carrier=carrier, tracking=tracking)


def _key(matter: Matter) -> str:
    return matter.replace("_", "-")
