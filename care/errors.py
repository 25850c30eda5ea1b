"""Errors are part of the language: each says what happened and what to do next."""

from __future__ import annotations


class CareError(Exception):
    """Something the business refuses. `code` is for programs, `status` for HTTP, the text for people."""

    code = "error"
    status = 400


class NotFound(CareError):
    """There is no such thing, or it is not this person's: the two look the same on purpose."""

    code = "not_found"
    status = 404
