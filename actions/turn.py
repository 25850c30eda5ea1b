"""One line of one shopper, and what the counter says back."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.choices import Choice, read_payload
from actions.counter import Counter, open_counter
from care.customers import service as customers
from care.customers.service import Known
from care.db.engine import Session
from care.db.models import Customer, Effort
from care.identity.service import Shopper
from care.orders.service import OrderState
from care.products.queries import Label
from care.shop.settings import Shop
from care.words import Wording, language_of


@dataclass
class Turn:
    """One line of one shopper: what they said, who they are, and what the counter says back.

    `session` reads; `counter.database.writing()` is for the few steps that write.
    """

    counter: Counter
    session: Session
    tracker: Tracker
    dispatcher: CollectingDispatcher
    now: datetime
    known: Known
    words: Wording
    intent: str
    heard: dict[str, str]
    tapped: bool = False  # the line is a choice that was taken, by tap or in words
    answering: str = ""  # the wish that is being answered: the intent, or the one that waited for these facts
    changed: dict[str, object] = field(default_factory=dict)
    used_up: bool = False  # the words of this line have been answered to; what follows is not about them
    outcome: str | None = None  # how the wish ended, where this turn ended it
    about: OrderState | None = None  # the order a funnel is about
    settled: set[str] = field(default_factory=set)  # wishes about the order that need not be offered again
    ended: str = ""  # the wish that ended, where another one has begun since
    told: dict[str, Any] = field(default_factory=dict)  # what was said of an order, as far as it can change
    before: list[Effort] = field(default_factory=list)  # what was asked about the order before, newest first
    goods: dict[str, Label] = field(default_factory=dict)  # what is known of products in orders, by id
    recent: dict[bool, list[OrderState]] = field(
        default_factory=dict
    )  # the newest orders, and with all money

    @property
    def shopper(self) -> Shopper:
        return self.known.shopper

    @property
    def customer(self) -> Customer | None:
        """The shopper's account, once they proved it is theirs."""
        return self.known.customer

    @property
    def shop(self) -> Shop:
        return self.counter.shop

    @property
    def shop_name(self) -> str:
        return self.shop.about.name.in_language(self.words.language)

    @property
    def text(self) -> str:
        """The shopper's own words; empty for a tap."""
        text = (self.tracker.latest_message or {}).get("text") or ""
        return "" if self.used_up or text.startswith("/") else text

    @property
    def places(self) -> tuple[str, ...]:
        """Which of several was named by its place: "1", "3", "last", "all", "both"."""
        return () if self.used_up else tuple(self._heard_all("ordinal"))

    @property
    def wishes(self) -> list[dict[str, str]]:
        """Where one line held several wishes: each with its `intent` and `text`, in order."""
        return [] if self.used_up else [json.loads(wish) for wish in self._heard_all("wish")]

    def _heard_all(self, kind: str) -> list[str]:
        entities = (self.tracker.latest_message or {}).get("entities") or []
        return [str(entity["value"]) for entity in entities if entity["entity"] == kind]

    def slot(self, name: str) -> str | None:
        """What is remembered, with what this line just said on top."""
        value = (
            self.changed[name]
            if name in self.changed
            else self.heard.get(name) or self.tracker.get_slot(name)
        )
        return str(value) if value else None

    def kept(self, name: str) -> object:
        """What a slot of any kind holds, with what this turn changed on top."""
        return self.changed[name] if name in self.changed else self.tracker.get_slot(name)

    def use_up(self) -> None:
        """The words have had their answer: what comes next in this turn must not read them again."""
        self.used_up = True
        self.heard = {}

    @property
    def likeliest_reading(self) -> tuple[str, float]:
        """What the words mean by themselves, and how sure that is, whatever the line was taken for."""
        return self.readings[0] if self.readings else ("", 0.0)

    @property
    def readings(self) -> list[tuple[str, float]]:
        """The likeliest wishes and how sure each is; none once the words are used up."""
        ranking = (self.tracker.latest_message or {}).get("intent_ranking") or []
        return [] if self.used_up else [(each["name"], each["confidence"]) for each in ranking]

    @property
    def asking(self) -> str | None:
        return self.slot("asking")

    @property
    def topic(self) -> str | None:
        return self.slot("topic")

    def remember(self, **slots: object) -> None:
        """Sets slots for the turns to come; None forgets."""
        self.changed.update(slots)
        for name, value in slots.items():
            if value is None:
                self.heard.pop(name, None)

    def ask(self, what: str | None) -> None:
        """Notes what the counter has just asked for; None: nothing is open."""
        self.remember(asking=what)

    def take(self, taken: Choice) -> None:
        """Goes on as if this choice had been tapped."""
        self.tapped = True
        self.intent, facts = read_payload(taken["payload"])
        self.heard = {name: str(value) for name, value in facts.items()}

    def say(self, key: str, *choices: Choice, card: dict[str, Any] | None = None, **facts: object) -> None:
        """One line to the shopper, in their language."""
        self.utter(self.words.say(key, **facts), choices, card=card)

    def utter(
        self,
        text: str,
        choices: Sequence[Choice] = (),
        *,
        card: dict[str, Any] | None = None,
        handoff: dict[str, Any] | None = None,
    ) -> None:
        custom = {"card": card, "handoff": handoff}
        given = {name: value for name, value in custom.items() if value}
        self.dispatcher.utter_message(text=text, buttons=list(choices), json_message=given or None)

    def offer_nothing_yet(self) -> None:
        """Takes the choices off what was said: those of the question that follows are the ones to take."""
        for message in self.dispatcher.messages:
            message["buttons"] = []

    def events(self) -> list[EventType]:
        """What the dialogue has to remember of this turn."""
        remembered = {**self.heard, **self.changed}
        return [
            SlotSet(name, value)
            for name, value in remembered.items()
            if name in SLOTS and value != self.tracker.get_slot(name)
        ]

    async def know_again(self) -> None:
        """Reads anew who the shopper is, after they proved it: what was read before is out of date."""
        await self.see_anew()
        known = await customers.known_in(self.session, self.tracker.sender_id, self.now)
        assert known is not None
        self.known = known
        zone = zone_of(known, self.shop)
        self.words = Wording(self.words.language, self.words.currency, zone, self.now)

    async def see_anew(self) -> None:
        """Reads the store as it is now: something was written since the turn began."""
        self.recent.clear()
        await self.session.close()

    async def learn_goods(self, states: Sequence[OrderState]) -> None:
        """Reads what the things in these orders are called, and what they look like."""
        await self.learn_names({line.product_id for state in states for line in state.order.lines})

    async def learn_names(self, product_ids: AbstractSet[str]) -> None:
        """The same for these products."""
        missing = product_ids - self.goods.keys()
        self.goods |= await self.counter.catalogue.labels(self.session, missing, self.now)

    @cached_property
    def offered(self) -> list[Choice]:
        """The choices under the newest bot line that has any: those a shopper can still take."""
        for event in reversed(self.tracker.events):
            buttons = (event.get("data") or {}).get("buttons") if event.get("event") == "bot" else None
            if buttons:
                return list(buttons)
        return []


# What the dialogue remembers. What a shopper typed is only ever a wish: rights come from the desk.
SLOTS = (
    "language",
    "topic",
    "asking",
    "order_number",
    "email",
    "person_name",
    "zip",
    "goods",
    "misunderstood",
    "funnel",
)


@asynccontextmanager
async def begin_turn(dispatcher: CollectingDispatcher, tracker: Tracker) -> AsyncIterator[Turn]:
    """The turn of the shopper's newest line, on one snapshot of the store."""
    counter = open_counter()
    now = counter.now()
    async with counter.database.reading() as session:
        known = await customers.known_in(session, tracker.sender_id, now) or _stranger(tracker.sender_id)
        language = language_of(tracker.get_slot("language") or known.shopper.language)
        words = Wording(language, await counter.currency_now(session), zone_of(known, counter.shop), now)
        intent, heard = heard_in(tracker)
        turn = Turn(counter, session, tracker, dispatcher, now, known, words, intent, heard)
        turn.tapped = not turn.text
        take_choice_in_words(turn)
        yield turn


def heard_in(tracker: Tracker) -> tuple[str, dict[str, str]]:
    """The intent of the newest line and the facts in it, the first of each kind."""
    message = tracker.latest_message or {}
    intent = (message.get("intent") or {}).get("name") or "nlu_fallback"
    heard: dict[str, str] = {}
    for entity in message.get("entities") or []:
        heard.setdefault(entity["entity"], str(entity["value"]))
    return intent, heard


def take_choice_in_words(turn: Turn) -> None:
    """Reads "the second one", or a choice's own label typed out, as that choice taken."""
    said = turn.text.strip().casefold().rstrip(".!。！")
    taken = None
    if said:
        taken = next(
            (each for each in turn.offered if each["title"].casefold().rstrip(".!。！") == said), None
        )
    place = turn.heard.get("ordinal") if turn.kept("funnel") is None else None  # a funnel reads them itself
    if taken is None and place and turn.offered and turn.intent in {"inform", "nlu_fallback", "affirm"}:
        index = int(place) - 1 if place.isdecimal() else -1
        taken = turn.offered[index] if index < len(turn.offered) else None
    if taken:
        turn.take(taken)


def zone_of(known: Known, shop: Shop) -> ZoneInfo:
    """The clock of the shopper where we know it, else the shop's."""
    return ZoneInfo(known.customer.time_zone) if known.customer and known.customer.time_zone else shop.zone


def _stranger(conversation_id: str) -> Known:
    """Somebody the desk does not know, as on Rasa's own command line: a guest without any proof."""
    return Known(Shopper(conversation_id, customer_id=None, proof="none", language="en"), None)
