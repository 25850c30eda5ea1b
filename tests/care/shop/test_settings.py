"""shop.toml: what the shop's owner writes is understood, and what is wrong is named."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from care.shop.settings import WrongShop, load_shop

SHOP = Path(__file__).parents[3] / "shop.toml"


def changed(tmp_path: Path, old: str, new: str) -> Path:
    text = SHOP.read_text("utf-8")
    assert old in text
    file = tmp_path / "shop.toml"
    file.write_text(text.replace(old, new, 1), "utf-8")
    return file


def test_our_own_file_is_in_order():
    shop = load_shop(SHOP)
    assert shop.about.name.in_language("zh") == "铃家居"
    assert shop.shipping[0].price == Decimal("4.90")


def test_money_goes_back_at_once_to_a_gift_card_and_in_five_to_seven_days_elsewhere():
    shop = load_shop(SHOP)
    assert shop.refund_takes("gift_card") == (0, 0)
    assert shop.refund_takes("credit_card") == (5, 7)
    assert shop.refund_takes("anything else") == (5, 7)


def test_the_usual_rules_of_a_store_are_the_defaults():
    shop = load_shop(SHOP)
    assert shop.cancel.statuses == ("pending",)
    assert shop.cancel.reasons == ("no longer needed", "ordered by mistake")
    assert shop.change.items_once
    assert shop.change.items_last
    assert shop.change.gift_card_must_cover
    assert shop.exchange.return_or_exchange_once
    assert shop.returning.refund_to == ("original", "gift_card")


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('time_zone = "America/New_York"', 'time_zone = "Newyork"', "shop.time_zone"),
        ('["10:00-16:00"]', '["10:00 to 16:00"]', "hours.saturday.0"),
        ('["10:00-16:00"]', '["16:00-10:00"]', "hours.saturday.0"),
        ('["10:00-16:00"]', '["10:00-14:00", "13:00-16:00"]', "hours.saturday"),
        ('price = "4.90"', 'price = "-1"', "shipping.0.price"),
        ('price = "4.90"', 'price = "4.905"', "shipping.0.price"),
        ("days = [3, 5]", "days = [5, 3]", "shipping.0.days"),
        ('zh = "铃家居"', 'zh = ""', "shop.name.zh"),
        ("buffer_days = 1", "bufer_days = 1", "delivery.bufer_days"),
        ("default = [5, 7]", "", "refund_days.default"),
        ('statuses = ["pending"]', 'statuses = ["open"]', "cancel.statuses.0"),
        ("[warranty]", "[warranty", "line"),
        ('link = ""', 'link = "http://shop.example/pay/{number}"', "payment.link"),
        ('link = ""', 'link = "https://shop.example/pay"', "payment.link"),
        ('keep_below = "25.00"', 'keep_below = "-1"', "claims.keep_below"),
        ("trace_days = 3", "trace_days = 0", "claims.trace_days"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path, old, new, complaint):
    with pytest.raises(WrongShop) as refused:
        load_shop(changed(tmp_path, old, new))
    assert complaint in str(refused.value)


def test_every_wrong_entry_is_named_at_once(tmp_path):
    file = changed(tmp_path, 'price = "4.90"', 'price = "free"')
    file.write_text(file.read_text("utf-8").replace("buffer_days = 1", "buffer_days = -1"), "utf-8")
    with pytest.raises(WrongShop) as refused:
        load_shop(file)
    assert "shipping.0.price" in str(refused.value)
    assert "delivery.buffer_days" in str(refused.value)


def test_a_missing_file_says_which_setting_names_it(tmp_path):
    with pytest.raises(WrongShop, match="SHOPBELL_SHOP_FILE"):
        load_shop(tmp_path / "none.toml")


def test_a_shop_that_never_opens_is_refused(tmp_path):
    text = SHOP.read_text("utf-8")
    closed = tmp_path / "shop.toml"
    closed.write_text(text.replace('["09:00-18:00"]', "[]").replace('["10:00-16:00"]', "[]"), "utf-8")
    with pytest.raises(WrongShop, match="at least one day"):
        load_shop(closed)
