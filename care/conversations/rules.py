"""What may be said, and when a conversation can be come back to. Reasons: docs/decisions/identity.md."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime, timedelta

from care.conversations.card_numbers import mask_card_numbers
from care.identity.rules import proof_holds

MAX_TEXT = 4_000
MAX_CMID = 64

SILENT_UNTIL_CLOSED = timedelta(days=30)
CODE_OPENS_FOR = timedelta(days=7)
TOKENS_KEPT = 20  # devices of one conversation

# NUL cannot be stored on PostgreSQL, half a surrogate pair nowhere; other controls only disturb who reads.
UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def storable(text: str) -> str:
    """What was typed as it will be kept: without control characters and without card numbers."""
    return mask_card_numbers(UNWANTED.sub("", text.replace("\r\n", "\n")))


def acceptable_cmid(cmid: str) -> bool:
    """Whether a client's id of a send can be stored as it is."""
    return 0 < len(cmid) <= MAX_CMID and cmid.isascii() and cmid.isprintable()


def body_hash(kind: str, body: str) -> str:
    """What a retry must match: a send is the same when it says the same in the same way."""
    return hashlib.sha256(f"{kind}\0{body}".encode("utf-8", "surrogatepass")).hexdigest()


def token_hash(token: str) -> str:
    """What is kept of a token. It holds 256 random bits, so a plain hash cannot be searched backwards."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def is_closed(last_at: datetime, now: datetime) -> bool:
    """Whether a conversation has been silent for so long that the next chat is a new one."""
    return now - last_at >= SILENT_UNTIL_CLOSED


def opens_by_token(proof: str, proved_until: datetime | None, last_at: datetime, now: datetime) -> bool:
    """Whether holding a token is enough to read and continue the conversation.

    Signed in: only while the proof holds, afterwards the shop's page must say again who it is. Proved by a
    code: for a week after the newest line, because a guest has no other way back to an answer promised for
    after the weekend; not for ever, because the screen may be one that others use.
    """
    if is_closed(last_at, now):
        return False
    if proof == "none" or proof_holds(proof, proved_until, now):
        return True
    return proof == "code" and now - last_at < CODE_OPENS_FOR
