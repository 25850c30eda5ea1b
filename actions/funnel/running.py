"""Runs a flow with what is known: to the next question, the quote, or why not; and what follows its end."""

from __future__ import annotations

import secrets

from actions.choices import Choice, choice
from actions.funnel import saying
from actions.funnel.asking import Ask, Question, Waiting
from actions.funnel.declaring import FUNNELS
from actions.funnel.going import Going, Offered
from actions.people import person, something_else
from actions.topics import TOPICS
from actions.turn import Turn
from care.aftersales import service as aftersales
from care.aftersales.errors import Refused
from care.errors import NotFound

PATIENCE = 2  # after so many lines in a row that answer nothing, a person is offered


def going_on(turn: Turn) -> Going | None:
    """The funnel that is under way in this conversation."""
    return Going.read(turn.kept("funnel"))


def keep(turn: Turn, going: Going) -> None:
    turn.remember(funnel=going.kept())


async def go_on(turn: Turn, going: Going, picked: tuple[str, str] | None = None) -> None:
    if picked:
        going.asking, going.offered = picked[0], None
    question = await run(turn, going, picked)
    await say_question(turn, going, question)


async def go_on_unheard(turn: Turn, going: Going) -> None:
    turn.use_up()
    await go_on(turn, going)


async def run(turn: Turn, going: Going, picked: tuple[str, str] | None = None) -> Question | None:
    """Runs the flow with what is known; the question it stops at, None where all is said."""
    turn.answering = going.name
    going.offered = None
    ask = Ask(turn, going, TOPICS[going.name], picked)
    try:
        wish = await FUNNELS[going.name].steps(ask)
        if wish is None:
            await _end(turn, going)
            return None
        quote = await aftersales.quote(turn.session, turn.shopper, wish, turn.shop, turn.now)
        if quote.earlier:
            saying.already(turn, quote)
            await _end(turn, going)
            return None
    except Waiting as waiting:
        return waiting.question
    except Refused as refused:
        await refuse(turn, going, refused)
        return None
    except NotFound:
        await refuse(turn, going, Refused("not_found", "order_status"))
        return None
    going.asking = None
    going.offered = Offered.of(secrets.token_urlsafe(12), quote.fingerprint, wish)
    keep(turn, going)
    turn.ask("confirm")
    methods = await saying.methods(turn)
    await saying.offer(turn, quote, methods, _confirming(turn, going.offered.key))
    return None


def _confirming(turn: Turn, key: str) -> list[Choice]:
    return [
        choice(turn.words.say("funnel-choice-confirm"), "confirm", quote=key),
        choice(turn.words.say("funnel-choice-change"), "change_answer"),
        person(turn),
    ]


async def say_question(turn: Turn, going: Going, question: Question | None) -> None:
    if question is None:
        if going.asking == "order":
            keep(turn, going)
        return
    again = going.asking == question.name and going.missed > 0
    if ":" in question.name and "item" in question.facts:
        going.about[question.name] = str(question.facts["item"])
    going.asking = question.name
    keep(turn, going)
    turn.ask(question.kind)
    text = turn.words.say(question.key, **question.facts)
    if question.before:
        text = turn.words.join(turn.words.say(question.before.key, **question.before.facts), text)
    elif again:
        text = turn.words.join(turn.words.say("funnel-not-understood"), text)
    ways_out = [person(turn)] if going.missed >= PATIENCE else []
    turn.utter(text, [*question.choices, *ways_out])


def finish(turn: Turn, going: Going, outcome: str) -> None:
    turn.remember(funnel=None, misunderstood=None)
    turn.ask(None)
    turn.outcome, turn.ended = turn.outcome or outcome, turn.ended or going.name


async def _end(turn: Turn, going: Going) -> None:
    """The flow had nothing to be done, and said so itself."""
    finish(turn, going, "answered")
    if going.later:
        await begin_next(turn, going)


async def refuse(turn: Turn, going: Going, refused: Refused) -> None:
    """Why not, and what is possible instead."""
    finish(turn, going, "refused")
    await saying.refusal(turn, going, refused)
    if going.later:
        await begin_next(turn, going)


async def begin_next(turn: Turn, going: Going) -> None:
    """The next wish of the same shopper, with the words it came in."""
    first, *rest = going.later
    label = turn.words.label("topic", first["name"])
    if first.get("left"):
        once_more = choice(label, first["name"], order_number=str(first.get("order") or ""))
        turn.say("funnel-left-before", once_more, something_else(turn), wish=label)
        return
    answers = {"order": first["order"]} if first.get("order") else {}  # named beside the wish itself
    following = Going(first["name"], said=first["said"], answers=answers, later=rest)
    turn.say("funnel-next", wish=label)
    turn.use_up()
    turn.remember(topic=following.name)
    await go_on(turn, following)
