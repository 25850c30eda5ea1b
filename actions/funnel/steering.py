"""Leads a shopper through a funnel: begin, take words and taps, tell asides and new wishes apart, the yes."""

from __future__ import annotations

from actions.funnel import saying
from actions.funnel.correcting import back, change, declined, reword, stop
from actions.funnel.declaring import FUNNELS, Funnel
from actions.funnel.going import Going
from actions.funnel.running import (
    begin_next,
    finish,
    go_on,
    go_on_unheard,
    going_on,
    keep,
    refuse,
    run,
    say_question,
)
from actions.topics import TOPICS
from actions.turn import Turn
from care.aftersales import service as aftersales
from care.aftersales.errors import Changed, Refused

ASKING = {"option", "address", "words", "confirm"}
ASKED_ASIDE = {None, "order_choice", "product"}  # what a question about something else may have to ask first
CLEAR = 0.75  # a question read with this confidence is answered, even if its words fit an option
SURE = 0.6  # words that answer nothing and are read with this confidence are a wish of their own
A_SENTENCE = 4  # words; fewer are hardly a wish of their own
STEERING = frozenset(
    {
        "stop_flow", "start_over", "human_handoff", "complaint", "repeat", "change_language", "greet",
        "thank_you", "goodbye", "bot_challenge", "ask_capabilities",
    }
)  # fmt: skip


def is_open(turn: Turn) -> bool:
    """Whether a funnel waits for an answer or a yes just now."""
    going = going_on(turn)
    return bool(going and (going.asking or going.offered) and turn.asking in ASKING | ASKED_ASIDE)


async def begin(turn: Turn, funnel: Funnel) -> None:
    """Starts a funnel, or goes on with it where it waited for a proof or an order."""
    going = going_on(turn)
    if going is None or going.name != funnel.name or going.asking != "order":
        going = _opened(turn, funnel, going)
    if "order_number" in turn.heard:
        going.answers.pop("order", None)
    await go_on(turn, going)


def expect(turn: Turn, name: str) -> None:
    """Keeps the words a funnel was asked for in, while something else has to be found out first."""
    if name in FUNNELS:
        going = going_on(turn)
        if going is None or going.name != name or turn.intent == name:
            keep(turn, _opened(turn, FUNNELS[name], going))


def _opened(turn: Turn, funnel: Funnel, before: Going | None) -> Going:
    """A new funnel. What was begun before is gone on with later, unless it is the same."""
    said = turn.wishes[0]["text"] if turn.wishes else turn.text or turn.heard.get("said", "")
    untouched = before and before.name == funnel.name and not before.asked and not before.answers
    if before and untouched and (turn.intent != funnel.name or before.said == said):
        return before
    later = list(before.later) if before else []
    if before and before.name != funnel.name and before.asked and turn.intent in FUNNELS:
        later.insert(0, {"name": before.name, "order": before.answers.get("order"), "left": True})
    others = [wish for wish in turn.wishes[1:] if wish["intent"] in FUNNELS]
    later += [{"name": wish["intent"], "said": wish["text"], "order": wish.get("order")} for wish in others]
    return Going(funnel.name, said=said, later=later)


async def take(turn: Turn) -> bool:
    """Takes this line as a step of the funnel under way; False where it has nothing to do with it."""
    going = going_on(turn)
    if going is None:
        return False
    match turn.intent:
        case "pick":
            await go_on(turn, going, picked=(turn.heard.get("at", ""), turn.heard.get("value", "")))
        case "confirm":
            await _confirm(turn, going, turn.heard.get("quote", ""))
        case "change_answer":
            await change(turn, going)
        case "go_back":
            await back(turn, going)
        case _ if going.asking is None and going.offered is None:
            return False
        case "stop_flow":
            turn.remember(topic=None, order_number=None)
            await stop(turn, "funnel-left")
        case "affirm" if going.offered and not going.asking:
            await _confirm(turn, going, going.offered.key)
        case "deny" if going.offered and not going.asking and len(turn.text.split()) < A_SENTENCE:
            await declined(turn, going)
        case _:
            return await _take_words(turn, going)
    return True


async def _take_words(turn: Turn, going: Going) -> bool:
    """Words while a question or quote is open: an answer to it, a change of one before, or a new wish."""
    if turn.tapped or turn.intent in STEERING or going.asking == "order" or turn.asking not in ASKING:
        return False
    if _is_side_question(turn):
        return False
    if (photo := turn.heard.get("photo")) and FUNNELS[going.name].photos:
        going.notes["photo"] = photo
        turn.say("funnel-photo-taken")
        await go_on_unheard(turn, going)
        return True
    before = going.kept()
    if going.asking is None:
        if _is_new_wish(turn, going):
            return False
        await reword(turn, going)
        return True
    question = await run(turn, going)
    if question and question.name == before["asking"] and going.answers == before["answers"]:
        if _is_new_wish(turn, going):
            return False
        going.missed += 1
    await say_question(turn, going, question)
    return True


def _is_side_question(turn: Turn) -> bool:
    """A question about something else, which is answered before the funnel goes on where it was."""
    wish, confidence = turn.likeliest_reading
    topic = TOPICS.get(wish)
    asks = "?" in turn.text or "？" in turn.text or turn.text.rstrip("。.! ").endswith(("吗", "呢", "么"))
    return bool(topic and wish not in FUNNELS and confidence >= CLEAR and (asks or turn.intent == wish))


def _is_new_wish(turn: Turn, going: Going) -> bool:
    wish, confidence = turn.likeliest_reading
    if wish == going.name or wish not in TOPICS:
        return False
    words = len(turn.text.split()) if turn.text.isascii() else len(turn.text) // 2
    return confidence >= SURE and (words >= A_SENTENCE or turn.intent == wish)


async def ask_again(turn: Turn) -> None:
    """Puts the open question once more, after something else came in between."""
    going = going_on(turn)
    if going is None:
        return
    turn.use_up()
    turn.remember(topic=going.name)
    going.missed = 0
    question = await run(turn, going)
    await say_question(turn, going, question)


async def _confirm(turn: Turn, going: Going, key: str) -> None:
    """Does what was offered, if it is still that: once, however often the yes comes."""
    offered = going.offered
    if offered is None or offered.key != key:
        turn.say("funnel-stale")
        await go_on_unheard(turn, going)
        return
    wish = offered.as_wish()
    try:
        async with turn.counter.database.writing() as session:
            done = await aftersales.perform(
                session,
                turn.shopper,
                wish,
                key=f"{turn.shopper.conversation_id}:{key}",
                agreed=offered.fingerprint,
                shop=turn.shop,
                now=turn.now,
            )
    except Changed:
        turn.say("funnel-changed")
        await turn.see_anew()
        await go_on_unheard(turn, going)
        return
    except Refused as refused:
        await turn.see_anew()
        await refuse(turn, going, refused)
        return
    await turn.see_anew()
    methods = await saying.methods(turn)
    finish(turn, going, "done")
    more = bool(going.later)
    await saying.done(turn, done, methods, with_choices=not more)
    if more:
        await begin_next(turn, going)
