"""What else is done for a shopper: searches, haste, papers, reminders, the account. No money moves."""

from __future__ import annotations

from urllib.parse import quote as quoted

from care.aftersales import typed
from care.aftersales.case import Case, item
from care.aftersales.errors import Refused
from care.aftersales.hindrances_to_help import not_to_trace
from care.aftersales.quotes import Item, Quote
from care.aftersales.quoting import quote_of
from care.aftersales.wishes import (
    ChangeDelivery,
    ChangeProfile,
    Hurry,
    InvoiceFor,
    PayLink,
    Remind,
    Trace,
)

LONGEST_WANT, LONGEST_COMPANY = 200, 120


@quote_of.register
def _trace(wish: Trace, case: Case) -> Quote:
    case.require_possible(Trace)
    parcels = {parcel.tracking_number: parcel for parcel in case.order.shipments}
    parcel = parcels.get(wish.tracking_number)
    if parcel is None:
        raise Refused("unknown_parcel", "order_status", "human_handoff")
    if case.earlier:
        return Quote(wish, by=case.earlier.by, earlier=case.earlier.number)
    if found := not_to_trace(parcel, wish.trouble, case.shop, case.now):
        reason, facts = found
        instead = "delivery_eta" if wish.trouble != "not_received" else "order_status"
        raise Refused(reason, instead, "human_handoff", **facts)
    today = case.now.astimezone(case.shop.zone).date()
    return Quote(wish, by=case.shop.business_days.after(today, case.shop.claims.trace_days))


@quote_of.register
def _hurry(wish: Hurry, case: Case) -> Quote:
    case.require_possible(Hurry)
    asks = "carrier" if case.order.status == "shipped" else "warehouse"
    return Quote(wish, asks=asks, earlier=case.earlier.number if case.earlier else None)


@quote_of.register
def _change_delivery(wish: ChangeDelivery, case: Case) -> Quote:
    case.require_possible(ChangeDelivery)
    if not _fits(wish.wanted, LONGEST_WANT) and not (wish.phone and not wish.wanted.strip()):
        raise Refused("nothing_said", "human_handoff", "order_status", what="wanted")
    if wish.phone and typed.phone(wish.phone) is None:
        raise Refused("phone_unreadable", "human_handoff", "order_status")
    asks = "carrier" if case.order.status == "shipped" else "warehouse"
    return Quote(wish, asks=asks)


@quote_of.register
def _invoice_for(wish: InvoiceFor, case: Case) -> Quote:
    case.require_possible(InvoiceFor)
    if not _fits(wish.company, LONGEST_COMPANY):
        raise Refused("nothing_said", "human_handoff", "order_status", what="company")
    if typed.tax_number(wish.tax_number) is None:
        raise Refused("tax_number_unreadable", "human_handoff", "order_status")
    return Quote(wish, tuple(item(line) for line in case.order.lines))


@quote_of.register
def _pay_link(wish: PayLink, case: Case) -> Quote:
    case.require_possible(PayLink)
    link = case.shop.payment.link.format(number=quoted(case.order.number, safe=""))
    return Quote(wish, tuple(item(line) for line in case.order.lines), link=link)


@quote_of.register
def _remind(wish: Remind, case: Case) -> Quote:
    if wish.variant_id not in case.variants:
        raise Refused("unknown_variant", "product_info", "human_handoff")
    variant, product = case.variants[wish.variant_id]
    options = dict(variant.options)
    if variant.available:
        facts = {"name": product.name, "options": options, "variant_id": variant.id}
        raise Refused("in_stock_already", "product_info", "human_handoff", **facts)
    wanted = Item("", product.id, variant.id, product.name, options, variant.price, 1)
    return Quote(wish, (wanted,), earlier=case.earlier.number if case.earlier else None)


@quote_of.register
def _change_profile(wish: ChangeProfile, case: Case) -> Quote:
    for name in ("email", "name"):
        if getattr(wish, name):
            raise Refused(f"{name}_by_person", "human_handoff", "update_profile")
    if wish.phone and typed.phone(wish.phone) is None:
        raise Refused("phone_unreadable", "human_handoff", "update_profile")
    if wish.language and wish.language not in {"en", "zh"}:
        raise Refused("unknown_language", "human_handoff", "update_profile")
    if wish.birthday and typed.birthday(wish.birthday) is None:
        raise Refused("birthday_unreadable", "human_handoff", "update_profile")
    new = profile_values(wish)
    if all(getattr(case.customer, name) == value for name, value in new.items()):
        raise Refused("nothing_to_change", "human_handoff", "update_profile")
    return Quote(wish)


def profile_values(wish: ChangeProfile) -> dict[str, object]:
    """Columns of the customer that change."""
    values: dict[str, object] = {}
    if wish.phone:
        values["phone"] = typed.phone(wish.phone)
    if wish.language:
        values["language"] = wish.language
    if wish.birthday and (day := typed.birthday(wish.birthday)):
        values |= dict(zip(("birth_year", "birth_month", "birth_day"), day, strict=True))
    return values


def _fits(words: str, longest: int) -> bool:
    return 0 < len(typed.tidy(words, longest + 1)) <= longest
