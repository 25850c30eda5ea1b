"""A guest: number and e-mail tell one word; a code from the mail opens the rest; a guesser learns nothing."""

from __future__ import annotations

import json

import pytest

from tests.actions import store
from tests.actions.conftest import on_sqlite

NUMBER, EMAIL = "W1000001", "alice@example.com"


async def test_alice_proves_who_she_is_and_has_her_answer(begin, newest_code):
    talk = await begin()
    await talk.open()
    answer = await talk.say("delivery_eta")
    assert "order number" in answer.text
    assert "e-mail" in answer.text
    answer = await talk.say("inform", order_number=NUMBER, email=EMAIL)
    assert "Order #W1000001 is on its way." in answer.text
    assert talk.slots["asking"] == "yes_no"
    answer = await talk.say("affirm", "yes")
    assert "6 digits" in answer.text
    answer = await talk.say("inform", code=await newest_code())
    assert "that's you" in answer.text
    assert "today before 18:00" in answer.text


@on_sqlite
async def test_number_and_email_may_come_one_after_the_other_in_any_order(begin):
    for first, second in (
        ({"order_number": NUMBER}, {"email": EMAIL}),
        ({"email": EMAIL}, {"order_number": NUMBER}),
    ):
        talk = await begin()
        await talk.say("order_status", **first)
        answer = await talk.say("inform", **second)
        assert "Order #W1000001 is on its way." in answer.text


@on_sqlite
async def test_both_may_stand_in_the_first_sentence(begin):
    talk = await begin(language="zh")
    answer = await talk.say("order_status", order_number=NUMBER, email=EMAIL)
    assert "订单 #W1000001 目前状态：运输中。" in answer.text
    assert answer.labels == ["好的，发验证码", "先不用验证码"]


@on_sqlite
async def test_name_and_zip_find_who_has_no_number(begin, newest_code):
    talk = await begin()
    await talk.say("order_status")
    answer = await talk.tap("don't have the number")
    assert "zip" in answer.text
    answer = await talk.say("inform", email=EMAIL, person_name="Alice Archer", zip="12203")
    assert "6 digits" in answer.text
    answer = await talk.say("inform", code=await newest_code())
    assert "Which order is it about?" in answer.text


@on_sqlite
async def test_who_got_their_zip_wrong_says_it_again_and_the_code_comes(begin, newest_code):
    talk = await begin()
    await talk.say("order_status", "where is my order")
    await talk.tap("don't have the number")
    await talk.say("inform", email="alice@example.com", person_name="Alice Archer", zip="99999")
    answer = await talk.say("inform", "Sorry, I got my zip code wrong, it's 12203", zip="12203")
    assert "6 digits" in answer.text
    answer = await talk.say("inform", code=await newest_code())
    assert "Thank you Alice" in answer.text


async def test_a_wrong_code_says_how_many_tries_are_left(begin, newest_code):
    talk = await asked_for_code(begin)
    wrong = "000000" if await newest_code() != "000000" else "111111"
    answer = await talk.say("inform", code=wrong)
    assert "4 more times" in answer.text
    for _ in range(3):
        answer = await talk.say("inform", code=wrong)
    assert "once more" in answer.text
    answer = await talk.say("inform", code=wrong)
    assert "no longer works" in answer.text
    answer = await talk.say("inform", code=await newest_code())
    assert "Thank you" not in answer.text  # the right one comes too late
    await talk.tap("new code")
    answer = await talk.say("inform", code=await newest_code())
    assert "that's you" in answer.text


@on_sqlite
async def test_an_old_code_is_said_to_be_old(begin, newest_code, clock):
    talk = await asked_for_code(begin)
    code = await newest_code()
    clock.advance(minutes=11)
    answer = await talk.say("inform", code=code)
    assert "too old" in answer.text
    assert "Send a new code" in answer.labels


@on_sqlite
async def test_a_letter_that_did_not_come_may_be_asked_for_again_in_words(begin, newest_code):
    talk = await asked_for_code(begin)
    first = await newest_code()
    answer = await talk.say("delivered_not_received", "I didn't get the code")
    assert "spam folder" in answer.text
    await talk.say("repeat", "send it again, a new code please")
    assert await newest_code() != first
    answer = await talk.say("account_access", "没收到验证码")
    assert "Send a new code" in answer.labels


@on_sqlite
async def test_no_code_is_fine_and_leads_to_a_person(begin):
    talk = await begin()
    await talk.say("order_status", order_number=NUMBER, email=EMAIL)
    answer = await talk.say("deny", "no")
    assert "Talk to a person" in answer.labels


@on_sqlite
async def test_the_proof_ends_after_half_an_hour(begin, newest_code, clock):
    talk = await asked_for_code(begin)
    await talk.say("inform", code=await newest_code())
    clock.advance(minutes=31)
    answer = await talk.say("order_status", order_number=NUMBER)
    assert "Electric Kettle" not in answer.everything


@on_sqlite
@pytest.mark.parametrize(
    ("number", "email"),
    [
        ("W1000001", "nobody@example.com"),  # an order that is there, with a wrong e-mail
        ("W9999999", "alice@example.com"),  # an e-mail that is there, with a wrong number
        ("W2000001", "alice@example.com"),  # Charlie's order with Alice's e-mail
        ("W9999999", "nobody@example.com"),
    ],
)
async def test_whatever_does_not_belong_together_reads_the_same(begin, number, email):
    talk = await begin()
    answer = await talk.say("order_status", order_number=number, email=email)
    assert answer.text == (
        f"Order {number} and this e-mail address don't go together as far as I can see."
        " Would you check both and write them again? The number stands in the confirmation e-mail."
    )


@on_sqlite
async def test_what_is_corrected_is_looked_up_again_without_the_rest(begin):
    talk = await begin()
    await talk.say("order_status", order_number=NUMBER, email="alise@example.com")
    answer = await talk.say("inform", email=EMAIL)
    assert "Order #W1000001 is on its way." in answer.text


@on_sqlite
async def test_guessing_is_stopped_in_the_same_words_for_hit_and_miss(begin):
    talk = await begin()
    for guess in range(10):
        await talk.say("order_status", order_number=f"W900000{guess}", email="x@example.com")
    miss = await talk.say("order_status", order_number="W9999999", email="x@example.com")
    hit = await talk.say("order_status", order_number=NUMBER, email=EMAIL)
    assert miss.everything == hit.everything
    assert "Talk to a person" in hit.labels


def private_words() -> list[str]:
    """Every word of the store that only its owner may read."""
    words = []
    for customer in store.CUSTOMERS:
        home = customer["address"]
        assert isinstance(home, dict)
        words += [
            customer["first_name"],
            customer["last_name"],
            home["address1"],
            home["city"],
            customer["id"],
        ]
    return [*words, *store.NAMES.values(), "TRK", "45.00", "58.00", "76.00", "$", "UPS", "FedEx", "DHL"]


ORDER_WISHES = [
    "order_status", "delivery_eta", "courier_contact", "refund_status", "return_status", "payment_issue",
    "invoice", "gift_card_balance", "cancel_order", "change_delivery_address", "return_item",
    "damaged_or_defective", "unexpected_charge", "price_protection", "expedite_order",
    "delivered_not_received",
]  # fmt: skip


@on_sqlite
@pytest.mark.parametrize("wish", ORDER_WISHES)
async def test_an_unproved_guest_never_sees_a_private_word(begin, wish, clock):
    for number, email, name in (
        (NUMBER, EMAIL, "Alice Archer"),
        ("W2000001", "charlie@example.com", "Charlie Crane"),
        ("W1000001", "charlie@example.com", "Dora Dale"),
    ):
        talk = await begin()
        steps: list[tuple[str, dict[str, str]]] = [
            (wish, {}),
            ("inform", {"order_number": number}),
            ("inform", {"email": email}),
            ("affirm", {}),
            ("inform", {"code": "123456"}),
            ("deny", {}),
            ("inform", {"person_name": name, "zip": "12203"}),
            ("inform", {"ordinal": "1"}),
            ("repeat", {}),
            ("change_language", {"language": "zh"}),
            ("session_open", {}),
        ]
        for intent, facts in steps:
            answer = await talk.say(intent, "what is there of mine", **facts)
            seen = json.dumps([answer.text, answer.cards, answer.handoff], ensure_ascii=False)
            leaked = [word for word in private_words() if word in seen]
            assert not leaked, f"{leaked} in {seen}"
        clock.advance(hours=1)


@on_sqlite
async def test_slots_alone_open_nothing(begin):
    talk = await begin()
    talk.slots |= {
        "order_number": "#W2000001",
        "topic": "order_status",
        "asking": "order_choice",
        "customer_id": "charlie",
    }
    answer = await talk.say("inform", order_number="#W2000001")
    assert "Tea Kettle" not in answer.everything
    assert "e-mail" in answer.text


async def asked_for_code(begin):
    talk = await begin()
    await talk.say("order_status", order_number=NUMBER, email=EMAIL)
    await talk.say("affirm", "yes")
    return talk
