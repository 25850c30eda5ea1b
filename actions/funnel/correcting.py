"""Takes answers back: another one, one question back, or none of it at all."""

from __future__ import annotations

from contextlib import suppress

from actions.choices import Choice, choice
from actions.funnel import saying
from actions.funnel.asking import Ask, Waiting
from actions.funnel.declaring import FUNNELS
from actions.funnel.going import ONLY, WHOLE, Going
from actions.funnel.reading import Option, read
from actions.funnel.running import begin_next, finish, go_on_unheard, going_on, keep
from actions.people import person
from actions.topics import TOPICS
from actions.turn import Turn
from care.aftersales.errors import Refused
from care.errors import NotFound


async def reword(turn: Turn, going: Going) -> None:
    """Words under a quote, neither yes nor no: they change one of the answers, or are not understood."""
    for name in _questions_answered(going):
        trial = Going.read(going.kept())
        assert trial is not None
        trial.forget(name)
        trial.asking = name
        if await _answers(turn, trial):
            trial.offered = None
            await go_on_unheard(turn, trial)
            return
    turn.say("funnel-not-understood")
    await go_on_unheard(turn, going)


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


async def change(turn: Turn, going: Going) -> None:
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
        await go_on_unheard(turn, going)
        return
    if not names:
        await declined(turn, going)
        return
    going.offered = None
    keep(turn, going)
    turn.ask("confirm")
    choices = [choice(option.label, "change_answer", question=option.value) for option in options]
    turn.say("funnel-change-what", *choices, _leave(turn))


async def back(turn: Turn, going: Going) -> None:
    """One question back; from the first one, out of the funnel."""
    if not going.asked:
        await stop(turn, "funnel-left")
        return
    going.forget(going.asked[-1])
    await go_on_unheard(turn, going)


async def declined(turn: Turn, going: Going) -> None:
    """No to the quote: nothing is done. What was asked can be changed, or left."""
    going.offered = None
    keep(turn, going)
    turn.ask(None)
    change = choice(turn.words.say("funnel-choice-change"), "change_answer")
    changes = [change] if going.changeable else []
    turn.say("funnel-declined", *changes, _leave(turn), person(turn))


async def stop(turn: Turn, key: str) -> None:
    """Leaves the funnel, nothing is done; what else was wished for comes next."""
    going = going_on(turn)
    if going:
        finish(turn, going, "left")
    if going and going.later:
        turn.say(key)
        await begin_next(turn, going)
        return
    turn.say(key, *saying.starting_choices(turn))


def _leave(turn: Turn) -> Choice:
    return choice(turn.words.say("funnel-choice-leave-it"), "stop_flow")
