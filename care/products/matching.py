"""Finds products and variants by words as people type them: misspelt, plural, English, Chinese or both."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from math import log
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

GLOSSARY = Path(__file__).with_name("glossary.toml")
HAN = r"\u3400-\u9fff"
WORD = re.compile(rf"[a-z0-9]+(?:\.[0-9]+)?%?|[{HAN}]+")
# "2 litres", "2L", "两升" are one thing: a figure with a short unit.
UNITS = {
    "l": ("liters", "liter", "litres", "litre", "升", "l"),
    "ml": ("milliliters", "milliliter", "millilitres", "毫升", "ml"),
    "kg": ("kilograms", "kilogram", "kilos", "kilo", "kgs", "公斤", "千克", "kg"),
    "lb": ("pounds", "pound", "lbs", "磅", "lb"),
    "inch": ("inches", "inch", "英寸", "寸", '"', "″"),
    "ft": ("feet", "foot", "英尺", "ft"),
    "cm": ("centimeters", "centimetres", "厘米", "公分", "cm"),
    "mm": ("millimeters", "millimetres", "毫米", "mm"),
    "m": ("meters", "metres", "米", "m"),
    "gb": ("gigabytes", "gigs", "gb"),
    "tb": ("terabytes", "tb"),
    "mah": ("毫安", "mah"),
    "w": ("watts", "watt", "瓦", "w"),
}
UNIT_OF = {name: unit for unit, names in UNITS.items() for name in names}
FIGURE = re.compile(
    r"(\d+(?:\.\d+)?)[\s-]*("
    + "|".join(sorted(map(re.escape, UNIT_OF), key=len, reverse=True))
    + r")(?![a-z])"
)
HAN_DIGITS = str.maketrans("一二两三四五六七八九", "1223456789")
FUZZY_FROM = 4  # letters; shorter words must be right
FUZZY_CUTOFF = 80
YES_NO = {"yes", "no", "none"}  # values of options such as "water resistance"
PARTS = re.compile(r"[,，、;；]|\band\b|\bbut\b")
WITHOUT = re.compile(r"\b(?:no|not|non|none|without|don'?t|isn'?t|doesn'?t)\b|不|无|没|非", re.IGNORECASE)
STEM = 6  # letters
GOOD = 0.5  # of 1: how well a name must fit to be meant
NEAR = 0.1  # names this close to the best one are meant as well


class Shelf:
    """The names of some products, ready to be found by a shopper's words."""

    def __init__(self, products: Mapping[str, Iterable[str]]) -> None:
        """`products`: id -> all its names, in whatever languages."""
        self._names = [(key, tokens(name)) for key, names in products.items() for name in names if name]
        counts = Counter(token for _, name in self._names for token in name)
        total = len(products) + 1
        self._weight = {token: log(1 + total / count) for token, count in counts.items()}

    def find(self, words: str) -> list[str]:
        """The products meant by these words, best first; several when the words fit several about as well."""
        said = self._known(words)
        scores: dict[str, float] = {}
        for key, name in self._names:
            score = self._fit(name, said)
            if score >= GOOD:
                scores[key] = max(score, scores.get(key, 0))
        if not scores:
            return []
        best = max(scores.values())
        near = [key for key, score in scores.items() if score >= best - NEAR]
        return sorted(near, key=lambda key: -scores[key])

    def _known(self, words: str) -> frozenset[str]:
        """The tokens of the words that stand in any name; a misspelt one counts as the nearest."""
        said = set()
        for token in tokens(words):
            if token in self._weight:
                said.add(token)
            elif len(token) >= FUZZY_FROM and token.isascii() and token.isalpha():
                near = process.extractOne(token, self._latin, scorer=fuzz.ratio, score_cutoff=FUZZY_CUTOFF)
                said |= {near[0]} if near else set()
        return frozenset(said)

    @property
    def _latin(self) -> list[str]:
        return [token for token in self._weight if token.isascii() and len(token) >= FUZZY_FROM]

    def _fit(self, name: frozenset[str], said: frozenset[str]) -> float:
        """1 when the words are the whole name; less the more of the name, or of the words, is left over."""
        alike = [token for token in said if token.isascii() == _is_latin(name)]
        hit = sum(self._weight[token] for token in name & said)
        if not hit:
            return 0.0
        of_name = hit / sum(self._weight[token] for token in name)
        of_words = hit / max(hit, sum(self._weight[token] for token in alike))
        return (of_name + of_words) / 2


def fitting_options(
    variants: Sequence[Mapping[str, str]], words: str
) -> tuple[list[int], dict[str, set[str]]]:
    """Places of the variants with all options that the words name, and these: {"color": {"blue"}}."""
    said = tokens(words)
    named: dict[str, dict[str, int]] = {}
    for options in variants:
        for option, value in options.items():
            wanted = tokens(value)
            if wanted and wanted <= said and value.lower() not in YES_NO:
                named.setdefault(option, {})[value] = len(wanted)
    chosen = {
        option: {value for value, size in values.items() if size == max(values.values())}
        for option, values in named.items()
    } | _with_or_without(variants, words)
    places = [
        place
        for place, options in enumerate(variants)
        if all(options.get(option) in values for option, values in chosen.items())
    ]
    return places, chosen


def _with_or_without(variants: Sequence[Mapping[str, str]], words: str) -> dict[str, set[str]]:
    """Of what a variant has or has not: named ("not water resistant"), or listed ("blue, 10 hours, yes").

    A yes or no that begins the words is said to us, and not of the thing.
    """
    values: dict[str, dict[str, str]] = {}
    for options in variants:
        for option, value in options.items():
            values.setdefault(option, {})[value.lower()] = value
    has_or_not = {option: known for option, known in values.items() if known.keys() <= YES_NO}
    if not has_or_not:
        return {}
    parts = [part.strip(" .!?。！？") for part in PARTS.split(words)]
    listed = next((part.lower() for part in parts[1:] if part.lower() in YES_NO), None)
    told = {}
    for option in has_or_not:
        about = next((part for part in parts if _speaks_of(option, part)), None)
        if about is not None:
            told[option] = "no" if WITHOUT.search(about) else "yes"
        elif listed and len(has_or_not) == 1:
            told[option] = listed
    return {option: {has_or_not[option][what]} for option, what in told.items() if what in has_or_not[option]}


def _speaks_of(option: str, part: str) -> bool:
    return _stems(option) <= _stems(part) or in_chinese(option) in part


def _stems(text: str) -> frozenset[str]:
    """Words by how they begin: "resistant" and "resistance" are one."""
    return frozenset(token[:STEM] for token in tokens(text))


@lru_cache(4096)
def tokens(text: str) -> frozenset[str]:
    """Words in the singular, figures with units, pairs of Chinese characters, Chinese words in English."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = re.sub(
        r"[一二两三四五六七八九](?=升|公斤|千克|英寸|寸|米|件|个)",
        lambda m: m[0].translate(HAN_DIGITS),
        plain,
    )
    plain = FIGURE.sub(lambda match: f" {match[1].removesuffix('.0')}{UNIT_OF[match[2]]} ", plain)
    found = set()
    for word in WORD.findall(plain.replace("-", " ")):
        if word[0].isascii():
            found.add(singular(word))
        else:
            found |= {word[place : place + 2] for place in range(max(1, len(word) - 1))}
    return frozenset(found | _translated(plain) | _aliases(plain))


def singular(word: str) -> str:
    """Near enough for names of goods: "watches" -> "watch", "batteries" -> "battery"."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("ches", "shes", "xes", "sses")) else word[:-1]


def in_chinese(word: str) -> str:
    """The Chinese word for an option's name or value; the word itself where the glossary has none."""
    terms = _glossary()["words"].get(word.strip().lower())
    return str(terms[0]) if terms else word


def _translated(plain: str) -> set[str]:
    """English tokens for the Chinese words in a text; a long word hides the shorter ones inside it."""
    found: set[str] = set()
    if not re.search(f"[{HAN}]", plain):
        return found
    for chinese, english in _chinese_words():
        if chinese in plain:
            plain = plain.replace(chinese, " ")
            found |= {singular(word) for word in english.replace("-", " ").split()}
    return found


def _aliases(plain: str) -> set[str]:
    found: set[str] = set()
    for word, meaning in _glossary()["aliases"].items():
        if word in plain and re.search(rf"\b{word}s?\b", plain):
            found |= {singular(part) for part in meaning.replace("-", " ").split()}
    return found


@cache
def _chinese_words() -> list[tuple[str, str]]:
    """Chinese words with their English, longest first."""
    pairs = [(term.casefold(), english) for english, terms in _glossary()["words"].items() for term in terms]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


@cache
def _glossary() -> dict[str, Any]:
    return tomllib.loads(GLOSSARY.read_text("utf-8"))


def _is_latin(name: frozenset[str]) -> bool:
    return all(token.isascii() for token in name)
