"""Finds a text by its key and fills in the facts.

Files: care/words/{en,zh}/SUBJECT.ftl, keys begin with the subject.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Literal

from fluent.runtime import FluentBundle, FluentResource

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")
LOCALES = {"en": "en-US", "zh": "zh-CN"}
FOLDER = Path(__file__).parent

_HAN_THEN_LATIN = re.compile(r"([\u3400-\u9fff])(?<!\d[年月])([A-Za-z0-9#$€£¥])")
_LATIN_THEN_HAN = re.compile(r"([A-Za-z0-9%.])(?!(?<=\d)[年月日])([\u3400-\u9fff])")


class MissingWords(LookupError):
    """There is no such text, or it names a fact that was not given: our mistake, not the shopper's."""


def language_of(wanted: str | None) -> Language:
    """The language the counter speaks for a wish such as "zh-TW" or None; English when it speaks no other."""
    first = (wanted or "").lower().replace("_", "-").partition("-")[0]
    return "zh" if first == "zh" else "en"


def say(key: str, language: str, **facts: object) -> str:
    """The text `key` in `language` with the facts filled in. Raises `MissingWords`.

    Facts are strings already written for people (see `Wording`), or whole numbers to choose a plural by.
    """
    words = _bundle(language_of(language))
    if not words.has_message(key):
        raise MissingWords(f"no text {key!r} in {language}")
    message = words.get_message(key)
    if message.value is None:
        raise MissingWords(f"the text {key!r} in {language} has no words of its own")
    text, problems = words.format_pattern(message.value, facts)
    if problems:
        raise MissingWords(f"{key!r} in {language}: {problems[0]}")
    return _spaced(str(text)) if language_of(language) == "zh" else str(text)


def _spaced(text: str) -> str:
    """With a space between Chinese and Latin letters or figures, as typesetting has it; not in dates."""
    return _LATIN_THEN_HAN.sub(r"\1 \2", _HAN_THEN_LATIN.sub(r"\1 \2", text))


def has_words(key: str, language: str = "en") -> bool:
    """Whether there is a text of this name; for labels of what other systems may call anything."""
    return bool(_bundle(language_of(language)).has_message(key))


@cache
def _bundle(language: Language) -> FluentBundle:
    # No isolating marks: a copied tracking number must be the tracking number and nothing else.
    bundle = FluentBundle([LOCALES[language]], use_isolating=False)
    for path in sorted((FOLDER / language).glob("*.ftl")):
        bundle.add_resource(FluentResource(path.read_text("utf-8")))
    return bundle
