"""When wishes are about the same matter, and when a shopper comes back with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

WEEK = timedelta(days=7)
PAUSE = timedelta(hours=1)  # a longer one makes what follows a visit of its own
MATTERS = (
    {"order_status", "delivery_eta", "expedite_order", "delivered_not_received"},
    {"refund_status", "refund_request", "return_item"},
)


@dataclass(frozen=True)
class Step:
    """One wish: when it began and was last spoken of, how it ended, how many lines it took."""

    began_at: datetime
    last_at: datetime
    outcome: str
    lines: int


def same_matter(topic: str) -> frozenset[str]:
    """The wishes that are about the same as this one."""
    return frozenset(next((matter for matter in MATTERS if topic in matter), {topic}))


def visits_before(steps: Sequence[Step]) -> int:
    """How many visits lie before the last of these, if that has only just begun; else 0."""
    if not steps or steps[-1].lines > 1:
        return 0
    ends: list[datetime] = []  # when each visit was last heard of
    began = 0
    for step in steps:
        if step.outcome == "done":
            ends, began = [], 0
        elif ends and step.began_at - ends[-1] <= PAUSE:
            ends[-1] = max(ends[-1], step.last_at)
            began += 1
        else:
            ends.append(step.last_at)
            began = 1
    return len(ends) - 1 if began == 1 else 0
