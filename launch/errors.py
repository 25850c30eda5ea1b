"""What can go wrong at the start, said in one line with what to do about it."""

from __future__ import annotations


class CannotStart(Exception):
    """The product cannot start; the text says why and what to do."""
