"""Finds out who a guest is: number and e-mail for the state of an order, a code for all else."""

from __future__ import annotations

import re
from datetime import timedelta

from actions.choices import Choice, choice
from actions.people import LEAVES, person, something_else
from actions.topics import TOPICS, Topic
from actions.turn import Turn
from care.identity import service as identity
from care.identity.errors import TooManyTries
from care.identity.rules import CODE_LIVES
from care.identity.standing import Standing, of_newest_code

# What people write instead of the code: that it has not come, or that they want another.
THE_CODE = re.compile(
    r"\bcodes?\b|\be-?mails?\b|\bspam\b|\bresend\b|验证码|校验码|邮件|没收到", re.IGNORECASE
)
ONCE_MORE = re.compile(r"\bagain\b|\bresend\b|\banother\b|\bnew\b|重新|再发|重发|重新发|新的", re.IGNORECASE)
CODE_MINUTES = CODE_LIVES // timedelta(minutes=1)


async def ask_who(turn: Turn, topic: Topic) -> None:
    """The next step towards an answer for a guest: asks what is missing, or says what is allowed."""
    number, email = turn.slot("order_number"), turn.slot("email")
    if not number and turn.slot("person_name") and turn.slot("zip"):
        await send_code(turn)
    elif number and email and _already_refused(turn):
        turn.say("identity-check-both", no_number(turn), person(turn))
    elif number and email:
        await _tell_state(turn, topic, number, email)
    else:
        _ask_for_missing(turn, topic, number, email)


async def _tell_state(turn: Turn, topic: Topic, number: str, email: str) -> None:
    """What number and e-mail together allow: one word on the order, and a code for the rest."""
    try:
        async with turn.counter.database.writing() as session:
            state = await identity.coarse_status(
                session, turn.shopper, order_number=number, email=email, now=turn.now
            )
    except TooManyTries:
        _too_many(turn)
        return
    if state is None:
        turn.ask("order_number")
        turn.say("identity-no-match", no_number(turn), person(turn), number=number)
        return
    turn.say("identity-coarse", number=state.number, status=turn.words.label("status-coarse", state.status))
    offer_code(turn, topic)


def offer_code(turn: Turn, topic: Topic) -> None:
    turn.ask("yes_no")
    yes = choice(turn.words.say("identity-choice-send-code"), "send_code")
    no = choice(turn.words.say("identity-choice-without-code"), "without_code")
    turn.say("identity-offer-code" if topic.needs == "order" else "identity-need-code", yes, no)


def _already_refused(turn: Turn) -> bool:
    """Number and e-mail did not go together, and this line brought neither anew: no need to look again."""
    return turn.asking == "order_number" and not {"order_number", "email"} & turn.heard.keys()


def _ask_for_missing(turn: Turn, topic: Topic, number: str | None, email: str | None) -> None:
    if number:
        turn.ask("email")
        turn.say("identity-ask-email", number=number)
    elif turn.asking == "name_zip":
        turn.say("identity-ask-name-zip" if email else "identity-ask-email-name-zip")
    elif email:
        turn.ask("order_number")
        turn.say("identity-ask-number", no_number(turn))
    else:
        turn.ask("order_number")
        turn.say(
            "identity-ask-both" if topic.needs == "order" else "identity-ask-both-account", no_number(turn)
        )


def no_number(turn: Turn) -> Choice:
    return choice(turn.words.say("identity-choice-no-number"), "no_number")


async def without_number(turn: Turn) -> None:
    """The shopper has no order number at hand: e-mail, name and zip find them as well."""
    turn.remember(order_number=None)
    turn.ask("name_zip")
    await ask_who(turn, TOPICS[turn.topic or "order_status"])


async def send_code(turn: Turn) -> None:
    """Sends a one-time code to the e-mail on record, if what was given belongs together.

    The words never tell whether it does.
    """
    number, email, name, zip_code = (
        turn.slot(fact) for fact in ("order_number", "email", "person_name", "zip")
    )
    if not email and not (name and zip_code):
        await ask_who(turn, TOPICS[turn.topic or "order_status"])
        return
    known = {"order_number": number} if number else {"name": name, "zip": zip_code}
    try:
        async with turn.counter.database.writing() as session:
            await identity.send_code(
                session,
                turn.shopper,
                email=email,
                now=turn.now,
                secret=turn.counter.secret,
                shop_name=turn.shop.about.name.in_language,
                **known,
            )
    except TooManyTries:
        _too_many(turn)
        return
    turn.ask("code")
    turn.say("identity-code-sent", *_code_choices(turn), minutes=CODE_MINUTES)


async def check_code(turn: Turn, code: str) -> bool:
    """Whether the code proves who the shopper is; if not, says what to do."""
    try:
        async with turn.counter.database.writing() as session:
            proved = await identity.check_code(
                session, turn.shopper, code, secret=turn.counter.secret, now=turn.now
            )
            standing, tries = await of_newest_code(session, turn.shopper.conversation_id, turn.now)
    except TooManyTries:
        _too_many(turn)
        return False
    if proved:
        await turn.know_again()
        turn.ask(None)
        return True
    _wrong_code(turn, standing, tries)
    return False


def _wrong_code(turn: Turn, standing: Standing, tries: int) -> None:
    turn.ask("code")
    if standing == "good":
        turn.say("identity-code-wrong", *_code_choices(turn), tries=tries)
    elif standing == "used_up":
        turn.say("identity-code-used-up", *_code_choices(turn))
    else:
        turn.say("identity-code-expired", *_code_choices(turn), minutes=CODE_MINUTES)


def _too_many(turn: Turn) -> None:
    """A limit was reached. The words are the same whether what was typed belongs to somebody or not."""
    turn.ask(None)
    turn.say("identity-too-many", person(turn))


def ask_code_again(turn: Turn) -> None:
    turn.ask("code")
    turn.say("identity-ask-code", *_code_choices(turn))


def puts_something_right(turn: Turn) -> bool:
    """Whether the line says anew who the shopper is: what was said before may have been wrong."""
    return bool({"email", "person_name", "zip"} & turn.heard.keys())


def speaks_of_the_code(turn: Turn) -> bool:
    """Whether the line is about the letter with the code: such words have no wish of their own."""
    return turn.intent not in LEAVES and bool(THE_CODE.search(turn.text))


async def about_the_code(turn: Turn) -> None:
    """It did not come, or a new one is wanted."""
    if ONCE_MORE.search(turn.text):
        await send_code(turn)
    else:
        ask_code_again(turn)


async def without_code(turn: Turn) -> None:
    """The shopper wants no code: what can be done without one, or a person."""
    turn.ask(None)
    turn.say("identity-without-code", person(turn), something_else(turn))


def _code_choices(turn: Turn) -> tuple[Choice, Choice]:
    return choice(turn.words.say("identity-choice-resend"), "send_code"), person(turn)
