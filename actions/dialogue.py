"""Steers a turn: to the answer of a topic, to what is missing for it, or back to the question that waits."""

from __future__ import annotations

from actions import (  # noqa: F401  subjects enter answers
    comparing,
    effort,
    flows,
    identity,
    later,
    money,
    orders,
    products,
    shop,
    talk,
    totals,
)
from actions.choices import Choice
from actions.funnel import steering
from actions.funnel.declaring import FUNNELS
from actions.people import LEAVES, something_else
from actions.topics import TOPICS, Topic, takes_what_was_heard
from actions.turn import Turn
from actions.which_order import ask_which, choose_order, names_things_ordered

ASKS_WHO = {"order_number", "email", "name_zip", "code"}
ONE_OF_SEVERAL = {"order_choice", "product"}
A_NAME = 24  # characters; longer words are more than the name of a thing
STARTS = {
    "order_number": "order_status",
    "email": "order_status",
    "code": "order_status",
    "product": "product_info",
    "photo": "damaged_or_defective",
}


async def answer(turn: Turn) -> None:
    """Answers whatever the shopper just said or tapped."""
    if turn.intent != "nlu_fallback":
        turn.remember(misunderstood=None)
    if await steering.take(turn):
        return
    if (code := turn.heard.get("code")) and turn.asking == "code":
        await prove(turn, code)
    elif turn.asking == "code" and identity.puts_something_right(turn):
        await identity.send_code(turn)
    elif turn.asking == "code" and identity.speaks_of_the_code(turn):
        await identity.about_the_code(turn)
    elif turn.intent in TOPICS:
        await answer_topic(turn, TOPICS[turn.intent])
    elif turn.intent in TALK:
        await TALK[turn.intent](turn)
    else:
        await ask_back(turn)


async def answer_topic(turn: Turn, topic: Topic) -> None:
    """Answers a wish, or takes the next step towards it.

    A side question leaves the one that waits where it is.
    """
    turn.answering = topic.intent
    if topic.intent not in FUNNELS and topic.intent not in LEAVES and steering.is_open(turn):
        await _aside(turn, topic)
        return
    if topic.needs == "nothing" and _waits(turn):
        await topic.answer(turn)
        await ask_again(turn)
        return
    if topic.intent != "human_handoff":  # a person is told what it was about
        turn.remember(topic=topic.intent)
    steering.expect(turn, topic.intent)
    if topic.needs != "nothing" and turn.shopper.customer_id is None:
        await identity.ask_who(turn, topic)
        return
    if topic.intent in FUNNELS:
        turn.ask(None)
        await topic.answer(turn)
        return
    state = await choose_order(turn, topic) if topic.needs == "order" else None
    if topic.needs == "order" and state is None:
        return
    turn.ask(None)
    if state:
        await effort.recall(turn, state)
    await (topic.answer(turn, state) if state else topic.answer(turn))


async def _aside(turn: Turn, topic: Topic) -> None:
    """A question about something else while a funnel waits: answers it, then the funnel goes on where it was.

    Where it has to ask a question of its own, the funnel waits until that one is answered.
    """
    turn.ask(None)
    state = await choose_order(turn, topic) if topic.needs == "order" else None
    if topic.needs != "order" or state:
        await (topic.answer(turn, state) if state else topic.answer(turn))
    if turn.asking:
        turn.remember(topic=topic.intent)
        return
    turn.offer_nothing_yet()
    await steering.ask_again(turn)


async def take_facts(turn: Turn) -> None:
    """Bare facts continue the topic they belong to; without one, they begin the likeliest."""
    waiting = TOPICS.get(turn.topic or "")
    if (code := turn.heard.get("code")) and turn.shopper.customer_id is None and not turn.asking:
        await prove(turn, code)
    elif await _side_remark(turn):
        await answer_topic(turn, TOPICS["product_info"])
    elif wish := await _new_wish(turn, waiting):
        await answer_topic(turn, wish)
    elif waiting and takes_what_was_heard(waiting, turn):
        await answer_topic(turn, waiting)
    else:
        await _begin_with(turn, waiting)


async def _begin_with(turn: Turn, last: Topic | None) -> None:
    """Facts that nothing waits for: the wish they most likely mean, by kind or by the goods they name."""
    start = next((topic for fact, topic in STARTS.items() if fact in turn.heard), None)
    if start:
        await answer_topic(turn, TOPICS[start])
    elif last and last.needs == "order" and turn.customer and await names_things_ordered(turn, last):
        await answer_topic(turn, last)
    elif await products.names_a_product(turn):
        await answer_topic(turn, TOPICS["product_info"])
    else:
        talk.ask_what_was_meant(turn)


async def _side_remark(turn: Turn) -> bool:
    """Words on goods while something else is asked for: on those talked about last, or by their name."""
    about_me = {"order_number", "email", "code", "person_name", "zip", "ordinal"} & turn.heard.keys()
    if about_me or turn.asking not in ASKS_WHO | {"order_choice"}:
        return False
    waiting = TOPICS.get(turn.topic or "")
    if turn.asking == "order_choice" and waiting and await names_things_ordered(turn, waiting):
        return False
    if await products.speaks_of_last_product(turn):
        return True
    return turn.asking == "order_choice" and await products.names_a_product(turn)


async def _new_wish(turn: Turn, waiting: Topic | None) -> Topic | None:
    """While one of several is to be chosen, few words may describe it ("the lamp") or be a new wish."""
    wish, confidence = turn.likeliest_reading
    if turn.asking not in ONE_OF_SEVERAL or turn.heard.keys() - {"language", "product"} or wish not in TOPICS:
        return None
    if turn.asking == "product":
        describes = await products.names_a_product(turn)
    else:
        describes = waiting is not None and await names_things_ordered(turn, waiting)
    return TOPICS[wish] if confidence >= steering.SURE and not describes else None


async def prove(turn: Turn, code: str) -> None:
    """Checks the code and, when it is right, answers the question that waited for it."""
    if await identity.check_code(turn, code):
        turn.heard |= {"order_number": number} if (number := turn.slot("order_number")) else {}
        turn.say("identity-proved", name=turn.customer.first_name if turn.customer else "")
        await answer_topic(turn, TOPICS.get(turn.topic or "", TOPICS["order_status"]))


async def send_code(turn: Turn) -> None:
    if turn.shopper.customer_id is None:
        await identity.send_code(turn)
    else:
        await answer_topic(turn, TOPICS.get(turn.topic or "", TOPICS["order_status"]))


async def ask_back(turn: Turn) -> None:
    """Not sure what was meant.

    Facts in the words still count as an answer, and so does a bare name of goods.
    """
    if (wish := _same_flow(turn)) and not turn.asking:
        await answer_topic(turn, wish)
    elif turn.asking and turn.asking != "yes_no" and turn.heard.keys() - {"language"}:
        await take_facts(turn)
    elif len(turn.text) <= A_NAME:
        await _begin_with(turn, TOPICS.get(turn.topic or ""))
    else:
        talk.ask_what_was_meant(turn)


def _same_flow(turn: Turn) -> Topic | None:
    """The likeliest reading, where it is unsure only between two names of one flow."""
    readings = turn.readings[:3]
    if not readings or readings[0][0] not in FUNNELS:
        return None
    steps = FUNNELS[readings[0][0]].steps
    together = sum(sure for wish, sure in readings if wish in FUNNELS and FUNNELS[wish].steps is steps)
    return TOPICS[readings[0][0]] if together >= steering.SURE else None


async def yes(turn: Turn) -> None:
    """Yes to a yes-or-no question is its first choice; to any other question it is no answer yet."""
    if turn.asking == "yes_no" and turn.offered:
        await _take(turn, turn.offered[0])
    elif turn.asking:
        await ask_again(turn)
    else:
        talk.what_can_i_do(turn, "talk-yes")


async def no(turn: Turn) -> None:
    """No to a yes-or-no question is its last choice; else the question is dropped."""
    if turn.asking == "yes_no" and turn.offered:
        await _take(turn, turn.offered[-1])
    elif turn.asking == "code":
        identity.ask_code_again(turn)
    else:
        turn.ask(None)
        talk.what_can_i_do(turn, "talk-no")


async def _take(turn: Turn, taken: Choice) -> None:
    turn.take(taken)
    turn.ask(None)
    await answer(turn)


async def ask_again(turn: Turn) -> None:
    """Asks the open question once more, after something else came in between."""
    topic = TOPICS.get(turn.topic or "", TOPICS["order_status"])
    if turn.asking == "code":
        identity.ask_code_again(turn)
    elif steering.is_open(turn):
        await steering.ask_again(turn)
    elif turn.asking == "order_choice":
        await ask_which(turn, topic)
    elif turn.asking == "yes_no" and turn.offered and turn.offered[0]["payload"] == "/send_code":
        identity.offer_code(turn, topic)
    elif turn.asking == "yes_no":
        talk.offer_person(turn)
    elif turn.asking == "product":
        turn.say("goods-ask", something_else(turn))
    elif turn.asking:
        await identity.ask_who(turn, topic)


async def change_language(turn: Turn) -> None:
    talk.speak_other_language(turn)
    await ask_again(turn)


async def small_talk(turn: Turn) -> None:
    """A greeting or thanks while a question waits: say it back, then ask again.

    Who takes the choice "something else" wants to be asked no more.
    """
    turn.dispatcher.utter_message(response=f"utter_{turn.intent}")
    if turn.intent == "ask_capabilities" and turn.tapped:
        turn.ask(None)
    await ask_again(turn)


def _waits(turn: Turn) -> bool:
    waiting = TOPICS.get(turn.topic or "")
    return bool(turn.asking and waiting and waiting.needs != "nothing") and turn.intent not in LEAVES


TALK = {
    "inform": take_facts,
    "affirm": yes,
    "deny": no,
    "send_code": send_code,
    "pick": talk.out_of_date,
    "confirm": talk.out_of_date,
    "go_back": talk.nothing_to_go_back_to,
    "change_answer": talk.nothing_to_go_back_to,
    "without_code": identity.without_code,
    "no_number": identity.without_number,
    "repeat": talk.repeat,
    "stop_flow": talk.stop,
    "start_over": talk.start_over,
    "change_language": change_language,
    "greet": small_talk,
    "thank_you": small_talk,
    "goodbye": small_talk,
    "bot_challenge": small_talk,
    "ask_capabilities": small_talk,
    "out_of_scope": small_talk,
}
