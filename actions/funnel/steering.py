"""Leads a shopper through a funnel: begin, take answers, go back, confirm, do it, and what comes next."""

from __future__ import annotations

import secrets
from contextlib import suppress

from actions.choices import Choice, choice
from actions.funnel import saying
from actions.funnel.asking import Ask, Question, Waiting
from actions.funnel.declaring import FUNNELS, Funnel
from actions.funnel.going import ONLY, WHOLE, Going, Offered
from actions.funnel.reading import Option, read
from actions.people import person, something_else
from actions.topics import TOPICS
from actions.turn import Turn
from care.aftersales import service as aftersales
from care.aftersales.errors import Changed, Refused
from care.errors import NotFound

ASKING = {"option", "address", "words", "confirm"}
ASKED_ASIDE = {None, "order_choice", "product"}  # what a question about something else may have to ask first
CLEAR = 0.75  # a question read with this confidence is answered, even if its words fit an option
SURE = 0.6  # words that answer nothing and are read with this confidence are a new wish, as in config.yml
A_SENTENCE = 4  # words; fewer are hardly a wish of their own
PATIENCE = 2  # after so many lines in a row that answer nothing, a person is offered


def going_on(turn: Turn) -> Going | None:
    """The funnel that is under way in this conversation."""
    return Going.read(turn.kept("funnel"))


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
    await _go_on(turn, going)


def expect(turn: Turn, name: str) -> None:
    """Keeps the words a funnel was asked for in, while something else has to be found out first."""
    if name in FUNNELS:
        going = going_on(turn)
        if going is None or going.name != name or turn.intent == name:
            _keep(turn, _opened(turn, FUNNELS[name], going))


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
            await _go_on(turn, going, picked=(turn.heard.get("at", ""), turn.heard.get("value", "")))
        case "confirm":
            await _confirm(turn, going, turn.heard.get("quote", ""))
        case "change_answer":
            await _change(turn, going)
        case "go_back":
            await _back(turn, going)
        case _ if going.asking is None and going.offered is None:
            return False
        case "affirm" if going.offered and not going.asking:
            await _confirm(turn, going, going.offered.key)
        case "deny" if going.offered and not going.asking and len(turn.text.split()) < A_SENTENCE:
            await _declined(turn, going)
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
        await _go_on_unheard(turn, going)
        return True
    before = going.kept()
    if going.asking is None:
        return await _reword(turn, going)
    question = await _run(turn, going)
    if question and question.name == before["asking"] and going.answers == before["answers"]:
        if _is_new_wish(turn, going):
            return False
        going.missed += 1
    await _say_question(turn, going, question)
    return True


STEERING = frozenset(
    {
        "stop_flow", "start_over", "human_handoff", "complaint", "repeat", "change_language", "greet",
        "thank_you", "goodbye", "bot_challenge", "ask_capabilities",
    }
)  # fmt: skip


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


async def _go_on(turn: Turn, going: Going, picked: tuple[str, str] | None = None) -> None:
    if picked:
        going.asking, going.offered = picked[0], None
    question = await _run(turn, going, picked)
    await _say_question(turn, going, question)


async def _run(turn: Turn, going: Going, picked: tuple[str, str] | None = None) -> Question | None:
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
        await _refuse(turn, going, refused)
        return None
    except NotFound:
        await _refuse(turn, going, Refused("not_found", "order_status"))
        return None
    going.asking = None
    going.offered = Offered.of(secrets.token_urlsafe(12), quote.fingerprint, wish)
    _keep(turn, going)
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


async def _say_question(turn: Turn, going: Going, question: Question | None) -> None:
    if question is None:
        if going.asking == "order":
            _keep(turn, going)
        return
    again = going.asking == question.name and going.missed > 0
    if ":" in question.name and "item" in question.facts:
        going.about[question.name] = str(question.facts["item"])
    going.asking = question.name
    _keep(turn, going)
    turn.ask(question.kind)
    text = turn.words.say(question.key, **question.facts)
    if question.before:
        text = turn.words.join(turn.words.say(question.before.key, **question.before.facts), text)
    elif again:
        text = turn.words.join(turn.words.say("funnel-not-understood"), text)
    ways_out = [person(turn)] if going.missed >= PATIENCE else []
    turn.utter(text, [*question.choices, *ways_out])


async def ask_again(turn: Turn) -> None:
    """Puts the open question once more, after something else came in between."""
    going = going_on(turn)
    if going is None:
        return
    turn.use_up()
    turn.remember(topic=going.name)
    going.missed = 0
    question = await _run(turn, going)
    await _say_question(turn, going, question)


async def _reword(turn: Turn, going: Going) -> bool:
    """Words under a quote, neither yes nor no: they may change one of the answers, or be a new wish."""
    if _is_new_wish(turn, going):
        return False
    for name in _questions_answered(going):
        trial = Going.read(going.kept())
        assert trial is not None
        trial.forget(name)
        trial.asking = name
        if await _answers(turn, trial):
            trial.offered = None
            await _go_on_unheard(turn, trial)
            return True
    turn.say("funnel-not-understood")
    await _go_on_unheard(turn, going)
    return True


def _questions_answered(going: Going) -> list[str]:
    """The newest first; then those whose answer was clear without asking."""
    asked = [name for name in reversed(going.asked) if name != "order"]
    rest = [name for name in going.answers if not name.endswith((WHOLE, ONLY)) and name != "order"]
    return list(dict.fromkeys((*asked, *rest)))


async def _answers(turn: Turn, going: Going) -> bool:
    """Whether the words answer the question that `going` asks; says nothing."""
    ask = Ask(turn, going, TOPICS[going.name])
    with suppress(Waiting, Refused, NotFound):
        await FUNNELS[going.name].steps(ask)
    return ask.has_answer


async def _go_on_unheard(turn: Turn, going: Going) -> None:
    turn.use_up()
    await _go_on(turn, going)


async def _change(turn: Turn, going: Going) -> None:
    """Which of the answers is to be changed; the only one is asked at once."""
    names = going.changeable
    wanted = turn.heard.get("question")
    options = [Option(name, saying.question_label(turn, going, name), name) for name in names]
    if not wanted and turn.text:
        said = read(turn.text, options)
        wanted = said.chosen[0] if len(said.chosen) == 1 else None
    if not wanted and len(names) == 1:
        wanted = names[0]
    if wanted in names:
        going.forget(str(wanted))
        await _go_on_unheard(turn, going)
        return
    if not names:
        await _declined(turn, going)
        return
    going.offered = None
    _keep(turn, going)
    turn.ask("confirm")
    choices = [choice(option.label, "change_answer", question=option.value) for option in options]
    turn.say("funnel-change-what", *choices, _leave(turn))


def _leave(turn: Turn) -> Choice:
    return choice(turn.words.say("funnel-choice-leave-it"), "stop_flow")


async def _back(turn: Turn, going: Going) -> None:
    """One question back; from the first one, out of the funnel."""
    if not going.asked:
        await stop(turn, "funnel-left")
        return
    going.forget(going.asked[-1])
    await _go_on_unheard(turn, going)


async def _declined(turn: Turn, going: Going) -> None:
    """No to the quote: nothing is done. What was asked can be changed, or left."""
    going.offered = None
    _keep(turn, going)
    turn.ask(None)
    change = choice(turn.words.say("funnel-choice-change"), "change_answer")
    changes = [change] if going.changeable else []
    turn.say("funnel-declined", *changes, _leave(turn), person(turn))


async def stop(turn: Turn, key: str) -> None:
    """Leaves the funnel, nothing is done; what else was wished for comes next."""
    going = going_on(turn)
    if going:
        _finish(turn, going, "left")
    if going and going.later:
        turn.say(key)
        await _next(turn, going)
        return
    turn.say(key, *saying.starting_choices(turn))


async def _confirm(turn: Turn, going: Going, key: str) -> None:
    """Does what was offered, if it is still that: once, however often the yes comes."""
    offered = going.offered
    if offered is None or offered.key != key:
        turn.say("funnel-stale")
        await _go_on_unheard(turn, going)
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
        await _go_on_unheard(turn, going)
        return
    except Refused as refused:
        await turn.see_anew()
        await _refuse(turn, going, refused)
        return
    await turn.see_anew()
    methods = await saying.methods(turn)
    _finish(turn, going, "done")
    more = bool(going.later)
    await saying.done(turn, done, methods, with_choices=not more)
    if more:
        await _next(turn, going)


def _finish(turn: Turn, going: Going, outcome: str) -> None:
    turn.remember(funnel=None, misunderstood=None)
    turn.ask(None)
    turn.outcome, turn.ended = turn.outcome or outcome, turn.ended or going.name


async def _end(turn: Turn, going: Going) -> None:
    """The flow had nothing to be done, and said so itself."""
    _finish(turn, going, "answered")
    if going.later:
        await _next(turn, going)


async def _refuse(turn: Turn, going: Going, refused: Refused) -> None:
    """Why not, and what is possible instead."""
    _finish(turn, going, "refused")
    await saying.refusal(turn, going, refused)
    if going.later:
        await _next(turn, going)


async def _next(turn: Turn, going: Going) -> None:
    """The next wish of the same shopper, with the words it came in."""
    first, *rest = going.later
    label = turn.words.label("topic", first["name"])
    if first.get("left"):
        go_on = choice(label, first["name"], order_number=str(first.get("order") or ""))
        turn.say("funnel-left-before", go_on, something_else(turn), wish=label)
        return
    answers = {"order": first["order"]} if first.get("order") else {}  # named beside the wish itself
    following = Going(first["name"], said=first["said"], answers=answers, later=rest)
    turn.say("funnel-next", wish=label)
    turn.use_up()
    turn.remember(topic=following.name)
    await _go_on(turn, following)


def _keep(turn: Turn, going: Going) -> None:
    turn.remember(funnel=going.kept())
