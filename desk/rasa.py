"""Asks the bot. Whatever goes wrong on the way comes back soon, and as one exception: `NoAnswer`."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

import aiohttp

from care.efforts.service import Outcome
from care.errors import CareError
from desk.protocol import Language

Reason = Literal["late", "down", "broken", "empty", "over"]

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
CONNECT_S = 2.0
HEALTH_S = 2.0
# Rasa's server drops an idle connection after 5 s; we drop it first, so that none is used as it is closed.
KEEP_ALIVE_S = 4.0
MOST_AT_ONCE = 64

FAILURES_TO_OPEN = 3
FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 8.0

log = logging.getLogger(__name__)


class NoAnswer(CareError):
    """The bot gave no answer that a shopper could read. `reason` says in which way."""

    code = "no_answer"
    status = 503

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason: Reason = reason


@dataclass(frozen=True, slots=True)
class Handoff:
    """The bot's wish that a person takes this over. `offered`: it has asked the shopper whether one shall."""

    topic: str
    reason: str
    offered: bool = False


@dataclass(frozen=True, slots=True)
class Spoken:
    """One line of the bot, as it said it."""

    text: str
    choices: tuple[tuple[str, str], ...] = ()  # (label, payload)
    card: dict[str, Any] | None = None
    handoff: Handoff | None = None


@dataclass(frozen=True, slots=True)
class Effort:
    """Which wish the turn was a step of, and how it ended if it did; see `care.efforts.service.note`."""

    topic: str
    order: str | None = None
    repeated: bool = False
    outcome: Outcome | None = None
    snapshot: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    lines: tuple[Spoken, ...]
    language: Language
    effort: Effort | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """What the bot is asked. The same conversation and number again is the same turn: Rasa runs it once."""

    conversation_id: str
    number: int
    language: Language
    text: str | None = None
    payload: str | None = None
    photo: str | None = None  # the name of the photo that the words stand for

    def as_json(self) -> dict[str, Any]:
        words = {"text": self.text} if self.payload is None else {"payload": self.payload}
        return {
            "conversation": self.conversation_id,
            "turn": self.number,
            "language": self.language,
            **words,
            **({"photo": self.photo} if self.photo else {}),
        }


@dataclass
class Circuit:
    """Remembers that Rasa is down, so that nobody waits for it; lets a call through now and then to look."""

    now: Callable[[], float] = time.monotonic
    failures: int = 0
    pause_s: float = FIRST_PAUSE_S
    closed_until: float = field(default=0.0, init=False)

    def check(self) -> None:
        """Raises `NoAnswer` while calls are pointless."""
        if self.failures < FAILURES_TO_OPEN:
            return
        if self.now() < self.closed_until:
            raise NoAnswer("down", "Rasa did not answer the last calls; it is left alone for a moment")
        self.closed_until = self.now() + self.pause_s  # this call is the look; others wait for what it finds

    def worked(self) -> None:
        self.failures = 0
        self.pause_s = FIRST_PAUSE_S

    def failed(self) -> None:
        self.failures += 1
        if self.failures > FAILURES_TO_OPEN:
            self.pause_s = min(self.pause_s * 2, LONGEST_PAUSE_S)
        self.closed_until = self.now() + self.pause_s


class Rasa:
    """The client of Rasa's desk channel. Use as `async with`."""

    def __init__(self, *, port: int, token: str, timeout_s: float, circuit: Circuit | None = None) -> None:
        self._url = f"http://127.0.0.1:{port}/webhooks/desk/"
        self._headers = {"Authorization": f"Bearer {token}"}
        self._timeout = aiohttp.ClientTimeout(total=timeout_s, sock_connect=CONNECT_S)
        self._circuit = circuit or Circuit()

    async def __aenter__(self) -> Rasa:
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=MOST_AT_ONCE, keepalive_timeout=KEEP_ALIVE_S),
            timeout=self._timeout,
            cookie_jar=aiohttp.DummyCookieJar(),
        )
        return self

    async def __aexit__(self, *_exc: object) -> None:
        await self._session.close()

    async def ask(self, turn: Turn) -> Answer:
        """The bot's answer, never an empty one. Raises `NoAnswer`."""
        self._circuit.check()
        try:
            body = await self._post(turn)
        except NoAnswer:
            self._circuit.worked()  # it failed at this turn, but it is there
            raise
        except TimeoutError as error:
            self._circuit.failed()
            raise NoAnswer("late", f"no answer within {self._timeout.total} s") from error
        except aiohttp.ClientError as error:
            self._circuit.failed()
            raise NoAnswer("down", f"Rasa cannot be reached: {error!r}") from error
        self._circuit.worked()
        return read_answer(body, turn.language)

    async def ready(self) -> bool:
        """Whether Rasa is up and has its model loaded."""
        try:
            async with self._session.get(self._url, timeout=aiohttp.ClientTimeout(total=HEALTH_S)) as reply:
                return reply.status == 200
        except (aiohttp.ClientError, TimeoutError):
            return False

    async def wait_until_ready(self, *, at_most_s: float, every_s: float = 0.25) -> bool:
        try:
            async with asyncio.timeout(at_most_s):
                while not await self.ready():  # noqa: ASYNC110  another process becomes ready
                    await asyncio.sleep(every_s)
        except TimeoutError:
            return False
        return True

    async def _post(self, turn: Turn) -> bytes:
        """The body of the reply. After a broken connection it asks once more: Rasa runs a turn only once."""
        try:
            return await self._post_once(turn)
        except aiohttp.ServerConnectionError as error:
            if isinstance(error, TimeoutError):
                raise
            return await self._post_once(turn)

    async def _post_once(self, turn: Turn) -> bytes:
        async with self._session.post(
            self._url + "messages", json=turn.as_json(), headers=self._headers
        ) as reply:
            body = await reply.read()
            if reply.status != 200:
                # 409: the conversation has moved on, so this turn cannot be taken any more.
                reason: Reason = "over" if reply.status == 409 else "broken"
                raise NoAnswer(reason, f"Rasa answered {reply.status}: {body[:200]!r}")
            return body


def read_answer(body: bytes, language: Language) -> Answer:
    """The answer in a reply's body. Raises `NoAnswer` when it has nothing that a shopper could read."""
    try:
        reply = json.loads(body)
        lines = tuple(_line(line) for line in reply["lines"])
        effort = next((_effort(line["effort"]) for line in reply["lines"] if line.get("effort")), None)
        spoken = reply.get("language")
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise NoAnswer("broken", f"the reply does not follow the channel: {error!r}") from error
    readable = tuple(line for line in lines if line.text.strip())
    if not readable:
        raise NoAnswer("empty", "the reply has no line that could be read")
    return Answer(readable, spoken if spoken in ("en", "zh") else language, effort)


def _effort(raw: dict[str, Any]) -> Effort:
    outcome = raw.get("outcome")
    if outcome is not None and outcome not in OUTCOMES:
        raise TypeError(f"a wish does not end as {outcome!r}")
    order, snapshot = raw.get("order"), raw.get("snapshot")
    return Effort(
        str(raw["topic"]),
        str(order) if order else None,
        bool(raw.get("repeated")),
        outcome,
        snapshot if isinstance(snapshot, dict) else None,
    )


def _line(raw: dict[str, Any]) -> Spoken:
    card, handoff = raw.get("card"), raw.get("handoff")
    if not isinstance(raw["text"], str) or not isinstance(card, dict | None):
        raise TypeError("a line has a text, and perhaps a card")
    return Spoken(
        text=raw["text"],
        choices=tuple((str(choice["label"]), str(choice["payload"])) for choice in raw.get("choices") or ()),
        card=card,
        handoff=_handoff(handoff) if handoff else None,
    )


def _handoff(raw: dict[str, Any]) -> Handoff:
    offered = raw.get("offered") is True
    return Handoff(str(raw.get("topic", "other")), str(raw.get("reason", "asked")), offered)
