"""What the account says of its owner: address, telephone, language, birthday."""

from __future__ import annotations

import re

from actions.flows.changing import change_default_address
from actions.flows.parcels import PHONE
from actions.funnel import Ask, Option, funnel
from care.aftersales.wishes import ChangeDefaultAddress, ChangeProfile

# Which part of the account the words speak of.
PARTS: dict[str, re.Pattern[str]] = {
    "address": re.compile(
        r"\baddress\b|\bmoved\b|\bmoving\b|\bnew home\b|\bstreet\b|\blive\b|地址|搬家|住址", re.IGNORECASE
    ),
    "phone": re.compile(
        r"\bphone\b|\bmobile\b|\bcell\b|\btelephone\b|\bmy (?:new )?number\b|电话|手机|号码", re.IGNORECASE
    ),
    "language": re.compile(r"\blanguage\b|\benglish\b|\bchinese\b|语言|中文|英文|英语|汉语", re.IGNORECASE),
    "birthday": re.compile(r"\bbirth\w*|\bborn\b|生日|出生", re.IGNORECASE),
    "email": re.compile(r"\be-?mail\b|邮箱|邮件地址", re.IGNORECASE),
    "name": re.compile(
        r"\b(?:first|last|sur|my|full|married|maiden)[ -]?name\b|姓名|名字|改名", re.IGNORECASE
    ),
}
LANGUAGES = {
    "en": re.compile(r"\benglish\b|英文|英语", re.IGNORECASE),
    "zh": re.compile(r"\bchinese\b|\bmandarin\b|中文|汉语|普通话", re.IGNORECASE),
}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<month>{'|'.join(MONTHS)})[a-z]*\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
BIRTHDAYS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        r"(?:(?P<year>\d{4})年)?\s*(?P<month>\d{1,2})月(?P<day>\d{1,2})",
        rf"\b{_MONTH} {_DAY}\b(?:,? (?P<year>\d{{4}}))?",
        rf"\b{_DAY}\.? (?:of )?{_MONTH}(?:,? (?P<year>\d{{4}}))?",
        r"(?<!\d)(?P<month>\d{1,2})/(?P<day>\d{1,2})(?:/(?P<year>\d{4}))?(?!\d)",
    )
]


@funnel("update_profile", ChangeDefaultAddress, ChangeProfile, needs="customer")
async def update_profile(ask: Ask) -> ChangeDefaultAddress | ChangeProfile:
    """First what is to be changed, unless the words have said it."""
    what = await ask.one("what", _parts(ask))
    if what == "address":
        return await change_default_address(ask)
    if what in {"email", "name"}:
        return ChangeProfile(**{what: "*"})  # why a person does that is told
    if what == "language":
        return ChangeProfile(language=await ask.one("language", _languages(ask)))
    said = await _typed(ask, what)
    return ChangeProfile(phone=said) if what == "phone" else ChangeProfile(birthday=said)


def _parts(ask: Ask) -> list[Option[str]]:
    words = ask.words_for("what")
    named = [part for part, pattern in PARTS.items() if pattern.search(words)]
    if "email" in named and "address" in named:  # "e-mail address"
        named.remove("address")
    if len(named) == 1:
        ask.take("what", named[0])
    return [Option(part, ask.turn.words.say(f"profile-part-{part}"), part) for part in PARTS]


def _languages(ask: Ask) -> list[Option[str]]:
    words = ask.words_for("language")
    named = [language for language, pattern in LANGUAGES.items() if pattern.search(words)]
    if len(named) == 1:
        ask.take("language", named[0])
    return [Option(each, ask.turn.words.say(f"profile-language-{each}"), each) for each in LANGUAGES]


async def _typed(ask: Ask, what: str) -> str:
    """The number or the day: from the opening words, else as it is typed."""
    read = phone_in if what == "phone" else birthday_in
    if what not in ask.going.answers and (told := read(ask.words_for(what))):
        ask.take(what, told)
    said = await ask.text(what)
    return read(said) or said


def phone_in(words: str) -> str:
    found = PHONE.search(words)
    return found[0].strip() if found else ""


def birthday_in(words: str) -> str:
    """`1990-02-28`, `--02-28` where no year is named; empty where there is no day in the words."""
    found = next(filter(None, (pattern.search(words) for pattern in BIRTHDAYS)), None)
    if found is None:
        return ""
    named = found["month"].lower()
    month = int(named) if named.isdecimal() else MONTHS.index(named) + 1
    return f"{found['year'] or '-'}-{month:02}-{int(found['day']):02}"
