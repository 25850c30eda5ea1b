"""The letter that says what was done: written with it, so that neither exists without the other."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from care.aftersales import amounts
from care.aftersales.case import Case
from care.aftersales.quotes import Item, Move, Quote
from care.aftersales.records import Done
from care.aftersales.typed import tax_number, tidy
from care.aftersales.wishes import ChangeDelivery, InvoiceFor, Trace
from care.customers.service import kind_of
from care.db.models import PaymentMethod
from care.identity.service import Shopper
from care.mail import service as mail
from care.shop.service import currency_of
from care.words import Wording, language_of


async def write(session: AsyncSession, shopper: Shopper, case: Case, done: Done) -> None:
    """Queue the letter to the customer, in the language they speak at the counter."""
    words = Wording(
        language_of(shopper.language), await currency_of(session) or "USD", case.shop.zone, case.now
    )
    subject, text = compose(words, case, done)
    await mail.write(session, case.customer.email, subject, text, case.now)


def compose(words: Wording, case: Case, done: Done) -> tuple[str, str]:
    """Subject and text."""
    order = case.order_or_none.number if case.order_or_none else ""
    did = words.say(f"request-did-{done.kind.replace('_', '-')}", order=order)
    subject = words.say("request-mail-subject", did=did, number=done.number)
    text = words.say(
        "request-mail-text",
        name=case.customer.first_name or case.customer.last_name,
        did=did,
        details="\n".join(details(words, case, done)),
        number=done.number,
        shop=case.shop.about.name.in_language(words.language),
    )
    return subject, text


def details(words: Wording, case: Case, done: Done) -> list[str]:
    """What was asked for, where it goes, and the money, a line each."""
    quote = done.quote
    lines = [_item(words, item) for item in quote.items]
    if quote.address:
        parts = [part for part in vars(quote.address).values() if part]
        lines.append(words.say("request-address", address=", ".join(parts)))
    lines += [_move(words, case, move) for move in quote.moves if move.amount]
    if quote.fee:
        lines.append(words.say("request-fee", fee=quote.fee))
    if quote.to_send_back:
        names = [item.name for item in quote.items if item.line_id in quote.to_send_back]
        lines.append(words.say("request-send-back", items=names))
    if quote.postage_by:
        lines.append(words.say(f"request-postage-{quote.postage_by}"))
    return lines + _said(words, case, quote)


def _said(words: Wording, case: Case, quote: Quote) -> list[str]:
    """What only some wishes have: a day, a link, the shopper's own words, the buyer of an invoice."""
    wish, lines = quote.wish, []
    if isinstance(wish, Trace):
        lines.append(words.say("request-parcel", parcel=wish.tracking_number))
    if isinstance(wish, ChangeDelivery):
        lines += [words.say("request-wanted", wanted=tidy(wish.wanted))] if wish.wanted else []
        lines += [words.say("request-phone", phone=tidy(wish.phone))] if wish.phone else []
    if isinstance(wish, InvoiceFor):
        lines += _invoice(words, case, wish)
    if quote.by:
        lines.append(words.say("request-by", day=words.calendar_day(quote.by)))
    if quote.link:
        lines.append(words.say("request-link", link=quote.link))
    return lines


def _invoice(words: Wording, case: Case, wish: InvoiceFor) -> list[str]:
    """The invoice as text; its lines stand above."""
    order = case.order
    rows = [words.say("request-invoice-total", total=amounts.total(order.lines))]
    if order.placed_at:
        rows.append(words.say("request-invoice-day", day=words.calendar_day(order.placed_at)))
    paid = [method for method, net in amounts.paid_by(order).items() if net > 0]
    if paid:
        labels = [method_label(words, method, case.methods) for method in paid]
        rows.append(words.say("request-invoice-paid", methods=labels))
    buyer = words.say(
        "request-invoice-for", company=tidy(wish.company), tax=tax_number(wish.tax_number) or ""
    )
    about = case.shop.about
    seller = words.say("request-invoice-from", shop=about.name.in_language(words.language), email=about.email)
    return [*rows, buyer, seller]


def method_label(words: Wording, method_id: str, methods: dict[str, PaymentMethod]) -> str:
    """`Visa ending in 4402`, `PayPal`, `gift card ending in 8143`."""
    kind = words.label("payment", kind_of(method_id, methods))
    method = methods.get(method_id)
    if method is None:
        return kind
    digits = method.last_four or (method.id[-4:] if method.kind == "gift_card" else "")
    if not digits.isdigit():
        return kind
    return words.say(
        "money-method-ending", kind=method.brand.title() if method.brand else kind, digits=digits
    )


def _item(words: Wording, item: Item) -> str:
    thing, count = _with_options(item.name, item.options), item.quantity
    if item.new_variant_id is None and item.new_price is None:
        price = words.money(item.price * item.quantity)
        return words.say("request-item", count=count, thing=thing, price=price)
    if item.new_variant_id is None:
        return words.say("request-item-cheaper", count=count, thing=thing, old=item.price, new=item.new_price)
    if item.new_variant_id == item.variant_id:
        return words.say("request-item-again", count=count, thing=thing)
    new = _with_options("", item.new_options or {}) or item.name
    return words.say("request-item-becomes", count=count, thing=thing, new=new)


def _with_options(name: str, options: dict[str, str]) -> str:
    """`Electric Kettle (blue, 2L)`; without a name the options alone."""
    chosen = ", ".join(options.values())
    return f"{name} ({chosen})" if name and chosen else chosen or name


def _move(words: Wording, case: Case, move: Move) -> str:
    method = method_label(words, move.method_id, case.methods)
    if move.amount > 0:
        later = "-later" if move.later else ""
        return words.say(f"request-pays{later}", amount=move.amount, method=method)
    first, last = case.shop.refund_takes(kind_of(move.method_id, case.methods))
    if move.later:
        return words.say("request-back-after-parcel", amount=-move.amount, method=method)
    if last == 0:
        return words.say("request-back-at-once", amount=-move.amount, method=method)
    return words.say("request-back-in-days", amount=-move.amount, method=method, first=first, last=last)
