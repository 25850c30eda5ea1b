"""How often anyone may guess, how long a code lives, and when what a guest types equals the record."""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

CODE_DIGITS = 6
CODE_LIVES = timedelta(minutes=10)
CODE_TRIES = 5
CODE_PROVES_FOR = timedelta(minutes=30)

WINDOW = timedelta(hours=1)

# Letters that Unicode does not take apart into a base and an accent.
PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})


@dataclass(frozen=True)
class Limits:
    """How often something may be tried in an hour, counted by what was tried on and by who tried."""

    conversation: int
    address: int  # many people may share one: an office, a phone network
    order: int
    email: int
    person: int  # name and zip


LOOKING = Limits(conversation=10, address=60, order=10, email=10, person=10)
SENDING = Limits(conversation=5, address=30, order=5, email=5, person=5)
CHECKING = Limits(conversation=20, address=120, order=0, email=0, person=0)
# Letters one customer gets in an hour, whichever way and from however many chats they are asked for.
LETTERS_TO_ONE_CUSTOMER = 5


@dataclass(frozen=True)
class Counter:
    """Something tries are counted under, and how many it has in a window."""

    key: str
    limit: int


def proof_holds(proof: str, proved_until: datetime | None, now: datetime) -> bool:
    """Whether a proof of who is asking counts at this moment."""
    return proof != "none" and proved_until is not None and proved_until > now


def counters(what: str, limits: Limits, **tried: str | None) -> list[Counter]:
    """What one try counts under, e.g. `counters("look", LOOKING, order="W1", email="a@b.c")`.

    What people typed is kept as a hash: the count needs to recognise it, nobody needs to read it.
    """
    return [
        Counter(f"{what}:{kind}:{_fingerprint(value)}", getattr(limits, kind))
        for kind, value in sorted(tried.items())
        if value
    ]


def window_start(now: datetime) -> datetime:
    """The full hour `now` belongs to; counts begin anew with each."""
    return now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def exceeded(counts: dict[str, int], limits: Iterable[Counter]) -> bool:
    """Whether any counter went over its limit."""
    return any(counts[counter.key] > counter.limit for counter in limits)


def code_hash(code: str, conversation_id: str, secret: str) -> str:
    """What is kept of a code. Keyed, because whoever reads the table tries a million codes in a second."""
    kept = f"{conversation_id}\0{code}".encode("utf-8", "surrogatepass")
    return hmac.new(secret.encode(), kept, hashlib.sha256).hexdigest()


def same_code(stored: str, code: str, conversation_id: str, secret: str) -> bool:
    """Whether the code is the one, compared in constant time."""
    return hmac.compare_digest(stored, code_hash(code, conversation_id, secret))


def code_as_typed(text: str) -> str:
    """A code without what people put between its digits; full-width digits as plain ones."""
    return re.sub(r"[\s.-]", "", unicodedata.normalize("NFKC", text))


def order_key(number: str) -> str:
    """An order number as `Order.search_key` has it: letters and digits, upper case."""
    return "".join(c for c in unicodedata.normalize("NFKC", number) if c.isalnum()).upper()


def email_key(email: str) -> str:
    """An e-mail address for comparing: nobody's two addresses differ by case alone."""
    return unicodedata.normalize("NFKC", email).strip().lower()


def zip_key(zip_code: str) -> str:
    """A zip code as the index `ix_customers_zip_key` has it: without spaces, upper case."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", zip_code)).upper()


def name_key(name: str) -> str:
    """A name without case, accents, spaces and punctuation: "José Ruiz-Soto" and "jose ruiz soto" are one."""
    apart = unicodedata.normalize("NFKD", name.casefold().translate(PLAIN))
    return "".join(c for c in apart if c.isalnum())


def same_name(typed: str, first_name: str, last_name: str) -> bool:
    """Whether the typed name is this person's, given name first or, as in Chinese, family name first."""
    typed, first, last = name_key(typed), name_key(first_name), name_key(last_name)
    return bool(typed) and typed in {first + last, last + first}


def _fingerprint(value: str) -> str:
    return hashlib.sha256(value.encode("utf-8", "replace")).hexdigest()[:32]
