"""How long a session lasts, how often anybody may guess, and who may do at least what."""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from datetime import datetime, timedelta

ROLES = ("agent", "supervisor", "owner")

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
HALF_OPEN = timedelta(minutes=10)  # between the password and the second factor
SEEN_EVERY = timedelta(minutes=1)  # a session's last sign of life is written down no more often

# Guesses an hour. Anybody may use up those of an account; they never stop a browser that has been in before,
# which has its own.
GUESSES_AT_ACCOUNT = 10
GUESSES_FROM_ADDRESS = 30
GUESSES_FROM_KNOWN = 10
GUESSES_AT_CODE = 10

SHORTEST_PASSWORD = 12  # NIST SP 800-63B: length counts, not the kinds of characters
LONGEST_PASSWORD = 200

DEMO = "demo-"  # ids of the demo's staff, whose passwords lie in a file


def may(role: str, least: str) -> bool:
    """Whether somebody of this role may do what asks for at least that one."""
    return ROLES.index(role) >= ROLES.index(least)


def lasts(*, begun_at: datetime, seen_at: datetime, proved: bool, now: datetime) -> bool:
    """Whether a session still counts."""
    if not proved:
        return now < begun_at + HALF_OPEN
    return now < min(seen_at + IDLE, begun_at + ABSOLUTE)


def is_demo(staff_id: str) -> bool:
    return staff_id.startswith(DEMO)


def email_key(email: str) -> str:
    """An e-mail as accounts have it."""
    return unicodedata.normalize("NFKC", email).strip().lower()


def fault_of(password: str, email: str) -> str | None:
    """Why this password will not do; None if it will."""
    if len(password) < SHORTEST_PASSWORD:
        return f"A password needs {SHORTEST_PASSWORD} characters or more; a few words are easiest to keep."
    if len(password) > LONGEST_PASSWORD:
        return f"A password has {LONGEST_PASSWORD} characters at most."
    name = email_key(email).partition("@")[0]
    if len(set(password)) < 5 or (len(name) > 3 and name in password.lower()):
        return "This password is guessed soon; please take another one."
    return None


def digest(secret: str) -> str:
    """What is kept of a long random secret."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def mark_of_known(staff_id: str, nonce: str, key: str) -> str:
    """What a browser keeps that signed in as this member once; not made without the server's key."""
    told = f"known\0{staff_id}\0{nonce}".encode()
    return f"{staff_id}.{nonce}.{hmac.new(key.encode(), told, hashlib.sha256).hexdigest()}"


def known_as(mark: str, key: str) -> tuple[str, str] | None:
    """(member, nonce) of a mark that this server made; None for anything else."""
    staff_id, _, rest = mark.partition(".")
    nonce = rest.partition(".")[0]
    whole = mark.isascii() and bool(key and staff_id and nonce)
    return (
        (staff_id, nonce)
        if whole and hmac.compare_digest(mark_of_known(staff_id, nonce, key), mark)
        else None
    )
