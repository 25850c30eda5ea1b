"""Whether an address can be written on a parcel. Pure."""

from __future__ import annotations

from dataclasses import asdict

from care.aftersales.errors import Refused
from care.aftersales.wishes import Address

NEEDED = ("address1", "city", "zip", "country")
LONGEST = {"address1": 120, "address2": 120, "city": 80, "state": 60, "zip": 20, "country": 60}


def checked(address: Address) -> Address:
    """The address without spaces around it. Raises `Refused`: incomplete, too long or unwritable."""
    parts = {name: str(part or "").strip() for name, part in asdict(address).items()}
    if missing := [name for name in NEEDED if not parts[name]]:
        raise Refused("address_incomplete", "human_handoff", missing=missing)
    wrong = [name for name, part in parts.items() if len(part) > LONGEST[name] or not part.isprintable()]
    if wrong:
        raise Refused("address_unwritable", "human_handoff", parts=wrong)
    return Address(**parts)
