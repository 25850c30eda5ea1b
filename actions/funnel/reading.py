"""Reads which of the options on offer a shopper means: "2", "both", "the blue one", "all but the lamp".

Names are compared as `care.products.matching` does: in both languages, in the singular, units folded.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

from rapidfuzz import fuzz, process

from care.products.matching import tokens

ALL = re.compile(
    r"\b(?:all|everything|both|each|every one|every item|whole|entire)\b|全部|所有|都要|都退|都换|两个都"
    r"|全都|全退|全换|整单|一起",
    re.IGNORECASE,
)
EXCEPT = re.compile(
    r"\b(?:except|but not|apart from|besides|excluding|all but|everything but|other than)\b"
    r"|除了|除去|不包括|不要退",
    re.IGNORECASE,
)
NOTHING_MORE = re.compile(
    r"\b(?:that'?s (?:all|it)|nothing (?:else|more)|no more|(?:only|just) (?:that|this|those)|done)\b"
    r"|就这些|就这样|没了|没有了|够了|好了",
    re.IGNORECASE,
)
DIGITS = re.compile(r"(?<!\d)\d{4}(?!\d)")
MISSPELT_FROM = 4  # letters; shorter words must be right
MISSPELT_CUTOFF = 84
MEANT, IN_FULL = 0.5, 0.999  # of the weight of an option's name


@dataclass(frozen=True)
class Closed:
    """Why an option cannot be taken: the key of a text, and its facts."""

    key: str
    facts: Mapping[str, object]


@dataclass(frozen=True)
class Option[T]:
    """One answer to a question. `value` is remembered, `label` is read, `thing` is what the flow gets.

    `also`: other names for it. `apart`: words that tell it from options of the same name ("blue, 2L").
    `closed`: it is not offered; who asks for it all the same hears why.
    `in_full`: only a whole name means it; of others the better part is enough.
    """

    value: str
    label: str
    thing: T
    also: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    closed: Closed | None = None
    in_full: bool = False

    @property
    def names(self) -> tuple[frozenset[str], ...]:
        return tuple(tokens(name) for name in (self.also or (self.label,)) if name)


@dataclass(frozen=True)
class Read:
    """What words say of options: `chosen` for certain; `unclear`: one of these, but not which."""

    chosen: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.chosen or self.unclear)


def read(
    words: str, options: Sequence[Option[Any]], places: Sequence[str] = (), *, many: bool = False
) -> Read:
    """Which of `options` the words mean. `places`: ordinals among them, "1" or "last"."""
    if not words and not places:
        return Read()
    if exactly := _by_label(words, options):
        return Read((exactly,))
    if many and (apart := EXCEPT.search(words)) and (out := _named(words[apart.end() :], options)):
        left = [option.value for option in options if option.value not in out.chosen + out.unclear]
        return Read(tuple(left)) if left else Read()
    if placed := _by_place(places, options):
        return Read(placed if many else placed[:1])
    if ended := _by_digits(words, options):
        return Read((ended,))
    named = _named(words, options)
    if many and ALL.search(words):
        return Read(named.chosen + named.unclear) if named else Read(tuple(each.value for each in options))
    if not many and len(named.chosen) > 1:
        return Read(unclear=named.chosen)
    return named


def _by_label(words: str, options: Sequence[Option[Any]]) -> str | None:
    said = _plain(words)
    return next((option.value for option in options if said and _plain(option.label) == said), None)


def _plain(words: str) -> str:
    return words.casefold().strip(" .!?。！？")


def _by_place(places: Sequence[str], options: Sequence[Option[Any]]) -> tuple[str, ...]:
    if "all" in places:
        left_out = set(_by_place([place[1:] for place in places if place.startswith("-")], options))
        return tuple(option.value for option in options if option.value not in left_out)
    if "both" in places:
        return tuple(option.value for option in options) if len(options) == 2 else ()
    found = dict.fromkeys(
        options[-1 if place == "last" else int(place) - 1].value
        for place in places
        if (place == "last" and options) or (place.isdecimal() and 0 < int(place) <= len(options))
    )
    return tuple(found)


def _by_digits(words: str, options: Sequence[Option[Any]]) -> str | None:
    """By the last digits of a card, which no other option has."""
    for digits in DIGITS.findall(words):
        ending = [option for option in options if option.label.endswith(digits)]
        if len(ending) == 1:
            return ending[0].value
    return None


def _named(words: str, options: Sequence[Option[Any]]) -> Read:
    """Options by their names; of the same name, by what tells them apart.

    A longer name hides a shorter one inside it: "tea kettle" is not the electric kettle as well.
    """
    said = _spelt_right(tokens(words), options)
    weight = _weights(options)
    hits = {option.value: _hit(option, said, weight) for option in options}
    meant = {value: hit for value, hit in hits.items() if hit}
    best = {value for value, hit in meant.items() if not any(hit < other for other in meant.values())}
    chosen: list[str] = []
    unclear: list[str] = []
    for group in _alike([option for option in options if option.value in best], meant):
        told = _told_apart(group, said)
        (chosen if len(told) == 1 else unclear).extend(option.value for option in told)
    return Read(tuple(chosen), tuple(unclear))


def _hit(option: Option[Any], said: Collection[str], weight: dict[str, float]) -> frozenset[str]:
    """The words of the option's best fitting name that were said, if they are the better part of it."""
    found: frozenset[str] = frozenset()
    for name in option.names:
        hit = frozenset(name & frozenset(said))
        share = sum(weight[word] for word in hit) / (sum(weight[word] for word in name) or 1)
        if share >= (IN_FULL if option.in_full else MEANT) and len(hit) > len(found):
            found = hit
    return found


def _alike(options: Iterable[Option[Any]], hits: dict[str, frozenset[str]]) -> list[list[Option[Any]]]:
    """Options that the same words mean, together."""
    groups: dict[frozenset[str], list[Option[Any]]] = {}
    for option in options:
        groups.setdefault(hits[option.value], []).append(option)
    return list(groups.values())


def _told_apart(group: list[Option[Any]], said: frozenset[str]) -> list[Option[Any]]:
    if len(group) == 1:
        return group
    told = {option.value: _apart(option, said) for option in group}
    most = max(told.values())
    return [option for option in group if told[option.value] == most]


def _apart(option: Option[Any], said: frozenset[str]) -> int:
    """How much of what tells this option from others was said."""
    return sum(len(tokens(words)) for words in option.apart if tokens(words) and tokens(words) <= said)


def _spelt_right(said: frozenset[str], options: Sequence[Option[Any]]) -> frozenset[str]:
    """The words said, and of misspelt ones the nearest word of a name."""
    known = {word for option in options for name in option.names for word in name}
    latin = [word for word in known if word.isascii() and len(word) >= MISSPELT_FROM]
    right = set(said)
    for word in said - known:
        if len(word) >= MISSPELT_FROM and word.isascii() and word.isalpha():
            near = process.extractOne(word, latin, scorer=fuzz.ratio, score_cutoff=MISSPELT_CUTOFF)
            right |= {near[0]} if near else set()
    return frozenset(right)


def _weights(options: Sequence[Option[Any]]) -> dict[str, float]:
    """A word that few options have says more than one that many have."""
    counts: dict[str, int] = {}
    for option in options:
        for word in frozenset().union(*option.names):
            counts[word] = counts.get(word, 0) + 1
    return {word: log(1 + (len(options) + 1) / count) for word, count in counts.items()}
