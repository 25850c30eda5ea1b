"""All the facts that one wish is decided on, as they were read in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from care.aftersales import rules
from care.aftersales.errors import Refused
from care.aftersales.quotes import Item
from care.aftersales.wishes import Swap, Wish
from care.db.models import Customer, Order, OrderLine, PaymentMethod, Product, Variant
from care.shop.settings import Shop


@dataclass(frozen=True)
class Earlier:
    """A request that did already what is asked for, and the day it promised, if it did."""

    number: str
    by: date | None = None


@dataclass(frozen=True)
class Case:
    """`variants`: those the wish speaks of and those of the order's lines, each with its product."""

    customer: Customer
    methods: dict[str, PaymentMethod]
    shop: Shop
    now: datetime
    order_or_none: Order | None = None
    variants: dict[str, tuple[Variant, Product]] = field(default_factory=dict)
    earlier: Earlier | None = None
    kept: Decimal = Decimal("0.00")  # fees the shop kept when parts of the order were cancelled

    @property
    def order(self) -> Order:
        assert self.order_or_none is not None, "a wish about an order comes with it"
        return self.order_or_none

    def require_possible(self, kind: type[Wish]) -> None:
        """Raises `Refused` where such a wish is not possible for the order at all."""
        if refused := rules.why_not(kind, self.order, self.shop, self.now):
            raise refused

    def lines(self, ids: Sequence[str], kind: type[Wish]) -> list[OrderLine]:
        """The lines of these ids, in the order's order. Raises `Refused`."""
        if not ids:
            raise Refused("no_lines")
        known = {line.id: line for line in self.order.lines}
        if len(set(ids)) < len(ids) or not known.keys() >= set(ids):
            raise Refused("unknown_lines", "order_status", "human_handoff")
        free = {line.id for line in rules.lines_for(kind, self.order, self.shop, self.now)}
        if taken := [known[id_].name for id_ in ids if id_ not in free]:
            raise Refused("line_went_back", "order_status", "human_handoff", names=taken)
        return [line for line in self.order.lines if line.id in ids]

    def method(self, method_id: str) -> PaymentMethod:
        """A method the shopper can use now. Raises `Refused`."""
        method = self.methods.get(method_id)
        if method is None or method.position >= rules.SET_ASIDE:
            raise Refused("unknown_method", "human_handoff")
        return method

    def swapped(self, swaps: Sequence[Swap], kind: type[Wish], *, same_product: bool) -> list[Item]:
        """Each line with what it becomes. Raises `Refused`; whether the variants are there is asked later."""
        wanted = {swap.line_id: swap.variant_id for swap in swaps}
        if len(wanted) < len(swaps):
            raise Refused("unknown_lines", "order_status", "human_handoff")
        return [self._swapped(line, wanted[line.id], same_product) for line in self.lines(list(wanted), kind)]

    def _swapped(self, line: OrderLine, variant_id: str, same_product: bool) -> Item:
        variant, product = self.variants.get(variant_id, (None, None))
        if variant is None or product is None or (same_product and product.id != line.product_id):
            raise Refused("other_product", "return_item", "human_handoff", name=line.name)
        same = variant.id == line.variant_id  # the same thing again costs what it cost
        price = line.price if same else variant.price
        return item(line, new_variant_id=variant.id, new_options=dict(variant.options), new_price=price)

    def require_there(self, items: Sequence[Item], *, same_too: bool, instead: str = "return_item") -> None:
        """Raises `Refused` unless each wanted variant can be had, as often as it is wanted.

        `same_too`: also where it is what the shopper has already.
        """
        wanted: dict[str, int] = {}
        for each in items:
            if each.new_variant_id and (same_too or each.new_variant_id != each.variant_id):
                wanted[each.new_variant_id] = wanted.get(each.new_variant_id, 0) + each.quantity
        for variant_id, count in wanted.items():
            variant, product = self.variants[variant_id]
            if not variant.available or (variant.stock is not None and variant.stock < count):
                raise Refused(
                    "variant_sold_out", instead, "human_handoff",
                    name=product.name, options=dict(variant.options), variant_id=variant_id,
                )  # fmt: skip


def item(line: OrderLine, **new: object) -> Item:
    """A line as it was sold."""
    return Item(
        line.id, line.product_id, line.variant_id, line.name, dict(line.options), line.price, line.quantity,
        **new,  # type: ignore[arg-type]
    )  # fmt: skip
