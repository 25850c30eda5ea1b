"""Reads which wish stands behind a message, and says how sure that is.

Views of the same words are laid side by side: a sentence vector (what is meant, in either language) and the
pieces of the words themselves (what is written, typos and all). A logistic regression reads them. Where this
first look leaves a doubt, a second one reads a further, slower vector as well. Nothing here needs Rasa, and a
trained model is arrays and JSON only, so that loading one runs no code from it.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from bot.components.vectors import careful, quick

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SECOND_LOOK_BELOW = 0.8
"""A first look less sure than this is followed by a second; above, a second changes next to nothing."""
LONGEST_SECOND_LOOK = 75
"""Characters (a Chinese one counts for four) up to which a second look takes some 25 ms and helps."""
_SAY_OF_THE_FIRST = 0.35
"""How much the first look still counts beside a second one: where both err, they seldom err alike."""
_WORD = re.compile(r"[#@]?[a-z0-9']+|[\u3400-\u9fff]|[^\w\s]")
_HAN = re.compile(r"[\u3400-\u9fff]")


def pieces(text: str) -> Counter[str]:
    """What is written: words, pairs of words, and runs of two to four characters inside each word."""
    words = _WORD.findall(text)
    found: Counter[str] = Counter(f"w {word}" for word in words)
    found.update(f"w {first} {second}" for first, second in pairwise(words))
    threes = zip(words, words[1:], words[2:], strict=False)
    found.update(f"w {a} {b} {c}" for a, b, c in threes if _HAN.match(a) and _HAN.match(c))
    for word in words:
        padded = f" {word} "
        found.update(padded[at : at + size] for size in (2, 3, 4) for at in range(len(padded) - size + 1))
    return found


@dataclass(frozen=True)
class Vocabulary:
    """The pieces known from training, each with its column and its weight (rare pieces tell more)."""

    columns: dict[str, int]
    rarity: np.ndarray

    @classmethod
    def of(cls, texts: Sequence[Counter[str]], *, at_least: int = 2) -> Vocabulary:
        seen = Counter(piece for text in texts for piece in text)
        kept = sorted(piece for piece, count in seen.items() if count >= at_least)
        counts = np.array([seen[piece] for piece in kept], dtype=np.float64)
        rarity = np.log((1 + len(texts)) / (1 + counts)) + 1
        return cls({piece: column for column, piece in enumerate(kept)}, rarity.astype(np.float32))

    def read(self, text: Counter[str]) -> tuple[np.ndarray, np.ndarray]:
        """Columns and values of the pieces in one text; the values have length 1."""
        known = [(self.columns[piece], count) for piece, count in text.items() if piece in self.columns]
        columns = np.array([column for column, _ in known], dtype=np.int32)
        counts = np.array([count for _, count in known], dtype=np.float32)
        values = (1 + np.log(counts)) * self.rarity[columns]
        length = np.linalg.norm(values)
        return columns, values / length if length else values


@dataclass(frozen=True)
class Reading:
    """One way to understand a message, and how likely it is: 0..1."""

    intent: str
    confidence: float


@dataclass(frozen=True)
class Look:
    """One trained reader: weights for the vector it is given and for the pieces, one column an intent."""

    vector: np.ndarray
    pieces: np.ndarray
    bias: np.ndarray

    def confidences(self, vector: np.ndarray, columns: np.ndarray, values: np.ndarray) -> np.ndarray:
        """(intents,), adding up to 1."""
        scores = self.bias + vector @ self.vector + values @ self.pieces[columns]
        likely = np.exp(scores - scores.max())
        return likely / likely.sum()


@dataclass(frozen=True)
class IntentModel:
    """A trained model. `rank` reads one message."""

    intents: list[str]
    vocabulary: Vocabulary
    first: Look
    second: Look
    centre: np.ndarray
    """The mean of the careful vectors, which all point much the same way until it is taken off."""

    def rank(self, text: str, *, second_look_below: float = SECOND_LOOK_BELOW) -> list[Reading]:
        """Every intent for `text` (masked), the likeliest first; the confidences add up to 1."""
        columns, values = self.vocabulary.read(pieces(text))
        meant = quick.encode(text)
        likely = self.first.confidences(meant, columns, values)
        if likely.max() < second_look_below and _weight(text) <= LONGEST_SECOND_LOOK:
            closer = centred(careful.encode(text), self.centre)
            second = self.second.confidences(np.concatenate([meant, closer]), columns, values)
            likely = _SAY_OF_THE_FIRST * likely + (1 - _SAY_OF_THE_FIRST) * second
        return self._readings(likely)

    def glance(self, texts: Sequence[str]) -> list[list[Reading]]:
        """The first look's readings of several short texts (masked), which costs little more than one."""
        if not texts:
            return []
        return [
            self._readings(self.first.confidences(meant, *self.vocabulary.read(pieces(text))))
            for text, meant in zip(texts, quick.encode_some(texts), strict=True)
        ]

    def _readings(self, likely: np.ndarray) -> list[Reading]:
        return [Reading(self.intents[at], float(likely[at])) for at in np.argsort(-likely)]

    def save(self, folder: Path) -> None:
        kept = {"intents": self.intents, "pieces": list(self.vocabulary.columns)}
        (folder / "intents.json").write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
        looks = {
            f"{name}_{part}": getattr(look, part)
            for name, look in (("first", self.first), ("second", self.second))
            for part in ("vector", "pieces", "bias")
        }
        np.savez(folder / "weights.npz", rarity=self.vocabulary.rarity, centre=self.centre, **looks)

    @classmethod
    def load(cls, folder: Path) -> IntentModel:
        kept = json.loads((folder / "intents.json").read_text(encoding="utf-8"))
        with np.load(folder / "weights.npz", allow_pickle=False) as stored:
            first, second = (
                Look(*(stored[f"{name}_{part}"] for part in ("vector", "pieces", "bias")))
                for name in ("first", "second")
            )
            columns = {piece: at for at, piece in enumerate(kept["pieces"])}
            return cls(
                kept["intents"], Vocabulary(columns, stored["rarity"]), first, second, stored["centre"]
            )


def _weight(text: str) -> int:
    return len(text) + 3 * len(_HAN.findall(text))


def centred(vectors: np.ndarray, centre: np.ndarray) -> np.ndarray:
    """`vectors` less their mean `centre`, of length 1 again."""
    moved = vectors - centre
    return moved / np.maximum(np.linalg.norm(moved, axis=-1, keepdims=True), 1e-6)
