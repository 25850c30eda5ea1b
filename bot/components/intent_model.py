"""Learns from examples which wish stands behind a message, and how often it is right when it says so.

Views of the same words are laid side by side: a sentence vector (what is meant, in either language) and the
pieces of the words themselves (what is written, typos and all). A logistic regression reads them. Where this
first look leaves a doubt, a second one reads a further, slower vector as well. Nothing here needs Rasa, and a
trained model is arrays and JSON only, so that loading one runs no code from it.
"""

from __future__ import annotations

import json
import re
import warnings
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from bot.components.vectors import CACHE, careful, quick

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from scipy.sparse import csr_matrix

SECOND_LOOK_BELOW = 0.9
"""A first look less sure than this is followed by a second; above, a second changes next to nothing."""
LONGEST_SECOND_LOOK = 100
"""Characters (a Chinese one counts for four) up to which a second look takes some 40 ms at most."""
_FIRST_WEIGHT, _SECOND_WEIGHTS = 1.5, (1.2, 1.5)
"""How much the vectors count beside the written pieces, found by measuring."""
_STRENGTH = 4.0
"""Inverse of the regularisation (scikit-learn's C), found by measuring."""
_DIRECTIONS = 400
"""Into how many directions the pieces are folded while learning: as accurate as all, and ten times faster."""
_HELD_BACK = 5
"""One of so many examples is held back to learn how sure the model may be of itself."""

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
            closer = _centred(careful.encode(text), self.centre)
            likely = self.second.confidences(np.concatenate([meant, closer]), columns, values)
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


def _centred(vectors: np.ndarray, centre: np.ndarray) -> np.ndarray:
    moved = vectors - centre
    return moved / np.maximum(np.linalg.norm(moved, axis=-1, keepdims=True), 1e-6)


def learn(
    texts: Sequence[str],
    intents: Sequence[str],
    *,
    cache: Path = CACHE,
    progress: Callable[[str], None] = lambda line: None,
) -> IntentModel:
    """A model from masked texts and the intent of each. Raises ValueError unless there are two intents."""
    names = sorted(set(intents))
    if len(names) < 2:
        raise ValueError(f"at least two intents are needed to tell wishes apart, there is {len(names)}")
    progress(f"{len(texts)} examples of {len(names)} intents")
    meant = quick.encode_all(texts, cache=cache, progress=progress)
    closer = careful.encode_all(texts, cache=cache, progress=progress)
    centre = closer.mean(axis=0)
    closer = _centred(closer, centre)
    written = [pieces(text) for text in texts]
    vocabulary = Vocabulary.of(written)
    rows = _rows(vocabulary, written)
    directions = _directions(rows)
    labels = np.array([names.index(intent) for intent in intents])
    progress("learning the first look")
    first = _look([(_FIRST_WEIGHT, meant)], rows @ directions, directions, labels)
    progress("learning the second look")
    second = _look(
        list(zip(_SECOND_WEIGHTS, (meant, closer), strict=True)), rows @ directions, directions, labels
    )
    return IntentModel(names, vocabulary, first, second, centre)


def _rows(vocabulary: Vocabulary, written: Sequence[Counter[str]]) -> csr_matrix:
    """(texts, pieces), one row a text."""
    from scipy.sparse import csr_matrix

    rows = [vocabulary.read(text) for text in written]
    starts = np.concatenate([[0], np.cumsum([len(columns) for columns, _ in rows])])
    columns = np.concatenate([columns for columns, _ in rows])
    values = np.concatenate([values for _, values in rows])
    return csr_matrix((values, columns, starts), shape=(len(rows), len(vocabulary.columns)))


def _directions(rows: csr_matrix) -> np.ndarray:
    """(pieces, directions): those in which the texts differ most."""
    from sklearn.utils.extmath import randomized_svd

    _, _, found = randomized_svd(rows, min(_DIRECTIONS, min(rows.shape) - 1), n_iter=3, random_state=0)
    directions: np.ndarray = found.T.astype(np.float32)
    return directions


def _look(
    weighted: Sequence[tuple[float, np.ndarray]],
    folded: np.ndarray,
    directions: np.ndarray,
    labels: np.ndarray,
) -> Look:
    """A reader of these vectors and of the pieces; it takes vectors unscaled and pieces unfolded."""
    scale = np.concatenate([np.full(vectors.shape[1], weight, np.float32) for weight, vectors in weighted])
    features = np.hstack([*(weight * vectors for weight, vectors in weighted), folded]).astype(np.float32)
    weights, bias = _fit(features, labels)
    sharpness = _sharpness(features, labels)
    weights, bias = weights * sharpness, bias * sharpness
    return Look(
        (weights[: len(scale)] * scale[:, None]).astype(np.float32),
        (directions @ weights[len(scale) :]).astype(np.float32),
        bias.astype(np.float32),
    )


def _fit(features: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    from sklearn.linear_model import LogisticRegression

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # eighty steps are enough; it would say that it could go on
        learner = LogisticRegression(C=_STRENGTH, max_iter=80, tol=1e-2, class_weight="balanced")
        fitted = learner.fit(features, labels)
    weights, bias = fitted.coef_.T, fitted.intercept_
    if weights.shape[1] == 1:  # scikit-learn keeps one column for two intents
        weights, bias = np.hstack([-weights / 2, weights / 2]), np.concatenate([-bias / 2, bias / 2])
    return weights, bias


def _sharpness(features: np.ndarray, labels: np.ndarray) -> float:
    """By how much to stretch the scores, so that a confidence of 0.8 is right eight times in ten."""
    held = np.arange(len(labels)) % _HELD_BACK == 0
    if len(set(labels[~held])) < len(set(labels)):
        return 1.0  # too few examples to hold any back
    weights, bias = _fit(features[~held], labels[~held])
    scores = features[held] @ weights + bias
    return float(min(np.linspace(0.5, 4.0, 71), key=lambda factor: _surprise(scores * factor, labels[held])))


def _surprise(scores: np.ndarray, labels: np.ndarray) -> float:
    """The mean negative log-likelihood of the right intents."""
    scores = scores - scores.max(axis=1, keepdims=True)
    likely = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    return float(-likely[np.arange(len(labels)), labels].mean())
