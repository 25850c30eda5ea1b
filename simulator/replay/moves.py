"""What a shopper can do at the counter: type, tap, read the code from the mail, or leave it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Type:
    text: str


@dataclass(frozen=True)
class Tap:
    label: str


@dataclass(frozen=True)
class TypeCode:
    """Read the newest letter with a code, and type the code."""


@dataclass(frozen=True)
class Done:
    """Nothing more is asked about this matter."""


@dataclass(frozen=True)
class Stuck:
    """They do not see how to go on; `why` is for the report."""

    why: str


Move = Type | Tap | TypeCode | Done | Stuck
