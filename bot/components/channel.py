"""The only door into Rasa: the desk's. Words are read, choices are not; nothing typed is ever a command."""

from __future__ import annotations

import asyncio
import gc
import hmac
import json
import logging
import re
from typing import TYPE_CHECKING, Any

from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.shared.core.constants import (
    USER_INTENT_BACK,
    USER_INTENT_RESTART,
    USER_INTENT_SESSION_START,
)
from rasa.shared.exceptions import RasaException
from sanic import Blueprint, response

from bot import speed
from bot.components.normalise import looks_like_command, tidy
from bot.components.payloads import read_payload
from bot.components.turn import NAME, DeskOutput, Said, TurnFailed, ready, take_turn

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from rasa.core.agent import Agent
    from sanic.request import Request
    from sanic.response import HTTPResponse

logger = logging.getLogger(__name__)

LONGEST_TEXT = 4000
_LONGEST_BODY = 64 * 1024
_RASAS_OWN = frozenset({USER_INTENT_RESTART, USER_INTENT_BACK, USER_INTENT_SESSION_START})
_PHOTO = re.compile(r"[0-9a-f]{32}")
_LANGUAGES = frozenset({"en", "zh"})

speed.apply()


class Refused(Exception):
    """A request that cannot be taken, with the HTTP status that says why."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class DeskChannel(InputChannel):
    """`POST /webhooks/desk/messages`; the contract stands in `docs/protocol.md`."""

    @classmethod
    def name(cls) -> str:
        return NAME

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> DeskChannel:
        token = str((credentials or {}).get("token") or "")
        if len(token) < 16 or token.startswith("${"):
            raise RasaException(
                "SHOPBELL_BOT_TOKEN should be a secret of 16 characters or more, known to the desk"
            )
        return cls(token)

    def __init__(self, token: str) -> None:
        self._expected = f"Bearer {token}".encode()

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        door = Blueprint("desk_channel")

        @door.get("/")
        async def health(request: Request) -> HTTPResponse:
            try:
                ready(getattr(request.app.ctx, "agent", None))
            except TurnFailed as error:
                return _error(error.status, str(error))
            return response.json({"status": "ok"})

        @door.after_server_start
        async def settle(*_: Any) -> None:
            gc.collect()
            gc.freeze()  # the model stays; walking through it now and then would hold up a turn

        @door.post("/messages")
        async def messages(request: Request) -> HTTPResponse:
            try:
                self._check_token(request)
                message = read_message(_json(request))
                agent = ready(request.app.ctx.agent)
                # The turn is finished and kept even if the desk hangs up; asked again, it is read back.
                said = await asyncio.shield(_answer(agent, message))
            except (Refused, TurnFailed) as error:
                if error.status >= 500:
                    logger.error("turn not answered: %s", error)
                return _error(error.status, str(error))
            except Exception as error:  # one conversation's failure must not end another's
                logger.exception("turn failed")
                return _error(500, f"the turn failed: {type(error).__name__}")
            return response.json(
                {"lines": said.lines, "language": said.language, "understood": said.understood}
            )

        return door

    def _check_token(self, request: Request) -> None:
        given = request.headers.get("authorization", "").encode()
        if not hmac.compare_digest(given, self._expected):
            raise Refused(401, "wrong token")


def read_message(body: Any) -> UserMessage:
    """The message in a request's body. Raises Refused, naming the field and what it should be."""
    if not isinstance(body, dict):
        raise Refused(400, "the body should be a JSON object")
    conversation, turn, language = body.get("conversation"), body.get("turn"), body.get("language")
    if not isinstance(conversation, str) or not 0 < len(conversation) <= 255:
        raise Refused(400, "conversation should be a text of 1 to 255 characters")
    if not isinstance(turn, int) or isinstance(turn, bool) or turn < 0:
        raise Refused(400, "turn should be a whole number, 0 or more")
    if language not in _LANGUAGES:
        raise Refused(400, "language should be en or zh")
    words, payload = body.get("text"), body.get("payload")
    if isinstance(words, str) == isinstance(payload, str):
        raise Refused(400, "either text or payload should be given")
    metadata = {"turn": turn, "language": language}
    if isinstance(body.get("address"), str):
        metadata["address"] = body["address"]  # limits on guessing count by it
    if isinstance(payload, str):
        metadata["chosen"] = True
        return _message(conversation, payload, metadata, parse_data=parse_payload(payload, language))
    photo = body.get("photo")
    if isinstance(photo, str) and _PHOTO.fullmatch(photo):
        metadata["photo"] = photo
        return _message(conversation, words, metadata, parse_data=parse_photo(words, photo, language))
    return _message(conversation, words, metadata, parse_data=parse_words(words, language))


def parse_payload(payload: str, language: str) -> dict[str, Any]:
    """What Rasa's understanding would have said of a choice. Raises Refused when it is none."""
    try:
        intent, slots = read_payload(payload)
    except ValueError as error:
        raise Refused(400, str(error)) from None
    entities = [_entity(name, value) for name, value in {"language": language, **slots}.items()]
    return _parsed(payload, intent, 1.0, entities)


def parse_photo(text: str, photo: str, language: str) -> dict[str, Any]:
    """A photo tells something, as a bare fact does; the words in its place are the desk's, not to be read."""
    return _parsed(text, "inform", 1.0, [_entity("language", language), _entity("photo", photo)])


def parse_words(text: str, language: str) -> dict[str, Any] | None:
    """Nothing, so that Rasa reads the words; but words dressed as a command are never shown to it."""
    if len(text) > LONGEST_TEXT:
        raise Refused(413, f"text should be at most {LONGEST_TEXT} characters")
    if not text:
        raise Refused(400, "text should not be empty")
    if looks_like_command(text) or not tidy(text):
        return _parsed(text, "nlu_fallback", 0.0, [_entity("language", language)])
    return None


def _message(
    conversation: str, text: str, metadata: dict[str, Any], parse_data: dict[str, Any] | None
) -> UserMessage:
    return UserMessage(
        text, DeskOutput(), conversation, parse_data=parse_data, input_channel=NAME, metadata=metadata
    )


def _parsed(text: str, intent: str, confidence: float, entities: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "text": text,
        "intent": {"name": intent, "confidence": confidence},
        "entities": entities,
        "intent_ranking": [],
    }


def _entity(name: str, value: Any) -> dict[str, Any]:
    return {"entity": name, "value": value, "start": 0, "end": 0}


async def _answer(agent: Agent, message: UserMessage) -> Said:
    intent = message.parse_data["intent"]["name"] if message.metadata.get("chosen") else None
    if intent and (intent not in agent.domain.intents or intent in _RASAS_OWN):
        raise Refused(400, f"there is no intent {intent!r} to choose")
    return await take_turn(agent, message)


def _json(request: Request) -> Any:
    if len(request.body) > _LONGEST_BODY:
        raise Refused(413, f"the body should be at most {_LONGEST_BODY} bytes")
    try:
        return json.loads(request.body)
    except ValueError:
        raise Refused(400, "the body should be JSON") from None


def _error(status: int, reason: str) -> HTTPResponse:
    return response.json({"error": reason}, status=status)
