"""Reads what the console posts, each field with its limits; a wrong one is named."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from care.errors import NotFound
from desk.pages import UnreadableBody
from desk.pages import read_json as read

LONGEST = 4_000
MOST = 100

__all__ = ["mapping", "number_in_path", "optional_text", "read", "text", "whole_in_query"]


def text(body: dict[str, Any], name: str, *, at_most: int = LONGEST) -> str:
    """Raises `UnreadableBody` where it is missing, blank or too long."""
    value = optional_text(body, name, at_most=at_most)
    if value is None or not value.strip():
        raise UnreadableBody(f"{name} should be a string that is not blank")
    return value


def optional_text(body: dict[str, Any], name: str, *, at_most: int = LONGEST) -> str | None:
    value = body.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > at_most:
        raise UnreadableBody(f"{name} should be a string of at most {at_most} characters")
    return value


def mapping(body: dict[str, Any], name: str) -> dict[str, Any]:
    value = body.get(name)
    if not isinstance(value, dict) or len(value) > MOST:
        raise UnreadableBody(f"{name} should be an object")
    return value


def number_in_path(request: web.Request, name: str = "id") -> int:
    """An id that is a number. Raises `NotFound` for anything else."""
    value = request.match_info[name]
    if not value.isascii() or not value.isdigit() or len(value) > 9:
        raise NotFound("There is no such thing.")
    return int(value)


def whole_in_query(request: web.Request, name: str, *, least: int, most: int, usual: int) -> int:
    """A whole number of the query, brought within its limits."""
    value = request.query.get(name, "")
    return max(least, min(most, int(value))) if value.isascii() and value.isdigit() else usual
