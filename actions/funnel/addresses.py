"""Reads a typed postal address: "1234 Elm St, Springfield, IL 62701", "上海市徐汇区漕溪北路18号 200030"."""

from __future__ import annotations

import re
from dataclasses import replace

from care.aftersales.wishes import Address
from care.db.base import Addressed

NEEDED = ("address1", "city", "zip", "country")
_LEAD = re.compile(
    r"^.*?(?:\baddress\b|\bto\b|\bat\b|\bis\b|地址|寄到|送到|改成|改到|改为|换成|是|为)\s*[:：,，]?\s*(?=\S*\d)",
    re.IGNORECASE,
)
_ZIP = re.compile(
    r"(?<![\w-])(?:\d{5}(?:-\d{4})?|\d{6}|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d)(?![\w-])",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"(?:^|[\s,])(A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|S[CD]"
    r"|T[NX]|UT|V[AT]|W[AIVY])[\s,.]*$"
)
_COUNTRY = re.compile(
    r"[\s,，]*\b(?P<country>USA|U\.S\.A?\.|United States(?: of America)?|US|Canada|UK|United Kingdom"
    r"|Germany|China)\.?$"
    r"|^(?P<china>中国)",
    re.IGNORECASE,
)
_UNIT = re.compile(r"^(?:apt|apartment|suite|ste|unit|floor|fl|room|rm|#)\b", re.IGNORECASE)
_RUN_ON = re.compile(
    r"^(?P<street>\d.*?\b(?:st|street|ave|avenue|rd|road|dr|drive|ln|lane|blvd|boulevard|way|ct|court|pl|place|sq|square"
    r"|hwy|highway|pkwy|parkway|ter|terrace|cir|circle)\b\.?)?,?\s*"
    r"(?P<unit>(?:apt|apartment|suite|ste|unit|floor|fl|room|rm|#)\.?\s*#?\w+)?,?\s*(?P<city>[A-Za-z .'-]*)$",
    re.IGNORECASE,
)
_CHINESE = re.compile(
    r"(?P<state>[\u3400-\u9fff]{2,8}?(?:省|自治区))?(?P<city>[\u3400-\u9fff]{2,8}?市)?(?P<rest>[\u3400-\u9fff].*)"
)
_COUNTRIES = {"usa": "USA", "us": "USA", "united states": "USA", "united states of america": "USA"}


def read_address(text: str, country: str) -> Address:
    """What of an address stands in `text`; empty strings for what does not. `country`: if it names none.

    The order is the one of envelopes: street, unit, city, state, zip, country; commas or new lines between.
    """
    plain = " ".join(_LEAD.sub("", text.replace("\n", ", "), count=1).split()).strip(" .。")
    plain, named = _take_country(plain)
    if re.search(r"[\u3400-\u9fff]", plain):
        return _chinese(plain, named or country)
    zip_code = ""
    for found in _ZIP.finditer(plain):
        if found.start() > 0:  # a number that begins the line is the house
            zip_code, last = found[0].upper(), found
    if zip_code:
        plain = (plain[: last.start()] + plain[last.end() :]).strip(" ,")
    plain, state = _take_state(plain)
    parts = [part.strip() for part in re.split(r"[,，]", plain) if part.strip()]
    if len(parts) == 1 and (run_on := _RUN_ON.match(plain)) and run_on["street"]:
        parts = [part.strip() for part in run_on.groups() if part and part.strip()]
    street = parts.pop(0) if parts and re.search(r"\d", parts[0]) else ""
    unit = parts.pop(0) if (street and len(parts) > 1) or (parts and _UNIT.match(parts[0])) else ""
    if not street and unit:
        parts.insert(0, unit)
        unit = ""
    city = parts.pop(0) if parts else ""
    if parts and not state:
        state = parts.pop(0)
    return Address(street, unit, city, state, zip_code, named or country)


def missing(address: Address) -> list[str]:
    """The parts without which no parcel arrives."""
    return [part for part in NEEDED if not getattr(address, part)]


def completed(known: Address, text: str) -> Address:
    """`known` with what `text` adds: the whole text, where only one part is missing and it names no other."""
    lacking = missing(known)
    said = read_address(text, known.country)
    filled = {part: getattr(said, part) for part in (*lacking, "state") if not getattr(known, part)}
    if len(lacking) == 1 and not filled.get(lacking[0]):
        filled[lacking[0]] = text.strip(" ,.。")
    return replace(known, **{part: value for part, value in filled.items() if value})


def address_of(place: Addressed) -> Address:
    """Where an order goes, or where a customer lives."""
    return Address(**{part: getattr(place, part) or "" for part in Address.__dataclass_fields__})


def written(address: Address) -> str:
    """In one line, as on an envelope."""
    place = " ".join(part for part in (address.state, address.zip) if part)
    return ", ".join(
        part for part in (address.address1, address.address2, address.city, place, address.country) if part
    )


def _take_country(text: str) -> tuple[str, str]:
    found = _COUNTRY.search(text)
    if not found:
        return text, ""
    name = found["country"] or "China"
    rest = (text[: found.start()] + text[found.end() :]).strip(" ,，")
    return rest, _COUNTRIES.get(name.lower().replace(".", ""), name)


def _take_state(text: str) -> tuple[str, str]:
    found = _STATE.search(text)
    return (text[: found.start()].strip(" ,"), found[1]) if found else (text, "")


def _chinese(text: str, country: str) -> Address:
    found = re.search(r"(?<!\d)\d{6}(?!\d)", text)
    zip_code = found[0] if found else ""
    plain = text.replace(zip_code, "").strip(" ,，。") if zip_code else text.strip(" ,，。")
    match = _CHINESE.match(plain.replace(" ", ""))
    if not match:
        return Address(plain, zip=zip_code, country=country)
    city = match["city"] or ""
    return Address(match["rest"].strip("，,"), "", city, match["state"] or "", zip_code, country)
