"""When a shopper is brought to a person without asking twice: rules as data, each with why.

Facts in, a decision out. A rule that reads words looks for what people say when they mean it, and stays
silent where the same word is only about goods ("a gift for my lawyer", "a fire-proof box"): being handed over
for nothing costs a shopper their time too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from care.handoff import tempers

TWICE = 2
THIRD_TIME = 2  # contacts about the same matter before this one
PRESSED = 2  # the same wish was refused, and comes again


@dataclass(frozen=True)
class Signals:
    """What is known at this line of the shopper."""

    text: str = ""
    earlier: tuple[str, ...] = ()  # what they said before, the oldest first
    asked: bool = False  # for a person
    complains: bool = False
    misunderstood: int = 0  # times in a row
    contacts: int = 0  # about the same matter within seven days, before this one
    refusals: int = 0  # of the same wish, with this one
    at_stake: Decimal | None = None  # in a matter that was refused or is disputed
    limit: Decimal | None = None  # up to which the counter settles it alone
    failed: bool = False  # an action that should have worked did not


@dataclass(frozen=True)
class Escalation:
    """Why a person, who can, and how much it weighs.

    `gently`: where nobody is in, a person is offered and not called: the shopper has not asked for one.
    """

    reason: str
    skill: str
    importance: int
    why: str
    gently: bool = False


@dataclass(frozen=True)
class Rule:
    """One reason to bring a person in."""

    reason: str
    holds: Callable[[Signals], bool]
    why: str
    skill: str = "general"
    importance: int = 0
    gently: bool = field(default=False)

    def as_escalation(self) -> Escalation:
        return Escalation(self.reason, self.skill, self.importance, self.why, self.gently)


def _above_limit(signals: Signals) -> bool:
    return signals.at_stake is not None and signals.limit is not None and signals.at_stake >= signals.limit


# The weightiest first: of several that hold, that one counts.
RULES = (
    Rule(
        "injury",
        lambda signals: tempers.tells_of_injury(signals.text),
        "somebody was hurt: a person hears it at once, and nothing automatic is said about it",
        skill="complaints",
        importance=9,
    ),
    Rule(
        "safety",
        lambda signals: tempers.tells_of_danger(signals.text),
        "goods that burn, smoke or give shocks may hurt others too",
        skill="complaints",
        importance=8,
    ),
    Rule(
        "fraud",
        lambda signals: tempers.tells_of_fraud(signals.text),
        "a stolen account or card loses money by the minute",
        skill="payments",
        importance=7,
    ),
    Rule(
        "legal",
        lambda signals: tempers.threatens_with_law(signals.text),
        "what is said from here on may be read in court; a person chooses the words",
        skill="complaints",
        importance=6,
    ),
    Rule(
        "threat",
        lambda signals: tempers.threatens_to_tell(signals.text),
        "who announces a bad review, a report or a chargeback still gives us the chance to settle it",
        skill="complaints",
        importance=5,
    ),
    Rule(
        "anger",
        lambda signals: tempers.is_angry(signals.text, signals.earlier),
        "an angry shopper wants to be heard, and a machine cannot hear",
        skill="complaints",
        importance=4,
    ),
    Rule(
        "complaint",
        lambda signals: signals.complains,
        "a complaint is answered by somebody who may decide",
        skill="complaints",
        importance=4,
    ),
    Rule(
        "repeat",
        lambda signals: signals.contacts >= THIRD_TIME,
        "who comes the third time in a week about the same matter was not helped the first two times",
        importance=3,
        gently=True,
    ),
    Rule(
        "money",
        _above_limit,
        "a no about this much money is said or undone by a person",
        skill="payments",
        importance=3,
        gently=True,
    ),
    Rule(
        "pressed",
        lambda signals: signals.refusals >= PRESSED,
        "who asks again after a no has a reason that the rules do not know",
        importance=2,
        gently=True,
    ),
    Rule(
        "failed",
        lambda signals: signals.failed,
        "something broke on our side; the shopper must not be the one who notices that nobody mended it",
        importance=2,
    ),
    Rule("asked", lambda signals: signals.asked, "whoever asks for a person gets one", importance=1),
    Rule(
        "misunderstood",
        lambda signals: signals.misunderstood >= TWICE,
        "twice not understood is once too often; a third try would cost the shopper's patience",
        importance=1,
        gently=True,
    ),
)

WHY = {rule.reason: rule.why for rule in RULES}


def escalation(signals: Signals) -> Escalation | None:
    """The weightiest reason to bring a person in now; None: the counter goes on."""
    return next((rule.as_escalation() for rule in RULES if rule.holds(signals)), None)
