"""Reads what the counter shows like a person: which button means the thing, and what a question is about."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from simulator.replay.facts import Line, Method, Options, Row, Variant

ALL = re.compile(r"^all of (them|it)|^everything", re.IGNORECASE)
DONE = re.compile(r"^that.s (all|it)|^no more|^nothing else", re.IGNORECASE)
MORE = re.compile(r"^something else|^show (me )?more|^more\b", re.IGNORECASE)
YES = re.compile(r"^yes,? (do|please do|confirm)|^confirm|^do it", re.IGNORECASE)
CHANGE = re.compile(r"^change something", re.IGNORECASE)
PERSON = re.compile(r"talk to a person", re.IGNORECASE)
SEND_CODE = re.compile(r"^yes,? send", re.IGNORECASE)
NEW_CODE = re.compile(r"new code|send it again", re.IGNORECASE)
NO_NUMBER = re.compile(r"don.t have the number|no number", re.IGNORECASE)
NUMBER = re.compile(r"#?\b[A-Z]+\d{5,}\b")
A_PRICE = re.compile(r"[$€£¥]\s?\d")
COLD_WORDS = {"the", "a", "an", "it", "by", "i", "no", "of", "my", "was", "is", "to"}


@dataclass(frozen=True)
class Said:
    """What the counter said since the shopper's last turn, and the choices under its newest line."""

    text: str
    newest: str
    labels: tuple[str, ...] = ()

    def label(self, pattern: re.Pattern[str]) -> str | None:
        return next((label for label in self.labels if pattern.search(label)), None)

    def asks(self, pattern: str) -> bool:
        return re.search(pattern, self.newest, re.IGNORECASE) is not None

    @property
    def is_quote(self) -> bool:
        """Whether it is the card that restates everything and asks for a yes."""
        return self.label(YES) is not None and self.label(SEND_CODE) is None


def plain(text: str) -> str:
    """For comparing: lower case, single spaces, thousands without commas."""
    return re.sub(r"(?<=\d),(?=\d{3}\b)", "", " ".join(text.split())).casefold()


def parts_of(label: str) -> list[str]:
    """What stands between commas, dots, brackets: "black, 2 cups ($40.00)" -> black, 2 cups, $40.00."""
    return [part.strip() for part in re.split(r"[,;·|()（），、]|\s[-–—]\s", plain(label)) if part.strip()]


def has_value(parts: Sequence[str], name: str, value: str) -> bool:
    """Whether the parts of a label tell this option: "yes", "waterproof: yes" and "waterproof" all do."""
    name, value = plain(name), plain(value)
    ways = {value, f"{name}: {value}", f"{name} {value}", f"{value} {name}"}
    if value == "yes":
        ways |= {name}
    if value in {"no", "none"}:
        ways |= {f"not {name}", f"no {name}", f"without {name}"}
    return any(part in ways or part.split(": ")[-1] == value for part in parts)


def told(parts: Sequence[str], options: Options) -> int:
    """How many of the options the parts tell."""
    return sum(has_value(parts, name, value) for name, value in options.items())


def order_label(labels: Iterable[str], number: str) -> str | None:
    return next((label for label in labels if number.casefold() in label.casefold()), None)


def line_label(labels: Iterable[str], line: Line, alike: int = 0) -> str | None:
    """The label of a line: with its name, and of several the one that tells most of its options.

    `alike`: so many labels that read the same are taken by lines like this one.
    """
    named = [one for one in labels if plain(line.name) in plain(one) and not NUMBER.search(one)]
    if not named:
        return None
    fits = [told(parts_of(_without(label, line.name)), line.options) for label in named]
    if max(fits) < len(line.options) and any(_tells_options(label, line) for label in named):
        return None
    best = [label for label, fit in zip(named, fits, strict=True) if fit == max(fits)]
    return best[min(alike, len(best) - 1)]


def variant_label(labels: Iterable[str], variant: Variant) -> str | None:
    """The label that tells all of the variant's options."""
    return next((one for one in labels if told(parts_of(one), variant.options) == len(variant.options)), None)


def value_label(labels: Iterable[str], variant: Variant) -> str | None:
    """Where one option is asked at a time: the label that is one of the variant's values."""
    for label in labels:
        parts = [part for part in parts_of(label) if not A_PRICE.search(part)]
        if len(parts) == 1 and told(parts, variant.options):
            return label
    return None


def method_label(labels: Iterable[str], method: Method) -> str | None:
    for label in labels:
        if is_method(label, method):
            return label
    return None


def is_method(label: str, method: Method) -> bool:
    """Whether the words mean this way to pay: its kind or brand, and its last digits where they tell any."""
    words, digits = plain(label), re.findall(r"\b\d{4}\b", label)
    kinds = {plain(method.kind.replace("_", " ")), plain(method.brand)} - {""}
    if not any(kind in words for kind in kinds):
        return False
    return not (digits and method.digits) or method.digits in digits


def reason_label(labels: Iterable[str], reason: str) -> str | None:
    """The label that shares most words with the reason."""

    def shared(label: str) -> int:
        return len(_warm(label) & _warm(reason))

    best = max(labels, key=shared, default=None)
    return best if best is not None and shared(best) else None


def address_label(labels: Iterable[str], address: Row) -> str | None:
    def fits(label: str) -> bool:
        words = plain(label)
        rest = [address.get(part) or "" for part in ("address2", "city", "zip")]
        return plain(address["address1"]) in words and all(
            plain(one) in words for one in rest if one and any(sign.isdigit() for sign in one)
        )

    return next((label for label in labels if fits(label)), None)


def says(text: str, wanted: str) -> bool:
    """Whether a line contains the string, whatever its capitals and its commas for thousands."""
    return plain(wanted) in plain(text)


def word(text: str) -> Callable[[str], bool]:
    """-> whether a word or several stand in the text as a whole: "L" is not in "XL"."""
    return lambda wanted: re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", text) is not None


def _without(label: str, name: str) -> str:
    return re.sub(re.escape(plain(name)), ", ", plain(label))


def _tells_options(label: str, line: Line) -> bool:
    """Whether a label goes beyond the name, into options."""
    return told(parts_of(_without(label, line.name)), line.options) > 0


def _warm(text: str) -> set[str]:
    return {word[:4] for word in re.findall(r"[a-z]+", text.casefold()) if word not in COLD_WORDS}
