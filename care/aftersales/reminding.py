"""Keeps the promise "we tell you when it is there again", with a letter each."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from care.db.models import Customer, Product, Reminder, Variant
from care.mail import service as mail
from care.products.matching import in_chinese
from care.products.service import name_in
from care.shop.settings import Shop
from care.words import language_of, say

MOST_AT_ONCE = 100


async def are_due(session: AsyncSession) -> bool:
    """Whether somebody waits for a variant that can be had now."""
    waiting = select(Reminder.id).join(Variant, Variant.id == Reminder.variant_id)
    query = waiting.where(Reminder.told_at.is_(None), Variant.available.is_(True)).limit(1)
    return await session.scalar(query) is not None


async def tell(session: AsyncSession, shop: Shop, now: datetime) -> int:
    """Writes to those who wait for a variant that can be had now; each is told once. How many there were."""
    query = (
        select(Reminder.id, Customer, Product, Variant.options)
        .join(Variant, Variant.id == Reminder.variant_id)
        .join(Product, Product.id == Variant.product_id)
        .join(Customer, Customer.id == Reminder.customer_id)
        .where(Reminder.told_at.is_(None), Variant.available.is_(True))
        .order_by(Reminder.id)
        .limit(MOST_AT_ONCE)
    )
    told = 0
    for reminder_id, customer, product, options in (await session.execute(query)).all():
        mine = update(Reminder).where(Reminder.id == reminder_id, Reminder.told_at.is_(None))
        if (await session.execute(mine.values(told_at=now).returning(Reminder.id))).first():
            await mail.write(session, customer.email, *_letter(shop, customer, product, options), now)
            told += 1
    return told


def _letter(shop: Shop, customer: Customer, product: Product, options: dict[str, str]) -> tuple[str, str]:
    """Subject and text, in the customer's language."""
    language = language_of(customer.language)
    values = [in_chinese(value) for value in options.values()] if language == "zh" else options.values()
    facts = {
        "name": customer.first_name or customer.last_name,
        "thing": name_in(product, language),
        "options": ("，" if language == "zh" else ", ").join(values),
        "shop": shop.about.name.in_language(language),
        "website": shop.about.website,
    }
    return say("reminder-subject", language, **facts), say("reminder-text", language, **facts)
