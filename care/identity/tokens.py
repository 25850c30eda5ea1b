"""Reads what the shop's site says about who is signed in: a short-lived token signed with a shared secret."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
from jwt.types import Options

from care.identity.errors import NotSignedIn

ALGORITHM = "HS256"  # pinned: a token does not choose how it is checked
LONGEST = timedelta(hours=1)
CLOCKS_DIFFER = timedelta(seconds=60)  # the shop's server and ours need not agree to the second
MAX_LENGTH = 8_192
# Times are checked below, against the `now` that was passed in.
CHECKS: Options = {
    "require": ["sub", "exp", "aud", "jti"],
    "verify_exp": False,
    "verify_nbf": False,
    "verify_iat": False,
}


@dataclass(frozen=True)
class Identity:
    """A customer who is signed in at the shop until then (aware, UTC)."""

    customer_id: str
    until: datetime


def read_identity(token: str, *, secret: str, audience: str, now: datetime) -> Identity:
    """Who the shop says is signed in. Raises `NotSignedIn`, without telling which check failed."""
    if not secret or len(token) > MAX_LENGTH:
        raise NotSignedIn("the sign-in could not be accepted")
    try:
        claims = jwt.decode(token, secret, algorithms=[ALGORITHM], audience=audience, options=CHECKS)
        return _identity(claims, now)
    except (jwt.InvalidTokenError, ValueError, OverflowError, TypeError) as error:
        raise NotSignedIn("the sign-in could not be accepted") from error


def _identity(claims: dict[str, Any], now: datetime) -> Identity:
    until, begins = _moment(claims["exp"]), _moment(claims.get("nbf", 0))
    customer_id, jti = claims["sub"], claims["jti"]
    if not (customer_id and isinstance(customer_id, str) and jti and isinstance(jti, str)):
        raise ValueError("sub and jti are needed")
    if not now < until <= now + LONGEST + CLOCKS_DIFFER or begins > now + CLOCKS_DIFFER:
        raise ValueError("not valid now, or for too long")
    return Identity(customer_id, until)


def _moment(seconds: object) -> datetime:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        raise ValueError("a moment is a number of seconds")
    return datetime.fromtimestamp(seconds, UTC)
