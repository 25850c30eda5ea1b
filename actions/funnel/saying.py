"""What a funnel says: the quote to confirm, that it is done, why not, and what comes next."""

from __future__ import annotations

from decimal import Decimal

from actions import history
from actions.cards import Card, options_of, picture_of
from actions.choices import Choice, choice
from actions.funnel.addresses import written
from actions.funnel.declaring import words_key
from actions.funnel.going import Going
from actions.money import Methods, method_label, takes_words
from actions.people import person, something_else
from actions.talk import starting_choices
from actions.turn import Turn
from care.aftersales.errors import Refused
from care.aftersales.quotes import Item, Move, Quote
from care.aftersales.service import Done
from care.aftersales.wishes import Replace
from care.customers import service as customers
from care.words import has_words

__all__ = ["done", "methods", "offer", "question_label", "refusal", "starting_choices"]


async def methods(turn: Turn) -> Methods:
    return await customers.payment_methods(turn.session, turn.shopper)


async def offer(turn: Turn, quote: Quote, known: Methods, choices: list[Choice]) -> None:
    """Restates everything: what, which, how much, by what and to where, until when; and asks for a yes."""
    await turn.learn_names({item.product_id for item in quote.items})
    kind = kind_of(quote)
    said = [turn.words.say(f"{kind}-quote", **_facts(turn, quote)), money_words(turn, quote, known)]
    note = turn.words.say(f"{kind}-note") if has_words(f"{kind}-note") else ""
    said += [note, turn.words.say("funnel-shall-i")]
    takes = dict.fromkeys(takes_words(turn, move.method_id, known) for move in quote.moves if move.amount < 0)
    card = _quote_card(turn, quote, known, turn.words.join(*takes, note))
    turn.utter(turn.words.join(*said), choices, card=card)


async def done(turn: Turn, result: Done, known: Methods, *, with_choices: bool = True) -> None:
    """That it is done, under which number, what happens next; and the likeliest next wishes."""
    quote, kind = result.quote, kind_of(result.quote)
    await turn.learn_names({item.product_id for item in quote.items})
    facts = _facts(turn, quote) | {"request": result.number}
    next_step = turn.words.say(f"{kind}-next", **facts) if has_words(f"{kind}-next") else ""
    said = [turn.words.say(f"{kind}-done", **facts), money_words(turn, quote, known, after=True), next_step]
    choices = _afterwards(turn, quote) if with_choices else []
    if choices:
        said.append(turn.words.say("funnel-anything-else"))
    note = turn.words.join(*_times(turn, quote, known), next_step)
    turn.utter(turn.words.join(*said), choices, card=_done_card(turn, result, known, note))


def already(turn: Turn, quote: Quote) -> None:
    """It was done before, and once is enough: under which number, and what comes of it."""
    facts = _facts(turn, quote) | {"request": quote.earlier}
    text = turn.words.say(f"{kind_of(quote)}-already", **facts)
    turn.utter(text, [*_afterwards(turn, quote), person(turn)])


async def refusal(turn: Turn, going: Going, refused: Refused) -> None:
    """Why not, and two things that are possible instead."""
    if turn.about:
        await history.learn(turn, turn.about)
    number = going.answers.get("order") or turn.slot("order_number")
    key = words_key("refused", refused.reason)
    told = {
        name: options_of(turn, fact) if isinstance(fact, dict) else fact
        for name, fact in refused.facts.items()
    }
    facts = {"number": number or "", **told}
    text = turn.words.say(key if has_words(key) else "refused-other", **facts)
    instead = [
        choice(turn.words.label("topic", intent), intent, order_number=str(number or ""))
        for intent in refused.instead
        if intent not in {"human_handoff", *turn.settled}
    ][:2]
    text = turn.words.join(text, turn.words.say("refused-instead") if instead else "")
    turn.utter(text, [*instead, person(turn)])


def question_label(turn: Turn, going: Going, name: str) -> str:
    """What an answer is called where it can be changed."""
    base = name.partition(":")[0]
    if name in going.about:
        return turn.words.say(words_key("funnel", "label", base, "of"), item=going.about[name])
    own = words_key(going.name, "label", base)
    return turn.words.say(own if has_words(own) else words_key("funnel", "label", base))


def kind_of(quote: Quote) -> str:
    """`ChangeAddress` -> `change-address`: how the texts of a kind of wish begin."""
    name = type(quote.wish).__name__
    return "".join(f"-{sign.lower()}" if sign.isupper() else sign for sign in name).lstrip("-")


def item_words(turn: Turn, item: Item, *, same: bool = True) -> str:
    """`Electric Kettle (blue, 1L)`, with ` → red, 2L` where another variant takes its place."""
    label = turn.goods.get(item.product_id)
    name = label.in_language(turn.words.language) if label else item.name
    options = options_of(turn, item.options)
    text = turn.words.say("funnel-item", name=name, options=options) if options else name
    text = f"{text} × {item.quantity}" if item.quantity > 1 else text
    if item.new_options is None:
        return text
    if item.new_variant_id == item.variant_id:
        return turn.words.say("funnel-the-same-again", item=text) if same else text
    return f"{text} → {options_of(turn, item.new_options)}"


def money_words(turn: Turn, quote: Quote, known: Methods, *, after: bool = False) -> str:
    """What goes back and what is to pay, by which method and when; nothing where no money moves."""
    sentences = []
    for move in quote.moves:
        if not move.amount:
            continue
        facts = {"amount": abs(move.amount), "method": method_label(turn, move.method_id, known)}
        if move.amount > 0:
            sentences.append(turn.words.say("funnel-paid" if after else "funnel-to-pay", **facts))
        else:
            sentences.append(turn.words.say("funnel-comes-back", **facts))
            sentences.append(takes_words(turn, move.method_id, known))
    if len([move for move in quote.moves if move.amount < 0]) > 1:
        sentences.append(turn.words.say("funnel-comes-back-in-all", amount=quote.comes_back))
    return turn.words.join(*sentences)


def _facts(turn: Turn, quote: Quote) -> dict[str, object]:
    wish = quote.wish
    reason = getattr(wish, "reason", None)
    told = {name: value for name, value in vars(wish).items() if isinstance(value, str)}
    return {
        **{"spoken" if name == "language" else name: value for name, value in told.items()},
        "part": next(iter(told), ""),
        "day": turn.words.day(quote.by) if quote.by else "",
        "asks": quote.asks or "",
        "link": quote.link or "",
        "back": "some" if quote.to_send_back else "none",
        "number": getattr(wish, "order_number", ""),
        "items": [item_words(turn, item, same=not isinstance(wish, Replace)) for item in quote.items] or "",
        "address": written(quote.address) if quote.address else "",
        "reason": turn.words.label("reason", reason) if reason else "",
    }


def _afterwards(turn: Turn, quote: Quote) -> list[Choice]:
    """What is most often wanted next, and the way to everything else."""
    number = str(getattr(quote.wish, "order_number", ""))
    steps = [choice(turn.words.say("next-total"), "refund_total")] if quote.comes_back else []
    if number:
        steps.append(choice(turn.words.say("next-status"), "order_status", order_number=number))
    return [*steps, something_else(turn)]


def _quote_card(turn: Turn, quote: Quote, known: Methods, note: str) -> Card:
    return {
        "kind": "quote",
        "title": turn.words.say(f"{kind_of(quote)}-title", **_facts(turn, quote)),
        "rows": _rows(turn, quote, known),
        "lines": [_line(turn, item) for item in quote.items],
        "total": _total(turn, quote),
        "note": note or None,
    }


def _times(turn: Turn, quote: Quote, known: Methods) -> list[str]:
    """How long the money takes, said once for methods that are alike."""
    times = [takes_words(turn, move.method_id, known) for move in quote.moves if move.amount < 0]
    return list(dict.fromkeys(times))


def _done_card(turn: Turn, result: Done, known: Methods, note: str) -> Card:
    return {
        "kind": "done",
        "title": turn.words.say(f"{kind_of(result.quote)}-title", **_facts(turn, result.quote)),
        "number": result.number,
        "rows": _rows(turn, result.quote, known),
        "note": note or None,
    }


def _rows(turn: Turn, quote: Quote, known: Methods) -> list[dict[str, str]]:
    facts = _facts(turn, quote)
    rows = [
        {"label": turn.words.say(f"funnel-row-{name}"), "value": str(facts[name])}
        for name in ("number", "reason", "address", "day")
        if facts[name]
    ]
    return rows + [_move_row(turn, move, known) for move in quote.moves if move.amount]


def _move_row(turn: Turn, move: Move, known: Methods) -> dict[str, str]:
    label = "funnel-row-paid-by" if move.amount > 0 else "funnel-row-back-to"
    method = method_label(turn, move.method_id, known)
    return {"label": turn.words.say(label, method=method), "value": turn.words.money(abs(move.amount))}


def _line(turn: Turn, item: Item) -> Card:
    label = turn.goods.get(item.product_id)
    becomes = None
    if item.new_options is not None and item.new_price is not None:
        becomes = {
            "options": options_of(turn, item.new_options),
            "price": turn.words.money(item.new_price * item.quantity),
        }
    return {
        "name": label.in_language(turn.words.language) if label else item.name,
        "options": options_of(turn, item.options),
        "quantity": item.quantity,
        "price": turn.words.money(item.price * item.quantity),
        "image": picture_of(label.image) if label else None,
        "becomes": becomes,
    }


def _total(turn: Turn, quote: Quote) -> dict[str, str] | None:
    back, pay = quote.comes_back, quote.to_pay
    if back == pay:
        return None
    key, amount = ("funnel-total-back", back - pay) if back > pay else ("funnel-total-to-pay", pay - back)
    return {"label": turn.words.say(key), "value": turn.words.money(Decimal(amount))}
