"""What a shopper asks about goods: which one they mean, its variants, price and stock."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from care.db.models import Product, Variant
from care.products import queries
from care.products.matching import Shelf, fitting_options
from care.products.queries import Label

MOST_ALIKE = 5
FRESH_FOR = timedelta(minutes=1)


@dataclass(frozen=True)
class Found:
    """A product a shopper means, and those of its variants that have the options they named.

    `named` are these options, {"color": {"blue"}}; without any, all variants fit.
    """

    product: Product
    variants: tuple[Variant, ...]
    named: Mapping[str, Collection[str]]


class Catalogue:
    """What the goods are called, kept for a minute: names change rarely, and reading them costs."""

    def __init__(self) -> None:
        self._shelf: Shelf | None = None
        self._shelf_read_at: datetime | None = None
        self._labels: dict[str, Label] = {}
        self._labels_since: datetime | None = None

    async def shelf(self, session: AsyncSession, now: datetime) -> Shelf:
        """All names, ready to be found."""
        if self._shelf is None or _stale(self._shelf_read_at, now):
            rows = await queries.names(session)
            self._shelf = Shelf({key: (name, *others.values()) for key, name, others in rows})
            self._shelf_read_at = now
        return self._shelf

    async def labels(self, session: AsyncSession, ids: AbstractSet[str], now: datetime) -> dict[str, Label]:
        """Names and pictures of these products, by id."""
        if _stale(self._labels_since, now):
            self._labels, self._labels_since = {}, now
        missing = ids - self._labels.keys()
        if missing:
            self._labels |= {label.id: label for label in await queries.labels_of(session, missing)}
        return {key: self._labels[key] for key in ids if key in self._labels}


def _stale(read_at: datetime | None, now: datetime) -> bool:
    return read_at is None or not timedelta(0) <= now - read_at <= FRESH_FOR


async def find(
    session: AsyncSession, catalogue: Catalogue, name: str, now: datetime, *, words: str = ""
) -> list[Found]:
    """The products that may be called so, best first, five at most; none when the shop has nothing like it.

    `words`: all that was said, where options may stand apart from the name. Of several that are called so,
    those count that come as the words say: "the blue kettle".
    """
    shelf = await catalogue.shelf(session, now)
    ids = shelf.find(name)[:MOST_ALIKE]
    if not ids:
        return []
    products = {product.id: product for product in await queries.with_variants(session, ids)}
    found = [fitting(products[key], f"{name} {words}") for key in ids if key in products]
    return [each for each in found if each.named and each.variants] or found


async def find_by_id(session: AsyncSession, product_id: str, words: str = "") -> Found | None:
    """The product of this id, with the variants that the words name."""
    products = await queries.with_variants(session, [product_id])
    return fitting(products[0], words) if products else None


def fitting(product: Product, words: str) -> Found:
    places, named = fitting_options([variant.options for variant in product.variants], words)
    return Found(product, tuple(product.variants[place] for place in places), named)


def name_in(product: Product, language: str) -> str:
    return product.names.get(language) or product.name


def named_in(words: str, sold_as: Mapping[str, str], known: Mapping[str, Label]) -> Sequence[str]:
    """Which of these products (id -> name as sold) the words name, in any language."""
    others = {key: (label.name, *label.names.values()) for key, label in known.items()}
    return Shelf({key: (name, *others.get(key, ())) for key, name in sold_as.items()}).find(words)
