"""Time-based codes (RFC 6238): secrets that only this server reads, and codes that are good once."""

from __future__ import annotations

import base64
import hmac
import os
from datetime import datetime

import pyotp
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from care.staff.errors import NoKey

STEP_S = 30
CLOCKS_DIFFER = 1  # steps before and after that are taken too
NONCE = 12


def new_secret() -> str:
    return pyotp.random_base32()


def uri(secret: str, *, email: str, issuer: str) -> str:
    """What an authenticator reads from a picture."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=issuer)


def step_of(secret: str, code: str, *, now: datetime, after: int | None) -> int | None:
    """The step this code belongs to, if it is one of about now and later than `after`; else None."""
    current = int(now.timestamp()) // STEP_S
    given = "".join(code.split()).encode("utf-8", "surrogatepass")
    totp = pyotp.TOTP(secret)
    found = None
    for step in range(current - CLOCKS_DIFFER, current + CLOCKS_DIFFER + 1):
        if hmac.compare_digest(totp.generate_otp(step).encode(), given):
            found = step
    return found if found is not None and (after is None or found > after) else None


def locked(secret: str, *, staff_id: str, key: str) -> str:
    """The secret as it is kept: readable with the server's key only, and in this account only."""
    nonce = os.urandom(NONCE)
    sealed = AESGCM(_derived(key)).encrypt(nonce, secret.encode(), staff_id.encode())
    return base64.b64encode(nonce + sealed).decode()


def unlocked(kept: str, *, staff_id: str, key: str) -> str:
    """The secret again. Raises `NoKey` where the server's key is not the one it was locked with."""
    whole = base64.b64decode(kept)
    try:
        return AESGCM(_derived(key)).decrypt(whole[:NONCE], whole[NONCE:], staff_id.encode()).decode()
    except InvalidTag as error:
        raise NoKey(
            "The second factor cannot be read: SHOPBELL_STAFF_SECRET is not the one it was kept with. "
            "`python -m care.staff reset EMAIL` begins anew."
        ) from error


def _derived(key: str) -> bytes:
    if not key:
        raise NoKey("SHOPBELL_STAFF_SECRET is empty; `make run` makes one, or set one of 32 bytes or more.")
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"shopbell staff totp").derive(key.encode())
