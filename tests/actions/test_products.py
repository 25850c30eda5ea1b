"""What is it, what does it cost, is it there: products and variants, both languages, misspelt or not."""

from __future__ import annotations

import pytest

from tests.actions.conftest import on_sqlite

pytestmark = on_sqlite


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "do you have the blue kettle with 2 litres"),
        ("en", "electrc ketle blue 2L"),
        ("zh", "蓝色两升的电热水壶有货吗"),
        ("zh", "blue的电热水壶2升有吗"),
    ],
)
async def test_one_variant(begin, language, words):
    talk = await begin(language=language)
    answer = await talk.say("stock_availability", words)
    assert "$45.00" in answer.text
    assert "2" in answer.text  # only two left
    card = answer.cards[0]
    assert card["kind"] == "product"
    assert [variant["available"] for variant in card["variants"]] == [True]


async def test_sold_out_says_what_is_there_instead(begin):
    talk = await begin()
    answer = await talk.say("stock_availability", product="red electric kettle")
    assert "sold out" in answer.text
    assert "blue, 1L ($39.00) and blue, 2L ($45.00)" in answer.text
    answer = await talk.tap("blue, 2L")
    assert "in stock, at $45.00" in answer.text


async def test_a_name_that_fits_several_is_asked_about(begin):
    talk = await begin()
    answer = await talk.say("product_info", "how much is the kettle")
    assert answer.labels == ["Electric Kettle", "Tea Kettle", "Something else"]
    answer = await talk.tap("Tea Kettle")
    assert "$58.00" in answer.text


async def test_the_range_of_prices_and_the_shops_own_words(begin):
    talk = await begin()
    answer = await talk.say("product_info", product="electric kettle")
    assert "between $39.00 and $45.00" in answer.text
    assert "Boils a litre in three minutes." in answer.text
    assert answer.cards[0]["image"] == "/media/kettle.svg"


async def test_the_blue_one_is_of_the_product_just_talked_about(begin):
    talk = await begin()
    await talk.say("product_info", product="electric kettle")
    answer = await talk.say("inform", "and the red one")
    assert "sold out" in answer.text


async def test_a_product_the_shop_does_not_have_is_said_so_even_after_another(begin):
    talk = await begin()
    await talk.say("product_info", product="electric kettle")
    answer = await talk.say("stock_availability", "do you have a bicycle", product="bicycle")
    assert "bicycle" in answer.text
    assert "Talk to a person" in answer.labels


async def test_a_bare_name_is_a_question_about_it(begin):
    talk = await begin(language="zh")
    answer = await talk.say("nlu_fallback", "台灯")
    assert "US$64.00" in answer.text
    assert "卖完" in answer.text


async def test_goods_need_no_proof_and_the_question_that_waits_is_asked_again(begin):
    talk = await begin()
    await talk.say("order_status")
    answer = await talk.say("product_info", product="desk lamp")
    assert "$64.00" in answer.text
    assert answer.lines[-1]["text"].startswith("I'd be glad to look. What is your order number")
