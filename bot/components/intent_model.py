"""Learns from examples which wish stands behind a message, and how often it is right when it says so.

Two views of the same words are laid side by side: a sentence vector (what is meant, in either language) and
the pieces of the words themselves (what is written, typos and all). A logistic regression reads both. Nothing
here needs Rasa, and a trained model is arrays and JSON only, so that loading one runs no code from it.
"""

from __future__ import annotations

import json
import re
import warnings
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from bot.components import vectors

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from scipy.sparse import csr_matrix

VECTOR_WEIGHT = 1.5
"""How much more than the written pieces the sentence vector counts; see `docs/decisions/understanding.md`."""
STRENGTH = 4.0
"""Inverse of the regularisation (scikit-learn's C)."""
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
    found.update(
        f"w {a} {b} {c}"
        for a, b, c in zip(words, words[1:], words[2:], strict=False)
        if _HAN.match(a) and _HAN.match(c)
    )
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
        rarity = (
            np.log((1 + len(texts)) / (1 + np.array([seen[piece] for piece in kept], dtype=np.float64))) + 1
        )
        return cls({piece: column for column, piece in enumerate(kept)}, rarity.astype(np.float32))

    def read(self, text: Counter[str]) -> tuple[np.ndarray, np.ndarray]:
        """Columns and values of the pieces in one text; the values have length 1."""
        known = [(self.columns[piece], count) for piece, count in text.items() if piece in self.columns]
        columns = np.array([column for column, _ in known], dtype=np.int32)
        values = (1 + np.log(np.array([count for _, count in known], dtype=np.float32))) * self.rarity[
            columns
        ]
        length = np.linalg.norm(values)
        return columns, values / length if length else values


@dataclass(frozen=True)
class Reading:
    """One way to understand a message, and how likely it is: 0..1."""

    intent: str
    confidence: float


class IntentModel:
    """A trained model. `rank` reads one message."""

    def __init__(
        self,
        intents: list[str],
        vocabulary: Vocabulary,
        weights: np.ndarray,
        bias: np.ndarray,
        sharpness: float,
    ) -> None:
        self.intents = intents
        self._vocabulary = vocabulary
        self._weights = weights  # (512 + pieces, intents)
        self._bias = bias
        self._sharpness = sharpness

    def rank(self, text: str) -> list[Reading]:
        """Every intent for `text` (masked), the likeliest first; the confidences add up to 1."""
        columns, values = self._vocabulary.read(pieces(text))
        scores = self._bias + VECTOR_WEIGHT * vectors.encode(text) @ self._weights[: vectors.WIDTH]
        scores = (scores + values @ self._weights[vectors.WIDTH + columns]) * self._sharpness
        likely = np.exp(scores - scores.max())
        likely /= likely.sum()
        return [Reading(self.intents[at], float(likely[at])) for at in np.argsort(-likely)]

    def save(self, folder: Path) -> None:
        kept = {
            "intents": self.intents,
            "pieces": list(self._vocabulary.columns),
            "sharpness": self._sharpness,
        }
        (folder / "intents.json").write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
        np.savez(
            folder / "weights.npz", weights=self._weights, bias=self._bias, rarity=self._vocabulary.rarity
        )

    @classmethod
    def load(cls, folder: Path) -> IntentModel:
        kept = json.loads((folder / "intents.json").read_text(encoding="utf-8"))
        with np.load(folder / "weights.npz", allow_pickle=False) as stored:
            vocabulary = Vocabulary({piece: at for at, piece in enumerate(kept["pieces"])}, stored["rarity"])
            return cls(kept["intents"], vocabulary, stored["weights"], stored["bias"], kept["sharpness"])


def learn(
    texts: Sequence[str],
    intents: Sequence[str],
    *,
    cache: Path = vectors.CACHE,
    progress: Callable[[str], None] = lambda line: None,
) -> IntentModel:
    """A model from masked texts and the intent of each. Raises ValueError unless there are two intents."""
    names = sorted(set(intents))
    if len(names) < 2:
        raise ValueError(f"at least two intents are needed to tell wishes apart, there is {len(names)}")
    meant = vectors.encode_all(
        texts, cache=cache, progress=lambda done, of: progress(f"sentence vectors: {done} of {of}")
    )
    progress(f"{len(texts)} examples of {len(names)} intents")
    written = [pieces(text) for text in texts]
    vocabulary = Vocabulary.of(written)
    features, directions = _folded(_rows(vocabulary, written), meant)
    labels = np.array([names.index(intent) for intent in intents])
    weights, bias = _fit(features, labels)
    progress("how sure it may be of itself")
    sharpness = _sharpness(features, labels)
    unfolded = np.vstack([weights[: vectors.WIDTH], directions @ weights[vectors.WIDTH :]]).astype(np.float32)
    return IntentModel(names, vocabulary, unfolded, bias, sharpness)


def _rows(vocabulary: Vocabulary, written: Sequence[Counter[str]]) -> csr_matrix:
    """(texts, pieces), one row a text."""
    from scipy.sparse import csr_matrix

    rows = [vocabulary.read(text) for text in written]
    starts = np.concatenate([[0], np.cumsum([len(columns) for columns, _ in rows])])
    columns = np.concatenate([columns for columns, _ in rows])
    values = np.concatenate([values for _, values in rows])
    return csr_matrix((values, columns, starts), shape=(len(rows), len(vocabulary.columns)))


def _folded(rows: csr_matrix, meant: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The features to learn from, (texts, 512 + directions), and the directions, (pieces, directions)."""
    from sklearn.utils.extmath import randomized_svd

    _, _, found = randomized_svd(rows, min(_DIRECTIONS, min(rows.shape) - 1), n_iter=3, random_state=0)
    directions = found.T.astype(np.float32)
    return np.hstack([VECTOR_WEIGHT * meant, rows @ directions]).astype(np.float32), directions


def _fit(features: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    from sklearn.linear_model import LogisticRegression

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # eighty steps are enough; it would say that it could go on
        learner = LogisticRegression(C=STRENGTH, max_iter=80, tol=1e-2, class_weight="balanced")
        fitted = learner.fit(features, labels)
    weights, bias = fitted.coef_.T, fitted.intercept_
    if weights.shape[1] == 1:  # scikit-learn keeps one column for two intents
        weights, bias = np.hstack([-weights / 2, weights / 2]), np.concatenate([-bias / 2, bias / 2])
    return weights.astype(np.float32), bias.astype(np.float32)


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
