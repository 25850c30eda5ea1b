"""Reads from a shopper's words what a person should hear: anger, threats, harm. English and Chinese.

What is looked for stands in tempers.toml. Words about goods ("garbage bags", "fire-proof") raise no alarm.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

_DATA = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def _any(patterns: Sequence[str]) -> re.Pattern[str]:
    text = "|".join(f"(?:{pattern})" for pattern in patterns)
    for name, list_ in _DATA["lists"].items():
        text = text.replace(f"{{{name}}}", list_)
    return re.compile(text, re.IGNORECASE)


INJURY, DANGER, FRAUD, LAW, TELLING = (
    _any(_DATA[kind]) for kind in ("injury", "danger", "fraud", "law", "telling")
)
WEIGHTS = {"strong": 3, "plain": 2, "mild": 1}
ANGER = tuple((WEIGHTS[kind], _any(_DATA["anger"][kind])) for kind in WEIGHTS)
ENOUGH = 3
REPEATED = re.compile(r"[!?]{3,}|[！？]{2,}[！？!?]|(?:[!！]\s*){3,}")
WORD = re.compile(r"[A-Za-z][A-Za-z']+")
CODE = re.compile(r"\S*\d\S*")  # order numbers and the like are in capitals anyway
SHOUTED_WORDS = 3
SHOUTED_PART = 0.7


def tells_of_injury(text: str) -> bool:
    return bool(INJURY.search(text))


def tells_of_danger(text: str) -> bool:
    return bool(DANGER.search(text))


def tells_of_fraud(text: str) -> bool:
    return bool(FRAUD.search(text))


def threatens_with_law(text: str) -> bool:
    return bool(LAW.search(text))


def threatens_to_tell(text: str) -> bool:
    """A bad review, a report to an authority, a chargeback, the public."""
    return bool(TELLING.search(text))


def is_angry(text: str, earlier: tuple[str, ...] = ()) -> bool:
    """By words, capitals and repeated punctuation together; less is enough after lines that had some."""
    heat = heat_of(text)
    if not heat:
        return False
    return heat + (1 if any(heat_of(line) for line in earlier) else 0) >= ENOUGH


def heat_of(text: str) -> int:
    """How angry one line sounds, from 0 on."""
    text = text.replace("’", "'")
    words = next((weight for weight, pattern in ANGER if pattern.search(text)), 0)
    return words + int(_is_shouted(text)) + int(bool(REPEATED.search(text)))


def _is_shouted(text: str) -> bool:
    """Most of it in capitals: three words at least, so that "USB" or "OK" shouts at nobody."""
    words = WORD.findall(CODE.sub(" ", text))
    loud = [word for word in words if word.isupper()]
    return len(loud) >= SHOUTED_WORDS and len(loud) >= SHOUTED_PART * len(words)
