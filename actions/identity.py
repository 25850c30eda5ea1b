"""Finds out who a guest is: number and e-mail for the state of an order, a code by e-mail for everything else."""

from __future__ import annotations

from actions.choices import Choice, choice
from actions.counter import Turn
from actions.people import person, something_else
from actions.topics import TOPICS, Topic
from care.errors import CareError
from care.identity import service as identity

CODE_MINUTES = 10
TOO_MANY = "too_many_tries"


async def ask_who(turn: Turn, topic: Topic) -> None:
    """Takes the next step towards an answer for a guest; says what is missing, or what number and e-mail allow."""
    number, email = turn.slot("order_number"), turn.slot("email")
    if email and not number and turn.slot("person_name") and turn.slot("zip"):
        await send_code(turn)
    elif number and email:
        await _tell_state(turn, topic, number, email)
    else:
        _ask_for_missing(turn, topic, number, email)


async def _tell_state(turn: Turn, topic: Topic, number: str, email: str) -> None:
    """What number and e-mail together allow: one word on the order, and a code for the rest."""
    try:
        async with turn.counter.database.writing() as session:
            state = await identity.coarse_status(
                session, turn.shopper, order_number=number, email=email, address=_address(turn), now=turn.now
            )
    except CareError as error:
        return _refused(turn, error)
    if state is None:
        turn.ask("order_number")
        turn.say("identity-no-match", person(turn), number=number)
        turn.remember(order_number=None)
        return None
    turn.say("identity-coarse", number=number, status=turn.words.label("status-coarse", state.status))
    offer_code(turn, topic)
    return None


def offer_code(turn: Turn, topic: Topic) -> None:
    turn.ask("yes_no")
    yes = choice(turn.words.say("identity-choice-send-code"), "send_code")
    no = choice(turn.words.say("identity-choice-without-code"), "without_code")
    turn.say("identity-offer-code" if topic.needs == "order" else "identity-need-code", yes, no)


def _ask_for_missing(turn: Turn, topic: Topic, number: str | None, email: str | None) -> None:
    no_number = choice(turn.words.say("identity-choice-no-number"), "no_number")
    if number:
        turn.ask("email")
        turn.say("identity-ask-email", number=number)
    elif turn.asking == "name_zip":
        turn.say("identity-ask-name-zip" if email else "identity-ask-email-name-zip")
    elif email:
        turn.ask("order_number")
        turn.say("identity-ask-number", no_number)
    else:
        turn.ask("order_number")
        turn.say("identity-ask-both" if topic.needs == "order" else "identity-ask-both-account", no_number)


async def without_number(turn: Turn) -> None:
    """The shopper has no order number at hand: e-mail, name and zip find them as well."""
    turn.remember(order_number=None)
    turn.ask("name_zip")
    await ask_who(turn, TOPICS[turn.topic or "order_status"])


async def send_code(turn: Turn) -> None:
    """Sends a one-time code to the e-mail on record, if what was given belongs together; the words never tell."""
    known = {name: turn.slot(name) for name in ("email", "order_number", "zip")}
    name = turn.slot("person_name")
    if not known["email"]:
        return await ask_who(turn, TOPICS[turn.topic or "order_status"])
    try:
        async with turn.counter.database.writing() as session:
            await identity.send_code(session, turn.shopper, name=name, now=turn.now, **known)
    except CareError as error:
        return _refused(turn, error)
    turn.ask("code")
    turn.say("identity-code-sent", *_code_choices(turn), minutes=CODE_MINUTES)
    return None


async def check_code(turn: Turn, code: str) -> bool:
    """Whether the code proves who the shopper is; if not, says what to do."""
    try:
        async with turn.counter.database.writing() as session:
            proved = await identity.check_code(session, turn.shopper, code, now=turn.now)
    except CareError as error:
        _refused(turn, error)
        return False
    if not proved:
        turn.ask("code")
        turn.say("identity-code-wrong", *_code_choices(turn))
        return False
    await turn.know_again()
    turn.ask(None)
    return True


def _refused(turn: Turn, error: CareError) -> None:
    """A limit was reached. The words are the same whether what was typed belongs to somebody or not."""
    if error.code != TOO_MANY:
        raise error
    turn.ask(None)
    turn.say("identity-too-many", person(turn))


def ask_code_again(turn: Turn) -> None:
    turn.ask("code")
    turn.say("identity-ask-code", *_code_choices(turn))


async def without_code(turn: Turn) -> None:
    """The shopper wants no code: what can be done without one, or a person."""
    turn.ask(None)
    turn.say("identity-without-code", person(turn), something_else(turn))


def _code_choices(turn: Turn) -> tuple[Choice, Choice]:
    return choice(turn.words.say("identity-choice-resend"), "send_code"), person(turn)


def _address(turn: Turn) -> str | None:
    """Where the shopper's connection comes from, when the desk says so; a limit counts by it."""
    metadata = (turn.tracker.latest_message or {}).get("metadata") or {}
    return metadata.get("address")
