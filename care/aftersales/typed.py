"""Words that shoppers type, made fit to be kept: phone numbers, tax numbers, birthdays, notes. Pure."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

LONGEST_NOTE = 500
PHONE = re.compile(r"\+?\d(?:[ ./()-]*\d){5,16}")
TAX_NUMBER = re.compile(r"[A-Z0-9](?:[ ./-]?[A-Z0-9]){3,24}")
BIRTHDAY = re.compile(r"(\d{4}|-)-(\d{2})-(\d{2})")


def tidy(words: str | None, longest: int = LONGEST_NOTE) -> str:
    """One line without control characters, cut where it gets too long."""
    plain = "".join(sign if sign.isprintable() else " " for sign in words or "")
    return " ".join(plain.split())[:longest].rstrip()


def phone(words: str) -> str | None:
    """`+1 212 555 0101`, or None where it is no phone number."""
    plain = tidy(unicodedata.normalize("NFKC", words))
    return plain if PHONE.fullmatch(plain) else None


def tax_number(words: str) -> str | None:
    """In capitals, or None where it is none: four letters and digits or more, with at least one digit."""
    plain = tidy(unicodedata.normalize("NFKC", words)).upper()
    return plain if TAX_NUMBER.fullmatch(plain) and any(sign.isdigit() for sign in plain) else None


def birthday(words: str) -> tuple[int | None, int, int] | None:
    """Year (if given), month and day of `1990-02-28` or `--02-28`; None where there is no such day."""
    found = BIRTHDAY.fullmatch(words.strip())
    if found is None:
        return None
    year, month, day = found.groups()
    try:
        known = date(2000 if year == "-" else int(year), int(month), int(day))
    except ValueError:
        return None
    return (None if year == "-" else known.year), known.month, known.day
