"""What the counter refuses in a conversation, named as the chat protocol names it."""

from __future__ import annotations

from care.errors import CareError


class Conflict(CareError):
    """This send was already used for other words."""

    code = "conflict"
    status = 409


class UnknownChoice(CareError):
    """This choice is not, or no longer, on offer here."""

    code = "unknown_choice"


class ConversationClosed(CareError):
    """The conversation is over or gone; a new one can be opened."""

    code = "closed"
    status = 409


class TooLong(CareError):
    """More characters than one message may have."""

    code = "too_long"
    status = 413


class NothingSaid(CareError):
    """A message needs words, and a send needs an id that can be kept."""

    code = "bad_frame"


class StaleEpoch(CareError):
    """Somebody else answers now: what was worked out before they took over is not said any more."""

    code = "stale_epoch"
    status = 409
