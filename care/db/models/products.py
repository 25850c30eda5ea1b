"""What is sold: products and their variants."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from care.db.base import Base
from care.db.types import Document


class Product(Base):
    __tablename__ = "products"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    names: Mapped[dict[str, str]] = mapped_column(
        Document, default=dict
    )  # {"zh": ..}: names in other languages
    description: Mapped[str | None]
    category: Mapped[str | None] = mapped_column(index=True)
    image: Mapped[str | None]

    variants: Mapped[list[Variant]] = relationship(
        order_by="(Variant.position, Variant.id)",
        cascade="all, delete-orphan",
        back_populates="product",
        lazy="raise",
    )


class Variant(Base):
    """One thing one can put in the basket: a product with its options chosen."""

    __tablename__ = "variants"
    __table_args__ = (
        CheckConstraint("stock >= 0", name="stock_not_negative"),
        CheckConstraint("price >= 0", name="price_not_negative"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    product_id: Mapped[str] = mapped_column(ForeignKey("products.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    options: Mapped[dict[str, str]] = mapped_column(Document, default=dict)
    price: Mapped[Decimal]
    available: Mapped[bool]
    stock: Mapped[int | None]  # None: the shop does not count this one

    product: Mapped[Product] = relationship(back_populates="variants", lazy="raise")
