"""Keeps passwords as Argon2id, and takes the same time over an account that does not exist."""

from __future__ import annotations

import asyncio
import secrets
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# OWASP's figures (Password Storage, 2024). Little memory each, because many may knock at once.
HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
AT_ONCE = 2  # the machine has shoppers to serve besides
_HANDS = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="passwords")


async def hashed(password: str) -> str:
    """What is kept of a password."""
    return await asyncio.get_running_loop().run_in_executor(_HANDS, HASHER.hash, password)


async def is_right(kept: str | None, password: str) -> bool:
    """Whether it is the password. None, for nobody's, is never right and takes as long."""
    right = await asyncio.get_running_loop().run_in_executor(_HANDS, _verify, kept, password)
    return right and kept is not None


def is_outdated(kept: str) -> bool:
    """Whether it was made with weaker figures than today's."""
    return HASHER.check_needs_rehash(kept)


def _verify(kept: str | None, password: str) -> bool:
    try:
        return HASHER.verify(kept or _nobodys(), password)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys() -> str:
    return HASHER.hash(secrets.token_urlsafe(16))
