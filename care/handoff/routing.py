"""Who is served next, by whom, and how long it will honestly take. Facts in, decisions out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

LEASE = timedelta(seconds=45)  # how long somebody counts as there after the console was last heard of

GENERAL = "general"
SUPERVISOR = "supervisor"  # a skill that comes with the role and that nobody else stands in for

REPEAT_ADDS, MOST_REPEATS = 1, 3  # each earlier case of the week
MONEY_ADDS = 2  # a large amount is at stake
TIER_ADDS = {"vip": 2, "gold": 2, "silver": 1}
OVERDUE_COUNTS = 3  # a minute beyond the promise weighs as much as this many before it

ROUND_TO_S = 60
CAUTION = 1.25  # a wait that turns out shorter than said is forgiven, a longer one is not
CHAT_TAKES = timedelta(minutes=8)  # until the desk knows how long its own take


@dataclass(frozen=True)
class InLine:
    """A case that waits, as far as the order of serving goes."""

    id: int
    language: str
    skill: str
    importance: int
    waiting_since: datetime
    reply_by: datetime
    last_staff: str | None = None  # who knows this shopper already
    conversation_id: str = ""


@dataclass(frozen=True)
class AtDesk:
    """A member of staff who is there and takes new chats."""

    id: str
    languages: Sequence[str]
    skills: Sequence[str]
    capacity: int
    chats: int = 0
    since: datetime | None = None  # at the desk

    @property
    def is_free(self) -> bool:
        return self.chats < self.capacity


def holds(until: datetime, now: datetime) -> bool:
    """Whether a lease is good; one that ends later than any can was given before the clock was set back."""
    return now < until <= now + LEASE


def importance(
    base: int, *, money: Decimal | None, large: Decimal, contacts: int, tags: Iterable[str] = ()
) -> int:
    """What the matter weighs: what it is, the money at stake, how often it came up, who the customer is."""
    weight = base + REPEAT_ADDS * min(contacts, MOST_REPEATS)
    if money is not None and money >= large:
        weight += MONEY_ADDS
    return weight + max((TIER_ADDS.get(tag.lower(), 0) for tag in tags), default=0)


def priority(case: InLine, now: datetime) -> float:
    """Importance times urgency. Urgency grows with the wait and steepens once the promise is broken."""
    promised = max((case.reply_by - case.waiting_since).total_seconds(), 60.0)
    waited = max((now - case.waiting_since).total_seconds(), 0.0)
    overdue = max((now - case.reply_by).total_seconds(), 0.0)
    return (1 + case.importance) * (1 + (waited + OVERDUE_COUNTS * overdue) / promised)


def in_order(cases: Iterable[InLine], now: datetime) -> list[InLine]:
    """Who is served first; of two alike, who came first."""
    return sorted(cases, key=lambda case: (-priority(case, now), case.waiting_since, case.id))


def choose_staff(case: InLine, staff: Sequence[AtDesk]) -> AtDesk | None:
    """Who takes it: who can, of these who knows the shopper, else who has the most room. None: wait.

    Somebody who lacks the language or skill stands in only while nobody at the desk has it.
    """
    able = [member for member in _with_skill(case.skill, _with_language(case, staff)) if member.is_free]
    if not able:
        return None
    return min(able, key=lambda member: (member.id != case.last_staff, _load(member), member.id))


def wait(place: int, staff: Sequence[AtDesk], chat: timedelta) -> timedelta | None:
    """How long the one in this place will wait; None when nobody could say, because nobody is there."""
    seats = sum(member.capacity for member in staff)
    if not seats or place < 1:
        return None
    free = sum(max(member.capacity - member.chats, 0) for member in staff)
    behind = max(place - free, 0)
    seconds = behind * chat.total_seconds() / seats * CAUTION
    return timedelta(seconds=max(math.ceil(seconds / ROUND_TO_S), 1) * ROUND_TO_S)


def _with_language(case: InLine, staff: Sequence[AtDesk]) -> Sequence[AtDesk]:
    return [member for member in staff if case.language in member.languages] or staff


def has_skill(member: AtDesk, skill: str) -> bool:
    return skill == GENERAL or skill in member.skills


def _with_skill(skill: str, staff: Sequence[AtDesk]) -> Sequence[AtDesk]:
    skilled = [member for member in staff if has_skill(member, skill)]
    return skilled if skilled or skill == SUPERVISOR else staff


def _load(member: AtDesk) -> float:
    return member.chats / member.capacity
