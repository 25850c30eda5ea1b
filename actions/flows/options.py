"""The store's facts as options: lines of an order, ways to pay, reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from actions.cards import name_of, options_of
from actions.choices import choice
from actions.funnel.asking import Ask, Question, Waiting
from actions.funnel.declaring import words_key
from actions.funnel.reading import Closed, Option
from actions.money import method_label
from actions.topics import NOT_YET_OR_TOO_LATE
from care.aftersales import rules
from care.aftersales.wishes import Wish
from care.customers import service as customers
from care.db.models import OrderLine, PaymentMethod
from care.orders.service import OrderState
from care.words import has_words, say


def allow(ask: Ask, state: OrderState, *kinds: type[Wish]) -> None:
    """Goes on if the shop's policy allows one of these for the order. Else raises why not.

    A reason of the policy says more than that it is too early or too late for the other.
    """
    refused = [rules.why_not(kind, state.order, ask.turn.shop, ask.turn.now) for kind in kinds]
    if None in refused:
        return
    said = [each for each in refused if each and each.reason not in NOT_YET_OR_TOO_LATE] or refused
    if said[0] is not None:
        raise said[0]


def line_options(ask: Ask, lines: Sequence[OrderLine]) -> list[Option[OrderLine]]:
    """Lines of an order: `Electric Kettle, blue, 1L · $39.00`."""
    return [_line_option(ask, line) for line in lines]


def _line_option(ask: Ask, line: OrderLine) -> Option[OrderLine]:
    turn = ask.turn
    options = options_of(turn, line.options)
    name = name_of(turn, line)
    comma = "，" if turn.words.language == "zh" else ", "
    what = comma.join(filter(None, (name, options))) + (f" × {line.quantity}" if line.quantity > 1 else "")
    known = turn.goods.get(line.product_id)
    names = (line.name, known.name, *known.names.values()) if known else (line.name,)
    price = turn.words.money(line.price * line.quantity)
    return Option(line.id, f"{what} · {price}", line, also=names, apart=tuple(line.options.values()))


async def method_options(
    ask: Ask, methods: Iterable[PaymentMethod], amount: Decimal = Decimal(0)
) -> list[Option[PaymentMethod]]:
    """Ways to pay `amount`; a gift card that does not cover it is known, but not offered."""
    known = await customers.payment_methods(ask.turn.session, ask.turn.shopper)
    return [_method_option(ask, method, known, amount) for method in methods]


def _method_option(
    ask: Ask, method: PaymentMethod, known: dict[str, PaymentMethod], amount: Decimal
) -> Option[PaymentMethod]:
    words = ask.turn.words
    label = method_label(ask.turn, method.id, known)
    kind = f"payment-{method.kind.replace('_', '-')}"
    also = [
        label,
        method.brand,
        *(say(kind, language) for language in ("en", "zh") if has_words(kind, language)),
    ]
    also += [
        say(f"{kind}-also", language) for language in ("en", "zh") if has_words(f"{kind}-also", language)
    ]
    balance = method.balance or Decimal(0)
    if method.kind == customers.GIFT_CARD:
        label = words.say("funnel-method-with-balance", method=label, balance=balance)
    closed = None
    if not rules.can_take(method, amount):
        closed = Closed("refused-card-does-not-cover", {"balance": balance, "amount": amount})
    apart = tuple(filter(None, (method.last_four, method.brand, method.id[-4:])))
    return Option(method.id, label, method, also=tuple(filter(None, also)), apart=apart, closed=closed)


def reason_options(ask: Ask, reasons: Iterable[str]) -> list[Option[str]]:
    """Reasons of the shop's policy, as shoppers say them."""
    options = []
    for reason in reasons:
        key = f"reason-{reason.replace(' ', '-').replace('_', '-')}"
        also = [reason, ask.turn.words.label("reason", reason)]
        for language in ("en", "zh"):
            if has_words(f"{key}-also", language):
                also += say(f"{key}-also", language).split(" / ")
        options.append(
            Option(reason, ask.turn.words.label("reason", reason), reason, also=tuple(also), in_full=True)
        )
    return options


async def words_or_choice(ask: Ask, name: str, labels: Sequence[str], /, **facts: object) -> str:
    """The shopper's own words, with a few ready to be tapped."""
    if tapped := ask.tapped(name):
        ask.take(name, tapped)
    elif ask.going.asking == name and (words := ask.words_for(name).strip()):
        ask.take(name, words)
    if kept := ask.going.answers.get(name):
        return str(kept)
    shown = [choice(label, "pick", at=name, value=label) for label in labels]
    key = words_key(ask.going.name, "ask", name)
    raise Waiting(Question(name, key, shown, {**ask.facts, **facts}, "words"))
