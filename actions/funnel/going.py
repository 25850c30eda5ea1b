"""A funnel that is under way: what was answered, what is asked, what is wanted next. Kept in a slot."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import asdict, dataclass, field
from typing import Any

from care.aftersales import records
from care.aftersales.wishes import Wish

WHOLE, ONLY = ":whole", ":only"  # beside an answer: all was named that is meant; there is no other option


@dataclass
class Offered:
    """The quote on the table: under which key it would be done, its fingerprint, and the wish itself."""

    key: str
    fingerprint: str
    kind: str
    wish: dict[str, Any]

    @classmethod
    def of(cls, key: str, fingerprint: str, wish: Wish) -> Offered:
        return cls(key, fingerprint, records.kind_of(wish), records.wish_json(wish))

    def as_wish(self) -> Wish:
        return records.wish_from(self.kind, self.wish)


@dataclass
class Going:
    """`answers` by question; `asked`: those put to the shopper, in order; `said`: the opening words.

    `later`: further wishes, each by its `name` with what was `said`; of one that was `left`, its `order`.
    """

    name: str
    said: str = ""
    about: dict[str, str] = field(
        default_factory=dict
    )  # of a question asked of several things: which of them
    answers: dict[str, Any] = field(default_factory=dict)
    notes: dict[str, Any] = field(default_factory=dict)  # what a flow keeps for itself: no answers
    asked: list[str] = field(default_factory=list)
    asking: str | None = None
    shown: int = 0  # how many options were passed over with "something else"
    missed: int = 0  # how often in a row the words fitted no option
    offered: Offered | None = None
    later: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def read(cls, kept: object) -> Going | None:
        """The funnel a slot holds; None for an empty one."""
        if not isinstance(kept, dict):
            return None
        kept = deepcopy(kept)  # what is kept must not change under the hands of this turn
        offered = kept.get("offered")
        return cls(**{**kept, "offered": Offered(**offered) if offered else None})

    def kept(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def changeable(self) -> list[str]:
        """The questions whose answers could be others: those that were asked, then those answered unasked."""
        told = [name for name in self.answers if not name.endswith((WHOLE, ONLY)) and name != "order"]
        return [
            *self.asked,
            *(name for name in told if name not in self.asked and name + ONLY not in self.answers),
        ]

    def forget(self, question: str) -> None:
        """Takes an answer back, with those to questions asked after it; with the order, all of them."""
        if question == "order":
            self.answers.clear()
        place = self.asked.index(question) if question in self.asked else len(self.asked)
        for name in (*self.asked[place:], question):
            self.answers.pop(name, None)
            self.answers.pop(name + WHOLE, None)
        self.asked = self.asked[:place]
        self.asking, self.offered, self.shown = None, None, 0
        self.said = ""  # the opening words gave the answer that is taken back
