"""What identity refuses, in words that tell a guesser nothing."""

from __future__ import annotations

from datetime import datetime

from care.errors import CareError


class NotSignedIn(CareError):
    """The shop's token cannot be accepted: expired, forged or made for something else."""

    code = "auth"
    status = 401


class TooManyTries(CareError):
    """Tried too often. `again_at` says from when on it may be tried again; hit or miss, it is the same."""

    code = "too_many_tries"
    status = 429

    def __init__(self, again_at: datetime) -> None:
        super().__init__(f"tried too often; again from {again_at:%Y-%m-%d %H:%M} UTC")
        self.again_at = again_at


class NotEnoughToGoOn(CareError):
    """Nobody can be looked for with this: an e-mail is needed, or a name with a zip code."""

    code = "not_enough"
