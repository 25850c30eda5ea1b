"""The cast: customers with a name and a matter of their own, whom the demo page can sign in as."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from care.store.demo import situations
from care.store.demo.goods import Row
from care.store.demo.people import Customer, Name
from care.store.demo.situations import Shop


@dataclass(frozen=True)
class Role:
    """Somebody of the cast. `matter` says what is the matter in each language; `card` is on a gift card."""

    customer_id: str
    name: Name
    situation: str
    matter: dict[str, str]
    happens: Callable[[Shop, Customer], Row] = field(repr=False)
    card: str | None = None


def _role(
    first: str,
    last: str,
    happens: Callable[[Shop, Customer], Row],
    en: str,
    zh: str,
    *,
    latin: str = "",
    language: str = "en",
    card: str | None = None,
) -> Role:
    name = Name(first, last, latin or f"{first} {last}", language)
    customer_id = name.latin.lower().replace(" ", ".")
    return Role(customer_id, name, happens.__name__, {"en": en, "zh": zh}, happens, card)


ROLES = (
    _role(
        "Nora", "Whitaker", situations.late,
        "Her parcel should have come, and still travels.", "包裹过了承诺日期，还在路上。",
    ),
    _role(
        "Mateo", "Navarro", situations.out_for_delivery_with_a_kettle,
        "His blue kettle is out for delivery today.", "他的蓝色水壶今天派送。",
    ),
    _role(
        "Priya", "Raman", situations.refund_under_way,
        "She sent something back; her money is on its way.", "她退了货，退款正在途中。",
    ),
    _role(
        "Amara", "Okafor", situations.paid_by_gift_card,
        "She pays by gift card, and wonders what is left on it.", "她用礼品卡付款，想知道还剩多少。",
        card="3.40",
    ),
    _role(
        "静怡", "林", situations.several_parcels,
        "Chinese-speaking; her order comes in three parcels.", "她的订单分成三个包裹。",
        latin="Jingyi Lin", language="zh",
    ),
    _role(
        "Omar", "Haddad", situations.unpaid,
        "His order is not paid yet.", "他的订单还没有付款。",
    ),
    _role(
        "浩然", "陈", situations.out_of_stock,
        "Chinese-speaking; what he bought sold out before it was packed.", "他买的商品在打包前售罄了。",
        latin="Haoran Chen", language="zh",
    ),
    _role(
        "Zofia", "Kowalczyk", situations.damaged,
        "A mug arrived broken, and she asked for her money back.", "收到的马克杯碎了，她申请了退款。",
    ),
    _role(
        "Henry", "Caldwell", situations.delivered_not_received,
        "His parcel counts as delivered; he never saw it.", "包裹显示已送达，他却没有收到。",
    ),
    _role(
        "Elena", "Quintero", situations.price_dropped,
        "What she bought became cheaper a few days later.", "她买的商品几天后降价了。",
    ),
)  # fmt: skip
