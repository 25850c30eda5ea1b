"""The letter that says what was done: written with it, so that neither exists without the other."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from care.aftersales.case import Case
from care.aftersales.quotes import Item, Move
from care.aftersales.records import Done
from care.customers.service import kind_of
from care.db.models import PaymentMethod
from care.identity.service import Shopper
from care.mail import service as mail
from care.shop.service import currency_of
from care.words import Wording, language_of

GOING_BACK = {"return", "exchange"}  # their money moves when the parcel has arrived


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
    lines += [_move(words, case, done.kind, move) for move in quote.moves if move.amount]
    if quote.fee:
        lines.append(words.say("request-fee", fee=quote.fee))
    if quote.postage_by:
        lines.append(words.say(f"request-postage-{quote.postage_by}"))
    return lines


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
    thing = _with_options(item.name, item.options)
    if item.new_variant_id is None:
        return words.say("request-item", count=item.quantity, thing=thing)
    new = _with_options("", item.new_options or {}) or item.name
    return words.say("request-item-becomes", count=item.quantity, thing=thing, new=new)


def _with_options(name: str, options: dict[str, str]) -> str:
    """`Electric Kettle (blue, 2L)`; without a name the options alone."""
    chosen = ", ".join(options.values())
    return f"{name} ({chosen})" if name and chosen else chosen or name


def _move(words: Wording, case: Case, kind: str, move: Move) -> str:
    method = method_label(words, move.method_id, case.methods)
    if move.amount > 0:
        later = "-later" if kind in GOING_BACK else ""
        return words.say(f"request-pays{later}", amount=move.amount, method=method)
    first, last = case.shop.refund_takes(kind_of(move.method_id, case.methods))
    facts = {"amount": -move.amount, "method": method, "first": first, "last": last}
    when = "after-parcel" if kind in GOING_BACK else "at-once" if last == 0 else "in-days"
    return words.say(f"request-back-{when}", **facts)
