"""Pictures beside the words: an order, a parcel on its way, a product, a list of facts.

Labels come ready to read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from actions.turn import Turn
from care.db.models import OrderLine
from care.orders.rules import Matter
from care.orders.service import OrderState, ParcelState
from care.products.matching import in_chinese

Card = dict[str, Any]

SAY_NOTHING = {"yes", "no", "none"}  # values that mean something only beside their option's name
TONES = {
    Matter.UNPAID: "bad",
    Matter.LATE_TO_SEND: "bad",
    Matter.OUT_OF_STOCK: "bad",
    Matter.LATE: "bad",
    Matter.LOST: "bad",
    Matter.BAD_ADDRESS: "bad",
    Matter.MISSED: "bad",
    Matter.RETURNING: "bad",
    Matter.OUT_FOR_DELIVERY: "good",
    Matter.AT_PICKUP: "good",
    Matter.DELIVERED: "done",
    Matter.CANCELLED: "done",
}
TROUBLE = {Matter.LATE, Matter.LOST, Matter.BAD_ADDRESS, Matter.MISSED, Matter.RETURNING}
STEPS = (Matter.PACKED, Matter.ON_THE_WAY, Matter.OUT_FOR_DELIVERY, Matter.DELIVERED)


def state_label(turn: Turn, state: OrderState) -> str:
    return turn.words.label("status", state.matter)


def name_of(turn: Turn, line: OrderLine) -> str:
    label = turn.goods.get(line.product_id)
    return label.names.get(turn.words.language, line.name) if label else line.name


def picture_of(image: str | None) -> str | None:
    """Where the widget finds a picture: the desk serves the shop's own under /media/."""
    return image if not image or image.startswith(("/", "http")) else f"/media/{image}"


def item_of(turn: Turn, state: OrderState) -> str:
    """What people call an order: its main product, and how many other things."""
    lines = state.order.lines
    if not lines:
        return turn.words.say("orders-item-nothing")
    main = max(lines, key=lambda line: line.price * line.quantity)
    name, more = name_of(turn, main), len(lines) - 1
    return turn.words.say("orders-item-more", name=name, more=more) if more else name


def options_of(turn: Turn, options: Mapping[str, str]) -> str:
    """`blue, 2L, waterproof: yes`; in Chinese the words the glossary has."""
    if turn.words.language == "zh":
        return "，".join(
            f"{in_chinese(option)}：{in_chinese(value)}"
            if value.lower() in SAY_NOTHING
            else in_chinese(value)
            for option, value in options.items()
        )
    return ", ".join(
        f"{option}: {value}" if option and value.lower() in SAY_NOTHING else value
        for option, value in options.items()
    )


def spelt_out(turn: Turn, options: Mapping[str, str]) -> str:
    """`color: blue, capacity: 1L`: a bare "yes" or "none" would say nothing."""
    zh = turn.words.language == "zh"
    pairs = [
        (in_chinese(name), in_chinese(value)) if zh else (name, value) for name, value in options.items()
    ]
    return ("，" if zh else ", ").join(f"{name}{'：' if zh else ': '}{value}" for name, value in pairs)


def order_card(turn: Turn, state: OrderState, note: str | None = None) -> Card:
    order, words = state.order, turn.words
    lines = [
        {
            "name": name_of(turn, line),
            "options": options_of(turn, line.options),
            "quantity": line.quantity,
            "price": words.money(line.price * line.quantity),
            "image": picture_of(turn.goods[line.product_id].image) if line.product_id in turn.goods else None,
        }
        for line in order.lines
    ]
    return {
        "kind": "order",
        "number": order.number,
        "status": str(state.matter),
        "status_label": state_label(turn, state),
        "tone": TONES.get(state.matter, "busy"),
        "placed": words.say("orders-placed", day=order.placed_at) if order.placed_at else None,
        "lines": lines,
        "total": words.money(sum_of(order.lines)),
        "note": note,
    }


def sum_of(lines: Iterable[OrderLine]) -> Any:
    return sum(line.price * line.quantity for line in lines)


def parcel_card(turn: Turn, state: OrderState, parcel: ParcelState, headline: str) -> Card:
    shipment = parcel.shipment
    return {
        "kind": "parcel",
        "order_number": state.order.number,
        "carrier": shipment.carrier,
        "tracking_number": shipment.tracking_number,
        "headline": headline,
        "late": parcel.matter in {Matter.LATE, Matter.LOST},
        "steps": _steps(turn, parcel),
        "items": items_in(turn, state, parcel),
    }


def items_in(turn: Turn, state: OrderState, parcel: ParcelState) -> list[str]:
    """`Kettle × 2` for each line in the parcel; all lines where the parcel does not say."""
    ids = set(parcel.shipment.line_ids)
    lines = [line for line in state.order.lines if not ids or line.id in ids]
    return [f"{name_of(turn, line)} × {line.quantity}" for line in lines]


def _steps(turn: Turn, parcel: ParcelState) -> list[Card]:
    """The carrier's reports so far in its own words, then what is still to come."""
    words, shipment = turn.words, parcel.shipment
    reported = [event for event in shipment.events if event.at <= turn.now]
    steps: list[Card] = [
        {"label": event.text, "at": words.day_and_time(event.at), "place": event.place, "state": "done"}
        for event in reported
    ]
    if not steps and shipment.shipped_at and shipment.shipped_at <= turn.now:
        label = words.label("step", "shipped")
        steps = [
            {"label": label, "at": words.day_and_time(shipment.shipped_at), "place": None, "state": "done"}
        ]
    if parcel.matter is Matter.DELIVERED:
        return _ended(turn, parcel, steps)
    if steps:
        steps[-1]["state"] = "problem" if parcel.matter in TROUBLE else "now"
    return steps + [
        {"label": words.label("step", step), "at": None, "place": None, "state": "next"}
        for step in _still_to_come(parcel.matter)
    ]


def _ended(turn: Turn, parcel: ParcelState, steps: list[Card]) -> list[Card]:
    at = parcel.shipment.delivered_at
    last = {
        "label": turn.words.label("step", Matter.DELIVERED),
        "at": turn.words.day_and_time(at) if at else None,
        "place": None,
        "state": "done",
    }
    already = steps and parcel.shipment.events and parcel.shipment.events[-1].at == at
    return steps if already else [*steps, last]


def _still_to_come(matter: Matter) -> tuple[Matter, ...]:
    if matter in {Matter.LOST, Matter.BAD_ADDRESS, Matter.RETURNING}:
        return ()
    if matter in {Matter.OUT_FOR_DELIVERY, Matter.AT_PICKUP, Matter.MISSED}:
        return (Matter.DELIVERED,)
    return STEPS[1:] if matter in {Matter.PACKED, Matter.LATE_TO_SEND} else STEPS[2:]


def facts_card(title: str, rows: Iterable[tuple[str, str]]) -> Card:
    return {
        "kind": "facts",
        "title": title,
        "rows": [{"label": label, "value": value} for label, value in rows],
    }
