"""Money matters of one order: pay it, the price has dropped, an invoice for a company, the money back."""

from __future__ import annotations

import re

from actions import money
from actions.cards import sum_of
from actions.choices import choice
from actions.flows.cancel import cancel_order
from actions.flows.claims import FAULTS, make_good
from actions.flows.options import allow
from actions.flows.parcels import find_parcel
from actions.flows.sending_back import return_item
from actions.funnel import Ask, Option, funnel
from actions.later import hand_over_with_order
from actions.turn import Turn
from care.aftersales import rules
from care.aftersales import service as aftersales
from care.aftersales.errors import Refused
from care.aftersales.wishes import (
    Cancel,
    InvoiceFor,
    PayLink,
    PriceDrop,
    RefundFault,
    Replace,
    Return,
    Trace,
    Wish,
)
from care.db.models import Order
from care.orders import service as orders
from care.orders.rules import Matter
from care.orders.service import OrderState

COMPANY = re.compile(
    r"\b(?:company|business|firm|corporate|employer|tax|vat|ein)\b|公司|抬头|税号|企业|单位|专票|增值税",
    re.IGNORECASE,
)
COMPANY_NAME = re.compile(
    r"(?:\bmade out to|\bto|\bfor|\bcompany(?: name)?(?: is)?|抬头(?:是|为|写|开)?"
    r"|公司(?:名称|名)?(?:是|为)|开给)\s*[:：]?\s*"
    r"(?P<name>(?=\S)(?!the\b|my\b|a\b|an\b|order\b|our\b|company\b)[^,，;；。]*?"
    r"(?:\b(?:ltd|limited|inc|llc|gmbh|corp\w*|co|ag|plc|company)\b\.?|公司|集团|厂|店|中心|事务所))",
    re.IGNORECASE,
)
TAX_NUMBER = re.compile(
    r"(?:\b(?:tax|vat|ein)\b|税号|识别号)[^\d,，;；]{0,24}?(?<![A-Z])"
    r"(?P<number>(?:(?-i:[A-Z]{2,3}) ?|[A-Z]{0,4}-?)\d[A-Z0-9]*(?:[ ./-]?[A-Z]*\d[A-Z0-9]*)*)",
    re.IGNORECASE,
)


@funnel("pay_order", fitting=money.waits_for_money)
async def pay_order(ask: Ask) -> Wish | None:
    """The link to pay by, or calling it off; where the shop has no link, how to pay."""
    if "order" not in ask.going.answers and "order_number" not in ask.turn.heard:
        found = await orders.recent(ask.turn.session, ask.turn.shopper)
        if found and not any(each.status == "unpaid" for each in found):
            ask.turn.say("paying-all-paid", choice(ask.turn.words.say("next-where"), "order_status"))
            return None
    state = await ask.order()
    turn, order = ask.turn, state.order
    if order.status != "unpaid" or not _can(PayLink, ask.turn, order):
        await money.pay_order(turn, state)
        return None
    link, off = (turn.words.say(f"paying-way-{way}") for way in ("link", "cancel"))
    ways = [
        Option("link", link, "link", also=("link", "pay")),
        Option("cancel", off, "cancel", also=("cancel",)),
    ]
    if await ask.one("way", ways, total=sum_of(order.lines)) == "link":
        return PayLink(order.number)
    return await cancel_order(ask)


@funnel("price_protection", PriceDrop)
async def price_drop(ask: Ask) -> PriceDrop:
    """Of the orders whose prices have dropped; the only one is taken unasked."""
    if (
        "order" not in ask.going.answers
        and "order_number" not in ask.turn.heard
        and ask.going.asking != "order"
    ):
        await _where_it_dropped(ask)
    state = await ask.order()
    allow(ask, state, PriceDrop)
    return PriceDrop(state.order.number)


async def _where_it_dropped(ask: Ask) -> None:
    """Settles the order, or raises `Refused` where nothing was bought that costs less today."""
    turn = ask.turn
    found = await orders.recent(turn.session, turn.shopper, money=True)
    dropped = [each for each in found if await _has_dropped(turn, each)]
    if len(dropped) == 1:
        ask.going.answers["order"] = dropped[0].number
    elif not dropped and len(found) > 1:
        days = turn.shop.price_protection.days
        reason = "nothing_cheaper" if days else "no_price_protection"
        raise Refused(reason, "product_info", "human_handoff", days=days)


async def _has_dropped(turn: Turn, order: Order) -> bool:
    if not _can(PriceDrop, turn, order):
        return False
    try:
        await aftersales.quote(turn.session, turn.shopper, PriceDrop(order.number), turn.shop, turn.now)
    except Refused:
        return False
    return True


@funnel("invoice", InvoiceFor)
async def invoice(ask: Ask) -> InvoiceFor | None:
    """The invoice at once; made out to a company where one is spoken of."""
    state = await ask.order()
    answers, notes, words = ask.going.answers, ask.going.notes, ask.going.said
    notes["company"] = notes.get("company") or bool(COMPANY.search(words))
    if not notes["company"]:
        await money.invoice(ask.turn, state)
        return None
    allow(ask, state, InvoiceFor)
    said = ask.words_for("company") or words
    if "company" not in answers and (found := COMPANY_NAME.search(said)):
        ask.take("company", found["name"].strip())
    if "tax_number" not in answers and (number := TAX_NUMBER.search(said)):
        answers["tax_number"] = number["number"].strip()
    company = await ask.text("company")
    if "tax_number" not in answers and (number := TAX_NUMBER.search(company)):
        answers["tax_number"] = number["number"].strip()
        company = answers["company"] = company[: number.start()].strip(" ,，;；")
    tax_number = await ask.text("tax_number")
    return InvoiceFor(state.order.number, company, _bare(tax_number))


def _bare(words: str) -> str:
    """The number without "it is" before it."""
    found = TAX_NUMBER.search(f"tax {words}")
    return found["number"].strip() if found else words


def money_can_come_back(state: OrderState) -> bool:
    """Whether it is paid, and not just on its way and in time."""
    in_time = {Matter.PACKED, Matter.ON_THE_WAY, Matter.OUT_FOR_DELIVERY, Matter.AT_PICKUP}
    return state.matter not in {Matter.UNPAID, Matter.CANCELLED, *in_time}


@funnel("refund_request", Return, Cancel, RefundFault, Trace, fitting=money_can_come_back)
async def refund_request(ask: Ask) -> Wish | None:
    """Money back: by calling it off, sending it back or making good, as the order and the words have it."""
    state = await ask.order()
    turn, order = ask.turn, state.order
    if state.matter is Matter.CANCELLED:
        await money.refund_status(turn, state)
        return None
    if state.matter is Matter.RETURNING:
        hand_over_with_order(turn, state, "later-refund-request")
        return None
    if _can(Cancel, turn, order):
        return await cancel_order(ask)
    if state.matter in {Matter.LOST, Matter.LATE} and _can(Trace, turn, order):
        return await find_parcel(ask)
    notes = ask.going.notes
    notes["faulty"] = notes.get("faulty") or any(each.search(ask.going.said) for each in FAULTS.values())
    if notes["faulty"] and (_can(RefundFault, turn, order) or _can(Replace, turn, order)):
        return await make_good(ask)
    return await return_item(ask)


def _can(kind: type[Wish], turn: Turn, order: Order) -> bool:
    return rules.why_not(kind, order, turn.shop, turn.now) is None
