"""Why a wish is not granted."""

from __future__ import annotations

from typing import Any

from care.aftersales.quotes import Quote
from care.errors import CareError


class Refused(CareError):
    """The shop's policy or the state of the order forbids it.

    `reason` is a word for programs ("already_left"), with the `facts` that a sentence about it needs;
    `instead` are intents of what is possible in its place, the likeliest first.
    """

    code = "refused"
    status = 409

    def __init__(self, reason: str, *instead: str, **facts: Any) -> None:
        super().__init__(f"refused: {reason}")
        self.reason = reason
        self.instead = instead
        self.facts = facts


class Changed(CareError):
    """Possible still, but it comes to something else than was agreed: the new quote must be agreed to."""

    code = "changed"
    status = 409

    def __init__(self, quote: Quote) -> None:
        super().__init__("what was agreed is not what it comes to now")
        self.quote = quote


class Conflict(CareError):
    """This key was already used for another wish."""

    code = "conflict"
    status = 409
