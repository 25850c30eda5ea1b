"""What a guest types equals the record when a person would say so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from care.identity import rules
from care.orders.rules import search_key


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("Álice Ng-Müller", "Álice", "Ng-Müller"), ("alice ng muller", "Álice", "Ng-Müller"),
        ("NG-MÜLLER, ALICE", "Álice", "Ng-Müller"), ("  alice   NGMULLER ", "Álice", "Ng-Müller"),
        ("张伟", "伟", "张"), ("伟 张", "伟", "张"), ("ＡＬＩＣＥ Brown", "Alice", "Brown"),
        ("Søren Łuczak", "Soren", "Luczak"), ("Weiss Peter", "Peter", "Weiß"),
        ("o'brien conan", "Conan", "O’Brien"),
    ],
)  # fmt: skip
def test_a_name_is_the_same_with_other_case_accents_spaces_and_order(typed: str, first: str, last: str):
    assert rules.same_name(typed, first, last)


@pytest.mark.parametrize(
    "typed", ["", " ", "-", "Alice", "Brown", "Alice Browne", "Al ice Bro", "AliceBrown x"]
)
def test_a_part_of_a_name_is_not_the_name(typed: str):
    assert not rules.same_name(typed, "Alice", "Brown")


def test_codes_and_zips_are_read_as_people_type_them():
    assert {rules.code_as_typed(text) for text in ("123456", " 123 456", "１２３４５６", "123-456\n")} == {
        "123456"
    }
    assert {rules.zip_key(text) for text in ("SW1A 1AA", "sw1a1aa", " ｓｗ１Ａ 1aa")} == {"SW1A1AA"}
    assert rules.email_key(" Alice.NG@Example.COM ") == "alice.ng@example.com"


@pytest.mark.parametrize("number", ["#W1006327", "w100 6327", "＃Ｗ1006327", "№ 12-ü", ""])
def test_an_order_number_is_compared_as_it_is_kept(number: str):
    assert rules.order_key(number) == search_key(number)


def test_a_code_is_kept_as_a_hash_that_needs_the_secret_and_the_conversation():
    kept = rules.code_hash("123456", "c1", "secret")
    assert rules.same_code(kept, "123456", "c1", "secret")
    for code, conversation, secret in (
        ("123457", "c1", "secret"),
        ("123456", "c2", "secret"),
        ("123456", "c1", "x"),
    ):
        assert not rules.same_code(kept, code, conversation, secret)
    assert "123456" not in kept


def test_counts_begin_anew_with_each_full_hour():
    start = datetime(2026, 11, 2, 15, tzinfo=UTC)
    assert rules.window_start(start) == start
    assert rules.window_start(start + timedelta(minutes=59, seconds=59)) == start
    assert rules.window_start(start + timedelta(hours=1)) == start + timedelta(hours=1)


def test_what_was_typed_is_counted_but_not_kept():
    counters = rules.counters("look", rules.LOOKING, email="alice@example.com", order="W1", address=None)
    assert [counter.limit for counter in counters] == [rules.LOOKING.email, rules.LOOKING.order]
    assert all("alice" not in counter.key and "W1" not in counter.key for counter in counters)
    assert len({counter.key for counter in counters}) == 2


def test_a_proof_holds_until_its_end():
    now = datetime(2026, 11, 2, 15, tzinfo=UTC)
    assert rules.proof_holds("code", now + timedelta(seconds=1), now)
    assert not rules.proof_holds("code", now, now)
    assert not rules.proof_holds("code", None, now)
    assert not rules.proof_holds("none", now + timedelta(hours=1), now)
