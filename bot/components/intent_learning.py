"""Learns from examples which wish stands behind a message, and how often it is right when it says so."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np

from bot.components.intent_model import IntentModel, Look, Vocabulary, centred, pieces
from bot.components.vectors import CACHE, careful, quick

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from scipy.sparse import csr_matrix

_FIRST_WEIGHT, _SECOND_WEIGHTS = 1.5, (1.2, 1.5)
"""How much the vectors count beside the written pieces, found by measuring."""
_STRENGTH = 4.0
"""Inverse of the regularisation (scikit-learn's C), found by measuring."""
_DIRECTIONS = 400
"""Into how many directions the pieces are folded while learning: as accurate as all, and ten times faster."""
_HELD_BACK = 5
"""One of so many examples is held back to learn how sure the model may be of itself."""


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
    closer = centred(closer, centre)
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
