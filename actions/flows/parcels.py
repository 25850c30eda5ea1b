"""Parcels: search for one, make it come faster, have it handed over otherwise."""

from __future__ import annotations

import re

from actions import effort
from actions.cards import items_in
from actions.flows.options import allow, words_or_choice
from actions.funnel import Ask, Option, funnel
from actions.later import hand_over_with_order
from actions.turn import Turn
from care.aftersales import service as aftersales
from care.aftersales.hindrances_to_help import not_to_trace
from care.aftersales.wishes import ChangeDelivery, Hurry, Trace, Trouble
from care.orders.rules import Matter
from care.orders.service import OrderState, ParcelState

PHONE = re.compile(r"\+?\d(?:[ ./()-]*\d){6,16}")
# A day, an hour or a place: then the sentence says all there is to know.
WHEN_OR_WHERE = re.compile(
    r"\b(?:tomorrow|today|tonight|(?:mon|tues?|wednes|thurs?|fri|satur|sun)day|weekend|week|noon"
    r"|morning|afternoon|evening"
    r"|after|before|between|later|until|\d{1,2} ?(?:am|pm|o'?clock)|neighbou?r|porch|door|reception|locker"
    r"|pick ?up|garage|office|concierge)\b"
    r"|明天|后天|今天|周[一二三四五六日末]|星期|点|上午|下午|晚上|邻居|门口|前台|自提|驿站|物业|快递柜",
    re.IGNORECASE,
)
CHOICES = ("later", "neighbour", "pickup")


def should_be_there(state: OrderState) -> bool:
    """Whether a shopper may well miss it."""
    return state.matter in {Matter.DELIVERED, Matter.LOST, Matter.LATE}


def is_moving(state: OrderState) -> bool:
    return not state.is_over


@funnel("delivered_not_received", Trace, fitting=should_be_there)
async def find_parcel(ask: Ask) -> Trace | None:
    """Search for a parcel that is late, lost, or said to be delivered and was not."""
    state = await ask.order()
    await recall(ask, state)
    allow(ask, state, Trace)
    sent = [each for each in state.parcels if each.shipment.shipped_at or each.shipment.delivered_at]
    missed = [each for each in sent if _can_be_traced(ask.turn, each)] or sent
    parcel = await ask.one("parcel", [_parcel_option(ask.turn, state, each) for each in missed])
    wish = Trace(state.order.number, parcel.shipment.tracking_number, trouble_of(parcel))
    if await _promise_is_over(ask.turn, wish):
        hand_over_with_order(ask.turn, state, "parcels-promise-over")
        return None
    if wish.trouble == "lost" and (way := await ask.one("lost", _ways(ask.turn))) != "search":
        hand_over_with_order(ask.turn, state, f"parcels-lost-{way}")
        return None
    return wish


def _ways(turn: Turn) -> list[Option[str]]:
    """What can be done about a lost parcel: nobody has to wait for a search."""
    also = {
        "again": ("again", "replacement"),
        "money": ("money back", "refund"),
        "search": ("search", "find"),
    }
    return [
        Option(
            way,
            turn.words.say(f"parcels-way-{way}"),
            way,
            also=(turn.words.say(f"parcels-way-{way}"), *names),
        )
        for way, names in also.items()
    ]


async def _promise_is_over(turn: Turn, wish: Trace) -> bool:
    """Whether it is searched for already, and should have been found by now."""
    quote = await aftersales.quote(turn.session, turn.shopper, wish, turn.shop, turn.now)
    return bool(quote.earlier and quote.by and quote.by < turn.words.today())


def _can_be_traced(turn: Turn, parcel: ParcelState) -> bool:
    return not_to_trace(parcel.shipment, trouble_of(parcel), turn.shop, turn.now) is None


def trouble_of(parcel: ParcelState) -> Trouble:
    if parcel.matter is Matter.DELIVERED:
        return "not_received"
    return "lost" if parcel.matter is Matter.LOST else "late"


@funnel("expedite_order", Hurry, fitting=is_moving)
async def hurry(ask: Ask) -> Hurry:
    state = await ask.order()
    await recall(ask, state)
    allow(ask, state, Hurry)
    return Hurry(state.order.number)


@funnel("change_delivery_time_or_contact", ChangeDelivery, fitting=is_moving)
async def change_delivery(ask: Ask) -> ChangeDelivery:
    """Another time or place in the shopper's own words, or another number to ring."""
    state = await ask.order()
    allow(ask, state, ChangeDelivery)
    choices = [ask.turn.words.say(f"parcels-wanted-{each}") for each in CHOICES]
    opening = ask.going.said
    if not ask.going.answers.get("wanted") and (WHEN_OR_WHERE.search(opening) or PHONE.search(opening)):
        ask.going.answers["wanted"] = opening
    wanted = await words_or_choice(ask, "wanted", choices)
    phone = PHONE.search(wanted)
    return ChangeDelivery(state.order.number, wanted[:200], phone[0] if phone else None)


async def recall(ask: Ask, state: OrderState) -> None:
    """Says once what has changed since the shopper asked about this order before."""
    if not ask.going.notes.get("recalled"):
        ask.going.notes["recalled"] = True
        await effort.recall(ask.turn, state)


def _parcel_option(turn: Turn, state: OrderState, parcel: ParcelState) -> Option[ParcelState]:
    number = parcel.shipment.tracking_number
    items = turn.words.list(items_in(turn, state, parcel))
    status = turn.words.label("status", parcel.matter)
    names = tuple(each.partition(" × ")[0] for each in items_in(turn, state, parcel))
    return Option(number, f"{items} · {status}", parcel, also=(number, *names))
