"""Something is missing, wrong or damaged: sent again where it is in stock, else the money back."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.cards import name_of, options_of
from actions.flows.options import allow, line_options, method_options
from actions.funnel import Ask, Option, funnel
from actions.funnel.reading import Closed
from care.aftersales import rules
from care.aftersales.wishes import Fault, RefundFault, Replace
from care.customers import service as customers
from care.db.models import OrderLine
from care.products import service as products

LONGEST_NOTE = 500
FAULTS: dict[Fault, re.Pattern[str]] = {
    "missing": re.compile(
        r"\bmissing\b|\bnot in the (?:box|parcel|package)\b|\bforgot\w*|\bleft out\b"
        r"|\bonly (?:got|received)\b"
        r"|\bdidn'?t (?:come|include)\b|\bincomplete\b|少|漏|缺|没有收到|没收到",
        re.IGNORECASE,
    ),
    "wrong": re.compile(
        r"\bwrong (?:item|thing|product|size|colou?r|one|model|version|order)\b"
        r"|\b(?:sent|got|received) (?:me )?(?:the |a )?wrong"
        r"|\bdifferent\b|\bnot what i\b|\binstead of\b|\bmix(?:ed)? ?up\b|\bincorrect\b"
        r"|错|不是我|不对|不符",
        re.IGNORECASE,
    ),
    "damaged": re.compile(
        r"\bdamag\w*|\bbroke\w*|\bbroken\b|\bdefect\w*|\bcrack\w*|\bfault\w*|\bscratch\w*|\bdent\w*|\bsmash\w*"
        r"|\bleak\w*|\bdead\b|\b(?:doesn|does|won|didn|isn)'?t? (?:not )?(?:work|turn|start|charge)\w*"
        r"|坏|破|损|裂|碎|故障|瑕疵|划痕|漏水|用不了|不能用|打不开",
        re.IGNORECASE,
    ),
}
AGAIN = re.compile(
    r"\b(?:re-?send|re-?ship|send (?:\w+ ){0,3}(?:again|another|new)|replace\w*|new one|another one)\b"
    r"|补发|重发|补寄|换新|重新发|再发",
    re.IGNORECASE,
)
MONEY = re.compile(r"\bmoney\b|\brefund\w*|\bpay (?:me )?back\b|退款|退钱|退给我|赔", re.IGNORECASE)


@funnel("missing_or_wrong_item", Replace, RefundFault, photos=True)
@funnel("damaged_or_defective", Replace, RefundFault, photos=True)
async def make_good(ask: Ask) -> Replace | RefundFault:
    turn, state = ask.turn, await ask.order()
    order = state.order
    allow(ask, state, Replace, RefundFault)
    note, photo = _told(ask)
    kind = Replace if rules.why_not(Replace, order, turn.shop, turn.now) is None else RefundFault
    lines = await ask.some("lines", line_options(ask, rules.lines_for(kind, order, turn.shop, turn.now)))
    ids, names = tuple(line.id for line in lines), [name_of(turn, line) for line in lines]
    fault = await ask.one("fault", _faults(ask), items=names)
    fix = await ask.one("fix", await _fixes(ask, lines), items=names)
    if fix == "again":
        return Replace(order.number, ids, fault, note, photo)
    methods = await customers.payment_methods(turn.session, turn.shopper)
    to = rules.refund_methods(order, list(methods.values()), turn.shop)
    method = await ask.one("refund_to", await method_options(ask, to))
    return RefundFault(order.number, ids, fault, method.id, note, photo)


def _told(ask: Ask) -> tuple[str | None, str | None]:
    """The words it began with and the photo, if there is one: who packs anew wants to know."""
    notes = ask.going.notes
    if ask.going.said not in {"", ask.turn.words.say("desk-photo")}:
        notes.setdefault("note", ask.going.said[:LONGEST_NOTE])
    if photo := ask.turn.heard.get("photo"):
        notes["photo"] = photo
    return notes.get("note"), notes.get("photo")


def _faults(ask: Ask) -> list[Option[Fault]]:
    """What can be the matter; the wish itself says so where it is something broken."""
    words = ask.words_for("fault")
    named: list[Fault] = [fault for fault, pattern in FAULTS.items() if pattern.search(words)]
    if not named and ask.going.name == "damaged_or_defective" and not ask.going.notes.get("damaged"):
        named = ["damaged"]
    ask.going.notes["damaged"] = True  # from now on only if they say so
    if len(named) == 1:
        ask.take("fault", named[0])
    return [Option(fault, ask.turn.words.say(f"claims-fault-{fault}"), fault) for fault in FAULTS]


async def _fixes(ask: Ask, lines: Sequence[OrderLine]) -> list[Option[str]]:
    """Sending it again first, where all of it is in stock; the money back."""
    turn, order = ask.turn, ask.state.order
    sold_out = await _sold_out(ask, lines)
    if sold_out and not ask.going.notes.get("sold_out"):
        ask.going.notes["sold_out"] = True
        turn.utter(turn.words.say("claims-sold-out", **sold_out.facts))
    options = []
    if rules.why_not(Replace, order, turn.shop, turn.now) is None:
        label = turn.words.say("claims-fix-again")
        options.append(Option("again", label, "again", also=("again", "replacement"), closed=sold_out))
    if rules.why_not(RefundFault, order, turn.shop, turn.now) is None:
        label = turn.words.say("claims-fix-money")
        options.append(Option("money", label, "money", also=("money back", "refund")))
    words = ask.words_for("fix")
    if MONEY.search(words) and not AGAIN.search(words) and any(each.value == "money" for each in options):
        ask.take("fix", "money")
    elif AGAIN.search(words) and not MONEY.search(words) and options[0].value == "again" and not sold_out:
        ask.take("fix", "again")
    return options


async def _sold_out(ask: Ask, lines: Sequence[OrderLine]) -> Closed | None:
    """Why the same cannot be sent again: the first thing that is not there."""
    for line in lines:
        found = await products.find_by_id(ask.turn.session, line.product_id)
        variants = found.product.variants if found else ()
        there = next((each for each in variants if each.id == line.variant_id and each.available), None)
        if there is None or (there.stock is not None and there.stock < line.quantity):
            facts = {"name": name_of(ask.turn, line), "options": options_of(ask.turn, line.options)}
            return Closed("refused-variant-sold-out", facts)
    return None
