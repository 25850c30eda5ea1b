"""When a letter is tried again, and what may stand in its head."""

from __future__ import annotations

from datetime import datetime, timedelta

# Waits after the first, second ... try that failed; after the last one the letter has failed.
WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
# A letter that is "being sent" for longer than this was held by a sender that died. It is short, because a
# one-time code is of use for ten minutes only; it is longer than a whole bunch takes at worst.
SENDER_IS_DEAD = timedelta(minutes=2)
BUNCH = 5
SEND_WITHIN = timedelta(seconds=20)


def wait_after(tries: int) -> timedelta | None:
    """How long to wait after so many tries (1 is the first); None: give up."""
    return WAITS[tries - 1] if tries <= len(WAITS) else None


def is_too_late(best_before: datetime | None, now: datetime) -> bool:
    """Whether a letter is of no use any more."""
    return best_before is not None and best_before <= now


def one_line(text: str) -> str:
    """A subject without line breaks and other controls, so that it cannot become a second header."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
