"""Finds payment card numbers in what people type, so that none is ever stored.

A card number is recognised by its issuer's first digits, its length and its check digit (Luhn), however it is
spaced. Order and parcel numbers share the shape now and then; what stands before them tells them apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# How the big and the regional networks begin, and how long their numbers are (ISO/IEC 7812 ranges in use).
NETWORKS = (
    (r"4", (13, 16, 19)),  # Visa
    (r"5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720", (16,)),  # Mastercard
    (r"3[47]", (15,)),  # American Express
    (r"30[0-5]|3095|3[689]", (14, 16)),  # Diners Club
    (r"6011|64[4-9]|65", (16, 19)),  # Discover
    (r"35(?:2[89]|[3-8])", (16,)),  # JCB
    (r"2131|1800", (15,)),  # JCB, older
    (r"62|81", (16, 17, 18, 19)),  # UnionPay
    (r"5018|5020|5038|5[678]|6304|6390|6759|676[1-3]|0604|67[07]", tuple(range(12, 20))),  # Maestro
    (r"220[0-4]", (16, 17, 18, 19)),  # Mir
    (r"60|508|506|509|5041|6363|63[7-9]|9792", (16, 18, 19)),  # RuPay, Verve, Elo, InstaPayment, Troy
)
LENGTHS = range(12, 20)
BEGINS = {
    length: re.compile("|".join(begin for begin, lengths in NETWORKS if length in lengths))
    for length in LENGTHS
}

# People and forms put up to three of these between the digits. `\d` is any script's digit, full-width too.
BETWEEN = r"[\s.,·・_/\\|、，。‐-―−－­​-‍⁠﻿-]{0,3}"
RUN = re.compile(rf"\d(?:{BETWEEN}\d){{{LENGTHS.start - 1},}}")
GROUP = re.compile(r"\d+")

# "tracking number 4..." and "订单号：4..." name what follows; "order 4..." alone does not.
NAMED = re.compile(
    r"(?:(?:order|invoice|reference|ref|rma)\W{0,3}(?:number|num|no|nr|id|code|#)"
    r"|(?:tracking|waybill|parcel|package|shipment)(?:\W{0,3}(?:number|num|no|nr|id|code|#))?"
    r"|(?:单号|订单号?|运单|快递|物流|追踪|跟踪|包裹|发票)(?:号码?|编号|单号)?)"
    r"(?:\s|is|was|是|为|[.:：=#])*$",
    re.IGNORECASE,
)
LETTERS_BEFORE = re.compile(r"(?<![A-Za-z])[A-Z]{1,4}$")
LETTERS_OF_CARDS = {"CC", "MC", "PAN", "NO", "NR", "CARD", "VISA", "AMEX", "JCB", "IS"}
POSTAL_PARCEL = re.compile(r"9[1-5]")  # the US postal service: 20 to 22 digits, printed in fours like a card


def mask_card_numbers(text: str) -> str:
    """`text` with each card number as `•••• 1111`: its last four digits, which a shopper knows it by."""
    for start, end in reversed(list(_card_spans(text))):
        text = f"{text[:start]}•••• {_digits(text[start:end])[-4:]}{text[end:]}"
    return text


@dataclass(frozen=True)
class _Run:
    """Digits that stand close together. `edges[i]` says where in the text digit i stands."""

    text: str
    digits: str
    places: list[int]
    starts: list[int]  # indexes of digits that begin a group
    ends: set[int]  # indexes just after a group's last digit
    sums: tuple[list[int], list[int]]  # running Luhn sums, doubling the odd or the even digits


def _card_spans(text: str) -> Iterator[tuple[int, int]]:
    for found in RUN.finditer(text):
        run = _run(text, found.start(), found.end())
        if 20 <= len(run.digits) <= 22 and POSTAL_PARCEL.match(run.digits):
            continue
        yield from _joined(
            (run.places[first], run.places[last - 1] + 1)
            for first, last in _windows(run)
            if _alone(run, first, last)
        )


def _run(text: str, start: int, end: int) -> _Run:
    digits: list[str] = []
    places: list[int] = []
    starts: list[int] = []
    ends: set[int] = set()
    for group in GROUP.finditer(text, start, end):
        starts.append(len(digits))
        digits.extend(_digits(group[0]))
        places.extend(range(group.start(), group.end()))
        ends.add(len(digits))
    odd, even = [0], [0]
    for index, digit in enumerate(map(int, digits)):
        doubled = digit * 2 - 9 * (digit > 4)
        odd.append(odd[-1] + (doubled if index % 2 else digit))
        even.append(even[-1] + (digit if index % 2 else doubled))
    return _Run(text, "".join(digits), places, starts, ends, (odd, even))


def _windows(run: _Run) -> Iterator[tuple[int, int]]:
    """Whole groups that together are a card number, as indexes of their digits."""
    for first in run.starts:
        for length in LENGTHS:
            last = first + length
            if last in run.ends and BEGINS[length].match(run.digits, first) and _checks(run, first, last):
                yield first, last


def _checks(run: _Run, first: int, last: int) -> bool:
    """Whether the check digit is right. The last digit counts once, the one before it doubled, and so on."""
    sums = run.sums[0] if last % 2 else run.sums[1]
    return (sums[last] - sums[first]) % 10 == 0


def _alone(run: _Run, first: int, last: int) -> bool:
    """False when what stands before says that this unbroken number is an order's or a parcel's."""
    place = run.places[first]
    if run.places[last - 1] - place != last - first - 1:
        return True
    before = run.text[max(0, place - 40) : place]
    letters = LETTERS_BEFORE.search(before)
    if letters and letters[0] not in LETTERS_OF_CARDS:
        return False
    return not NAMED.search(before)


def _joined(spans: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans that overlap, as one."""
    current: tuple[int, int] | None = None
    for start, end in sorted(spans):
        if current and start < current[1]:
            current = current[0], max(current[1], end)
            continue
        if current:
            yield current
        current = start, end
    if current:
        yield current


def _digits(text: str) -> str:
    """The digits of `text` in ASCII, whatever script they are in."""
    return "".join(str(int(character)) for character in text if character.isdecimal())
