from __future__ import annotations

import time

import pytest

from bot.components.facts import read_facts, without_facts
from bot.components.masking import mask
from bot.components.normalise import tidy


def values(text: str, kind: str, *, asking: str = "") -> list[str]:
    return [fact.value for fact in read_facts(tidy(text), asking=asking) if fact.kind == kind]


@pytest.mark.parametrize(
    "text",
    [
        "W1234567",
        "#W1234567",
        "# w1234567 到哪了",
        "订单号W1234567",
        "w 123 4567",
        "W-1234567",
        "Ｗ１２３４５６７",
        "W12345 67.",
        "W1 2 3 4 5 6 7",
        "(W1234567)",
    ],
)
def test_an_order_number_is_read_however_it_is_written(text: str) -> None:
    assert values(text, "order_number") == ["W1234567"]


@pytest.mark.parametrize(
    "text",
    [
        "order 1234567",
        "my order number is 1234567, thanks",
        "单号：1234567",
        "order #1234567",
        "#1234567",
        "帮我查1234567",
        "where is 1234567?",
    ],
)
def test_an_order_number_without_its_letter_is_left_for_the_store_to_complete(text: str) -> None:
    assert values(text, "order_number") == ["1234567"]


def test_a_letter_typed_for_a_nought_is_a_nought() -> None:
    assert values("W1O06328", "order_number") == ["W1006328"]


def test_several_order_numbers_are_read_in_order() -> None:
    assert values("W7654321 and order 1006327", "order_number") == ["W7654321", "1006327"]


@pytest.mark.parametrize(
    "text", ["$1234567", "1234567.50", "abcd1234567", "order 2 kettles", "since 2023", "5551234567890", "W12"]
)
def test_other_numbers_are_no_order_numbers(text: str) -> None:
    assert values(text, "order_number") == []


def test_a_number_that_was_asked_for_may_have_another_length() -> None:
    assert values("12345678", "order_number", asking="order_number") == ["12345678"]
    assert values("W12345", "order_number") == ["W12345"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("S1009206", "S1009206"),
        ("#HK100234 please", "HK100234"),
        ("SB-204417 please", "SB204417"),
        ("#20991", "20991"),
    ],
)
def test_another_shop_may_number_otherwise(text: str, number: str) -> None:
    assert values(text, "order_number") == [number]


@pytest.mark.parametrize("text", ["tel 13812345678", "zip90210", "my qq12345678", "i 12345"])
def test_letters_before_digits_make_no_order_number_by_themselves(text: str) -> None:
    assert values(text, "order_number") == []


@pytest.mark.parametrize(
    ("text", "email"),
    [
        ("bob@example.com", "bob@example.com"),
        ("Bob.Lee+shop@Example.CO.UK.", "bob.lee+shop@example.co.uk"),
        ("邮箱是bob@example.com谢谢", "bob@example.com"),
        ("bob＠example。com", "bob@example.com"),
        ("bob @ example.com", "bob@example.com"),
        ("bob at example dot com", "bob@example.com"),
        ("alice dot smith at example dot co dot uk please", "alice.smith@example.co.uk"),
        ("bob(at)example(dot)com", "bob@example.com"),
        ("it is bob@example.com. Where is it?", "bob@example.com"),
    ],
)
def test_an_email_is_read_however_it_is_written(text: str, email: str) -> None:
    assert values(text, "email") == [email]


@pytest.mark.parametrize("text", ["I looked at amazon.com", "meet me at the dot", "5 @ 3", "@bob"])
def test_not_every_at_makes_an_email(text: str) -> None:
    assert values(text, "email") == []


@pytest.mark.parametrize(
    "text", ["123456", "123 456", "123-456", "12 34 56", "1 2 3 4 5 6", "验证码１２３４５６", "code: 123456"]
)
def test_a_code_is_read_with_its_spaces(text: str) -> None:
    assert values(text, "code") == ["123456"]


@pytest.mark.parametrize("text", ["$123456", "it cost 123456 yen", "1234567", "12345"])
def test_other_numbers_are_no_codes(text: str) -> None:
    assert values(text, "code") == []


def test_six_digits_are_a_postcode_when_that_was_asked_for() -> None:
    assert values("100080", "zip", asking="name_zip") == ["100080"]
    assert values("100080", "code", asking="name_zip") == []


@pytest.mark.parametrize(
    ("text", "zip_code"),
    [
        ("19122", "19122"),
        ("zip 19122-0001", "19122-0001"),
        ("邮编100080", "100080"),
        ("postcode sw1a 1aa", "SW1A 1AA"),
    ],
)
def test_a_postcode_is_read(text: str, zip_code: str) -> None:
    assert values(text, "zip") == [zip_code]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("the second one", "2"),
        ("2nd item please", "2"),
        ("the first", "1"),
        ("last", "last"),
        ("option 3", "3"),
        ("number two", "2"),
        ("第二个", "2"),
        ("第3个吧", "3"),
        ("最后一个", "last"),
        ("后者", "last"),
        ("2", "2"),
        ("(1)", "1"),
        ("二", "2"),
    ],
)
def test_which_of_several_is_read(text: str, place: str) -> None:
    assert values(text, "ordinal") == [place]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("1 and 3", ["1", "3"]),
        ("1, 2 & 4", ["1", "2", "4"]),
        ("1 3", ["1", "3"]),
        ("2 to 4", ["2", "3", "4"]),
        ("the first and the third one please", ["1", "3"]),
        ("first and last", ["1", "last"]),
        ("return 2 and 3 please", ["2", "3"]),
        ("the first two", ["1", "2"]),
        ("第一个和第三个", ["1", "3"]),
        ("1、3", ["1", "3"]),
        ("前三个", ["1", "2", "3"]),
        ("both", ["both"]),
        ("I want both of them", ["both"]),
        ("两个都要", ["both"]),
        ("all of them please", ["all"]),
        ("everything", ["all"]),
        ("全部", ["all"]),
        ("都退", ["all"]),
        ("all but the second", ["all", "-2"]),
        ("everything except number 1 and the last", ["all", "-1", "-last"]),
        ("除了第二个都要", ["all", "-2"]),
        ("12", ["12"]),
        ("选2", ["2"]),
        ("2 please", ["2"]),
    ],
)
def test_one_or_several_of_the_choices_on_offer(text: str, places: list[str]) -> None:
    assert values(text, "ordinal", asking="option") == places


@pytest.mark.parametrize(
    "text",
    [
        "black, 2 cups, drip", "size 8", "8 gb, 16 gb", "12 Elm Street", "3, 4 days ago", "$2 and $3", "4402",
        "all the shirts", "the lamp and the mat", "2 and a half", "the black one",
    ],
)  # fmt: skip
def test_numbers_of_things_are_no_places(text: str) -> None:
    assert values(text, "ordinal", asking="option") == []


def test_in_an_address_only_what_can_be_nothing_else_is_a_number_of_an_order() -> None:
    assert read_facts("12 Elm Street, Apt C 90210, name is Bob", asking="address") == []
    assert read_facts("wuxi road 1234567, 200031", asking="address") == []
    assert values("to the address of W1234567", "order_number", asking="address") == ["W1234567"]
    assert values("same as order 12345678", "order_number", asking="address") == ["12345678"]


@pytest.mark.parametrize(
    "text",
    [
        "this is the second time I ask",
        "one second",
        "where is my last order",
        "第二天就坏了",
        "第一次买",
        "last week",
    ],
)
def test_not_every_second_is_a_choice(text: str) -> None:
    assert values(text, "ordinal") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("my name is Yusuf Rossi", "Yusuf Rossi"),
        ("my name is yusuf rossi and my zip code is 19122", "yusuf rossi"),
        ("I'm Yusuf Rossi, zip 19122", "Yusuf Rossi"),
        ("Hi, this is Mei O'Neil-Davis.", "Mei O'Neil-Davis"),
        ("我叫张伟 邮编100080", "张伟"),
        ("我是王小明", "王小明"),
        ("姓名：李雷", "李雷"),
    ],
)
def test_a_name_is_read(text: str, name: str) -> None:
    assert values(text, "person_name") == [name]


@pytest.mark.parametrize(
    "text",
    [
        "I'm looking for boots",
        "I am Not Happy",
        "this is ridiculous",
        "我是来退货的",
        "我是昨天买的",
        "I'm sure",
        "Im waiting",
    ],
)
def test_not_everybody_who_is_something_says_their_name(text: str) -> None:
    assert values(text, "person_name") == []


@pytest.mark.parametrize(
    ("text", "name", "zip_code"),
    [
        ("Yusuf Rossi 19122", "Yusuf Rossi", "19122"),
        ("yusuf rossi, 19122", "yusuf rossi", "19122"),
        ("mei davis zip is 80217", "mei davis", "80217"),
        ("张三 100080", "张三", "100080"),
        ("it's mei davis 80217", "mei davis", "80217"),
        ("mei.davis@example.com, Mei Davis, 80217", "Mei Davis", "80217"),
        ("Mei Davis mei.davis@example.com 80217", "Mei Davis", "80217"),
        ("zhang@example.com 张三 100080", "张三", "100080"),
    ],
)
def test_a_bare_name_and_postcode_are_read_when_asked_for(text: str, name: str, zip_code: str) -> None:
    assert values(text, "person_name", asking="name_zip") == [name]
    assert values(text, "zip", asking="name_zip") == [zip_code]


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("is the blue kettle still in stock?", "blue kettle"),
        ("do you have any water bottles left", "water bottles"),
        ("how much is the desk lamp", "desk lamp"),
        ("what's the price of your yoga mat?", "yoga mat"),
        ("蓝色水壶还有货吗", "蓝色水壶"),
        ("电热水壶多少钱", "电热水壶"),
        ("有没有瑜伽垫", "瑜伽垫"),
    ],
)
def test_the_words_for_a_product_are_read(text: str, product: str) -> None:
    assert values(text, "product") == [product]


@pytest.mark.parametrize(
    "text",
    [
        "how much is shipping",
        "运费多少钱",
        "礼品卡还有多少钱",
        "礼品卡里还有多少钱",
        "is it in stock",
        "有货吗",
        "where is my kettle",
    ],
)
def test_not_everything_with_a_price_is_a_product(text: str) -> None:
    assert values(text, "product") == []


def test_what_is_left_without_the_facts() -> None:
    text = "my order W1234567, mail bob@example.com please"
    assert without_facts(text, read_facts(text)) == "my order , mail please"


def test_masked_words_are_alike_whoever_wrote_them() -> None:
    def masked(text: str) -> str:
        text = tidy(text)
        return mask(text, read_facts(text))

    assert masked("Where is W1234567?") == masked("where is  #w7654321?")
    assert masked("Mail me at bob@example.com") == masked("mail me at alice@example.org")
    assert masked("訂單W1234567到哪了") == masked("订单W7654321到哪了")
    assert masked("pleaseeeee!!!!!") == masked("pleaseeee!!!")
    assert "4111" not in masked("my card 4111 1111 1111 1111")


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "1 ",
        "W1 ",
        "a.b ",
        "a at b dot ",
        "订单",
        "is the ",
        "my name is ",
        "i'm A ",
        "还有",
        "the order number is ",
        "@",
        "a@b.",
    ],
)
def test_the_time_to_read_grows_with_the_length_and_no_faster(unit: str) -> None:
    def seconds(length: int) -> float:
        text = (unit * length)[:length]
        began = time.perf_counter()
        for asking in ("", "name_zip", "order_number"):
            read_facts(text, asking=asking)
        return time.perf_counter() - began

    assert min(seconds(4000) for _ in range(2)) < 2.0
