"""Talk about the talk: what was meant, once more, stop, start over, the other language."""

from __future__ import annotations

from actions.choices import Choice, choice
from actions.people import person, something_else
from actions.topics import TOPICS
from actions.turn import Turn
from care.words import LANGUAGES, Wording

READINGS = 3
ENOUGH = 2  # misunderstood so often in a row, a person is offered
STARTING_CHOICES = ("order_status", "return_item", "cancel_order", "stock_availability", "human_handoff")


def ask_what_was_meant(turn: Turn) -> None:
    """Offers the likeliest readings; the second time in a row, a person as well."""
    times = int(float(turn.slot("misunderstood") or 0)) + 1
    turn.remember(misunderstood=times)
    readings = _readings(turn)
    if times >= ENOUGH:
        turn.ask("yes_no")
        choices = [person(turn), *readings[:1], no_thanks(turn)]
        # Where somebody is in, the desk brings them without waiting for the answer.
        handoff = {"topic": turn.topic or "other", "reason": "misunderstood", "offered": True}
        turn.utter(turn.words.say("talk-not-understood-again"), choices, handoff=handoff)
    elif readings:
        turn.say("talk-not-sure", *readings, something_else(turn))
    else:
        turn.say("talk-not-understood", *starting_choices(turn))


def _readings(turn: Turn) -> list[Choice]:
    message = turn.tracker.latest_message or {}
    ranked = [each["name"] for each in message.get("intent_ranking") or []]
    likeliest = [intent for intent in ranked if intent in TOPICS][:READINGS]
    return [choice(topic_label(turn, intent), intent, **_told(turn)) for intent in likeliest]


def _told(turn: Turn) -> dict[str, str]:
    """What the unclear line did say for certain goes along with the reading that is chosen."""
    told = {name: value for name, value in turn.heard.items() if name in {"order_number", "email", "product"}}
    return {**told, "said": turn.text}


def topic_label(turn: Turn, intent: str) -> str:
    return turn.words.label("topic", intent)


def starting_choices(turn: Turn) -> list[Choice]:
    return [choice(topic_label(turn, intent), intent) for intent in STARTING_CHOICES]


def what_can_i_do(turn: Turn, key: str) -> None:
    turn.say(key, *starting_choices(turn))


def offer_person(turn: Turn) -> None:
    turn.ask("yes_no")
    turn.say("talk-offer-person", person(turn), no_thanks(turn))


def no_thanks(turn: Turn) -> Choice:
    return choice(turn.words.say("choice-no-thanks"), "ask_capabilities")


async def repeat(turn: Turn) -> None:
    """Says the last answer again, with its choices and cards; a person is not asked for twice."""
    said = [event for event in _last_answer(turn.tracker.events) if event.get("text")]
    if not said:
        what_can_i_do(turn, "talk-nothing-said")
    for event in said:
        data = event.get("data") or {}
        card = (data.get("custom") or {}).get("card")
        turn.utter(event["text"], data.get("buttons") or (), card=card)


def _last_answer(events: list[dict]) -> list[dict]:  # type: ignore[type-arg]
    """What the bot said between the newest line of the shopper and the one before."""
    said: list[dict] = []  # type: ignore[type-arg]
    for event in reversed(events):
        if event.get("event") == "bot":
            said.insert(0, event)
        elif event.get("event") == "user" and said:
            break
    return said


async def out_of_date(turn: Turn) -> None:
    """A choice of something that is over: done, left or begun anew."""
    what_can_i_do(turn, "funnel-over")


async def nothing_to_go_back_to(turn: Turn) -> None:
    what_can_i_do(turn, "funnel-nothing-to-change")


async def stop(turn: Turn) -> None:
    _forget_topic(turn)
    what_can_i_do(turn, "talk-stopped")


async def start_over(turn: Turn) -> None:
    _forget_topic(turn)
    what_can_i_do(turn, "talk-started-over")


def _forget_topic(turn: Turn) -> None:
    turn.remember(
        topic=None,
        asking=None,
        funnel=None,
        order_number=None,
        email=None,
        person_name=None,
        zip=None,
        goods=None,
    )


def speak_other_language(turn: Turn) -> None:
    """Goes on in the language that was named, or in the other one when none was."""
    named = turn.heard.get("language")
    others = [language for language in LANGUAGES if language != turn.words.language]
    language = named if named in LANGUAGES else others[0]
    turn.remember(language=language)
    turn.words = Wording(language, turn.words.currency, turn.words.zone, turn.now)
    turn.say("talk-language", *([] if turn.asking else starting_choices(turn)))
