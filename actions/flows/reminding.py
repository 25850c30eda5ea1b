"""A letter when something sold out can be had again."""

from __future__ import annotations

from actions.cards import options_of
from actions.choices import Choice, choice
from actions.funnel import Ask, Option, funnel
from actions.funnel.asking import Question, Waiting
from actions.funnel.reading import Closed
from actions.products import product_name
from actions.turn import Turn
from care.aftersales.wishes import Remind
from care.db.models import Product
from care.products import service as products


@funnel("back_in_stock", Remind, needs="customer")
async def back_in_stock(ask: Ask) -> Remind | None:
    product = await _product(ask)
    words = ask.words_for("variant") or ask.going.said
    found = products.fitting(product, words)
    name = product_name(ask.turn, product)
    gone = [each for each in product.variants if not each.available]
    named = [each for each in gone if each in found.variants]
    if not gone or (found.variants and not named):
        ask.turn.say("reminding-is-there", *next_to_see(ask.turn, product), name=name)
        return None
    options = [Option(each.id, options_of(ask.turn, each.options) or name, each) for each in named or gone]
    if "variant" not in ask.going.answers and not named and not ask.tapped("variant"):
        wanted = [value for values in found.named.values() for value in values]
        missed = Closed("goods-no-such-variant", {"name": name, "options": wanted})
        ask.put("variant", options, "back-in-stock-ask-variant", missed, item=name)
    return Remind((await ask.one("variant", options, item=name)).id)


async def _product(ask: Ask) -> Product:
    """The product meant: named, talked about last, or asked for."""
    turn, answers = ask.turn, ask.going.answers
    if kept := answers.get("product"):
        known = await products.find_by_id(turn.session, kept)
        if known:
            return known.product
    notes = ask.going.notes
    said = ask.words_for("product") or turn.heard.get("product") or notes.get("named", "")
    notes["named"] = said
    shelf = turn.counter.catalogue
    found = await products.find(turn.session, shelf, said, turn.now) if said else []
    last = turn.tracker.get_slot("goods")
    if not found and last and (again := await products.find_by_id(turn.session, last)):
        found = [again]
    if not found:
        missed = Closed("goods-not-found", {"words": said}) if ask.going.asking == "product" else None
        raise Waiting(Question("product", "back-in-stock-ask-product", (), {}, "words", missed))
    options = [Option(each.product.id, product_name(turn, each.product), each.product) for each in found]
    return await ask.one("product", options)


def next_to_see(turn: Turn, product: Product) -> list[Choice]:
    return [choice(turn.words.say("next-stock"), "stock_availability", product=product.name)]
