"""Wishes and quotes as they are kept: plain JSON out, the same facts back in."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from typing import Any, get_args

from pydantic import TypeAdapter

from care.aftersales.quotes import Quote
from care.aftersales.wishes import Wish

KINDS: dict[str, Any] = {
    re.sub(r"(?<!^)(?=[A-Z])", "_", each.__name__).lower(): each for each in get_args(Wish)
}
NAMES = {kind: name for name, kind in KINDS.items()}


@dataclass(frozen=True)
class Done:
    """What was done. `kind` is the wish's name: "cancel", "change_address". `number` is what people say.

    `repeated`: it was done before, by an earlier call with the same key.
    """

    number: str
    kind: str
    quote: Quote
    at: datetime
    repeated: bool = False

    @property
    def wish(self) -> Wish:
        return self.quote.wish


def kind_of(wish: Wish) -> str:
    return NAMES[type(wish)]


def order_number_of(wish: Wish) -> str | None:
    """The order a wish is about, as the shopper's flow named it; None for one about the account."""
    return getattr(wish, "order_number", None)


def wish_json(wish: Wish) -> dict[str, Any]:
    dumped: dict[str, Any] = _adapter(KINDS[kind_of(wish)]).dump_python(wish, mode="json")
    return dumped


def wish_from(kind: str, wish: dict[str, Any]) -> Wish:
    found: Wish = _adapter(KINDS[kind]).validate_python(wish)
    return found


def quote_json(quote: Quote) -> dict[str, Any]:
    """All but the wish, which is kept beside it."""
    dumped: dict[str, Any] = _adapter(Quote).dump_python(quote, mode="json", exclude={"wish"})
    return dumped


def quote_from(kind: str, wish: dict[str, Any], quote: dict[str, Any]) -> Quote:
    parts = {name: value for name, value in quote.items() if name in _names()}
    made: Quote = _adapter(Quote).validate_python({**parts, "wish": wish_from(kind, wish)})
    return made


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


@cache
def _names() -> frozenset[str]:
    return frozenset(field.name for field in fields(Quote))
