"""Keeps passwords as Argon2id, and takes the same time over an account that does not exist."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from care.staff.errors import TooMany

# OWASP's figures (Password Storage, 2024). Little memory each, because many may knock at once.
HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
AT_ONCE = 2  # the machine has shoppers to serve besides
MOST_WAITING = 32  # beyond, whoever knocks is asked to come back: a flood of guesses must not pile up
_HANDS = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="passwords")
_waiting: set[asyncio.Future[Any]] = set()


async def hashed(password: str) -> str:
    """What is kept of a password."""
    return await _in_turn(HASHER.hash, password)


async def is_right(kept: str | None, password: str) -> bool:
    """Whether it is the password. None, for nobody's, is never right and takes as long."""
    right = await _in_turn(_verify, kept, password)
    return right and kept is not None


def is_outdated(kept: str) -> bool:
    """Whether it was made with weaker figures than today's."""
    return HASHER.check_needs_rehash(kept)


async def _in_turn[**P, T](work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Raises `TooMany`."""
    if len(_waiting) >= MOST_WAITING:
        raise TooMany("Many people sign in just now; please try again in a moment.")
    done = asyncio.get_running_loop().run_in_executor(_HANDS, partial(work, *args, **kwargs))
    _waiting.add(done)
    done.add_done_callback(_waiting.discard)
    return await done


def _verify(kept: str | None, password: str) -> bool:
    try:
        return HASHER.verify(kept or _nobodys(), password)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys() -> str:
    return HASHER.hash(secrets.token_urlsafe(16))
