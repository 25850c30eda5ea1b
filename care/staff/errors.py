"""What the door of staff refuses, in words that tell a guesser nothing."""

from __future__ import annotations

from datetime import datetime

from care.errors import CareError


class WrongSignIn(CareError):
    """No such account, another password, or an account that ended: the three look the same."""

    code = "wrong_sign_in"
    status = 401


class WrongCode(CareError):
    """Not the code of this moment, or one that was used already."""

    code = "wrong_code"
    status = 403  # not 401: whoever mistypes a code is not signed out


class SignedOut(CareError):
    """There is no session, or it is over."""

    code = "signed_out"
    status = 401


class Locked(CareError):
    """Tried too often, whether or not there is an account; it may be tried again from `again_at` on."""

    code = "locked"
    status = 429

    def __init__(self, again_at: datetime) -> None:
        super().__init__(f"Too many tries. Please try again after {again_at:%H:%M} UTC.")
        self.again_at = again_at


class NoSuchMember(CareError):
    """Nobody of this e-mail or id works here."""

    code = "no_such_member"
    status = 404


class EmailTaken(CareError):
    """There is an account of this e-mail already."""

    code = "email_taken"
    status = 409


class WeakPassword(CareError):
    """A password that is guessed soon; the text says what is asked for."""

    code = "weak_password"


class NoKey(CareError):
    """The secrets of the second factor cannot be kept without a key of the server."""

    code = "no_key"
    status = 503


class HasSecondFactor(CareError):
    """A second factor is not replaced from within a session."""

    code = "has_second_factor"
    status = 409


class TooMany(CareError):
    """More people sign in at this moment than the machine has hands for; nothing was looked at."""

    code = "busy"
    status = 503
